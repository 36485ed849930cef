use super::*;

#[test]
fn the_first_frame_says_what_a_client_needs_to_go_on() {
    let mut bench = Bench::new();
    let device = json!({"id": "a", "name": "Phone", "platform": "ios"});
    bench.publish_one("e", "device.added", &json!({ "device": device }));
    bench.join(1, "a");
    bench.connect(0xbeef, "b");
    let expected = json!({
        "type": "hello", "session": "000000000000beef", "epoch": "first", "head": 1,
        "heartbeat_ms": 25_000, "playback": null,
        "devices": [
            {"id": "a", "name": "Phone", "platform": "ios", "online": true},
            {"id": "b", "name": null, "platform": null, "online": true},
        ],
    });
    assert_eq!(bench.take(0xbeef), [expected]);
    bench.leave(1);
    bench.connect(2, "b");
    assert_eq!(bench.take(2)[0]["devices"][0]["online"], false);
}

#[test]
fn the_ninth_connection_is_closed_and_the_others_stay() {
    let mut bench = Bench::new();
    (1..=8).for_each(|id| bench.join(id, ["a", "b", "c"][usize::try_from(id % 3).unwrap()]));
    bench.connect(9, "a");
    assert_eq!((bench.code(9), bench.take(9)), (Some(4104), vec![]));
    assert_eq!(bench.closed.len(), 1);
    bench.leave(3);
    bench.connect(10, "a");
    assert_eq!(bench.code(10), None, "one has left");
}

#[test]
fn a_sixth_device_is_closed_while_five_are_connected() {
    let mut bench = Bench::new();
    for (id, device) in (1..).zip(["a", "b", "c", "d", "e"]) {
        bench.pass(Duration::from_mins(2));
        bench.join(id, device);
    }
    bench.connect(6, "f");
    assert_eq!(bench.code(6), Some(4104));
    bench.leave(2);
    bench.leave(4);
    bench.connect(7, "f");
    assert_eq!(bench.code(7), None);
    let mut known: Vec<_> = bench.saved.devices.iter().map(|device| device.id.as_str()).collect();
    known.sort_unstable();
    assert_eq!(known, ["a", "c", "d", "e", "f"], "the one that was away longest is forgotten");
}

#[test]
fn a_client_that_comes_back_takes_its_old_place() {
    let mut bench = Bench::new();
    (1..=8).for_each(|id| bench.join(id, if id == 8 { "b" } else { "a" }));
    let naming = |bench: &Bench, id, session: u64| NewConnection {
        replaces: Some(format!("{session:016x}")),
        ..bench.token(id, "a")
    };
    bench.connect_with(naming(&bench, 9, 3));
    assert_eq!((bench.code(3), bench.code(9)), (Some(4103), None));
    bench.connect_with(naming(&bench, 10, 8));
    assert_eq!((bench.code(8), bench.code(10)), (None, Some(4104)), "another device's");
    bench.connect_with(naming(&bench, 11, 3));
    assert_eq!(bench.code(11), Some(4104), "it is gone already");
    bench.connect_with(NewConnection { replaces: Some("x".into()), ..bench.token(12, "a") });
    assert_eq!(bench.code(12), Some(4104), "none is called that");
}

#[test]
fn a_connection_ends_with_its_token() {
    let mut bench = Bench::new();
    bench.join(1, "a");
    bench.pass(Duration::from_mins(5));
    bench.join(2, "a");
    assert_eq!(bench.saved.alarm, Some(bench.now - Duration::from_mins(4)), "for the silence");
    bench.pass(Duration::from_mins(5));
    bench.wake(&[1, 2]);
    assert_eq!((bench.code(1), bench.code(2)), (Some(4101), None));
    bench.pass(Duration::from_mins(5));
    bench.send(2, &json!({"type": "ping"}));
    assert_eq!((bench.code(2), bench.take(2)), (Some(4101), vec![]), "before it is woken");
    bench.connect_with(NewConnection { expires_at: bench.now, ..bench.token(3, "a") });
    assert_eq!((bench.code(3), bench.take(3)), (Some(4101), vec![]));
}

#[test]
fn revoked_tokens_are_told_and_closed_and_not_let_in_again() {
    let mut bench = Bench::new();
    bench.join(1, "a");
    bench.connect(2, "a");
    bench.take(2);
    let newer = NewConnection { token_version: 2, ..bench.token(3, "b") };
    bench.connect_with(newer.clone());
    bench.publish_one("e", "session.revoked", &json!({"token_version": 2}));
    assert_eq!(bench.short(1), ["1"], "the event comes first");
    assert_eq!(bench.short(2), [""; 0], "it has not resumed");
    assert_eq!((bench.code(1), bench.code(2), bench.code(3)), (Some(4101), Some(4101), None));
    bench.publish_one("late", "session.revoked", &json!({"token_version": 1}));
    bench.sleep();
    bench.connect(4, "a");
    assert_eq!(bench.code(4), Some(4101));
    bench.connect_with(NewConnection { id: ConnectionId(5), ..newer });
    assert_eq!(bench.code(5), None);
}

#[test]
fn a_device_that_is_signed_out_is_told_and_closed() {
    let mut bench = Bench::new();
    bench.join(1, "a");
    bench.join(2, "b");
    bench.pass(Duration::from_secs(2));
    bench.publish_one("e", "device.removed", &json!({"device_id": "a"}));
    assert_eq!((bench.short(1), bench.short(2)), (vec!["1".to_owned()], vec!["1".to_owned()]));
    assert_eq!((bench.code(1), bench.code(2)), (Some(4102), None));
    bench.ack(2, 1);
    assert_eq!(bench.kept(), [0; 0], "nobody waits for it any more");
}

#[test]
fn a_device_that_signed_in_anew_stays_when_it_is_told_late_that_it_was_signed_out() {
    let mut bench = Bench::new();
    bench.join(1, "a");
    bench.pass(Duration::from_secs(2));
    let late = bench.event("e", "device.removed", &json!({"device_id": "a"}));
    bench.pass(Duration::from_secs(2));
    bench.join(2, "a");
    let effects = bench.hub.publish(bench.now, &[late]);
    bench.perform(effects);
    assert_eq!((bench.code(1), bench.code(2)), (Some(4102), None));
    bench.publish(&["f"]);
    assert_eq!(bench.short(2), ["1", "2"]);
    bench.leave(2);
    bench.publish(&["g"]);
    bench.connect(3, "a");
    bench.resume(3, 2);
    assert_eq!(bench.short(3), ["hello", "3", "resumed true"], "it is waited for");
}

#[test]
fn a_connection_brings_the_limits_that_are_in_force() {
    let mut bench = Bench::new();
    bench.join(1, "a");
    bench.limits.connections = 1;
    bench.connect(2, "a");
    assert_eq!(bench.code(2), Some(4104));
    // What another isolate starts with says nothing.
    let limits = std::mem::take(&mut bench.limits);
    bench.sleep();
    bench.connect_with(NewConnection { limits, ..bench.token(3, "a") });
    assert_eq!(bench.code(3), Some(4104));
    assert_eq!(bench.saved.limits.as_ref().unwrap().connections, 1);
}

#[test]
fn a_device_that_was_signed_out_comes_back_with_a_newer_token_only() {
    let mut bench = Bench::new();
    let before = bench.token(1, "a");
    bench.pass(Duration::from_secs(2));
    bench.publish_one("e", "device.removed", &json!({"device_id": "a"}));
    bench.sleep();
    bench.connect_with(before.clone());
    assert_eq!((bench.code(1), bench.take(1)), (Some(4102), vec![]));
    bench.hub.read(bench.now, "a", None, None);
    bench.connect_with(NewConnection { id: ConnectionId(2), ..before.clone() });
    assert_eq!(bench.code(2), Some(4102), "to read is not to sign in");
    bench.connect(3, "a");
    assert_eq!(bench.code(3), None, "it has signed in again, which the hub is yet to be told");

    bench.pass(Duration::from_secs(2));
    bench.publish_one("f", "device.removed", &json!({"device_id": "b"}));
    assert!(bench.saved.devices.iter().any(|device| device.id == "b"));
    bench.pass(TOKEN);
    bench.wake(&[]);
    assert!(bench.saved.devices.iter().all(|device| device.id != "b"), "no token is left of it");
}

#[test]
fn a_connection_that_is_silent_is_closed() {
    let mut bench = Bench::new();
    (1..=3).for_each(|id| bench.join(id, "a"));
    bench.pass(Duration::from_secs(30));
    bench.send(2, &json!({"type": "ack", "seq": 0}));
    // The hub may have slept when its clients were last heard.
    bench.sleep();
    bench.pass(Duration::from_millis(29_999));
    bench.wake(&[]);
    assert!(bench.closed.is_empty());
    bench.pass(Duration::from_millis(1));
    bench.wake(&[3]);
    assert_eq!((bench.code(1), bench.code(2), bench.code(3)), (Some(4002), None, None));
    bench.pass(Duration::from_secs(30));
    bench.wake(&[3]);
    assert_eq!((bench.code(2), bench.code(3)), (Some(4002), None));
}

#[test]
fn a_clock_that_goes_back_does_not_keep_a_dead_connection() {
    let mut bench = Bench::new();
    bench.join(1, "a");
    bench.now = bench.now - Duration::from_hours(5);
    let effects = bench.hub.tick(bench.now, |_| None);
    bench.perform(effects);
    bench.pass(Duration::from_mins(1));
    bench.wake(&[]);
    assert_eq!(bench.code(1), Some(4002));
}
