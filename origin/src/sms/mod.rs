//! Carrying codes to phones: vendors in order, every attempt recorded.

mod aliyun;
mod send;
mod vendor;

pub use send::{Message, SendError, Sms};
pub use vendor::{Receipt, Refusal, Vendor};
