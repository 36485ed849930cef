use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Sms;
use crate::{
    audit::{Action, Actor},
    store::{self, audit_records, sms_deliveries},
};

/// An attempt to hand a message to a vendor.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "as in the table")]
pub struct Delivery {
    pub id: Uuid,
    pub vendor: String,
    pub phone_masked: String,
    pub country: String,
    pub outcome: String,
    pub vendor_code: Option<String>,
    pub took_ms: i64,
    pub created_at: DateTime<Utc>,
}

/// Which deliveries.
#[derive(Debug, Clone)]
pub struct DeliveryFilter {
    /// One vendor's.
    pub vendor: Option<String>,
    /// Those that ended so.
    pub outcome: Option<String>,
    /// Those before this one.
    pub before: Uuid,
}

impl Sms {
    /// Deliveries, newest first. That somebody looked is recorded.
    pub async fn inspect_deliveries(
        &self,
        actor: &Actor,
        filter: &DeliveryFilter,
        limit: i64,
    ) -> Result<Vec<Delivery>, store::Error> {
        let mut transaction = self.store.begin().await?;
        let deliveries = sms_deliveries::descending(&mut transaction, filter, limit).await?;
        let action = Action::SmsDeliveriesViewed {};
        audit_records::append(&mut transaction, &self.clock, actor, &action).await?;
        transaction.commit().await?;
        Ok(deliveries)
    }
}
