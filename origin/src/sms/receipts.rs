use std::time::Duration;

use chrono::TimeDelta;
use futures_util::{StreamExt, stream};

use super::{
    Fate, Sent, Sms,
    send::{of_fate, sealing_context},
};
use crate::{
    config::VendorName,
    observe::chain,
    store::{
        self,
        sms_deliveries::{self, Due},
    },
};

/// How long a vendor is asked about a message; carriers give up after a day or sooner.
const ASKED_FOR: TimeDelta = TimeDelta::hours(24);
/// How many deliveries one run asks about, and how many at once. A run of a hundred that all time out
/// takes 100 / 8 × 2 s = 25 s, less than the time between two.
const BATCH: u32 = 100;
const AT_ONCE: usize = 8;
const QUESTION: Duration = Duration::from_secs(2);

impl Sms {
    /// Asks the vendors what became of the messages whose turn it is, and records it. Receipts are
    /// fetched, not received: what vendors push is not signed by all of them, and an address that
    /// takes unsigned receipts would have to be kept secret.
    ///
    /// Answers how many deliveries were settled. Several origins may do so at once.
    pub async fn fetch_receipts(&self) -> Result<usize, store::Error> {
        let now = self.clock.now();
        let vendors: Vec<String> =
            self.vendors.iter().map(|vendor| vendor.name().as_str().to_owned()).collect();
        let mut connection = self.store.connection().await?;
        sms_deliveries::give_up(&mut connection, ASKED_FOR, now).await?;
        let due = sms_deliveries::claim_due(&mut connection, &vendors, BATCH, now).await?;
        drop(connection);
        let settled =
            stream::iter(due).map(|due| self.fetch_receipt(due)).buffer_unordered(AT_ONCE);
        Ok(settled.filter(|settled| std::future::ready(*settled)).count().await)
    }

    /// Whether the delivery is settled now. A vendor that does not answer is asked again at the
    /// delivery's next turn.
    async fn fetch_receipt(&self, due: Due) -> bool {
        let name = VendorName::parse(&due.vendor);
        let Some(vendor) = name.and_then(|name| self.vendor(name)) else { return false };
        let phone = self.vault.open(&due.phone_sealed, &sealing_context(due.id));
        let Some(phone) = phone.ok().and_then(|phone| String::from_utf8(phone).ok()) else {
            tracing::error!(delivery = %due.id, "a sealed number does not open");
            return false;
        };
        let message_id = due.vendor_message_id.as_deref();
        let sent = Sent { id: due.id, phone: &phone, message_id, at: due.created_at };
        match vendor.fate(&sent, QUESTION).await {
            Ok(Some(fate)) => {
                self.record_fate(vendor.name(), &due, &fate).await.unwrap_or_else(|error| {
                    tracing::error!(cause = chain(&error), "a receipt was not recorded");
                    false
                })
            }
            Ok(None) => false,
            Err(refusal) => {
                let (vendor, cause) = (vendor.name().as_str(), chain(&refusal));
                tracing::warn!(vendor, cause, "a receipt was not to be had");
                false
            }
        }
    }

    async fn record_fate(
        &self,
        vendor: VendorName,
        due: &Due,
        fate: &Fate,
    ) -> Result<bool, store::Error> {
        let outcome = of_fate(fate, self.clock.now());
        let mut connection = self.store.connection().await?;
        if !sms_deliveries::record(&mut connection, due.id, &outcome).await? {
            return Ok(false);
        }
        if !due.charged {
            self.metrics.sms_charged(vendor.as_str(), fate.cost_units.unwrap_or(0));
        }
        if outcome.settled {
            self.metrics.sms_settled(vendor.as_str(), outcome.name);
        }
        Ok(outcome.settled)
    }
}
