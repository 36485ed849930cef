use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::AdminState;
use crate::{
    admin::{extract::Json, problem::Problem},
    sms::VendorHealth,
};

/// A vendor of messages.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Vendor)]
pub(super) struct VendorBody {
    name: &'static str,
    /// The vendor's interface that is called.
    kind: &'static str,
    /// Whether it is set up and in the order.
    enabled: bool,
    /// From 1, in the order for countries without one of their own; null for one that is not in it.
    order: Option<usize>,
    /// `closed`, `open` or `half_open`, as the origin that answers sees it.
    breaker: &'static str,
    /// Messages that it took within 24 hours.
    sent_24h: i64,
    /// Attempts that it did not take, or may not have.
    failed_24h: i64,
    /// Share of the attempts, 0 to 1; null without any.
    failure_rate: Option<f64>,
    /// Half of the attempts took at most so long.
    p50_ms: Option<f64>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Vendors {
    items: Vec<VendorBody>,
    /// Always null: there are three.
    next_cursor: Option<String>,
}

/// The vendors, in the order they are asked.
#[utoipa::path(get, path = "/sms/vendors", tag = "sms", responses((status = 200, body = Vendors)))]
pub(super) async fn vendors(State(state): State<AdminState>) -> Result<Json<Vendors>, Problem> {
    let vendors = state.accounts.sms.vendor_health().await?;
    let items = vendors.into_iter().map(VendorBody::from).collect();
    Ok(Json(Vendors { items, next_cursor: None }))
}

impl From<VendorHealth> for VendorBody {
    fn from(health: VendorHealth) -> Self {
        let failure_rate = health.failure_rate();
        Self {
            name: health.name.as_str(),
            kind: health.name.interface(),
            enabled: health.place.is_some(),
            order: health.place.map(|place| place + 1),
            breaker: health.breaker.as_str(),
            sent_24h: health.sent,
            failed_24h: health.failed,
            failure_rate,
            p50_ms: health.p50_ms,
        }
    }
}
