//! What is kept for a while only, and what goes with an account.

use chrono::TimeDelta;
use wasm_shared::contract::user::v1::{
    CreateImportRequest, CreatePlaylistRequest, ItemKind, Playback, PutPlaybackRequest,
    PutSubstitutionRequest,
};

use crate::support::{
    Listener, Origin,
    listener::{play, snapshot},
    origin::TEST_PHONE,
};

/// Something of everything.
async fn fill(origin: &Origin, me: &Listener) {
    let at = origin.clock.now().timestamp_millis();
    me.put_favorite(ItemKind::Track, "qq:1", "One").await.unwrap();
    me.add_plays(vec![play("e1", "1", at)]).await.unwrap();
    let list = me.create_playlist("List").await.id;
    me.add(&list, &["1".to_owned(), "2".to_owned()], None).await.unwrap();
    let (track_id, r#use) = ("qq:1".to_owned(), "joox:1".to_owned());
    let request = PutSubstitutionRequest { change: me.change(), track_id, r#use };
    me.edge.user().put_substitution(request).await.unwrap();
    let playback = Some(Playback {
        track_id: "qq:1".to_owned(),
        snapshot: Some(snapshot("One")),
        state: "paused".to_owned(),
        ..Playback::default()
    });
    let request = PutPlaybackRequest { change: me.change(), playback };
    me.edge.sync().put_playback(request).await.unwrap();
    let (name, lines) = ("Taken over".to_owned(), vec!["a".to_owned()]);
    let request = CreateImportRequest { change: me.change(), name, lines, fingerprint: Vec::new() };
    me.edge.user().create_import(request).await.unwrap();
    let request = CreatePlaylistRequest {
        change: me.change_once("k"),
        name: "Once".to_owned(),
        ..CreatePlaylistRequest::default()
    };
    me.edge.user().create_playlist(request).await.unwrap();
}

async fn rows(origin: &Origin) -> i64 {
    let rows = "SELECT (SELECT count(*) FROM favorites) + (SELECT count(*) FROM plays)
                     + (SELECT count(*) FROM recent_tracks) + (SELECT count(*) FROM playlists)
                     + (SELECT count(*) FROM playlist_entries)
                     + (SELECT count(*) FROM substitutions) + (SELECT count(*) FROM playbacks)
                     + (SELECT count(*) FROM import_jobs)
                     + (SELECT count(*) FROM idempotency_keys)";
    origin.database.count(rows).await
}

#[tokio::test]
async fn history_is_kept_as_long_as_is_set() {
    let origin = Origin::start_with("library.history_days = 10").await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    let day = TimeDelta::days(1).num_milliseconds();
    let at = origin.clock.now().timestamp_millis();
    me.add_plays(vec![play("e1", "1", at - 11 * day), play("e2", "2", at - 9 * day)])
        .await
        .unwrap();
    // The play, and its track.
    assert_eq!(origin.library.prune().await.unwrap().history, 2);
    assert_eq!(me.plays(10, "", None).await.items.len(), 1);
    assert_eq!(me.recent_tracks(10, "").await.items[0].track_id, "qq:2");
}

#[tokio::test]
async fn keys_cleared_plays_and_imports_go() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    fill(&origin, &me).await;
    me.clear_plays().await;
    assert_eq!(origin.library.prune().await.unwrap(), origin::library::Pruned::default());
    origin.clock.advance(TimeDelta::hours(25));
    assert_eq!(origin.library.prune().await.unwrap().keys, 1);
    assert_eq!(origin.library.abandon_imports().await.unwrap(), 1);
    origin.clock.advance(TimeDelta::days(31));
    assert_eq!(origin.library.prune().await.unwrap().imports, 1);
    origin.clock.advance(TimeDelta::days(60));
    assert_eq!(origin.library.prune().await.unwrap().history, 1);
}

#[tokio::test]
async fn a_library_goes_with_its_account() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    fill(&origin, &me).await;
    assert_eq!(rows(&origin).await, 12);
    origin.accounts.delete_user(&origin_caller(&me)).await.unwrap();
    origin.clock.advance(TimeDelta::days(30));
    assert_eq!(origin.accounts.delete_due_users().await.unwrap(), 1);
    assert_eq!(rows(&origin).await, 0);
}

fn origin_caller(me: &Listener) -> origin::accounts::Caller {
    origin::accounts::Caller {
        user_id: me.caller.user_id.parse().unwrap(),
        device_id: me.caller.device_id.clone(),
        session_id: me.caller.session_id.parse().unwrap(),
        token_version: me.caller.token_version,
    }
}

#[tokio::test]
async fn a_library_goes_along_with_an_export() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    fill(&origin, &me).await;
    let request = wasm_shared::contract::user::v1::ExportUserRequest { caller: me.caller() };
    let document = me.edge.user().export_user(request).await.unwrap().into_inner().document;
    let mut export: serde_json::Value = serde_json::from_slice(&document).unwrap();
    // Made at the same moment: which is first is up to their ids.
    let playlists = export["library"]["playlists"].as_array_mut().unwrap();
    playlists.sort_by_key(|playlist| playlist["name"].to_string());
    insta::assert_json_snapshot!(export["library"], {
        ".playlists[].id" => "[id]",
        ".imports[].id" => "[id]",
        ".imports[].playlist_id" => "[id]",
    });
}
