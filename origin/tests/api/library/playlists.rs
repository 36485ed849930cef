//! Playlists and their entries.

use std::collections::HashSet;

use chrono::TimeDelta;
use futures_util::future::join_all;
use tonic::Response;
use wasm_shared::contract::user::v1::{
    AddPlaylistEntriesRequest, CreatePlaylistRequest, DeletePlaylistEntryRequest,
    DeletePlaylistRequest, GetPlaylistRequest, ListPlaylistEntriesRequest, ListPlaylistsRequest,
    MovePlaylistEntryRequest, UpdatePlaylistRequest,
};

use crate::support::{
    Listener, Origin, Replica,
    listener::{entry, page},
    origin::{PHONE, TEST_PHONE},
    problem,
};

fn titles(numbers: std::ops::Range<u32>) -> Vec<String> {
    numbers.map(|number| number.to_string()).collect()
}

/// The track numbers of a playlist in its order.
async fn tracks(listener: &Listener, playlist_id: &str) -> Vec<String> {
    let entries = listener.entries(playlist_id).await.into_iter();
    entries.map(|entry| entry.track_id.trim_start_matches("qq:").to_owned()).collect()
}

#[tokio::test]
async fn a_playlist_is_made_changed_and_deleted() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    let other = Listener::sign_in(&origin, PHONE, "a").await;
    let made = me.create_playlist(" Morning ").await;
    assert_eq!((made.name.as_str(), made.version, made.track_count), ("Morning", 1, 0));
    let get = async |listener: &Listener| {
        let (caller, id) = (listener.caller(), made.id.clone());
        let found = listener.edge.user().get_playlist(GetPlaylistRequest { caller, id }).await;
        found.map(|found| found.into_inner().playlist.unwrap())
    };
    assert_eq!(get(&me).await.unwrap(), made);
    assert_eq!(problem(get(&other).await).code, "not_found");

    let update = async |listener: &Listener, name: &str, if_version: Option<u64>| {
        let request = UpdatePlaylistRequest {
            change: listener.change(),
            id: made.id.clone(),
            name: Some(name.to_owned()),
            if_version,
            ..UpdatePlaylistRequest::default()
        };
        let done = listener.edge.user().update_playlist(request).await;
        done.map(|done| done.into_inner().playlist.unwrap())
    };
    assert_eq!(update(&me, "Evening", Some(1)).await.unwrap().version, 2);
    assert_eq!(problem(update(&me, "Night", Some(1)).await).code, "version_conflict");
    assert!(problem(update(&me, "", None).await).fields.contains_key("name"));
    assert_eq!(problem(update(&other, "Mine", None).await).code, "not_found");
    assert_eq!(get(&me).await.unwrap().name, "Evening");

    let entry_id = me.add(&made.id, &titles(0..3), None).await.unwrap().items[1].id.clone();
    let (playlist_id, if_version) = (made.id.clone(), Some(2));
    let request = MovePlaylistEntryRequest {
        change: me.change(),
        playlist_id: playlist_id.clone(),
        entry_id: entry_id.clone(),
        after: String::new(),
        if_version,
    };
    let refused = me.edge.user().move_playlist_entry(request).await;
    assert_eq!(problem(refused).code, "version_conflict");
    let (change, id) = (me.change(), playlist_id.clone());
    let request = DeletePlaylistEntryRequest { change, playlist_id: id, entry_id, if_version };
    let refused = me.edge.user().delete_playlist_entry(request).await;
    assert_eq!(problem(refused).code, "version_conflict");
    let (change, items, after) = (me.change(), vec![entry("4")], None);
    let request = AddPlaylistEntriesRequest { change, playlist_id, items, after, if_version };
    let refused = me.edge.user().add_playlist_entries(request).await;
    assert_eq!(problem(refused).code, "version_conflict");
    let delete = async |if_version| {
        let (change, id) = (me.change(), made.id.clone());
        let request = DeletePlaylistRequest { change, id, if_version };
        me.edge.user().delete_playlist(request).await.map(Response::into_inner)
    };
    assert_eq!(problem(delete(Some(2)).await).code, "version_conflict");
    delete(Some(3)).await.unwrap();
    assert_eq!(problem(get(&me).await).code, "not_found");
    assert_eq!(problem(delete(None).await).code, "not_found");
    assert_eq!(problem(me.add(&made.id, &titles(0..1), None).await).code, "not_found");
    assert_eq!(origin.database.count("SELECT count(*) FROM playlist_entries").await, 0);
}

#[tokio::test]
async fn playlists_are_listed_newest_first() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    for number in 0..5 {
        me.create_playlist(&number.to_string()).await;
        origin.clock.advance(TimeDelta::milliseconds(1));
    }
    let list = async |cursor: &str, known_revision| {
        let (caller, page) = (me.caller(), page(3, cursor));
        let request = ListPlaylistsRequest { caller, page, known_revision };
        me.edge.user().list_playlists(request).await.unwrap().into_inner()
    };
    let first = list("", None).await;
    let second = list(&first.next_cursor, None).await;
    assert!(second.next_cursor.is_empty());
    let names: Vec<_> = first.items.into_iter().chain(second.items).map(|item| item.name).collect();
    assert_eq!(names, ["4", "3", "2", "1", "0"]);
    assert!(list("", Some(5)).await.unchanged);
}

#[tokio::test]
async fn there_is_a_limit_to_playlists() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    let fill = "WITH made AS (
                    INSERT INTO playlists (id, user_id, name, description, cover_url, public,
                                           revision, created_at, updated_at)
                    SELECT gen_random_uuid(), users.id, 'x', '', '', false, n, now(), now()
                    FROM users, generate_series(1, 1000) AS n RETURNING 1
                ) SELECT count(*) FROM made";
    assert_eq!(origin.database.count(fill).await, 1_000);
    let request = CreatePlaylistRequest {
        change: me.change(),
        name: "one more".to_owned(),
        ..CreatePlaylistRequest::default()
    };
    let refused = me.edge.user().create_playlist(request).await;
    assert_eq!(problem(refused).code, "playlist_limit_exceeded");
}

#[tokio::test]
async fn tracks_go_where_they_are_put() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    let list = me.create_playlist("List").await.id;
    let added = me.add(&list, &titles(0..3), None).await.unwrap();
    let ids: Vec<_> = added.items.iter().map(|entry| entry.id.clone()).collect();
    me.add(&list, &titles(3..5), Some("")).await.unwrap();
    me.add(&list, &titles(5..7), Some(&ids[0])).await.unwrap();
    assert_eq!(tracks(&me, &list).await, ["3", "4", "0", "5", "6", "1", "2"]);
    me.move_entry(&list, &ids[2], "").await.unwrap();
    me.move_entry(&list, &ids[0], &ids[1]).await.unwrap();
    assert_eq!(tracks(&me, &list).await, ["2", "3", "4", "5", "6", "1", "0"]);
    me.move_entry(&list, &ids[0], &ids[1]).await.unwrap();
    let gone = me.delete_entry(&list, &ids[1]).await.unwrap().playlist.unwrap();
    assert_eq!(gone.track_count, 6);
    // Another device has not heard of that yet: what it puts behind the entry is not lost.
    me.add(&list, &titles(7..8), Some(&ids[1])).await.unwrap();
    assert_eq!(tracks(&me, &list).await, ["2", "3", "4", "5", "6", "7", "0"]);
    let again = me.delete_entry(&list, &ids[1]).await.unwrap().playlist.unwrap();
    assert_eq!(again.track_count, 7);

    let unknown = uuid::Uuid::new_v4().to_string();
    assert_eq!(problem(me.move_entry(&list, &ids[1], "").await).code, "not_found");
    assert_eq!(problem(me.move_entry(&list, &unknown, "").await).code, "not_found");
    assert_eq!(problem(me.delete_entry(&list, &unknown).await).code, "not_found");
    for after in [&unknown, &ids[0], "x"] {
        let refused = problem(me.move_entry(&list, &ids[0], after).await);
        assert!(refused.fields.contains_key("after"), "{refused:?}");
    }
    let refused = problem(me.add(&list, &titles(0..1), Some(&unknown)).await);
    assert!(refused.fields.contains_key("after"), "{refused:?}");
}

/// An entry that is put before another again and again makes ranks long, until they are given out
/// anew, which nobody sees.
#[tokio::test]
async fn a_move_writes_one_row() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    let list = me.create_playlist("List").await.id;
    let added = me.add(&list, &titles(0..4), None).await.unwrap();
    let ids: Vec<_> = added.items.iter().map(|entry| entry.id.clone()).collect();
    let written = "SELECT n_tup_upd FROM pg_stat_user_tables WHERE relname = 'playlist_entries'";
    let longest = "SELECT max(length(rank))::bigint FROM playlist_entries";
    let (mut expected, mut longest_seen, mut renewed) = (vec!["0", "1", "2", "3"], 0, false);
    for turn in 0..700 {
        // The two in the middle change places.
        me.move_entry(&list, &ids[1 + turn % 2], &ids[0]).await.unwrap();
        expected.swap(1, 2);
        if turn == 0 {
            expected.swap(1, 2);
        }
        if turn % 10 == 9 {
            let length = origin.database.count(longest).await;
            renewed |= length < longest_seen;
            longest_seen = longest_seen.max(length);
        }
    }
    assert!(renewed && longest_seen <= 64, "{longest_seen}");
    assert_eq!(tracks(&me, &list).await, expected);
    // One row each, but for the times when ranks were given out anew.
    let written = origin.database.count(written).await;
    assert!((1..=712).contains(&written), "{written}");
}

#[tokio::test]
async fn a_playlist_holds_ten_thousand() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    let list = me.create_playlist("List").await.id;
    let mut expected = Vec::new();
    for start in (0..10_000).step_by(1_000) {
        // To the top: whoever looks back from an entry for an older one has far to go.
        me.add(&list, &titles(start..start + 1_000), Some("")).await.unwrap();
        expected.splice(0..0, titles(start..start + 1_000));
    }
    assert_eq!(problem(me.add(&list, &titles(0..1), None).await).code, "playlist_full");
    let refused = problem(me.add(&list, &titles(0..1_001), None).await);
    assert!(refused.fields.contains_key("items"), "{refused:?}");
    assert_eq!(tracks(&me, &list).await, expected);

    let entries = me.entries(&list).await;
    me.move_entry(&list, &entries[9_999].id, "").await.unwrap();
    me.delete_entry(&list, &entries[5_000].id).await.unwrap();
    me.add(&list, &titles(10_000..10_001), Some(&entries[4_999].id)).await.unwrap();
    expected[5_000] = "10000".to_owned();
    expected.rotate_right(1);
    assert_eq!(tracks(&me, &list).await, expected);
    let mut replica = Replica::default();
    replica.follow(&me, 1_000).await;
    replica.assert_whole(&me).await;
}

#[tokio::test]
async fn entries_that_did_not_change_are_not_sent_again() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    let (one, two) = (me.create_playlist("1").await.id, me.create_playlist("2").await.id);
    me.add(&one, &titles(0..2), None).await.unwrap();
    let known = me.add(&two, &titles(0..2), None).await.unwrap().revision;
    let list = async |playlist_id: &str, known: u64| {
        let request = ListPlaylistEntriesRequest {
            caller: me.caller(),
            playlist_id: playlist_id.to_owned(),
            page: page(10, ""),
            known_revision: Some(known),
        };
        me.edge.user().list_playlist_entries(request).await.unwrap().into_inner()
    };
    assert!(list(&two, known).await.unchanged);
    let entries = me.entries(&one).await;
    let revision = me.delete_entry(&one, &entries[0].id).await.unwrap().revision;
    let unchanged = list(&two, known).await;
    assert!(unchanged.unchanged && unchanged.revision == revision && unchanged.version == 2);
    let changed = list(&one, known).await;
    assert!(!changed.unchanged && changed.items.len() == 1 && changed.version == 3);
}

/// Two devices put in, move and take out at once: in the end both have one order, with every entry
/// that nobody took out.
#[tokio::test(flavor = "multi_thread")]
async fn two_devices_edit_one_playlist() {
    let origin = Origin::start().await;
    let one = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    let two = Listener::sign_in(&origin, TEST_PHONE, "b").await;
    let list = one.create_playlist("List").await.id;
    let base = one.add(&list, &titles(0..20), None).await.unwrap().items;
    let edits = [(one.clone(), 0_usize), (two.clone(), 1)].map(|(device, offset)| {
        let (list, base) = (&list, &base);
        async move {
            let mut replica = Replica::default();
            for turn in 0..20 {
                let number = (100 * (1 + offset) + turn).to_string();
                let after = &base[(7 * turn + offset) % 20].id;
                device.add(list, &[number], Some(after)).await.unwrap();
                let moving = &base[(3 * turn + offset) % 20].id;
                if moving != after {
                    // The other device may have taken it out.
                    let _ = device.move_entry(list, moving, after).await;
                }
                if turn % 5 == 4 {
                    device.delete_entry(list, after).await.unwrap();
                }
                replica.follow(&device, 7).await;
            }
            replica
        }
    });
    let mut replicas = join_all(edits).await;
    let there: HashSet<_> = tracks(&one, &list).await.into_iter().collect();
    let put_in = titles(100..120).into_iter().chain(titles(200..220));
    assert!(put_in.into_iter().all(|track| there.contains(&track)), "{there:?}");
    for (replica, device) in replicas.iter_mut().zip([&one, &two]) {
        replica.follow(device, 3).await;
        replica.assert_whole(device).await;
    }
    assert_eq!(replicas[0].entries, replicas[1].entries);
}
