//! The measurements.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use tokio::runtime::Runtime;
use xtask::process::{Group, interrupted, output};
use xtask::{console, edge, probe, workspace};

use crate::figures::{Bound, Figures, factor, median, percentile};
use crate::load::{Call, in_sequence, sustained};
use crate::stage::{Stage, Subject, cache_state};

const CONNECTIONS: usize = 32;
const ROUNDS: usize = 7;
const ROUND: Duration = Duration::from_secs(3);
const STARTS: usize = 9;
/// Enough requests for a hundred ticks of the processor clock.
const VERIFICATIONS: u32 = 2_000;
const READS: u32 = 20_000;
const KV_READS: u32 = 200;

/// Gzip size of all modules of the script.
pub fn script_size(figures: &mut Figures) -> Result<()> {
    figures.add("script, gzip", script_kib()?, "KiB", Some(Bound::Below(1024.0)));
    Ok(())
}

/// Gzip size of all modules of the script, in KiB.
pub fn script_kib() -> Result<f64> {
    let entry = workspace::path(edge::SCRIPT);
    let directory = entry.parent().context("the script has no folder")?;
    let mut size = 0.0;
    for file in fs::read_dir(directory)? {
        let path = file?.path();
        if path.extension().is_some_and(|extension| extension == "js" || extension == "wasm") {
            size += gzip_kib(&path)?;
        }
    }
    Ok(size)
}

/// Gzip size of a file, in KiB.
pub fn gzip_kib(path: &Path) -> Result<f64> {
    let mut node = Command::new("node");
    node.args(["-p", "zlib.gzipSync(fs.readFileSync(process.argv[1])).length"]).arg(path);
    Ok(output(&mut node)?.trim().parse::<f64>()? / 1024.0)
}

/// Requests per second of the three workers, in turns, and their ratios within each turn.
pub fn throughput(
    runtime: &Runtime,
    stage: &mut Stage,
    subject: &Subject,
    figures: &mut Figures,
) -> Result<()> {
    let hello =
        Subject { call: Call { path: "/".into(), token: String::new() }, body: "hello\n".into() };
    let runners = [
        ("hello", stage.hello, &hello),
        ("edge", stage.edge, subject),
        ("hono", stage.hono, subject),
    ];
    let run = |port, subject: &Subject, duration| {
        runtime.block_on(sustained(port, &subject.call, &subject.body, CONNECTIONS, duration))
    };
    for (_, port, subject) in runners {
        run(port, subject, Duration::from_secs(1))?;
    }
    let mut rates = BTreeMap::<&str, Vec<f64>>::new();
    let mut latencies = BTreeMap::<&str, Vec<f64>>::new();
    for round in 0..ROUNDS {
        interrupted()?;
        // Who comes first changes, so that none always follows the same neighbour.
        for step in 0..runners.len() {
            let (name, port, subject) = runners[(round + step) % runners.len()];
            let sample = run(port, subject, ROUND)?;
            rates.entry(name).or_default().push(sample.per_second);
            latencies.entry(name).or_default().extend(sample.latencies_ms);
        }
    }
    let ratio = |other: &str| {
        median(rates["edge"].iter().zip(&rates[other]).map(|(edge, other)| edge / other).collect())
    };
    for (name, label) in
        [("hello", "bare hello"), ("edge", "memory-cached GET"), ("hono", "Hono + jose")]
    {
        figures.add(&format!("{label}, requests"), median(rates[name].clone()), "/s", None);
        let p99 = percentile(std::mem::take(latencies.entry(name).or_default()), 99);
        figures.add(&format!("{label}, p99 of {CONNECTIONS} connections"), p99, "ms", None);
    }
    let bound = Some(Bound::AtLeast(0.5));
    figures.add("memory-cached GET ÷ bare hello", ratio("hello"), "×", bound);
    let bound = Some(Bound::AtLeast(1.4));
    figures.add("memory-cached GET ÷ Hono + jose", ratio("hono"), "×", bound);
    Ok(())
}

/// What one caller waits for: from memory, and from KV by a worker whose memory is empty.
pub fn latency(
    runtime: &Runtime,
    stage: &mut Stage,
    subject: &Subject,
    figures: &mut Figures,
) -> Result<()> {
    let memory = runtime.block_on(sustained(
        stage.edge,
        &subject.call,
        &subject.body,
        1,
        Duration::from_secs(2),
    ))?;
    let bound = Some(Bound::Below(1.0));
    figures.add(
        "cache hit in memory, p50",
        percentile(memory.latencies_ms.clone(), 50),
        "ms",
        bound,
    );
    figures.add("cache hit in memory, p99", percentile(memory.latencies_ms, 99), "ms", None);

    let token = stage.token()?;
    let searches = |token: &str| -> Vec<Call> {
        (0..KV_READS)
            .map(|number| Call {
                path: format!("{}%20{number}", subject.call.path),
                token: token.to_owned(),
            })
            .collect()
    };
    // KV is given what was asked for twice.
    for _ in 0..2 {
        runtime.block_on(in_sequence(stage.edge, searches(&token)))?;
    }
    let port = probe::free_port()?;
    stage.start_edge("again", port)?;
    // One that is not counted makes the connection and has the keys fetched.
    let calls = std::iter::once(subject.call.clone()).chain(searches(&token));
    let answers = runtime.block_on(in_sequence(port, calls))?;
    let from_kv: Vec<f64> = answers
        .iter()
        .skip(1)
        .filter(|(answer, _)| cache_state(answer) == "kv")
        .map(|(_, latency_ms)| *latency_ms)
        .collect();
    if from_kv.len() < KV_READS as usize / 2 {
        bail!("only {} of {KV_READS} answers came from KV", from_kv.len());
    }
    figures.add("cache hit in KV, p50", percentile(from_kv, 50), "ms", None);
    Ok(())
}

/// How often remembered and open requests are measured against each other.
const VERIFICATION_ROUNDS: usize = 3;

/// Processor time of the worker's process: of a token never seen, of one remembered, and of a document
/// from memory that needs none.
pub fn verification(
    runtime: &Runtime,
    stage: &mut Stage,
    subject: &Subject,
    figures: &mut Figures,
) -> Result<()> {
    let fresh = never_seen(stage, &subject.call, VERIFICATIONS)?;
    let calls = |path: &str, token: &str| {
        vec![Call { path: path.to_owned(), token: token.to_owned() }; READS as usize]
    };
    let remembered = calls(&subject.call.path, &subject.call.token);
    let open = calls("/.well-known/jwks.json", "");

    let port = stage.edge;
    let mut per_request = |calls: &[Call]| per_request_ms(runtime, stage, ("edge", port), calls);
    // In turns, so that a change of the machine's speed falls on both.
    let mut differences = Vec::new();
    let mut reads = Vec::new();
    for _ in 0..VERIFICATION_ROUNDS {
        let (remembered, open) = (per_request(&remembered)?, per_request(&open)?);
        differences.push(remembered - open);
        reads.push(remembered);
    }
    let fresh = per_request(&fresh)? - percentile(reads, 50);
    figures.add("fresh verification, processor time", fresh, "ms", Some(Bound::Below(2.0)));
    // Also holds the cache's work and the longer answer: an upper bound of the verification alone.
    let remembered = percentile(differences, 50);
    let bound = Some(Bound::Below(0.02));
    figures.add("remembered verification and cached read, at most", remembered, "ms", bound);
    Ok(())
}

/// The call, each time with a token that no edge has seen.
pub fn never_seen(stage: &mut Stage, call: &Call, count: u32) -> Result<Vec<Call>> {
    (0..count)
        .map(|_| anyhow::Ok(Call { path: call.path.clone(), token: stage.token()? }))
        .collect()
}

/// Processor time that a process uses for each of these calls, in milliseconds.
pub fn per_request_ms(
    runtime: &Runtime,
    stage: &mut Stage,
    (name, port): (&str, u16),
    calls: &[Call],
) -> Result<f64> {
    let before = stage.processor_ms(name)?;
    runtime.block_on(in_sequence(port, calls.to_vec()))?;
    Ok((stage.processor_ms(name)? - before) / factor(calls.len()))
}

/// From the start of the process to the first answer, less what the bare worker takes.
pub fn start_up(stage: &Stage, figures: &mut Figures) -> Result<()> {
    let (hello, beyond) = start_up_ms(stage)?;
    figures.add("start-up of the bare hello", hello, "ms", None);
    figures.add("start-up beyond the bare hello", beyond, "ms", Some(Bound::Below(50.0)));
    Ok(())
}

/// Start-up of the bare worker, and what ours takes beyond it, in milliseconds.
pub fn start_up_ms(stage: &Stage) -> Result<(f64, f64)> {
    let mut edge = Vec::new();
    let mut hello = Vec::new();
    for _ in 0..STARTS {
        interrupted()?;
        let port = probe::free_port()?;
        hello.push(first_answer_ms(stage.hello_command("start-hello", port)?, port)?);
        let port = probe::free_port()?;
        edge.push(first_answer_ms(stage.edge_command("start-edge", port)?, port)?);
    }
    let hello = median(hello);
    Ok((hello, median(edge) - hello))
}

fn first_answer_ms(mut command: Command, port: u16) -> Result<f64> {
    let log = fs::File::create(workspace::path("target/bench/log/start-up"))?;
    let started = Instant::now();
    let mut group = Group::start(command.stdout(log.try_clone()?).stderr(log))?;
    while !probe::answers(port, "/health") {
        if let Some(status) = group.status()? {
            bail!("workerd ended ({status}), see target/bench/log/start-up");
        }
        if started.elapsed() > Duration::from_secs(20) {
            console::note("see target/bench/log/start-up");
            bail!("no answer after 20 s");
        }
        std::thread::sleep(Duration::from_micros(500));
    }
    Ok(started.elapsed().as_secs_f64() * 1e3)
}
