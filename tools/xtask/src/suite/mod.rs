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

use anyhow::{Result, bail};

pub use database::with_database;

use crate::edge::EdgeKind;
use crate::generated::{self, Mode};
use crate::process::interrupted;
use crate::{dependencies, edge, lint, setup};
pub use report::Failed;
use report::{Report, Tally};

type Step = (&'static str, fn() -> Result<Tally>);

/// In the order they run: what is quick to fail comes first.
const STEPS: [Step; 12] = [
    ("format", || lint::format(true).map(|()| Tally::CHECK)),
    ("lint", || lint::native().map(|()| Tally::CHECK)),
    ("lint-edge", || lint::edge().map(|()| Tally::CHECK)),
    ("dependencies", || dependencies::check().map(|()| Tally::CHECK)),
    ("deny", || lint::deny().map(|()| Tally::CHECK)),
    ("queries", || generated::queries(Mode::Check).map(|()| Tally::CHECK)),
    ("web", web::web),
    ("native", cargo_test::native),
    // By then what it is compiled with has been.
    ("proto", || generated::proto(Mode::Check).map(|()| Tally::CHECK)),
    ("edge", || edge::build().map(|()| Tally::CHECK)),
    ("black-box", || black_box::black_box(EdgeKind::Cloudflare)),
    ("panel", panel::browser),
];

/// Those that run only when they are named: they build the component and its host first, and have not
/// been seen to pass as a whole.
const ON_REQUEST: [Step; 4] = [
    ("spin", || edge::build_spin().map(|()| Tally::CHECK)),
    ("spin-host", cargo_test::spin_host),
    ("contracts", contracts::contracts),
    ("black-box-spin", || black_box::black_box(EdgeKind::Spin)),
];

/// Runs all steps, or those named; a step that fails does not keep the others from running.
pub fn run(names: &[String]) -> Result<()> {
    let all = || STEPS.iter().chain(&ON_REQUEST);
    if let Some(unknown) = names.iter().find(|name| all().all(|(step, _)| step != name)) {
        let known: Vec<_> = all().map(|(step, _)| *step).collect();
        bail!("no step is called {unknown}; there are {}", known.join(", "));
    }
    setup::test()?;
    let mut report = Report::default();
    let on_request = |name| ON_REQUEST.iter().any(|(step, _)| *step == name);
    for (name, step) in all() {
        let is_wanted = names.iter().any(|wanted| wanted == name);
        if is_wanted || (names.is_empty() && !on_request(*name)) {
            report.run(name, *step);
            // Ctrl-C fails the step it meets; the report would make it look like a finding.
            interrupted()?;
        }
    }
    report.close()
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
