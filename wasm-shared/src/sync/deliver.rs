use super::Event;
use crate::{http::RequestContext, ports::Host};

/// Hands an event to the user's connected devices. Nothing is connected to this edge: it serves no
/// sockets, and an event that nobody listens to has been delivered. What a device missed it reads
/// when it comes back.
pub async fn deliver<H: Host>(_context: &RequestContext<H>, _event: &Event) {}
