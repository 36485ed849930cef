//! Who is not let in.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use edge_e2e::{Answer, System};
use jwt_simple::prelude::*;
use reqwest::Method;
use serde_json::{Value, json};

const PATH: &str = "/api/v1/sources";

fn encode(value: &Value) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(value.to_string())
}

/// A part of a token, read.
fn part(token: &str, number: usize) -> Value {
    let part = token.split('.').nth(number).unwrap();
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

#[tokio::test]
async fn only_our_own_tokens_are_let_in() {
    let system = System::begin().await;
    let listener = system.sign_in().await;
    let good = listener.token();
    assert_eq!(listener.get(PATH).await.status, 200);

    let jwks = Answer::of(system.request(Method::GET, "/.well-known/jwks.json")).await;
    assert_eq!(jwks.status, 200);
    let key = &jwks.json["keys"][0];
    assert_eq!((&key["kty"], &key["crv"]), (&json!("OKP"), &json!("Ed25519")));
    assert!(key.get("d").is_none(), "no private half");
    let kid = part(good, 0)["kid"].as_str().unwrap().to_owned();
    let public = BASE64_URL_SAFE_NO_PAD.decode(key["x"].as_str().unwrap()).unwrap();

    let claims = part(good, 1);
    let signature = good.rsplit('.').next().unwrap();
    let header = |alg: &str| json!({"alg": alg, "typ": "JWT", "kid": kid});
    let custom = || Claims::with_custom_claims(claims.clone(), Duration::from_mins(5));
    let stranger = Ed25519KeyPair::generate().with_key_id(&kid).sign(custom()).unwrap();
    let confused = HS256Key::from_bytes(&public).with_key_id(&kid).authenticate(custom()).unwrap();
    let mut raised = claims.clone();
    raised["sub"] = json!("somebody-else");
    for (case, token) in [
        ("another key", stranger),
        ("hs256 with the public key", confused),
        ("alg none", format!("{}.{}.", encode(&header("none")), encode(&claims))),
        (
            "alg none, signed",
            format!("{}.{}.{signature}", encode(&header("none")), encode(&claims)),
        ),
        ("another user", format!("{}.{}.{signature}", encode(&header("EdDSA")), encode(&raised))),
        ("cut", good[..good.len() - 4].to_owned()),
        ("nothing", "x".to_owned()),
    ] {
        let answer = Answer::of(system.request(Method::GET, PATH).bearer_auth(token)).await;
        assert_eq!((answer.status, answer.code()), (401, "token_invalid"), "{case}");
        assert_eq!(answer.header("content-type"), "application/problem+json", "{case}");
    }
    let none = Answer::of(system.request(Method::GET, PATH)).await;
    assert_eq!((none.status, none.code()), (401, "token_missing"));
}

#[tokio::test]
async fn a_token_can_be_looked_up() {
    let system = System::begin().await;
    let listener = system.sign_in().await;
    let verify = async |token: &str| {
        system.post("/api/v1/auth/verify-token", &json!({ "access_token": token })).await
    };
    let active = verify(listener.token()).await;
    assert_eq!(active.json["active"], true, "{}", active.json);
    assert_eq!(active.json["user_id"], listener.session["user"]["id"]);
    assert_eq!(active.json["device_id"], listener.session["device"]["id"]);
    let inactive = verify("nonsense").await;
    assert_eq!((inactive.status, &inactive.json["active"]), (200, &json!(false)));
    assert!(inactive.json["reason"].is_string());
}
