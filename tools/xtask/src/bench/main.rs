//! The worker on workerd itself, and the origin, measured; run by `cargo xtask bench`.
//!
//! `wrangler dev` and Miniflare put proxies in front that hide everything, so `workerd serve` runs the
//! script as built. What is compared is measured in one run, in turns, on the same two cores.

mod figures;
mod load;
mod measure;
mod native;
mod stage;
mod token;
mod verify_token;
mod workerd;

use std::process::ExitCode;

use anyhow::{Result, bail};
use xtask::{console, process};

use figures::Figures;

fn main() -> ExitCode {
    let strict = std::env::args().any(|argument| argument == "--strict");
    match process::listen().and_then(|()| bench(strict)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn bench(strict: bool) -> Result<()> {
    let mut figures = Figures::default();
    measure::script_size(&mut figures)?;
    native::seal_and_open(&mut figures)?;

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    console::step("VerifyToken at the origin");
    verify_token::measure(&runtime, &mut figures)?;
    let mut stage = stage::Stage::set()?;
    let subject = runtime.block_on(stage.subject())?;
    console::step("Comparing requests per second, in turns");
    measure::throughput(&runtime, &mut stage, &subject, &mut figures)?;
    console::step("Latency of one connection");
    measure::latency(&runtime, &mut stage, &subject, &mut figures)?;
    console::step("Processor time per request");
    measure::verification(&runtime, &mut stage, &subject, &mut figures)?;
    console::step("Start-up");
    measure::start_up(&stage, &mut figures)?;

    let missed = figures.report()?;
    if strict && missed > 0 {
        bail!("{missed} budgets are missed");
    }
    Ok(())
}
