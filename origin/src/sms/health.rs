use chrono::TimeDelta;
use wasm_shared::resilience::breaker::BreakerState;

use super::Sms;
use crate::{
    config::VendorName,
    store::{self, sms_deliveries},
};

/// Over what a vendor's figures are.
const LATELY: TimeDelta = TimeDelta::hours(24);

/// How a vendor does.
#[derive(Debug, Clone, PartialEq)]
pub struct VendorHealth {
    /// Which.
    pub name: VendorName,
    /// From 0, in the order for countries without one of their own; `None` when it is not set up or
    /// not in it.
    pub place: Option<usize>,
    /// As this origin sees it.
    pub breaker: BreakerState,
    /// Messages that it took within a day.
    pub sent: i64,
    /// Attempts that it did not take, or may not have.
    pub failed: i64,
    /// Half of the attempts took at most so many milliseconds.
    pub p50_ms: Option<f64>,
}

impl VendorHealth {
    /// Share of the attempts that failed, 0 to 1; `None` without any.
    #[expect(clippy::cast_precision_loss, reason = "messages of a day, far below 2⁵²")]
    pub fn failure_rate(&self) -> Option<f64> {
        let all = self.sent + self.failed;
        (all > 0).then(|| self.failed as f64 / all as f64)
    }
}

impl Sms {
    /// How every vendor does, in the order they are asked; those that are not, after them.
    pub async fn vendor_health(&self) -> Result<Vec<VendorHealth>, store::Error> {
        let order = self.order(None).await?;
        let since = self.clock.now() - LATELY;
        let mut connection = self.store.connection().await?;
        let figures = sms_deliveries::vendor_figures(&mut connection, since).await?;
        let now = self.clock.timestamp();
        let health = |name: VendorName| {
            let figures = figures.iter().find(|figures| figures.vendor == name.as_str());
            VendorHealth {
                name,
                place: order.iter().position(|known| *known == name),
                breaker: self.breakers.state(name, now),
                sent: figures.map_or(0, |figures| figures.sent),
                failed: figures.map_or(0, |figures| figures.failed),
                p50_ms: figures.and_then(|figures| figures.p50_ms),
            }
        };
        let mut vendors: Vec<_> = VendorName::ALL.into_iter().map(health).collect();
        vendors.sort_by_key(|vendor| vendor.place.unwrap_or(usize::MAX));
        Ok(vendors)
    }
}
