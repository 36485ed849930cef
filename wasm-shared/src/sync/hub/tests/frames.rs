use super::*;

#[test]
fn a_bad_frame_is_answered_and_the_connection_goes_on() {
    let long = "x".repeat(65);
    let args = json!({"text": "x".repeat(4_096)});
    let command = |changed: Value| {
        let mut command =
            json!({"type": "command", "id": "c", "target_device_id": "b", "command": "play"});
        command.as_object_mut().unwrap().extend(changed.as_object().unwrap().clone());
        command.to_string()
    };
    for (frame, code) in [
        (String::new(), "malformed_json"),
        ("{".to_owned(), "malformed_json"),
        ("{} {}".to_owned(), "malformed_json"),
        ("[".repeat(60_000), "malformed_json"),
        (r#"{"type":"\ud800"}"#.to_owned(), "malformed_json"),
        ("null".to_owned(), "unknown_type"),
        ("[]".to_owned(), "unknown_type"),
        ("{}".to_owned(), "unknown_type"),
        (r#"{"type":1}"#.to_owned(), "unknown_type"),
        (r#"{"type":"subscribe"}"#.to_owned(), "unknown_type"),
        (r#"{"type":"ack"}"#.to_owned(), "invalid_frame"),
        (r#"{"type":"ack","seq":-1}"#.to_owned(), "invalid_frame"),
        (r#"{"type":"ack","seq":"1"}"#.to_owned(), "invalid_frame"),
        (r#"{"type":"ack","seq":1.5}"#.to_owned(), "invalid_frame"),
        (r#"{"type":"ack","seq":2}"#.to_owned(), "ack_ahead"),
        (r#"{"type":"ack","seq":18446744073709551615}"#.to_owned(), "ack_ahead"),
        (r#"{"type":"resume","epoch":1}"#.to_owned(), "invalid_frame"),
        (r#"{"type":"resume","after":-1}"#.to_owned(), "invalid_frame"),
        (r#"{"type":"resume"}"#.to_owned(), "already_resumed"),
        (r#"{"type":"playback"}"#.to_owned(), "invalid_frame"),
        (r#"{"type":"playback","state":""}"#.to_owned(), "invalid_frame"),
        (r#"{"type":"command"}"#.to_owned(), "invalid_frame"),
        (command(json!({"id": ""})), "invalid_frame"),
        (command(json!({"id": long})), "invalid_frame"),
        (command(json!({"target_device_id": null})), "invalid_frame"),
        (command(json!({"command": "stop"})), "invalid_frame"),
        (command(json!({"args": [1]})), "invalid_frame"),
        (command(json!({ "args": args })), "invalid_frame"),
        (
            format!(
                r#"{{"type":"playback","state":"x","x":{}{}}}"#,
                "[".repeat(32),
                "]".repeat(32)
            ),
            "invalid_frame",
        ),
        (command(json!({})), "target_offline"),
    ] {
        let mut bench = Bench::new();
        bench.join(1, "a");
        bench.join(2, "c");
        bench.publish(&["x"]);
        bench.take(1);
        bench.send_frame(1, Frame::Text(&frame));
        let error = bench.take(1);
        assert_eq!(error[0]["code"], code, "{}", &frame[..frame.len().min(80)]);
        assert!(!error[0]["detail"].as_str().unwrap().is_empty());
        bench.publish(&["y"]);
        assert_eq!((bench.short(1), bench.closed.len()), (vec!["2".to_owned()], 0));
        assert_eq!(bench.short(2), ["1", "2"], "the others do not notice");
    }
}

#[test]
fn an_error_about_a_command_names_it() {
    let mut bench = Bench::new();
    bench.join(1, "a");
    for command in ["stop", "play"] {
        bench.send(
            1,
            &json!({"type": "command", "id": "c", "target_device_id": "b", "command": command}),
        );
        assert_eq!(bench.take(1)[0]["id"], "c");
    }
    bench.send(1, &json!({"type": "ack"}));
    assert_eq!(bench.take(1)[0].get("id"), None);
}

#[test]
fn bad_frames_again_and_again_close_the_connection() {
    let mut bench = Bench::new();
    bench.join(1, "a");
    (0..10).for_each(|_| bench.send(1, &json!({})));
    assert_eq!((bench.short(1).len(), bench.code(1)), (10, None));
    bench.pass(Duration::from_mins(1));
    (0..10).for_each(|_| bench.send(1, &json!({})));
    assert_eq!((bench.short(1).len(), bench.code(1)), (10, None));
    bench.send(1, &json!({}));
    assert_eq!((bench.take(1), bench.code(1)), (vec![], Some(4105)));
    bench.send(1, &json!({"type": "ping"}));
    assert!(bench.take(1).is_empty(), "it is closed");
}

#[test]
fn what_is_no_frame_of_ours_closes_the_connection() {
    let mut bench = Bench::new();
    (1..=3).for_each(|id| bench.join(id, "a"));
    bench.send_frame(1, Frame::Binary);
    assert_eq!(bench.code(1), Some(4105));
    let frame = |length: usize| format!(r#"{{"type":"ping","x":"{}"}}"#, "x".repeat(length - 22));
    bench.send_frame(2, Frame::Text(&frame(64 << 10)));
    assert_eq!((bench.short(2), bench.code(2)), (vec!["pong".to_owned()], None));
    bench.send_frame(2, Frame::Text(&frame((64 << 10) + 1)));
    assert_eq!(bench.code(2), Some(4106));
    assert_eq!((bench.take(3), bench.code(3)), (vec![], None));
}

#[test]
fn a_thousand_frames_in_a_second_are_too_many() {
    let mut bench = Bench::new();
    bench.join(1, "a");
    bench.join(2, "b");
    for _ in 0..1_000 {
        bench.pass(Duration::from_millis(1));
        bench.send(1, &json!({"type": "ack", "seq": 0}));
    }
    let errors = bench.short(1);
    assert!(errors.len() == 10 && errors.iter().all(|code| code == "rate_limited"), "{errors:?}");
    assert_eq!(bench.code(1), Some(4105));
    bench.publish(&["x"]);
    assert_eq!((bench.short(2), bench.code(2)), (vec!["1".to_owned()], None));
}

#[test]
fn a_hundred_frames_a_second_are_not() {
    let mut bench = Bench::new();
    bench.join(1, "a");
    for _ in 0..1_000 {
        bench.pass(Duration::from_millis(10));
        bench.send(1, &json!({"type": "ack", "seq": 0}));
    }
    assert_eq!((bench.take(1), bench.code(1)), (vec![], None));
}

#[test]
fn a_socket_that_the_hub_does_not_know_is_let_be() {
    let mut bench = Bench::new();
    assert_eq!(bench.hub.receive(bench.now, ConnectionId(1), Frame::Binary), []);
    bench.hub.closed(ConnectionId(1));
}
