//! SMS vendors, and the inbox of the phones they send to.

pub mod aliyun;
mod inbox;

pub use aliyun::Nonces;
pub use inbox::{Inbox, Message, routes as inbox_routes};
