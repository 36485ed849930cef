use super::*;

#[test]
fn what_happens_between_greeting_and_resuming_is_replayed_once() {
    let mut bench = Bench::new();
    bench.join(1, "a");
    bench.publish(&["x", "y"]);
    bench.connect(2, "a");
    bench.publish(&["z"]);
    assert_eq!(bench.short(2), ["hello"]);
    bench.resume(2, 1);
    bench.publish(&["w"]);
    assert_eq!(bench.short(2), ["2", "3", "resumed true", "4"]);
    assert_eq!(bench.short(1), ["1", "2", "3", "4"]);
}

#[test]
fn an_event_is_sent_as_the_contract_has_it() {
    let mut bench = Bench::new();
    bench.join(1, "a");
    bench.publish_one("e", "history.added", &json!({"revision": 7}));
    let expected = json!({
        "type": "event", "seq": 1, "id": "e", "kind": "history.added",
        "at": "2026-01-01T00:00:00.000Z", "data": {"revision": 7},
    });
    assert_eq!(bench.take(1), [expected]);
}

#[test]
fn who_cannot_go_on_is_told_and_sent_nothing() {
    for (resume, why) in [
        (json!({"epoch": "other", "after": 2}), "another log"),
        (json!({"epoch": null, "after": 2}), "no log"),
        (json!({}), "nothing at all"),
        (json!({"epoch": "first", "after": 4}), "an event that there is not"),
        (json!({"epoch": "first", "after": u64::MAX}), "one that there never will be"),
        (json!({"epoch": "first", "after": 0}), "one is gone"),
    ] {
        let mut bench = Bench::new();
        bench.join(1, "a");
        bench.publish(&["x", "y", "z"]);
        bench.ack(1, 1);
        bench.connect(2, "a");
        let mut resume = resume;
        resume["type"] = "resume".into();
        bench.send(2, &resume);
        bench.publish(&["w"]);
        assert_eq!(bench.short(2), ["hello", "resumed false", "4"], "{why}");
    }
}

#[test]
fn resumed_says_where_the_client_is() {
    let mut bench = Bench::new();
    bench.join(1, "a");
    bench.publish(&["x"]);
    bench.connect(2, "b");
    bench.send(2, &json!({"type": "resume"}));
    let expected = json!({"type": "resumed", "recovered": false, "epoch": "first", "head": 1});
    assert_eq!(bench.take(2)[1], expected);
}

#[test]
fn a_replay_that_cannot_be_unsent_is_none() {
    let mut bench = Bench::with(SyncSettings { max_unsent_bytes: 2_000, ..Default::default() });
    bench.join(1, "a");
    bench.leave(1);
    let text = "x".repeat(500);
    for id in ["x", "y", "z"] {
        bench.publish_one(id, "history.added", &json!({ "text": text }));
    }
    bench.connect(2, "a");
    bench.resume(2, 0);
    assert_eq!(bench.short(2), ["hello", "resumed false"]);
}

#[test]
fn an_event_that_comes_again_is_dropped() {
    let mut bench = Bench::new();
    bench.join(1, "a");
    bench.publish(&["x", "y", "x"]);
    bench.publish(&["y", "z"]);
    bench.ack(1, 3);
    assert_eq!(bench.kept(), [0; 0]);
    bench.publish(&["x"]);
    bench.sleep();
    bench.publish(&["z", "y", "w"]);
    assert_eq!(bench.short(1), ["1", "2", "3", "4"]);
}

#[test]
fn a_thousand_ids_are_remembered_and_no_more_than_that_for_long() {
    let mut bench = Bench::new();
    bench.join(1, "a");
    let ids: Vec<_> = (1..=1_100).map(|number| number.to_string()).collect();
    for id in &ids {
        bench.publish(&[id]);
        bench.ack(1, bench.hub.head());
    }
    assert_eq!(bench.saved.log.len(), 1_000);
    bench.sleep();
    bench.publish(&["101", "1100"]);
    assert_eq!(bench.hub.head(), 1_100);
    bench.publish(&["100"]);
    assert_eq!(bench.hub.head(), 1_101, "it was forgotten");
}

#[test]
fn a_burst_is_one_transaction() {
    let mut bench = Bench::new();
    bench.join(1, "a");
    let events: Vec<_> =
        (0..100).map(|id| bench.event(&id.to_string(), "history.added", &json!({}))).collect();
    let effects = bench.hub.publish(bench.now, &events);
    let writes = effects.iter().take_while(|effect| matches!(effect, Effect::Write(_))).count();
    let sends = effects.iter().filter(|effect| matches!(effect, Effect::Send { .. })).count();
    assert_eq!((writes, sends), (100, 100));
    assert_eq!(effects.iter().filter(|effect| matches!(effect, Effect::Write(_))).count(), 100);
}

#[test]
fn a_connection_resumes_once_and_first() {
    let mut bench = Bench::new();
    bench.connect(1, "a");
    bench.ack(1, 0);
    bench.send(1, &json!({"type": "playback", "state": "playing"}));
    bench.resume(1, 0);
    bench.resume(1, 0);
    let expected = ["hello", "not_resumed", "not_resumed", "resumed true", "already_resumed"];
    assert_eq!(bench.short(1), expected);
}

#[test]
fn a_sleeping_hub_knows_its_sockets_again() {
    let mut bench = Bench::new();
    bench.join(1, "a");
    bench.connect(2, "a");
    bench.sleep();
    bench.publish(&["x"]);
    assert_eq!((bench.short(1), bench.short(2)), (vec!["1".into()], vec!["hello".into()]));
    bench.resume(2, 0);
    assert_eq!(bench.short(2), ["1", "resumed true"]);
}

#[test]
fn a_log_with_a_gap_is_begun_anew() {
    for broken in 0..3 {
        let mut bench = Bench::new();
        bench.join(1, "a");
        bench.publish(&["x", "y", "z"]);
        match broken {
            0 => drop(bench.saved.log.remove(1)),
            1 => bench.saved.log[1].frame = None,
            _ => bench.saved.epoch = None,
        }
        bench.sleep();
        assert_eq!(
            (bench.code(1), bench.hub.epoch(), bench.hub.head()),
            (Some(4001), "another", 0)
        );
        bench.connect(2, "a");
        bench.resume(2, 3);
        bench.publish(&["x"]);
        assert_eq!(bench.short(2), ["hello", "resumed false", "1"]);
    }
}

#[test]
fn a_device_without_a_socket_reads_a_hundred_at_a_time() {
    let mut bench = Bench::new();
    let (batch, effects) = bench.hub.read(bench.now, "a", None, None);
    assert_eq!((batch.recovered, batch.head, batch.items.len()), (false, 0, 0));
    bench.perform(effects);
    (0..150).for_each(|id| bench.publish(&[&id.to_string()]));
    for (after, first, count) in [(0, 1, 100), (100, 101, 50), (150, 0, 0)] {
        let (unnamed, _) = bench.hub.read(bench.now, "b", None, Some(after));
        let (batch, effects) = bench.hub.read(bench.now, "a", Some("first"), Some(after));
        assert_eq!((unnamed.recovered, &unnamed.items), (true, &batch.items), "the log there is");
        bench.perform(effects);
        let json: Value = serde_json::from_str(&batch.to_json()).unwrap();
        assert_eq!((json["recovered"].clone(), json["head"].clone()), (true.into(), 150.into()));
        let items = json["items"].as_array().unwrap();
        assert_eq!(
            (items.len(), items.first().map_or(json!(0), |item| item["seq"].clone())),
            (count, json!(first))
        );
        assert_eq!(bench.kept().len(), 150 - usize::try_from(after).unwrap(), "as acknowledged");
    }
    let (batch, _) = bench.hub.read(bench.now, "a", Some("first"), Some(100));
    assert_eq!((batch.recovered, batch.items.len()), (false, 0));
}
