//! What the edges are told: with the change, in order, until they have it.

mod edges;
mod plans;

use std::{collections::HashMap, sync::Arc};

use chrono::TimeDelta;
use futures_util::future::join_all;
use origin::{
    accounts::Accounts,
    audit::Actor,
    clock::Clock,
    config::{Layers, Settings},
    observe::Metrics,
    outbox::{Backlog, Courier, Edges, Event},
    store::{Store, outbox_deliveries, outbox_events},
};
use uuid::Uuid;
use wasm_shared::contract::auth::v1::{EndAllSessionsRequest, EndDeviceRequest, EndSessionRequest};

use crate::support::{
    Database, Origin, PushEdge, caller,
    origin::{TEST_CODE, TEST_PHONE, clock},
    problem,
    push::Told,
    settings_text,
};

/// Longer than any pause between two attempts.
const PAUSE: TimeDelta = TimeDelta::seconds(61);

/// A database with the schema, that knows an edge, and nobody at work on it.
struct Quiet {
    database: Database,
    edge: PushEdge,
    /// Known to those who ask for [`Self::start_with_both`].
    other: PushEdge,
    clock: Clock,
}

impl Quiet {
    async fn start() -> Self {
        let quiet = Self::empty().await;
        quiet.courier().name_edges().await.unwrap();
        quiet
    }

    /// It knows two edges.
    async fn start_with_both() -> Self {
        let quiet = Self::empty().await;
        quiet.courier_to_both().name_edges().await.unwrap();
        quiet
    }

    async fn empty() -> Self {
        let clock = clock();
        let edge = PushEdge::start(clock.clone()).await;
        let other = PushEdge::start(clock.clone()).await;
        let quiet = Self { database: Database::create().await, edge, other, clock };
        quiet.courier().store.migrate_up().await.unwrap();
        quiet
    }

    fn courier(&self) -> Courier {
        self.courier_to(&[&self.edge])
    }

    fn courier_to_both(&self) -> Courier {
        self.courier_to(&[&self.edge, &self.other])
    }

    fn courier_to(&self, edges: &[&PushEdge]) -> Courier {
        let text = settings_text(&self.database.url(), "http://127.0.0.1:1/");
        let text = format!("{}{text}", PushEdge::settings_of(edges));
        let settings = Settings::from_layers(&Layers::parse(&text, []).unwrap()).unwrap();
        Courier {
            store: Store::new(&settings.database).unwrap(),
            edges: Edges::new(&settings.push, self.clock.clone()).unwrap().into(),
            clock: self.clock.clone(),
            metrics: Arc::new(Metrics::default()),
        }
    }

    async fn write(&self, courier: &Courier, user_id: Uuid, event: &Event) {
        let mut transaction = courier.store.begin().await.unwrap();
        let now = self.clock.now();
        outbox_events::insert(&mut transaction, user_id, event, now).await.unwrap();
        transaction.commit().await.unwrap();
    }

    /// Events with the numbers from 1, for one user.
    async fn write_numbered(&self, courier: &Courier, user_id: Uuid, count: u64) {
        for number in 1..=count {
            self.write(courier, user_id, &Event::session_revoked(number)).await;
        }
    }
}

/// Delivers what is due to every edge, and answers what waits then for all of them.
async fn deliver_due(courier: &Courier) -> Backlog {
    let urls = courier.edges.urls().iter();
    let rounds = join_all(urls.map(|url| courier.deliver_due(url))).await;
    rounds.into_iter().fold(Backlog::default(), |sum, round| {
        let backlog = round.unwrap().backlog;
        Backlog {
            waiting: sum.waiting + backlog.waiting,
            set_aside: sum.set_aside + backlog.set_aside,
            ..sum
        }
    })
}

/// The numbers of each user's events in the order they were taken.
fn numbers(taken: &[Told]) -> HashMap<Uuid, Vec<u64>> {
    let mut numbers = HashMap::<_, Vec<_>>::new();
    for told in taken {
        let number = told.data["token_version"].as_u64().unwrap();
        numbers.entry(told.user_id).or_default().push(number);
    }
    numbers
}

#[tokio::test]
async fn an_edge_hears_what_happens_in_order() {
    let clock = clock();
    let edge = PushEdge::start(clock.clone()).await;
    let origin = Origin::start_at(clock, &edge.settings()).await;
    let one = origin.sign_in(TEST_PHONE, "a").await.tokens.unwrap();
    origin.sign_in(TEST_PHONE, "b").await;
    // The same device again is nothing new.
    origin.sign_in(TEST_PHONE, "b").await;
    let me = caller(&one.access_token);
    let (owner, device_id) = (Some(me.clone()), "b".to_owned());
    let request = EndDeviceRequest { caller: owner, device_id, idempotency_key: None };
    origin.edge.auth().end_device(request).await.unwrap();
    let one = origin.edge.refresh(&one.refresh_token).await.unwrap();
    let request = EndSessionRequest { caller: Some(caller(&one.access_token)) };
    origin.edge.auth().end_session(request).await.unwrap();

    let taken = edge.wait_for_taken(5).await;
    assert!(taken.iter().all(|told| told.user_id.to_string() == me.user_id));
    assert!(taken.iter().all(|told| told.at == "2026-06-01T08:00:00.000Z"), "{taken:?}");
    let told: Vec<_> = taken.iter().map(|told| format!("{} {}", told.kind, told.data)).collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    device.added {"device":{"id":"a","name":"the a","platform":"test"}}
    device.added {"device":{"id":"b","name":"the b","platform":"test"}}
    device.removed {"device_id":"b"}
    session.revoked {"token_version":2}
    device.removed {"device_id":"a"}
    "#);
}

#[tokio::test]
async fn a_replaced_device_and_a_stolen_token_are_told() {
    let clock = clock();
    let edge = PushEdge::start(clock.clone()).await;
    let origin = Origin::start_at(clock, &edge.settings()).await;
    let mut stolen = None;
    for device in ["a", "b", "c", "d", "e"] {
        stolen = origin.sign_in(TEST_PHONE, device).await.tokens;
    }
    origin.edge.request_code(TEST_PHONE).await.unwrap();
    origin.edge.create_session(TEST_PHONE, TEST_CODE, "f", Some("a")).await.unwrap();
    let stolen = stolen.unwrap();
    let second = origin.edge.refresh(&stolen.refresh_token).await.unwrap();
    origin.edge.refresh(&second.refresh_token).await.unwrap();
    problem(origin.edge.refresh(&stolen.refresh_token).await);
    let taken = edge.wait_for_taken(10).await;
    let told: Vec<_> =
        taken[5..].iter().map(|told| format!("{} {}", told.kind, told.data)).collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    device.removed {"device_id":"a"}
    session.revoked {"token_version":2}
    device.added {"device":{"id":"f","name":"the f","platform":"test"}}
    device.removed {"device_id":"e"}
    session.revoked {"token_version":3}
    "#);
}

/// A device that was not refreshed in time is gone too.
#[tokio::test]
async fn an_expired_session_is_told() {
    let clock = clock();
    let edge = PushEdge::start(clock.clone()).await;
    let origin = Origin::start_at(clock, &edge.settings()).await;
    // A call on its way is signed for a minute, so none may be when time passes.
    origin.sign_in(TEST_PHONE, "a").await;
    edge.wait_for_taken(1).await;
    origin.clock.advance(TimeDelta::days(59));
    origin.sign_in(TEST_PHONE, "b").await;
    edge.wait_for_taken(2).await;
    origin.clock.advance(TimeDelta::days(1));
    let (one, other) =
        tokio::join!(origin.accounts.expire_sessions(), origin.accounts.expire_sessions());
    one.and(other).unwrap();
    let taken = edge.wait_for_taken(3).await;
    assert_eq!(
        (taken[2].kind.as_str(), &taken[2].data["device_id"]),
        ("device.removed", &"a".into())
    );
    let events = "SELECT count(*) FROM outbox_events";
    assert_eq!(origin.database.count(events).await, 3);
}

/// A change that cannot be told is not made.
#[tokio::test]
async fn a_change_and_its_event_are_one() {
    let origin = Origin::start().await;
    let tokens = origin.sign_in(TEST_PHONE, "a").await.tokens.unwrap();
    let mut connection = origin.database.connect().await;
    let refuse = "ALTER TABLE outbox_events ADD CHECK (kind = 'x') NOT VALID";
    sqlx::query(refuse).execute(&mut connection).await.unwrap();

    let request = EndAllSessionsRequest { caller: Some(caller(&tokens.access_token)) };
    assert_eq!(problem(origin.edge.auth().end_all_sessions(request).await).code, "internal");
    assert!(origin.edge.verify(&tokens.access_token).await.active);
    origin.edge.request_code(TEST_PHONE).await.unwrap();
    let refused = origin.edge.create_session(TEST_PHONE, TEST_CODE, "b", None).await;
    assert_eq!(problem(refused).code, "internal");
    let open = "SELECT count(*) FROM sessions WHERE ended_at IS NULL";
    assert_eq!(origin.database.count(open).await, 1);
    let second = origin.edge.refresh(&tokens.refresh_token).await.unwrap();
    origin.edge.refresh(&second.refresh_token).await.unwrap();
    assert_eq!(problem(origin.edge.refresh(&tokens.refresh_token).await).code, "internal");
    assert_eq!(origin.database.count(open).await, 1);
}

/// One user's event that is not taken holds up that user's alone.
#[tokio::test]
async fn each_user_waits_for_their_own_earlier_event() {
    let quiet = Quiet::start().await;
    let courier = quiet.courier();
    let (held, free) = (Uuid::new_v4(), Uuid::new_v4());
    quiet.write_numbered(&courier, held, 3).await;
    quiet.write_numbered(&courier, free, 2).await;

    quiet.edge.go_down();
    let backlog = deliver_due(&courier).await;
    assert_eq!((backlog.waiting, quiet.edge.taken().len()), (5, 0));

    quiet
        .edge
        .judge(move |told| if told.user_id == held { Err("store_unavailable") } else { Ok(()) });
    // Not before the pause is over.
    deliver_due(&courier).await;
    assert_eq!(quiet.edge.taken().len(), 0);
    quiet.clock.advance(PAUSE);
    deliver_due(&courier).await;
    assert_eq!(numbers(&quiet.edge.taken()), HashMap::from([(free, vec![1, 2])]));

    quiet.edge.judge(|_| Ok(()));
    quiet.clock.advance(PAUSE);
    assert_eq!(deliver_due(&courier).await.waiting, 0);
    let expected = HashMap::from([(free, vec![1, 2]), (held, vec![1, 2, 3])]);
    assert_eq!(numbers(&quiet.edge.taken()), expected);
}

#[tokio::test]
async fn what_an_origin_took_and_did_not_deliver_another_delivers() {
    let quiet = Quiet::start().await;
    let courier = quiet.courier();
    quiet.write_numbered(&courier, Uuid::new_v4(), 2).await;
    // It dies here.
    let (now, lease) = (quiet.clock.now(), quiet.clock.now() + TimeDelta::seconds(20));
    let mut connection = courier.store.connection().await.unwrap();
    let edge = quiet.edge.name();
    let claimed = outbox_deliveries::claim(&mut connection, edge.as_str(), now, lease, 100, 1);
    assert_eq!(claimed.await.unwrap().len(), 1);

    let other = quiet.courier();
    assert_eq!(deliver_due(&other).await.waiting, 2);
    quiet.clock.advance(TimeDelta::seconds(20));
    assert_eq!(deliver_due(&other).await.waiting, 0);
    assert_eq!(numbers(&quiet.edge.taken()).into_values().next().unwrap(), [1, 2]);
}

#[tokio::test]
async fn events_outlive_the_origin_that_wrote_them() {
    let clock = clock();
    let edge = PushEdge::start(clock.clone()).await;
    edge.go_down();
    let mut origin = Origin::start_at(clock, &edge.settings()).await;
    origin.sign_in(TEST_PHONE, "a").await;
    edge.wait_for_calls(1).await;
    origin.stop().await;
    edge.judge(|_| Ok(()));
    origin.clock.advance(PAUSE);
    let beside = origin.beside(&edge.settings()).await;
    assert_eq!(edge.wait_for_taken(1).await[0].kind, "device.added");
    beside.shutdown.cancel();
    beside.task.await.unwrap();
}

/// A hundred events go in calls of twenty, not of one.
#[tokio::test]
async fn what_a_user_does_at_once_goes_out_at_once() {
    let quiet = Quiet::start().await;
    let courier = quiet.courier();
    let (busy, other) = (Uuid::new_v4(), Uuid::new_v4());
    quiet.write_numbered(&courier, busy, 100).await;
    quiet.write_numbered(&courier, other, 1).await;
    assert_eq!(deliver_due(&courier).await.waiting, 0);
    assert_eq!(quiet.edge.calls(), 5);
    let taken = quiet.edge.taken();
    assert_eq!(numbers(&taken)[&busy], (1..=100).collect::<Vec<_>>());
    // The other did not wait for all of them.
    assert!(taken[..21].iter().any(|told| told.user_id == other));
}

/// Two edges that fail, one more often than the other, two couriers, fifty users.
#[tokio::test(flavor = "multi_thread")]
async fn origins_share_the_work_and_keep_the_order() {
    let quiet = Quiet::start_with_both().await;
    let (one, other) = (quiet.courier_to_both(), quiet.courier_to_both());
    let users: Vec<_> = (0..50).map(|_| Uuid::new_v4()).collect();
    for user in &users {
        quiet.write_numbered(&one, *user, 6).await;
    }
    for (edge, one_of) in [(&quiet.edge, 3), (&quiet.other, 5)] {
        let mut asked = 0;
        edge.judge(move |_| {
            asked += 1;
            if asked % one_of == 0 { Err("store_unavailable") } else { Ok(()) }
        });
    }
    for round in 0.. {
        let (_, backlog) = tokio::join!(deliver_due(&one), deliver_due(&other));
        if backlog.waiting == 0 {
            break;
        }
        assert!(round < 100, "it never ends");
        quiet.clock.advance(PAUSE);
    }
    for edge in [&quiet.edge, &quiet.other] {
        let numbers = numbers(&edge.taken());
        assert_eq!(numbers.len(), users.len());
        for taken in numbers.values() {
            assert_eq!(taken, &[1, 2, 3, 4, 5, 6]);
        }
    }
}

/// Whoever writes and whoever delivers: the edge sees the versions go up.
#[tokio::test(flavor = "multi_thread")]
async fn two_origins_tell_one_story() {
    let clock = clock();
    let edge = PushEdge::start(clock.clone()).await;
    let origin = Origin::start_at(clock, &edge.settings()).await;
    let beside = origin.beside(&edge.settings()).await;
    let tokens = origin.sign_in(TEST_PHONE, "a").await.tokens.unwrap();
    let user_id: Uuid = caller(&tokens.access_token).user_id.parse().unwrap();
    let (accounts, others) = (Arc::clone(&origin.accounts), Arc::clone(&beside.accounts));
    let write = |accounts: Arc<Accounts>| async move {
        for _ in 0..10 {
            accounts.sign_out_user(&Actor::System, user_id).await.unwrap();
        }
    };
    tokio::join!(tokio::spawn(write(accounts)), tokio::spawn(write(others))).0.unwrap();
    // The device comes, goes, and twenty versions follow.
    let taken = edge.wait_for_taken(22).await;
    let kinds: Vec<_> = taken[..2].iter().map(|told| told.kind.as_str()).collect();
    assert_eq!(kinds, ["device.added", "device.removed"]);
    assert_eq!(numbers(&taken[2..])[&user_id], (2..=21).collect::<Vec<_>>());
    beside.shutdown.cancel();
    beside.task.await.unwrap();
}

#[tokio::test]
async fn an_event_that_no_edge_will_take_is_set_aside() {
    let quiet = Quiet::start().await;
    let courier = quiet.courier();
    let user = Uuid::new_v4();
    quiet.write(&courier, user, &Event::device_removed("a")).await;
    quiet.write(&courier, user, &Event::session_revoked(2)).await;
    let judge =
        |told: &Told| if told.kind == "device.removed" { Err("unknown_kind") } else { Ok(()) };
    // An edge that is down is no refusal, however long it lasts.
    quiet.edge.go_down();
    for _ in 0..12 {
        assert_eq!(deliver_due(&courier).await.waiting, 2);
        quiet.clock.advance(PAUSE);
    }
    quiet.edge.judge(judge);
    for _ in 0..9 {
        assert_eq!(deliver_due(&courier).await.waiting, 2);
        quiet.clock.advance(PAUSE);
    }
    let backlog = deliver_due(&courier).await;
    assert_eq!((backlog.waiting, backlog.set_aside), (0, 1));
    assert_eq!(quiet.edge.taken().len(), 1);
    let figures = courier.metrics.render(0, 0);
    let edge = format!(r#"edge="{}""#, quiet.edge.name());
    for line in [
        format!("origin_outbox_set_aside{{{edge}}} 1"),
        format!("origin_outbox_waiting{{{edge}}} 0"),
        format!(r#"origin_outbox_deliveries_total{{{edge},result="failed"}} 24"#),
        format!(r#"origin_outbox_deliveries_total{{{edge},result="behind"}} 10"#),
        format!(r#"origin_outbox_deliveries_total{{{edge},result="refused"}} 9"#),
        format!(r#"origin_outbox_deliveries_total{{{edge},result="set_aside"}} 1"#),
        format!(r#"origin_outbox_deliveries_total{{{edge},result="delivered"}} 1"#),
    ] {
        assert!(figures.contains(&line), "{line} is not in\n{figures}");
    }
    let why = "SELECT count(*) FROM outbox_deliveries WHERE last_error = 'unknown_kind'";
    assert_eq!(quiet.database.count(why).await, 1);
}

#[tokio::test]
async fn without_edges_there_is_nothing_to_wait_for() {
    let origin = Origin::start().await;
    origin.sign_in(TEST_PHONE, "a").await;
    assert_eq!(origin.database.count("SELECT count(*) FROM outbox_events").await, 1);
    assert_eq!(origin.database.count("SELECT count(*) FROM outbox_deliveries").await, 0);
}
