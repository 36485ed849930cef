//! Who administers the service.

use chrono::TimeDelta;
use futures_util::future::join;
use serde_json::json;
use uuid::Uuid;

use crate::support::Origin;

#[tokio::test]
async fn an_owner_adds_somebody_who_signs_in() {
    let origin = Origin::start().await;
    let mut owner = origin.owner().await;
    owner.step_up().await;
    origin.clock.advance(TimeDelta::seconds(1));
    let new = json!({ "email": "New@Listen.Example", "name": " 新人 ", "role": "operator" });
    let created = owner.post("/admins", new.clone()).await.expect(201);
    assert_eq!(created["admin"]["email"], "new@listen.example");
    assert_eq!(
        (&created["admin"]["name"], &created["admin"]["role"]),
        (&json!("新人"), &json!("operator"))
    );
    assert_eq!(owner.post("/admins", new).await.refused(409), "email_taken");

    let mut newcomer = origin.stranger();
    newcomer.email = "new@listen.example".to_owned();
    newcomer.password = created["initial_password"].as_str().unwrap().to_owned();
    newcomer.enter_password().await.expect(200);
    newcomer.enrol().await;

    let id = created["admin"]["id"].as_str().unwrap();
    let read = owner.get(&format!("/admins/{id}")).await.expect(200);
    assert_eq!((&read["totp_enrolled"], &read["disabled"]), (&json!(true), &json!(false)));
    let listed = owner.get("/admins?limit=1").await.expect(200);
    assert_eq!(listed["items"][0]["id"], owner.id.as_str());
    let next = listed["next_cursor"].as_str().unwrap();
    let listed = owner.get(&format!("/admins?limit=1&cursor={next}")).await.expect(200);
    assert_eq!((&listed["items"][0]["id"], &listed["next_cursor"]), (&json!(id), &json!(null)));
}

#[tokio::test]
async fn what_is_wrong_is_named() {
    let origin = Origin::start().await;
    let mut owner = origin.owner().await;
    owner.step_up().await;
    for (new, field) in [
        (json!({ "email": "no address", "name": "A", "role": "owner" }), "email"),
        (json!({ "email": "a@b.c", "name": " ", "role": "owner" }), "name"),
        (json!({ "email": "a@b.c", "name": "x".repeat(101), "role": "owner" }), "name"),
        (json!({ "email": "a@b.c", "name": "A", "role": "root" }), "role"),
        (json!({ "email": "a@b.c", "name": "A" }), "role"),
    ] {
        let refused = owner.post("/admins", new).await.expect(422);
        assert!(refused["fields"][field].is_string(), "{refused}");
    }
    let nobody = format!("/admins/{}", Uuid::new_v4());
    assert_eq!(owner.get(&nobody).await.refused(404), "not_found");
    assert_eq!(owner.get("/admins/somebody").await.refused(404), "not_found");
    assert_eq!(owner.patch(&nobody, json!({ "name": "A" })).await.refused(404), "not_found");
    assert_eq!(owner.delete(&nobody).await.refused(404), "not_found");
    let reset = owner.post(&format!("{nobody}/totp/reset"), json!({})).await;
    assert_eq!(reset.refused(404), "not_found");
}

/// Another role, being disabled and both resets end what was signed in before.
#[tokio::test]
async fn whatever_changes_what_somebody_may_do_ends_their_sessions() {
    let origin = Origin::start().await;
    let mut owner = origin.owner().await;
    owner.step_up().await;
    let mut other = origin.operator().await;
    let path = format!("/admins/{}", other.id);

    owner.patch(&path, json!({ "name": "Renamed" })).await.expect(200);
    assert_eq!(other.get("/session").await.status, 200, "a name is only a name");
    owner.patch(&path, json!({ "role": "auditor" })).await.expect(200);
    assert_eq!(other.get("/session").await.refused(401), "not_signed_in");
    other.sign_in().await;
    assert_eq!(other.get("/session").await.expect(200)["admin"]["role"], "auditor");

    owner.patch(&path, json!({ "disabled": true })).await.expect(200);
    assert_eq!(other.get("/session").await.refused(401), "not_signed_in");
    assert_eq!(other.enter_password().await.refused(401), "credentials_invalid");
    owner.patch(&path, json!({ "disabled": false })).await.expect(200);
    other.sign_in().await;

    let reset = owner.post(&format!("{path}/password/reset"), json!({})).await.expect(200);
    assert_eq!(other.get("/session").await.refused(401), "not_signed_in");
    assert_eq!(other.enter_password().await.refused(401), "credentials_invalid");
    other.password = reset["initial_password"].as_str().unwrap().to_owned();
    other.sign_in().await;

    owner.step_up().await;
    assert_eq!(owner.post(&format!("{path}/totp/reset"), json!({})).await.status, 204);
    assert_eq!(other.get("/session").await.refused(401), "not_signed_in");
    let old = other.recovery_codes[0].clone();
    assert_eq!(other.enter_password().await.expect(200)["state"], "enrolment_required");
    assert_eq!(other.enter_recovery_code(&old).await.refused(409), "sign_in_step_invalid");
    other.enrol().await;

    assert_eq!(owner.delete(&path).await.status, 204);
    assert_eq!(other.get("/session").await.refused(401), "not_signed_in");
    assert_eq!(other.enter_password().await.refused(401), "credentials_invalid");
}

#[tokio::test]
async fn the_last_owner_stays() {
    let origin = Origin::start().await;
    let mut owner = origin.owner().await;
    owner.step_up().await;
    let path = format!("/admins/{}", owner.id);
    for change in [json!({ "role": "operator" }), json!({ "disabled": true })] {
        assert_eq!(owner.patch(&path, change).await.refused(409), "last_owner");
    }
    assert_eq!(owner.delete(&path).await.refused(409), "last_owner");

    // One who is disabled cannot help.
    let second = origin.owner().await;
    let second = format!("/admins/{}", second.id);
    owner.patch(&second, json!({ "disabled": true })).await.expect(200);
    assert_eq!(owner.delete(&path).await.refused(409), "last_owner");
}

#[tokio::test]
async fn two_owners_cannot_remove_each_other_at_once() {
    let origin = Origin::start().await;
    let (mut one, mut other) = (origin.owner().await, origin.owner().await);
    one.step_up().await;
    other.step_up().await;
    let (path, other_path) = (format!("/admins/{}", one.id), format!("/admins/{}", other.id));
    join(one.delete(&other_path), other.delete(&path)).await;
    let owners = "SELECT count(*) FROM administrators WHERE role = 'owner' AND disabled_at IS NULL";
    assert_eq!(origin.database.count(owners).await, 1);
}

#[tokio::test]
async fn sessions_are_listed_and_ended() {
    let origin = Origin::start().await;
    let mut owner = origin.owner().await;
    let mut other = origin.operator().await;
    let path = format!("/admins/{}/sessions", other.id);
    let first = other.cookie.take();
    origin.clock.advance(TimeDelta::seconds(1));
    other.sign_in().await;

    let own = other.get(&path).await.expect(200);
    let items = own["items"].as_array().unwrap();
    assert_eq!(items.len(), 2);
    assert_eq!((&items[0]["current"], &items[1]["current"]), (&json!(true), &json!(false)));
    assert_eq!(items[0]["address_masked"], "127.0.*.*");
    let older = items[1]["id"].as_str().unwrap();
    assert_eq!(other.delete(&format!("{path}/{older}")).await.status, 204, "one's own");
    assert_eq!(other.delete(&format!("{path}/{older}")).await.refused(404), "not_found");
    let second = std::mem::replace(&mut other.cookie, first);
    assert_eq!(other.get("/session").await.refused(401), "not_signed_in");
    other.cookie = second;
    assert_eq!(other.get("/session").await.status, 200);

    let owners = format!("/admins/{}/sessions", owner.id);
    assert_eq!(other.get(&owners).await.refused(403), "forbidden", "somebody else's");
    assert_eq!(owner.delete(&path).await.refused(403), "step_up_required");
    owner.step_up().await;
    let listed = owner.get(&path).await.expect(200);
    let newer = listed["items"][0]["id"].as_str().unwrap();
    assert_eq!(owner.delete(&format!("{owners}/{newer}")).await.refused(404), "not_found");
    assert_eq!(owner.delete(&path).await.status, 204);
    assert_eq!(other.get("/session").await.refused(401), "not_signed_in");
}

/// Everything that was done is recorded, by whom it was done.
#[tokio::test]
async fn changes_are_recorded() {
    let origin = Origin::start().await;
    let mut owner = origin.owner().await;
    owner.step_up().await;
    let other = origin.auditor().await;
    let path = format!("/admins/{}", other.id);
    owner.patch(&path, json!({ "role": "operator" })).await.expect(200);
    owner.delete(&path).await;
    let mut stranger = origin.stranger();
    stranger.email.clone_from(&owner.email);
    stranger.enter_password().await.refused(401);
    for (action, actor) in [
        ("admin.created", "cli"),
        ("session.totp_enrolled", "admin"),
        ("session.created", "admin"),
        ("session.stepped_up", "admin"),
        ("admin.updated", "admin"),
        ("admin.deleted", "admin"),
        ("session.failed", "system"),
    ] {
        let mut connection = origin.database.connect().await;
        let recorded: bool = sqlx::query_scalar(
            "SELECT EXISTS (SELECT FROM audit_records WHERE action = $1 AND actor_kind = $2)",
        )
        .bind(action)
        .bind(actor)
        .fetch_one(&mut connection)
        .await
        .unwrap();
        assert!(recorded, "{action} by {actor}");
    }
}
