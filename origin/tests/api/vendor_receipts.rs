//! What became of messages, fetched from the vendors.

use chrono::TimeDelta;

use crate::support::{Behaviour, Origin, Told, deliveries, origin::PHONE};

async fn start(vendor: &str) -> Origin {
    Origin::start_with_vendors(&format!("sms.vendors = ['{vendor}']")).await
}

#[tokio::test]
async fn a_delivered_message_is_settled_and_its_number_forgotten() {
    for (vendor, code, units) in
        [("aliyun", "DELIVERED", 2), ("tencent", "DELIVRD", 1), ("twilio", "delivered", 2)]
    {
        let origin = start(vendor).await;
        origin.edge.request_code(PHONE).await.unwrap();
        assert_eq!(origin.sms.fetch_receipts().await.unwrap(), 0, "{vendor}: not yet its turn");
        assert!(deliveries(&origin.database).await[0].is_sealed, "{vendor}");
        origin.clock.advance(TimeDelta::seconds(15));
        assert_eq!(origin.sms.fetch_receipts().await.unwrap(), 1, "{vendor}");
        let rows = deliveries(&origin.database).await;
        let row = &rows[0];
        assert_eq!((rows.len(), row.outcome.as_str()), (1, "delivered"), "{vendor}");
        assert_eq!(row.vendor_code.as_deref(), Some(code), "{vendor}");
        assert_eq!(row.cost_units, Some(units), "{vendor}");
        assert_eq!(row.final_at, Some("2026-06-01T08:00:07Z".parse().unwrap()), "{vendor}");
        assert!(!row.is_sealed, "{vendor}");
        origin.vendor.queries();
        origin.clock.advance(TimeDelta::hours(2));
        assert_eq!(origin.sms.fetch_receipts().await.unwrap(), 0, "{vendor}");
        assert_eq!(origin.vendor.queries(), [""; 0], "{vendor}: nobody is asked again");
    }
}

#[tokio::test]
async fn a_message_that_did_not_arrive_says_why() {
    for (vendor, code) in [("aliyun", "MK:0001"), ("tencent", "MK:0012"), ("twilio", "30005")] {
        let origin = start(vendor).await;
        origin.edge.request_code(PHONE).await.unwrap();
        origin.vendor.tell(Told::Undelivered(code));
        origin.clock.advance(TimeDelta::seconds(15));
        assert_eq!(origin.sms.fetch_receipts().await.unwrap(), 1, "{vendor}");
        let row = &deliveries(&origin.database).await[0];
        assert_eq!((row.outcome.as_str(), row.vendor_code.as_deref()), ("undelivered", Some(code)));
    }
}

/// What was not known when the message was sent is known later.
#[tokio::test]
async fn an_unknown_outcome_waits_for_the_receipt() {
    for vendor in ["aliyun", "tencent", "twilio"] {
        let origin = start(vendor).await;
        origin.vendor.behave_as(vendor_name(vendor), Behaviour::AcceptAndHang);
        origin.vendor.tell(Told::Nothing);
        origin.edge.request_code(PHONE).await.unwrap();
        assert_eq!(deliveries(&origin.database).await[0].outcome, "unknown", "{vendor}");
        origin.vendor.tell(Told::Delivered);
        origin.clock.advance(TimeDelta::seconds(15));
        assert_eq!(origin.sms.fetch_receipts().await.unwrap(), 1, "{vendor}");
        assert_eq!(deliveries(&origin.database).await[0].outcome, "delivered", "{vendor}");
    }
}

/// The pauses grow: 30 s, a minute, two; after a day nobody asks, and the number is forgotten.
#[tokio::test]
async fn a_message_is_asked_about_less_and_less_often_and_for_a_day() {
    let origin = start("aliyun").await;
    origin.edge.request_code(PHONE).await.unwrap();
    origin.vendor.tell(Told::Underway);
    let mut asked_after = Vec::new();
    for second in 1..=60_u32 {
        origin.clock.advance(TimeDelta::seconds(15));
        origin.sms.fetch_receipts().await.unwrap();
        if !origin.vendor.queries().is_empty() {
            asked_after.push(second * 15);
        }
    }
    assert_eq!(asked_after, [15, 45, 105, 225, 465]);
    let row = &deliveries(&origin.database).await[0];
    assert_eq!((row.outcome.as_str(), row.is_sealed), ("accepted", true));
    origin.clock.advance(TimeDelta::hours(24));
    origin.sms.fetch_receipts().await.unwrap();
    assert_eq!(origin.vendor.queries(), [""; 0]);
    let row = &deliveries(&origin.database).await[0];
    assert_eq!((row.outcome.as_str(), row.is_sealed), ("accepted", false));
}

/// A vendor that does not answer does not keep others from being asked, nor itself later.
#[tokio::test]
async fn a_vendor_that_is_silent_is_asked_again() {
    let origin = start("aliyun").await;
    origin.edge.request_code(PHONE).await.unwrap();
    origin.vendor.tell(Told::Silence);
    origin.clock.advance(TimeDelta::seconds(15));
    assert_eq!(origin.sms.fetch_receipts().await.unwrap(), 0);
    origin.vendor.tell(Told::Delivered);
    origin.clock.advance(TimeDelta::seconds(30));
    assert_eq!(origin.sms.fetch_receipts().await.unwrap(), 1);
}

/// Of origins that share a database each asks about other messages.
#[tokio::test(flavor = "multi_thread")]
async fn origins_share_the_work() {
    let settings = "sms.vendors = ['aliyun']\nsms.budgets.per_address_per_hour = 1000";
    let origin = Origin::start_with_vendors(settings).await;
    for number in 0..40 {
        origin.edge.request_code(&format!("+86138{number:08}")).await.unwrap();
    }
    origin.clock.advance(TimeDelta::seconds(15));
    let runs = (0..4).map(|_| origin.sms.fetch_receipts());
    let settled: Vec<_> = futures_util::future::join_all(runs).await;
    assert_eq!(settled.into_iter().map(Result::unwrap).sum::<usize>(), 40);
    assert_eq!(origin.vendor.queries().len(), 40, "each is asked about once");
}

fn vendor_name(name: &str) -> &'static str {
    ["aliyun", "tencent", "twilio"].into_iter().find(|known| *known == name).unwrap()
}
