use std::sync::Arc;

use tokio::time::Instant;
use uuid::Uuid;

use super::{Receipt, Refusal, Vendor};
use crate::{
    accounts::{Phone, SmsCode},
    clock::Clock,
    observe::{Metrics, chain},
    store::{
        Store,
        sms_deliveries::{self, Delivery},
    },
};

/// The vendors, in the order they are tried.
#[derive(Debug)]
pub struct Sms {
    /// At least one.
    pub vendors: Vec<Vendor>,
    /// Where attempts are recorded.
    pub store: Store,
    /// Time.
    pub clock: Clock,
    /// Where outcomes are counted.
    pub metrics: Arc<Metrics>,
}

/// A code on its way to a phone.
#[derive(Debug)]
pub struct Message<'a> {
    /// The row of the code.
    pub code_id: Uuid,
    /// Whom to.
    pub phone: &'a Phone,
    /// What.
    pub code: &'a SmsCode,
}

/// No vendor took the message.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// Every vendor that was asked delivers nothing to this number.
    #[error("the number is refused by every vendor")]
    NumberRefused,
    /// The last vendor's reason.
    #[error("no vendor took the message")]
    Exhausted(#[source] Refusal),
    /// There is no vendor.
    #[error("no vendor is set up")]
    NoVendor,
}

impl Sms {
    /// Hands the message to the first vendor that takes it.
    ///
    /// After a time-out the next one is tried although the first may have sent the message: the
    /// code in both is the same, and a listener who gets none cannot sign in.
    pub async fn send(&self, message: &Message<'_>) -> Result<(), SendError> {
        let mut failure = SendError::NoVendor;
        for vendor in &self.vendors {
            let begun = Instant::now();
            let result = vendor.send(message).await;
            self.record(vendor, message, &result, begun).await;
            match result {
                Ok(_) => return Ok(()),
                Err(refusal) => {
                    let vendor = vendor.name();
                    let cause = chain(&refusal);
                    let phone = message.phone.masked();
                    tracing::warn!(vendor, phone, cause, "a message was not taken");
                    failure = match (failure, refusal) {
                        (SendError::NoVendor | SendError::NumberRefused, Refusal::Number(_)) => {
                            SendError::NumberRefused
                        }
                        (_, refusal) => SendError::Exhausted(refusal),
                    };
                }
            }
        }
        Err(failure)
    }

    /// A record that cannot be written is a fault of ours, not of the delivery: it is logged and the
    /// message counts as sent.
    async fn record(
        &self,
        vendor: &Vendor,
        message: &Message<'_>,
        result: &Result<Receipt, Refusal>,
        begun: Instant,
    ) {
        let (outcome, vendor_code, vendor_message_id) = match result {
            Ok(receipt) => ("accepted", None, receipt.message_id.as_deref()),
            Err(refusal) => (refusal.outcome(), refusal.vendor_code(), None),
        };
        self.metrics.sms_attempted(vendor.name(), outcome);
        let delivery = Delivery {
            code_id: message.code_id,
            phone_masked: &message.phone.masked(),
            vendor: vendor.name(),
            outcome,
            vendor_code,
            vendor_message_id,
            took: begun.elapsed(),
        };
        let written = async {
            let mut connection = self.store.connection().await?;
            sms_deliveries::insert(&mut connection, &delivery, self.clock.now()).await
        };
        if let Err(error) = written.await {
            let cause = chain(&error);
            tracing::error!(cause, "a delivery was not recorded");
        }
    }
}
