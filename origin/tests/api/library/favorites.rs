//! What listeners like.

use chrono::TimeDelta;
use futures_util::future::join_all;
use wasm_shared::contract::user::v1::{ChangeFavoritesRequest, GetFavoriteRequest, ItemKind};

use crate::support::{
    Listener, Origin, PushEdge,
    listener::{operation, snapshot},
    origin::{PHONE, TEST_PHONE, clock},
    problem,
};

#[tokio::test]
async fn a_second_put_renews_the_snapshot_and_keeps_the_place() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    let first = me.put_favorite(ItemKind::Track, "qq:1", "One").await.unwrap();
    assert!(first.created && first.revision == 1);
    origin.clock.advance(TimeDelta::seconds(1));
    me.put_favorite(ItemKind::Album, "joox:2", "Two").await.unwrap();
    origin.clock.advance(TimeDelta::seconds(1));
    let again = me.put_favorite(ItemKind::Track, "qq:1", "One, renamed").await.unwrap();
    assert!(!again.created && again.revision == 3);
    let (first, again) = (first.favorite.unwrap(), again.favorite.unwrap());
    assert_eq!(again.created_at_ms, first.created_at_ms);
    let titles: Vec<_> =
        me.favorites().await.into_iter().map(|item| item.snapshot.unwrap().title).collect();
    assert_eq!(titles, ["Two", "One, renamed"]);

    // The same again is no change.
    let same = me.put_favorite(ItemKind::Track, "qq:1", "One, renamed").await.unwrap();
    assert!(!same.created && same.revision == 3);
}

#[tokio::test]
async fn one_is_had_and_deleted_by_kind_and_id() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    let other = Listener::sign_in(&origin, PHONE, "a").await;
    me.put_favorite(ItemKind::Artist, "qq:1", "Artist").await.unwrap();
    let get = |listener: &Listener, kind: ItemKind| {
        let (caller, kind, id) = (listener.caller(), kind.into(), "qq:1".to_owned());
        let mut user = listener.edge.user();
        async move { user.get_favorite(GetFavoriteRequest { caller, kind, id }).await }
    };
    let found = get(&me, ItemKind::Artist).await.unwrap().into_inner();
    assert_eq!(found.favorite.unwrap().snapshot, Some(snapshot("Artist")));
    assert_eq!(problem(get(&me, ItemKind::Album).await).code, "not_found");
    assert_eq!(problem(get(&other, ItemKind::Artist).await).code, "not_found");
    assert_eq!(problem(get(&me, ItemKind::Unspecified).await).code, "invalid_fields");

    assert_eq!(me.delete_favorite(ItemKind::Artist, "qq:1").await, 2);
    assert_eq!(problem(get(&me, ItemKind::Artist).await).code, "not_found");
    // Two devices may delete the same.
    assert_eq!(me.delete_favorite(ItemKind::Artist, "qq:1").await, 2);
    assert_eq!(other.delete_favorite(ItemKind::Artist, "qq:1").await, 0);
    assert!(me.put_favorite(ItemKind::Artist, "qq:1", "Artist").await.unwrap().created);
}

#[tokio::test]
async fn lists_page_by_kind_newest_first() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    for number in 0..7 {
        let kind = if number % 2 == 0 { ItemKind::Track } else { ItemKind::Playlist };
        me.put_favorite(kind, &format!("qq:{number}"), "x").await.unwrap();
        origin.clock.advance(TimeDelta::milliseconds(1));
    }
    for (kind, expected) in [
        (ItemKind::Unspecified, vec!["qq:6", "qq:5", "qq:4", "qq:3", "qq:2", "qq:1", "qq:0"]),
        (ItemKind::Track, vec!["qq:6", "qq:4", "qq:2", "qq:0"]),
        (ItemKind::Album, vec![]),
    ] {
        let (mut ids, mut cursor) = (Vec::new(), String::new());
        loop {
            let listed = me.list_favorites(kind, 2, &cursor, None).await.unwrap();
            assert!(listed.items.len() <= 2 && listed.revision == 7);
            ids.extend(listed.items.into_iter().map(|item| item.id));
            cursor = listed.next_cursor;
            if cursor.is_empty() {
                break;
            }
        }
        assert_eq!(ids, expected);
    }
    for (cursor, limit, field) in
        [("x", 2, "cursor"), ("WzAsMF0", 2, "cursor"), ("", 1001, "limit")]
    {
        let refused = me.list_favorites(ItemKind::Track, limit, cursor, None).await;
        assert!(problem(refused).fields.contains_key(field), "{cursor}");
    }
}

/// A copy stays good while only other lists of the library change.
#[tokio::test]
async fn what_did_not_change_is_not_sent_again() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    me.put_favorite(ItemKind::Track, "qq:1", "One").await.unwrap();
    me.create_playlist("List").await;
    let list = async |known| me.list_favorites(ItemKind::Track, 10, "", Some(known)).await.unwrap();
    let unchanged = list(1).await;
    assert!(unchanged.unchanged && unchanged.items.is_empty() && unchanged.revision == 2);
    assert!(!list(0).await.unchanged);
    // A revision that is yet to come is none of this library.
    assert_eq!(list(3).await.items.len(), 1);
    me.delete_favorite(ItemKind::Track, "qq:1").await;
    let changed = list(2).await;
    assert!(!changed.unchanged && changed.items.is_empty() && changed.revision == 3);
}

#[tokio::test]
async fn a_batch_is_done_in_its_order_and_all_or_none() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    let batch = async |operations| {
        let request = ChangeFavoritesRequest { change: me.change(), operations };
        me.edge.user().change_favorites(request).await.map(tonic::Response::into_inner)
    };
    let done = batch(vec![
        operation("qq:1", Some("One")),
        operation("qq:2", Some("Two")),
        operation("qq:1", None),
        operation("qq:3", Some("Three")),
        operation("qq:2", Some("Two, renamed")),
        operation("qq:4", None),
    ]);
    let done = done.await.unwrap();
    assert_eq!((done.created, done.updated, done.deleted), (3, 1, 1));
    let ids: Vec<_> = me.favorites().await.into_iter().map(|item| item.id).collect();
    assert_eq!(ids, ["qq:3", "qq:2"]);

    let refused = batch(vec![operation("qq:5", Some("Five")), operation("qq", Some("Six"))]).await;
    assert!(problem(refused).fields.contains_key("id"));
    let refused = batch(vec![operation("qq:5", Some("Five")), operation("qq:6", Some(""))]).await;
    assert!(problem(refused).fields.contains_key("title"));
    for count in [0, 101] {
        let operations = (0..count).map(|number| operation(&format!("qq:{number}"), Some("x")));
        let refused = batch(operations.collect()).await;
        assert!(problem(refused).fields.contains_key("operations"));
    }
    assert_eq!(me.favorites().await.len(), 2);
}

/// Two devices that were apart put their lists together: none of either is lost, whatever comes when.
#[tokio::test(flavor = "multi_thread")]
async fn lists_of_two_devices_are_joined() {
    let origin = Origin::start().await;
    let one = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    let two = Listener::sign_in(&origin, TEST_PHONE, "b").await;
    let puts = (0..60).map(|number| {
        let listener = if number % 2 == 0 { one.clone() } else { two.clone() };
        // Each third is on both.
        let id = format!("qq:{}", if number % 3 == 0 { number / 6 } else { 100 + number });
        async move { listener.put_favorite(ItemKind::Track, &id, "x").await.unwrap() }
    });
    let answers = join_all(puts).await;
    let created = answers.iter().filter(|answer| answer.created).count();
    let favorites = one.favorites().await;
    assert_eq!((favorites.len(), created), (50, 50));
    let revision = two.list_favorites(ItemKind::Track, 1, "", None).await.unwrap().revision;
    assert_eq!(revision, 50, "each change of a row has a revision of its own");
}

#[tokio::test]
async fn devices_are_told() {
    let clock = clock();
    let edge = PushEdge::start(clock.clone()).await;
    let origin = Origin::start_at(clock, &edge.settings()).await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    me.put_favorite(ItemKind::Track, "qq:1", "One").await.unwrap();
    me.put_favorite(ItemKind::Track, "qq:1", "One").await.unwrap();
    me.delete_favorite(ItemKind::Track, "qq:1").await;
    let taken = edge.wait_for_taken(3).await;
    let told: Vec<_> = taken.iter().map(|told| format!("{} {}", told.kind, told.data)).collect();
    insta::assert_snapshot!(told[1..].join("\n"), @r#"
    favorites.changed {"items":[{"deleted":false,"id":"qq:1","kind":"track"}],"revision":1}
    favorites.changed {"items":[{"deleted":true,"id":"qq:1","kind":"track"}],"revision":2}
    "#);
}
