//! The vendors' moods.

use std::time::Duration;

use chrono::TimeDelta;
use futures_util::future::join_all;
use tokio::{net::TcpListener, time::Instant};

use crate::support::{Behaviour, Origin, Told, deliveries, origin::PHONE, problem};

const AMERICAN: &str = "+12025550123";

/// With all three, Aliyun first.
async fn start() -> Origin {
    Origin::start_with_vendors("sms.vendors = ['aliyun', 'tencent', 'twilio']").await
}

/// The code arrives once, through the second; the records say what the first did.
async fn arrives_through_the_second(behaviour: Behaviour, outcome: &str, code: Option<&str>) {
    let origin = start().await;
    origin.vendor.behave(behaviour);
    origin.vendor.tell(Told::Nothing);
    let begun = Instant::now();
    origin.sign_in(PHONE, "a").await;
    assert!(begun.elapsed() < Duration::from_secs(9), "{:?}", begun.elapsed());
    assert_eq!(origin.vendor.takers(), ["tencent"], "{behaviour:?}");
    let rows = deliveries(&origin.database).await;
    assert_eq!(rows.len(), 2, "{behaviour:?}: {rows:?}");
    assert_eq!((rows[0].vendor.as_str(), rows[0].outcome.as_str()), ("aliyun", outcome));
    assert_eq!(rows[0].vendor_code.as_deref(), code, "{behaviour:?}");
    assert_eq!(rows[0].is_sealed, outcome == "unknown", "{behaviour:?}");
    assert_eq!((rows[1].vendor.as_str(), rows[1].outcome.as_str()), ("tencent", "accepted"));
    assert_eq!((rows[1].country.as_str(), rows[1].cost_units), ("CN", Some(1)));
}

#[tokio::test]
async fn a_vendor_that_hangs_is_followed_by_the_next() {
    arrives_through_the_second(Behaviour::Hang, "unknown", None).await;
}

#[tokio::test]
async fn a_vendor_that_fails_is_followed_by_the_next() {
    arrives_through_the_second(Behaviour::Fail, "unknown", Some("500")).await;
}

#[tokio::test]
async fn a_vendor_that_talks_nonsense_is_followed_by_the_next() {
    arrives_through_the_second(Behaviour::Garbage, "unknown", None).await;
}

#[tokio::test]
async fn a_vendor_whose_quota_is_used_up_is_followed_by_the_next() {
    let quota = "isv.BUSINESS_LIMIT_CONTROL";
    arrives_through_the_second(Behaviour::Refuse(quota), "limited", Some(quota)).await;
    let balance = "isv.AMOUNT_NOT_ENOUGH";
    arrives_through_the_second(Behaviour::Refuse(balance), "call_refused", Some(balance)).await;
}

#[tokio::test]
async fn a_vendor_that_cannot_be_reached_is_followed_by_the_next() {
    // A port that was free a moment ago and has nobody on it.
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let settings =
        format!("sms.vendors = ['twilio', 'tencent']\nsms.twilio.endpoint = 'http://{free}'");
    let origin = Origin::start_with_vendors(&settings).await;
    origin.sign_in(PHONE, "a").await;
    assert_eq!(origin.vendor.takers(), ["tencent"]);
    let rows = deliveries(&origin.database).await;
    assert_eq!((rows[0].vendor.as_str(), rows[0].outcome.as_str()), ("twilio", "unreachable"));
    assert!(!rows[0].is_sealed, "nothing more is to be learnt");
    assert_eq!(origin.vendor.queries(), [""; 0], "and so nobody is asked");
}

/// One vendor may know a number that another does not.
#[tokio::test]
async fn a_number_is_invalid_when_every_vendor_refuses_it() {
    let origin = start().await;
    let illegal = Behaviour::Refuse("isv.MOBILE_NUMBER_ILLEGAL");
    origin.vendor.behave(illegal);
    origin.edge.request_code(PHONE).await.unwrap();
    origin.clock.advance(TimeDelta::minutes(1));
    let blocked = Behaviour::Refuse("FailedOperation.PhoneNumberInBlacklist");
    origin.vendor.behave_as("tencent", blocked);
    origin.vendor.behave_as("twilio", Behaviour::Refuse("21211"));
    let refused = problem(origin.edge.request_code(PHONE).await);
    assert_eq!(refused.code, "invalid_fields");
    assert!(refused.fields.contains_key("phone"), "{refused:?}");
}

/// The message went out and only the answer was lost: nobody sends it again.
#[tokio::test]
async fn a_message_that_the_vendor_knows_of_is_not_sent_twice() {
    for (told, outcome) in [(Told::Underway, "accepted"), (Told::Delivered, "delivered")] {
        let origin = start().await;
        origin.vendor.behave(Behaviour::AcceptAndHang);
        origin.vendor.tell(told);
        origin.sign_in(PHONE, "a").await;
        assert_eq!(origin.vendor.takers(), ["aliyun"], "{told:?}");
        assert_eq!(origin.vendor.queries(), ["aliyun"], "{told:?}");
        let rows = deliveries(&origin.database).await;
        assert_eq!((rows.len(), rows[0].outcome.as_str()), (1, outcome), "{told:?}");
    }
}

#[tokio::test]
async fn a_message_that_the_vendor_gave_up_is_sent_by_the_next() {
    let origin = start().await;
    origin.vendor.behave(Behaviour::AcceptAndHang);
    origin.vendor.tell(Told::Undelivered("UNDELIVERED"));
    origin.edge.request_code(PHONE).await.unwrap();
    assert_eq!(origin.vendor.takers(), ["aliyun", "tencent"]);
    let outcomes: Vec<_> =
        deliveries(&origin.database).await.into_iter().map(|row| row.outcome).collect();
    assert_eq!(outcomes, ["undelivered", "accepted"]);
}

/// All hang, and their queries too: the listener is answered within the edge's ten seconds, and the
/// code is good should the message arrive.
#[tokio::test]
async fn a_code_that_may_have_been_sent_is_kept() {
    let origin = start().await;
    for vendor in ["aliyun", "tencent", "twilio"] {
        origin.vendor.behave_as(vendor, Behaviour::AcceptAndHang);
    }
    origin.vendor.tell(Told::Silence);
    let begun = Instant::now();
    let asked = origin.edge.request_code(PHONE).await.unwrap();
    assert!(begun.elapsed() < Duration::from_secs(9), "{:?}", begun.elapsed());
    assert_eq!(asked.resend_after_seconds, 60);
    let rows = deliveries(&origin.database).await;
    assert!(rows.iter().all(|row| row.outcome == "unknown" && row.is_sealed), "{rows:?}");
    let code = origin.vendor.last_code();
    origin.edge.create_session(PHONE, &code, "a", None).await.unwrap();
}

/// A failure must not cost the listener the next try.
#[tokio::test]
async fn a_failed_message_does_not_block_the_next() {
    let origin = Origin::start().await;
    for _ in 0..2 {
        origin.vendor.behave(Behaviour::Refuse("isv.AMOUNT_NOT_ENOUGH"));
        let refused = origin.edge.request_code(PHONE).await;
        assert_eq!(refused.as_ref().unwrap_err().code(), tonic::Code::Unavailable);
        assert_eq!(problem(refused).code, "sms_unavailable");
    }
    origin.vendor.behave(Behaviour::Accept);
    origin.sign_in(PHONE, "a").await;
    assert_eq!(origin.database.count("SELECT count(*) FROM sms_codes").await, 1);
}

/// After five faults in a row the first vendor is left alone; after half a minute one message of many
/// goes to it, and its answer brings it back.
#[tokio::test(flavor = "multi_thread")]
async fn a_failing_vendor_is_left_alone_and_then_tried_with_one_message() {
    let origin = start().await;
    origin.vendor.tell(Told::Nothing);
    origin.vendor.behave(Behaviour::Fail);
    let send = async |from: u32, count: u32| {
        let requests = (from..from + count).map(|number| {
            let edge = origin.edge.clone();
            async move { edge.request_code(&format!("+86138{number:08}")).await.unwrap() }
        });
        join_all(requests).await;
        let first = |sent: &&crate::support::Carried| sent.vendor == "aliyun";
        origin.vendor.carried().iter().filter(first).count()
    };
    for number in 0..5 {
        assert_eq!(send(number, 1).await, number as usize + 1);
    }
    assert_eq!(send(10, 3).await, 5, "it is left alone");
    origin.clock.advance(TimeDelta::seconds(30));
    assert_eq!(send(20, 5).await, 6, "one message is its trial");
    // It failed again, and is left alone for twice as long.
    origin.clock.advance(TimeDelta::seconds(59));
    assert_eq!(send(30, 2).await, 6);
    origin.clock.advance(TimeDelta::seconds(1));
    origin.vendor.behave(Behaviour::Accept);
    assert_eq!(send(40, 1).await, 7, "its trial");
    assert_eq!(send(50, 3).await, 10, "it is back");
}

#[tokio::test]
async fn when_every_vendor_is_left_alone_the_answer_is_quick() {
    let origin = Origin::start().await;
    origin.vendor.behave(Behaviour::Refuse("isv.AMOUNT_NOT_ENOUGH"));
    for _ in 0..6 {
        assert_eq!(problem(origin.edge.request_code(PHONE).await).code, "sms_unavailable");
    }
    assert_eq!(origin.vendor.call_count(), 5);
}

#[tokio::test]
async fn a_country_has_an_order_of_its_own() {
    let settings = "sms.vendors = ['aliyun', 'tencent', 'twilio']\nsms.routes.US = ['twilio']";
    let origin = Origin::start_with_vendors(settings).await;
    origin.sign_in(PHONE, "a").await;
    origin.sign_in(AMERICAN, "a").await;
    origin.edge.request_code("+85251234567").await.unwrap();
    let sent: Vec<_> =
        origin.vendor.carried().into_iter().map(|sent| (sent.vendor, sent.phone)).collect();
    let expected = [("aliyun", "13812345678"), ("twilio", AMERICAN), ("aliyun", "85251234567")];
    assert_eq!(sent, expected.map(|(vendor, phone)| (vendor, phone.to_owned())));
    let countries: Vec<_> =
        deliveries(&origin.database).await.into_iter().map(|row| row.country).collect();
    assert_eq!(countries, ["CN", "US", "HK"]);
}
