use std::time::Duration;

use tokio::time::Instant;

use crate::http::REQUEST_LIMIT;

/// All attempts for one code, questions included: of the nine seconds in which the origin answers,
/// because the edge waits ten, one is left for the database.
const TOTAL: Duration = REQUEST_LIMIT.saturating_sub(Duration::from_secs(1));
/// One question what became of a message.
pub(super) const QUESTION: Duration = Duration::from_secs(1);
/// The longest a vendor is waited for, were there nobody else to ask.
const LONGEST_ATTEMPT: Duration = Duration::from_secs(4);

/// The time for one code.
///
/// Each vendor gets an even share of what is left, of which a second is for the question that
/// follows an unknown outcome: with three vendors 8 s / 3 − 1 s = 1.67 s for each attempt, and
/// 3 × (1.67 s + 1 s) = 8 s when all of them hang; with two 8 s / 2 − 1 s = 3 s. A vendor that answers
/// sooner leaves its share to those after it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Deadline(Instant);

impl Deadline {
    /// Begins now.
    pub(super) fn begin(now: Instant) -> Self {
        Self(now + TOTAL)
    }

    /// How long the next of `vendors_left` vendors may take over an attempt.
    pub(super) fn attempt(self, now: Instant, vendors_left: usize) -> Duration {
        let left = self.0.saturating_duration_since(now);
        let vendors = u32::try_from(vendors_left.max(1)).unwrap_or(u32::MAX);
        (left / vendors).saturating_sub(QUESTION).min(LONGEST_ATTEMPT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sms::vendor::CONNECT_TIMEOUT;

    #[test]
    fn three_vendors_that_hang_fit_into_the_total() {
        let begun = Instant::now();
        let deadline = Deadline::begin(begun);
        let ended = [3, 2, 1]
            .into_iter()
            .fold(begun, |now, vendors_left| now + deadline.attempt(now, vendors_left) + QUESTION);
        assert!(ended - begun <= TOTAL, "{:?}", ended - begun);
        assert!(deadline.attempt(begun, 3) > CONNECT_TIMEOUT);
    }

    #[test]
    fn a_quick_answer_leaves_its_share_to_the_others() {
        let begun = Instant::now();
        let deadline = Deadline::begin(begun);
        assert_eq!(deadline.attempt(begun, 3).as_millis(), 1_666);
        let later = begun + Duration::from_secs(1);
        assert_eq!(deadline.attempt(later, 2), Duration::from_millis(2_500));
        assert_eq!(deadline.attempt(later, 1), LONGEST_ATTEMPT);
    }
}
