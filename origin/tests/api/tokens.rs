//! Access tokens: what they say, and when they count.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use serde_json::Value;
use wasm_shared::contract::auth::v1::{Caller, EndSessionRequest};

use crate::support::{Origin, caller, origin::PHONE, problem};

fn part(token: &str, index: usize) -> Value {
    let part = token.split('.').nth(index).unwrap();
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

#[tokio::test]
async fn a_token_says_what_the_edges_need() {
    let origin = Origin::start().await;
    let session = origin.sign_in(PHONE, "phone-1").await;
    let token = session.tokens.unwrap().access_token;
    let (header, claims) = (part(&token, 0), part(&token, 1));
    assert_eq!(header["alg"], "EdDSA");
    assert_eq!(claims["iss"], "https://listen.example");
    assert_eq!(claims["aud"], "listen-stream");
    assert_eq!(claims["sub"], session.user.unwrap().id);
    assert_eq!((&claims["did"], &claims["ver"]), (&Value::from("phone-1"), &Value::from(1)));
    let life = claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap();
    assert_eq!(life, 600);
    for name in ["sid", "jti"] {
        assert!(claims[name].as_str().is_some_and(|text| text.len() > 16), "{name}");
    }
    let keys: Value =
        reqwest::get(origin.url("/.well-known/jwks.json")).await.unwrap().json().await.unwrap();
    let kids: Vec<_> = keys["keys"].as_array().unwrap().iter().map(|key| &key["kid"]).collect();
    assert!(kids.contains(&&header["kid"]), "{kids:?}");
}

#[tokio::test]
async fn a_token_counts_for_ten_minutes() {
    let origin = Origin::start().await;
    let session = origin.sign_in(PHONE, "a").await;
    let token = session.tokens.unwrap().access_token;
    origin.clock.advance(TimeDelta::seconds(599));
    let verified = origin.edge.verify(&token).await;
    assert!(verified.active);
    assert_eq!(verified.user_id, session.user.unwrap().id);
    assert_eq!((verified.device_id.as_str(), verified.token_version), ("a", 1));
    origin.clock.advance(TimeDelta::seconds(1));
    let verified = origin.edge.verify(&token).await;
    assert_eq!((verified.active, verified.reason.as_str()), (false, "token_expired"));
}

#[tokio::test]
async fn altered_and_foreign_tokens_do_not_count() {
    let origin = Origin::start().await;
    let other = Origin::start().await;
    let token = origin.sign_in(PHONE, "a").await.tokens.unwrap().access_token;
    let foreign = other.sign_in(PHONE, "a").await.tokens.unwrap().access_token;
    let mut parts: Vec<_> = token.split('.').map(str::to_owned).collect();
    let mut claims = part(&token, 1);
    claims["ver"] = Value::from(2);
    parts[1] = BASE64_URL_SAFE_NO_PAD.encode(claims.to_string());
    let altered = parts.join(".");
    parts[0] = BASE64_URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"JWT"}"#);
    let unsigned = format!("{}.{}.", parts[0], parts[1]);
    for wrong in ["", "a.b.c", &altered, &unsigned, &foreign, &"x".repeat(5000)] {
        let verified = origin.edge.verify(wrong).await;
        assert_eq!(
            (verified.active, verified.reason.as_str()),
            (false, "token_invalid"),
            "{wrong}"
        );
    }
}

#[tokio::test]
async fn signing_out_takes_effect_at_once() {
    let origin = Origin::start().await;
    let session = origin.sign_in(PHONE, "a").await;
    let tokens = session.tokens.unwrap();
    let caller = caller(&tokens.access_token);
    let request = EndSessionRequest { caller: Some(caller.clone()) };
    let stranger = Caller { user_id: uuid::Uuid::new_v4().to_string(), ..caller };
    let stranger = EndSessionRequest { caller: Some(stranger) };
    let refused = problem(origin.edge.auth().end_session(stranger).await);
    assert_eq!(refused.code, "token_revoked");
    assert!(origin.edge.verify(&tokens.access_token).await.active);

    origin.edge.auth().end_session(request.clone()).await.unwrap();
    let refused = problem(origin.edge.auth().end_session(request).await);
    assert_eq!(refused.code, "token_revoked");
    let verified = origin.edge.verify(&tokens.access_token).await;
    assert_eq!((verified.active, verified.reason.as_str()), (false, "token_revoked"));
    let refused = problem(origin.edge.refresh(&tokens.refresh_token).await);
    assert_eq!(refused.code, "refresh_token_invalid");
}
