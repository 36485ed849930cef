//! The parts of a system killed and started again at random while users write and read on several
//! devices each.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context as _, Result, bail};

use super::database::{directory, lock};
use super::report::Tally;
use super::system::System;
use crate::edge::EdgeKind;
use crate::postgres::{Cluster, Durability};
use crate::process::{Group, Output, Services, interrupted};
use crate::{console, probe, workspace};

/// What the workload says once every device is connected.
const READY: &str = "all devices are in step";
/// How long the devices may take to be in step again, and their owners to compare, at most.
const AFTERMATH: Duration = Duration::from_mins(5);

/// Runs the workload of `tools/sync/chaos` for so many seconds, with a part killed every few of them.
pub fn sync_chaos(seconds: u32) -> Result<Tally> {
    workspace::build_native(&["origin", "sandbox"])?;
    let _lock = lock()?;
    // What was committed has to outlive the server's death.
    let data = directory().join(format!("postgres-{}", std::process::id()));
    let cluster = Cluster::prepare(&data, probe::free_port()?, Durability::Kept, &["listen"])?;
    let system = System::prepare(EdgeKind::Cloudflare, cluster.url("listen"))?;
    let mut services = Services::new(Output::Files(directory().join("log")));
    let result = cluster
        .start(&mut services)
        .and_then(|()| system.start(&mut services))
        .and_then(|()| work(&cluster, &system, &mut services, seconds));
    drop(services);
    cluster.remove()?;
    result
}

fn work(
    cluster: &Cluster,
    system: &System,
    services: &mut Services,
    seconds: u32,
) -> Result<Tally> {
    let mut npm = workspace::npm("tools/sync", "chaos");
    npm.args(["--", "--url", &format!("http://127.0.0.1:{}", system.origin.edge)])
        .args(["--seconds", &seconds.to_string()])
        .stderr(Stdio::piped());
    let mut workload = Group::start(&mut npm)?;
    let told = workload.child().stderr.take().context("the workload says nothing")?;
    let ready = Arc::new(AtomicBool::new(false));
    let heard = Arc::clone(&ready);
    std::thread::spawn(move || {
        for line in BufReader::new(told).lines().map_while(Result::ok) {
            heard.fetch_or(line.contains(READY), Ordering::Relaxed);
            console::note(line);
        }
    });
    while !ready.load(Ordering::Relaxed) {
        if let Some(status) = workload.status()? {
            bail!("the workload ended before it began ({status})");
        }
        pause(services, Duration::from_millis(100))?;
    }

    let mut random = Random::new();
    let killed = sabotage(cluster, system, services, &mut random, seconds)?;
    console::note(format!("killed and started again: {killed}"));
    let until = Instant::now() + AFTERMATH;
    loop {
        match workload.status()? {
            Some(status) if status.success() => return Ok(Tally::CHECK),
            Some(_) => return Ok(Tally { passed: 0, failed: 1 }),
            None if Instant::now() > until => bail!("the devices are not in step after 5 minutes"),
            None => pause(services, Duration::from_millis(100))?,
        }
    }
}

/// Kills one part after another until the time is over, and says how often each.
fn sabotage(
    cluster: &Cluster,
    system: &System,
    services: &mut Services,
    random: &mut Random,
    seconds: u32,
) -> Result<String> {
    let end = Instant::now() + Duration::from_secs(seconds.into());
    let mut kills = [("edge", 0), ("origin", 0), ("postgres", 0)];
    loop {
        let quiet = Duration::from_millis(2_000 + random.below(8_000));
        if Instant::now() + quiet > end {
            break;
        }
        pause(services, quiet)?;
        let part = usize::try_from(random.below(3)).unwrap_or_default();
        let (name, times) = &mut kills[part];
        *times += 1;
        services.kill(name);
        // For a while nobody answers.
        std::thread::sleep(Duration::from_millis(random.below(3_000)));
        match *name {
            "edge" => system.edge.serve(services)?,
            "origin" => system.origin.start(services)?,
            _ => cluster.start(services)?,
        }
    }
    let said = kills.map(|(name, times)| format!("{name} {times} times"));
    Ok(said.join(", "))
}

/// Fails when a part ends that nobody killed.
fn pause(services: &mut Services, length: Duration) -> Result<()> {
    let end = Instant::now() + length;
    while Instant::now() < end {
        interrupted()?;
        services.check()?;
        std::thread::sleep(Duration::from_millis(25).min(length));
    }
    Ok(())
}

/// `SplitMix64` (Steele, Lea and Flood, 2014); the seed is the time.
struct Random(u64);

impl Random {
    fn new() -> Self {
        let now = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
        Self(now.as_secs())
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }
}
