//! How many messages are sent.

use chrono::TimeDelta;
use futures_util::future::join_all;

use crate::support::{Origin, origin::PHONE, problem};

fn phone(number: u32) -> String {
    format!("+86138{number:08}")
}

#[tokio::test]
async fn a_phone_is_sent_one_a_minute() {
    let origin = Origin::start().await;
    origin.edge.request_code(PHONE).await.unwrap();
    origin.clock.advance(TimeDelta::seconds(20));
    let refused = problem(origin.edge.request_code(PHONE).await);
    assert_eq!((refused.code.as_str(), refused.retry_after_seconds), ("rate_limited", Some(40)));
    origin.clock.advance(TimeDelta::seconds(40));
    origin.edge.request_code(PHONE).await.unwrap();
    assert_eq!(origin.vendor.call_count(), 2);
}

#[tokio::test]
async fn a_phone_is_sent_five_an_hour_and_ten_a_day() {
    let origin = Origin::start().await;
    for _ in 0..5 {
        origin.edge.request_code(PHONE).await.unwrap();
        origin.clock.advance(TimeDelta::minutes(1));
    }
    let refused = problem(origin.edge.request_code(PHONE).await);
    assert_eq!(refused.retry_after_seconds, Some(55 * 60));
    origin.clock.advance(TimeDelta::minutes(55));
    for _ in 0..5 {
        origin.edge.request_code(PHONE).await.unwrap();
        origin.clock.advance(TimeDelta::minutes(60));
    }
    let refused = problem(origin.edge.request_code(PHONE).await);
    assert_eq!(refused.retry_after_seconds, Some((24 * 60 - 60 - 5 * 60) * 60));
}

#[tokio::test(flavor = "multi_thread")]
async fn parallel_requests_of_a_phone_send_one_message() {
    let origin = Origin::start().await;
    let requests = (0..20).map(|_| {
        let edge = origin.edge.clone();
        tokio::spawn(async move { edge.request_code(PHONE).await })
    });
    let results: Vec<_> = join_all(requests).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
    assert_eq!(origin.vendor.call_count(), 1);
}

#[tokio::test]
async fn an_address_has_a_budget_for_the_hour() {
    let origin = Origin::start_with("sms.budgets.per_address_per_hour = 3").await;
    origin.clock.advance(TimeDelta::minutes(50));
    for number in 0..3 {
        origin.edge.request_code_from(&phone(number), "192.0.2.1").await.unwrap();
    }
    let refused = problem(origin.edge.request_code_from(&phone(3), "192.0.2.1").await);
    assert_eq!((refused.code.as_str(), refused.retry_after_seconds), ("rate_limited", Some(600)));
    origin.edge.request_code_from(&phone(4), "192.0.2.2").await.unwrap();
    origin.clock.advance(TimeDelta::minutes(10));
    origin.edge.request_code_from(&phone(3), "192.0.2.1").await.unwrap();
}

/// Changing to another address of one's own network is no way around the budget.
#[tokio::test]
async fn an_ipv6_network_shares_one_budget() {
    let origin = Origin::start_with("sms.budgets.per_address_per_hour = 2").await;
    origin.edge.request_code_from(&phone(0), "2001:db8:1:2::1").await.unwrap();
    origin.edge.request_code_from(&phone(1), "2001:db8:1:2:ffff::7").await.unwrap();
    let refused = problem(origin.edge.request_code_from(&phone(2), "2001:db8:1:2::9").await);
    assert_eq!(refused.code, "rate_limited");
    origin.edge.request_code_from(&phone(2), "2001:db8:1:3::1").await.unwrap();
    origin.edge.request_code_from(&phone(3), "192.0.2.1").await.unwrap();
    origin.edge.request_code_from(&phone(4), "::ffff:192.0.2.1").await.unwrap();
    let refused = problem(origin.edge.request_code_from(&phone(5), "192.0.2.1").await);
    assert_eq!(refused.code, "rate_limited");
}

#[tokio::test]
async fn all_together_have_a_budget_for_the_hour() {
    let origin = Origin::start_with("sms.budgets.total_per_hour = 2").await;
    origin.edge.request_code_from(&phone(0), "192.0.2.1").await.unwrap();
    origin.edge.request_code_from(&phone(1), "192.0.2.2").await.unwrap();
    let refused = problem(origin.edge.request_code_from(&phone(2), "192.0.2.3").await);
    assert_eq!(refused.code, "rate_limited");
    assert_eq!(origin.vendor.call_count(), 2);
    // A refused request spends nothing of the phone's and the address's own budgets.
    let spent = "SELECT count(*) FROM sms_budgets WHERE scope = 'address'";
    assert_eq!(origin.database.count(spent).await, 2);
    assert_eq!(origin.database.count("SELECT count(*) FROM sms_codes").await, 2);
}

#[tokio::test]
async fn a_device_has_a_budget_for_the_hour() {
    let origin = Origin::start_with("sms.budgets.per_device_per_hour = 2").await;
    let request = async |number: u32, device: Option<&str>| {
        let address = format!("192.0.2.{number}");
        origin.edge.request_code_on(&phone(number), &address, device).await
    };
    request(0, Some("tablet")).await.unwrap();
    request(1, Some("tablet")).await.unwrap();
    let refused = problem(request(2, Some("tablet")).await);
    assert_eq!((refused.code.as_str(), refused.retry_after_seconds), ("rate_limited", Some(3600)));
    request(2, Some("phone")).await.unwrap();
    for number in 3..6 {
        request(number, None).await.unwrap();
    }
    origin.clock.advance(TimeDelta::hours(1));
    request(6, Some("tablet")).await.unwrap();
}

#[tokio::test]
async fn the_budgets_of_a_phone_are_settings() {
    let settings = "sms.budgets.per_phone_per_minute = 2\n\
                    sms.budgets.per_phone_per_hour = 3\n\
                    sms.budgets.per_phone_per_day = 4";
    let origin = Origin::start_with(settings).await;
    let minute = TimeDelta::minutes(1);
    let refused = async || problem(origin.edge.request_code(PHONE).await).retry_after_seconds;
    let first = origin.edge.request_code(PHONE).await.unwrap();
    assert_eq!(first.resend_after_seconds, 0);
    let second = origin.edge.request_code(PHONE).await.unwrap();
    assert_eq!(second.resend_after_seconds, 60);
    assert_eq!(refused().await, Some(60));
    origin.clock.advance(minute);
    origin.edge.request_code(PHONE).await.unwrap();
    assert_eq!(refused().await, Some(59 * 60));
    origin.clock.advance(minute * 60);
    origin.edge.request_code(PHONE).await.unwrap();
    assert_eq!(refused().await, Some((24 * 60 - 61) * 60));
}
