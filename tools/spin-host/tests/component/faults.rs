//! A store that fails, is full or is slow: whoever listens gets an answer, and no revocation is lost.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use spin_host::{Disturbance, Reuse};

use crate::edge::{Edge, now};
use crate::origin::Origin;

/// Needs a token whose version was looked at.
const SIGNED_IN: &str = "/api/v1/sources";

fn revocation(user_id: &str, token_version: u64) -> Value {
    json!({
        "id": format!("{user_id}-{token_version}"),
        "user_id": user_id,
        "kind": "session.revoked",
        "at": "2026-01-01T00:00:00Z",
        "data": { "token_version": token_version },
    })
}

#[tokio::test]
async fn a_store_that_fails_is_told_of_and_missed_by_nobody() {
    let origin = Origin::start().await;
    let edge = Edge::start(&origin).await;
    edge.store().disturb(Some(Disturbance::Failing));
    let (status, ready) = edge.get("/health/ready", None).await;
    assert_eq!((status, &ready["dependencies"][0]["status"]), (503, &json!("down")), "{ready}");
    assert_eq!(edge.get("/health", None).await.0, 200);
    let (status, answer) = edge.get(SIGNED_IN, Some(&origin.token("user"))).await;
    assert_eq!(status, 200, "the origin is asked in its place: {answer}");
    edge.store().disturb(None);
    assert_eq!(edge.get("/health/ready", None).await.0, 200);
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "how long a listener waits is what is judged")]
async fn a_slow_store_is_not_waited_for() {
    let origin = Origin::start().await;
    let edge = Edge::start(&origin).await;
    edge.store().disturb(Some(Disturbance::Slow(Duration::from_secs(30))));
    let token = origin.token("user");
    let begun = Instant::now();
    let (status, answer) = edge.get(SIGNED_IN, Some(&token)).await;
    assert_eq!(status, 200, "{answer}");
    // Key set and token version, 800 ms each.
    assert!(begun.elapsed() < Duration::from_secs(4), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn a_revocation_that_a_full_store_cannot_take_comes_again() {
    let origin = Origin::start().await;
    // Each request has an instance of its own, which remembers nothing.
    let reuse = Reuse { requests: 1, ..Reuse::default() };
    let edge = Edge::start_with(&origin, &origin.url, reuse).await;
    let token = origin.token("user");
    edge.store().disturb(Some(Disturbance::Full));
    assert_eq!(edge.get(SIGNED_IN, Some(&token)).await.0, 200);
    let told = edge.push(&revocation("user", 2)).await;
    assert_eq!(
        (&told["acknowledged"], &told["code"]),
        (&json!(false), &json!("store_unavailable")),
        "{told}"
    );
    edge.store().disturb(None);
    let told = edge.push(&revocation("user", 2)).await;
    assert_eq!(told["acknowledged"], true, "{told}");
    let (status, answer) = edge.get(SIGNED_IN, Some(&token)).await;
    assert_eq!((status, &answer["code"]), (401, &json!("token_revoked")), "{answer}");
    assert_eq!(edge.get(SIGNED_IN, Some(&origin.token("another"))).await.0, 200);
}

/// The platform keeps values for ever; the moment that one ends at is in it.
#[tokio::test]
async fn a_value_ends_at_the_moment_in_it() {
    let origin = Origin::start().await;
    let reuse = Reuse { requests: 1, ..Reuse::default() };
    let edge = Edge::start_with(&origin, &origin.url, reuse).await;
    let version = br#"{"version":2,"checked_at":0}"#;
    for (ends_in, status) in [(-1_000, 200), (60_000, 401)] {
        let mut value = (now().as_millis() + ends_in).to_be_bytes().to_vec();
        value.extend(version);
        edge.store().set("tv:user".to_owned(), value).await.unwrap();
        let (found, answer) = edge.get(SIGNED_IN, Some(&origin.token("user"))).await;
        assert_eq!(found, status, "{ends_in} ms: {answer}");
        edge.store().delete("tv:user").await.unwrap();
    }
    edge.store().set("tv:user".to_owned(), vec![1, 2]).await.unwrap();
    assert_eq!(edge.get(SIGNED_IN, Some(&origin.token("user"))).await.0, 200, "no value of ours");
}
