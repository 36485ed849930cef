//! A hub whose process is killed. What was acknowledged to the origin is there afterwards.

use edge_e2e::{Received, SecondEdge, System};
use serde_json::{Value, json};
use uuid::Uuid;

fn favorite(user_id: &Value, number: u32) -> Value {
    json!({
        "id": Uuid::new_v4(),
        "user_id": user_id,
        "kind": "favorites.changed",
        "at": "2026-01-01T00:00:00Z",
        "data": { "number": number },
    })
}

#[tokio::test]
async fn a_hub_that_is_killed_goes_on_where_it_was() {
    let system = System::begin().await;
    let listener = system.sign_in_by("+8613900000081", "246810").await;
    let user_id = &listener.session["user"]["id"];
    let mut edge = SecondEdge::start().await;
    let mut socket = edge.socket(&listener).await.unwrap();
    let hello = socket.frame("hello").await;
    let head = hello["head"].as_u64().unwrap();
    socket.resume(&hello["epoch"], head).await;
    let events: Vec<_> = (0..50).map(|number| favorite(user_id, number)).collect();
    edge.push(&events[..20]).await;
    for event in &events[..20] {
        assert_eq!(socket.frame("event").await["id"], event["id"]);
    }
    socket.send(&json!({ "type": "ack", "seq": head + 10 })).await;
    // Nested as deep as a frame may be.
    let state = (0..31).fold(json!("playing"), |inner, _| json!([inner]));
    socket.send(&json!({ "type": "playback", "state": "paused", "nested": state })).await;
    // The answer comes behind the acknowledgement, so that this has been written.
    socket.send(&json!({ "type": "ping", "after": "ack" })).await;
    socket.frame("pong").await;

    edge.kill();
    assert!(matches!(socket.next().await, Received::Closed(_)));
    edge.start_again().await;
    // The last ten come again, as when an answer was lost.
    edge.push(&events[10..]).await;
    let mut socket = edge.socket(&listener).await.unwrap();
    let again = socket.frame("hello").await;
    assert_eq!(again["epoch"], hello["epoch"], "the same log");
    assert_eq!(again["head"], head + 50, "{again}");
    assert_eq!(again["playback"]["nested"], state, "{again}");
    let (replayed, resumed) = socket.resume(&hello["epoch"], head + 10).await;
    assert_eq!(resumed["recovered"], true, "{resumed}");
    let ids: Vec<_> = replayed.iter().map(|event| &event["id"]).collect();
    assert_eq!(ids, events[10..].iter().map(|event| &event["id"]).collect::<Vec<_>>());
    let mut late = edge.socket(&listener).await.unwrap();
    late.frame("hello").await;
    let (gone, resumed) = late.resume(&hello["epoch"], head).await;
    assert_eq!(
        (gone.len(), &resumed["recovered"]),
        (0, &json!(false)),
        "what was acknowledged went"
    );
}
