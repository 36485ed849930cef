//! A write that is sent again.

use chrono::TimeDelta;
use futures_util::future::join_all;
use tonic::Response;
use wasm_shared::contract::user::v1::{
    Change, CreatePlaylistRequest, CreatePlaylistResponse, DeletePlaylistRequest,
};

use crate::support::{
    Listener, Origin,
    origin::{PHONE, TEST_PHONE},
    problem,
};

async fn create(
    listener: &Listener,
    change: Option<Change>,
    name: &str,
) -> Result<CreatePlaylistResponse, tonic::Status> {
    let name = name.to_owned();
    let request = CreatePlaylistRequest { change, name, ..CreatePlaylistRequest::default() };
    listener.edge.user().create_playlist(request).await.map(Response::into_inner)
}

#[tokio::test]
async fn the_same_request_is_answered_as_before() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    let other = Listener::sign_in(&origin, PHONE, "a").await;
    let first = create(&me, me.change_once("k"), "One").await.unwrap();
    create(&me, me.change_once("l"), "Two").await.unwrap();
    // From another session of the user as well.
    let elsewhere = Listener::sign_in(&origin, TEST_PHONE, "b").await;
    assert_eq!(create(&elsewhere, elsewhere.change_once("k"), "One").await.unwrap(), first);
    assert_eq!(origin.database.count("SELECT count(*) FROM playlists").await, 2);

    let refused = create(&me, me.change_once("k"), "Other").await;
    assert_eq!(problem(refused).code, "idempotency_key_reused");
    let id = first.playlist.unwrap().id;
    let request = DeletePlaylistRequest { change: me.change_once("k"), id, if_version: None };
    let refused = me.edge.user().delete_playlist(request).await;
    assert_eq!(problem(refused).code, "idempotency_key_reused");
    // A key is a user's own.
    create(&other, other.change_once("k"), "Other").await.unwrap();
    let long = "k".repeat(256);
    for key in ["", "é", &long] {
        let refused = problem(create(&me, me.change_once(key), "One").await);
        assert!(refused.fields.contains_key("idempotency_key"), "{refused:?}");
    }
}

#[tokio::test]
async fn a_key_is_forgotten_after_a_day() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    let first = create(&me, me.change_once("k"), "One").await.unwrap();
    origin.clock.advance(TimeDelta::hours(24) - TimeDelta::milliseconds(1));
    assert_eq!(create(&me, me.change_once("k"), "One").await.unwrap(), first);
    origin.clock.advance(TimeDelta::milliseconds(1));
    let second = create(&me, me.change_once("k"), "Another").await.unwrap();
    assert_ne!(second.playlist, first.playlist);
    assert_eq!(create(&me, me.change_once("k"), "Another").await.unwrap(), second);
}

/// What was refused was never done: it may be sent again once it can be.
#[tokio::test]
async fn a_refusal_is_not_kept() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    assert_eq!(problem(create(&me, me.change_once("k"), "").await).code, "invalid_fields");
    create(&me, me.change_once("k"), "One").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn replays_at_once_are_one() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    let answers = join_all((0..10).map(|_| create(&me, me.change_once("k"), "One"))).await;
    let answers: Vec<_> = answers.into_iter().map(Result::unwrap).collect();
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    assert_eq!(origin.database.count("SELECT count(*) FROM playlists").await, 1);
    let told = "SELECT count(*) FROM outbox_events WHERE kind = 'playlists.changed'";
    assert_eq!(origin.database.count(told).await, 1);
}
