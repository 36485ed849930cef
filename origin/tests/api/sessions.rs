//! Signing out everywhere, devices by name, and the token version.

use tonic::{Response, Status};
use uuid::Uuid;
use wasm_shared::contract::auth::v1::{
    Caller, Device, EndAllSessionsRequest, EndDeviceRequest, GetTokenVersionRequest,
    ListDevicesRequest, RenameDeviceRequest,
};

use crate::support::{
    Origin, caller,
    origin::{PHONE, TEST_PHONE},
    problem,
};

async fn end_device(origin: &Origin, caller: &Caller, device_id: &str) -> Result<(), Status> {
    let (caller, device_id) = (Some(caller.clone()), device_id.to_owned());
    let request = EndDeviceRequest { caller, device_id, idempotency_key: None };
    origin.edge.auth().end_device(request).await.map(|_| ())
}

async fn rename(
    origin: &Origin,
    caller: &Caller,
    device_id: &str,
    name: &str,
) -> Result<Device, Status> {
    let (device_id, name) = (device_id.to_owned(), name.to_owned());
    let (caller, idempotency_key) = (Some(caller.clone()), None);
    let request = RenameDeviceRequest { caller, device_id, name, idempotency_key };
    Ok(origin.edge.auth().rename_device(request).await?.into_inner().device.unwrap())
}

async fn version(origin: &Origin, user_id: &str) -> Result<u64, Status> {
    let request = GetTokenVersionRequest { user_id: user_id.to_owned() };
    Ok(origin.edge.auth().get_token_version(request).await?.into_inner().token_version)
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_session() {
    let origin = Origin::start().await;
    let one = origin.sign_in(TEST_PHONE, "a").await.tokens.unwrap();
    let two = origin.sign_in(TEST_PHONE, "b").await.tokens.unwrap();
    let other = origin.sign_in(PHONE, "a").await.tokens.unwrap();
    let request = EndAllSessionsRequest { caller: Some(caller(&two.access_token)) };
    origin.edge.auth().end_all_sessions(request.clone()).await.unwrap();
    for tokens in [&one, &two] {
        assert_eq!(origin.edge.verify(&tokens.access_token).await.reason, "token_revoked");
        let refused = problem(origin.edge.refresh(&tokens.refresh_token).await);
        assert_eq!(refused.code, "refresh_token_invalid");
    }
    assert!(origin.edge.verify(&other.access_token).await.active);
    let refused = problem(origin.edge.auth().end_all_sessions(request).await);
    assert_eq!(refused.code, "token_revoked");
    assert_eq!(version(&origin, &caller(&one.access_token).user_id).await.unwrap(), 2);
}

#[tokio::test]
async fn a_device_is_signed_out_from_another() {
    let origin = Origin::start().await;
    let one = origin.sign_in(TEST_PHONE, "a").await.tokens.unwrap();
    let two = origin.sign_in(TEST_PHONE, "b").await.tokens.unwrap();
    let me = caller(&one.access_token);
    end_device(&origin, &me, "b").await.unwrap();
    assert_eq!(origin.edge.verify(&two.access_token).await.reason, "token_revoked");
    let refused = problem(origin.edge.refresh(&two.refresh_token).await);
    assert_eq!(refused.code, "refresh_token_invalid");
    let ended = "SELECT count(*) FROM sessions WHERE end_reason = 'device_ended'";
    assert_eq!(origin.database.count(ended).await, 1);
    // The token version was raised: the device that asked goes on with a new token.
    assert_eq!(problem(end_device(&origin, &me, "b").await).code, "token_revoked");
    let one = origin.edge.refresh(&one.refresh_token).await.unwrap();
    let me = caller(&one.access_token);
    assert_eq!(problem(end_device(&origin, &me, "b").await).code, "not_found");
    assert_eq!(problem(end_device(&origin, &me, "z").await).code, "not_found");
    // A device may end itself.
    end_device(&origin, &me, "a").await.unwrap();
    assert_eq!(
        problem(origin.edge.refresh(&one.refresh_token).await).code,
        "refresh_token_invalid"
    );
}

/// The caller was answered, and did not hear it.
#[tokio::test]
async fn a_change_that_is_sent_again_is_answered_as_before() {
    let origin = Origin::start().await;
    let one = origin.sign_in(TEST_PHONE, "a").await.tokens.unwrap();
    origin.sign_in(TEST_PHONE, "b").await;
    let rename = async |name: &str| {
        let request = RenameDeviceRequest {
            caller: Some(caller(&one.access_token)),
            device_id: "b".to_owned(),
            name: name.to_owned(),
            idempotency_key: Some("name".to_owned()),
        };
        origin.edge.auth().rename_device(request).await.map(Response::into_inner)
    };
    let renamed = rename("one").await.unwrap();
    assert_eq!(rename("one").await.unwrap(), renamed);
    assert_eq!(problem(rename("two").await).code, "idempotency_key_reused");

    let end = async |token: &str| {
        let request = EndDeviceRequest {
            caller: Some(caller(token)),
            device_id: "b".to_owned(),
            idempotency_key: Some("end".to_owned()),
        };
        origin.edge.auth().end_device(request).await
    };
    end(&one.access_token).await.unwrap();
    let one = origin.edge.refresh(&one.refresh_token).await.unwrap();
    end(&one.access_token).await.unwrap();
    let me = caller(&one.access_token);
    assert_eq!(version(&origin, &me.user_id).await.unwrap(), 2);
    // Under no key, or another, it is another call.
    assert_eq!(problem(end_device(&origin, &me, "b").await).code, "not_found");
}

#[tokio::test]
async fn a_device_of_somebody_else_is_not_found() {
    let origin = Origin::start().await;
    let me = caller(&origin.sign_in(TEST_PHONE, "a").await.tokens.unwrap().access_token);
    let theirs = origin.sign_in(PHONE, "theirs").await.tokens.unwrap();
    assert_eq!(problem(end_device(&origin, &me, "theirs").await).code, "not_found");
    assert_eq!(problem(rename(&origin, &me, "theirs", "mine").await).code, "not_found");
    assert!(origin.edge.verify(&theirs.access_token).await.active);
    assert_eq!(version(&origin, &me.user_id).await.unwrap(), 1);
}

#[tokio::test]
async fn a_device_is_renamed() {
    let origin = Origin::start().await;
    origin.sign_in(TEST_PHONE, "a").await;
    let me = caller(&origin.sign_in(TEST_PHONE, "b").await.tokens.unwrap().access_token);
    for _ in 0..2 {
        let renamed = rename(&origin, &me, "a", " 客厅 ").await.unwrap();
        assert_eq!((renamed.id.as_str(), renamed.name.as_str()), ("a", "客厅"));
    }
    let request = ListDevicesRequest { caller: Some(me.clone()) };
    let devices = origin.edge.auth().list_devices(request).await.unwrap().into_inner().devices;
    let mut names: Vec<_> = devices.iter().map(|device| device.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["the b", "客厅"]);
    for wrong in ["", "  ", "a\nb", &"x".repeat(65)] {
        let refused = problem(rename(&origin, &me, "a", wrong).await);
        assert_eq!(refused.code, "invalid_fields");
        assert!(refused.fields.contains_key("name"), "{refused:?}");
    }
    assert_eq!(problem(rename(&origin, &me, "z", "x").await).code, "not_found");
}

#[tokio::test]
async fn the_token_version_of_nobody_is_not_found() {
    let origin = Origin::start().await;
    let nobody = Uuid::new_v4().to_string();
    assert_eq!(problem(version(&origin, &nobody).await).code, "not_found");
    assert_eq!(problem(version(&origin, "1").await).code, "invalid_fields");
}
