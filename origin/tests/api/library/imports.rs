//! Lists that are taken over.

use chrono::TimeDelta;
use tonic::{Response, Status};
use wasm_shared::contract::{
    auth::v1::EndSessionRequest,
    user::v1::{
        AdvanceImportRequest, AdvanceImportResponse, CreateImportRequest, CreateImportResponse,
        DeletePlaylistRequest, GetImportRequest, ImportJob, ImportedLine,
    },
};

use crate::support::{
    Listener, Origin,
    listener::entry,
    origin::{PHONE, TEST_PHONE},
    problem,
};

async fn create(listener: &Listener, lines: &[&str]) -> Result<CreateImportResponse, Status> {
    let request = CreateImportRequest {
        change: listener.change(),
        name: "Taken over".to_owned(),
        lines: lines.iter().map(ToString::to_string).collect(),
        fingerprint: Vec::new(),
    };
    listener.edge.user().create_import(request).await.map(Response::into_inner)
}

#[tokio::test]
async fn what_is_sent_again_is_one_job_whatever_the_source_lists_by_then() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    let create = async |lines: &[&str], fingerprint: u8| {
        let request = CreateImportRequest {
            change: me.change_once("k"),
            name: "Taken over".to_owned(),
            lines: lines.iter().map(ToString::to_string).collect(),
            fingerprint: vec![fingerprint; 32],
        };
        me.edge.user().create_import(request).await.map(Response::into_inner)
    };
    let first = create(&["qq:1"], 1).await.unwrap();
    assert_eq!(create(&["qq:1", "qq:2"], 1).await.unwrap(), first);
    assert_eq!(problem(create(&["qq:1"], 2).await).code, "idempotency_key_reused");
}

async fn get(listener: &Listener, id: &str, lines: u32) -> Result<ImportJob, Status> {
    let request = GetImportRequest { caller: listener.caller(), id: id.to_owned(), lines };
    Ok(listener.edge.user().get_import(request).await?.into_inner().job.unwrap())
}

async fn advance(
    listener: &Listener,
    id: &str,
    done: u32,
    found: &[Option<&str>],
) -> Result<AdvanceImportResponse, Status> {
    let lines = found.iter().map(|found| ImportedLine { entry: found.map(entry) });
    let (caller, id, lines) = (listener.caller(), id.to_owned(), lines.collect());
    let request = AdvanceImportRequest { caller, id, done, lines };
    listener.edge.user().advance_import(request).await.map(Response::into_inner)
}

#[tokio::test]
async fn an_import_goes_line_by_line_to_its_end() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    let other = Listener::sign_in(&origin, PHONE, "a").await;
    let lines = ["晴天 - 周杰伦", "nothing", "qq:3", "nowhere"];
    let job = create(&me, &lines).await.unwrap().job.unwrap();
    assert_eq!((job.state.as_str(), job.total, job.done), ("running", 4, 0));
    assert_eq!(get(&me, &job.id, 2).await.unwrap().lines, &lines[..2]);
    assert_eq!(problem(get(&other, &job.id, 2).await).code, "not_found");
    assert_eq!(problem(advance(&other, &job.id, 0, &[None]).await).code, "not_found");

    let step = advance(&me, &job.id, 0, &[Some("1"), None]).await.unwrap().job.unwrap();
    assert_eq!((step.done, step.matched, step.state.as_str()), (2, 1, "running"));
    // Somebody else did that step.
    let refused = advance(&me, &job.id, 0, &[Some("1"), None]).await;
    assert_eq!(problem(refused).code, "version_conflict");
    assert_eq!(get(&me, &job.id, 9).await.unwrap().lines, &lines[2..]);
    let refused = advance(&me, &job.id, 2, &[None, None, None]).await;
    assert!(problem(refused).fields.contains_key("lines"));
    advance(&me, &job.id, 2, &[Some("3"), None]).await.unwrap();

    let over = get(&me, &job.id, 9).await.unwrap();
    assert_eq!((over.state.as_str(), over.done, over.matched), ("done", 4, 2));
    assert_eq!(over.unmatched, ["nothing", "nowhere"]);
    assert!(over.lines.is_empty());
    assert_eq!(problem(advance(&me, &job.id, 4, &[None]).await).code, "version_conflict");
    let tracks: Vec<_> =
        me.entries(&job.playlist_id).await.into_iter().map(|entry| entry.track_id).collect();
    assert_eq!(tracks, ["qq:1", "qq:3"]);
}

#[tokio::test]
async fn an_import_without_its_playlist_fails() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    let job = create(&me, &["a", "b"]).await.unwrap().job.unwrap();
    let id = job.playlist_id.clone();
    let request = DeletePlaylistRequest { change: me.change(), id, if_version: None };
    me.edge.user().delete_playlist(request).await.unwrap();
    let failed = advance(&me, &job.id, 0, &[Some("1")]).await.unwrap().job.unwrap();
    assert_eq!((failed.state.as_str(), failed.failure.as_str()), ("failed", "playlist_deleted"));
}

#[tokio::test]
async fn an_import_into_a_full_playlist_fails() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    let job = create(&me, &["a", "b"]).await.unwrap().job.unwrap();
    for start in (0..10_000).step_by(1_000) {
        let titles: Vec<_> = (start..start + 1_000).map(|number| number.to_string()).collect();
        me.add(&job.playlist_id, &titles, None).await.unwrap();
    }
    let failed = advance(&me, &job.id, 0, &[Some("1")]).await.unwrap().job.unwrap();
    assert_eq!((failed.state.as_str(), failed.failure.as_str()), ("failed", "playlist_full"));
}

#[tokio::test]
async fn an_import_that_nobody_goes_on_with_is_given_up() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    let left = create(&me, &["a", "b"]).await.unwrap().job.unwrap();
    origin.clock.advance(TimeDelta::hours(20));
    let other = create(&me, &["a", "b"]).await.unwrap().job.unwrap();
    origin.clock.advance(TimeDelta::hours(5));
    assert_eq!(origin.library.abandon_imports().await.unwrap(), 1);
    let job = get(&me, &left.id, 9).await.unwrap();
    assert_eq!((job.state.as_str(), job.failure.as_str()), ("failed", "abandoned"));
    assert_eq!(get(&me, &other.id, 0).await.unwrap().state, "running");
}

#[tokio::test]
async fn an_import_that_nobody_looks_at_is_offered_in_turn() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    let job = create(&me, &["a", "b"]).await.unwrap().job.unwrap();
    let ids = async || -> Vec<_> {
        let waiting = origin.library.take_waiting_imports().await.unwrap();
        waiting.into_iter().map(|import| import.id.to_string()).collect()
    };
    assert_eq!(ids().await, [] as [String; 0], "it was made just now");
    origin.clock.advance(TimeDelta::seconds(31));
    let waiting = origin.library.take_waiting_imports().await.unwrap();
    let [import] = &waiting[..] else { panic!("{waiting:?}") };
    let caller = me.caller().unwrap();
    assert_eq!(import.id.to_string(), job.id);
    assert_eq!(
        (import.user_id.to_string(), import.session_id.to_string(), import.token_version),
        (caller.user_id, caller.session_id, caller.token_version)
    );
    assert_eq!(ids().await, [] as [String; 0], "it has had its turn");
    origin.clock.advance(TimeDelta::seconds(31));
    assert_eq!(ids().await, [&*job.id]);

    // An edge went on with it.
    origin.clock.advance(TimeDelta::seconds(31));
    advance(&me, &job.id, 0, &[None]).await.unwrap();
    assert_eq!(ids().await, [] as [String; 0]);
    origin.clock.advance(TimeDelta::seconds(31));
    advance(&me, &job.id, 1, &[None]).await.unwrap();
    origin.clock.advance(TimeDelta::minutes(5));
    assert_eq!(ids().await, [] as [String; 0], "it is done");
}

#[tokio::test]
async fn an_import_waits_for_its_user_to_sign_in() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    let job = create(&me, &["a"]).await.unwrap().job.unwrap();
    let request = EndSessionRequest { caller: me.caller() };
    me.edge.auth().end_session(request).await.unwrap();
    origin.clock.advance(TimeDelta::minutes(2));
    assert_eq!(origin.library.take_waiting_imports().await.unwrap(), []);
    let again = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    let waiting = origin.library.take_waiting_imports().await.unwrap();
    let [import] = &waiting[..] else { panic!("{waiting:?}") };
    assert_eq!(import.id.to_string(), job.id);
    assert_eq!(import.session_id.to_string(), again.caller().unwrap().session_id);
}

#[tokio::test]
async fn a_list_has_lines() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    let long = "x".repeat(1_001);
    for lines in [vec![], vec!["x"; 10_001], vec!["a\u{0}"], vec![&*long]] {
        assert!(problem(create(&me, &lines).await).fields.contains_key("lines"));
    }
    // As much as an edge takes.
    let line = "x".repeat(104);
    create(&me, &vec![&*line; 10_000]).await.unwrap();
}
