//! What was played.

use std::collections::HashSet;

use chrono::TimeDelta;
use futures_util::future::join_all;
use wasm_shared::contract::user::v1::Play;

use crate::support::{Listener, Origin, listener::play, origin::TEST_PHONE, problem};

#[tokio::test]
async fn the_same_play_told_twice_is_one() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    let at = origin.clock.now().timestamp_millis();
    let first = me.add_plays(vec![play("e1", "1", at - 2), play("e2", "2", at - 1)]).await.unwrap();
    assert_eq!((first.accepted, first.duplicates, first.revision), (2, 0, 2));
    let again = vec![play("e2", "2", at - 1), play("e3", "1", at), play("e3", "1", at)];
    let again = me.add_plays(again).await.unwrap();
    assert_eq!((again.accepted, again.duplicates), (1, 2));
    let none = me.add_plays(vec![play("e1", "1", at)]).await.unwrap();
    assert_eq!((none.accepted, none.revision), (0, again.revision));
    let events: Vec<_> =
        me.plays(10, "", None).await.items.into_iter().map(|play| play.event_id).collect();
    assert_eq!(events, ["e3", "e2", "e1"]);
}

#[tokio::test]
async fn a_recent_track_shows_its_latest_play() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    let at = origin.clock.now().timestamp_millis();
    let told = |event: &str, at: i64, played_ms: u64| Play { played_ms, ..play(event, "1", at) };
    me.add_plays(vec![told("e2", at - 10, 22), told("e1", at - 20, 11)]).await.unwrap();
    // A device that was offline tells late of what was long ago.
    me.add_plays(vec![told("e0", at - 30, 5), play("o", "2", at - 5)]).await.unwrap();
    let recent = me.recent_tracks(10, "").await.items;
    assert_eq!(recent.len(), 2);
    assert_eq!(recent[0].track_id, "qq:2");
    let one = &recent[1];
    assert_eq!((one.play_count, one.progress_ms, one.last_played_at_ms), (3, 22, at - 10));
    me.add_plays(vec![Play { completed: true, ..told("e3", at, 99) }]).await.unwrap();
    let one = me.recent_tracks(1, "").await;
    assert_eq!((one.items[0].play_count, one.items[0].progress_ms), (4, 99));
    assert!(one.items[0].completed);
    assert_eq!(me.recent_tracks(1, &one.next_cursor).await.items[0].track_id, "qq:2");
}

#[tokio::test]
async fn what_was_cleared_does_not_come_back() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    let at = origin.clock.now().timestamp_millis();
    me.add_plays(vec![play("e1", "1", at)]).await.unwrap();
    let cleared = me.clear_plays().await;
    assert_eq!(me.clear_plays().await, cleared, "nothing was left to clear");
    assert!(me.plays(10, "", None).await.items.is_empty());
    assert!(me.recent_tracks(10, "").await.items.is_empty());
    let kept = "SELECT count(*) FROM plays WHERE snapshot IS NOT NULL OR track_id <> ''";
    assert_eq!(origin.database.count(kept).await, 0);
    let again = me.add_plays(vec![play("e1", "1", at), play("e2", "2", at)]).await.unwrap();
    assert_eq!((again.accepted, again.duplicates), (1, 1));
    assert!(!me.plays(10, "", Some(1)).await.unchanged);
}

#[tokio::test]
async fn history_pages_without_gap_or_repetition() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    let at = origin.clock.now().timestamp_millis();
    // Many at one instant.
    let plays = (0..50).map(|number| play(&format!("e{number}"), "1", at - number / 10));
    me.add_plays(plays.collect()).await.unwrap();
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let listed = me.plays(7, &cursor, None).await;
        seen.extend(listed.items);
        cursor = listed.next_cursor;
        if cursor.is_empty() {
            break;
        }
    }
    assert!(seen.is_sorted_by(|one, next| one.played_at_ms >= next.played_at_ms));
    assert_eq!(seen.len(), 50);
    assert_eq!(seen.iter().map(|play| &play.event_id).collect::<HashSet<_>>().len(), 50);
    let listed = me.plays(7, "", Some(50)).await;
    assert!(listed.unchanged && listed.items.is_empty());
}

#[tokio::test]
async fn figures_that_cannot_be_are_refused() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    let at = origin.clock.now();
    let good = play("e", "1", at.timestamp_millis());
    for (wrong, field) in [
        (Play { event_id: "a\u{0}".to_owned(), ..good.clone() }, "event_id"),
        (Play { event_id: String::new(), ..good.clone() }, "event_id"),
        (Play { track_id: "1".to_owned(), ..good.clone() }, "track_id"),
        (Play { snapshot: None, ..good.clone() }, "title"),
        (Play { played_at_ms: i64::MAX, ..good.clone() }, "played_at"),
        (Play { played_at_ms: -1, ..good.clone() }, "played_at"),
        (Play { played_ms: u64::MAX, ..good.clone() }, "played_ms"),
    ] {
        let refused = problem(me.add_plays(vec![good.clone(), wrong]).await);
        assert!(refused.fields.contains_key(field), "{refused:?}");
    }
    assert!(problem(me.add_plays(Vec::new()).await).fields.contains_key("items"));
    assert!(problem(me.add_plays(vec![good.clone(); 101]).await).fields.contains_key("items"));

    // A clock that is ahead says now.
    let ahead = (at + TimeDelta::days(1)).timestamp_millis();
    me.add_plays(vec![play("ahead", "1", ahead)]).await.unwrap();
    assert_eq!(me.plays(1, "", None).await.items[0].played_at_ms, at.timestamp_millis());
}

#[tokio::test(flavor = "multi_thread")]
async fn devices_that_tell_at_once_are_counted_once() {
    let origin = Origin::start().await;
    let one = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    let two = Listener::sign_in(&origin, TEST_PHONE, "b").await;
    let at = origin.clock.now().timestamp_millis();
    let tell = |listener: &Listener| {
        let plays = (0..20).map(|number| play(&format!("e{number}"), "1", at - number)).collect();
        let listener = listener.clone();
        async move { listener.add_plays(plays).await.unwrap().accepted }
    };
    let accepted = join_all([tell(&one), tell(&two), tell(&one), tell(&two)]).await;
    assert_eq!(accepted.iter().sum::<u32>(), 20);
    assert_eq!(one.recent_tracks(1, "").await.items[0].play_count, 20);
}
