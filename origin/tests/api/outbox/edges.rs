//! Each edge is told by itself.

use std::sync::Arc;

use chrono::TimeDelta;
use origin::{
    audit::Actor,
    library::WaitingImport,
    outbox::{self, Event},
    store::outbox_deliveries,
};
use serde_json::Value;
use uuid::Uuid;

use super::{PAUSE, Quiet, deliver_due, numbers};
use crate::support::{
    Origin, PushEdge, caller,
    origin::{TEST_PHONE, clock},
};

/// Sixty events of a user, three calls' worth, a revocation among the last.
fn sixty() -> Vec<Event> {
    let event = |number: u64| match number {
        45 => Event::session_revoked(number),
        _ => Event::device_removed(&number.to_string()),
    };
    (1..=60).map(event).collect()
}

fn words(events: &[Event]) -> Vec<(String, Value)> {
    events.iter().map(|event| (event.kind().to_owned(), event.payload().clone())).collect()
}

fn taken(edge: &PushEdge) -> Vec<(String, Value)> {
    edge.taken().into_iter().map(|told| (told.kind, told.data)).collect()
}

#[tokio::test]
async fn an_edge_that_is_down_holds_up_no_other() {
    let quiet = Quiet::start_with_both().await;
    let courier = quiet.courier_to_both();
    let (user, events) = (Uuid::new_v4(), sixty());
    quiet.other.go_down();
    quiet.write(&courier, user, &events[0]).await;
    assert_eq!(deliver_due(&courier).await.waiting, 1);
    for event in &events[1..] {
        quiet.write(&courier, user, event).await;
    }
    // No pause is over.
    assert_eq!(deliver_due(&courier).await.waiting, 60);
    assert_eq!(taken(&quiet.edge), words(&events));
    for _ in 0..3 {
        quiet.clock.advance(PAUSE);
        assert_eq!(deliver_due(&courier).await.waiting, 60);
    }
    assert_eq!((quiet.edge.taken().len(), quiet.other.taken().len()), (60, 0));

    quiet.other.judge(|_| Ok(()));
    quiet.clock.advance(PAUSE);
    assert_eq!(deliver_due(&courier).await.waiting, 0);
    assert_eq!(taken(&quiet.other), words(&events));
    assert_eq!(quiet.edge.taken().len(), 60, "it is told once");
}

/// One that is called and says nothing for as long as it is waited for.
#[tokio::test]
async fn an_edge_that_is_slow_holds_up_no_other() {
    let clock = clock();
    let (edge, other) =
        (PushEdge::start(clock.clone()).await, PushEdge::start(clock.clone()).await);
    other.go_silent();
    let origin = Origin::start_at(clock, &PushEdge::settings_of(&[&edge, &other])).await;
    let tokens = origin.sign_in(TEST_PHONE, "a").await.tokens.unwrap();
    let user_id: Uuid = caller(&tokens.access_token).user_id.parse().unwrap();
    other.wait_for_calls(1).await;
    for _ in 0..60 {
        origin.accounts.sign_out_user(&Actor::System, user_id).await.unwrap();
    }
    // The device comes and goes.
    let told = edge.wait_for_taken(62).await;
    assert_eq!(numbers(&told[2..])[&user_id], (2..=61).collect::<Vec<_>>());
    assert_eq!(other.taken().len(), 0);
}

#[tokio::test]
async fn an_edge_that_refuses_has_it_set_aside_for_itself() {
    let quiet = Quiet::start_with_both().await;
    let courier = quiet.courier_to_both();
    let user = Uuid::new_v4();
    let events = [Event::device_removed("a"), Event::session_revoked(2)];
    for event in &events {
        quiet.write(&courier, user, event).await;
    }
    quiet.other.judge(
        |told| {
            if told.kind == "device.removed" { Err("unknown_kind") } else { Ok(()) }
        },
    );
    for _ in 0..9 {
        assert_eq!(deliver_due(&courier).await.waiting, 2);
        quiet.clock.advance(PAUSE);
    }
    let backlog = deliver_due(&courier).await;
    assert_eq!((backlog.waiting, backlog.set_aside), (0, 1));
    assert_eq!(taken(&quiet.edge), words(&events));
    assert_eq!(taken(&quiet.other), words(&events[1..]));

    let mut connection = courier.store.connection().await.unwrap();
    let listed = outbox_deliveries::undelivered(&mut connection, true, i64::MIN, 10).await.unwrap();
    let [refused] = &listed[..] else { panic!("{listed:?}") };
    assert_eq!((&*refused.edge, refused.refusals), (quiet.other.name().as_str(), 10));
    drop(connection);
    quiet.other.judge(|_| Ok(()));
    let (store, actor) = (&courier.store, &Actor::System);
    assert!(outbox::retry_set_aside(store, &quiet.clock, actor, refused.id).await.unwrap());
    assert_eq!(deliver_due(&courier).await.set_aside, 0);
    assert_eq!((quiet.edge.taken().len(), quiet.other.taken().len()), (2, 2));
}

#[tokio::test]
async fn an_edge_is_told_what_happens_once_it_is_known() {
    let quiet = Quiet::start().await;
    let (courier, both) = (quiet.courier(), quiet.courier_to_both());
    let user = Uuid::new_v4();
    let events = sixty();
    quiet.write(&courier, user, &events[0]).await;
    both.name_edges().await.unwrap();
    quiet.write(&courier, user, &events[1]).await;
    assert_eq!(deliver_due(&both).await.waiting, 0);
    assert_eq!(taken(&quiet.edge), words(&events[..2]));
    assert_eq!(taken(&quiet.other), words(&events[1..2]));
}

#[tokio::test]
async fn an_edge_that_nobody_names_is_forgotten() {
    let quiet = Quiet::start_with_both().await;
    let (courier, both) = (quiet.courier(), quiet.courier_to_both());
    quiet.write_numbered(&courier, Uuid::new_v4(), 3).await;
    assert_eq!(deliver_due(&courier).await.waiting, 0);
    let waiting = "SELECT count(*) FROM outbox_deliveries";
    assert_eq!(quiet.database.count(waiting).await, 3);
    // Another origin has it in its settings still.
    for _ in 0..3 {
        both.name_edges().await.unwrap();
        quiet.clock.advance(TimeDelta::minutes(50));
        courier.name_edges().await.unwrap();
        assert_eq!(quiet.database.count(waiting).await, 3);
    }
    quiet.clock.advance(TimeDelta::minutes(11));
    courier.name_edges().await.unwrap();
    assert_eq!(quiet.database.count(waiting).await, 0);
    quiet.write_numbered(&courier, Uuid::new_v4(), 3).await;
    assert_eq!(quiet.database.count(waiting).await, 3, "for the one that is left");
}

/// An origin that was away for long forgets none of its own.
#[tokio::test]
async fn an_edge_is_not_forgotten_with_its_origin() {
    let quiet = Quiet::start_with_both().await;
    let courier = quiet.courier_to_both();
    quiet.write_numbered(&courier, Uuid::new_v4(), 3).await;
    quiet.clock.advance(TimeDelta::days(1));
    courier.name_edges().await.unwrap();
    assert_eq!(deliver_due(&courier).await.waiting, 0);
    assert_eq!((quiet.edge.taken().len(), quiet.other.taken().len()), (3, 3));
}

/// Down and up: what one edge waited for is for all of them, and nothing else is.
#[tokio::test]
async fn what_waits_is_carried_over() {
    let quiet = Quiet::start_with_both().await;
    let courier = quiet.courier_to_both();
    let (user, events) = (Uuid::new_v4(), sixty());
    quiet.write(&courier, user, &events[0]).await;
    deliver_due(&courier).await;
    quiet.other.go_down();
    for event in &events[1..4] {
        quiet.write(&courier, user, event).await;
    }
    assert_eq!(deliver_due(&courier).await.waiting, 3);
    let mut connection = quiet.database.connect().await;
    for migration in [
        include_str!("../../../../migrations/20261123170000_deliver_to_each_edge.down.sql"),
        include_str!("../../../../migrations/20261123170000_deliver_to_each_edge.up.sql"),
    ] {
        sqlx::raw_sql(migration).execute(&mut connection).await.unwrap();
    }
    let origins = [quiet.courier_to_both(), quiet.courier_to_both()];
    let [one, another] = &origins;
    let (one, another) = tokio::join!(one.name_edges(), another.name_edges());
    one.and(another).unwrap();
    quiet.other.judge(|_| Ok(()));
    quiet.clock.advance(PAUSE);
    assert_eq!(deliver_due(&origins[0]).await.waiting, 0);
    assert_eq!(taken(&quiet.other), words(&events[..4]));
    let again = [&events[..4], &events[1..4]].concat();
    assert_eq!(taken(&quiet.edge), words(&again), "edges drop what they have had");
}

/// What is kept of events is not kept for those that every edge has.
#[tokio::test]
async fn an_event_is_kept_while_an_edge_waits_for_it() {
    let quiet = Quiet::start_with_both().await;
    let (courier, both) = (quiet.courier(), quiet.courier_to_both());
    quiet.write_numbered(&courier, Uuid::new_v4(), 2).await;
    assert_eq!(deliver_due(&courier).await.waiting, 0);
    quiet.clock.advance(TimeDelta::days(8));
    both.name_edges().await.unwrap();
    let prune = async || {
        let mut connection = courier.store.connection().await.unwrap();
        origin::store::prune::run(&mut connection, quiet.clock.now()).await.unwrap()
    };
    assert_eq!(prune().await, 0);
    assert_eq!(deliver_due(&both).await.waiting, 0);
    assert_eq!(numbers(&quiet.other.taken()).into_values().next().unwrap(), [1, 2]);
    assert_eq!(prune().await, 2);
}

#[tokio::test]
async fn an_import_goes_to_an_edge_that_takes_it() {
    let quiet = Quiet::start_with_both().await;
    let edges = Arc::clone(&quiet.courier_to_both().edges);
    let import = WaitingImport {
        id: Uuid::new_v4(),
        user_id: Uuid::new_v4(),
        device_id: "a".to_owned(),
        session_id: Uuid::new_v4(),
        token_version: 1,
    };
    // All of them to the same edge is a chance of one in 2⁶³.
    for _ in 0..64 {
        edges.offer_imports(std::slice::from_ref(&import)).await;
    }
    let (one, other) = (quiet.edge.offers(), quiet.other.offers());
    assert!(one > 0 && other > 0 && one + other == 64, "{one} and {other}");
    quiet.other.go_down();
    for _ in 0..16 {
        edges.offer_imports(std::slice::from_ref(&import)).await;
    }
    assert_eq!((quiet.edge.offers(), quiet.other.offers()), (one + 16, other));
}
