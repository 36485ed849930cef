//! Sources, vendors, jobs and the outbox.

use serde_json::{Value, json};
use wasm_shared::contract::telemetry::v1::{ReportRequest, SourceState};

use super::AdminClient;
use crate::support::{
    Behaviour, Origin, PushEdge, caller,
    origin::{PHONE, TEST_PHONE, clock},
};

const SEALING_KEY: &str = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE";

async fn actions(origin: &Origin, resource: &str) -> Vec<String> {
    let query = "SELECT action FROM audit_records WHERE action LIKE $1 ORDER BY number";
    sqlx::query_scalar(query)
        .bind(format!("{resource}.%"))
        .fetch_all(&mut origin.database.connect().await)
        .await
        .unwrap()
}

fn names(list: &Value, member: &str) -> Vec<String> {
    let items = list["items"].as_array().unwrap();
    items.iter().map(|item| item[member].as_str().unwrap().to_owned()).collect()
}

async fn sees(origin: &Origin, instance: &str, breaker: &str, credential: &str) {
    let now = origin.clock.now().timestamp_millis();
    let report = ReportRequest {
        edge_instance: instance.to_owned(),
        edge_kind: "cloudflare".to_owned(),
        sequence: now.unsigned_abs(),
        from_ms: now,
        to_ms: now,
        source_states: vec![SourceState {
            source: "netease".to_owned(),
            breaker: breaker.to_owned(),
            credential: credential.to_owned(),
        }],
        ..ReportRequest::default()
    };
    origin.edge.telemetry().report(report).await.unwrap();
}

async fn netease(client: &AdminClient<'_>) -> Value {
    let listed = client.get("/sources").await.expect(200);
    let items = listed["items"].as_array().unwrap();
    items.iter().find(|item| item["source"] == "netease").unwrap().clone()
}

#[tokio::test]
async fn a_source_stands_as_the_worst_edge_says_of_late() {
    let origin = Origin::start().await;
    let auditor = origin.auditor().await;
    let unseen = netease(&auditor).await;
    assert_eq!((&unseen["breaker"], &unseen["success_rate"]), (&json!("unknown"), &Value::Null));
    sees(&origin, "one", "closed", "accepted").await;
    sees(&origin, "other", "open", "untested").await;
    let seen = netease(&auditor).await;
    assert_eq!(
        (&seen["breaker"], &seen["credential"]["state"]),
        (&json!("open"), &json!("accepted"))
    );
    assert_eq!((&seen["edges"], &seen["breaker_edges"]), (&json!(2), &json!(1)));
    origin.clock.advance(chrono::TimeDelta::minutes(1));
    sees(&origin, "other", "closed", "refused").await;
    let seen = netease(&auditor).await;
    assert_eq!(
        (&seen["breaker"], &seen["credential"]["state"]),
        (&json!("closed"), &json!("refused"))
    );
    origin.clock.advance(chrono::TimeDelta::minutes(6));
    let auditor = origin.auditor().await;
    assert_eq!(netease(&auditor).await["breaker"], "unknown", "nobody has said so of late");
}

#[tokio::test]
async fn what_is_set_for_sources_is_published_and_recorded() {
    let origin = Origin::start_with(&format!("edge.sealing_key = \"{SEALING_KEY}\"")).await;
    let mut operator = origin.operator().await;
    let order = json!({ "order": ["kugou", "qq"], "reason": "Kugou is quicker" });
    assert_eq!(
        operator.put("/sources/order", order.clone()).await.refused(403),
        "step_up_required"
    );
    operator.step_up().await;
    assert_eq!(operator.put("/sources/order", order).await.expect(200), json!({ "release": 1 }));
    let listed = operator.get("/sources").await.expect(200);
    assert_eq!(names(&listed, "source")[..2], ["kugou", "qq"]);
    assert_eq!(listed["items"][2]["order"], Value::Null);

    let off = json!({ "enabled": false, "reason": "it fails" });
    operator.patch("/sources/qq", off).await.expect(200);
    let listed = operator.get("/sources").await.expect(200);
    assert_eq!(listed["items"][1]["enabled"], false);

    let cookie = "uin=o12345; qm_keyst=secret";
    let credential = json!({ "value": cookie, "reason": "renewed" });
    operator.put("/sources/qq/credential", credential).await.expect(200);
    let listed = operator.get("/sources").await.expect(200);
    assert_eq!(listed["items"][1]["credential"]["set"], true);
    let document = origin.releases.current().await.unwrap().document;
    let told = "SELECT count(*) FROM audit_records WHERE payload LIKE '%qm_keyst%'";
    assert!(!document.tree.to_string().contains("qm_keyst"));
    assert_eq!(origin.database.count(told).await, 0);
    let expected = ["source.order_changed", "source.switched", "source.credential_set"];
    assert_eq!(actions(&origin, "source").await, expected);
    assert_eq!(actions(&origin, "settings").await, ["settings.published"; 3]);
}

#[tokio::test]
async fn what_cannot_be_set_for_a_source_is_refused_by_name() {
    let origin = Origin::start().await;
    let mut operator = origin.operator().await;
    operator.step_up().await;
    for order in [json!([]), json!(["qq", "qq"]), json!(["spotify"])] {
        let body = json!({ "order": order, "reason": "to see" });
        let refused = operator.put("/sources/order", body).await.expect(422);
        let fields = refused["fields"].as_object().unwrap();
        assert!(fields.keys().any(|field| field.starts_with("sources.order")), "{refused}");
    }
    let body = json!({ "enabled": true, "reason": "to see" });
    assert_eq!(operator.patch("/sources/spotify", body).await.refused(404), "not_found");
    assert_eq!(actions(&origin, "source").await, [""; 0]);
}

#[tokio::test]
async fn vendors_are_asked_in_the_published_order() {
    let origin = Origin::start_with_vendors("sms.vendors = ['aliyun', 'tencent', 'twilio']").await;
    let mut operator = origin.operator().await;
    operator.step_up().await;
    let order = json!({ "order": ["tencent", "aliyun"], "reason": "cheaper" });
    operator.put("/sms/order", order).await.expect(200);
    origin.sign_in(PHONE, "a").await;
    assert_eq!(origin.vendor.takers(), ["tencent"]);
    let listed = operator.get("/sms/vendors").await.expect(200);
    assert_eq!(names(&listed, "name"), ["tencent", "aliyun", "twilio"]);
    let tencent = &listed["items"][0];
    assert_eq!((&tencent["sent_24h"], &tencent["failure_rate"]), (&json!(1), &json!(0.0)));
    assert_eq!(
        (&tencent["breaker"], &listed["items"][2]["enabled"]),
        (&json!("closed"), &json!(false))
    );
    assert_eq!(actions(&origin, "sms").await, ["sms.order_changed"]);
    let unknown = json!({ "order": ["pigeon"], "reason": "to see" });
    let refused = operator.put("/sms/order", unknown).await.expect(422);
    assert!(refused["fields"].get("order").is_some(), "{refused}");
}

#[tokio::test]
async fn a_test_message_goes_out_by_the_vendor_named_and_is_bounded() {
    let origin = Origin::start_with_vendors("sms.vendors = ['aliyun', 'tencent', 'twilio']").await;
    let auditor = origin.auditor().await;
    let operator = origin.operator().await;
    let by_twilio = json!({ "phone": PHONE, "vendor": "twilio" });
    assert_eq!(auditor.post("/sms/test", by_twilio.clone()).await.refused(403), "forbidden");
    let sent = operator.post("/sms/test", by_twilio).await.expect(200);
    assert_eq!((&sent["sent"], &sent["attempts"][0]["vendor"]), (&json!(true), &json!("twilio")));
    assert_eq!(origin.vendor.takers(), ["twilio"]);

    origin.vendor.behave(Behaviour::Refuse("isv.MOBILE_NUMBER_ILLEGAL"));
    let by_aliyun = json!({ "phone": PHONE, "vendor": "aliyun" });
    let refused = operator.post("/sms/test", by_aliyun.clone()).await.expect(200);
    assert_eq!(
        (&refused["sent"], &refused["attempts"][0]["state"]),
        (&json!(false), &json!("number_refused"))
    );

    let listed = operator.get("/sms/deliveries?limit=1").await.expect(200);
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    assert_eq!(listed["items"][0]["phone"], "138****5678");
    let cursor = listed["next_cursor"].as_str().unwrap();
    let rest = operator.get(&format!("/sms/deliveries?cursor={cursor}")).await.expect(200);
    assert_eq!((rest["items"].as_array().unwrap().len(), &rest["next_cursor"]), (1, &Value::Null));
    let filtered =
        operator.get("/sms/deliveries?vendor=aliyun&state=number_refused").await.expect(200);
    assert_eq!(names(&filtered, "vendor"), ["aliyun"]);

    for _ in 2..20 {
        operator.post("/sms/test", by_aliyun.clone()).await.expect(200);
    }
    let one_more = operator.post("/sms/test", by_aliyun).await;
    assert!(one_more.headers.contains_key("retry-after"));
    assert_eq!(one_more.refused(429), "rate_limited");
    let recorded = actions(&origin, "sms").await;
    assert_eq!(recorded.iter().filter(|action| *action == "sms.tested").count(), 20);
    assert_eq!(recorded.iter().filter(|action| *action == "sms.deliveries_viewed").count(), 3);
}

#[tokio::test]
async fn jobs_show_how_they_ended() {
    let origin = Origin::start().await;
    let auditor = origin.auditor().await;
    let hour = std::time::Duration::from_hours(1);
    let failing = async { Err(std::fmt::Error) };
    assert!(origin.board.turn("a job that fails", hour, failing).await.unwrap());
    let listed = auditor.get("/jobs").await.expect(200);
    let items = listed["items"].as_array().unwrap();
    let job = items.iter().find(|job| job["name"] == "a job that fails").unwrap();
    assert_eq!((&job["state"], &job["failures"]), (&json!("failed"), &json!(1)));
    assert!(job["error"].as_str().unwrap().contains("formatting"), "{job}");
}

/// Two origins have each a file and keys of their own: neither waits until the other's run is long past.
#[tokio::test]
async fn what_each_origin_does_for_itself_is_shown_too() {
    let origin = Origin::start().await;
    let beside = origin.beside("").await;
    let auditor = origin.auditor().await;
    let name = "a job of each";
    origin.board.run_here(name, async { Ok::<_, std::fmt::Error>(()) }).await.unwrap();
    beside.board.run_here(name, async { Err(std::fmt::Error) }).await.unwrap();
    let listed = auditor.get("/jobs").await.expect(200);
    let items = listed["items"].as_array().unwrap();
    let job = items.iter().find(|job| job["name"] == name).unwrap();
    assert_eq!((&job["runs"], &job["failures"]), (&json!(2), &json!(1)));
    assert_eq!(job["state"], "failed");
}

#[tokio::test]
async fn an_event_that_was_set_aside_is_sent_again_or_dropped() {
    let clock = clock();
    let edge = PushEdge::start(clock.clone()).await;
    let origin = Origin::start_at(clock, &edge.settings()).await;
    let tokens = origin.sign_in(TEST_PHONE, "a").await.tokens.unwrap();
    let user_id: uuid::Uuid = caller(&tokens.access_token).user_id.parse().unwrap();
    edge.wait_for_taken(1).await;
    for device in ["b", "c"] {
        sqlx::query(
            "WITH event AS (
                 INSERT INTO outbox_events (event, user_id, kind, payload, created_at)
                 VALUES (gen_random_uuid(), $1, 'device.removed',
                         jsonb_build_object('device_id', $2), $3)
                 RETURNING id, user_id, created_at
             )
             INSERT INTO outbox_deliveries (edge, event_id, user_id, created_at, next_attempt_at,
                                            refusals, set_aside_at, last_error)
             SELECT e.url, o.id, o.user_id, o.created_at, o.created_at, 10, o.created_at,
                    'unknown_kind'
             FROM event o CROSS JOIN outbox_edges e",
        )
        .bind(user_id)
        .bind(device)
        .bind(origin.clock.now())
        .execute(&mut origin.database.connect().await)
        .await
        .unwrap();
    }
    let operator = origin.operator().await;
    let listed = operator.get("/outbox?state=set_aside").await.expect(200);
    let ids = names(&listed, "id");
    assert_eq!((ids.len(), &listed["items"][0]["last_error"]), (2, &json!("unknown_kind")));
    assert_eq!(names(&listed, "edge"), [edge.name().as_str(); 2]);
    assert!(!listed.to_string().contains("device_id"), "what it tells is not shown");
    assert_eq!(operator.get("/outbox").await.expect(200)["items"], json!([]));

    let retry = format!("/outbox/{}/retry", ids[0]);
    assert_eq!(operator.post(&retry, json!({})).await.status, 204);
    let taken = edge.wait_for_taken(2).await;
    assert_eq!(
        (taken[1].kind.as_str(), &taken[1].data["device_id"]),
        ("device.removed", &json!("b"))
    );
    assert_eq!(operator.post(&retry, json!({})).await.refused(404), "not_found", "it is delivered");
    let drop = format!("/outbox/{}", ids[1]);
    assert_eq!(operator.delete(&drop).await.status, 204);
    assert_eq!(operator.delete(&drop).await.refused(404), "not_found");
    let listed = operator.get("/outbox?state=set_aside").await.expect(200);
    assert_eq!(listed["items"], json!([]));
    let expected = ["outbox.event_retried", "outbox.event_dropped"];
    assert_eq!(actions(&origin, "outbox").await, expected);
    assert!(operator.get("/outbox?state=lost").await.expect(422)["fields"].get("state").is_some());
}
