//! One hub with its sockets, ours against one of the same duties made with the package `partyserver`.

use std::process::Command;

use anyhow::{Context as _, Result};
use serde::Deserialize;
use xtask::origin::push_key;
use xtask::process::output;
use xtask::{edge, probe, workspace};

use crate::figures::{Figures, median};
use crate::stage::Stage;

/// How often each is measured, in turns: single runs differ by a third.
const ROUNDS: usize = 3;
/// Of a round. An edge remembers the tokens of 4,096 pushes a minute and takes no more.
const EVENTS: &str = "600";

/// What the load of `tools/sync/load` tells of a hub.
#[derive(Deserialize)]
struct Told {
    fan_out: FanOut,
    one_by_one: Throughput,
    in_batches: Throughput,
    /// Where it was asked for.
    idle: Option<Idle>,
}

#[derive(Deserialize)]
struct FanOut {
    p50_ms: f64,
    p99_ms: f64,
}

#[derive(Deserialize)]
struct Throughput {
    events_per_s: f64,
}

#[derive(Deserialize)]
struct Idle {
    sockets: f64,
    bytes_each: f64,
}

/// Name, unit, and how it is read.
type Reading = (&'static str, &'static str, fn(&Told) -> f64);

/// What is told of both.
const TOLD: [Reading; 4] = [
    ("fan-out to 8 sockets, p50", "ms", |told| told.fan_out.p50_ms),
    ("fan-out to 8 sockets, p99", "ms", |told| told.fan_out.p99_ms),
    ("events, one a push", "/s", |told| told.one_by_one.events_per_s),
    ("events, a hundred a push", "/s", |told| told.in_batches.events_per_s),
];

/// Fan-out to eight sockets, events a second, and idle sockets with what each holds.
pub fn measure(stage: &mut Stage, figures: &mut Figures) -> Result<()> {
    let (ours, theirs) = (probe::free_port()?, probe::free_port()?);
    stage.start_edge("hub", ours)?;
    stage.start_partyserver(theirs, &edge::development_variable("ORIGIN_PUBLIC_KEY")?)?;
    let hubs = [("hub", "our hub", ours), ("partyserver", "partyserver", theirs)];
    let mut rounds = hubs.map(|_| Vec::new());
    for round in 0..ROUNDS {
        for turn in 0..hubs.len() {
            let place = (round + turn) % hubs.len();
            let (worker, _, port) = hubs[place];
            rounds[place].push(load(stage, worker, port, false)?);
        }
    }
    for (what, unit, value) in TOLD {
        let [ours, theirs] =
            rounds.each_ref().map(|rounds| median(rounds.iter().map(value).collect()));
        figures.add(&format!("our hub: {what}"), ours, unit, None);
        figures.add(&format!("partyserver: {what}"), theirs, unit, None);
        figures.add(&format!("{what}, our hub ÷ partyserver"), ours / theirs, "×", None);
    }
    for (worker, name, port) in hubs {
        let idle = load(stage, worker, port, true)?.idle.context("no idle sockets")?;
        let each = idle.bytes_each / 1024.0;
        figures.add(&format!("{name}: idle sockets held"), idle.sockets, "", None);
        figures.add(&format!("{name}: memory of an idle socket"), each, "KiB", None);
    }
    Ok(())
}

fn load(stage: &mut Stage, worker: &str, port: u16, idle: bool) -> Result<Told> {
    let process = stage.id(worker)?.to_string();
    let signer = stage.signer();
    let mut npm = Command::new("npm");
    npm.args(["run", "--silent", "--workspace", "tools/sync", "load", "--"])
        .args(["--url", &format!("http://127.0.0.1:{port}")])
        .args(["--access-key", &signer.seed(), "--key-id", "bench"])
        .args(["--issuer", &signer.issuer, "--audience", &signer.audience])
        .args(["--push-key", &push_key()?, "--events", EVENTS])
        .current_dir(workspace::root());
    if idle {
        npm.args(["--pid", &process]);
    }
    serde_json::from_str(&output(&mut npm)?).context("the load's figures")
}
