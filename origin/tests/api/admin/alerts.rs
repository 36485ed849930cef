//! What rules find, and how often they say so.

use std::{sync::Arc, time::Duration};

use chrono::TimeDelta;
use origin::{
    alerts::{AlertCourier, AlertEvent, Alerts, Rule, RuleChange},
    audit::{Action, Actor, Change},
    clock::Clock,
    jobs::{Board, SIGN_CHECKPOINTS},
    observe::Metrics,
    outbox::Event,
    store::{Store, alert_events, outbox_edges, outbox_events},
    vault::Vault,
};
use serde_json::json;
use uuid::Uuid;

use super::chain::{Chain, append, store};
use crate::support::{Database, Origin, origin::clock};

/// Alerts over a database of their own, evaluated when told.
pub struct Watch {
    pub database: Database,
    pub store: Store,
    pub clock: Clock,
    pub alerts: Alerts,
}

pub const ADMIN: Uuid = Uuid::from_u128(1);

pub fn admin() -> Actor {
    Actor::Admin { id: ADMIN, email: "a@listen.example".to_owned() }
}

impl Watch {
    pub async fn start() -> Self {
        let database = Database::create().await;
        let store = store(&database).await;
        Self::over(database, store, clock())
    }

    fn over(database: Database, store: Store, clock: Clock) -> Self {
        let alerts = Self::alerts_over(&store, &clock);
        Self { database, store, clock, alerts }
    }

    fn alerts_over(store: &Store, clock: &Clock) -> Alerts {
        Alerts {
            store: store.clone(),
            clock: clock.clone(),
            vault: Arc::new(Vault::new(&[7; 32])),
            courier: AlertCourier::new(true).unwrap(),
        }
    }

    pub async fn record(&self, action: &Action) {
        self.clock.advance(TimeDelta::seconds(1));
        append(&self.store, &self.clock, &admin(), action).await;
    }

    /// All events, oldest first, after the rules were evaluated by two origins at once.
    pub async fn events(&self) -> Vec<AlertEvent> {
        let (one, other) = tokio::join!(self.alerts.evaluate(), self.alerts.evaluate());
        one.and(other).unwrap();
        let mut connection = self.store.connection().await.unwrap();
        let mut events = alert_events::list(&mut connection, None, None, 100).await.unwrap();
        events.reverse();
        events
    }

    /// `rule subject count`, and `state` unless it is open.
    async fn shown(&self) -> Vec<String> {
        let events = self.events().await;
        let line = |event: &AlertEvent| {
            let AlertEvent { rule, subject, count, .. } = event;
            let taken = if event.acknowledged.is_some() { " acknowledged" } else { "" };
            format!("{rule} {subject} {count}{taken}")
        };
        events.iter().map(line).collect()
    }

    async fn acknowledge_last(&self) {
        let last = self.events().await.pop().unwrap();
        self.alerts.acknowledge(&admin(), last.id, Some("seen")).await.unwrap().unwrap();
    }

    async fn execute(&self, statement: &'static str) {
        let now = self.clock.now();
        let mut connection = self.database.connect().await;
        sqlx::query(statement).bind(now).execute(&mut connection).await.unwrap();
    }
}

fn failed(email: &str) -> Action {
    Action::SessionFailed { email: email.to_owned(), step: "password".to_owned() }
}

#[tokio::test]
async fn a_burst_is_told_once_and_counted_until_somebody_takes_note() {
    let watch = Watch::start().await;
    for _ in 0..4 {
        watch.record(&failed("o@listen.example")).await;
        watch.record(&failed("other@listen.example")).await;
    }
    assert_eq!(watch.shown().await, [] as [&str; 0]);
    watch.record(&failed("o@listen.example")).await;
    let five = "failed_sign_ins email:o@listen.example 5";
    assert_eq!(watch.shown().await, [five]);
    assert_eq!(watch.shown().await, [five]);
    for _ in 0..2 {
        watch.record(&failed("o@listen.example")).await;
    }
    assert_eq!(watch.shown().await, ["failed_sign_ins email:o@listen.example 7"]);
    watch.acknowledge_last().await;
    // What was counted is not counted again; another burst is another event.
    let seen = "failed_sign_ins email:o@listen.example 7 acknowledged";
    for _ in 0..4 {
        watch.record(&failed("o@listen.example")).await;
    }
    assert_eq!(watch.shown().await, [seen]);
    watch.record(&failed("o@listen.example")).await;
    assert_eq!(watch.shown().await, [seen, five]);
}

#[tokio::test]
async fn failures_far_apart_are_no_burst() {
    let watch = Watch::start().await;
    for _ in 0..10 {
        watch.record(&failed("o@listen.example")).await;
        watch.clock.advance(TimeDelta::minutes(3));
        assert_eq!(watch.shown().await, [] as [&str; 0]);
    }
}

/// A list of addresses, each tried once.
#[tokio::test]
async fn a_burst_over_many_addresses_is_told_without_naming_any() {
    let watch = Watch::start().await;
    for number in 0..19 {
        watch.record(&failed(&format!("a{number}@listen.example"))).await;
    }
    assert_eq!(watch.shown().await, [] as [&str; 0]);
    watch.record(&failed("a19@listen.example")).await;
    assert_eq!(watch.shown().await, ["failed_sign_ins sign_ins:all 20"]);
    watch.record(&failed("a20@listen.example")).await;
    assert_eq!(watch.shown().await, ["failed_sign_ins sign_ins:all 21"]);
    watch.acknowledge_last().await;
    let seen = "failed_sign_ins sign_ins:all 21 acknowledged";
    // An attack on one address beside it is an event of its own.
    for _ in 0..5 {
        watch.record(&failed("o@listen.example")).await;
    }
    assert_eq!(watch.shown().await, [seen, "failed_sign_ins email:o@listen.example 5"]);
}

/// Every origin was down, or the job failed.
#[tokio::test]
async fn what_happens_once_is_told_however_late_it_is_looked_for() {
    let watch = Watch::start().await;
    let admin_id = Uuid::from_u128(2);
    watch.record(&Action::AdminTotpReset { admin_id }).await;
    for _ in 0..4 {
        watch.record(&failed("o@listen.example")).await;
    }
    watch.clock.advance(TimeDelta::minutes(6));
    let off = format!("second_factor_off admin:{admin_id} 1");
    assert_eq!(watch.shown().await, [off.as_str()]);
    assert_eq!(watch.shown().await, [off.as_str()]);
    watch.acknowledge_last().await;
    let seen = format!("{off} acknowledged");
    assert_eq!(watch.shown().await, [seen.as_str()]);
    // A burst is one within its window all the same.
    watch.clock.advance(TimeDelta::minutes(6));
    watch.record(&failed("o@listen.example")).await;
    watch.record(&Action::AdminTotpReset { admin_id }).await;
    watch.clock.advance(TimeDelta::days(3));
    assert_eq!(watch.shown().await, [seen.as_str(), off.as_str()]);
}

#[tokio::test]
async fn what_happened_while_a_rule_was_off_is_not_told_later() {
    let watch = Watch::start().await;
    let switch = async |enabled: bool| {
        let change = RuleChange { enabled: Some(enabled), ..RuleChange::default() };
        watch.alerts.change_rule(&admin(), Rule::SecondFactorOff, change).await.unwrap();
    };
    switch(false).await;
    watch.record(&Action::AdminTotpReset { admin_id: Uuid::from_u128(2) }).await;
    assert_eq!(watch.shown().await, [] as [&str; 0]);
    switch(true).await;
    assert_eq!(watch.shown().await, [] as [&str; 0]);
}

#[tokio::test]
async fn each_rule_of_what_is_recorded_fires_once() {
    let watch = Watch::start().await;
    let admin_id = Uuid::from_u128(2);
    let change = |path: &str, before: &str, after: &str| {
        let changes = vec![Change::of(path, before, after).unwrap()];
        Action::AdminUpdated { admin_id, changes }
    };
    // A name that looks like the change of a role is none.
    watch.record(&change("name", "x", r#""path":"role""#)).await;
    assert_eq!(watch.shown().await, [] as [&str; 0]);
    let reason = "it broke".to_owned();
    for (action, event) in [
        (change("role", "auditor", "owner"), format!("role_changed admin:{admin_id} 1")),
        (Action::AdminTotpReset { admin_id }, format!("second_factor_off admin:{admin_id} 1")),
        (
            Action::AuditExported { format: "csv".to_owned(), filter: json!({}) },
            "exported admin:a@listen.example 1".to_owned(),
        ),
        (
            Action::SettingsWithdrawn { release: 4, reason, changes: Vec::new() },
            "settings_rolled_back release:4 1".to_owned(),
        ),
    ] {
        watch.record(&action).await;
        let shown = watch.shown().await;
        assert_eq!(shown.last(), Some(&event), "{shown:?}");
        assert_eq!(watch.shown().await, shown);
    }
    assert_eq!(watch.events().await.len(), 4);
}

#[tokio::test]
async fn a_state_that_goes_on_is_told_once() {
    let watch = Watch::start().await;
    let mut connection = watch.store.connection().await.unwrap();
    let (user, event) = (Uuid::new_v4(), Event::session_revoked(2));
    let now = watch.clock.now();
    outbox_edges::name(&mut connection, &["https://edge.example/".to_owned()], now).await.unwrap();
    outbox_events::insert(&mut connection, user, &event, now).await.unwrap();
    watch.clock.advance(TimeDelta::seconds(59));
    assert_eq!(watch.shown().await, [] as [&str; 0]);
    watch.clock.advance(TimeDelta::seconds(1));
    let behind = "outbox_behind outbox:events 1";
    assert_eq!(watch.shown().await, [behind]);
    assert_eq!(watch.events().await[0].value, Some(60.0));
    watch.acknowledge_last().await;
    for _ in 0..10 {
        watch.clock.advance(TimeDelta::seconds(60));
        let seen = "outbox_behind outbox:events 1 acknowledged";
        assert_eq!(watch.shown().await, [seen]);
    }
    assert_eq!(watch.events().await[0].value, Some(660.0));
    // Over for a while, and there again.
    watch.execute("UPDATE outbox_deliveries SET set_aside_at = $1").await;
    watch.clock.advance(TimeDelta::minutes(3));
    assert_eq!(watch.events().await.len(), 1);
    watch.execute("UPDATE outbox_deliveries SET set_aside_at = NULL WHERE $1 IS NOT NULL").await;
    assert_eq!(watch.shown().await.last().unwrap(), behind);
    assert_eq!(watch.events().await.len(), 2);
}

#[tokio::test]
async fn a_vendor_that_fails_is_told_of_by_its_share() {
    let watch = Watch::start().await;
    // Nine messages say nothing, and numbers that are refused are not the vendor's fault.
    let send = "INSERT INTO sms_deliveries (id, code_id, phone_masked, vendor, outcome, took_ms, created_at)
                SELECT gen_random_uuid(), gen_random_uuid(), '+86138****5678', v.vendor, v.outcome, 5, $1
                FROM (VALUES ('aliyun', 'unreachable', 9), ('tencent', 'number_refused', 40),
                             ('twilio', 'delivered', 11), ('twilio', 'call_refused', 9))
                     AS v (vendor, outcome, times), generate_series(1, v.times)";
    watch.execute(send).await;
    assert_eq!(watch.shown().await, [] as [&str; 0]);
    let one_more = "INSERT INTO sms_deliveries (id, code_id, phone_masked, vendor, outcome, took_ms, created_at)
                    SELECT gen_random_uuid(), gen_random_uuid(), '+86138****5678', v.vendor, 'unreachable', 5, $1
                    FROM (VALUES ('aliyun'), ('twilio'), ('twilio')) AS v (vendor)";
    watch.execute(one_more).await;
    let mut shown = watch.shown().await;
    shown.sort();
    assert_eq!(shown, ["sms_failing sms:aliyun 1", "sms_failing sms:twilio 1"]);
    watch.clock.advance(TimeDelta::minutes(11));
    assert_eq!(watch.events().await.len(), 2);
}

#[tokio::test]
async fn a_source_that_half_of_the_edges_gave_up_is_down() {
    let watch = Watch::start().await;
    let states = "INSERT INTO source_states (edge_instance, source, edge_kind, breaker, credential, seen_at)
                  VALUES ('a', 'qq', 'cloudflare', 'open', 'ok', $1), ('b', 'qq', 'cloudflare', 'closed', 'ok', $1),
                         ('a', 'joox', 'cloudflare', 'closed', 'ok', $1),
                         ('c', 'joox', 'cloudflare', 'open', 'ok', $1::timestamptz - interval '1 day')";
    watch.execute(states).await;
    assert_eq!(watch.shown().await, ["source_down source:qq 1"]);
    assert_eq!(watch.events().await[0].value, Some(0.5));
}

/// Altered, found by the job that signs, told by the rule.
#[tokio::test]
async fn a_broken_audit_is_told() {
    let chain = Chain::start().await;
    let database = Database::create().await;
    let watch = Watch::over(database, chain.store.clone(), chain.clock.clone());
    let metrics = Arc::new(Metrics::default());
    let board = Board { store: chain.store.clone(), clock: chain.clock.clone(), metrics };
    let sign = async || {
        chain.clock.advance(TimeDelta::minutes(1));
        let job = async { chain.audit.sign_checkpoints().await.map(drop) };
        board.turn(SIGN_CHECKPOINTS, Duration::from_secs(5), job).await.unwrap();
    };
    chain.append(3).await;
    sign().await;
    assert_eq!(watch.shown().await, [] as [&str; 0]);
    chain.append(2).await;
    chain.tamper("DELETE FROM audit_records WHERE number = 4").await;
    sign().await;
    assert_eq!(watch.shown().await, ["audit_broken audit:records 1"]);
}

#[tokio::test]
async fn a_rule_that_is_off_or_changed_is_evaluated_so() {
    let watch = Watch::start().await;
    let change = async |change: RuleChange| {
        watch.alerts.change_rule(&admin(), Rule::FailedSignIns, change).await.unwrap()
    };
    change(RuleChange { enabled: Some(false), ..RuleChange::default() }).await;
    for _ in 0..5 {
        watch.record(&failed("o@listen.example")).await;
    }
    assert_eq!(watch.shown().await, [] as [&str; 0]);
    let threshold = Some(6.0);
    change(RuleChange { enabled: Some(true), threshold, window_s: Some(10) }).await;
    watch.record(&failed("o@listen.example")).await;
    assert_eq!(watch.shown().await, ["failed_sign_ins email:o@listen.example 6"]);
}

#[tokio::test]
async fn administrators_see_and_change_rules_and_take_note_of_events() {
    let origin = Origin::start().await;
    let operator = origin.operator().await;
    let auditor = origin.auditor().await;
    let rules = auditor.get("/alerts/rules").await.expect(200);
    insta::assert_json_snapshot!(rules["items"][2], @r#"
    {
      "default_threshold": 5.0,
      "default_window_s": 600,
      "enabled": true,
      "name": "failed_sign_ins",
      "threshold": 5.0,
      "unit": "times",
      "window_s": 600
    }
    "#);
    assert_eq!(rules["items"].as_array().unwrap().len(), Rule::ALL.len());
    let path = "/alerts/rules/failed_sign_ins";
    assert_eq!(auditor.patch(path, json!({ "threshold": 3 })).await.refused(403), "forbidden");
    let changed = operator.patch(path, json!({ "threshold": 3 })).await.expect(200);
    assert_eq!((&changed["threshold"], &changed["window_s"]), (&json!(3.0), &json!(600)));
    for (body, field) in [
        (json!({ "threshold": 0 }), "threshold"),
        (json!({ "threshold": 2.5 }), "threshold"),
        (json!({ "window_s": 5 }), "window_s"),
    ] {
        let refused = operator.patch(path, body).await.expect(422);
        assert!(refused["fields"][field].is_string(), "{refused}");
    }
    let unknown = operator.patch("/alerts/rules/none", json!({})).await;
    assert_eq!(unknown.refused(404), "not_found");
    let recorded = auditor.get("/audit?action=alert.rule_changed").await.expect(200);
    assert_eq!(recorded["items"].as_array().unwrap().len(), 1);
    let told = &recorded["items"][0]["payload"]["changes"];
    assert_eq!(told, &json!([{ "path": "threshold", "before": 5.0, "after": 3.0 }]));

    let email = "nobody@listen.example";
    for _ in 0..3 {
        append(&origin.board.store, &origin.clock, &Actor::System, &failed(email)).await;
    }
    let alerts = Watch::alerts_over(&origin.board.store, &origin.clock);
    alerts.evaluate().await.unwrap();
    let events = async |state: &str| {
        let listed = auditor.get(&format!("/alerts/events?state={state}&limit=100")).await;
        let items = listed.expect(200)["items"].as_array().unwrap().clone();
        let of_rule = items.into_iter().filter(|item| item["rule"] == "failed_sign_ins");
        of_rule.collect::<Vec<_>>()
    };
    let open = events("open").await;
    assert_eq!((open.len(), &open[0]["count"]), (1, &json!(3)));
    let path = format!("/alerts/events/{}/acknowledge", open[0]["id"].as_str().unwrap());
    assert_eq!(auditor.post(&path, json!({})).await.refused(403), "forbidden");
    let long = json!({ "note": "x".repeat(501) });
    assert_eq!(operator.post(&path, long).await.refused(422), "invalid_fields");
    let taken = operator.post(&path, json!({ "note": "a script of ours" })).await.expect(200);
    assert_eq!(taken["acknowledged"]["by"], operator.email);
    assert_eq!(operator.post(&path, json!({ "note": "again" })).await.expect(200), taken);
    assert_eq!(events("open").await.len(), 0);
    assert_eq!(events("acknowledged").await.len(), 1);
    let nobody = format!("/alerts/events/{}/acknowledge", Uuid::new_v4());
    assert_eq!(operator.post(&nobody, json!({})).await.refused(404), "not_found");
    let recorded = auditor.get("/audit?action=alert.acknowledged").await.expect(200);
    assert_eq!(recorded["items"].as_array().unwrap().len(), 1);
}
