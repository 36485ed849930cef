use base64::{Engine, prelude::BASE64_STANDARD};
use reqwest::Method;
use serde_json::{Value, json};
use wasm_shared::settings::tree;

use super::{audited, bound, origin};

const NAME: &str = "sources.qq.common.cookie";

fn document() -> Value {
    json!({
        "chain": {"deadline_ms": 4000, "retry_budget_ratio": 0.25},
        "sources": {"order": ["kugou", "qq"], "joox": {"country": "my", "legacy": true}},
    })
}

#[tokio::test]
async fn both_forms_come_back_as_they_left() {
    let origin = origin().await;
    let mut owner = origin.owner().await;
    owner.step_up().await;
    owner.release(document(), 100).await;
    for format in ["json", "consul"] {
        let file = owner.get(&format!("/settings/export?format={format}")).await;
        assert!(file.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
        let content = file.expect(200).to_string();
        owner.save_now(bound(1)).await;
        let body = json!({ "format": format, "content": content });
        let without = owner.post("/settings/import", body.clone()).await;
        assert_eq!(without.refused(428), "version_required", "there is a draft");
        let tag = owner.draft_tag().await;
        let draft =
            owner.write_seen(Method::POST, "/settings/import", &tag, body).await.expect(200);
        assert_eq!((&draft["document"], &draft["problems"]), (&document(), &json!([])), "{format}");
    }
    owner.save_now(json!({"chain": {"deadline_ms": 5000}})).await;
    let release = owner.publish(100).await.expect(201);
    assert_eq!(release["kind"], "import", "it came from a file and was edited");
    assert_eq!(audited(&origin, "settings.exported").await[1].1, json!({"format": "consul"}));
    assert_eq!(audited(&origin, "settings.imported").await.len(), 2);
}

#[tokio::test]
async fn a_file_may_bring_a_secret_and_does_not_take_one_away() {
    let origin = origin().await;
    let mut owner = origin.owner().await;
    owner.step_up().await;
    let cookie = BASE64_STANDARD.encode("qm_keyst=1");
    let pairs = json!([
        {"key": "listen-stream/settings/sources/qq/common/cookie", "flags": 0, "value": cookie},
    ]);
    let body = json!({ "format": "consul", "content": pairs.to_string() });
    let draft = owner.post("/settings/import", body).await.expect(200);
    assert_eq!(tree::get(&draft["document"], NAME).unwrap()["sealed"], true);
    owner.publish(100).await.expect(201);
    let body = json!({ "format": "json", "content": bound(9).to_string() });
    let draft = owner.post("/settings/import", body).await.expect(200);
    assert_eq!(tree::get(&draft["document"], NAME).unwrap()["sealed"], true);
    assert_eq!(draft["document"]["limits"], json!({"query_bytes": 9}));
}

/// It is the same as setting the secret by its own call.
#[tokio::test]
async fn a_file_with_a_secret_in_the_open_wants_a_code() {
    let origin = origin().await;
    let mut operator = origin.operator().await;
    let mut with_secret = bound(9);
    tree::put(&mut with_secret, NAME, json!("qm_keyst=1"));
    let cookie = BASE64_STANDARD.encode("qm_keyst=1");
    let pairs = json!([
        {"key": "listen-stream/settings/sources/qq/common/cookie", "flags": 0, "value": cookie},
    ]);
    for (format, content) in [("json", &with_secret), ("consul", &pairs)] {
        let body = json!({ "format": format, "content": content.to_string() });
        let refused = operator.post("/settings/import", body).await;
        assert_eq!(refused.refused(403), "step_up_required", "{format}");
    }
    assert_eq!(audited(&origin, "settings.imported").await, []);
    let mut as_shown = bound(9);
    tree::put(&mut as_shown, NAME, json!({ "sealed": true, "set_at": null }));
    let body = json!({ "format": "json", "content": as_shown.to_string() });
    operator.post("/settings/import", body).await.expect(200);

    operator.step_up().await;
    let body = json!({ "format": "json", "content": with_secret.to_string() });
    let tag = operator.draft_tag().await;
    let draft = operator.write_seen(Method::POST, "/settings/import", &tag, body).await.expect(200);
    assert_eq!(tree::get(&draft["document"], NAME).unwrap()["sealed"], true);
}

#[tokio::test]
async fn what_is_no_such_file_is_refused() {
    let origin = origin().await;
    let operator = origin.operator().await;
    for (format, content) in [("json", "{"), ("json", "[]"), ("consul", "{}"), ("consul", "[1]")] {
        let body = json!({ "format": format, "content": content });
        let refused = operator.post("/settings/import", body).await.expect(422);
        assert!(refused["fields"]["content"].is_string(), "{refused}");
    }
    let body = json!({ "format": "yaml", "content": "" });
    operator.post("/settings/import", body).await.expect(422);
    operator.get("/settings/export?format=yaml").await.expect(422);
}
