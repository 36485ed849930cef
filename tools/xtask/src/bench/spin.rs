//! The component under its host, beside the worker under workerd.

use std::fs;
use std::process::Command;
use std::time::Duration;

use anyhow::Result;
use tokio::runtime::Runtime;
use xtask::process::{interrupted, output};
use xtask::{probe, workspace};

use crate::figures::{Figures, factor, median, percentile};
use crate::load::{Call, in_sequence, sustained};
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

/// Size, requests per second against the worker's in turns, a token never seen, and what it takes to
/// have a new instance.
pub fn measure(
    runtime: &Runtime,
    stage: &mut Stage,
    subject: &Subject,
    figures: &mut Figures,
) -> Result<()> {
    let component = workspace::target().join(COMPONENT);
    let mut node = Command::new("node");
    node.args(["-p", "zlib.gzipSync(fs.readFileSync(process.argv[1])).length"]).arg(&component);
    let gzip = output(&mut node)?.trim().parse::<f64>()?;
    figures.add("component, gzip", gzip / 1024.0, "KiB", None);
    let size = factor(usize::try_from(fs::metadata(&component)?.len())?);
    figures.add("component", size / 1024.0, "KiB", None);

    let port = probe::free_port()?;
    stage.start_spin("spin", port, &ONE_INSTANCE)?;
    throughput(runtime, (stage.edge, port), subject, figures)?;
    verification(runtime, stage, port, subject, figures)?;
    instantiation(runtime, stage, port, figures)
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
    let with_token = |token: String| Call { path: subject.call.path.clone(), token };
    let fresh: Vec<Call> =
        (0..VERIFICATIONS).map(|_| stage.token().map(with_token)).collect::<Result<_>>()?;
    let remembered = vec![subject.call.clone(); fresh.len()];
    let mut per_request = |calls: Vec<Call>| -> Result<f64> {
        let count = factor(calls.len());
        let before = stage.processor_ms("spin")?;
        runtime.block_on(in_sequence(port, calls))?;
        Ok((stage.processor_ms("spin")? - before) / count)
    };
    let remembered = per_request(remembered)?;
    let fresh = per_request(fresh)? - remembered;
    figures.add("fresh verification on Spin, processor time", fresh, "ms", None);
    figures.add("cached GET on Spin, processor time", remembered, "ms", None);
    Ok(())
}

/// Beside an instance that is kept, one that is made for each request.
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
    figures.add("a new instance on Spin beyond one that is kept", anew - kept, "ms", None);
    Ok(())
}
