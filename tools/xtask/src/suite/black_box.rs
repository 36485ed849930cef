//! The whole system, spoken to from outside only.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};

use super::cargo_test::counted;
use super::database::{directory, fresh_cluster, lock};
use super::report::Tally;
use super::system::System;
use crate::edge::EdgeKind;
use crate::origin::push_key;
use crate::process::{Output, Services, output, run};
use crate::{edge, workspace};

/// What is passed over on Spin: tests whose names begin so. docs/spin.md says why.
const NOT_ON_SPIN: [&str; 3] = ["sync::", "sync_frames::", "sync_restart::"];
/// What only an edge without sockets answers.
const ONLY_WITHOUT_SOCKETS: &str = "no_sockets::";

/// Starts a system with an edge of this kind beside any other and runs the crate `edge-e2e` against
/// it.
pub fn black_box(kind: EdgeKind) -> Result<Tally> {
    let tests = |cargo: &mut Command| {
        // What it prints of a run that went well is what the run was for.
        cargo.args(["--test", "black_box", "--test", "logs"]);
        cargo.args(["--no-fail-fast", "--", "--show-output"]);
        cargo.args(passed_over(kind));
    };
    let then: Option<fn(&System) -> Result<Tally>> = match kind {
        EdgeKind::Cloudflare => Some(client),
        EdgeKind::Spin => None,
    };
    against_a_system(kind, tests, then)
}

fn passed_over(kind: EdgeKind) -> impl Iterator<Item = &'static str> {
    let names: &[&str] = match kind {
        EdgeKind::Cloudflare => &[ONLY_WITHOUT_SOCKETS],
        EdgeKind::Spin => &NOT_ON_SPIN,
    };
    names.iter().flat_map(|name| ["--skip", name])
}

/// The tests whose names contain `filter` alone, as they go.
pub fn some(kind: EdgeKind, filter: &str) -> Result<Tally> {
    against_a_system(
        kind,
        |cargo| {
            cargo.args(["--test", "black_box", filter, "--", "--nocapture"]);
            cargo.args(passed_over(kind));
        },
        None,
    )
}

/// The test that kills and mends sources under load, for so long.
pub fn chaos(seconds: u32) -> Result<Tally> {
    against_a_system(
        EdgeKind::Cloudflare,
        |cargo| {
            cargo.env("CHAOS_SECONDS", seconds.to_string());
            cargo.args(["--test", "black_box", "chaos::", "--", "--nocapture"]);
        },
        None,
    )
}

/// The browser's client of live sync, over a system that runs.
fn client(system: &System) -> Result<Tally> {
    let mut npm = workspace::npm("edge/web", "test:sync");
    // Vitest has a BASE_URL of its own.
    counted(npm.env("EDGE_URL", format!("http://127.0.0.1:{}", system.origin.edge)))
}

/// Runs those tests of the crate `edge-e2e` that are `wanted`, then something else, over one system.
fn against_a_system(
    kind: EdgeKind,
    wanted: impl FnOnce(&mut Command),
    then: Option<fn(&System) -> Result<Tally>>,
) -> Result<Tally> {
    run(workspace::native("test").args(["--quiet", "--no-run", "--test", "black_box"]))?;
    over_a_system(kind, |system| {
        let mut cargo = workspace::native("test");
        cargo
            .arg("--quiet")
            .env("BASE_URL", format!("http://127.0.0.1:{}", system.origin.edge))
            .env("ORIGIN_URL", format!("http://127.0.0.1:{}", system.origin.http))
            .env("ORIGIN_GRPC_URL", format!("http://127.0.0.1:{}", system.origin.grpc))
            .env("SANDBOX_URL", format!("http://127.0.0.1:{}", system.sandbox))
            .env("SERVICE_KEY", edge::development_variable("SERVICE_KEY")?)
            .env("PUSH_KEY", push_key()?)
            .env("PUSH_PUBLIC_KEY", edge::development_variable("ORIGIN_PUBLIC_KEY")?)
            .env("SECOND_EDGE", system.second_edge()?.to_json().to_string())
            .env("LOG_DIRECTORY", directory().join("log"))
            .env("FFPROBE", ffprobe()?);
        wanted(&mut cargo);
        let tally = counted(&mut cargo)?;
        Ok(then.map_or(Ok(Tally::default()), |then| then(system))? + tally)
    })
}

/// Starts a system with an edge of this kind beside any other, and runs tests against it.
pub fn over_a_system(
    kind: EdgeKind,
    tests: impl FnOnce(&System) -> Result<Tally>,
) -> Result<Tally> {
    workspace::build_native(&["origin", "sandbox"])?;
    let _lock = lock()?;
    let cluster = fresh_cluster()?;
    let mut services = Services::new(Output::Files(directory().join("log")));
    let result = cluster.start(&mut services).and_then(|()| {
        let system = System::prepare(kind, cluster.url("listen"))?;
        system.start(&mut services)?;
        let tally = tests(&system)?;
        // Tests that passed over a part that died in between are not to be believed.
        services.check()?;
        Ok(tally)
    });
    drop(services);
    cluster.remove()?;
    result
}

/// The decoder that judges the audio; it shares no code with what made it.
fn ffprobe() -> Result<PathBuf> {
    let mut node = Command::new("node");
    node.args(["-p", "require('@ffprobe-installer/ffprobe').path"]);
    let path = output(node.current_dir(workspace::root())).context("ffprobe is not installed")?;
    Ok(PathBuf::from(path.trim()))
}
