//! The audit as administrators read it and take it away.

use origin::audit::{Action, Actor};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{AdminClient, chain::append};
use crate::support::{Database, Origin, Process, SettingsFile, settings_text};

/// A user whose name stands in every record of these tests.
const USER: Uuid = Uuid::from_u128(7);

async fn record(origin: &Origin, actor: &Actor, action: Action) -> i64 {
    append(&origin.board.store, &origin.clock, actor, &action).await
}

fn numbers(listed: &Value) -> Vec<i64> {
    let items = listed["items"].as_array().unwrap();
    items.iter().map(|item| item["number"].as_i64().unwrap()).collect()
}

async fn found(client: &AdminClient<'_>, query: &str) -> Vec<i64> {
    numbers(&client.get(&format!("/audit?{query}")).await.expect(200))
}

#[tokio::test]
async fn records_are_found_by_who_what_whom_and_when() {
    let origin = Origin::start().await;
    let auditor = origin.auditor().await;
    let (id, email) = (Uuid::from_u128(9), "somebody@listen.example".to_owned());
    let admin = Actor::Admin { id, email };
    let at = origin.clock.now();
    origin.clock.advance(chrono::TimeDelta::minutes(20));
    let viewed = record(&origin, &admin, Action::UserViewed { user_id: USER }).await;
    let reason = "spam, \"really\"".to_owned();
    let banned = record(&origin, &admin, Action::UserBanned { user_id: USER, reason }).await;
    let other = Action::UserViewed { user_id: Uuid::from_u128(8) };
    let other = record(&origin, &Actor::Cli, other).await;

    assert_eq!(found(&auditor, &format!("actor={id}")).await, [banned, viewed]);
    assert_eq!(found(&auditor, "actor=somebody@listen.example").await, [banned, viewed]);
    assert_eq!(found(&auditor, "actor=cli&action=user.viewed").await, [other]);
    assert_eq!(found(&auditor, "action=user.viewed").await, [other, viewed]);
    assert_eq!(found(&auditor, "action=user").await, [other, banned, viewed]);
    assert_eq!(found(&auditor, &format!("target=user:{USER}")).await, [banned, viewed]);
    let after = at + chrono::TimeDelta::minutes(10);
    let after = after.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    assert_eq!(found(&auditor, &format!("from={after}")).await, [other, banned, viewed]);
    assert!(!found(&auditor, &format!("to={after}")).await.contains(&viewed));

    let shown = auditor.get(&format!("/audit/{banned}")).await.expect(200);
    assert_eq!(shown["action"], "user.banned");
    assert_eq!(
        shown["actor"],
        json!({ "kind": "admin", "id": id, "email": "somebody@listen.example" })
    );
    assert_eq!(shown["payload"], json!({ "user_id": USER, "reason": "spam, \"really\"" }));
    let next = auditor.get(&format!("/audit/{other}")).await.expect(200);
    assert_eq!(next["previous_hash"], shown["hash"]);
    assert_eq!(auditor.get("/audit/999999").await.refused(404), "not_found");
    assert_eq!(auditor.get("/audit/x").await.refused(404), "not_found");
    for query in ["limit=0", "limit=101", "cursor=x", "from=yesterday", "action=%00"] {
        let refused = auditor.get(&format!("/audit?{query}")).await.refused(422);
        assert_eq!(refused, "invalid_fields", "{query}");
    }
}

/// Also when records are added while somebody reads.
#[tokio::test]
async fn pages_show_each_record_once() {
    let origin = Origin::start().await;
    let auditor = origin.auditor().await;
    for _ in 0..7 {
        record(&origin, &Actor::Cli, Action::UserViewed { user_id: USER }).await;
    }
    let all = found(&auditor, "action=user.viewed").await;
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let query = format!("/audit?action=user.viewed&limit=3&cursor={cursor}");
        let page = auditor.get(&query).await.expect(200);
        seen.extend(numbers(&page));
        record(&origin, &Actor::Cli, Action::UserViewed { user_id: USER }).await;
        let Some(next) = page["next_cursor"].as_str() else { break };
        cursor = next.to_owned();
    }
    assert_eq!(seen, all);
    assert_eq!(seen.len(), 7);
}

#[tokio::test]
async fn a_record_altered_by_hand_is_named_to_the_administrator_and_by_the_command() {
    let origin = Origin::start().await;
    let operator = origin.operator().await;
    let number = record(&origin, &Actor::Cli, Action::UserViewed { user_id: USER }).await;
    let verified = operator.post("/audit/verify", json!({})).await.expect(200);
    assert_eq!((&verified["intact"], &verified["first_broken"]), (&json!(true), &Value::Null));
    assert_eq!(verified["checked"], number);
    let recorded = operator.get("/audit?action=audit.verified").await.expect(200);
    assert_eq!(recorded["items"][0]["payload"], json!({ "checked": number, "first_broken": null }));

    let settings = settings_text(&origin.database.url(), origin.vendor.endpoint());
    let file = SettingsFile::new(&settings);
    let output = file.command().args(["audit", "verify"]).output().await.unwrap();
    let shown = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && shown.contains("are as they were written"), "{shown}");

    let mut connection = origin.database.connect().await;
    for statement in [
        "ALTER TABLE audit_records DISABLE TRIGGER USER",
        "UPDATE audit_records SET target = 'user:8' WHERE action = 'user.viewed'",
    ] {
        sqlx::query(statement).execute(&mut connection).await.unwrap();
    }
    let verified = operator.post("/audit/verify", json!({})).await.expect(200);
    assert_eq!(verified["intact"], false);
    assert_eq!(verified["first_broken"], number);
    assert_eq!(verified["checked"], number - 1);
    assert_eq!(verified["reason"], "was altered");
    let output = file.command().args(["audit", "verify"]).output().await.unwrap();
    let shown = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1));
    assert!(shown.contains(&format!("record {number} was altered")), "{shown}");
}

#[tokio::test]
async fn an_export_holds_what_was_asked_for_and_tells_of_itself() {
    let origin = Origin::start().await;
    let mut auditor = origin.auditor().await;
    for reason in ["plain", "=HYPERLINK(\"http://x\")", "two\nlines, and \"more\""] {
        let action = Action::UserBanned { user_id: USER, reason: reason.to_owned() };
        record(&origin, &Actor::Cli, action).await;
    }
    // More than are held in memory at once.
    for _ in 0..520 {
        record(&origin, &Actor::Cli, Action::UserViewed { user_id: USER }).await;
    }
    assert_eq!(auditor.get("/audit/export?format=csv").await.refused(403), "step_up_required");
    auditor.step_up().await;
    let export = async |query: &str| {
        let path = format!("/audit/export?{query}");
        let answer = auditor.request(Method::GET, &path).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        let kind = answer.headers()["content-disposition"].to_str().unwrap().to_owned();
        assert!(kind.starts_with("attachment; filename=\"audit-"), "{kind}");
        answer.text().await.unwrap()
    };

    let lines = export("format=jsonl").await;
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let own = lines.last().unwrap();
    assert_eq!(own["action"], "audit.exported");
    assert_eq!(own["payload"], json!({ "format": "jsonl", "filter": {} }));
    assert_eq!(usize::try_from(own["number"].as_i64().unwrap()).unwrap(), lines.len());
    for (place, line) in lines.iter().enumerate() {
        assert_eq!(usize::try_from(line["number"].as_i64().unwrap()).unwrap(), place + 1);
    }
    let number =
        lines.iter().find(|line| line["action"] == "user.banned").unwrap()["number"].clone();
    let shown = auditor.get(&format!("/audit/{number}")).await.expect(200);
    for member in ["actor", "action", "target", "payload", "previous_hash", "hash"] {
        let exported = &lines[usize::try_from(number.as_i64().unwrap()).unwrap() - 1][member];
        if member == "actor" {
            assert_eq!(exported["kind"], shown["actor"]["kind"]);
        } else {
            assert_eq!(exported, &shown[member]);
        }
    }

    let table = export("format=csv&action=user.banned").await;
    let rows: Vec<Vec<String>> = read_csv(&table);
    assert_eq!(rows.len(), 4, "{table}");
    assert_eq!(rows[0][0], "number");
    let reasons: Vec<Value> = rows[1..]
        .iter()
        .map(|row| serde_json::from_str::<Value>(&row[7]).unwrap()["reason"].clone())
        .collect();
    assert_eq!(reasons, ["plain", "=HYPERLINK(\"http://x\")", "two\nlines, and \"more\""]);
    let recorded = auditor.get("/audit?action=audit.exported").await.expect(200);
    let filter = &recorded["items"][0]["payload"]["filter"];
    assert_eq!(filter, &json!({ "action": "user.banned" }));
    assert_eq!(auditor.get("/audit/export?format=xml").await.refused(422), "invalid_fields");
}

#[tokio::test]
async fn an_operator_takes_nothing_away() {
    let origin = Origin::start().await;
    let mut operator = origin.operator().await;
    operator.step_up().await;
    assert_eq!(operator.get("/audit/export?format=csv").await.refused(403), "forbidden");
    assert_eq!(found(&operator, "action=audit.exported").await, [] as [i64; 0]);
}

/// RFC 4180, as a spreadsheet reads it.
fn read_csv(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut quoted, mut characters) = (false, text.chars().peekable());
    while let Some(character) = characters.next() {
        match (quoted, character) {
            (true, '"') if characters.peek() == Some(&'"') => {
                cell.push('"');
                characters.next();
            }
            (_, '"') => quoted = !quoted,
            (false, ',') => row.push(std::mem::take(&mut cell)),
            (false, '\r') => {}
            (false, '\n') => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            (_, character) => cell.push(character),
        }
    }
    rows
}

/// Nobody misses a file that they never heard of.
#[tokio::test]
async fn production_says_at_start_that_checkpoints_are_in_the_database_only() {
    let database = Database::create().await;
    let text = settings_text(&database.url(), "https://vendor.example/");
    let text = text.replace("development", "production");
    let text = text.split("[[auth").next().unwrap();
    let file = std::env::temp_dir().join(format!("origin-test-{}.jsonl", Uuid::new_v4()));
    let with_file = format!("audit.checkpoint_file = \"{}\"", file.display());
    for (more, times) in [("", 1), (with_file.as_str(), 0)] {
        let settings = SettingsFile::new(&format!("{more}\n{text}"));
        let (exit_code, log) = Process::start(settings.command()).await.end("-TERM").await;
        assert_eq!(exit_code, Some(0));
        let warned = log.iter().filter(|line| line.contains("audit.checkpoint_file"));
        assert_eq!(warned.count(), times, "{log:?}");
    }
}
