use std::time::Duration;

const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_mins(1);

/// How long to wait after this many attempts: 1 s, doubled with each up to a minute, of which a
/// random half may go, so that what failed together does not come back together.
pub(crate) fn pause(attempts: u32, random: u8) -> Duration {
    let doubled =
        FIRST.saturating_mul(1_u32.checked_shl(attempts.saturating_sub(1)).unwrap_or(u32::MAX));
    let whole = doubled.min(LONGEST);
    whole.mul_f64(1.0 - f64::from(random) / 510.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_a_minute() {
        let whole: Vec<_> = (1..=8).map(|attempts| pause(attempts, 0).as_secs()).collect();
        assert_eq!(whole, [1, 2, 4, 8, 16, 32, 60, 60]);
        assert_eq!(pause(u32::MAX, 0), LONGEST);
    }

    #[test]
    fn half_of_a_pause_is_chance() {
        assert_eq!(pause(3, 255), Duration::from_secs(2));
        assert!((2.9..3.1).contains(&pause(3, 128).as_secs_f64()));
    }
}
