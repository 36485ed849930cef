//! One hub with its sockets, ours against one of the same duties made with the package `partyserver`.

use std::process::Command;

use anyhow::{Context as _, Result};
use serde::Deserialize;
use xtask::origin::push_key;
use xtask::process::output;
use xtask::{edge, probe, workspace};

use crate::figures::Figures;
use crate::stage::Stage;

/// What the load of `tools/sync/load` tells of a hub.
#[derive(Deserialize)]
struct Told {
    fan_out: FanOut,
    one_by_one: Throughput,
    in_batches: Throughput,
    idle: Idle,
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

/// Fan-out to eight sockets, events a second, and idle sockets with what each holds.
pub fn measure(stage: &mut Stage, figures: &mut Figures) -> Result<()> {
    let (ours, theirs) = (probe::free_port()?, probe::free_port()?);
    stage.start_edge("hub", ours)?;
    stage.start_partyserver(theirs, &edge::development_variable("ORIGIN_PUBLIC_KEY")?)?;
    let hubs = [("hub", "our hub", ours), ("partyserver", "partyserver", theirs)];
    let mut told = Vec::new();
    for (worker, name, port) in hubs {
        let of_hub = load(stage, worker, port)?;
        let Told { fan_out, one_by_one, in_batches, idle } = &of_hub;
        for (what, value, unit) in [
            ("fan-out to 8 sockets, p50", fan_out.p50_ms, "ms"),
            ("fan-out to 8 sockets, p99", fan_out.p99_ms, "ms"),
            ("events, one a push", one_by_one.events_per_s, "/s"),
            ("events, a hundred a push", in_batches.events_per_s, "/s"),
            ("idle sockets held", idle.sockets, ""),
            ("memory of an idle socket", idle.bytes_each / 1024.0, "KiB"),
        ] {
            figures.add(&format!("{name}: {what}"), value, unit, None);
        }
        told.push(of_hub);
    }
    let [ours, theirs] = &told[..] else { return Ok(()) };
    let fan_out = ours.fan_out.p50_ms / theirs.fan_out.p50_ms;
    figures.add("fan-out, our hub ÷ partyserver", fan_out, "×", None);
    let events = ours.in_batches.events_per_s / theirs.in_batches.events_per_s;
    figures.add("events, our hub ÷ partyserver", events, "×", None);
    Ok(())
}

fn load(stage: &mut Stage, worker: &str, port: u16) -> Result<Told> {
    let process = stage.id(worker)?.to_string();
    let signer = stage.signer();
    let mut npm = Command::new("npm");
    npm.args(["run", "--silent", "--workspace", "tools/sync", "load", "--"])
        .args(["--url", &format!("http://127.0.0.1:{port}")])
        .args(["--access-key", &signer.seed(), "--key-id", "bench"])
        .args(["--issuer", &signer.issuer, "--audience", &signer.audience])
        .args(["--push-key", &push_key()?, "--pid", &process])
        .current_dir(workspace::root());
    serde_json::from_str(&output(&mut npm)?).context("the load's figures")
}
