use std::time::Duration;

use super::{Message, aliyun};
use crate::{clock::Clock, config::VendorSettings};

/// How long a vendor may take to be connected to, and to answer in all. A listener waits: two
/// vendors must fit into the edge's deadline of ten seconds.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);
const ANSWER_TIMEOUT: Duration = Duration::from_secs(4);

/// A vendor that carries messages.
#[derive(Debug)]
pub enum Vendor {
    /// Alibaba Cloud.
    Aliyun(aliyun::Client),
}

/// A vendor took a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Its id of the message.
    pub message_id: Option<String>,
}

/// A vendor did not take a message.
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
    /// It answered what its documentation does not have.
    #[error("the vendor's answer was not understood")]
    Malformed,
    /// It did not answer in time. It may have sent the message all the same.
    #[error("the vendor did not answer in time")]
    Timeout,
    /// It could not be reached.
    #[error("the vendor could not be reached")]
    Unreachable(#[source] reqwest::Error),
}

impl Refusal {
    /// The name of the outcome in records and metrics.
    pub const fn outcome(&self) -> &'static str {
        match self {
            Self::Number(_) => "number_refused",
            Self::Limited(_) => "limited",
            Self::Call(_) => "call_refused",
            Self::Malformed => "malformed",
            Self::Timeout => "timeout",
            Self::Unreachable(_) => "unreachable",
        }
    }

    /// The vendor's own code.
    pub fn vendor_code(&self) -> Option<&str> {
        match self {
            Self::Number(code) | Self::Limited(code) | Self::Call(code) => Some(code),
            Self::Malformed | Self::Timeout | Self::Unreachable(_) => None,
        }
    }
}

/// The address is left out: it may carry the number.
impl From<reqwest::Error> for Refusal {
    fn from(error: reqwest::Error) -> Self {
        if error.is_timeout() { Self::Timeout } else { Self::Unreachable(error.without_url()) }
    }
}

impl Vendor {
    /// Prepares a vendor; nothing is called.
    ///
    /// # Errors
    /// TLS cannot be set up.
    pub fn new(settings: &VendorSettings, clock: Clock) -> Result<Self, reqwest::Error> {
        let http = reqwest::Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(ANSWER_TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        Ok(match settings {
            VendorSettings::Aliyun(settings) => {
                Self::Aliyun(aliyun::Client::new(settings.clone(), http, clock))
            }
        })
    }

    /// The name in records and metrics.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Aliyun(_) => "aliyun",
        }
    }

    /// Hands the message over.
    pub async fn send(&self, message: &Message<'_>) -> Result<Receipt, Refusal> {
        match self {
            Self::Aliyun(client) => client.send(message).await,
        }
    }
}
