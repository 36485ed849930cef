use chrono::{DateTime, TimeDelta, Utc};
use wasm_shared::crypto::SealError;

use super::{Delivery, Message, SendError, Sms};
use crate::{
    accounts::{Phone, SmsCode},
    audit::{Action, Actor},
    config::VendorName,
    entropy,
    store::{
        self, audit_records,
        sms_budgets::{self, Scope},
        sms_deliveries,
    },
};

/// How many test messages all administrators together may send in a clock hour.
const PER_HOUR: u32 = 20;

/// No test message was sent.
#[derive(Debug, thiserror::Error)]
pub enum SendTestError {
    /// The hour's are sent.
    #[error("no more test messages may be sent in this hour")]
    Exhausted {
        /// Until the next hour.
        retry_after_s: u32,
    },
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The number could not be sealed for the record.
    #[error("the number could not be sealed")]
    Seal(#[from] SealError),
}

impl Sms {
    /// Sends a code that is good for nothing, by one vendor or by all in their order. What is about to
    /// be done is recorded first. Answers whether a vendor has the message or may have it, and every
    /// attempt.
    pub async fn send_test(
        &self,
        actor: &Actor,
        phone: &Phone,
        vendor: Option<VendorName>,
    ) -> Result<(bool, Vec<Delivery>), SendTestError> {
        let now = self.clock.now();
        let hour = crate::stats::Step::Hour.start(now);
        let mut transaction = self.store.begin().await?;
        if !sms_budgets::spend(&mut transaction, Scope::Test, b"", hour, PER_HOUR).await? {
            return Err(SendTestError::Exhausted { retry_after_s: until_next_hour(now, hour) });
        }
        let name = vendor.map(|vendor| vendor.as_str().to_owned());
        let action = Action::SmsTested { phone_masked: phone.masked(), vendor: name };
        audit_records::append(&mut transaction, &self.clock, actor, &action).await?;
        transaction.commit().await.map_err(store::Error::Database)?;

        let code_id = entropy::id(now);
        let message = Message { code_id, phone, code: &SmsCode::generate() };
        let order = match vendor {
            Some(vendor) => vec![vendor],
            None => self.order(phone.country()).await?,
        };
        let sent = match self.send_by(&order, &message).await {
            Ok(()) => true,
            Err(SendError::Store(error)) => return Err(error.into()),
            Err(SendError::Seal(error)) => return Err(error.into()),
            Err(SendError::NumberRefused | SendError::Exhausted(_) | SendError::NobodyAsked) => {
                false
            }
        };
        let mut connection = self.store.connection().await?;
        Ok((sent, sms_deliveries::of_code(&mut connection, code_id, now).await?))
    }
}

fn until_next_hour(now: DateTime<Utc>, hour: DateTime<Utc>) -> u32 {
    let left = hour + TimeDelta::hours(1) - now;
    u32::try_from(left.num_seconds()).unwrap_or_default().max(1)
}
