use std::time::Duration;

use futures_util::future::join_all;
use reqwest::{Client, Method, RequestBuilder, redirect::Policy};
use serde_json::{Value, json};
use tokio::sync::{Mutex, MutexGuard};
use uuid::Uuid;

use crate::{Answer, Listener, Sandbox, Socket, Truth};

/// Faults are global, so scenarios run one after another.
static ONE_AT_A_TIME: Mutex<()> = Mutex::const_new(());

/// A system without faults, for one scenario.
pub struct System {
    client: Client,
    base_url: String,
    /// The services behind it.
    pub sandbox: Sandbox,
    _turn: MutexGuard<'static, ()>,
}

impl System {
    /// Waits for its turn, clears what the scenario before left, and waits until every breaker is
    /// closed again.
    ///
    /// # Panics
    /// When `BASE_URL` or `SANDBOX_URL` is not set, or nothing answers there.
    pub async fn begin() -> Self {
        let turn = ONE_AT_A_TIME.lock().await;
        let client = Client::builder()
            .redirect(Policy::none())
            .timeout(Duration::from_secs(30))
            // The server in front of the worker closes after five; a call must not meet that.
            .pool_idle_timeout(Duration::from_secs(2))
            .build()
            .expect("the client's options are valid");
        let sandbox = Sandbox::new(client.clone(), variable("SANDBOX_URL"));
        let system = Self { client, base_url: variable("BASE_URL"), sandbox, _turn: turn };
        let truth = system.sandbox.truth().await;
        system.mend(&system.sign_in().await, &truth).await;
        system
    }

    /// Mends everything, and has all sources called until every breaker is closed again.
    pub async fn mend(&self, listener: &Listener<'_>, truth: &Truth) {
        self.sandbox.clear_faults().await;
        eventually("every breaker is closed", async || {
            let sources = listener.get("/api/v1/sources").await;
            let items = sources.json["items"].as_array().map(Vec::as_slice).unwrap_or_default();
            let open: Vec<_> =
                items.iter().filter(|source| source["breaker"] != "closed").collect();
            join_all(open.iter().map(|source| listener.touch(source, truth))).await;
            open.is_empty() && !items.is_empty()
        })
        .await;
    }

    /// A call without a token.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base_url))
    }

    /// A `POST` of JSON without a token.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        Answer::of(self.request(Method::POST, path).json(body)).await
    }

    /// A socket to a hub, asked for with these headers.
    ///
    /// # Errors
    /// The status of an answer that opens none.
    pub async fn socket(&self, headers: &[(&'static str, String)]) -> Result<Socket, u16> {
        let url = format!("{}/api/v1/sync", self.base_url.replacen("http", "ws", 1));
        Socket::open(&url, headers).await
    }

    /// A listener on a new device, by a test phone.
    pub async fn sign_in(&self) -> Listener<'_> {
        // Each phone has five devices at most; the oldest makes room. Those from 50 on belong to tests
        // that want nobody else's devices.
        let number = Uuid::new_v4().as_u128() % 50;
        self.sign_in_by(&format!("+86139000000{number:02}"), "246810").await
    }

    /// A listener on a new device, by any phone and a code sent to it.
    pub async fn sign_in_by(&self, phone: &str, code: &str) -> Listener<'_> {
        self.post("/api/v1/auth/sms-codes", &json!({ "phone": phone })).await;
        let mut body = json!({
            "phone": phone,
            "code": code,
            "device": { "id": Uuid::new_v4(), "name": "End to end", "platform": "test" },
        });
        let mut answer = self.post("/api/v1/auth/sessions", &body).await;
        if answer.code() == "device_limit_exceeded" {
            body["replace_device_id"] = answer.json["devices"][0]["id"].clone();
            answer = self.post("/api/v1/auth/sessions", &body).await;
        }
        assert_eq!(answer.status, 201, "signing in: {}", answer.json);
        Listener::new(self, answer.json)
    }
}

/// Looks until `holds` does, for ten seconds.
///
/// # Panics
/// When it still does not.
pub async fn eventually(what: &str, holds: impl AsyncFn() -> bool) {
    for _ in 0..100 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("after ten seconds it still does not hold that {what}");
}

pub(crate) fn variable(name: &str) -> String {
    std::env::var(name)
        .unwrap_or_else(|_| panic!("{name} is not set; `make test` starts a system and sets it"))
}
