use serde_json::{Value, json};

use super::{audited, bound, origin};

#[tokio::test]
async fn a_draft_begins_with_what_is_in_force() {
    let origin = origin().await;
    let operator = origin.operator().await;
    let draft = operator.get("/settings/draft").await.expect(200);
    assert_eq!((&draft["document"], &draft["base_release"]), (&json!({}), &json!(0)));
    assert_eq!((&draft["updated_by"], &draft["problems"]), (&Value::Null, &json!([])));
    let saved = operator.save_now(bound(99)).await;
    assert_eq!(saved["document"], bound(99));
    assert_eq!(saved["updated_by"], operator.email.as_str());
    assert_eq!(saved["updated_at"], "2026-06-01T08:00:00Z");
    let diff = operator.get("/settings/draft/diff").await.expect(200);
    let expected = json!([{"path": "limits.query_bytes", "before": null, "after": 99}]);
    assert_eq!(diff["items"], expected);
    operator.discard(&operator.draft_tag().await).await.expect(204);
    assert_eq!(operator.delete("/settings/draft").await.refused(404), "not_found");
    assert_eq!(operator.discard(&operator.draft_tag().await).await.refused(404), "not_found");
    assert_eq!(operator.get("/settings/draft").await.expect(200)["document"], json!({}));
    let names: Vec<_> = audited(&origin, "settings.").await.into_iter().map(|it| it.0).collect();
    assert_eq!(names, ["settings.draft_saved", "settings.draft_discarded"]);
}

/// Who is second is told, and what the first saved stays.
#[tokio::test]
async fn of_two_editors_the_second_gets_the_conflict() {
    let origin = origin().await;
    let (first, second) = (origin.operator().await, origin.owner().await);
    let (seen, seen_too) = (first.draft_tag().await, second.draft_tag().await);
    first.save(&seen, bound(10)).await.expect(200);
    assert_eq!(second.save(&seen_too, bound(20)).await.refused(412), "version_conflict");
    assert_eq!(second.get("/settings/draft").await.expect(200)["document"], bound(10));
    let without = second.put("/settings/draft", json!({ "document": bound(20) })).await;
    assert_eq!(without.refused(428), "version_required");
    for never in ["\"x\"", "\"-1\"", "\"99999999999999999999-1\"", "W/\"7\""] {
        assert_eq!(second.save(never, bound(20)).await.refused(412), "version_conflict");
    }
    second.save_now(bound(20)).await;
}

/// What a colleague saved in the meantime is not thrown away unseen.
#[tokio::test]
async fn who_has_not_seen_the_draft_does_not_discard_it() {
    let origin = origin().await;
    let (first, second) = (origin.operator().await, origin.owner().await);
    first.save_now(bound(10)).await;
    let seen = first.draft_tag().await;
    second.save_now(bound(20)).await;
    assert_eq!(first.delete("/settings/draft").await.refused(428), "version_required");
    for old in [&*seen, "\"x\""] {
        assert_eq!(first.discard(old).await.refused(412), "version_conflict");
    }
    assert_eq!(first.discard("*").await.refused(428), "version_required");
    assert_eq!(second.get("/settings/draft").await.expect(200)["document"], bound(20));
    assert_eq!(audited(&origin, "settings.draft_discarded").await, []);
    first.discard(&first.draft_tag().await).await.expect(204);
}

#[tokio::test]
async fn at_once_only_one_of_many_saves() {
    let origin = origin().await;
    let owner = origin.owner().await;
    let seen = owner.draft_tag().await;
    let saves = (10..20).map(|bytes| owner.save(&seen, bound(bytes)));
    let answers = futures_util::future::join_all(saves).await;
    let taken = answers.iter().filter(|answer| answer.status == 200).count();
    let refused = answers.iter().filter(|answer| answer.status == 412).count();
    assert_eq!((taken, refused), (1, 9));
}

/// Somebody who looked before another release came into force has not seen what they would undo.
#[tokio::test]
async fn a_release_in_between_is_a_conflict_too() {
    let origin = origin().await;
    let owner = origin.administrator(origin::administrators::Role::Owner).await;
    let seen = owner.draft_tag().await;
    let order = |document: &mut Value| {
        document["sources"] = json!({ "order": ["kugou"] });
        None
    };
    let actor = origin::audit::Actor::System;
    let release = origin.releases.publish_change(&actor, "an outage", order).await.unwrap();
    assert_eq!((release.number, release.author.as_str()), (1, "system"));
    assert_eq!(owner.save(&seen, bound(10)).await.refused(412), "version_conflict");
}

/// What is changed beside a draft is changed in it, so that publishing it does not undo that.
#[tokio::test]
async fn a_change_beside_a_draft_is_in_the_draft() {
    let origin = origin().await;
    let mut owner = origin.owner().await;
    owner.step_up().await;
    owner.save_now(bound(10)).await;
    let order = |document: &mut Value| {
        document["sources"] = json!({ "order": ["kugou"] });
        None
    };
    let actor = origin::audit::Actor::System;
    origin.releases.publish_change(&actor, "an outage", order).await.unwrap();
    let diff = owner.get("/settings/draft/diff").await.expect(200);
    assert_eq!(diff["items"][0]["path"], "limits.query_bytes");
    assert_eq!(diff["items"].as_array().unwrap().len(), 1, "{diff}");
    let release = owner.publish(100).await.expect(201);
    assert_eq!(release["document"]["sources"]["order"], json!(["kugou"]));
}

/// The database's JSON has no place for it, wherever in the document it stands.
#[tokio::test]
async fn a_text_with_a_nul_is_refused_by_name() {
    let origin = origin().await;
    let mut operator = origin.operator().await;
    let wrong = json!({"sources": {"order": ["q\0q"], "joox": {"country": "m\0y"}}, "\0": {}});
    let named = ["\\0", "sources.joox.country", "sources.order"];
    let refused = operator.save(&operator.draft_tag().await, wrong.clone()).await.expect(422);
    assert_eq!(refused["code"], "invalid_fields");
    assert!(refused["fields"].as_object().unwrap().keys().eq(named), "{refused}");
    let file = json!({ "format": "json", "content": wrong.to_string() });
    let refused = operator.post("/settings/import", file).await.expect(422);
    assert!(refused["fields"].as_object().unwrap().keys().eq(named), "{refused}");
    let verdict = operator.post("/settings/draft/validate", json!({ "document": wrong })).await;
    let verdict = verdict.expect(200);
    assert!(named.iter().all(|name| verdict["fields"][name].is_string()), "{verdict}");

    // What is changed beside a draft goes into it.
    operator.save_now(bound(10)).await;
    operator.step_up().await;
    let order = json!({ "order": ["q\0q"], "reason": "to see" });
    let refused = operator.put("/sources/order", order).await.expect(422);
    assert!(refused["fields"]["sources.order"].is_string(), "{refused}");
    assert_eq!(operator.get("/settings/draft").await.expect(200)["document"], bound(10));
}

#[tokio::test]
async fn what_is_wrong_is_named_and_may_be_saved_all_the_same() {
    let origin = origin().await;
    let operator = origin.operator().await;
    let wrong = json!({"limits": {"query_bytes": 0}, "chian": 1, "log": {"request_sample": "all"}});
    let verdict = operator.post("/settings/draft/validate", json!({ "document": wrong })).await;
    let verdict = verdict.expect(200);
    assert_eq!(verdict["valid"], false);
    assert_eq!(verdict["fields"]["limits.query_bytes"], "must be between 1 and 1000");
    let named: Vec<_> = verdict["fields"].as_object().unwrap().keys().collect();
    assert_eq!(named, ["chian", "limits.query_bytes", "log.request_sample"]);
    let good = operator.post("/settings/draft/validate", json!({ "document": bound(5) })).await;
    assert_eq!(good.expect(200), json!({ "valid": true, "fields": {} }));
    let saved = operator.save_now(wrong).await;
    assert_eq!(saved["problems"].as_array().unwrap().len(), 3);
    let none = operator.save(&operator.draft_tag().await, json!([])).await.expect(422);
    assert_eq!(none["fields"]["document"], "must be an object");
}

#[tokio::test]
async fn the_schema_says_how_to_make_a_form() {
    let origin = origin().await;
    let auditor = origin.auditor().await;
    let schema = auditor.get("/settings/schema").await.expect(200);
    let deadline = &schema["properties"]["chain"]["properties"]["deadline_ms"];
    assert_eq!((&deadline["minimum"], &deadline["x-unit"]), (&json!(100), &json!("ms")));
    assert_eq!(deadline["default"], 8_000);
}
