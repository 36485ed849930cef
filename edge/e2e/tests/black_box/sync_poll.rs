//! The same events without a socket.

use std::time::Duration;

use edge_e2e::{Answer, Listener, System};
use futures_util::future::join;
use serde_json::{Value, json};

use crate::sync::device_of;

const PATH: &str = "/api/v1/sync/events";

/// Where a device is in the log.
struct Reader<'l> {
    listener: &'l Listener<'l>,
    epoch: String,
    after: u64,
}

impl<'l> Reader<'l> {
    /// At the head, once the edge was told of the sign-in on `device_id` and so of all before.
    async fn up_to(listener: &'l Listener<'_>, device_id: &str, begun: Value) -> Self {
        let mut reader = Self::at(listener, &begun);
        for _ in 0..20 {
            let answer = reader.read(5).await;
            let items = answer.json["items"].as_array().unwrap();
            if items.iter().any(|event| event["data"]["device"]["id"] == device_id) {
                return reader;
            }
        }
        panic!("the edge was not told of the sign-in");
    }

    fn at(listener: &'l Listener<'_>, answer: &Value) -> Self {
        let epoch = answer["epoch"].as_str().unwrap().to_owned();
        Self { listener, epoch, after: answer["head"].as_u64().unwrap() }
    }

    /// What comes next, waited for so many seconds, and goes on behind it.
    async fn read(&mut self, wait_s: u64) -> Answer {
        let Self { epoch, after, .. } = self;
        let path = format!("{PATH}?epoch={epoch}&after={after}&wait_s={wait_s}");
        let answer = self.listener.get(&path).await;
        assert_eq!(answer.status, 200, "{}", answer.json);
        assert_eq!(answer.json["recovered"], true, "{}", answer.json);
        for event in answer.json["items"].as_array().unwrap() {
            self.after += 1;
            assert_eq!(event["seq"], self.after, "one after the other: {}", answer.json);
        }
        answer
    }
}

#[tokio::test]
async fn a_poll_waits_for_the_next_event() {
    let system = System::begin().await;
    let phone = "+8613900000077";
    let listener = system.sign_in_by(phone, "246810").await;
    let first = listener.get(&format!("{PATH}?wait_s=0")).await;
    assert_eq!((first.status, &first.json["recovered"]), (200, &json!(false)), "{}", first.json);
    assert_eq!(first.header("cache-control"), "no-store");
    let desk = system.sign_in_by(phone, "246810").await;
    let mut reader = Reader::up_to(&listener, device_of(&desk), first.json).await;

    let nothing = reader.read(1).await;
    assert_eq!(nothing.json["items"], json!([]));
    assert!(nothing.took.as_millis() >= 1_000, "it waited: {:?}", nothing.took);

    let (waited, tablet) = join(reader.read(25), async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        system.sign_in_by(phone, "246810").await
    })
    .await;
    let told = &waited.json["items"][0];
    assert_eq!(told["kind"], "device.added", "{}", waited.json);
    assert_eq!(told["data"]["device"]["id"], device_of(&tablet));
    assert!(told["id"].is_string() && told["at"].as_str().unwrap().ends_with('Z'), "{told}");
    assert!(waited.took.as_secs() < 10, "not the whole wait: {:?}", waited.took);
}

#[tokio::test]
async fn what_happened_while_nobody_asked_is_told_in_order() {
    let system = System::begin().await;
    let phone = "+8613900000089";
    let listener = system.sign_in_by(phone, "246810").await;
    let begun = listener.get(&format!("{PATH}?wait_s=0")).await.json;
    let desk = system.sign_in_by(phone, "246810").await;
    let mut reader = Reader::up_to(&listener, device_of(&desk), begun).await;
    let missed =
        [system.sign_in_by(phone, "246810").await, system.sign_in_by(phone, "246810").await];
    let mut told = Vec::new();
    while told.len() < missed.len() {
        let answer = reader.read(10).await;
        let items = answer.json["items"].as_array().unwrap();
        assert!(!items.is_empty(), "both come: {told:?}");
        told.extend(items.iter().map(|event| event["data"]["device"]["id"].clone()));
    }
    assert_eq!(told, missed.each_ref().map(|device| json!(device_of(device))));
}

#[tokio::test]
async fn a_log_that_is_not_this_one_is_not_gone_on_with() {
    let system = System::begin().await;
    let listener = system.sign_in_by("+8613900000077", "246810").await;
    let ahead = listener.get(&format!("{PATH}?wait_s=0")).await;
    let epoch = ahead.json["epoch"].as_str().unwrap();
    for parameters in ["epoch=another&after=0", &format!("epoch={epoch}&after=9007199254740000")] {
        let elsewhere = listener.get(&format!("{PATH}?{parameters}&wait_s=25")).await;
        assert_eq!(
            (&elsewhere.json["recovered"], &elsewhere.json["items"]),
            (&json!(false), &json!([])),
            "{parameters}"
        );
        assert!(elsewhere.took.as_secs() < 10, "{parameters}: at once");
    }
    for wrong in ["after=-1", "after=x", "wait_s=26", "wait_s=x"] {
        let answer = listener.get(&format!("{PATH}?{wrong}")).await;
        assert_eq!((answer.status, answer.code()), (422, "invalid_fields"), "{wrong}");
    }
}
