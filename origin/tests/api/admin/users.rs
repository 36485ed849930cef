//! Listeners, as administrators see them.

use serde_json::{Value, json};
use sqlx::Row;

use super::AdminClient;
use crate::support::{
    Origin, caller,
    origin::{TEST_CODE, TEST_PHONE},
};

/// Who did what to whom, without what the administrators did to sign in.
async fn records(origin: &Origin) -> Vec<(String, String)> {
    let query = "SELECT action, coalesce(actor_email, actor_kind) FROM audit_records
                 WHERE action LIKE 'user.%' ORDER BY number";
    let rows = sqlx::query(query).fetch_all(&mut origin.database.connect().await).await.unwrap();
    rows.iter().map(|row| (row.get(0), row.get(1))).collect()
}

async fn find(client: &AdminClient<'_>, body: Value) -> Vec<String> {
    let found = client.post("/users/search", body).await.expect(200);
    let items = found["items"].as_array().unwrap();
    items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_user_is_found_by_the_whole_number_which_is_not_shown() {
    let origin = Origin::start().await;
    let tokens = origin.sign_in(TEST_PHONE, "a").await.tokens.unwrap();
    let id = caller(&tokens.access_token).user_id;
    let auditor = origin.auditor().await;
    let found =
        auditor.post("/users/search", json!({ "phone": "139 0000 0007" })).await.expect(200);
    assert_eq!(found["items"][0]["id"], id);
    assert_eq!(found["items"][0]["phone"], "139****0007");
    assert!(!found.to_string().contains("39000000"), "{found}");
    assert_eq!(find(&auditor, json!({ "phone": "+8613900000008" })).await, [""; 0]);
    assert_eq!(find(&auditor, json!({ "id": id })).await, std::slice::from_ref(&id));

    let shown = auditor.get(&format!("/users/{id}")).await.expect(200);
    assert_eq!((&shown["ban"], &shown["sessions_count"]), (&Value::Null, &json!(1)));
    assert_eq!(shown["devices"][0]["name"], "the a");
    assert_eq!(shown["counts"], json!({ "favorites": 0, "playlists": 0, "plays": 0 }));
    let devices = auditor.get(&format!("/users/{id}/devices")).await.expect(200);
    assert_eq!(devices["items"], shown["devices"]);

    let looks = records(&origin).await;
    let actions: Vec<_> = looks.iter().map(|(action, _)| action.as_str()).collect();
    let searched = ["user.searched"; 3];
    assert_eq!(actions[..3], searched, "also the one that found nobody");
    assert_eq!(actions[3..], ["user.viewed", "user.devices_viewed"]);
    assert!(looks.iter().all(|(_, email)| *email == auditor.email));
    let told = "SELECT count(*) FROM audit_records WHERE payload LIKE '%39000000%'";
    assert_eq!(origin.database.count(told).await, 0);
}

#[tokio::test]
async fn nicknames_are_found_by_how_they_begin() {
    let origin = Origin::start().await;
    let names = ["Ann", "anna", "Bob", "50%_off"];
    for (number, name) in names.iter().enumerate() {
        let phone = format!("+861390000000{number}");
        origin.edge.request_code(&phone).await.unwrap();
        origin.edge.create_session(&phone, TEST_CODE, "a", None).await.unwrap();
        sqlx::query("UPDATE users SET nickname = $1 WHERE phone_masked = $2")
            .bind(name)
            .bind(format!("139****000{number}"))
            .execute(&mut origin.database.connect().await)
            .await
            .unwrap();
    }
    let auditor = origin.auditor().await;
    let found = async |nickname: &str| find(&auditor, json!({ "nickname": nickname })).await.len();
    assert_eq!(found("AN").await, 2);
    assert_eq!(found("bob").await, 1);
    assert_eq!(found("50%_").await, 1);
    assert_eq!(found("%").await, 0);
    assert_eq!(found("_").await, 0);
}

#[tokio::test]
async fn a_search_that_makes_no_sense_is_refused() {
    let origin = Origin::start().await;
    let auditor = origin.auditor().await;
    for (body, field) in [
        (json!({}), "phone"),
        (json!({ "phone": "12" }), "phone"),
        (json!({ "phone": "+8613900000007", "id": "x" }), "phone"),
        (json!({ "id": "x" }), "id"),
        (json!({ "nickname": " " }), "nickname"),
        (json!({ "nickname": "a\u{0}" }), "nickname"),
    ] {
        let refused = auditor.post("/users/search", body.clone()).await.expect(422);
        assert!(refused["fields"].get(field).is_some(), "{body}: {refused}");
    }
    assert_eq!(records(&origin).await, []);
}

#[tokio::test]
async fn a_user_who_is_signed_out_everywhere_has_no_good_token() {
    let origin = Origin::start().await;
    let tokens = origin.sign_in(TEST_PHONE, "a").await.tokens.unwrap();
    let id = caller(&tokens.access_token).user_id;
    let auditor = origin.auditor().await;
    let operator = origin.operator().await;
    let path = format!("/users/{id}/sign-out");
    assert_eq!(auditor.post(&path, json!({})).await.refused(403), "forbidden");
    assert!(origin.edge.verify(&tokens.access_token).await.active);
    assert_eq!(operator.post(&path, json!({})).await.status, 204);
    assert_eq!(origin.edge.verify(&tokens.access_token).await.reason, "token_revoked");
    assert!(origin.edge.refresh(&tokens.refresh_token).await.is_err());
    assert_eq!(records(&origin).await, [("user.signed_out".to_owned(), operator.email.clone())]);
}

#[tokio::test]
async fn a_ban_says_why_and_ends() {
    let origin = Origin::start().await;
    let tokens = origin.sign_in(TEST_PHONE, "a").await.tokens.unwrap();
    let id = caller(&tokens.access_token).user_id;
    let path = format!("/users/{id}/ban");
    let mut operator = origin.operator().await;
    let reason = json!({ "reason": " spam " });
    assert_eq!(operator.post(&path, reason.clone()).await.refused(403), "step_up_required");
    operator.step_up().await;
    let empty = operator.post(&path, json!({ "reason": " " })).await.expect(422);
    assert!(empty["fields"].get("reason").is_some());
    assert_eq!(operator.post(&path, reason).await.status, 204);
    assert_eq!(origin.edge.verify(&tokens.access_token).await.reason, "account_banned");
    let again = json!({ "reason": "another" });
    assert_eq!(operator.post(&path, again).await.status, 204, "banned already");
    let shown = operator.get(&format!("/users/{id}")).await.expect(200);
    assert_eq!(shown["ban"]["reason"], "spam");
    assert_eq!(operator.delete(&path).await.status, 204);
    let shown = operator.get(&format!("/users/{id}")).await.expect(200);
    assert_eq!(shown["ban"], Value::Null);
    let actions: Vec<_> = records(&origin).await.into_iter().map(|(action, _)| action).collect();
    assert_eq!(actions, ["user.banned", "user.viewed", "user.unbanned", "user.viewed"]);
}

#[tokio::test]
async fn one_device_is_signed_out_and_the_others_stay() {
    let origin = Origin::start().await;
    let first = origin.sign_in(TEST_PHONE, "a").await.tokens.unwrap();
    let second = origin.sign_in(TEST_PHONE, "b").await.tokens.unwrap();
    let id = caller(&first.access_token).user_id;
    let operator = origin.operator().await;
    assert_eq!(operator.delete(&format!("/users/{id}/devices/a")).await.status, 204);
    assert!(origin.edge.refresh(&first.refresh_token).await.is_err());
    assert!(origin.edge.refresh(&second.refresh_token).await.is_ok());
    for gone in ["a", "c", "%00"] {
        let answer = operator.delete(&format!("/users/{id}/devices/{gone}")).await;
        assert_eq!(answer.refused(404), "not_found", "{gone}");
    }
    assert_eq!(records(&origin).await.len(), 1);
}

#[tokio::test]
async fn nobody_is_not_there_and_nothing_is_recorded() {
    let origin = Origin::start().await;
    let mut operator = origin.operator().await;
    operator.step_up().await;
    let nobody = format!("/users/{}", uuid::Uuid::from_u128(9));
    assert_eq!(operator.get(&nobody).await.refused(404), "not_found");
    assert_eq!(operator.get(&format!("{nobody}/devices")).await.refused(404), "not_found");
    let ban = operator.post(&format!("{nobody}/ban"), json!({ "reason": "spam" })).await;
    assert_eq!(ban.refused(404), "not_found");
    let out = operator.post(&format!("{nobody}/sign-out"), json!({})).await;
    assert_eq!(out.refused(404), "not_found");
    assert_eq!(operator.get("/users/nobody").await.refused(404), "not_found");
    assert_eq!(records(&origin).await, []);
}
