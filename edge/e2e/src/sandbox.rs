use reqwest::Client;
use serde_json::Value;

use crate::{Truth, listener::encode};

/// The simulated services.
pub struct Sandbox {
    client: Client,
    base_url: String,
}

impl Sandbox {
    pub(crate) fn new(client: Client, base_url: String) -> Self {
        Self { client, base_url }
    }

    async fn get(&self, path: &str) -> Value {
        let response = self.client.get(format!("{}{path}", self.base_url)).send().await;
        response.expect("the sandbox answers").json().await.expect("the sandbox answers JSON")
    }

    /// Replaces all faults.
    pub async fn set_faults(&self, faults: &Value) {
        let url = format!("{}/_faults", self.base_url);
        let response = self.client.put(url).json(faults).send().await.expect("the sandbox answers");
        assert!(response.status().is_success(), "faults refused: {:?}", response.text().await);
    }

    /// Mends everything.
    pub async fn clear_faults(&self) {
        let url = format!("{}/_faults", self.base_url);
        self.client.delete(url).send().await.expect("the sandbox answers");
    }

    /// The code of the newest message to a phone.
    pub async fn newest_code(&self, phone: &str) -> Option<String> {
        self.inbox(phone).await.first()?["code"].as_str().map(str::to_owned)
    }

    /// The messages a phone was sent, newest first.
    pub async fn inbox(&self, phone: &str) -> Vec<Value> {
        let inbox = self.get(&format!("/_inbox?phone={}", encode(phone))).await;
        inbox["items"].as_array().cloned().unwrap_or_default()
    }

    /// How often a source was called in all.
    pub async fn calls(&self, target: &str) -> u64 {
        self.get(&format!("/_requests?target={target}")).await["total"].as_u64().unwrap_or_default()
    }

    /// How often an operation of a target was called.
    pub async fn calls_of(&self, target: &str, operation: &str) -> u64 {
        let requests = self.get(&format!("/_requests?target={target}")).await;
        let items = requests["items"].as_array().map(Vec::as_slice).unwrap_or_default();
        let counted = items.iter().filter(|item| item["operation"] == operation);
        counted.filter_map(|item| item["count"].as_u64()).sum()
    }

    /// What there is: the truth that answers are judged by.
    pub async fn truth(&self) -> Truth {
        Truth::read(&self.get("/_catalog").await)
    }
}
