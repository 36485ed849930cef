//! SMS vendors, and the inbox of the phones they send to.

pub mod aliyun;
mod inbox;
mod ledger;
pub mod tencent;
pub mod twilio;

pub use aliyun::Nonces;
pub use inbox::{Inbox, Message, routes as inbox_routes};
pub use ledger::{Entry, Ledger};

use std::sync::Arc;

use axum::Router;

use crate::sandbox::Sandbox;

/// Every vendor's API.
pub fn routes() -> Router<Arc<Sandbox>> {
    aliyun::routes().merge(tencent::routes()).merge(twilio::routes())
}
