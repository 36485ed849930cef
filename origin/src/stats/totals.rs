use super::Durations;

/// Sums over a stretch of time, as the edges and the vendors have it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Totals {
    /// All requests.
    pub requests: i64,
    /// Those that ended in a fault (5xx).
    pub requests_failed: i64,
    /// Searches that were answered.
    pub searches: i64,
    /// Sessions that began.
    pub sign_ins: i64,
    /// Answers from an isolate's memory.
    pub cache_memory: i64,
    /// From the key-value store.
    pub cache_kv: i64,
    /// Past their time, because nothing newer was to be had.
    pub cache_stale: i64,
    /// From the sources.
    pub cache_miss: i64,
    /// Listeners who were told where to play a track.
    pub plays: i64,
    /// Those who were told that nobody plays it.
    pub plays_failed: i64,
    /// Plays of another track than the one asked for.
    pub plays_substituted: i64,
    /// Plays by who plays.
    pub plays_by_source: Vec<(String, i64)>,
    /// How long requests took.
    pub durations: Durations,
    /// Messages that a vendor took.
    pub sms_sent: i64,
    /// Attempts that it did not, or may not have.
    pub sms_failed: i64,
}
