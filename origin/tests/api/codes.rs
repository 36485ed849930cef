//! Sign-in codes: sent, tried, used once.

use chrono::TimeDelta;
use futures_util::future::join_all;

use crate::support::{
    Origin,
    origin::{PHONE, TEST_CODE, TEST_PHONE},
    problem,
};

/// Digits that are not `code`.
fn other_than(code: &str) -> String {
    if code == "000000" { "000001".to_owned() } else { "000000".to_owned() }
}

#[tokio::test]
async fn a_listener_signs_in_with_the_code_of_the_message() {
    let origin = Origin::start().await;
    let asked = origin.edge.request_code(PHONE).await.unwrap();
    assert_eq!((asked.expires_in_seconds, asked.resend_after_seconds), (300, 60));
    let message = origin.vendor.last_call();
    assert_eq!(message["PhoneNumbers"], "13812345678");
    assert_eq!((message["SignName"].as_str(), message["TemplateCode"].as_str()), ("听流", "SMS_1"));

    let code = origin.vendor.last_code();
    let session = origin.edge.create_session(PHONE, &code, "phone-1", None).await.unwrap();
    let (user, device) = (session.user.unwrap(), session.device.unwrap());
    assert_eq!(user.phone_masked, "138****5678");
    assert_eq!((device.id.as_str(), device.name.as_str()), ("phone-1", "the phone-1"));
    assert_eq!(device.last_ip_masked, "203.0.*.*");
    let tokens = session.tokens.unwrap();
    assert_eq!(tokens.expires_in_seconds, 600);
    assert!(origin.edge.verify(&tokens.access_token).await.active);
}

/// However a listener writes it.
#[tokio::test]
async fn a_phone_in_its_national_form_is_the_same_phone() {
    let origin = Origin::start().await;
    origin.edge.request_code("138-1234-5678").await.unwrap();
    let code = origin.vendor.last_code();
    let national = origin.edge.create_session("138 1234 5678", &code, "a", None).await.unwrap();
    origin.clock.advance(TimeDelta::minutes(2));
    assert_eq!(national.user, origin.sign_in(PHONE, "b").await.user);

    let origin = Origin::start_with("auth.default_country = 'US'").await;
    origin.edge.request_code("(202) 555-0123").await.unwrap();
    assert_eq!(origin.vendor.last_call()["PhoneNumbers"], "12025550123");
}

#[tokio::test]
async fn the_same_phone_is_the_same_user() {
    let origin = Origin::start().await;
    let first = origin.sign_in(PHONE, "a").await.user.unwrap();
    origin.clock.advance(TimeDelta::minutes(2));
    let second = origin.sign_in(PHONE, "b").await.user.unwrap();
    assert_eq!(first, second);
    origin.clock.advance(TimeDelta::minutes(2));
    let other = origin.sign_in("+8613812345679", "a").await.user.unwrap();
    assert_ne!(first.id, other.id);
}

#[tokio::test]
async fn known_and_unknown_phones_are_answered_alike() {
    let origin = Origin::start().await;
    origin.sign_in(PHONE, "a").await;
    origin.clock.advance(TimeDelta::minutes(2));
    let known = origin.edge.request_code(PHONE).await.unwrap();
    let unknown = origin.edge.request_code("+8613812345679").await.unwrap();
    assert_eq!(known, unknown);
    let wrong = other_than(&origin.vendor.last_code());
    for phone in ["+8613712345670", "+8613712345671"] {
        let refused = problem(origin.edge.create_session(phone, &wrong, "a", None).await);
        assert_eq!(refused.code, "code_expired");
    }
}

#[tokio::test]
async fn a_wrong_code_may_be_tried_five_times() {
    let origin = Origin::start().await;
    origin.edge.request_code(PHONE).await.unwrap();
    let right = origin.vendor.last_code();
    let wrong = other_than(&right);
    for left in (0..5).rev() {
        let refused = problem(origin.edge.create_session(PHONE, &wrong, "a", None).await);
        assert_eq!((refused.code.as_str(), refused.attempts_left), ("code_invalid", Some(left)));
    }
    let refused = problem(origin.edge.create_session(PHONE, &right, "a", None).await);
    assert_eq!(refused.code, "code_expired");
}

#[tokio::test]
async fn parallel_guesses_get_no_more_than_five_tries() {
    let origin = Origin::start().await;
    origin.edge.request_code(PHONE).await.unwrap();
    let wrong = other_than(&origin.vendor.last_code());
    let guesses = (0..40).map(|_| origin.edge.create_session(PHONE, &wrong, "a", None));
    let codes: Vec<_> = join_all(guesses).await.into_iter().map(|r| problem(r).code).collect();
    assert_eq!(codes.iter().filter(|code| *code == "code_invalid").count(), 5);
    assert_eq!(codes.iter().filter(|code| *code == "code_expired").count(), 35);
}

#[tokio::test]
async fn a_code_is_good_for_five_minutes() {
    let origin = Origin::start().await;
    origin.edge.request_code(PHONE).await.unwrap();
    let code = origin.vendor.last_code();
    origin.clock.advance(TimeDelta::minutes(5));
    let refused = problem(origin.edge.create_session(PHONE, &code, "a", None).await);
    assert_eq!(refused.code, "code_expired");
}

#[tokio::test]
async fn a_new_code_replaces_the_one_before() {
    let origin = Origin::start().await;
    origin.edge.request_code(PHONE).await.unwrap();
    let first = origin.vendor.last_code();
    origin.clock.advance(TimeDelta::minutes(1));
    origin.edge.request_code(PHONE).await.unwrap();
    let second = origin.vendor.last_code();
    if first != second {
        let refused = problem(origin.edge.create_session(PHONE, &first, "a", None).await);
        assert_eq!(refused.code, "code_invalid");
    }
    origin.edge.create_session(PHONE, &second, "a", None).await.unwrap();
    let refused = problem(origin.edge.create_session(PHONE, &second, "a", None).await);
    assert_eq!(refused.code, "code_expired");
}

/// The code is right each time and every caller is another device: the device limit is not what
/// stops them.
#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_uses_at_once_make_one_session() {
    let origin = Origin::start().await;
    origin.edge.request_code(PHONE).await.unwrap();
    let code = origin.vendor.last_code();
    let uses = (0..100).map(|number| {
        let (edge, code) = (origin.edge.clone(), code.clone());
        tokio::spawn(async move {
            edge.create_session(PHONE, &code, &format!("device-{number}"), None).await
        })
    });
    let results: Vec<_> = join_all(uses).await.into_iter().map(Result::unwrap).collect();
    let (signed_in, refused): (Vec<_>, Vec<_>) = results.into_iter().partition(Result::is_ok);
    assert_eq!(signed_in.len(), 1);
    assert!(refused.into_iter().all(|result| problem(result).code == "code_expired"));
    assert_eq!(origin.database.count("SELECT count(*) FROM sessions").await, 1);
    assert_eq!(origin.database.count("SELECT count(*) FROM users").await, 1);
}

#[tokio::test]
async fn a_test_phone_signs_in_without_a_message_or_a_budget() {
    let origin = Origin::start().await;
    for _ in 0..12 {
        origin.edge.request_code(TEST_PHONE).await.unwrap();
        origin.edge.create_session(TEST_PHONE, TEST_CODE, "a", None).await.unwrap();
    }
    assert_eq!(origin.vendor.call_count(), 0);
    let refused = problem(origin.edge.create_session(TEST_PHONE, TEST_CODE, "a", None).await);
    assert_eq!(refused.code, "code_expired");
    let refused = {
        origin.edge.request_code(TEST_PHONE).await.unwrap();
        problem(origin.edge.create_session(TEST_PHONE, "111111", "a", None).await)
    };
    assert_eq!((refused.code.as_str(), refused.attempts_left), ("code_invalid", Some(4)));
}

#[tokio::test]
async fn a_test_phone_is_like_any_other_after_its_last_day() {
    let origin = Origin::start().await;
    origin.clock.advance(TimeDelta::days(365));
    origin.edge.request_code(TEST_PHONE).await.unwrap();
    assert_eq!(origin.vendor.call_count(), 1);
}

#[tokio::test]
async fn fields_that_are_not_as_agreed_are_named() {
    let origin = Origin::start().await;
    let refused = problem(origin.edge.request_code("1381234567").await);
    assert_eq!(refused.code, "invalid_fields");
    assert!(refused.fields.contains_key("phone"), "{refused:?}");
    let refused = problem(origin.edge.create_session(PHONE, "12345", "a", None).await);
    assert!(refused.fields.contains_key("code"), "{refused:?}");
    let refused = problem(origin.edge.create_session(PHONE, "123456", "a b", None).await);
    assert!(refused.fields.contains_key("device.id"), "{refused:?}");
}

/// Whoever copies the tables learns neither numbers nor codes nor tokens.
#[tokio::test]
async fn nothing_secret_is_stored_in_the_clear() {
    let origin = Origin::start().await;
    let session = origin.sign_in(PHONE, "a").await;
    let code = origin.vendor.last_code();
    let refresh = session.tokens.unwrap().refresh_token;
    let mut connection = origin.database.connect().await;
    for table in ["users", "devices", "sessions", "sms_codes", "sms_budgets", "sms_deliveries"] {
        // A column of bytes is text in hexadecimal here; so is what is looked for.
        let query = format!("SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} t");
        let dump: String = sqlx::query_scalar(sqlx::AssertSqlSafe(query))
            .fetch_one(&mut connection)
            .await
            .unwrap();
        assert!(!dump.is_empty(), "{table}");
        for secret in [&PHONE[3..], &refresh, "203.0.113.7"] {
            assert!(!dump.contains(secret), "{table} holds {secret}");
            assert!(!dump.contains(&hex::encode(secret)), "{table} holds {secret} as bytes");
        }
        assert!(!dump.contains(&hex::encode(&code)), "{table} holds the code as bytes");
    }
}
