use std::time::Duration;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Message, Refusal, aliyun, tencent, twilio};
use crate::{
    clock::Clock,
    config::{VendorName, VendorSettings},
};

/// How long a vendor may take to be connected to; less than the shortest attempt, so that a vendor
/// that cannot be reached is told from one that does not answer.
pub(super) const CONNECT_TIMEOUT: Duration = Duration::from_millis(1_500);

/// A vendor that carries messages.
#[derive(Debug)]
pub enum Vendor {
    /// Alibaba Cloud.
    Aliyun(aliyun::Client),
    /// Tencent Cloud.
    Tencent(tencent::Client),
    /// Twilio.
    Twilio(twilio::Client),
}

/// A vendor took a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Its id of the message.
    pub message_id: Option<String>,
    /// What it charges by, if it tells so at once.
    pub cost_units: Option<u32>,
}

/// A message that was, or may have been, handed to a vendor.
#[derive(Debug, Clone, Copy)]
pub struct Sent<'a> {
    /// The delivery, which the vendor was told where it takes a reference.
    pub id: Uuid,
    /// Whom to, in E.164.
    pub phone: &'a str,
    /// The vendor's id of the message, if it told one.
    pub message_id: Option<&'a str>,
    /// When the attempt began.
    pub at: DateTime<Utc>,
}

/// What a vendor says became of a message it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fate {
    /// How far the message got.
    pub state: State,
    /// The vendor's own code.
    pub vendor_code: Option<String>,
    /// When it got there, if the vendor tells.
    pub at: Option<DateTime<Utc>>,
    /// The vendor's id of the message.
    pub message_id: Option<String>,
    /// What it charges by, if it tells.
    pub cost_units: Option<u32>,
}

/// How far a message got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The vendor has it and goes on trying.
    Underway,
    /// The phone has it.
    Delivered,
    /// It will not arrive.
    Undelivered,
}

impl Vendor {
    /// Prepares a vendor; nothing is called.
    ///
    /// # Errors
    /// TLS cannot be set up.
    pub fn new(settings: &VendorSettings, clock: Clock) -> Result<Self, reqwest::Error> {
        let http = reqwest::Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        Ok(match settings.clone() {
            VendorSettings::Aliyun(settings) => {
                Self::Aliyun(aliyun::Client::new(settings, http, clock))
            }
            VendorSettings::Tencent(settings) => {
                Self::Tencent(tencent::Client::new(settings, http, clock))
            }
            VendorSettings::Twilio(settings) => Self::Twilio(twilio::Client::new(settings, http)),
        })
    }

    /// Which it is.
    pub const fn name(&self) -> VendorName {
        match self {
            Self::Aliyun(_) => VendorName::Aliyun,
            Self::Tencent(_) => VendorName::Tencent,
            Self::Twilio(_) => VendorName::Twilio,
        }
    }

    /// Hands the message over, as the delivery `id`, within `limit`.
    pub async fn send(
        &self,
        message: &Message<'_>,
        id: Uuid,
        limit: Duration,
    ) -> Result<Receipt, Refusal> {
        match self {
            Self::Aliyun(client) => client.send(message, id, limit).await,
            Self::Tencent(client) => client.send(message, id, limit).await,
            Self::Twilio(client) => client.send(message, limit).await,
        }
    }

    /// Asks what became of a message, within `limit`; `None` when the vendor does not know it. That
    /// does not say it was not sent: a vendor's records may lag behind its sending.
    pub async fn fate(&self, sent: &Sent<'_>, limit: Duration) -> Result<Option<Fate>, Refusal> {
        match self {
            Self::Aliyun(client) => client.fate(sent, limit).await,
            Self::Tencent(client) => client.fate(sent, limit).await,
            Self::Twilio(client) => client.fate(sent, limit).await,
        }
    }
}
