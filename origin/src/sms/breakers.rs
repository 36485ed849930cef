use std::sync::{Mutex, MutexGuard, PoisonError};

use wasm_shared::{
    ports::Timestamp,
    resilience::breaker::{Breaker, BreakerState},
    settings::BreakerSettings,
};

use crate::config::VendorName;

/// After five faults in a row a vendor is left alone for half a minute, then asked with one message.
const SETTINGS: BreakerSettings =
    BreakerSettings { consecutive_faults: 5, open_ms: 30_000, open_max_ms: 300_000 };

/// One breaker for each vendor, as one origin sees it.
#[derive(Debug, Default)]
pub struct Breakers(Mutex<[Breaker; VendorName::ALL.len()]>);

impl Breakers {
    /// Whether the vendor may be asked now. When it may for a trial, the caller is the one trial.
    pub(super) fn try_acquire(&self, vendor: VendorName, now: Timestamp) -> bool {
        self.all()[vendor as usize].try_acquire(now)
    }

    /// What the vendor's breaker would do with a message now.
    pub(super) fn state(&self, vendor: VendorName, now: Timestamp) -> BreakerState {
        self.all()[vendor as usize].state(now)
    }

    /// The vendor answered; that it refused this message is an answer.
    pub(super) fn record_answer(&self, vendor: VendorName) {
        self.all()[vendor as usize].record_answer();
    }

    /// The vendor is at fault, or our standing with it.
    pub(super) fn record_fault(&self, vendor: VendorName, now: Timestamp) {
        self.all()[vendor as usize].record_fault(now, &SETTINGS);
    }

    fn all(&self) -> MutexGuard<'_, [Breaker; VendorName::ALL.len()]> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
