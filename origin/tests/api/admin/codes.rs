//! The second factor: codes are taken once, also by requests at once.

use futures_util::future::join_all;
use serde_json::json;

use crate::support::Origin;

#[tokio::test]
async fn a_code_is_taken_once() {
    let origin = Origin::start().await;
    let mut owner = origin.owner().await;
    owner.enter_password().await.expect(200);
    let code = owner.next_code();
    owner.enter_code(&code).await.expect(200);
    owner.enter_password().await.expect(200);
    assert_eq!(owner.enter_code(&code).await.refused(401), "code_invalid");
    let earlier = owner.totp.as_ref().unwrap().code(origin.clock.now());
    assert_eq!(owner.enter_code(&earlier).await.refused(401), "code_invalid", "a step before it");
    let next = owner.next_code();
    owner.enter_code(&next).await.expect(200);
}

/// Two browsers with the password and one code: one of them gets in.
#[tokio::test]
async fn a_code_is_taken_once_by_requests_at_once() {
    let origin = Origin::start().await;
    let mut owner = origin.owner().await;
    let code = owner.next_code();
    let mut browsers = Vec::new();
    for _ in 0..4 {
        let mut browser = origin.stranger();
        (browser.email, browser.password) = (owner.email.clone(), owner.password.clone());
        browser.enter_password().await.expect(200);
        browsers.push(browser);
    }
    let answers = join_all(browsers.iter_mut().map(|browser| browser.enter_code(&code))).await;
    let let_in = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(let_in, 1, "{answers:?}");
}

#[tokio::test]
async fn a_recovery_code_signs_in_once() {
    let origin = Origin::start().await;
    let mut owner = origin.owner().await;
    let codes = owner.recovery_codes.clone();
    owner.enter_password().await.expect(200);
    let signed_in = owner.enter_recovery_code(&codes[0].to_uppercase().replace('-', " ")).await;
    assert_eq!(signed_in.expect(200)["state"], "signed_in");
    owner.enter_password().await.expect(200);
    assert_eq!(owner.enter_recovery_code(&codes[0]).await.refused(401), "code_invalid");
    assert_eq!(owner.enter_recovery_code("abcd-efgh-ijkl-mnop").await.refused(401), "code_invalid");
    assert_eq!(owner.enter_code(&codes[1]).await.refused(401), "code_invalid", "not as the app's");
    owner.enter_recovery_code(&codes[1]).await.expect(200);
    let used = "SELECT count(*) FROM administrator_recovery_codes WHERE used_at IS NOT NULL";
    assert_eq!(origin.database.count(used).await, 2);
}

#[tokio::test]
async fn new_recovery_codes_take_the_place_of_the_old() {
    let origin = Origin::start().await;
    let mut owner = origin.owner().await;
    let made = owner.post("/session/recovery-codes", json!({})).await;
    assert_eq!(made.refused(403), "step_up_required", "a stolen session must not make its own");
    owner.step_up().await;
    let made = owner.post("/session/recovery-codes", json!({})).await.expect(200);
    let old = owner.recovery_codes[0].clone();
    owner.enter_password().await.expect(200);
    assert_eq!(owner.enter_recovery_code(&old).await.refused(401), "code_invalid");
    owner.enter_recovery_code(made["recovery_codes"][9].as_str().unwrap()).await.expect(200);
}

#[tokio::test]
async fn dangerous_calls_want_a_code_of_late() {
    let origin = Origin::start().await;
    let mut owner = origin.owner().await;
    let new = json!({ "email": "new@listen.example", "name": "New", "role": "auditor" });
    assert_eq!(owner.post("/admins", new.clone()).await.refused(403), "step_up_required");
    let wrong = owner.post("/session/step-up", json!({ "code": "000000" })).await;
    assert_eq!(wrong.refused(401), "code_invalid");
    assert_eq!(owner.post("/admins", new.clone()).await.refused(403), "step_up_required");
    owner.step_up().await;
    assert!(owner.get("/session").await.expect(200)["step_up_until"].is_string());
    owner.post("/admins", new.clone()).await.expect(201);
    origin.clock.advance(chrono::TimeDelta::minutes(10));
    assert_eq!(owner.post("/admins", new).await.refused(403), "step_up_required");
    let recovery = json!({ "code": owner.recovery_codes[0] });
    owner.post("/session/step-up", recovery).await.expect(200);
}

/// What was shown in one session opens nothing in another.
#[tokio::test]
async fn a_step_up_is_of_its_session() {
    let origin = Origin::start().await;
    let mut owner = origin.owner().await;
    owner.step_up().await;
    owner.sign_in().await;
    let session = owner.get("/session").await.expect(200);
    assert_eq!(session["step_up_until"], json!(null));
    assert_eq!(owner.post("/admins", json!({})).await.refused(403), "step_up_required");
}
