//! Token buckets in a fixed piece of memory, however many callers there are.

use std::{
    hash::{BuildHasher, Hash, RandomState},
    time::Duration,
};

use crate::ports::{Admission, Timestamp};

/// How many callers are counted: 64 KiB.
const SLOTS: usize = 4096;
/// Among how many slots a caller's is chosen.
const WAYS: usize = 4;
const MINUTE_US: i64 = 60_000_000;

/// One bucket for each caller: it holds a minute's calls and fills again evenly.
///
/// A bucket is kept as the moment at which it will be full again, as the generic cell rate algorithm
/// has it (ITU-T I.371). Where callers contend for slots, the bucket that is nearest to full is
/// forgotten: who calls too often stays known, and nobody is refused for another's calls.
#[derive(Debug)]
pub struct TokenBuckets {
    slots: Box<[Slot]>,
    hasher: RandomState,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    caller: u64,
    /// Microseconds since the epoch; full from then on.
    full_at: i64,
}

impl TokenBuckets {
    /// The highest limit: a call is at least 6 µs of a bucket's refilling.
    pub const MAX_PER_MINUTE: u32 = 10_000_000;

    /// Buckets that are all full.
    pub fn new() -> Self {
        Self { slots: vec![Slot::default(); SLOTS].into(), hasher: RandomState::new() }
    }

    /// Takes a call out of the caller's bucket, which holds `per_minute` calls; 0 for no bound.
    pub fn admit(&mut self, caller: &impl Hash, per_minute: u32, now: Timestamp) -> Admission {
        if per_minute == 0 {
            return Admission::Admitted;
        }
        let now = now.as_millis().saturating_mul(1_000);
        let slot = self.slot(self.hasher.hash_one(caller), now);
        let full_at = slot.full_at.max(now) + MINUTE_US / i64::from(per_minute);
        let overdrawn = full_at - now - MINUTE_US;
        if let Ok(wait) = u64::try_from(overdrawn)
            && wait > 0
        {
            return Admission::Refused { retry_after: Duration::from_micros(wait) };
        }
        slot.full_at = full_at;
        Admission::Admitted
    }

    /// The caller's slot, or the one that is given up for them.
    fn slot(&mut self, caller: u64, now: i64) -> &mut Slot {
        let sets = self.slots.len() / WAYS;
        #[expect(clippy::cast_possible_truncation, reason = "any bits of the hash will do")]
        let set = caller as usize % sets * WAYS;
        let ways = &mut self.slots[set..set + WAYS];
        let own = ways.iter().position(|slot| slot.caller == caller && slot.full_at > now);
        let place = own.unwrap_or_else(|| {
            let fullest = (0..WAYS).min_by_key(|way| ways[*way].full_at).unwrap_or_default();
            ways[fullest] = Slot { caller, full_at: now };
            fullest
        });
        &mut ways[place]
    }
}

impl Default for TokenBuckets {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millis(1_767_225_600_000 + millis)
    }

    fn admitted(buckets: &mut TokenBuckets, caller: &str, calls: u32, now: Timestamp) -> u32 {
        let admit = |_| u32::from(buckets.admit(&caller, 60, now) == Admission::Admitted);
        (0..calls).map(admit).sum()
    }

    #[test]
    fn a_minutes_calls_may_come_at_once_and_then_evenly() {
        let mut buckets = TokenBuckets::new();
        assert_eq!(admitted(&mut buckets, "a", 100, at(0)), 60);
        assert_eq!(admitted(&mut buckets, "a", 100, at(999)), 0);
        assert_eq!(admitted(&mut buckets, "a", 100, at(1_000)), 1);
        assert_eq!(admitted(&mut buckets, "a", 100, at(11_000)), 10);
        assert_eq!(admitted(&mut buckets, "b", 100, at(11_000)), 60, "another's bucket is full");
        assert_eq!(admitted(&mut buckets, "a", 100, at(200_000)), 60, "and so is this, after rest");
    }

    #[test]
    fn a_refused_caller_is_told_when_and_loses_nothing_by_trying() {
        let mut buckets = TokenBuckets::new();
        admitted(&mut buckets, "a", 60, at(0));
        for _ in 0..10 {
            let refused = Admission::Refused { retry_after: Duration::from_millis(600) };
            assert_eq!(buckets.admit(&"a", 60, at(400)), refused);
        }
        assert_eq!(buckets.admit(&"a", 60, at(1_000)), Admission::Admitted);
    }

    #[test]
    fn none_is_no_bound_and_a_high_one_is_one() {
        let mut buckets = TokenBuckets::new();
        assert!((0..10_000).all(|_| buckets.admit(&"a", 0, at(0)) == Admission::Admitted));
        let admitted = (0..200_000)
            .filter(|_| buckets.admit(&"b", 100_000, at(0)) == Admission::Admitted)
            .count();
        assert_eq!(admitted, 100_000);
        assert!(MINUTE_US / i64::from(TokenBuckets::MAX_PER_MINUTE) > 0, "a call costs something");
    }

    /// However many pass by, who has spent their bucket stays known, and nobody else is refused.
    #[test]
    fn a_crowd_does_not_hide_the_one_who_calls_too_often() {
        let mut buckets = TokenBuckets::new();
        admitted(&mut buckets, "loud", 60, at(0));
        for number in 0..100_000_u32 {
            assert_eq!(buckets.admit(&number, 60, at(0)), Admission::Admitted);
        }
        assert_eq!(admitted(&mut buckets, "loud", 10, at(0)), 0);
    }
}
