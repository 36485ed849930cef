use super::*;

#[test]
fn what_every_device_has_is_dropped() {
    let mut bench = Bench::new();
    bench.join(1, "a");
    bench.join(2, "b");
    bench.join(3, "b");
    bench.publish(&["x", "y", "z"]);
    bench.ack(1, 3);
    assert_eq!(bench.kept(), [1, 2, 3]);
    bench.ack(2, 2);
    assert_eq!(bench.kept(), [3]);
    bench.ack(3, 1);
    bench.leave(2);
    assert_eq!(bench.kept(), [3], "it is the device that acknowledges");
    bench.sleep();
    bench.ack(3, 3);
    assert_eq!(bench.kept(), [0; 0]);
}

#[test]
fn what_a_device_goes_on_from_it_has() {
    let mut bench = Bench::new();
    bench.join(1, "a");
    bench.publish(&["x", "y"]);
    bench.connect(2, "a");
    bench.resume(2, 1);
    assert_eq!(bench.kept(), [2]);
    bench.connect(3, "a");
    bench.send(3, &json!({"type": "resume"}));
    assert_eq!(bench.kept(), [0; 0], "it loads all of it");
}

#[test]
fn what_nobody_will_see_is_not_kept() {
    let mut bench = Bench::new();
    let device = json!({"id": "a", "name": "Phone", "platform": "ios"});
    bench.publish_one("e", "device.added", &json!({ "device": device }));
    bench.publish(&["x"]);
    assert_eq!(bench.kept(), [0; 0], "nobody has connected yet");
    bench.connect(1, "a");
    bench.publish(&["y"]);
    assert_eq!(bench.kept(), [3]);
}

#[test]
fn the_last_thousand_are_kept() {
    let mut bench = Bench::new();
    bench.join(1, "a");
    (1..=1_001).for_each(|id| bench.publish(&[&id.to_string()]));
    assert_eq!((bench.kept().len(), bench.kept()[0]), (1_000, 2));
}

#[test]
fn events_are_kept_for_seven_days() {
    let mut bench = Bench::new();
    bench.join(1, "a");
    bench.leave(1);
    let (day, moment) = (Duration::from_hours(24), Duration::from_millis(1));
    let until_seven_days = Duration::from_millis(6 * 86_400_000 - 1);
    bench.publish(&["x"]);
    bench.pass(day);
    bench.publish(&["y"]);
    bench.pass(until_seven_days);
    bench.wake(&[]);
    assert_eq!(bench.kept(), [1, 2]);
    bench.pass(moment);
    bench.wake(&[]);
    assert_eq!(bench.kept(), [2]);
    bench.sleep();
    bench.pass(day);
    bench.wake(&[]);
    assert_eq!((bench.kept(), bench.saved.alarm), (vec![], None));
}

#[test]
fn a_clock_that_went_ahead_does_not_let_later_events_go_first() {
    let mut bench = Bench::new();
    bench.join(1, "a");
    bench.leave(1);
    let ahead = Duration::from_hours(5);
    bench.pass(ahead);
    bench.publish(&["x"]);
    bench.now = bench.now - ahead;
    bench.publish(&["y"]);
    bench.pass(Duration::from_hours(7 * 24));
    bench.wake(&[]);
    assert_eq!(bench.kept(), [1, 2]);
    bench.pass(ahead);
    bench.wake(&[]);
    assert_eq!(bench.kept(), [0; 0]);
}
