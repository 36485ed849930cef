//! Accounts that may not be used.

use origin::{accounts::AccountError, audit::Actor};
use uuid::Uuid;

use crate::support::{
    Origin, SettingsFile, caller,
    origin::{TEST_CODE, TEST_PHONE},
    problem, settings_text,
};

#[tokio::test]
async fn a_ban_signs_out_and_lets_nobody_in() {
    let origin = Origin::start().await;
    let tokens = origin.sign_in(TEST_PHONE, "a").await.tokens.unwrap();
    let user_id: Uuid = caller(&tokens.access_token).user_id.parse().unwrap();
    for _ in 0..2 {
        origin.accounts.ban_user(&Actor::System, user_id, "spam").await.unwrap();
    }
    assert_eq!(origin.edge.verify(&tokens.access_token).await.reason, "account_banned");
    let refused = origin.edge.refresh(&tokens.refresh_token).await;
    assert_eq!(refused.as_ref().unwrap_err().code(), tonic::Code::PermissionDenied);
    assert_eq!(problem(refused).code, "account_banned");
    let version = "SELECT token_version FROM users";
    assert_eq!(origin.database.count(version).await, 2);

    // Only who has the code learns of it.
    origin.edge.request_code(TEST_PHONE).await.unwrap();
    let sign_in = async |code| origin.edge.create_session(TEST_PHONE, code, "a", None).await;
    assert_eq!(problem(sign_in("000000").await).code, "code_invalid");
    assert_eq!(problem(sign_in(TEST_CODE).await).code, "account_banned");

    for _ in 0..2 {
        origin.accounts.unban_user(&Actor::System, user_id).await.unwrap();
    }
    let refused = problem(origin.edge.refresh(&tokens.refresh_token).await);
    assert_eq!(refused.code, "refresh_token_invalid");
    let again = sign_in(TEST_CODE).await.unwrap().tokens.unwrap();
    assert!(origin.edge.verify(&again.access_token).await.active);
}

#[tokio::test]
async fn nobody_cannot_be_banned() {
    let origin = Origin::start().await;
    let nobody = Uuid::new_v4();
    let banned = origin.accounts.ban_user(&Actor::System, nobody, "spam").await;
    assert!(matches!(banned, Err(AccountError::NotFound)), "{banned:?}");
    let unbanned = origin.accounts.unban_user(&Actor::System, nobody).await;
    assert!(matches!(unbanned, Err(AccountError::NotFound)), "{unbanned:?}");
}

#[tokio::test]
async fn operators_ban_and_sign_out_by_command() {
    let origin = Origin::start().await;
    let tokens = origin.sign_in(TEST_PHONE, "a").await.tokens.unwrap();
    let user_id = caller(&tokens.access_token).user_id;
    let file = SettingsFile::new(&settings_text(&origin.database.url(), "http://127.0.0.1:1/"));
    let run = async |action: &str, id: &str| {
        file.command().args(["users", action, id]).output().await.unwrap().status.code()
    };
    assert_eq!(run("sign-out", &user_id).await, Some(0));
    assert_eq!(origin.edge.verify(&tokens.access_token).await.reason, "token_revoked");
    assert_eq!(run("ban", &user_id).await, Some(0));
    assert_eq!(origin.edge.verify(&tokens.access_token).await.reason, "account_banned");
    assert_eq!(run("unban", &user_id).await, Some(0));
    assert_eq!(origin.edge.verify(&tokens.access_token).await.reason, "token_revoked");
    assert_eq!(run("ban", &Uuid::new_v4().to_string()).await, Some(1));
    assert_eq!(run("ban", "somebody").await, Some(2));
}
