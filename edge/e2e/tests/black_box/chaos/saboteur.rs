//! Who kills and mends.

use std::time::Duration;

use edge_e2e::{SOURCES, Sandbox};
use serde_json::{Value, json};

use super::random::Random;

/// What is done to a source. Not `empty`, which cannot be told from the truth.
const KINDS: [(&str, Option<u64>); 11] = [
    ("status", Some(500)),
    ("status", Some(503)),
    ("hang", None),
    ("html", None),
    ("garbage", None),
    ("truncate", None),
    ("rate_limit", None),
    ("verification", None),
    ("reset", None),
    ("slow_body", None),
    ("latency", Some(1_000)),
];

/// Changes what fails every while, for a time.
pub async fn work(sandbox: &Sandbox, mut random: Random, time: Duration) {
    let mut worked = Duration::ZERO;
    while worked < time {
        sandbox.set_faults(&faults(&mut random)).await;
        let pause = Duration::from_millis(random.within(300..2_000));
        tokio::time::sleep(pause).await;
        worked += pause;
    }
}

/// Each source has two chances of five to fail, in one way; now and then all fail, or the audio.
fn faults(random: &mut Random) -> Value {
    let all = random.per_cent(8);
    let targets = SOURCES.into_iter().map(|source| (source, 40)).chain([("audio", 10)]);
    let failing: Vec<_> = targets.filter(|(_, chance)| all || random.per_cent(*chance)).collect();
    let faults = failing.into_iter().map(|(target, _)| {
        let (kind, value) = random.one_of(&KINDS);
        json!({ "target": target, "operation": "*", "kind": kind, "value": value })
    });
    faults.collect()
}
