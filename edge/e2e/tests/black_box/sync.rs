//! What happens to a user reaches all their devices, each event once and in order.

use std::time::Duration;

use edge_e2e::{Answer, Listener, Received, Socket, System, encode, eventually};
use reqwest::Method;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::{
    Message,
    protocol::{CloseFrame, frame::coding::CloseCode},
};

/// A socket and its `hello`, once the hub was told of the sign-in of its device, and so of all before.
pub async fn greeted(listener: &Listener<'_>) -> (Socket, Value) {
    let own = json!(device_of(listener));
    for _ in 0..100 {
        let mut socket = listener.socket().await.unwrap();
        let hello = socket.frame("hello").await;
        let mut devices = hello["devices"].as_array().unwrap().iter();
        if devices.any(|device| device["id"] == own && !device["name"].is_null()) {
            return (socket, hello);
        }
        socket.close().await;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("after ten seconds the hub was not told of the sign-in");
}

/// The same, resumed at the head of the log.
pub async fn live(listener: &Listener<'_>) -> (Socket, Value) {
    let (mut socket, hello) = greeted(listener).await;
    let head = hello["head"].as_u64().unwrap();
    let (events, resumed) = socket.resume(&hello["epoch"], head).await;
    assert_eq!((events.len(), &resumed["recovered"]), (0, &json!(true)), "{resumed}");
    (socket, hello)
}

pub fn device_of<'a>(listener: &'a Listener<'_>) -> &'a str {
    listener.session["device"]["id"].as_str().unwrap()
}

#[tokio::test]
async fn a_device_that_was_away_is_sent_what_it_missed_in_order() {
    let system = System::begin().await;
    let phone = "+8613900000070";
    let listener = system.sign_in_by(phone, "246810").await;
    let (mut socket, hello) = live(&listener).await;
    assert_eq!(hello["heartbeat_ms"], 25_000);
    assert!(hello["session"].is_string() && hello["epoch"].is_string(), "{hello}");
    let here = hello["devices"].as_array().unwrap().iter();
    let here = here.clone().find(|device| device["id"] == device_of(&listener)).unwrap();
    assert_eq!((&here["name"], &here["online"]), (&json!("End to end"), &json!(true)), "{hello}");
    let head = hello["head"].as_u64().unwrap();

    let tablet = system.sign_in_by(phone, "246810").await;
    let event = socket.frame("event").await;
    assert_eq!((&event["seq"], &event["kind"]), (&json!(head + 1), &json!("device.added")));
    assert_eq!(event["data"]["device"]["id"], device_of(&tablet));
    assert!(event["id"].is_string() && event["at"].as_str().unwrap().ends_with('Z'), "{event}");
    socket.send(&json!({ "type": "ack", "seq": head + 1 })).await;
    socket.close().await;

    let laptop = system.sign_in_by(phone, "246810").await;
    let desk = system.sign_in_by(phone, "246810").await;
    let expected = json!([
        { "seq": head + 2, "kind": "device.added", "device": device_of(&laptop) },
        { "seq": head + 3, "kind": "device.added", "device": device_of(&desk) },
    ]);
    eventually("both events were published", async || {
        let mut socket = listener.socket().await.unwrap();
        let arrived = socket.frame("hello").await["head"] == head + 3;
        socket.close().await;
        arrived
    })
    .await;
    let mut socket = listener.socket().await.unwrap();
    socket.frame("hello").await;
    let (events, resumed) = socket.resume(&hello["epoch"], head + 1).await;
    assert_eq!(resumed["recovered"], true, "{resumed}");
    let told = |event: &Value| {
        let device = &event["data"]["device"]["id"];
        json!({ "seq": event["seq"], "kind": event["kind"], "device": device })
    };
    assert_eq!(json!(events.iter().map(told).collect::<Vec<_>>()), expected);
    socket.silent().await;
}

#[tokio::test]
async fn a_log_that_is_not_this_one_is_not_gone_on_with() {
    let system = System::begin().await;
    let listener = system.sign_in_by("+8613900000071", "246810").await;
    let (mut socket, hello) = greeted(&listener).await;
    let (events, resumed) = socket.resume(&json!("another"), 0).await;
    assert_eq!((events.len(), &resumed["recovered"]), (0, &json!(false)));
    system.sign_in_by("+8613900000071", "246810").await;
    let event = socket.frame("event").await;
    assert_eq!(event["seq"], hello["head"].as_u64().unwrap() + 1, "it goes on from the head");
}

#[tokio::test]
async fn only_who_may_read_opens_a_socket() {
    let system = System::begin().await;
    let listener = system.sign_in_by("+8613900000072", "246810").await;
    let token = listener.token();
    let offered = |protocols: &str| vec![("sec-websocket-protocol", protocols.to_owned())];
    let socket = system.socket(&offered(&format!("listen.v1, bearer.{token}"))).await;
    let mut socket = socket.unwrap_or_else(|status| panic!("refused with {status}"));
    assert_eq!(socket.headers["sec-websocket-protocol"], "listen.v1");
    socket.frame("hello").await;
    for (case, headers, status) in [
        ("no token", Vec::new(), 401),
        ("another's token", vec![("authorization", format!("Bearer {token}x"))], 401),
        ("another's token as a subprotocol", offered(&format!("listen.v1, bearer.{token}x")), 401),
        ("a subprotocol that is not ours", offered(&format!("chat, bearer.{token}")), 422),
    ] {
        assert_eq!(system.socket(&headers).await.err(), Some(status), "{case}");
    }
    let plain = listener.get("/api/v1/sync").await;
    assert_eq!((plain.status, plain.code()), (426, "upgrade_required"), "{}", plain.json);
    assert!(plain.json["detail"].as_str().unwrap().contains("/api/v1/sync/events"));
}

#[tokio::test]
async fn eight_sockets_are_held_and_the_ninth_is_told_why_not() {
    let system = System::begin().await;
    let one = system.sign_in_by("+8613900000073", "246810").await;
    let other = system.sign_in_by("+8613900000073", "246810").await;
    let mut sockets = Vec::new();
    for number in 0..8 {
        let listener = if number % 2 == 0 { &other } else { &one };
        sockets.push(live(listener).await.0);
    }
    let mut ninth = one.socket().await.unwrap();
    assert_eq!(ninth.close_code().await, 4104);
    system.sign_in_by("+8613900000073", "246810").await;
    for socket in &mut sockets {
        assert_eq!(socket.frame("event").await["kind"], "device.added", "the eight go on");
    }
    sockets.pop().unwrap().close().await;
    eventually("there is room again", async || {
        let mut socket = one.socket().await.unwrap();
        matches!(socket.next().await, Received::Frame(frame) if frame["type"] == "hello")
    })
    .await;
}

#[tokio::test]
async fn a_device_that_is_ended_is_closed_and_the_others_are_told() {
    let system = System::begin().await;
    let kept = system.sign_in_by("+8613900000074", "246810").await;
    let ended = system.sign_in_by("+8613900000074", "246810").await;
    let (mut leaving, _) = live(&ended).await;
    let (mut staying, _) = live(&kept).await;
    let path = format!("/api/v1/auth/devices/{}", encode(device_of(&ended)));
    let answer = Answer::of(kept.request(Method::DELETE, &path)).await;
    assert_eq!(answer.status, 204, "{}", answer.json);
    assert_eq!(leaving.close_code().await, 4102);
    let event = staying.frame("event").await;
    assert_eq!(event["kind"], "device.removed", "{event}");
    assert_eq!(event["data"]["device_id"], device_of(&ended));
}

#[tokio::test]
async fn signing_out_everywhere_closes_every_socket() {
    let system = System::begin().await;
    let one = system.sign_in_by("+8613900000075", "246810").await;
    let other = system.sign_in_by("+8613900000075", "246810").await;
    let mut sockets = [live(&other).await.0, live(&one).await.0];
    let answer = Answer::of(one.request(Method::DELETE, "/api/v1/auth/sessions")).await;
    assert_eq!(answer.status, 204, "{}", answer.json);
    for socket in &mut sockets {
        let code = socket.close_code().await;
        assert!([4101, 4102].contains(&code), "{code}");
    }
}

#[tokio::test]
async fn a_goodbye_is_answered() {
    let system = System::begin().await;
    let listener = system.sign_in_by("+8613900000082", "246810").await;
    let (mut socket, _) = live(&listener).await;
    let goodbye = CloseFrame { code: CloseCode::Away, reason: "".into() };
    socket.send_message(Message::Close(Some(goodbye))).await;
    assert_eq!(socket.next().await, Received::Closed(1001));
}

#[tokio::test]
async fn a_ping_is_answered() {
    let system = System::begin().await;
    let listener = system.sign_in_by("+8613900000076", "246810").await;
    let (mut socket, _) = live(&listener).await;
    socket.send_message(Message::text(r#"{"type":"ping"}"#)).await;
    socket.frame("pong").await;
    socket.send_message(Message::text(r#"{ "type": "ping" }"#)).await;
    socket.frame("pong").await;
}
