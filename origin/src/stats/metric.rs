/// What there is a series of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "`docs/admin.md` describes each")]
pub enum Metric {
    ActiveUsers,
    SignIns,
    Searches,
    Requests,
    Plays,
    PlayOutcomes,
    Substitutions,
    Cache,
    Sms,
    SmsFailures,
    SourceCalls,
    SourceFaults,
    Latency,
    SourceLatency,
}

/// What the values of a series are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// How many in the step; none is zero.
    Count,
    /// Milliseconds; unknown where nothing was timed.
    Milliseconds,
}

impl Metric {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::ActiveUsers,
        Self::SignIns,
        Self::Searches,
        Self::Requests,
        Self::Plays,
        Self::PlayOutcomes,
        Self::Substitutions,
        Self::Cache,
        Self::Sms,
        Self::SmsFailures,
        Self::SourceCalls,
        Self::SourceFaults,
        Self::Latency,
        Self::SourceLatency,
    ];

    /// As it is asked for.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ActiveUsers => "active_users",
            Self::SignIns => "sign_ins",
            Self::Searches => "searches",
            Self::Requests => "requests",
            Self::Plays => "plays",
            Self::PlayOutcomes => "play_outcomes",
            Self::Substitutions => "substitutions",
            Self::Cache => "cache",
            Self::Sms => "sms",
            Self::SmsFailures => "sms_failures",
            Self::SourceCalls => "source_calls",
            Self::SourceFaults => "source_faults",
            Self::Latency => "latency",
            Self::SourceLatency => "source_latency",
        }
    }

    /// Reads [`Self::as_str`]'s form.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|metric| metric.as_str() == text)
    }

    /// What its values are.
    pub const fn unit(self) -> Unit {
        match self {
            Self::Latency | Self::SourceLatency => Unit::Milliseconds,
            _ => Unit::Count,
        }
    }
}

impl Unit {
    /// As it is told.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Milliseconds => "ms",
        }
    }
}
