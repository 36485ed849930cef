//! What is measured without a worker.

use std::hint::black_box;
use std::time::Instant;

use anyhow::Result;
use wasm_shared::crypto::SealingKey;

use crate::figures::{Bound, Figures, median};

const KIBIBYTE: usize = 1 << 10;
const ROUNDS: usize = 21;
const CALLS: u32 = 20_000;

/// AES-256-GCM of 1 KiB, sealed and opened.
pub fn seal_and_open(figures: &mut Figures) -> Result<()> {
    let key = SealingKey::new(&[7; 32])?;
    let plain = vec![42; KIBIBYTE];
    // The same nonce throughout: nothing sealed here is kept, and the time does not depend on it.
    let envelope = key.seal(&plain, b"bench", [1; 12])?;
    let sealing = per_call(|| key.seal(black_box(&plain), b"bench", [1; 12]).is_ok());
    let opening = per_call(|| key.open(black_box(&envelope), b"bench").is_ok());
    figures.add("AES-256-GCM 1 KiB, seal", sealing, "µs", Some(Bound::Below(10.0)));
    figures.add("AES-256-GCM 1 KiB, open", opening, "µs", Some(Bound::Below(10.0)));
    Ok(())
}

/// Median time of a call in microseconds.
fn per_call(call: impl Fn() -> bool) -> f64 {
    let rounds = (0..ROUNDS).map(|_| {
        let started = Instant::now();
        for _ in 0..CALLS {
            assert!(black_box(call()), "the measured call failed");
        }
        started.elapsed().as_secs_f64() * 1e6 / f64::from(CALLS)
    });
    median(rounds.collect())
}
