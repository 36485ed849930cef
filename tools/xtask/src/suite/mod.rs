//! Everything that must hold before a change goes in. Runs beside `make dev`: ports, database and KV
//! are its own.

mod black_box;
mod cargo_test;
mod contracts;
mod database;
mod panel;
mod report;
mod sync_chaos;
mod system;
mod web;

use std::time::Duration;

use anyhow::{Result, bail};

pub use database::with_database;

use crate::edge::EdgeKind;
use crate::generated::{self, Mode};
use crate::process::{Group, interrupted};
use crate::{dependencies, edge, lint, setup};
pub use report::Failed;
use report::{Report, Tally};

type Step = (&'static str, fn() -> Result<Tally>);

/// In the order they run: what is quick to fail comes first.
const STEPS: [Step; 16] = [
    ("format", || lint::format(true).map(|()| Tally::CHECK)),
    ("lint", || lint::native().map(|()| Tally::CHECK)),
    ("lint-edge", || lint::edge().map(|()| Tally::CHECK)),
    ("dependencies", || dependencies::check().map(|()| Tally::CHECK)),
    ("deny", || lint::deny().map(|()| Tally::CHECK)),
    ("web", web::web),
    ("native", cargo_test::native),
    // By then what these are compiled with has been.
    ("queries", || generated::queries(Mode::Check).map(|()| Tally::CHECK)),
    ("proto", || generated::proto(Mode::Check).map(|()| Tally::CHECK)),
    ("edge", || edge::build().map(|()| Tally::CHECK)),
    ("black-box", || black_box::black_box(EdgeKind::Cloudflare)),
    ("panel", panel::browser),
    ("spin", || edge::build_spin().map(|()| Tally::CHECK)),
    ("spin-host", cargo_test::spin_host),
    ("contracts", contracts::contracts),
    ("black-box-spin", || black_box::black_box(EdgeKind::Spin)),
];

/// Runs all steps, or those named; a step that fails does not keep the others from running.
pub fn run(names: &[String]) -> Result<()> {
    if let Some(unknown) = names.iter().find(|name| STEPS.iter().all(|(step, _)| step != name)) {
        let known = STEPS.map(|(step, _)| step);
        bail!("no step is called {unknown}; there are {}", known.join(", "));
    }
    setup::test()?;
    let mut report = Report::default();
    let mut edges = None;
    for (name, step) in STEPS {
        match name {
            // It leaves much of the machine idle, and so do the native tests behind it.
            "web" if names.is_empty() => edges = Some(edge::compile_ahead()?),
            "edge" => wait_for(edges.take())?,
            _ => {}
        }
        if names.is_empty() || names.iter().any(|wanted| wanted == name) {
            report.run(name, step);
            // Ctrl-C fails the step it meets; the report would make it look like a finding.
            interrupted()?;
        }
    }
    report.close()
}

fn wait_for(group: Option<Group>) -> Result<()> {
    let Some(mut group) = group else { return Ok(()) };
    while group.status()?.is_none() {
        interrupted()?;
        std::thread::sleep(Duration::from_millis(25));
    }
    Ok(())
}

/// Runs an edge through the black box's tests of this name alone.
pub fn black_box(kind: EdgeKind, filter: &str) -> Result<()> {
    alone(kind, "black-box", || black_box::some(kind, filter))
}

/// Kills and mends sources at random under load, for so many seconds.
pub fn chaos(seconds: u32) -> Result<()> {
    alone(EdgeKind::Cloudflare, "chaos", || black_box::chaos(seconds))
}

/// Kills and starts parts of the system at random under load, for so many seconds.
pub fn sync_chaos(seconds: u32) -> Result<()> {
    alone(EdgeKind::Cloudflare, "sync-chaos", || sync_chaos::sync_chaos(seconds))
}

fn alone(kind: EdgeKind, name: &'static str, step: impl FnOnce() -> Result<Tally>) -> Result<()> {
    setup::test()?;
    kind.build()?;
    let mut report = Report::default();
    report.run(name, step);
    interrupted()?;
    report.close()
}
