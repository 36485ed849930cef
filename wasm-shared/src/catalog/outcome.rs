use serde::{Deserialize, Serialize};

/// How asking one source ended, as the contract lists it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It answered with what was asked for.
    Ok,
    /// It answered a search with nothing.
    Empty,
    /// It does not have the track, or not any more.
    NotFound,
    /// For subscribers only.
    Vip,
    /// Has to be bought.
    Purchase,
    /// Not in this region.
    Region,
    /// Only a clip.
    TrialOnly,
    /// The operator's credentials are missing or expired.
    LoginRequired,
    /// It wants proof of a person.
    Verification,
    /// Asked too often.
    RateLimited,
    /// No answer in time.
    Timeout,
    /// Not asked, because it kept failing.
    BreakerOpen,
    /// It could not be reached or answered with an error.
    UpstreamError,
    /// It answered in a form that is not known.
    UpstreamChanged,
    /// It has something alike, but not alike enough.
    LowConfidence,
    /// Switched off.
    Disabled,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::Ok,
        Self::Empty,
        Self::NotFound,
        Self::Vip,
        Self::Purchase,
        Self::Region,
        Self::TrialOnly,
        Self::LoginRequired,
        Self::Verification,
        Self::RateLimited,
        Self::Timeout,
        Self::BreakerOpen,
        Self::UpstreamError,
        Self::UpstreamChanged,
        Self::LowConfidence,
        Self::Disabled,
    ];

    /// The name in answers and metrics.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Empty => "empty",
            Self::NotFound => "not_found",
            Self::Vip => "vip",
            Self::Purchase => "purchase",
            Self::Region => "region",
            Self::TrialOnly => "trial_only",
            Self::LoginRequired => "login_required",
            Self::Verification => "verification",
            Self::RateLimited => "rate_limited",
            Self::Timeout => "timeout",
            Self::BreakerOpen => "breaker_open",
            Self::UpstreamError => "upstream_error",
            Self::UpstreamChanged => "upstream_changed",
            Self::LowConfidence => "low_confidence",
            Self::Disabled => "disabled",
        }
    }

    /// Whether the source itself failed, so that its breaker counts it. A denial (`vip`, `region`
    /// and the like) and absence are answers; a fault is none, and must never be remembered as
    /// absence.
    pub const fn is_fault(self) -> bool {
        matches!(
            self,
            Self::Verification
                | Self::RateLimited
                | Self::Timeout
                | Self::UpstreamError
                | Self::UpstreamChanged
        )
    }

    /// Whether it leaves open what a source that is to be asked has, so that nothing may be kept
    /// as absent because of it.
    pub const fn leaves_open(self) -> bool {
        self.is_fault() || matches!(self, Self::BreakerOpen | Self::LoginRequired)
    }

    /// Whether another try a moment later may go better.
    pub const fn is_retryable(self) -> bool {
        matches!(self, Self::UpstreamError)
    }
}
