//! What administrators should hear of without looking: a closed set of rules over the audit and the
//! figures, evaluated every few seconds, and a webhook that is told.
//!
//! A rule finds something of a subject: of an administrator, a vendor, a source. Of each rule and
//! subject one event is open at a time; what happens again is counted there until an administrator
//! acknowledges it. What happens after that opens another. A state that simply goes on does not: it
//! has to have been over for a while.

mod courier;
mod evaluate;
mod event;
mod public_address;
mod rule;
mod signal;
mod signature;
mod webhook;

use std::sync::Arc;

pub use courier::{AlertCourier, Answer};
pub use event::{Acknowledgement, AlertEvent, AttemptSummary, DeliveryState, EventState};
pub use rule::{Rule, RuleChange, RuleChangeError, RuleSettings, Unit};
pub use signal::Signal;
pub use signature::signature;
pub use webhook::{NewWebhook, Webhook, WebhookError};

use crate::{clock::Clock, store::Store, vault::Vault};

/// Rules, events and the webhook.
#[derive(Debug, Clone)]
pub struct Alerts {
    /// Where they are.
    pub store: Store,
    /// Time.
    pub clock: Clock,
    /// Seals the webhook's secret.
    pub vault: Arc<Vault>,
    /// Calls the webhook.
    pub courier: AlertCourier,
}
