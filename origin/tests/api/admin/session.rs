//! Signing in and out, and what a session is worth.

use chrono::TimeDelta;
use origin::administrators::Role;
use reqwest::header;
use serde_json::{Value, json};

use super::AdminClient;
use crate::support::Origin;

/// Every call that somebody who has shown a password only may not make.
async fn is_outside(client: &AdminClient<'_>) {
    for path in ["/admins", "/stats/overview", "/audit"] {
        assert_eq!(client.get(path).await.refused(401), "not_signed_in", "{path}");
    }
    let stepped_up = client.post("/session/step-up", json!({ "code": "000000" })).await;
    assert_eq!(stepped_up.refused(401), "not_signed_in");
}

#[tokio::test]
async fn the_first_sign_in_sets_up_the_second_factor() {
    let origin = Origin::start().await;
    let mut owner = origin.newcomer(Role::Owner).await;
    assert_eq!(owner.get("/session").await.refused(401), "not_signed_in");
    let begun = owner.enter_password().await.expect(200);
    assert_eq!(begun["state"], "enrolment_required");
    assert_eq!((&begun["admin"], &begun["permissions"]), (&Value::Null, &json!([])));
    is_outside(&owner).await;
    assert_eq!(owner.enter_code("000000").await.refused(409), "sign_in_step_invalid");

    let first = owner.post("/session/enrolment", json!({})).await.expect(200);
    let again = owner.post("/session/enrolment", json!({})).await.expect(200);
    assert_eq!(first["secret"], again["secret"], "a page that is loaded again shows the same");
    assert!(first["otpauth_url"].as_str().unwrap().starts_with("otpauth://totp/Listen%20Stream:"));
    assert!(first["qr_svg"].as_str().unwrap().contains("<svg"));
    let wrong = owner.post("/session/enrolment/confirm", json!({ "code": "000000" })).await;
    assert_eq!(wrong.refused(401), "code_invalid");

    owner.enrol().await;
    assert_eq!(owner.recovery_codes.len(), 10);
    let session = owner.get("/session").await.expect(200);
    assert_eq!(
        (&session["state"], &session["admin"]["role"]),
        (&"signed_in".into(), &"owner".into())
    );
    assert_eq!(session["admin"]["email"], owner.email);
    assert_eq!(session["step_up_until"], Value::Null);
    assert_eq!(session["permissions"].as_array().unwrap().len(), 19);
    let enrolled = owner.post("/session/enrolment", json!({})).await;
    assert_eq!(enrolled.refused(409), "sign_in_step_invalid");
}

#[tokio::test]
async fn whoever_has_a_second_factor_must_show_it() {
    let origin = Origin::start().await;
    let mut owner = origin.owner().await;
    let begun = owner.enter_password().await.expect(200);
    assert_eq!(begun["state"], "totp_required");
    is_outside(&owner).await;
    let enrolment = owner.post("/session/enrolment", json!({})).await;
    assert_eq!(enrolment.refused(409), "sign_in_step_invalid");
    let code = owner.next_code();
    assert_eq!(owner.enter_code(&code).await.expect(200)["state"], "signed_in");
    assert_eq!(owner.get("/admins").await.status, 200);
}

/// A token that somebody else may have put into the browser is worth nothing after either step.
#[tokio::test]
async fn every_step_has_a_new_token() {
    let origin = Origin::start().await;
    let mut owner = origin.owner().await;
    let mut tokens = vec![owner.cookie.clone().unwrap()];
    let mut csrf_tokens = vec![owner.csrf_token.clone()];
    owner.enter_password().await.expect(200);
    tokens.push(owner.cookie.clone().unwrap());
    csrf_tokens.push(owner.csrf_token.clone());
    let code = owner.next_code();
    owner.enter_code(&code).await.expect(200);
    let current = owner.cookie.clone().unwrap();
    assert!(!tokens.contains(&current) && tokens[0] != tokens[1]);
    assert!(!csrf_tokens.contains(&owner.csrf_token) && csrf_tokens[0] != csrf_tokens[1]);
    for token in tokens {
        owner.cookie = Some(token);
        assert_eq!(owner.get("/session").await.refused(401), "not_signed_in");
    }
    owner.cookie = Some(current);
    assert_eq!(owner.get("/session").await.status, 200);
}

#[tokio::test]
async fn the_cookie_is_for_browsers_and_this_site_alone() {
    let origin = Origin::start().await;
    let mut owner = origin.owner().await;
    let answer = owner.enter_password().await;
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
    let (token, attributes) = cookie.split_once("; ").unwrap();
    assert!(token.starts_with("listen_admin=") && token.len() == 13 + 43, "256 bits in base64url");
    assert_eq!(attributes, "Path=/admin; HttpOnly; SameSite=Strict");
    let kept = "SELECT count(*) FROM administrator_sessions
                WHERE length(token_hash) = 32 AND address_masked = '127.0.*.*'";
    assert_eq!(origin.database.count(kept).await, 1, "the session before is gone");
}

#[tokio::test]
async fn a_session_ends_after_twelve_hours_and_after_half_an_hour_of_rest() {
    let origin = Origin::start().await;
    let mut owner = origin.owner().await;
    origin.clock.advance(TimeDelta::minutes(29));
    assert_eq!(owner.get("/session").await.status, 200);
    origin.clock.advance(TimeDelta::minutes(29));
    assert_eq!(owner.get("/session").await.status, 200, "using it keeps it open");
    origin.clock.advance(TimeDelta::minutes(30));
    assert_eq!(owner.get("/session").await.refused(401), "not_signed_in");

    owner.sign_in().await;
    for _ in 0..26 {
        origin.clock.advance(TimeDelta::minutes(27));
        assert_eq!(owner.get("/session").await.status, 200);
    }
    origin.clock.advance(TimeDelta::minutes(18));
    assert_eq!(owner.get("/session").await.refused(401), "not_signed_in");
}

#[tokio::test]
async fn sign_in_that_was_begun_waits_ten_minutes() {
    let origin = Origin::start().await;
    let mut owner = origin.owner().await;
    owner.enter_password().await.expect(200);
    origin.clock.advance(TimeDelta::minutes(10));
    let code = owner.next_code();
    assert_eq!(owner.enter_code(&code).await.refused(401), "not_signed_in");
}

#[tokio::test]
async fn signing_out_ends_the_session_at_the_origin() {
    let origin = Origin::start().await;
    let owner = origin.owner().await;
    let answer = owner.delete("/session").await;
    assert_eq!(answer.status, 204);
    assert!(answer.headers[header::SET_COOKIE].to_str().unwrap().contains("Max-Age=0"));
    assert_eq!(owner.get("/session").await.refused(401), "not_signed_in");
}

/// What is wrong with a body is said by field, and a stranger learns nothing of who is known.
#[tokio::test]
async fn wrong_credentials_are_one_answer() {
    let origin = Origin::start().await;
    let owner = origin.owner().await;
    let mut stranger = origin.stranger();
    stranger.password = "correct horse battery staple".to_owned();
    for email in [owner.email.as_str(), "nobody@listen.example", "no address", ""] {
        stranger.email = email.to_owned();
        let answer = stranger.enter_password().await;
        assert!(!answer.headers.contains_key(header::SET_COOKIE));
        assert_eq!(answer.refused(401), "credentials_invalid", "{email}");
    }
    let missing = stranger.post("/session", json!({ "email": "a@b.c" })).await;
    assert_eq!(missing.expect(422)["fields"], json!({ "password": "is missing" }));
    let request = stranger.request(reqwest::Method::POST, "/session");
    let request = request.header("content-type", "application/json").body("{");
    assert_eq!(super::answer(request.send().await.unwrap()).await.refused(400), "malformed_json");
    let long = stranger.post("/session", json!({ "email": "a".repeat(70_000), "password": "" }));
    assert_eq!(long.await.refused(413), "body_too_large");
}

#[tokio::test]
async fn one_changes_ones_own_password() {
    let origin = Origin::start().await;
    let mut here = origin.operator().await;
    let cookie = here.cookie.clone();
    here.sign_in().await;
    let elsewhere = std::mem::replace(&mut here.cookie, cookie);
    assert!(here.get("/session").await.status == 401, "signing in again ended the session before");
    here.cookie = elsewhere;

    let change =
        |current: &str, new: &str| json!({ "current_password": current, "new_password": new });
    let wrong = here.put("/session/password", change("wrong", "a new passphrase")).await;
    assert_eq!(wrong.refused(401), "credentials_invalid");
    for weak in ["short", "aaaaaaaaaaaaaaaa", &here.email.to_uppercase()] {
        let weak = here.put("/session/password", change(&here.password, weak)).await;
        assert!(weak.expect(422)["fields"]["new_password"].is_string());
    }
    let new = "新的口令 新的口令 新的口令";
    let changed = here.put("/session/password", change(&here.password, new)).await;
    assert_eq!(changed.status, 204);
    assert_eq!(here.get("/session").await.status, 200, "this session goes on");
    assert_eq!(here.enter_password().await.refused(401), "credentials_invalid");
    here.password = new.to_owned();
    here.sign_in().await;
}

#[tokio::test]
async fn changing_the_password_ends_the_other_sessions() {
    let origin = Origin::start().await;
    let mut owner = origin.owner().await;
    let first = (owner.cookie.take(), owner.csrf_token.clone());
    owner.sign_in().await;
    let change =
        json!({ "current_password": owner.password, "new_password": "another passphrase" });
    assert_eq!(owner.put("/session/password", change).await.status, 204);
    assert_eq!(owner.get("/session").await.status, 200);
    (owner.cookie, owner.csrf_token) = first;
    assert_eq!(owner.get("/session").await.refused(401), "not_signed_in");
}
