//! What the chain adds to the sources' own time, with none to three of them failing, and what an isolate
//! keeps.

use std::cell::Cell;
use std::ops::Range;
use std::process::Command;
use std::rc::Rc;
use std::time::Instant;

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use tokio::task::LocalSet;
use xtask::process::output;
use xtask::{probe, workspace};

use crate::figures::{Bound, Figures, factor, median};
use crate::load::{Call, Connection, in_sequence};
use crate::stage::{Stage, cache_state};

/// What every answer of every source takes; far above what this machine adds to it.
const LATENCY_MS: u32 = 100;
const SEARCHES: usize = 21;
const PLAYBACKS: usize = 11;
/// The track that is played: every source has all of it.
const QUERY: &str = "%E8%8C%89%E8%8E%89%E8%8A%B1%20%E6%9E%97%E5%B0%8F%E6%BB%A1";
/// In the chain's order.
const SOURCES: [&str; 4] = ["qq", "joox", "netease", "kugou"];

/// Distinct searches whose answers an isolate is left with.
const DISTINCT: u32 = 100_000;
const CONNECTIONS: usize = 16;
/// A token lives for ten minutes, and the sandbox does not answer that quickly.
const PER_TOKEN: u32 = 10_000;

/// A search that goes out and the same from memory, against the time of the one source that is asked.
pub fn search(runtime: &Runtime, stage: &mut Stage, figures: &mut Figures) -> Result<()> {
    let token = stage.token()?;
    runtime.block_on(slow(stage.sandbox, &[]))?;
    let call = |number: usize| Call {
        path: format!("/api/v1/search?q={QUERY}%20{number}"),
        token: token.clone(),
    };
    // The first makes the connection, has the keys fetched and is not counted.
    let calls = (0..=SEARCHES).flat_map(|number| [call(number), call(number)]);
    let answers = runtime.block_on(in_sequence(stage.edge, calls))?;
    let of = |tier: &str| -> Vec<f64> {
        let counted = answers.iter().skip(2).filter(|(answer, _)| cache_state(answer) == tier);
        counted.map(|(_, latency_ms)| latency_ms / f64::from(LATENCY_MS)).collect()
    };
    let (cold, warm) = (of("miss"), of("memory"));
    ensure!(
        (cold.len(), warm.len()) == (SEARCHES, SEARCHES),
        "not every search was cold, then warm"
    );
    figures.add("cold search ÷ its source's time", median(cold), "×", None);
    figures.add("warm search ÷ its source's time", median(warm), "×", None);
    runtime.block_on(mend(stage.sandbox))
}

/// Playback of a known track, nothing of which is kept, against the time of the calls that the chain
/// cannot do without: the playback call and the look at the audio of its own source; of a substitute
/// also the search; and of each source that fails before, the one call that fails. A second try of that
/// call is not among them and shows in the ratio. Breakers stay closed: an open one only saves time.
pub fn playback(runtime: &Runtime, stage: &mut Stage, figures: &mut Figures) -> Result<()> {
    let settings = json!({
        "breaker": { "consecutive_faults": 1_000 },
        "cache": { "playback": { "fresh_s": 0, "revalidate_s": 0, "stale_s": 0 } },
    });
    let port = probe::free_port()?;
    stage.start_edge_with("playback", port, &settings)?;
    let token = stage.token()?;
    let track = runtime.block_on(find(port, &token))?;
    for failing in 0..SOURCES.len() {
        runtime.block_on(slow(stage.sandbox, &SOURCES[..failing]))?;
        let call = Call { path: format!("/api/v1/tracks/{track}/playback"), token: token.clone() };
        let answers = runtime.block_on(in_sequence(port, vec![call; PLAYBACKS]))?;
        let mut ratios = Vec::new();
        for (answer, latency_ms) in answers {
            let playback: Value = serde_json::from_slice(&answer.body)?;
            ensure!(playback["source"] == SOURCES[failing], "another plays: {playback}");
            ratios.push(latency_ms / (factor(calls_needed(failing)) * f64::from(LATENCY_MS)));
        }
        let name = match failing {
            0 => "playback ÷ the time of its 2 calls".to_owned(),
            1 => "playback, 1 source failing ÷ 4 calls".to_owned(),
            _ => format!("playback, {failing} sources failing ÷ {} calls", calls_needed(failing)),
        };
        figures.add(&name, median(ratios), "×", None);
    }
    runtime.block_on(mend(stage.sandbox))
}

const fn calls_needed(failing: usize) -> usize {
    let search = if failing == 0 { 0 } else { 1 };
    failing + search + 2
}

/// What the isolate holds, as its inspector says after a collection: the JavaScript heap, what its
/// objects stand for outside of it, buffers and the instance's memory. The process around it holds
/// more; the platform's limit is the isolate's.
pub fn memory(runtime: &Runtime, stage: &mut Stage, figures: &mut Figures) -> Result<()> {
    let (port, inspector) = (probe::free_port()?, probe::free_port()?);
    stage.start_inspected_edge("memory", port, inspector)?;
    let before = Held::by_isolate(inspector, port)?;
    let started = Instant::now();
    for begin in (0..DISTINCT).step_by(PER_TOKEN as usize) {
        let token = stage.token()?;
        let search = move |number| Call {
            path: format!("/api/v1/search?q={QUERY}%20{number}"),
            token: token.clone(),
        };
        runtime.block_on(spread(port, begin..begin + PER_TOKEN, search))?;
    }
    let rate = f64::from(DISTINCT) / started.elapsed().as_secs_f64();
    figures.add("distinct searches, each asked of a source", rate, "/s", None);
    figures.add("memory of an isolate that answered nothing", before.total(), "MiB", None);
    let after = Held::by_isolate(inspector, port)?;
    figures.add("WASM memory after 100,000 searches", after.wasm, "MiB", None);
    figures.add("JavaScript memory after 100,000 searches", after.javascript, "MiB", None);
    let bound = Some(Bound::Below(64.0));
    figures.add("memory of the isolate after 100,000 searches", after.total(), "MiB", bound);
    Ok(())
}

/// What an isolate holds, in MiB.
struct Held {
    /// Objects, what they stand for outside the heap, and buffers.
    javascript: f64,
    wasm: f64,
}

impl Held {
    fn by_isolate(inspector: u16, worker: u16) -> Result<Self> {
        let mut node = Command::new("node");
        node.args(["--experimental-websocket", "--no-warnings", "tools/bench/heap.mjs"]);
        node.args([inspector, worker].map(|port| port.to_string()));
        let told = output(node.current_dir(workspace::root()))?;
        let sizes = told.split_whitespace().map(str::parse::<f64>);
        let sizes = sizes.collect::<Result<Vec<_>, _>>().context("the inspector's sizes")?;
        let mib = f64::from(1 << 20);
        match sizes[..] {
            [objects, outside, buffers, wasm] => {
                Ok(Self { javascript: (objects + outside + buffers) / mib, wasm: wasm / mib })
            }
            _ => bail!("the inspector tells {told}"),
        }
    }

    fn total(&self) -> f64 {
        self.javascript + self.wasm
    }
}

/// The percent-encoded id of the track at the first source.
async fn find(port: u16, token: &str) -> Result<String> {
    let path = format!("/api/v1/search?q={QUERY}");
    let answers = in_sequence(port, [Call { path, token: token.to_owned() }]).await?;
    let (answer, _) = answers.first().context("no answer")?;
    let found: Value = serde_json::from_slice(&answer.body)?;
    let items = found["items"].as_array().context("no list")?;
    let plain = |item: &&Value| item["title"] == "茉莉花" && item["version_tags"] == json!([]);
    let id = items.iter().find(plain).and_then(|item| item["id"].as_str()).context("not listed")?;
    Ok(id.replace(':', "%3A"))
}

/// Has every answer take its time and these sources fail.
async fn slow(sandbox: u16, failing: &[&str]) -> Result<()> {
    let late = json!({ "target": "*", "operation": "*", "kind": "latency", "value": LATENCY_MS });
    let failing = failing.iter().map(
        |source| json!({ "target": source, "operation": "*", "kind": "status", "value": 500 }),
    );
    set_faults(sandbox, &std::iter::once(late).chain(failing).collect()).await
}

async fn mend(sandbox: u16) -> Result<()> {
    set_faults(sandbox, &json!([])).await
}

async fn set_faults(sandbox: u16, faults: &Value) -> Result<()> {
    let set = async {
        let mut connection = Connection::open(sandbox).await?;
        connection.put("/_faults", faults.to_string().into()).await
    };
    LocalSet::new().run_until(set).await
}

/// Makes the call of each number over [`CONNECTIONS`].
async fn spread(
    port: u16,
    numbers: Range<u32>,
    call: impl Fn(u32) -> Call + 'static,
) -> Result<()> {
    let (call, next) = (Rc::new(call), Rc::new(Cell::new(numbers.start)));
    let end = numbers.end;
    let run = async {
        let mut tasks = Vec::new();
        for _ in 0..CONNECTIONS {
            let mut connection = Connection::open(port).await?;
            let (call, next) = (Rc::clone(&call), Rc::clone(&next));
            tasks.push(tokio::task::spawn_local(async move {
                while next.get() < end {
                    let number = next.replace(next.get() + 1);
                    connection.get(&call(number)).await?;
                }
                anyhow::Ok(())
            }));
        }
        for task in tasks {
            task.await??;
        }
        Ok(())
    };
    LocalSet::new().run_until(run).await
}
