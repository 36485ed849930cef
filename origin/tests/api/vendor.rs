//! The vendor's moods.

use std::time::Duration;

use chrono::TimeDelta;
use sqlx::Row;
use tokio::time::Instant;

use crate::support::{Behaviour, Origin, origin::PHONE, problem};

async fn outcomes(origin: &Origin) -> Vec<(String, Option<String>)> {
    let query = "SELECT outcome, vendor_code FROM sms_deliveries ORDER BY created_at";
    let rows = sqlx::query(query).fetch_all(&mut origin.database.connect().await).await.unwrap();
    rows.iter().map(|row| (row.get(0), row.get(1))).collect()
}

/// A failure must not cost the listener the next try, nor the code of a message that arrived.
#[tokio::test]
async fn a_failed_message_does_not_block_the_next() {
    let origin = Origin::start().await;
    for behaviour in [Behaviour::Garbage, Behaviour::Refuse("isv.AMOUNT_NOT_ENOUGH")] {
        origin.vendor.behave(behaviour);
        let refused = origin.edge.request_code(PHONE).await;
        assert_eq!(refused.as_ref().unwrap_err().code(), tonic::Code::Unavailable);
        assert_eq!(problem(refused).code, "sms_unavailable");
        // So that the records have an order; far less than the minute between two messages.
        origin.clock.advance(TimeDelta::milliseconds(1));
    }
    origin.vendor.behave(Behaviour::Accept);
    origin.sign_in(PHONE, "a").await;
    let expected = [
        ("malformed".to_owned(), None),
        ("call_refused".to_owned(), Some("isv.AMOUNT_NOT_ENOUGH".to_owned())),
        ("accepted".to_owned(), None),
    ];
    assert_eq!(outcomes(&origin).await, expected);
}

#[tokio::test]
async fn a_number_the_vendor_refuses_is_an_invalid_field() {
    let origin = Origin::start().await;
    origin.vendor.behave(Behaviour::Refuse("isv.MOBILE_NUMBER_ILLEGAL"));
    let refused = problem(origin.edge.request_code(PHONE).await);
    assert_eq!(refused.code, "invalid_fields");
    assert!(refused.fields.contains_key("phone"), "{refused:?}");
}

#[tokio::test]
async fn a_vendor_that_hangs_is_given_up_in_time() {
    let origin = Origin::start().await;
    origin.vendor.behave(Behaviour::Hang);
    let begun = Instant::now();
    let refused = problem(origin.edge.request_code(PHONE).await);
    assert_eq!(refused.code, "sms_unavailable");
    assert!(begun.elapsed() < Duration::from_secs(6), "{:?}", begun.elapsed());
    assert_eq!(outcomes(&origin).await, [("timeout".to_owned(), None)]);
}
