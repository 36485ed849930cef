//! Carrying codes to phones: vendors in an order per country, every attempt recorded before it is
//! made, and each asked for its outcome until that is final.
//!
//! # When the next vendor is asked
//! - **The vendor took the message**: nobody else is asked.
//! - **It certainly did not** ([`Refusal::is_certain`]: it answered no, or could not be connected
//!   to): the next one is asked.
//! - **It is not known** (it did not answer in time, broke off, or answered with a fault of its own
//!   after it was sent the message): it is asked by its query API what became of the message.
//!   - It says the message is on its way or delivered: nobody else is asked.
//!   - It says the message failed: the next one is asked.
//!   - It does not know the message, or does not answer that either: the next one is asked, and the
//!     attempt stays recorded as `unknown`. In the worst case the listener gets the same code twice;
//!     one who gets none cannot sign in. So nothing is ever sent again that is known to be sent.
//!
//! When no vendor took the message for certain but some may have, the code is kept: the message may
//! arrive, and if not, the listener asks again.

mod aliyun;
mod breakers;
mod deadline;
mod exchange;
mod health;
mod inspect_deliveries;
mod receipts;
mod refusal;
mod routes;
mod segments;
mod send;
mod send_test;
mod tencent;
mod twilio;
mod vendor;

pub use breakers::Breakers;
pub use health::VendorHealth;
pub use inspect_deliveries::{Delivery, DeliveryFilter};
pub use refusal::Refusal;
pub use routes::Routes;
pub use send::{Message, SendError, Sms};
pub use send_test::SendTestError;
pub use vendor::{Fate, Receipt, Sent, State, Vendor};
