//! What other sites, frames and caches get of it.

use reqwest::{Method, header};
use serde_json::json;

use super::{PREFIX, answer};
use crate::support::Origin;

#[tokio::test]
async fn writes_carry_the_csrf_token_of_their_session() {
    let origin = Origin::start().await;
    let (mut owner, other) = (origin.owner().await, origin.owner().await);
    let right = owner.csrf_token.clone();
    let short = right[..42].to_owned();
    for wrong in ["", "x", &short, &other.csrf_token] {
        owner.csrf_token = wrong.to_owned();
        let write = owner.post("/session/step-up", json!({ "code": "1" })).await;
        assert_eq!(write.refused(403), "csrf_token_invalid", "{wrong}");
        assert_eq!(owner.delete("/session").await.refused(403), "csrf_token_invalid", "{wrong}");
        assert_eq!(owner.get("/session").await.status, 200, "reads need none");
    }
    owner.csrf_token = right;
    assert_eq!(owner.delete("/session").await.status, 204);
}

#[tokio::test]
async fn writes_of_other_sites_are_refused() {
    let origin = Origin::start().await;
    let owner = origin.owner().await;
    let own = format!("http://{}", origin.http);
    let write = async |headers: &[(&str, &str)]| {
        let mut request = owner.request(Method::POST, "/session/step-up");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        answer(request.json(&json!({ "code": "000000" })).send().await.unwrap()).await
    };
    for foreign in [
        [("sec-fetch-site", "cross-site")],
        [("sec-fetch-site", "same-site")],
        [("sec-fetch-site", "none")],
        [("origin", "https://evil.example")],
        [("origin", "null")],
        [("origin", "http://127.0.0.1:1")],
    ] {
        assert_eq!(write(&foreign).await.refused(403), "cross_origin", "{foreign:?}");
    }
    for own in [[("sec-fetch-site", "same-origin")], [("origin", own.as_str())]] {
        assert_eq!(write(&own).await.refused(401), "code_invalid", "{own:?}");
    }
    // Signing in needs no token, and is refused to other sites for that.
    let begin =
        origin.stranger().request(Method::POST, "/session").header("sec-fetch-site", "cross-site");
    let begin = begin.json(&json!({ "email": owner.email, "password": owner.password }));
    assert_eq!(answer(begin.send().await.unwrap()).await.refused(403), "cross_origin");
}

/// A form can send text without asking; it is not taken for JSON.
#[tokio::test]
async fn a_forms_body_is_no_json() {
    let origin = Origin::start().await;
    let begin = origin.stranger().request(Method::POST, "/session");
    let begin =
        begin.header("content-type", "text/plain").body(r#"{"email":"a@b.c","password":""}"#);
    assert_eq!(answer(begin.send().await.unwrap()).await.refused(400), "malformed_json");
}

#[tokio::test]
async fn answers_are_kept_by_nobody_and_shown_in_no_frame() {
    let origin = Origin::start().await;
    let owner = origin.owner().await;
    let unknown = owner.get("/nothing").await;
    assert_eq!(unknown.body["code"], "not_found");
    let strange = owner.request(Method::TRACE, "/session").send().await.unwrap();
    let answers = [
        owner.get("/session").await,
        owner.get("/admins/00000000-0000-0000-0000-000000000000").await,
        origin.stranger().get("/session").await,
        unknown,
        answer(strange).await,
    ];
    for answer in answers {
        let header = |name: &str| answer.headers.get(name).map(|value| value.to_str().unwrap());
        assert_eq!(header("cache-control"), Some("no-store"), "{answer:?}");
        assert_eq!(header("x-content-type-options"), Some("nosniff"));
        assert_eq!(header("x-frame-options"), Some("DENY"));
        assert_eq!(header("referrer-policy"), Some("no-referrer"));
        assert_eq!(header("cross-origin-resource-policy"), Some("same-origin"));
        let policy = header("content-security-policy").unwrap();
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
        assert_eq!(header("access-control-allow-origin"), None);
        let took_ms = header("server-timing").unwrap().strip_prefix("total;dur=").unwrap();
        assert!(took_ms.parse::<f64>().is_ok(), "{took_ms}");
    }
}

/// There is nowhere to be sent from here: no call answers with a place that the caller named.
#[tokio::test]
async fn nothing_redirects() {
    let origin = Origin::start().await;
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    let client = client.build().unwrap();
    for path in [
        "/admin//evil.example",
        "/admin/%2f%2fevil.example",
        "/admin/api/v1/session?next=https://evil.example",
        "/admin/api/v1//evil.example/..",
        "/admin/?redirect=https://evil.example",
    ] {
        let answer = client.get(origin.url(path)).send().await.unwrap();
        assert!(!answer.status().is_redirection(), "{path}");
        assert!(!answer.headers().contains_key(header::LOCATION), "{path}");
    }
}

#[tokio::test]
async fn a_method_that_is_not_there_is_a_problem() {
    let origin = Origin::start().await;
    let owner = origin.owner().await;
    let answer = owner.put("/session", json!({})).await;
    assert!(answer.headers.contains_key(header::ALLOW));
    assert_eq!(answer.refused(405), "method_not_allowed");
    let description = reqwest::get(origin.url("/admin/api/openapi.json")).await.unwrap();
    let description: serde_json::Value = description.json().await.unwrap();
    assert!(description["paths"][format!("{PREFIX}/session")].is_object());
}
