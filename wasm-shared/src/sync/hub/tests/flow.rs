use super::*;

const EVENT: &str = "history.added";

/// Publishes an event of about a kilobyte, a hundred of them a second.
fn publish_kilobyte(bench: &mut Bench) {
    bench.pass(Duration::from_millis(10));
    let (id, text) = (bench.hub.head().to_string(), "x".repeat(900));
    bench.publish_one(&id, EVENT, &json!({ "text": text }));
}

#[test]
fn a_client_that_takes_nothing_in_is_closed() {
    let mut bench = Bench::new();
    bench.join(1, "a");
    bench.join(2, "b");
    for _ in 0..1_200 {
        publish_kilobyte(&mut bench);
        bench.ack(2, bench.hub.head());
    }
    assert_eq!((bench.code(1), bench.code(2)), (Some(4003), None));
    let bytes: usize = bench.take(1).iter().map(|frame| frame.to_string().len()).sum();
    assert!((1_040_000..1 << 20).contains(&bytes), "{bytes}");
}

#[test]
fn a_client_that_answers_is_not_closed() {
    let mut bench = Bench::new();
    bench.join(1, "a");
    let mut pings = 0;
    for _ in 0..3_000 {
        publish_kilobyte(&mut bench);
        for _ in bench.short(1).iter().filter(|frame| *frame == "ping") {
            pings += 1;
            bench.send(1, &json!({"type": "pong"}));
        }
    }
    assert_eq!(bench.code(1), None);
    assert!((10..=12).contains(&pings), "one each quarter of a megabyte: {pings}");
}

#[test]
fn a_client_that_acknowledges_late_is_not_closed() {
    let mut bench = Bench::new();
    bench.join(1, "a");
    for _ in 0..3_000 {
        publish_kilobyte(&mut bench);
        bench.ack(1, bench.hub.head().saturating_sub(100));
    }
    assert_eq!(bench.code(1), None);
    assert!(!bench.short(1).contains(&"ping".to_owned()), "its acknowledgements are enough");
}

#[test]
fn an_answer_to_nothing_confirms_nothing() {
    let mut bench = Bench::new();
    bench.join(1, "a");
    for _ in 0..1_200 {
        publish_kilobyte(&mut bench);
        // Before the ping there is none to answer, and behind it the client answers none.
        if bench.hub.head() < 200 {
            bench.send(1, &json!({"type": "pong"}));
        }
    }
    assert_eq!(bench.code(1), Some(4003));
}

#[test]
fn what_is_unsent_is_known_after_sleep() {
    let mut bench = Bench::new();
    bench.join(1, "a");
    for _ in 0..1_400 {
        publish_kilobyte(&mut bench);
        if bench.hub.head().is_multiple_of(100) {
            bench.sleep();
        }
    }
    assert_eq!(bench.code(1), Some(4003));
}

#[test]
fn an_attachment_is_small_and_not_made_for_every_frame() {
    let mut bench = Bench::new();
    bench.join(1, &"d".repeat(64));
    let text = serde_json::to_string(&bench.attached[&ConnectionId(1)]).unwrap();
    assert!(text.len() < 1_024, "{text}");
    let read: Connection = serde_json::from_str(&text).unwrap();
    assert_eq!(read, bench.attached[&ConnectionId(1)]);
    let event = bench.event("x", EVENT, &json!({}));
    let effects = bench.hub.publish(bench.now, &[event]);
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Attach(_))), "{effects:?}");
}
