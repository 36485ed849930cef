//! Whether a URL gives the recording: a look at the first bytes of the file before a listener is sent
//! to it. Catches what sources give in place of a song and call a success: notices of six seconds,
//! trials of thirty or sixty, pages, and containers that no player opens.

mod head;
mod probe;

use head::{Head, read_head};
pub use probe::verified;

/// Whether a file of `length_ms` is too short to be the whole of a recording of `recording_ms`. The
/// same recording differs by seconds between catalogues, a clip by minutes; four fifths lie between.
///
/// Where no catalogue knows the recording's length (0), a file of at most 65 s counts as a clip: the
/// longest trial that is given out has 60, and songs that short always have a known length.
pub const fn is_clip(length_ms: u64, recording_ms: u64) -> bool {
    if recording_ms == 0 {
        length_ms <= 65_000
    } else {
        length_ms.saturating_mul(5) < recording_ms.saturating_mul(4)
    }
}

#[cfg(test)]
mod tests {
    use super::is_clip;

    #[test]
    fn lengths_past_all_reason_are_compared_as_well() {
        assert!(!is_clip(u64::MAX, 183_000));
        assert!(is_clip(183_000, u64::MAX));
        assert!(is_clip(30_000, 183_000) && !is_clip(183_000, 183_000));
    }
}
