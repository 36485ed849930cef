//! Leaving, and taking one's data along.

use chrono::TimeDelta;
use serde_json::Value;
use wasm_shared::contract::{
    auth::v1::{Caller, EndDeviceRequest, GetTokenVersionRequest},
    user::v1::{DeleteUserRequest, ExportUserRequest, UpdateUserRequest},
};

use crate::support::{
    Origin, caller,
    origin::{PHONE, TEST_CODE, TEST_PHONE},
    problem,
};

async fn delete(origin: &Origin, caller: Caller) -> i64 {
    let request = DeleteUserRequest { caller: Some(caller) };
    origin.edge.user().delete_user(request).await.unwrap().into_inner().deletes_at_ms
}

/// What is left of users in any table that hangs on them.
async fn left(origin: &Origin) -> i64 {
    let rows = "SELECT (SELECT count(*) FROM users) + (SELECT count(*) FROM devices)
                     + (SELECT count(*) FROM sessions) + (SELECT count(*) FROM outbox_events)";
    origin.database.count(rows).await
}

#[tokio::test]
async fn an_account_goes_after_the_grace_period() {
    let origin = Origin::start().await;
    let tokens = origin.sign_in(TEST_PHONE, "a").await.tokens.unwrap();
    let me = caller(&tokens.access_token);
    let deletes_at = delete(&origin, me.clone()).await;
    let grace = deletes_at - origin.clock.now().timestamp_millis();
    assert_eq!(grace, TimeDelta::days(30).num_milliseconds());
    assert_eq!(origin.edge.verify(&tokens.access_token).await.reason, "token_revoked");
    let refused = problem(origin.edge.refresh(&tokens.refresh_token).await);
    assert_eq!(refused.code, "refresh_token_invalid");

    origin.clock.advance(TimeDelta::days(30) - TimeDelta::milliseconds(1));
    assert_eq!(origin.accounts.delete_due_users().await.unwrap(), 0);
    let version = GetTokenVersionRequest { user_id: me.user_id };
    let mut auth = origin.edge.auth();
    assert_eq!(
        auth.get_token_version(version.clone()).await.unwrap().into_inner().token_version,
        2
    );
    origin.clock.advance(TimeDelta::milliseconds(1));
    assert_eq!(origin.accounts.delete_due_users().await.unwrap(), 1);
    assert_eq!(left(&origin).await, 0);
    assert_eq!(problem(auth.get_token_version(version).await).code, "not_found");
}

#[tokio::test]
async fn signing_in_within_it_takes_the_deletion_back() {
    let origin = Origin::start().await;
    let me = caller(&origin.sign_in(TEST_PHONE, "a").await.tokens.unwrap().access_token);
    delete(&origin, me.clone()).await;
    origin.clock.advance(TimeDelta::days(29));
    let back = origin.sign_in(TEST_PHONE, "a").await;
    assert_eq!(back.user.unwrap().id, me.user_id);
    origin.clock.advance(TimeDelta::days(30));
    assert_eq!(origin.accounts.delete_due_users().await.unwrap(), 0);
    let tokens = origin.edge.refresh(&back.tokens.unwrap().refresh_token).await.unwrap();
    assert!(origin.edge.verify(&tokens.access_token).await.active);
}

/// The job may be late; the promise is not.
#[tokio::test]
async fn who_signs_in_too_late_is_somebody_new() {
    let origin = Origin::start().await;
    let me = caller(&origin.sign_in(TEST_PHONE, "a").await.tokens.unwrap().access_token);
    delete(&origin, me.clone()).await;
    origin.clock.advance(TimeDelta::days(30));
    let new = origin.sign_in(TEST_PHONE, "b").await;
    assert_ne!(new.user.unwrap().id, me.user_id);
    assert_eq!(origin.database.count("SELECT count(*) FROM devices").await, 1);
    assert_eq!(origin.accounts.delete_due_users().await.unwrap(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn origins_delete_at_once_and_sign_ins_go_on() {
    let origin = Origin::start().await;
    for number in 0..20 {
        let phone = format!("+86139000000{number:02}");
        origin.edge.request_code(&phone).await.unwrap();
        let session = origin.edge.create_session(&phone, TEST_CODE, "a", None).await.unwrap();
        delete(&origin, caller(&session.tokens.unwrap().access_token)).await;
    }
    origin.clock.advance(TimeDelta::days(30));
    origin.edge.request_code("+8613900000000").await.unwrap();
    let sign_in = origin.edge.create_session("+8613900000000", TEST_CODE, "new", None);
    let (first, second, third, signed_in) = tokio::join!(
        origin.accounts.delete_due_users(),
        origin.accounts.delete_due_users(),
        origin.accounts.delete_due_users(),
        sign_in,
    );
    let deleted = first.unwrap() + second.unwrap() + third.unwrap();
    assert!((19..=20).contains(&deleted), "{deleted}");
    assert!(origin.edge.verify(&signed_in.unwrap().tokens.unwrap().access_token).await.active);
    assert_eq!(origin.database.count("SELECT count(*) FROM users").await, 1);
}

#[tokio::test]
async fn an_export_holds_what_is_kept() {
    let origin = Origin::start().await;
    let one = origin.sign_in(PHONE, "a").await.tokens.unwrap();
    origin.clock.advance(TimeDelta::minutes(2));
    let two = origin.sign_in(PHONE, "b").await.tokens.unwrap();
    let (first, device_id) = (Some(caller(&one.access_token)), "a".to_owned());
    let request = EndDeviceRequest { caller: first, device_id, idempotency_key: None };
    origin.edge.auth().end_device(request).await.unwrap();
    let two = origin.edge.refresh(&two.refresh_token).await.unwrap();
    let me = || Some(caller(&two.access_token));
    let nickname = Some("小明".to_owned());
    let change = UpdateUserRequest { caller: me(), nickname, ..UpdateUserRequest::default() };
    origin.edge.user().update_user(change).await.unwrap();

    let request = ExportUserRequest { caller: me() };
    let document = origin.edge.user().export_user(request).await.unwrap().into_inner().document;
    let text = String::from_utf8(document).unwrap();
    assert!(!text.contains("13812345678"), "{text}");
    let export: Value = serde_json::from_str(&text).unwrap();
    insta::assert_json_snapshot!(export, {
        ".user.id" => "[id]",
        ".sessions[].id" => "[id]",
    });
}
