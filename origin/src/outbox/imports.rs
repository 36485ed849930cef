//! Imports that an edge is to go on with: it alone can look tracks up.

use serde::Serialize;
use uuid::Uuid;

use super::Edges;
use crate::library::WaitingImport;

const PATH: &str = "/internal/v1/imports";

#[derive(Serialize)]
struct Offer<'a> {
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: Uuid,
    user_id: Uuid,
    device_id: &'a str,
    session_id: Uuid,
    token_version: u64,
}

impl Edges {
    /// Offers imports to one edge, as chance has it, and to the next when it does not take them. What
    /// none takes is offered again in time.
    pub async fn offer_imports(&self, imports: &[WaitingImport]) {
        let offer = Offer { items: imports.iter().map(Item::from).collect() };
        for url in self.by_chance() {
            match self.post(url, PATH, &offer).await {
                Ok(_) => return,
                Err(reason) => {
                    tracing::warn!(edge = %url, reason, "an edge did not take imports");
                }
            }
        }
    }
}

impl<'a> From<&'a WaitingImport> for Item<'a> {
    fn from(import: &'a WaitingImport) -> Self {
        let WaitingImport { id, user_id, device_id, session_id, token_version } = import;
        Self {
            id: *id,
            user_id: *user_id,
            device_id,
            session_id: *session_id,
            token_version: *token_version,
        }
    }
}
