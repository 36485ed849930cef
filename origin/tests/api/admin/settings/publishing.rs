use serde_json::{Value, json};

use super::{audited, bound, origin};

#[tokio::test]
async fn releases_are_numbered_and_tell_who_and_why() {
    let origin = origin().await;
    let mut operator = origin.operator().await;
    operator.save_now(bound(99)).await;
    assert_eq!(operator.publish(100).await.refused(403), "step_up_required");
    operator.step_up().await;
    let first = operator.publish(100).await.expect(201);
    assert_eq!((&first["number"], &first["state"]), (&json!(1), &json!("active")));
    assert_eq!((&first["kind"], &first["reason"]), (&json!("publish"), &json!("because")));
    assert_eq!(first["author"], operator.email.as_str());
    assert_eq!(first["document"], bound(99));
    let second = operator.release(bound(98), 100).await;
    assert_eq!(second["number"], 2);
    assert_eq!(operator.get("/settings/releases/1").await.expect(200)["state"], "superseded");
    let diff = operator.get("/settings/releases/2/diff").await.expect(200);
    let expected = json!([{"path": "limits.query_bytes", "before": 99, "after": 98}]);
    assert_eq!(diff["items"], expected);
    let diff = operator.get("/settings/releases/2/diff?against=0").await.expect(200);
    assert_eq!(diff["items"][0]["before"], json!(null));

    let page = operator.get("/settings/releases?limit=1").await.expect(200);
    assert_eq!((&page["items"][0]["number"], &page["next_cursor"]), (&json!(2), &json!("2")));
    let page = operator.get("/settings/releases?limit=1&cursor=2").await.expect(200);
    assert_eq!((&page["items"][0]["number"], &page["next_cursor"]), (&json!(1), &json!(null)));
    for path in ["/settings/releases/3", "/settings/releases/0", "/settings/releases/x"] {
        assert_eq!(operator.get(path).await.refused(404), "not_found");
    }
    let published = audited(&origin, "settings.published").await;
    assert_eq!(published.len(), 2);
    assert_eq!(published[1].1["changes"][0]["before"], 99);
}

#[tokio::test]
async fn what_is_not_valid_is_refused_with_every_field() {
    let origin = origin().await;
    let mut owner = origin.owner().await;
    owner.step_up().await;
    let wrong = json!({"limits": {"query_bytes": 0}, "sources": {"order": []}});
    owner.save_now(wrong.clone()).await;
    let refused = owner.publish(100).await;
    assert_eq!(refused.status, 422);
    let fields = refused.body["fields"].as_object().unwrap();
    assert_eq!(fields["limits.query_bytes"], "must be between 1 and 1000");
    assert_eq!(fields["sources.order"], "must name a source");
    assert_eq!(owner.get("/settings/releases").await.expect(200)["items"], json!([]));
    assert_eq!(owner.get("/settings/draft").await.expect(200)["document"], wrong, "it is kept");
    assert_eq!(audited(&origin, "settings.published").await, []);
}

#[tokio::test]
async fn what_changes_nothing_or_says_no_reason_is_no_release() {
    let origin = origin().await;
    let mut owner = origin.owner().await;
    owner.step_up().await;
    assert_eq!(owner.publish(100).await.refused(409), "nothing_changed");
    owner.save_now(json!({})).await;
    assert_eq!(owner.publish(100).await.refused(409), "nothing_changed");
    owner.save_now(bound(10)).await;
    let tag = owner.draft_tag().await;
    for reason in ["", "  ", &"x".repeat(501)] {
        let body = json!({ "reason": reason });
        let path = "/settings/releases";
        let refused = owner.write_seen(reqwest::Method::POST, path, &tag, body).await.expect(422);
        assert!(refused["fields"]["reason"].is_string());
    }
    for percent in [0, 101] {
        let refused = owner.publish(percent).await.expect(422);
        assert!(refused["fields"]["rollout_percent"].is_string());
    }
}

#[tokio::test]
async fn who_has_not_seen_the_draft_does_not_publish_it() {
    let origin = origin().await;
    let (mut owner, operator) = (origin.owner().await, origin.operator().await);
    owner.step_up().await;
    owner.save_now(bound(10)).await;
    let seen = owner.draft_tag().await;
    operator.save_now(bound(20)).await;
    let body = json!({ "reason": "because" });
    let path = "/settings/releases";
    let refused = owner.write_seen(reqwest::Method::POST, path, &seen, body.clone()).await;
    assert_eq!(refused.refused(412), "version_conflict");
    assert_eq!(owner.post(path, body).await.refused(428), "version_required");
}

/// Nobody who published it would have meant to bring the second release back.
#[tokio::test]
async fn a_draft_from_before_another_release_is_saved_again_first() {
    let origin = origin().await;
    let mut owner = origin.owner().await;
    owner.step_up().await;
    owner.release(bound(10), 100).await;
    owner.release(bound(20), 100).await;
    let edited = json!({"limits": {"query_bytes": 20}, "log": {"request_sample": 0.5}});
    owner.save_now(edited.clone()).await;
    let reason = json!({ "reason": "it was better" });
    owner.post("/settings/releases/1/rollback", reason).await.expect(201);
    let refused = owner.publish(100).await.expect(412);
    assert_eq!(refused["code"], "version_conflict");
    let detail = refused["detail"].as_str().unwrap();
    assert!(detail.contains("release 3") && detail.contains("release 2"), "{detail}");

    // One thing that is changed beside it, or in it, is no look at the rest.
    let order = |document: &mut Value| {
        document["sources"] = json!({ "order": ["kugou"] });
        None
    };
    let actor = origin::audit::Actor::System;
    origin.releases.publish_change(&actor, "an outage", order).await.unwrap();
    assert_eq!(owner.publish(100).await.refused(412), "version_conflict");
    let secret = "/settings/draft/secrets/sources.qq.common.cookie";
    owner.put(secret, json!({ "value": "qm_keyst=1" })).await.expect(200);
    let draft = owner.delete(secret).await.expect(200);
    assert_eq!(draft["base_release"], 2);
    assert_eq!(owner.publish(100).await.refused(412), "version_conflict");
    assert_eq!(audited(&origin, "settings.published").await.len(), 3);

    assert_eq!(owner.save_now(edited).await["base_release"], 4);
    assert_eq!(owner.publish(100).await.expect(201)["number"], 5);
}

/// A release comes into force also when one that was rolled out holds for everybody.
#[tokio::test]
async fn a_draft_from_before_the_end_of_a_rollout_is_saved_again_first() {
    let origin = origin().await;
    let mut owner = origin.owner().await;
    owner.step_up().await;
    owner.release(bound(10), 100).await;
    owner.release(bound(20), 5).await;
    let saved = owner.save_now(bound(30)).await;
    assert_eq!(saved["base_release"], 1, "the one that is rolled out is not in force");
    assert_eq!(owner.publish(100).await.refused(409), "rollout_under_way");
    let whole = json!({ "rollout_percent": 100 });
    owner.patch("/settings/releases/2", whole).await.expect(200);
    assert_eq!(owner.publish(100).await.refused(412), "version_conflict");
    owner.save_now(bound(30)).await;
    // One that is taken back was never in force: what was saved meanwhile is over the same release.
    assert_eq!(owner.publish(5).await.expect(201)["number"], 3);
    owner.save_now(bound(40)).await;
    let reason = json!({ "reason": "it is slow" });
    owner.post("/settings/releases/3/withdraw", reason).await.expect(200);
    assert_eq!(owner.publish(100).await.expect(201)["number"], 4);
}

#[tokio::test]
async fn going_back_makes_a_new_release() {
    let origin = origin().await;
    let mut owner = origin.owner().await;
    owner.step_up().await;
    owner.release(bound(10), 100).await;
    owner.release(bound(20), 100).await;
    let reason = json!({ "reason": "it was better" });
    let back = owner.post("/settings/releases/1/rollback", reason.clone()).await.expect(201);
    assert_eq!((&back["number"], &back["kind"]), (&json!(3), &json!("rollback")));
    assert_eq!((&back["restores"], &back["document"]), (&json!(1), &bound(10)));
    assert_eq!(owner.get("/settings/releases/2").await.expect(200)["state"], "superseded");
    let again = owner.post("/settings/releases/1/rollback", reason.clone()).await;
    assert_eq!(again.refused(409), "nothing_changed");
    let unknown = owner.post("/settings/releases/9/rollback", reason).await;
    assert_eq!(unknown.refused(404), "not_found");
    let expected = json!({
        "release": 3, "to": 1, "reason": "it was better",
        "changes": [{"path": "limits.query_bytes", "before": 20, "after": 10}],
    });
    assert_eq!(audited(&origin, "settings.rolled_back").await[0].1, expected);
}
