//! The configuration centre.

mod delivery;
mod drafts;
mod exchange;
mod publishing;
mod rollout;
mod secrets;

use reqwest::Method;
use serde_json::{Value, json};

use super::{AdminClient, Answer, answer};
use crate::support::Origin;

/// What seals secrets in these tests.
const SEALING_KEY: &str = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE";

/// An origin that can seal secrets.
async fn origin() -> Origin {
    Origin::start_with(&format!("edge.sealing_key = \"{SEALING_KEY}\"")).await
}

/// A document that bounds what is searched for.
fn bound(bytes: i64) -> Value {
    json!({ "limits": { "query_bytes": bytes } })
}

impl AdminClient<'_> {
    /// A write that says which version of the draft was seen.
    async fn write_seen(&self, method: Method, path: &str, tag: &str, body: Value) -> Answer {
        let request = self.request(method, path).header("if-match", tag).json(&body);
        answer(request.send().await.unwrap()).await
    }

    async fn draft_tag(&self) -> String {
        let draft = self.get("/settings/draft").await;
        draft.headers["etag"].to_str().unwrap().to_owned()
    }

    async fn save(&self, tag: &str, document: Value) -> Answer {
        let body = json!({ "document": document });
        self.write_seen(Method::PUT, "/settings/draft", tag, body).await
    }

    async fn save_now(&self, document: Value) -> Value {
        self.save(&self.draft_tag().await, document).await.expect(200)
    }

    async fn discard(&self, tag: &str) -> Answer {
        self.write_seen(Method::DELETE, "/settings/draft", tag, json!({})).await
    }

    async fn publish(&self, percent: u8) -> Answer {
        let body = json!({ "reason": "because", "rollout_percent": percent });
        self.write_seen(Method::POST, "/settings/releases", &self.draft_tag().await, body).await
    }

    /// Saves a document and publishes it for a share of the users.
    async fn release(&self, document: Value, percent: u8) -> Value {
        self.save_now(document).await;
        self.publish(percent).await.expect(201)
    }
}

/// The audited actions whose name begins so, oldest first, each with its payload.
async fn audited(origin: &Origin, prefix: &str) -> Vec<(String, Value)> {
    let rows: Vec<(String, String)> = sqlx::query_as(
        "SELECT action, payload FROM audit_records WHERE starts_with(action, $1) ORDER BY number",
    )
    .bind(prefix)
    .fetch_all(&mut origin.database.connect().await)
    .await
    .unwrap();
    rows.into_iter()
        .map(|(action, payload)| (action, serde_json::from_str(&payload).unwrap()))
        .collect()
}
