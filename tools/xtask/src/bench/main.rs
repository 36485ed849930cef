//! The worker on workerd itself, and the origin, measured; run by `cargo xtask bench`.
//!
//! `wrangler dev` and Miniflare put proxies in front that hide everything, so `workerd serve` runs the
//! script as built. What is compared is measured in one run, in turns, on the same two cores.

mod catalogue;
mod figures;
mod hub;
mod library;
mod load;
mod measure;
mod native;
mod origin_stage;
mod password;
mod spin;
mod stage;
mod token;
mod verify_token;
mod workerd;

use std::process::ExitCode;

use anyhow::{Result, bail};
use xtask::{console, process};

use figures::Figures;

/// What can be measured by itself.
const PARTS: [&str; 7] = ["origin", "library", "worker", "spin", "hub", "catalogue", "memory"];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match process::listen().and_then(|()| bench(&arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn bench(arguments: &[String]) -> Result<()> {
    let (options, parts): (Vec<_>, Vec<_>) = arguments.iter().partition(|it| *it == "--strict");
    if let Some(unknown) = parts.iter().find(|part| !PARTS.contains(&part.as_str())) {
        bail!("{unknown} cannot be measured; these can: {}", PARTS.join(", "));
    }
    let wanted = |part: &str| parts.is_empty() || parts.iter().any(|it| *it == part);
    let mut figures = Figures::default();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    if wanted("origin") {
        console::step("VerifyToken at the origin");
        verify_token::measure(&runtime, &mut figures)?;
    }
    if wanted("library") {
        console::step("The library of 100,000 users");
        library::measure(&runtime, &mut figures)?;
    }
    if PARTS[2..].iter().any(|part| wanted(part)) {
        let mut stage = stage::Stage::set()?;
        let subject = (wanted("worker") || wanted("spin")).then(|| stage.subject());
        let subject = subject.map(|subject| runtime.block_on(subject)).transpose()?;
        if let Some(subject) = subject.as_ref().filter(|_| wanted("worker")) {
            worker(&runtime, &mut stage, subject, &mut figures)?;
        }
        if let Some(subject) = subject.as_ref().filter(|_| wanted("spin")) {
            console::step("The component under its host, and the worker, in turns");
            spin::measure(&runtime, &mut stage, subject, &mut figures)?;
        }
        if wanted("hub") {
            console::step("A hub and its sockets");
            hub::measure(&mut stage, &mut figures)?;
        }
        if wanted("catalogue") {
            console::step("The chain against its sources' own time");
            catalogue::search(&runtime, &mut stage, &mut figures)?;
            catalogue::playback(&runtime, &mut stage, &mut figures)?;
        }
        if wanted("memory") {
            console::step("Memory after 100,000 distinct searches");
            catalogue::memory(&runtime, &mut stage, &mut figures)?;
        }
    }

    let missed = figures.report()?;
    if !options.is_empty() && missed > 0 {
        bail!("{missed} budgets are missed");
    }
    Ok(())
}

fn worker(
    runtime: &tokio::runtime::Runtime,
    stage: &mut stage::Stage,
    subject: &stage::Subject,
    figures: &mut Figures,
) -> Result<()> {
    measure::script_size(figures)?;
    native::seal_and_open(figures)?;
    console::step("Comparing requests per second, in turns");
    measure::throughput(runtime, stage, subject, figures)?;
    console::step("Latency of one connection");
    measure::latency(runtime, stage, subject, figures)?;
    console::step("Processor time per request");
    measure::verification(runtime, stage, subject, figures)?;
    console::step("Start-up");
    measure::start_up(stage, figures)
}
