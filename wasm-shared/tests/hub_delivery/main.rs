//! The promise of live sync, tried on the hub itself: every device sees every event of its retention
//! exactly once and in order, or is told that it has to load the library anew.
//!
//! Clients come and go, with a word and without, read slowly, acknowledge late or never; the origin
//! publishes events, and publishes them again; the host fails before and after it writes, sleeps, and
//! loses its storage; the clock jumps. What has to come of it is computed the plainest way beside it.

#![expect(clippy::unwrap_used, reason = "what is of another shape fails the test that reads it")]

mod observer;
mod random;
mod reference;
mod steps;
mod world;

use wasm_shared::settings::SyncSettings;

use self::{
    observer::Observer,
    world::{Tally, World},
};

/// The four tests take a million steps together.
const HUBS: u64 = 50;
const STEPS: u64 = 5_000;

/// Names the run when it fails.
struct Seed(u64);

impl Drop for Seed {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("with seed {}", self.0);
        }
    }
}

/// Runs hubs with an observer for each of these, on the device it names, and checks that all of it
/// was tried: sockets were closed by each of these codes.
fn run(first_seed: u64, limits: &SyncSettings, devices: &[&str], closed: &[u16]) {
    let mut tally = Tally::default();
    let (mut seen, mut reloads) = (0, 0);
    let may_overflow = limits.max_unsent_bytes < SyncSettings::default().max_unsent_bytes;
    for seed in first_seed..first_seed + HUBS {
        let _seed = Seed(seed);
        let observer = |device: &&str| Observer::new((*device).to_owned(), may_overflow);
        let observers = devices.iter().map(observer).collect();
        let mut world = World::new(seed, limits.clone(), observers);
        for step in 1..=STEPS {
            world.step();
            if step % 1_000 == 0 {
                world.settle();
            }
        }
        seen += world.observers.iter().map(|observer| observer.seen).sum::<u64>();
        reloads += world.observers.iter().map(|observer| observer.reloads).sum::<u64>();
        tally.add(world.tally);
    }
    println!("{seen} events seen, {reloads} reloads, {tally:?}");
    assert!(seen > HUBS * STEPS / 10 && reloads > HUBS, "{seen} seen, {reloads} reloads");
    let Tally { duplicates, sleeps, crashes, lost_logs, .. } = tally;
    assert!(duplicates.min(sleeps).min(crashes).min(lost_logs) > HUBS, "{tally:?}");
    assert!(closed.iter().all(|code| tally.closed.contains_key(code)), "{tally:?}");
}

#[test]
fn a_few_events_are_kept_for_five_devices_with_several_tabs() {
    let limits = SyncSettings { retention_events: 40, connections: 7, ..Default::default() };
    let devices = ["a", "a", "b", "c", "c", "d", "e"];
    run(1_000, &limits, &devices, &[4001, 4002, 4101, 4102, 4103, 4104]);
}

#[test]
fn events_are_kept_for_a_day() {
    let limits = SyncSettings { retention_days: 1, ..Default::default() };
    run(2_000, &limits, &["a", "b", "c"], &[4001, 4002, 4101, 4102, 4103]);
}

#[test]
fn clients_are_slower_than_what_may_be_unsent() {
    let limits = SyncSettings { max_unsent_bytes: 2_000, ..Default::default() };
    run(3_000, &limits, &["a", "b"], &[4001, 4002, 4003, 4101, 4102, 4103]);
}

#[test]
fn a_device_is_alone() {
    run(4_000, &SyncSettings::default(), &["a"], &[4001, 4002, 4101, 4102, 4103]);
}
