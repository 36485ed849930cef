use crate::sync::{Event, NewConnection, ReadRequest};

/// A hub could not be asked or did not do what it was asked for; it may have done it all the same.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("hub: {0}")]
pub struct HubFault(pub String);

/// The users' hubs. There is one for each user, and every edge reaches the same.
pub trait Hubs {
    /// An open WebSocket, for the answer to carry.
    type Socket;

    /// Whether a listener can open a WebSocket here. Where not, [`Self::connect`] is not called.
    fn supports_sockets(&self) -> bool;

    /// Opens a socket to the user's hub. A hub that refuses the connection closes it with the code
    /// that says why; that is no fault.
    async fn connect(
        &self,
        user_id: &str,
        connection: &NewConnection,
    ) -> Result<Self::Socket, HubFault>;

    /// Hands over events of the user in their order. They are stored when it returns. What was handed
    /// over before is dropped, so that after a fault all of them can come again. A host without hubs
    /// has nobody to tell, and tells them.
    async fn publish(&self, user_id: &str, events: &[&Event]) -> Result<(), HubFault>;

    /// A [`Batch`](crate::sync::Batch) as JSON: what a device has not seen, waited for when there is
    /// nothing.
    async fn read(&self, user_id: &str, request: &ReadRequest) -> Result<String, HubFault>;
}
