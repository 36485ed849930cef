//! The library: what the origin is asked, what the listener is answered, and what is kept between.

#![expect(clippy::unnecessary_wraps, reason = "what a message holds is optional in it")]

mod bad_input;
mod changes;
mod choices;
mod copies;
mod entries;
mod export;
mod favorites;
mod history;
mod import;
mod playback;
mod playlists;

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use prost::Message;
use serde_json::{Value, json};
use wasm_shared::{
    contract::{auth::v1 as auth, user::v1 as user},
    ports::OutboundRequest,
    settings::Settings,
    testing::{TestReply, TestRequest},
};

use crate::edge::{Answer, TestEdge, grpc_ok, refusal};

/// 2026-01-01T00:00:00Z
const NEW_YEAR_MS: i64 = 1_767_225_600_000;

/// An edge with an origin that answers each procedure as it was told to.
struct Library {
    edge: TestEdge,
    replies: Replies,
}

type Replies = Rc<RefCell<HashMap<&'static str, TestReply>>>;

impl Library {
    fn new() -> Self {
        Self::with(Settings::default(), |request| panic!("unexpected call of {}", request.url))
    }

    /// With sources beside the origin.
    fn with(
        settings: Settings,
        mut sources: impl FnMut(&OutboundRequest) -> TestReply + 'static,
    ) -> Self {
        let replies = Replies::default();
        let said = Rc::clone(&replies);
        let edge = TestEdge::new(settings, move |request| {
            let procedure = request.url.rsplit('/').next().unwrap_or_default();
            let reply = said.borrow().get(procedure).cloned();
            reply.unwrap_or_else(|| sources(request))
        });
        // From here on only what a call itself needs goes out.
        edge.get("/api/v1/sources");
        edge.host.network.take_calls();
        Self { edge, replies }
    }

    fn says(&self, procedure: &'static str, message: &impl Message) {
        let reply = TestReply::new(200, grpc_ok(&message.encode_to_vec()));
        self.replies.borrow_mut().insert(procedure, reply);
    }

    fn refuses(&self, procedure: &'static str, grpc_status: u8, code: &str) {
        self.replies.borrow_mut().insert(procedure, refusal(grpc_status, code));
    }

    fn is_away(&self, procedure: &'static str) {
        self.replies.borrow_mut().insert(procedure, TestReply::unreachable());
    }

    fn request(&self, method: &str, path: &str, body: &Value) -> TestRequest {
        let request = TestRequest::new(method, &format!("/api/v1/library{path}"));
        let request = request.bearer(&self.edge.token());
        if body.is_null() { request } else { request.body(body.to_string()) }
    }

    fn send(&self, method: &str, path: &str, body: &Value) -> Answer {
        Answer::of(self.edge.send(&self.request(method, path, body)))
    }

    fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &Value::Null)
    }

    /// What the origin was asked since it was last looked, each call as `M`.
    fn asked<M: Message + Default>(&self, procedure: &str) -> Vec<M> {
        let calls = self.edge.host.network.take_calls();
        let of = calls.iter().filter(|call| call.url.ends_with(&format!("/{procedure}")));
        of.map(|call| M::decode(&call.body[5..]).unwrap()).collect()
    }

    /// The one thing the origin was asked.
    fn asked_once<M: Message + Default + Clone>(&self, procedure: &str) -> M {
        let asked = self.asked(procedure);
        let [message] = asked.as_slice() else { panic!("{} calls of {procedure}", asked.len()) };
        M::clone(message)
    }
}

fn caller() -> Option<auth::Caller> {
    Some(auth::Caller {
        user_id: "user".into(),
        device_id: "phone".into(),
        session_id: "session".into(),
        token_version: 1,
    })
}

fn change() -> Option<user::Change> {
    Some(user::Change { caller: caller(), idempotency_key: None })
}

fn page(limit: u32, cursor: &str) -> Option<user::Page> {
    Some(user::Page { limit, cursor: cursor.into() })
}

fn snapshot() -> Option<user::Snapshot> {
    Some(user::Snapshot {
        title: "茉莉花".into(),
        artists: vec![user::ArtistRef { id: "1".into(), name: "江南民乐团".into() }],
        album: Some(user::AlbumRef { id: "9".into(), name: "民歌集".into() }),
        duration_ms: Some(182_000),
        cover_url: Some("https://covers.example/9.jpg".into()),
    })
}

fn snapshot_json() -> Value {
    json!({
        "title": "茉莉花",
        "artists": [{"id": "1", "name": "江南民乐团"}],
        "album": {"id": "9", "name": "民歌集"},
        "duration_ms": 182_000,
        "cover_url": "https://covers.example/9.jpg",
    })
}

/// The snapshot and id of a track, as one object.
fn track_json(id: &str) -> Value {
    let mut track = snapshot_json();
    track["id"] = id.into();
    track
}

fn favorite(id: &str) -> user::Favorite {
    let (kind, snapshot) = (user::ItemKind::Track.into(), snapshot());
    user::Favorite { kind, id: id.into(), snapshot, created_at_ms: NEW_YEAR_MS }
}

fn favorites(revision: u64, ids: &[&str]) -> user::ListFavoritesResponse {
    let items = ids.iter().map(|id| favorite(id)).collect();
    user::ListFavoritesResponse { revision, items, ..user::ListFavoritesResponse::default() }
}

fn playlist(id: &str, version: u64) -> user::Playlist {
    user::Playlist {
        id: id.into(),
        name: "夏 天".into(),
        description: "d".into(),
        cover_url: String::new(),
        track_count: 2,
        version,
        public: false,
        created_at_ms: NEW_YEAR_MS,
        updated_at_ms: NEW_YEAR_MS,
    }
}

fn playlist_json(id: &str, version: u64) -> Value {
    json!({
        "id": id, "name": "夏 天", "description": "d", "cover_url": null, "track_count": 2,
        "version": version, "public": false, "created_at": "2026-01-01T00:00:00.000Z",
        "updated_at": "2026-01-01T00:00:00.000Z",
    })
}
