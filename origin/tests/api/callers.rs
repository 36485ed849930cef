//! What is done for a caller is done only while their token stands as it says.

use chrono::TimeDelta;
use tonic::{Response, Status};
use uuid::Uuid;
use wasm_shared::contract::{
    auth::v1::{
        Caller, EndAllSessionsRequest, EndDeviceRequest, EndSessionRequest, ListDevicesRequest,
        RenameDeviceRequest,
    },
    user::v1::{DeleteUserRequest, ExportUserRequest, GetUserRequest, UpdateUserRequest},
};

use origin::audit::Actor;

use crate::{
    library::refusals,
    support::{
        Edge, Origin, caller,
        origin::{PHONE, TEST_PHONE},
        problem,
    },
};

/// The code that a call was refused with.
pub fn code<T: std::fmt::Debug>(result: Result<Response<T>, Status>) -> String {
    problem(result).code
}

/// The code that each of the calls for an account is refused with.
async fn refusals_of_accounts(edge: &Edge, caller: &Caller) -> Vec<(&'static str, String)> {
    let (mut auth, mut user) = (edge.auth(), edge.user());
    let caller = || Some(caller.clone());
    let device = || "a".to_owned();
    vec![
        ("EndSession", code(auth.end_session(EndSessionRequest { caller: caller() }).await)),
        (
            "EndAllSessions",
            code(auth.end_all_sessions(EndAllSessionsRequest { caller: caller() }).await),
        ),
        ("ListDevices", code(auth.list_devices(ListDevicesRequest { caller: caller() }).await)),
        (
            "RenameDevice",
            code({
                let (device_id, name) = (device(), "new".to_owned());
                let (caller, idempotency_key) = (caller(), None);
                let request = RenameDeviceRequest { caller, device_id, name, idempotency_key };
                auth.rename_device(request).await
            }),
        ),
        (
            "EndDevice",
            code({
                let (caller, device_id) = (caller(), device());
                let request = EndDeviceRequest { caller, device_id, idempotency_key: None };
                auth.end_device(request).await
            }),
        ),
        ("GetUser", code(user.get_user(GetUserRequest { caller: caller() }).await)),
        (
            "UpdateUser",
            code({
                let nickname = Some("new".to_owned());
                let caller = caller();
                let request =
                    UpdateUserRequest { caller, nickname, ..UpdateUserRequest::default() };
                user.update_user(request).await
            }),
        ),
        ("DeleteUser", code(user.delete_user(DeleteUserRequest { caller: caller() }).await)),
        ("ExportUser", code(user.export_user(ExportUserRequest { caller: caller() }).await)),
    ]
}

async fn assert_all_refused(edge: &Edge, caller: &Caller, expected: &str, why: &str) {
    let library = refusals::refusals(edge, caller).await;
    for (call, code) in refusals_of_accounts(edge, caller).await.into_iter().chain(library) {
        assert_eq!(code, expected, "{call}, {why}");
    }
}

#[tokio::test]
async fn a_token_that_does_not_stand_as_it_says_opens_nothing() {
    let origin = Origin::start().await;
    let good = caller(&origin.sign_in(TEST_PHONE, "a").await.tokens.unwrap().access_token);
    let other = caller(&origin.sign_in(PHONE, "a").await.tokens.unwrap().access_token);
    let unknown = || Uuid::new_v4().to_string();
    let changed = [
        ("an unknown user", Caller { user_id: unknown(), ..good.clone() }),
        ("an unknown session", Caller { session_id: unknown(), ..good.clone() }),
        ("another's session", Caller { session_id: other.session_id.clone(), ..good.clone() }),
        ("another's user", Caller { user_id: other.user_id.clone(), ..good.clone() }),
        ("a later version", Caller { token_version: 2, ..good.clone() }),
        ("an earlier version", Caller { token_version: 0, ..good.clone() }),
    ];
    for (why, caller) in changed {
        assert_all_refused(&origin.edge, &caller, "token_revoked", why).await;
    }
    // None of it did anything.
    let devices = ListDevicesRequest { caller: Some(good.clone()) };
    let devices = origin.edge.auth().list_devices(devices).await.unwrap().into_inner().devices;
    assert_eq!(devices[0].name, "the a");

    origin.clock.advance(TimeDelta::days(60));
    assert_all_refused(&origin.edge, &good, "token_revoked", "an expired session").await;
}

#[tokio::test]
async fn a_session_that_is_over_opens_nothing() {
    let origin = Origin::start().await;
    let good = caller(&origin.sign_in(PHONE, "a").await.tokens.unwrap().access_token);
    let request = EndSessionRequest { caller: Some(good.clone()) };
    origin.edge.auth().end_session(request).await.unwrap();
    assert_all_refused(&origin.edge, &good, "token_revoked", "signed out").await;
}

#[tokio::test]
async fn a_banned_account_is_told_so() {
    let origin = Origin::start().await;
    let good = caller(&origin.sign_in(PHONE, "a").await.tokens.unwrap().access_token);
    origin.accounts.ban_user(&Actor::System, good.user_id.parse().unwrap(), "spam").await.unwrap();
    assert_all_refused(&origin.edge, &good, "account_banned", "banned").await;
}

#[tokio::test]
async fn an_account_that_is_to_be_deleted_opens_nothing() {
    let origin = Origin::start().await;
    let good = caller(&origin.sign_in(PHONE, "a").await.tokens.unwrap().access_token);
    let request = DeleteUserRequest { caller: Some(good.clone()) };
    origin.edge.user().delete_user(request).await.unwrap();
    assert_all_refused(&origin.edge, &good, "token_revoked", "leaving").await;
}

#[tokio::test]
async fn a_caller_must_be_named_by_uuids() {
    let origin = Origin::start().await;
    let (user_id, session_id) = (Uuid::new_v4().to_string(), Uuid::new_v4().to_string());
    let good = Caller { user_id, session_id, ..Caller::default() };
    for (caller, field) in [
        (Caller::default(), "caller.user_id"),
        (Caller { user_id: "1".to_owned(), ..good.clone() }, "caller.user_id"),
        (Caller { session_id: String::new(), ..good.clone() }, "caller.session_id"),
    ] {
        let request = GetUserRequest { caller: Some(caller) };
        let refused = problem(origin.edge.user().get_user(request).await);
        assert_eq!(refused.code, "invalid_fields");
        assert!(refused.fields.contains_key(field), "{refused:?}");
    }
}
