/// A vendor did not take a message, or it is not known whether it did.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// It delivers nothing to this number.
    #[error("the number was refused ({0})")]
    Number(String),
    /// It sends this number nothing more for a while.
    #[error("the vendor's own limit is reached ({0})")]
    Limited(String),
    /// It refuses us: key, signature, template, balance.
    #[error("the vendor refused the call ({0})")]
    Call(String),
    /// It could not be connected to, so that nothing was sent.
    #[error("the vendor could not be reached")]
    Unreachable(#[source] reqwest::Error),
    /// It failed by its own account, at a stage that it does not tell.
    #[error("the vendor failed ({0})")]
    Failed(String),
    /// It answered what its documentation does not have.
    #[error("the vendor's answer was not understood")]
    Malformed,
    /// It did not answer in time.
    #[error("the vendor did not answer in time")]
    Timeout,
    /// The connection ended before the answer did.
    #[error("the connection to the vendor broke")]
    Broken(#[source] reqwest::Error),
}

impl Refusal {
    /// Whether the message was certainly not sent.
    pub const fn is_certain(&self) -> bool {
        match self {
            Self::Number(_) | Self::Limited(_) | Self::Call(_) | Self::Unreachable(_) => true,
            Self::Failed(_) | Self::Malformed | Self::Timeout | Self::Broken(_) => false,
        }
    }

    /// Whether it is the vendor that is at fault, or our standing with it, and not this message.
    pub const fn is_fault(&self) -> bool {
        !matches!(self, Self::Number(_) | Self::Limited(_))
    }

    /// The name of the outcome in records and metrics.
    pub const fn outcome(&self) -> &'static str {
        match self {
            Self::Number(_) => "number_refused",
            Self::Limited(_) => "limited",
            Self::Call(_) => "call_refused",
            Self::Unreachable(_) => "unreachable",
            Self::Failed(_) | Self::Malformed | Self::Timeout | Self::Broken(_) => "unknown",
        }
    }

    /// The vendor's own code.
    pub fn vendor_code(&self) -> Option<&str> {
        match self {
            Self::Number(code) | Self::Limited(code) | Self::Call(code) | Self::Failed(code) => {
                Some(code)
            }
            Self::Unreachable(_) | Self::Malformed | Self::Timeout | Self::Broken(_) => None,
        }
    }
}

/// The address is left out: it may carry the number.
impl From<reqwest::Error> for Refusal {
    fn from(error: reqwest::Error) -> Self {
        if error.is_connect() {
            Self::Unreachable(error.without_url())
        } else if error.is_timeout() {
            Self::Timeout
        } else {
            Self::Broken(error.without_url())
        }
    }
}
