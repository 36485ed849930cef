//! The vendors of messages, and what became of messages.

mod deliveries;
mod order;
mod test;
mod vendors;

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::AdminState;
use crate::sms::Delivery;

pub(super) fn routes() -> OpenApiRouter<AdminState> {
    OpenApiRouter::new()
        .routes(routes!(vendors::vendors))
        .routes(routes!(order::order))
        .routes(routes!(deliveries::deliveries))
        .routes(routes!(test::test))
}

/// An attempt to hand a message to a vendor.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Delivery)]
struct DeliveryBody {
    id: Uuid,
    vendor: String,
    /// Masked.
    phone: String,
    /// ISO code of the number's country; empty where it has none.
    country: String,
    /// `accepted`, `delivered`, `undelivered`, `unknown`, or why the vendor did not take it:
    /// `number_refused`, `limited`, `call_refused`, `unreachable`.
    state: String,
    created_at: DateTime<Utc>,
    took_ms: i64,
    /// The vendor's own code.
    error: Option<String>,
}

impl From<Delivery> for DeliveryBody {
    fn from(delivery: Delivery) -> Self {
        Self {
            id: delivery.id,
            vendor: delivery.vendor,
            phone: delivery.phone_masked,
            country: delivery.country,
            state: delivery.outcome,
            created_at: delivery.created_at,
            took_ms: delivery.took_ms,
            error: delivery.vendor_code,
        }
    }
}
