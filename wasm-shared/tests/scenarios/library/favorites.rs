use serde_json::{Value, json};
use wasm_shared::contract::user::v1 as user;

use super::{Library, caller, change, favorite, favorites, page, snapshot, snapshot_json};

fn favorite_json(id: &str) -> Value {
    json!({
        "kind": "track", "id": id, "snapshot": snapshot_json(),
        "created_at": "2026-01-01T00:00:00.000Z",
    })
}

#[test]
fn a_list_is_asked_for_by_kind_and_page() {
    let library = Library::new();
    let mut listed = favorites(7, &["netease:7", "qq:a"]);
    listed.next_cursor = "next".into();
    library.says("ListFavorites", &listed);
    let answer = library.get("/favorites?kind=track&limit=2&cursor=abc");
    assert_eq!(answer.status, 200);
    let items = [favorite_json("netease:7"), favorite_json("qq:a")];
    assert_eq!(answer.json, json!({ "items": items, "next_cursor": "next" }));
    assert_eq!(answer.header("cache-control"), "private, no-cache");
    let expected = user::ListFavoritesRequest {
        caller: caller(),
        kind: user::ItemKind::Track.into(),
        page: page(2, "abc"),
        known_revision: None,
    };
    assert_eq!(library.asked_once::<user::ListFavoritesRequest>("ListFavorites"), expected);

    library.says("ListFavorites", &favorites(7, &[]));
    let empty = library.get("/favorites");
    assert_eq!(empty.json, json!({ "items": [], "next_cursor": null }));
    let asked: user::ListFavoritesRequest = library.asked_once("ListFavorites");
    assert_eq!((asked.kind, asked.page), (0, page(20, "")));
}

#[test]
fn one_is_looked_at() {
    let library = Library::new();
    let favorite = Some(favorite("joox:a+b/c="));
    library.says("GetFavorite", &user::GetFavoriteResponse { revision: 1, favorite });
    let answer = library.get("/favorites/track/joox%3Aa%2Bb%2Fc%3D");
    assert_eq!((answer.status, answer.json), (200, favorite_json("joox:a+b/c=")));
    let asked: user::GetFavoriteRequest = library.asked_once("GetFavorite");
    assert_eq!((asked.kind, asked.id.as_str()), (1, "joox:a+b/c="));
    library.refuses("GetFavorite", 5, "not_found");
    assert_eq!(library.get("/favorites/album/qq:1").code(), "not_found");
}

#[test]
fn the_first_put_is_told_from_the_next() {
    let library = Library::new();
    for (created, status) in [(true, 201), (false, 200)] {
        let favorite = Some(favorite("netease:7"));
        let put = user::PutFavoriteResponse { revision: 2, created, favorite };
        library.says("PutFavorite", &put);
        let answer = library.send("PUT", "/favorites/track/netease:7", &snapshot_json());
        assert_eq!((answer.status, &answer.json), (status, &favorite_json("netease:7")));
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    let expected = user::PutFavoriteRequest {
        change: change(),
        kind: user::ItemKind::Track.into(),
        id: "netease:7".into(),
        snapshot: snapshot(),
    };
    assert_eq!(
        library.asked::<user::PutFavoriteRequest>("PutFavorite"),
        [expected.clone(), expected]
    );
}

#[test]
fn an_idempotency_key_is_passed_on() {
    let library = Library::new();
    library.says("DeleteFavorite", &user::DeleteFavoriteResponse { revision: 3 });
    let request = library.request("DELETE", "/favorites/playlist/qq:9", &Value::Null);
    let answer =
        crate::edge::Answer::of(library.edge.send(&request.header("idempotency-key", "k1")));
    assert_eq!((answer.status, answer.json), (204, Value::Null));
    let expected = user::DeleteFavoriteRequest {
        change: Some(user::Change { caller: caller(), idempotency_key: Some("k1".into()) }),
        kind: user::ItemKind::Playlist.into(),
        id: "qq:9".into(),
    };
    assert_eq!(library.asked_once::<user::DeleteFavoriteRequest>("DeleteFavorite"), expected);
    library.refuses("DeleteFavorite", 3, "idempotency_key_reused");
    let reused = library.send("DELETE", "/favorites/playlist/qq:9", &Value::Null);
    assert_eq!((reused.status, reused.code()), (422, "idempotency_key_reused"));
}

#[test]
fn a_batch_is_one_call() {
    let library = Library::new();
    let changed = user::ChangeFavoritesResponse { revision: 4, created: 1, updated: 0, deleted: 1 };
    library.says("ChangeFavorites", &changed);
    let body = json!({ "operations": [
        { "op": "put", "kind": "track", "id": "netease:7", "snapshot": snapshot_json() },
        { "op": "delete", "kind": "artist", "id": "kugou:3" },
    ]});
    let answer = library.send("POST", "/favorites/batch", &body);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.json, json!({ "created": 1, "updated": 0, "deleted": 1 }));
    let operation = |kind: user::ItemKind, id: &str, snapshot| user::FavoriteOperation {
        kind: kind.into(),
        id: id.into(),
        snapshot,
    };
    let expected = user::ChangeFavoritesRequest {
        change: change(),
        operations: vec![
            operation(user::ItemKind::Track, "netease:7", snapshot()),
            operation(user::ItemKind::Artist, "kugou:3", None),
        ],
    };
    assert_eq!(library.asked_once::<user::ChangeFavoritesRequest>("ChangeFavorites"), expected);
}
