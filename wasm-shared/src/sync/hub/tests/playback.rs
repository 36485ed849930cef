use super::*;

fn playback(state: &str, track: &str) -> Value {
    json!({"type": "playback", "state": state, "track": {"id": track}, "position_ms": 5})
}

fn command(id: &str, target: &str) -> Value {
    json!({"type": "command", "id": id, "target_device_id": target, "command": "seek", "args": {"position_ms": 1}})
}

#[test]
fn what_a_device_plays_is_told_to_the_others_and_kept() {
    let mut bench = Bench::new();
    bench.join(1, "a");
    bench.join(2, "a");
    bench.join(3, "b");
    bench.connect(4, "b");
    bench.take(4);
    let mut lying = playback("playing", "qq:1");
    lying["device_id"] = "b".into();
    bench.send(1, &lying);
    let expected = json!({
        "type": "playback", "state": "playing", "track": {"id": "qq:1"}, "position_ms": 5,
        "device_id": "a", "updated_at": "2026-01-01T00:00:00.000Z",
    });
    assert_eq!(bench.take(3), std::slice::from_ref(&expected));
    assert_eq!((bench.take(1), bench.take(2), bench.take(4)), (vec![], vec![], vec![]));
    bench.sleep();
    bench.connect(5, "c");
    let mut kept = expected;
    kept.as_object_mut().unwrap().remove("type");
    assert_eq!(bench.take(5)[0]["playback"], kept);
}

#[test]
fn a_device_that_starts_to_play_pauses_the_one_that_did_once() {
    let mut bench = Bench::new();
    for (id, device) in [(1, "a"), (2, "b"), (3, "c")] {
        bench.join(id, device);
    }
    bench.send(1, &playback("playing", "qq:1"));
    (1..=3).for_each(|id| drop(bench.take(id)));
    bench.send(2, &playback("playing", "qq:2"));
    bench.send(2, &playback("playing", "qq:2"));
    let frames = bench.take(1);
    let commands: Vec<_> = frames.iter().filter(|frame| frame["type"] == "command").collect();
    assert_eq!(commands.len(), 1);
    let Value::Object(command) = commands[0] else { panic!("no object") };
    assert_eq!((&command["command"], &command["args"]), (&json!("pause"), &json!({})));
    assert_eq!(
        (&command["source_device_id"], &command["target_device_id"]),
        (&json!("b"), &json!("a"))
    );
    assert_eq!(bench.short(3), ["playback", "playback"]);
    bench.send(1, &playback("paused", "qq:1"));
    assert_eq!(bench.short(3), [""; 0], "that it stopped is not what plays");
    bench.send(1, &playback("playing", "qq:1"));
    assert_eq!(bench.short(2), ["playback", "command"], "and back");
}

#[test]
fn an_old_word_does_not_take_playing_back() {
    let mut bench = Bench::new();
    bench.join(1, "a");
    bench.join(2, "b");
    bench.send(1, &playback("playing", "qq:1"));
    bench.send(2, &playback("playing", "qq:2"));
    bench.take(1);
    bench.take(2);
    bench.pass(Duration::from_millis(9_999));
    bench.sleep();
    bench.send(1, &playback("playing", "qq:1"));
    assert_eq!((bench.take(1), bench.take(2)), (vec![], vec![]));
    bench.pass(Duration::from_millis(1));
    bench.send(1, &playback("playing", "qq:1"));
    assert_eq!(bench.short(2), ["playback", "command"], "it plays on for a reason of its own");
}

#[test]
fn a_device_that_was_away_is_paused_when_it_comes_back() {
    let mut bench = Bench::new();
    bench.join(1, "a");
    bench.join(2, "b");
    bench.send(1, &playback("playing", "qq:1"));
    bench.leave(1);
    bench.send(2, &playback("playing", "qq:2"));
    bench.sleep();
    let mut ids = Vec::new();
    for id in [3, 4] {
        bench.connect(id, "a");
        bench.resume(id, 0);
        let frames = bench.take(id);
        assert_eq!(
            (&frames[1]["type"], &frames[2]["command"]),
            (&json!("resumed"), &json!("pause"))
        );
        ids.push(frames[2]["id"].clone());
    }
    assert_eq!(ids[0], ids[1], "told again, as it did not say that it stopped");
    assert_eq!(bench.take(3).len(), 0, "not on the socket that it was told on");
    bench.send(3, &playback("paused", "qq:1"));
    bench.connect(5, "a");
    bench.resume(5, 0);
    assert_eq!(bench.short(5), ["hello", "resumed true"]);
}

#[test]
fn who_does_not_play_speaks_only_when_nobody_does() {
    let mut bench = Bench::new();
    bench.join(1, "a");
    bench.join(2, "b");
    bench.send(1, &playback("playing", "qq:1"));
    bench.take(2);
    bench.send(2, &playback("paused", "qq:2"));
    assert!(bench.take(1).is_empty());
    bench.leave(1);
    bench.send(2, &playback("paused", "qq:2"));
    bench.connect(3, "c");
    assert_eq!(bench.take(3)[0]["playback"]["device_id"], "b");
}

#[test]
fn a_device_that_is_signed_out_plays_nothing() {
    let mut bench = Bench::new();
    bench.join(1, "a");
    bench.send(1, &playback("playing", "qq:1"));
    bench.publish_one("e", "device.removed", &json!({"device_id": "a"}));
    bench.join(2, "b");
    assert!(bench.saved.playback.is_none());
    bench.send(2, &playback("playing", "qq:2"));
    assert_eq!(bench.saved.playback.as_ref().unwrap().superseded, []);
}

#[test]
fn a_command_goes_to_its_device_alone() {
    let mut bench = Bench::new();
    for (id, device) in [(1, "a"), (2, "a"), (3, "b"), (4, "b"), (5, "c")] {
        bench.join(id, device);
    }
    bench.send(1, &command("c1", "b"));
    let expected = json!({
        "type": "command", "id": "c1", "command": "seek", "args": {"position_ms": 1},
        "source_device_id": "a", "target_device_id": "b",
    });
    assert_eq!((bench.take(3), bench.take(4)), (vec![expected.clone()], vec![expected]));
    assert_eq!((bench.take(1), bench.take(2), bench.take(5)), (vec![], vec![], vec![]));
    bench.send(1, &command("c2", "a"));
    assert_eq!((bench.short(1), bench.short(2)), (vec![], vec!["command".to_owned()]), "its tabs");
}

#[test]
fn a_command_that_comes_again_is_dropped() {
    let mut bench = Bench::new();
    for (id, device) in [(1, "a"), (2, "b"), (3, "c")] {
        bench.join(id, device);
    }
    bench.send(1, &command("c", "b"));
    bench.send(1, &command("c", "b"));
    assert_eq!((bench.short(2), bench.take(1)), (vec!["command".to_owned()], vec![]));
    bench.sleep();
    bench.send(1, &command("c", "b"));
    assert_eq!((bench.short(2), bench.take(1)), (vec![], vec![]), "nor after it slept");
    bench.send(3, &command("c", "b"));
    assert_eq!(bench.short(2), ["command"], "another device's id");
    for number in 0..100 {
        bench.pass(Duration::from_secs(1));
        bench.send(1, &command(&number.to_string(), "b"));
    }
    bench.take(2);
    assert_eq!(bench.saved.commands.len(), 64);
    bench.sleep();
    bench.send(1, &command("40", "b"));
    assert_eq!(bench.short(2), [""; 0]);
    bench.send(1, &command("30", "b"));
    assert_eq!(bench.short(2), ["command"], "long ago");
    bench.send(1, &command("d", "e"));
    assert_eq!(bench.short(1), ["target_offline"]);
    bench.connect(4, "e");
    bench.send(1, &command("d", "e"));
    assert_eq!(bench.short(1), ["target_offline"], "it has not resumed");
    bench.resume(4, 0);
    bench.send(1, &command("d", "e"));
    assert_eq!(
        bench.short(4),
        ["hello", "resumed true", "command"],
        "it was not handed over before"
    );
}
