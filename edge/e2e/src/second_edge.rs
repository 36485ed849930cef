use std::{
    os::unix::process::CommandExt,
    process::{Child, Command, Stdio},
};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use jwt_simple::prelude::*;
use reqwest::Client;
use serde_json::{Value, json};

use crate::{Answer, Listener, Socket, eventually, system::variable};

/// Another edge of the system, whose processes can be killed. What it has stored is there when it is
/// started again. The origin does not push to it: a test does in its place.
pub struct SecondEdge {
    client: Client,
    how: Value,
    running: Option<Child>,
}

impl SecondEdge {
    /// Starts it.
    pub async fn start() -> Self {
        let how = serde_json::from_str(&variable("SECOND_EDGE")).expect("SECOND_EDGE is JSON");
        let mut edge = Self { client: Client::new(), how, running: None };
        edge.start_again().await;
        edge
    }

    /// Starts it after [`Self::kill`], and waits until it answers.
    ///
    /// # Panics
    /// When it cannot be started or does not answer.
    pub async fn start_again(&mut self) {
        let text = |name: &str| self.how[name].as_str().expect("SECOND_EDGE names it");
        let arguments = self.how["arguments"].as_array().into_iter().flatten();
        let variables = self.how["variables"].as_object().into_iter().flatten();
        let child = Command::new(text("program"))
            .args(arguments.filter_map(Value::as_str))
            .envs(variables.filter_map(|(name, value)| Some((name, value.as_str()?))))
            .current_dir(text("directory"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // The runtime is a child of it, to be killed with it.
            .process_group(0)
            .spawn()
            .expect("the second edge can be started");
        self.running = Some(child);
        eventually("the second edge answers", async || {
            let health = self.client.get(format!("{}/health", self.url())).send().await;
            health.is_ok_and(|answer| answer.status().is_success())
        })
        .await;
    }

    /// Kills all of its processes, in the middle of whatever they do.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.running.take() {
            let group = format!("-{}", child.id());
            let killed = Command::new("kill").args(["-KILL", "--", &group]).status();
            assert!(killed.is_ok_and(|status| status.success()), "the second edge was running");
            child.wait().expect("it is dead");
        }
    }

    /// A socket of a listener.
    ///
    /// # Errors
    /// The status of an answer that opens none.
    pub async fn socket(&self, listener: &Listener<'_>) -> Result<Socket, u16> {
        let url = format!("{}/api/v1/sync", self.url().replacen("http", "ws", 1));
        Socket::open(&url, &[("authorization", format!("Bearer {}", listener.token()))]).await
    }

    /// Pushes events as the origin does.
    ///
    /// # Panics
    /// When one of them is not acknowledged.
    pub async fn push(&self, items: &[Value]) {
        let url = format!("{}/internal/v1/events", self.url());
        let push = self.client.post(url).bearer_auth(service_token());
        let answer = Answer::of(push.json(&json!({ "items": items }))).await;
        let outcomes = answer.json["items"].as_array().cloned().unwrap_or_default();
        let acknowledged = outcomes.iter().filter(|outcome| outcome["acknowledged"] == true);
        assert_eq!(acknowledged.count(), items.len(), "{}", answer.json);
    }

    fn url(&self) -> &str {
        self.how["url"].as_str().unwrap_or_default()
    }
}

impl Drop for SecondEdge {
    fn drop(&mut self) {
        self.kill();
    }
}

/// What the origin shows an edge.
fn service_token() -> String {
    let half = |name| BASE64_URL_SAFE_NO_PAD.decode(variable(name)).expect("a key is base64url");
    let pair = [half("PUSH_KEY"), half("PUSH_PUBLIC_KEY")].concat();
    let key = Ed25519KeyPair::from_bytes(&pair).expect("a key has two halves");
    let claims =
        Claims::create(Duration::from_secs(30)).with_issuer("origin").with_audience("edge");
    let claims = claims.with_jwt_id(uuid::Uuid::new_v4().simple());
    key.sign(claims).expect("claims are JSON")
}
