//! Frames that no good client sends. Whoever sends them is told, or closed; nobody else notices.

use edge_e2e::{Listener, Received, Socket, System};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use crate::sync::{device_of, live};

/// Two devices of one listener that are connected.
async fn two<'a>(system: &'a System, phone: &str) -> (Listener<'a>, Socket, Socket) {
    let one = system.sign_in_by(phone, "246810").await;
    let other = system.sign_in_by(phone, "246810").await;
    let (good, _) = live(&other).await;
    let (bad, _) = live(&one).await;
    (other, bad, good)
}

async fn error_of(socket: &mut Socket, message: &str) -> Value {
    socket.send_message(Message::text(message.to_owned())).await;
    socket.frame("error").await["code"].clone()
}

#[tokio::test]
async fn a_frame_that_cannot_be_read_is_answered_with_what_is_wrong() {
    let system = System::begin().await;
    let (_, mut bad, mut good) = two(&system, "+8613900000078").await;
    for (message, code) in [
        ("", "malformed_json"),
        ("{", "malformed_json"),
        ("[]", "unknown_type"),
        (r#"{"type":"dance"}"#, "unknown_type"),
        (r#"{"type":"ack"}"#, "invalid_frame"),
        (r#"{"type":"ack","seq":9007199254740000}"#, "ack_ahead"),
        (r#"{"type":"resume","epoch":"x","after":0}"#, "already_resumed"),
    ] {
        assert_eq!(error_of(&mut bad, message).await, json!(code), "{message}");
    }
    bad.send(&json!({ "type": "ping", "x": 1 })).await;
    bad.frame("pong").await;
    good.silent().await;
}

#[tokio::test]
async fn what_is_no_frame_of_the_protocol_closes_the_socket() {
    let system = System::begin().await;
    let (_, mut binary, mut good) = two(&system, "+8613900000079").await;
    binary.send_message(Message::binary(vec![0, 1, 2])).await;
    assert_eq!(binary.close_code().await, 4105);

    let listener = system.sign_in_by("+8613900000079", "246810").await;
    assert_eq!(good.frame("event").await["data"]["device"]["id"], device_of(&listener));
    let (mut large, _) = live(&listener).await;
    let frame = json!({ "type": "ping", "x": "x".repeat(65 << 10) });
    large.send(&frame).await;
    assert_eq!(large.close_code().await, 4106);

    let (mut rude, _) = live(&listener).await;
    for _ in 0..11 {
        rude.send_message(Message::text("{")).await;
    }
    assert_eq!(rude.close_code().await, 4105, "again and again");
    good.silent().await;
}

#[tokio::test]
async fn a_flood_is_stopped_and_the_other_devices_do_not_notice() {
    let system = System::begin().await;
    let (_, mut flooding, mut good) = two(&system, "+8613900000080").await;
    for number in 0..1_000 {
        flooding.send(&json!({ "type": "ping", "number": number })).await;
    }
    let mut limited = false;
    let code = loop {
        match flooding.next().await {
            Received::Frame(frame) => limited |= frame["code"] == "rate_limited",
            Received::Closed(code) => break code,
        }
    };
    assert_eq!((limited, code), (true, 4105));
    system.sign_in_by("+8613900000080", "246810").await;
    assert_eq!(good.frame("event").await["kind"], "device.added");
}
