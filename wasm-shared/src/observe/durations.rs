use std::time::Duration;

/// Upper bounds in milliseconds of the buckets that durations are counted in. They never change:
/// counts of different edges and hours are added up, and percentiles are read from the sum.
pub const BOUNDS_MS: [u32; 13] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];

/// How many durations fell into each bucket; the last one has no bound.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Buckets([u32; BOUNDS_MS.len() + 1]);

impl Buckets {
    /// Counts a duration by its whole milliseconds.
    pub fn add(&mut self, took: Duration) {
        let millis = took.as_millis();
        let place = BOUNDS_MS.partition_point(|bound| u128::from(*bound) < millis);
        self.0[place] = self.0[place].saturating_add(1);
    }

    /// As `telemetry.v1` carries them.
    pub fn to_wire(self) -> Vec<u64> {
        self.0.map(u64::from).to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_falls_under_the_first_bound_that_holds() {
        let mut buckets = Buckets::default();
        for micros in [0, 1_999, 2_000, 3_000, 10_000_000, 10_001_000, u64::MAX] {
            buckets.add(Duration::from_micros(micros));
        }
        assert_eq!(buckets.to_wire(), [2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2]);
    }
}
