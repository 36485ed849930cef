//! `user.v1`

use wasm_shared::contract::{
    auth::v1::Caller,
    user::v1::{GetUserRequest, UpdateUserRequest},
};

use crate::support::{Origin, caller, origin::PHONE, problem};

#[tokio::test]
async fn a_listener_reads_and_changes_the_profile() {
    let origin = Origin::start().await;
    let session = origin.sign_in(PHONE, "a").await;
    let (user, caller) = (session.user.unwrap(), caller(&session.tokens.unwrap().access_token));
    let read = GetUserRequest { caller: Some(caller.clone()) };
    let found = origin.edge.user().get_user(read.clone()).await.unwrap().into_inner().user;
    assert_eq!(found.as_ref(), Some(&user));

    let change = UpdateUserRequest {
        caller: Some(caller.clone()),
        nickname: Some("小明".to_owned()),
        ..UpdateUserRequest::default()
    };
    origin.edge.user().update_user(change).await.unwrap();
    let change = UpdateUserRequest {
        caller: Some(caller.clone()),
        avatar_url: Some("https://img.example/1.png".to_owned()),
        ..UpdateUserRequest::default()
    };
    let changed = origin.edge.user().update_user(change).await.unwrap().into_inner().user.unwrap();
    assert_eq!(changed.nickname, "小明");
    assert_eq!(changed.avatar_url, "https://img.example/1.png");
    let found = origin.edge.user().get_user(read).await.unwrap().into_inner().user.unwrap();
    assert_eq!(found, changed);
}

#[tokio::test]
async fn what_cannot_be_is_refused() {
    let origin = Origin::start().await;
    let nobody = Caller {
        user_id: uuid::Uuid::new_v4().to_string(),
        session_id: uuid::Uuid::new_v4().to_string(),
        ..Caller::default()
    };
    let read = GetUserRequest { caller: Some(nobody.clone()) };
    assert_eq!(problem(origin.edge.user().get_user(read).await).code, "token_revoked");
    let read = GetUserRequest { caller: None };
    assert_eq!(problem(origin.edge.user().get_user(read).await).code, "invalid_fields");
    let session = origin.sign_in(PHONE, "a").await;
    let change = UpdateUserRequest {
        caller: Some(caller(&session.tokens.unwrap().access_token)),
        nickname: Some("\u{0}".to_owned()),
        avatar_url: Some("javascript:1".to_owned()),
        idempotency_key: None,
    };
    let refused = problem(origin.edge.user().update_user(change).await);
    assert_eq!(refused.fields.len(), 2);
    let change = UpdateUserRequest { caller: Some(nobody), ..UpdateUserRequest::default() };
    assert_eq!(problem(origin.edge.user().update_user(change).await).code, "token_revoked");
}
