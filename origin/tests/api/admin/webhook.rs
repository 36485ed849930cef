//! How alerts leave the origin.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use chrono::TimeDelta;
use origin::{
    alerts::{NewWebhook, signature},
    audit::Action,
};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use uuid::Uuid;

use super::alerts::{Watch, admin};
use crate::support::Origin;

const SECRET: &str = "0123456789abcdef";

/// Somebody who is told; answers as told, or 204.
#[derive(Clone, Default)]
struct Receiver(Arc<Mutex<Inner>>);

#[derive(Default)]
struct Inner {
    answers: VecDeque<StatusCode>,
    calls: Vec<(String, String)>,
}

impl Receiver {
    async fn start() -> (Self, String) {
        let receiver = Self::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/alerts", listener.local_addr().unwrap());
        let router = Router::new().route("/alerts", post(receive)).with_state(receiver.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (receiver, url)
    }

    fn answer(&self, answers: impl IntoIterator<Item = u16>) {
        let answers = answers.into_iter().map(|code| StatusCode::from_u16(code).unwrap());
        self.0.lock().unwrap().answers.extend(answers);
    }

    /// Signature and body of each call.
    fn calls(&self) -> Vec<(String, String)> {
        self.0.lock().unwrap().calls.clone()
    }
}

async fn receive(
    State(receiver): State<Receiver>,
    headers: HeaderMap,
    body: String,
) -> (StatusCode, [(&'static str, &'static str); 1]) {
    let mut inner = receiver.0.lock().unwrap();
    let signature = headers["listen-signature"].to_str().unwrap().to_owned();
    inner.calls.push((signature, body));
    let answer = inner.answers.pop_front().unwrap_or(StatusCode::NO_CONTENT);
    (answer, [("location", "/elsewhere")])
}

impl Watch {
    async fn send_to(&self, url: &str, enabled: bool) {
        let new = NewWebhook { url, secret: Some(SECRET), enabled };
        self.alerts.put_webhook(&admin(), &new).await.unwrap();
    }

    async fn take_off_a_second_factor(&self) {
        self.record(&Action::AdminTotpReset { admin_id: Uuid::new_v4() }).await;
    }
}

/// First not at all, then not well, then well: the same body each time, signed anew.
#[tokio::test]
async fn what_the_receiver_does_not_take_is_sent_again_later() {
    let watch = Watch::start().await;
    let (receiver, url) = Receiver::start().await;
    watch.send_to(&url, true).await;
    receiver.answer([500, 302]);
    watch.take_off_a_second_factor().await;
    let opened = watch.events().await;
    let body = json!({
        "type": "alert.opened", "id": opened[0].id, "rule": "second_factor_off",
        "subject": opened[0].subject, "count": 1, "value": null, "threshold": 1.0,
        "unit": "times", "window_s": 300, "opened_at": "2026-06-01T08:00:01.000Z",
    });

    assert_eq!(watch.alerts.deliver_due().await.unwrap(), 1);
    // Not before the pause is over.
    assert_eq!(watch.alerts.deliver_due().await.unwrap(), 0);
    watch.clock.advance(TimeDelta::seconds(5));
    assert_eq!(watch.alerts.deliver_due().await.unwrap(), 1);
    watch.clock.advance(TimeDelta::seconds(9));
    assert_eq!(watch.alerts.deliver_due().await.unwrap(), 0);
    watch.clock.advance(TimeDelta::seconds(1));
    let (one, other) = tokio::join!(watch.alerts.deliver_due(), watch.alerts.deliver_due());
    assert_eq!(one.unwrap() + other.unwrap(), 1);
    watch.clock.advance(TimeDelta::days(2));
    assert_eq!(watch.alerts.deliver_due().await.unwrap(), 0);

    let calls = receiver.calls();
    assert_eq!(calls.len(), 3);
    for (call, after) in calls.iter().zip([1, 6, 16]) {
        assert_eq!(serde_json::from_str::<Value>(&call.1).unwrap(), body);
        let at = "2026-06-01T08:00:00Z".parse::<chrono::DateTime<chrono::Utc>>().unwrap();
        let at = at + TimeDelta::seconds(after);
        assert_eq!(call.0, signature(SECRET.as_bytes(), at, &call.1));
    }
    let delivery = watch.events().await.pop().unwrap().delivery.unwrap();
    assert!(delivery.delivered_at.is_some() && delivery.next_attempt_at.is_none());
    let attempts: Vec<_> = delivery
        .attempts
        .iter()
        .map(|made| (made.number, made.status, made.error.as_deref()))
        .collect();
    let expected = [
        (3, Some(204), None),
        (2, Some(302), Some("answered 302")),
        (1, Some(500), Some("answered 500")),
    ];
    assert_eq!(attempts, expected);
}

#[tokio::test]
async fn a_receiver_that_never_takes_it_is_given_up() {
    let watch = Watch::start().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    drop(listener);
    watch.send_to(&url, true).await;
    watch.take_off_a_second_factor().await;
    watch.events().await;
    let mut calls = 0;
    for _ in 0..40 {
        calls += watch.alerts.deliver_due().await.unwrap();
        watch.clock.advance(TimeDelta::hours(1));
    }
    assert_eq!(calls, 24);
    let delivery = watch.events().await.pop().unwrap().delivery.unwrap();
    assert_eq!((delivery.delivered_at, delivery.next_attempt_at), (None, None));
    assert_eq!((delivery.attempts.len(), delivery.attempts[0].number), (10, 24));
    assert!(delivery.attempts[0].error.is_some() && delivery.attempts[0].status.is_none());
}

#[tokio::test]
async fn nobody_is_told_without_a_webhook_that_is_enabled() {
    let watch = Watch::start().await;
    let (receiver, url) = Receiver::start().await;
    watch.take_off_a_second_factor().await;
    assert_eq!(watch.events().await[0].delivery, None);
    watch.send_to(&url, false).await;
    watch.take_off_a_second_factor().await;
    assert_eq!(watch.events().await[1].delivery, None);
    assert_eq!(watch.alerts.deliver_due().await.unwrap(), 0);
    assert_eq!(receiver.calls(), []);
}

#[tokio::test]
async fn an_administrator_sets_the_webhook_up_and_never_sees_its_secret_again() {
    let (receiver, url) = Receiver::start().await;
    let origin = Origin::start_with("alerts.private_webhooks = true").await;
    let mut operator = origin.operator().await;
    let nothing = operator.get("/alerts/webhook").await.expect(200);
    assert_eq!((&nothing["url"], &nothing["secret_set"]), (&Value::Null, &json!(false)));
    let new = json!({ "url": url, "secret": SECRET, "enabled": true });
    assert_eq!(operator.put("/alerts/webhook", new.clone()).await.refused(403), "step_up_required");
    operator.step_up().await;
    assert_eq!(operator.post("/alerts/webhook/test", json!({})).await.refused(404), "not_found");
    for (body, field) in [
        (json!({ "url": url, "enabled": true }), "secret"),
        (json!({ "url": url, "enabled": true, "secret": "short" }), "secret"),
        (json!({ "url": "ftp://example.com", "enabled": true, "secret": SECRET }), "url"),
        (json!({ "url": "nowhere", "enabled": true, "secret": SECRET }), "url"),
    ] {
        let refused = operator.put("/alerts/webhook", body).await.expect(422);
        assert!(refused["fields"][field].is_string(), "{refused}");
    }
    operator.put("/alerts/webhook", new).await.expect(200);
    // Without a secret, the one there is stays.
    let answer = operator.put("/alerts/webhook", json!({ "url": url, "enabled": true })).await;
    let shown = answer.expect(200);
    assert_eq!((&shown["url"], &shown["secret_set"]), (&json!(url), &json!(true)));
    let tested = operator.post("/alerts/webhook/test", json!({})).await.expect(200);
    assert_eq!((&tested["delivered"], &tested["status"]), (&json!(true), &json!(204)));
    let calls = receiver.calls();
    assert_eq!(calls[0].1, r#"{"type":"alert.test"}"#);
    assert_eq!(calls[0].0, signature(SECRET.as_bytes(), origin.clock.now(), &calls[0].1));
    let recorded = operator.get("/audit?action=alert&limit=100").await.expect(200).to_string();
    assert!(recorded.contains("secret_replaced") && !recorded.contains(SECRET), "{recorded}");
    let clear = "SELECT count(*) FROM alert_webhooks
                 WHERE position('0123456789abcdef'::bytea IN secret_sealed) > 0";
    assert_eq!(origin.database.count(clear).await, 0);
}

/// The administrator's own call would be given up after nine seconds, and nothing recorded.
#[tokio::test]
async fn a_test_of_a_webhook_that_hangs_says_so_and_is_recorded() {
    // The system takes connections, and nobody ever reads from them.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let origin = Origin::start_with("alerts.private_webhooks = true").await;
    let mut operator = origin.operator().await;
    operator.step_up().await;
    let new = json!({ "url": url, "secret": SECRET, "enabled": true });
    operator.put("/alerts/webhook", new).await.expect(200);
    let tested = operator.post("/alerts/webhook/test", json!({})).await.expect(200);
    assert_eq!((&tested["delivered"], &tested["status"]), (&json!(false), &Value::Null));
    assert_eq!(tested["error"], "gave no answer within 8 s");
    let recorded = operator.get("/audit?action=alert.webhook_tested").await.expect(200);
    assert_eq!(recorded["items"][0]["payload"], json!({ "delivered": false }));
}

/// The database's host, a cloud's metadata: what only the origin reaches.
#[tokio::test]
async fn a_webhook_leads_to_no_private_address() {
    let (receiver, url) = Receiver::start().await;
    let origin = Origin::start().await;
    let mut owner = origin.owner().await;
    owner.step_up().await;
    for url in [&*url, "https://127.0.0.1/", "https://169.254.169.254/latest", "https://[::1]/"] {
        let new = json!({ "url": url, "secret": SECRET, "enabled": true });
        let refused = owner.put("/alerts/webhook", new).await.expect(422);
        assert!(refused["fields"]["url"].is_string(), "{refused}");
    }
    // A name may be anything until it is resolved.
    let port = url.split([':', '/']).nth(4).unwrap();
    let new =
        json!({ "url": format!("https://localhost:{port}/"), "secret": SECRET, "enabled": true });
    owner.put("/alerts/webhook", new).await.expect(200);
    let tested = owner.post("/alerts/webhook/test", json!({})).await.expect(200);
    assert_eq!(tested["delivered"], false);
    let error = tested["error"].as_str().unwrap();
    assert!(error.contains("the name has no public address"), "{error}");
    assert_eq!(receiver.calls(), []);
}
