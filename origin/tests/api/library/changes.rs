//! What changed while a device was away.

use chrono::TimeDelta;
use tonic::Response;
use wasm_shared::contract::user::v1::{DeletePlaylistRequest, ItemKind, ListChangesRequest};

use crate::support::{Listener, Origin, Replica, listener::play, origin::TEST_PHONE, problem};

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

/// Something or other is changed in the library.
async fn change(me: &Listener, dice: &mut Dice, turn: usize) {
    let mut known = Replica::default();
    known.follow(me, 1_000).await;
    let playlist = known.playlists.keys().nth(dice.roll(known.playlists.len().max(1))).cloned();
    let entries = playlist.as_ref().and_then(|id| known.entries.get(id)).cloned();
    let entries = entries.unwrap_or_default();
    let pick = |dice: &mut Dice| entries.get(dice.roll(entries.len().max(1))).cloned();
    match (dice.roll(10), playlist) {
        (0 | 1, _) => {
            let id = format!("qq:{}", dice.roll(8));
            me.put_favorite(ItemKind::Track, &id, &turn.to_string()).await.unwrap();
        }
        (2, _) => {
            me.delete_favorite(ItemKind::Track, &format!("qq:{}", dice.roll(8))).await;
        }
        (3, Some(id)) if dice.roll(8) == 0 => {
            let request = DeletePlaylistRequest { change: me.change(), id, if_version: None };
            me.edge.user().delete_playlist(request).await.unwrap();
        }
        (4..=6, Some(id)) => {
            let after = pick(dice).unwrap_or_default();
            let titles = [format!("{turn}a"), format!("{turn}b")];
            me.add(&id, &titles[..=dice.roll(2)], Some(&after)).await.unwrap();
        }
        (7 | 8, Some(id)) => {
            let (moving, after) = (pick(dice), pick(dice).filter(|_| dice.roll(4) > 0));
            if let Some(moving) = moving.filter(|moving| Some(moving) != after.as_ref()) {
                me.move_entry(&id, &moving, &after.unwrap_or_default()).await.unwrap();
            }
        }
        (9, Some(id)) => {
            if let Some(entry) = pick(dice) {
                me.delete_entry(&id, &entry).await.unwrap();
            }
        }
        _ => {
            me.create_playlist(&turn.to_string()).await;
        }
    }
}

/// Devices that ask now and then, in parts of any size, have in the end what a device has that reads
/// the lists.
#[tokio::test]
async fn changes_lead_to_what_there_is() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    let mut dice = Dice(1);
    let mut devices =
        [(5, 3), (17, 2), (40, 1_000)].map(|(often, part)| (often, part, Replica::default()));
    for turn in 1..=200 {
        change(&me, &mut dice, turn).await;
        for (often, part, replica) in &mut devices {
            if turn % *often == 0 {
                replica.follow(&me, *part).await;
                replica.assert_whole(&me).await;
            }
        }
    }
}

#[tokio::test]
async fn each_is_told_once_as_it_is_now() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    let since = me.put_favorite(ItemKind::Track, "qq:1", "One").await.unwrap().revision;
    me.put_favorite(ItemKind::Track, "qq:2", "Two").await.unwrap();
    me.put_favorite(ItemKind::Track, "qq:2", "Two, renamed").await.unwrap();
    me.delete_favorite(ItemKind::Track, "qq:1").await;
    let at = origin.clock.now().timestamp_millis();
    me.add_plays(vec![play("e1", "1", at), play("e2", "1", at)]).await.unwrap();
    let told = me.changes(since, 0).await;
    assert_eq!(told.revision, 6);
    let revisions: Vec<_> = told.items.iter().map(|item| item.revision).collect();
    assert_eq!(revisions, [3, 4, 5, 6]);
    me.clear_plays().await;
    let mut replica = Replica::default();
    replica.follow(&me, 1).await;
    assert!(replica.plays.is_empty());
    assert!(me.changes(7, 0).await.items.is_empty());
    // What another database gave out.
    assert!(me.changes(8, 0).await.reset);
    let request = ListChangesRequest {
        caller: me.caller(),
        cursor: "x".to_owned(),
        ..ListChangesRequest::default()
    };
    let refused = me.edge.sync().list_changes(request).await.map(Response::into_inner);
    assert!(problem(refused).fields.contains_key("cursor"));
}

/// Once deletions are forgotten, a device that did not hear of them starts anew; one that did, or is
/// new, does not; and one that is in the middle of reading does only if it has to.
#[tokio::test]
async fn a_device_that_was_away_too_long_starts_anew() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    for number in 0..6 {
        me.put_favorite(ItemKind::Track, &format!("qq:{number}"), "x").await.unwrap();
    }
    let mut away = Replica::default();
    away.follow(&me, 10).await;
    me.delete_favorite(ItemKind::Track, "qq:0").await;
    let mut current = Replica::default();
    current.follow(&me, 10).await;
    let begin =
        ListChangesRequest { caller: me.caller(), limit: 2, ..ListChangesRequest::default() };
    let first = me.edge.sync().list_changes(begin.clone()).await.unwrap().into_inner();
    origin.clock.advance(TimeDelta::days(90) - TimeDelta::milliseconds(1));
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    assert_eq!(origin.library.prune().await.unwrap().deletions, 0);
    origin.clock.advance(TimeDelta::milliseconds(2));
    assert_eq!(origin.library.prune().await.unwrap().deletions, 1);

    assert!(!me.changes(current.revision, 10).await.reset);
    let mut new = Replica::default();
    assert!(!me.changes(0, 1).await.reset);
    new.follow(&me, 1).await;
    new.assert_whole(&me).await;
    assert!(me.changes(away.revision, 2).await.reset);
    away.follow(&me, 2).await;
    away.assert_whole(&me).await;
    let cursor = first.next_cursor;
    let go_on = ListChangesRequest { caller: me.caller(), cursor, ..begin };
    assert!(me.edge.sync().list_changes(go_on).await.unwrap().into_inner().reset);
    // A copy of a list that old is not taken for good either.
    let known = Some(away.revision - 1);
    assert!(!me.list_favorites(ItemKind::Track, 9, "", known).await.unwrap().unchanged);
}
