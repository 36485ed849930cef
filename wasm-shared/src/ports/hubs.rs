use std::{convert::Infallible, marker::PhantomData};

use crate::sync::{Event, NewConnection, ReadRequest};

/// A hub could not be asked or did not do what it was asked for; it may have done it all the same.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("hub: {0}")]
pub struct HubFault(pub String);

/// The users' hubs. There is one for each user, and every edge reaches the same.
pub trait Hubs {
    /// An open WebSocket, for the answer to carry.
    type Socket;

    /// Opens a socket to the user's hub. A hub that refuses the connection closes it with the code
    /// that says why; that is no fault.
    async fn connect(
        &self,
        user_id: &str,
        connection: &NewConnection,
    ) -> Result<Self::Socket, HubFault>;

    /// Hands over events of the user in their order. They are stored when it returns. What was handed
    /// over before is dropped, so that after a fault all of them can come again.
    async fn publish(&self, user_id: &str, events: &[&Event]) -> Result<(), HubFault>;

    /// A [`Batch`](crate::sync::Batch) as JSON: what a device has not seen, waited for when there is
    /// nothing.
    async fn read(&self, user_id: &str, request: &ReadRequest) -> Result<String, HubFault>;
}

/// The hubs of a host that has none; there is no value of it.
pub struct NoHubs<S>(Infallible, PhantomData<S>);

impl<S> Hubs for NoHubs<S> {
    type Socket = S;

    async fn connect(&self, _user_id: &str, _connection: &NewConnection) -> Result<S, HubFault> {
        match self.0 {}
    }

    async fn publish(&self, _user_id: &str, _events: &[&Event]) -> Result<(), HubFault> {
        match self.0 {}
    }

    async fn read(&self, _user_id: &str, _request: &ReadRequest) -> Result<String, HubFault> {
        match self.0 {}
    }
}
