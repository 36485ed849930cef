use serde_json::{Value, json};
use wasm_shared::{
    crypto::SealingKey,
    settings::{Settings, tree},
};

use super::{SEALING_KEY, audited, bound, origin};
use crate::support::Origin;

const NAME: &str = "sources.qq.common.cookie";
const PATH: &str = "/settings/draft/secrets/sources.qq.common.cookie";
const COOKIE: &str = "uin=o1; qm_keyst=very-secret";

#[tokio::test]
async fn a_secret_is_sealed_for_the_edges_and_never_given_back() {
    let origin = origin().await;
    let mut owner = origin.owner().await;
    owner.step_up().await;
    owner.save_now(bound(10)).await;
    let mut answers = vec![owner.put(PATH, json!({ "value": COOKIE })).await.expect(200)];
    let shown = tree::get(&answers[0]["document"], NAME).unwrap().clone();
    assert_eq!(shown, json!({"sealed": true, "set_at": "2026-06-01T08:00:00Z"}));
    answers.push(owner.publish(100).await.expect(201));
    for path in [
        "/settings/draft",
        "/settings/releases/1",
        "/settings/releases/1/diff",
        "/settings/export?format=json",
        "/settings/export?format=consul",
        "/settings/releases",
    ] {
        answers.push(owner.get(path).await.expect(200));
    }
    for (_, payload) in audited(&origin, "").await {
        answers.push(payload);
    }
    let everything = json!(answers).to_string();
    assert!(!everything.contains("very-secret") && !everything.contains("sealed:"), "{everything}");
    let everywhere = "SELECT count(*) FROM settings_releases WHERE document::text LIKE '%secret%'";
    assert_eq!(origin.database.count(everywhere).await, 0);

    let standing = origin.releases.standing().await.unwrap();
    let mut settings = Settings::default().overlaid(&standing.current.document).unwrap();
    settings.open_secrets(Some(&SealingKey::from_base64url(SEALING_KEY).unwrap())).unwrap();
    assert_eq!(&*settings.sources.qq.common.cookie, COOKIE);
}

#[tokio::test]
async fn a_secret_that_is_left_as_it_was_shown_stays() {
    let origin = origin().await;
    let mut owner = origin.owner().await;
    owner.step_up().await;
    owner.put(PATH, json!({ "value": COOKIE })).await.expect(200);
    owner.publish(100).await.expect(201);
    let sealed = |standing: Value| tree::get(&standing, NAME).cloned();
    let first = sealed(origin.releases.current().await.unwrap().document.tree).unwrap();

    let mut shown = owner.get("/settings/draft").await.expect(200)["document"].clone();
    tree::put(&mut shown, "limits.query_bytes", json!(11));
    owner.save_now(shown.clone()).await;
    owner.publish(100).await.expect(201);
    assert_eq!(sealed(origin.releases.current().await.unwrap().document.tree), Some(first));

    tree::put(&mut shown, NAME, json!("qm_keyst=in the open"));
    let refused = owner.save(&owner.draft_tag().await, shown).await.expect(422);
    assert!(refused["fields"][NAME].is_string(), "{refused}");

    owner.delete(PATH).await.expect(200);
    assert_eq!(owner.delete(PATH).await.refused(404), "not_found");
    let release = owner.publish(100).await.expect(201);
    assert_eq!(tree::get(&release["document"], NAME), None);
    let names: Vec<_> =
        audited(&origin, "settings.secret").await.into_iter().map(|it| it.0).collect();
    assert_eq!(names, ["settings.secret_set", "settings.secret_removed"]);
}

#[tokio::test]
async fn what_is_no_secret_is_refused() {
    let origin = origin().await;
    let mut owner = origin.owner().await;
    owner.step_up().await;
    let other = "/settings/draft/secrets/auth.issuer";
    assert_eq!(owner.put(other, json!({ "value": "x" })).await.refused(404), "not_found");
    for value in ["", "two\nlines", "sealed:AAAA", &"x".repeat(8193)] {
        let refused = owner.put(PATH, json!({ "value": value })).await.expect(422);
        assert!(refused["fields"]["value"].is_string());
    }
    let forged = json!({"sources": {"qq": {"common": {"cookie": "sealed:AAAA"}}}});
    owner.save_now(forged).await;
    let refused = owner.publish(100).await.expect(422);
    assert!(refused["fields"][NAME].as_str().unwrap().contains("does not open"));

    let keyless = Origin::start().await;
    let mut owner = keyless.owner().await;
    owner.step_up().await;
    let refused = owner.put(PATH, json!({ "value": COOKIE })).await.expect(422);
    assert!(refused["fields"]["value"].as_str().unwrap().contains("edge.sealing_key"));
}
