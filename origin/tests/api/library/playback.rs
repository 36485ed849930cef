//! What plays now.

use tonic::Response;
use wasm_shared::contract::user::v1::{GetPlaybackRequest, Playback, PutPlaybackRequest};

use crate::support::{Listener, Origin, listener::snapshot, origin::TEST_PHONE, problem};

#[tokio::test]
async fn the_latest_is_had_on_every_device() {
    let origin = Origin::start().await;
    let one = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    let two = Listener::sign_in(&origin, TEST_PHONE, "b").await;
    let get = async || {
        let request = GetPlaybackRequest { caller: two.caller() };
        two.edge.sync().get_playback(request).await.unwrap().into_inner().playback
    };
    let put = async |playback: Playback| {
        let (change, playback) = (one.change(), Some(playback));
        let request = PutPlaybackRequest { change, playback };
        one.edge.sync().put_playback(request).await.map(Response::into_inner)
    };
    assert_eq!(get().await, None);
    let playing = Playback {
        track_id: "qq:1".to_owned(),
        snapshot: Some(snapshot("One")),
        position_ms: 12_345,
        state: "playing".to_owned(),
        queue: vec!["qq:2".to_owned(), "joox:3".to_owned()],
        device_id: "another".to_owned(),
        updated_at_ms: 1,
    };
    let done = put(playing.clone()).await.unwrap();
    let updated_at_ms = origin.clock.now().timestamp_millis();
    let expected = Playback { device_id: "a".to_owned(), updated_at_ms, ..playing.clone() };
    assert_eq!((done.revision, done.playback.as_ref()), (1, Some(&expected)));
    assert_eq!(get().await, Some(expected));
    let paused = Playback { state: "paused".to_owned(), queue: Vec::new(), ..playing.clone() };
    put(paused).await.unwrap();
    assert_eq!(get().await.unwrap().state, "paused");

    for (wrong, field) in [
        (Playback { state: "humming".to_owned(), ..playing.clone() }, "state"),
        (Playback { track_id: "1".to_owned(), ..playing.clone() }, "track_id"),
        (Playback { queue: vec!["1".to_owned()], ..playing.clone() }, "queue"),
        (Playback { queue: vec!["qq:1".to_owned(); 10_001], ..playing.clone() }, "queue"),
        (Playback { position_ms: u64::MAX, ..playing.clone() }, "position_ms"),
        (Playback { snapshot: None, ..playing.clone() }, "title"),
    ] {
        let refused = problem(put(wrong).await);
        assert!(refused.fields.contains_key(field), "{refused:?}");
    }
}
