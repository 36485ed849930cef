//! The component under its host, beside the worker under workerd.

use std::fs;
use std::time::Duration;

use anyhow::Result;
use tokio::runtime::Runtime;
use xtask::process::interrupted;
use xtask::{probe, workspace};

use crate::figures::{Figures, factor, median, percentile};
use crate::load::{Call, in_sequence, sustained};
use crate::measure::{gzip_kib, never_seen, per_request_ms, script_kib, start_up_ms};
use crate::stage::{Stage, Subject, remembered};

const CONNECTIONS: usize = 32;
const ROUNDS: usize = 5;
const ROUND: Duration = Duration::from_secs(3);
const VERIFICATIONS: u32 = 1_000;
const COMPONENT: &str = "wasm32-wasip2/edge/edge_spin.wasm";

/// As many as workerd has.
const ONE_INSTANCE: [&str; 6] = [
    "--max-instances",
    "1",
    "--max-instance-reuse-count",
    "100000000",
    "--max-instance-concurrent-reuse-count",
    "1000",
];

/// Size, requests per second, a token never seen, and what it takes to have a new instance: each
/// beside the worker's, in turns.
pub fn measure(
    runtime: &Runtime,
    stage: &mut Stage,
    subject: &Subject,
    figures: &mut Figures,
) -> Result<()> {
    size(figures)?;
    let port = probe::free_port()?;
    stage.start_spin("spin", port, &ONE_INSTANCE)?;
    throughput(runtime, (stage.edge, port), subject, figures)?;
    verification(runtime, stage, port, subject, figures)?;
    instantiation(runtime, stage, port, figures)
}

fn size(figures: &mut Figures) -> Result<()> {
    let component = workspace::target().join(COMPONENT);
    let gzip = gzip_kib(&component)?;
    figures.add(
        "component",
        factor(usize::try_from(fs::metadata(&component)?.len())?) / 1024.0,
        "KiB",
        None,
    );
    figures.add("component, gzip", gzip, "KiB", None);
    figures.add("gzip size, component ÷ worker's script", gzip / script_kib()?, "×", None);
    Ok(())
}

fn throughput(
    runtime: &Runtime,
    (worker, spin): (u16, u16),
    subject: &Subject,
    figures: &mut Figures,
) -> Result<()> {
    // Each tells how long its own sources took.
    let own = runtime.block_on(remembered(spin, &subject.call))?.body;
    let run = |port, duration| {
        let body = if port == spin { &own } else { &subject.body };
        runtime.block_on(sustained(port, &subject.call, body, CONNECTIONS, duration))
    };
    for port in [worker, spin] {
        run(port, Duration::from_secs(1))?;
    }
    let (mut rates, mut ratios, mut latencies) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        interrupted()?;
        // Who comes first changes.
        let first = (round % 2 == 0).then(|| run(spin, ROUND)).transpose()?;
        let worker = run(worker, ROUND)?.per_second;
        let spin = first.map_or_else(|| run(spin, ROUND), Ok)?;
        ratios.push(spin.per_second / worker);
        rates.push(spin.per_second);
        latencies.extend(spin.latencies_ms);
    }
    figures.add("cached GET on Spin, requests", median(rates), "/s", None);
    let p99 = percentile(latencies, 99);
    figures.add(&format!("cached GET on Spin, p99 of {CONNECTIONS} connections"), p99, "ms", None);
    figures.add("cached GET, Spin ÷ worker", median(ratios), "×", None);
    Ok(())
}

fn verification(
    runtime: &Runtime,
    stage: &mut Stage,
    port: u16,
    subject: &Subject,
    figures: &mut Figures,
) -> Result<()> {
    let worker = stage.edge;
    let remembered = vec![subject.call.clone(); VERIFICATIONS as usize];
    let mut beyond_cached = |host: (&str, u16)| -> Result<(f64, f64)> {
        let fresh = never_seen(stage, &subject.call, VERIFICATIONS)?;
        let cached = per_request_ms(runtime, stage, host, &remembered)?;
        Ok((per_request_ms(runtime, stage, host, &fresh)? - cached, cached))
    };
    let (worker, worker_cached) = beyond_cached(("edge", worker))?;
    let (spin, spin_cached) = beyond_cached(("spin", port))?;
    figures.add("fresh verification on Spin, processor time", spin, "ms", None);
    figures.add("fresh verification, Spin ÷ worker", spin / worker, "×", None);
    figures.add("cached GET on Spin, processor time", spin_cached, "ms", None);
    figures.add(
        "cached GET's processor time, Spin ÷ worker",
        spin_cached / worker_cached,
        "×",
        None,
    );
    Ok(())
}

/// Beside an instance that is kept, one that is made for each request; and beside the worker's start.
fn instantiation(
    runtime: &Runtime,
    stage: &mut Stage,
    kept: u16,
    figures: &mut Figures,
) -> Result<()> {
    let port = probe::free_port()?;
    stage.start_spin("spin-anew", port, &["--max-instance-reuse-count", "1"])?;
    let latency = |port| -> Result<f64> {
        let calls = vec![Call { path: "/health".into(), token: String::new() }; 500];
        let answers = runtime.block_on(in_sequence(port, calls))?;
        Ok(median(answers.into_iter().map(|(_, latency_ms)| latency_ms).collect()))
    };
    let (anew, kept) = (latency(port)?, latency(kept)?);
    let anew = anew - kept;
    figures.add("a new instance on Spin beyond one that is kept", anew, "ms", None);
    let (_, worker) = start_up_ms(stage)?;
    figures.add("the worker's start-up beyond a bare one's", worker, "ms", None);
    figures.add("instantiation, Spin ÷ worker", anew / worker, "×", None);
    Ok(())
}
