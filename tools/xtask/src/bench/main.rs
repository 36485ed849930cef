//! The worker on workerd itself, and the origin, measured; run by `cargo xtask bench`.
//!
//! `wrangler dev` and Miniflare put proxies in front that hide everything, so `workerd serve` runs the
//! script as built. What is compared is measured in one run, in turns, on the same two cores.

mod catalogue;
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
    let given = |option: &str| std::env::args().any(|argument| argument == option);
    match process::listen().and_then(|()| bench(given("--strict"), given("--catalogue"))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn bench(strict: bool, catalogue_alone: bool) -> Result<()> {
    let mut figures = Figures::default();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    if !catalogue_alone {
        measure::script_size(&mut figures)?;
        native::seal_and_open(&mut figures)?;
        console::step("VerifyToken at the origin");
        verify_token::measure(&runtime, &mut figures)?;
    }
    let mut stage = stage::Stage::set()?;
    if !catalogue_alone {
        worker(&runtime, &mut stage, &mut figures)?;
    }
    console::step("The chain against its sources' own time");
    catalogue::search(&runtime, &mut stage, &mut figures)?;
    catalogue::playback(&runtime, &mut stage, &mut figures)?;
    console::step("Memory after 100,000 distinct searches");
    catalogue::memory(&runtime, &mut stage, &mut figures)?;

    let missed = figures.report()?;
    if strict && missed > 0 {
        bail!("{missed} budgets are missed");
    }
    Ok(())
}

fn worker(
    runtime: &tokio::runtime::Runtime,
    stage: &mut stage::Stage,
    figures: &mut Figures,
) -> Result<()> {
    let subject = runtime.block_on(stage.subject())?;
    console::step("Comparing requests per second, in turns");
    measure::throughput(runtime, stage, &subject, figures)?;
    console::step("Latency of one connection");
    measure::latency(runtime, stage, &subject, figures)?;
    console::step("Processor time per request");
    measure::verification(runtime, stage, &subject, figures)?;
    console::step("Start-up");
    measure::start_up(stage, figures)
}
