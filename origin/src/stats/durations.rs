use std::collections::BTreeMap;

/// Durations counted in buckets by upper bound in milliseconds; `i32::MAX` bounds the last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Durations(BTreeMap<i32, i64>);

impl Durations {
    /// Counts so many durations more in a bucket.
    pub fn add(&mut self, bound_ms: i32, times: i64) {
        *self.0.entry(bound_ms).or_default() += times;
    }

    /// What came since `earlier`.
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Self {
        let before = |bound| earlier.0.get(bound).copied().unwrap_or_default();
        let grown = self.0.iter().map(|(bound, times)| (*bound, (times - before(bound)).max(0)));
        Self(grown.collect())
    }

    /// The duration in milliseconds that a share of them, 0 to 1, did not exceed, taken to lie evenly
    /// within their buckets; `None` when there are none. Above all bounds, the highest bound.
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2⁵²")]
    pub fn percentile(&self, share: f64) -> Option<f64> {
        let all: i64 = self.0.values().sum();
        if all <= 0 {
            return None;
        }
        let wanted = share * all as f64;
        let (mut counted, mut below) = (0.0, 0.0);
        for (bound, times) in &self.0 {
            if *bound == i32::MAX {
                break;
            }
            let (upper, times) = (f64::from(*bound), *times as f64);
            // Buckets without any are not stored: the lower bound is known from the bounds alone.
            let lower = lower_bound(*bound).max(below);
            if counted + times >= wanted && times > 0.0 {
                return Some(
                    lower + (upper - lower) * ((wanted - counted) / times).clamp(0.0, 1.0),
                );
            }
            counted += times;
            below = upper;
        }
        wasm_shared::observe::BOUNDS_MS.last().map(|bound| f64::from(*bound))
    }
}

impl FromIterator<(i32, i64)> for Durations {
    fn from_iter<T: IntoIterator<Item = (i32, i64)>>(items: T) -> Self {
        let mut durations = Self::default();
        for (bound_ms, times) in items {
            durations.add(bound_ms, times);
        }
        durations
    }
}

/// Where the bucket below ends.
fn lower_bound(bound_ms: i32) -> f64 {
    let bounds = wasm_shared::observe::BOUNDS_MS;
    let below = bounds.iter().rev().find(|bound| i64::from(**bound) < i64::from(bound_ms));
    below.map_or(0.0, |bound| f64::from(*bound))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn percentiles_lie_within_their_bucket() {
        let durations: Durations = [(10, 90), (100, 9), (i32::MAX, 1)].into_iter().collect();
        assert_eq!(durations.percentile(0.45), Some(7.5));
        assert_eq!(durations.percentile(0.99), Some(100.0));
        assert_eq!(durations.percentile(1.0), Some(10_000.0));
        assert_eq!(Durations::default().percentile(0.5), None);
    }

    #[test]
    fn what_came_since_is_what_was_added() {
        let before: Durations = [(10, 5), (20, 1)].into_iter().collect();
        let mut after = before.clone();
        after.add(20, 2);
        assert_eq!(after.since(&before).percentile(1.0), Some(20.0));
        assert_eq!(before.since(&before).percentile(0.5), None);
    }

    proptest! {
        /// The true percentile is in the bucket that the estimate is in.
        #[test]
        fn an_estimate_is_off_by_a_bucket_at_most(
            mut millis in prop::collection::vec(0_u32..10_000, 1..200),
            share in 0.01_f64..1.0,
        ) {
            let bounds = wasm_shared::observe::BOUNDS_MS;
            let bound = |millis: u32| *bounds.iter().find(|bound| **bound >= millis).unwrap();
            let durations: Durations =
                millis.iter().map(|millis| (i32::try_from(bound(*millis)).unwrap(), 1)).collect();
            millis.sort_unstable();
            #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation,
                     clippy::cast_sign_loss, reason = "a place in a short list")]
            let place = ((share * millis.len() as f64).ceil() as usize).clamp(1, millis.len());
            let upper = bound(millis[place - 1]);
            let estimate = durations.percentile(share).unwrap();
            prop_assert!(estimate <= f64::from(upper) + 1e-6, "{estimate} above {upper}");
            let lower = lower_bound(i32::try_from(upper).unwrap());
            prop_assert!(estimate >= lower - 1e-6, "{estimate} below {lower}");
        }
    }
}
