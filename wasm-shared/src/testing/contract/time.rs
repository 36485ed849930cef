use std::time::Duration;

use super::{Verdict, hold};
use crate::{
    ports::{Clock, Entropy, Timestamp},
    resilience::deadline::within,
};

/// 2026-01-01T00:00:00Z.
const LONG_AGO: Timestamp = Timestamp::from_secs(1_767_225_600);

pub(super) async fn clock(clock: &impl Clock) -> Verdict {
    let begun = clock.now();
    hold!(begun >= LONG_AGO, "now is {begun}");
    clock.sleep(Duration::from_millis(100)).await;
    let slept = clock.now().since(begun);
    // Clocks of milliseconds may both be cut off.
    hold!(slept >= Duration::from_millis(99), "100 ms of sleep took {slept:?}");
    hold!(slept < Duration::from_secs(10), "100 ms of sleep took {slept:?}");
    let outlasted = within(clock, Duration::from_millis(50), clock.sleep(Duration::from_hours(1)));
    hold!(outlasted.await.is_none(), "an hour is over in 50 ms");
    let took = clock.now().since(begun);
    hold!(took < Duration::from_secs(20), "a sleep that was dropped went on for {took:?}");
    Ok(())
}

pub(super) fn entropy(entropy: &impl Entropy) -> Verdict {
    hold!(entropy.bytes::<32>() != entropy.bytes::<32>(), "the same bytes twice");
    for length in [0, 1, 1_023, 1_024, 1_025, 10_000] {
        let mut buffer = vec![0; length];
        entropy.fill(&mut buffer);
        let zeros = buffer.rchunks(32).filter(|part| part.iter().all(|byte| *byte == 0));
        let zeros = zeros.filter(|part| part.len() == 32).count();
        hold!(zeros == 0, "{zeros} parts of {length} bytes were not filled");
    }
    Ok(())
}
