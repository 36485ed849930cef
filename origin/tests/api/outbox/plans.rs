//! How the database finds whose turn it is, once a lot waits.

use std::fs;

use chrono::TimeDelta;
use serde_json::Value;
use sqlx::{AssertSqlSafe, Row};

use super::Quiet;

/// The indexes that the steps of a plan read by, and the tables they read as a whole.
fn read(plan: &Value, indexes: &mut Vec<String>, whole: &mut Vec<String>) {
    let text = |name: &str| plan[name].as_str().unwrap_or_default().to_owned();
    indexes.extend(plan["Index Name"].is_string().then(|| text("Index Name")));
    whole.extend((plan["Node Type"] == "Seq Scan").then(|| text("Relation Name")));
    plan["Plans"].as_array().into_iter().flatten().for_each(|plan| read(plan, indexes, whole));
}

/// The query that claims, as it is sent.
fn claim() -> String {
    let files = fs::read_dir(".sqlx").unwrap();
    let queries = files.map(|file| {
        let described: Value =
            serde_json::from_slice(&fs::read(file.unwrap().path()).unwrap()).unwrap();
        described["query"].as_str().unwrap().to_owned()
    });
    let mut claims = queries.filter(|query| {
        query.contains("UPDATE outbox_deliveries") && query.contains("SKIP LOCKED")
    });
    let claim = claims.next().unwrap();
    assert_eq!(claims.next(), None);
    claim
}

/// Two hundred events of each of 500 users, which two edges wait for.
#[tokio::test]
async fn a_claim_looks_each_user_up() {
    let quiet = Quiet::start_with_both().await;
    let mut connection = quiet.database.connect().await;
    let much = "INSERT INTO outbox_events (event, user_id, kind, payload, created_at)
                SELECT gen_random_uuid(), u.id, 'x', '{}', '2026-05-01'
                FROM generate_series(1, 200),
                     (SELECT md5(n::text)::uuid AS id FROM generate_series(1, 500) AS n) AS u;
                INSERT INTO outbox_deliveries (edge, event_id, user_id, created_at, next_attempt_at)
                SELECT e.url, o.id, o.user_id, o.created_at, o.created_at
                FROM outbox_events o CROSS JOIN outbox_edges e ORDER BY o.id;
                ANALYZE";
    sqlx::raw_sql(much).execute(&mut connection).await.unwrap();
    let now = quiet.clock.now();
    let explain = AssertSqlSafe(format!("EXPLAIN (FORMAT JSON) {}", claim()));
    let explained = sqlx::query(explain)
        .bind(quiet.edge.name().as_str())
        .bind(now)
        .bind(now + TimeDelta::seconds(20))
        .bind(100_i64)
        .bind(20_i64)
        .fetch_one(&mut connection)
        .await
        .unwrap();
    let plan: Value = explained.get(0);
    let (mut indexes, mut whole) = (Vec::new(), Vec::new());
    read(&plan[0]["Plan"], &mut indexes, &mut whole);
    assert!(whole.is_empty(), "{plan:#}");
    let count = |name: &str| indexes.iter().filter(|index| *index == name).count();
    // The earliest of a user, and the run from there on.
    assert_eq!(count("idx_outbox_deliveries_edge_user_id_id"), 2, "{plan:#}");
    // What is due in its order, and the rows themselves.
    assert_eq!(count("outbox_deliveries_pkey"), 2, "{plan:#}");
}
