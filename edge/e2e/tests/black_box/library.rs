//! A listener's library, kept in step on their devices.

use edge_e2e::{Answer, Listener, System, encode, eventually};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

async fn send(listener: &Listener<'_>, method: Method, path: &str, body: &Value) -> Answer {
    Answer::of(listener.request(method, &format!("/api/v1/library{path}")).json(body)).await
}

async fn get(listener: &Listener<'_>, path: &str) -> Answer {
    listener.get(&format!("/api/v1/library{path}")).await
}

async fn delete(listener: &Listener<'_>, path: &str) -> Answer {
    Answer::of(listener.request(Method::DELETE, &format!("/api/v1/library{path}"))).await
}

/// Two devices of one listener, by a phone that no other scenario signs in by: a device too many would
/// end another's session.
async fn devices<'s>(system: &'s System, phone: &str) -> [Listener<'s>; 2] {
    [system.sign_in_by(phone, "246810").await, system.sign_in_by(phone, "246810").await]
}

fn ids(list: &Answer, id: impl Fn(&Value) -> &Value) -> Vec<String> {
    let items = list.json["items"].as_array().map(Vec::as_slice).unwrap_or_default();
    items.iter().map(|item| id(item).as_str().unwrap_or_default().to_owned()).collect()
}

/// An id that nobody has used yet, as a source could have given it.
fn fresh_id() -> String {
    format!("qq:{}", Uuid::new_v4().simple())
}

#[tokio::test]
async fn a_favourite_is_seen_at_once_on_every_device() {
    let system = System::begin().await;
    let [phone, tv] = devices(&system, "+8613900000083").await;
    let id = fresh_id();
    let path = format!("/favorites/track/{}", encode(&id));
    let snapshot = json!({ "title": "茉莉花", "artists": [{ "id": "1", "name": "江南民乐团" }] });
    get(&tv, "/favorites?kind=track").await;
    let put = send(&phone, Method::PUT, &path, &snapshot).await;
    assert_eq!((put.status, &put.json["id"]), (201, &json!(id)), "{}", put.json);
    assert_eq!(put.json["snapshot"]["artists"][0]["name"], "江南民乐团");
    assert_eq!(send(&phone, Method::PUT, &path, &snapshot).await.status, 200, "put twice is once");

    let listed = get(&tv, "/favorites?kind=track").await;
    assert_eq!(ids(&listed, |item| &item["id"])[0], id, "{}", listed.json);
    let tag = listed.header("etag").to_owned();
    let again = tv.request(Method::GET, "/api/v1/library/favorites?kind=track");
    let again = Answer::of(again.header("if-none-match", &tag)).await;
    assert_eq!((again.status, again.bytes.len()), (304, 0));

    assert_eq!(delete(&tv, &path).await.status, 204);
    let gone = get(&phone, &path).await;
    assert_eq!((gone.status, gone.code()), (404, "not_found"));
    let listed = get(&phone, "/favorites?kind=track").await;
    assert!(!ids(&listed, |item| &item["id"]).contains(&id));
}

#[tokio::test]
async fn a_batch_is_done_whole_and_a_key_but_once() {
    let system = System::begin().await;
    let listener = system.sign_in().await;
    let [one, other] = [fresh_id(), fresh_id()];
    let put =
        |id: &str| json!({ "op": "put", "kind": "album", "id": id, "snapshot": { "title": "a" } });
    let body = json!({ "operations": [put(&one), put(&other)] });
    let key = Uuid::new_v4().to_string();
    let send = async |body: &Value| {
        let request = listener.request(Method::POST, "/api/v1/library/favorites/batch");
        Answer::of(request.header("idempotency-key", &key).json(body)).await
    };
    let first = send(&body).await;
    assert_eq!((first.status, &first.json["created"]), (200, &json!(2)), "{}", first.json);
    assert_eq!(send(&body).await.json, first.json, "the first answer again");
    let reused = send(&json!({ "operations": [put(&fresh_id())] })).await;
    assert_eq!((reused.status, reused.code()), (422, "idempotency_key_reused"));
}

#[tokio::test]
async fn a_play_told_twice_is_one() {
    let system = System::begin().await;
    let [phone, tv] = devices(&system, "+8613900000084").await;
    let (event_id, id) = (Uuid::new_v4(), fresh_id());
    let play = json!({
        "event_id": event_id, "track": { "id": id, "title": "t" },
        "played_at": "2026-01-01T00:00:00Z", "played_ms": 90_000, "completed": true,
    });
    let body = json!({ "items": [play] });
    for expected in
        [json!({ "accepted": 1, "duplicates": 0 }), json!({ "accepted": 0, "duplicates": 1 })]
    {
        let told = send(&phone, Method::POST, "/history", &body).await;
        assert_eq!((told.status, &told.json), (200, &expected));
    }
    assert_eq!(send(&tv, Method::POST, "/history", &body).await.json["duplicates"], 1);
    let recent = get(&tv, "/history/recent?limit=100").await;
    let found = ids(&recent, |item| &item["track"]["id"]);
    assert_eq!(found.iter().filter(|track| **track == id).count(), 1, "{}", recent.json);
}

#[tokio::test]
async fn a_playlist_keeps_its_order_and_its_version() {
    let system = System::begin().await;
    let [phone, tv] = devices(&system, "+8613900000085").await;
    let made = send(&phone, Method::POST, "/playlists", &json!({ "name": "夏天" })).await;
    assert_eq!(made.status, 201, "{}", made.json);
    let path = format!("/playlists/{}", made.json["id"].as_str().unwrap_or_default());
    let tracks: Vec<_> = (0..3).map(|_| fresh_id()).collect();
    let track = |id: &String| json!({ "track": { "id": id, "title": id } });
    let items: Vec<_> = tracks.iter().map(track).collect();
    let added =
        send(&phone, Method::POST, &format!("{path}/tracks"), &json!({ "items": items })).await;
    assert_eq!((added.status, &added.json["playlist"]["track_count"]), (201, &json!(3)));

    let last = added.json["items"][2]["id"].as_str().unwrap_or_default();
    let moved =
        send(&tv, Method::POST, &format!("{path}/tracks/{last}/move"), &json!({ "after": "" }))
            .await;
    assert_eq!(moved.status, 200, "{}", moved.json);
    let listed = get(&phone, &format!("{path}/tracks")).await;
    let order = [&tracks[2], &tracks[0], &tracks[1]];
    assert_eq!(ids(&listed, |item| &item["track"]["id"]).iter().collect::<Vec<_>>(), order);

    let rename = async |tag: &str, name: &str| {
        let request = phone.request(Method::PATCH, &format!("/api/v1/library{path}"));
        Answer::of(request.header("if-match", tag).json(&json!({ "name": name }))).await
    };
    let old = rename(added.header("etag").to_owned().as_str(), "old").await;
    assert_eq!((old.status, old.code()), (412, "version_conflict"));
    let renamed = rename(moved.header("etag").to_owned().as_str(), "new").await;
    assert_eq!((renamed.status, &renamed.json["name"]), (200, &json!("new")));
    assert_eq!(delete(&tv, &format!("{path}/tracks/{last}")).await.status, 204);
    assert_eq!(get(&phone, &path).await.json["track_count"], 2);
    assert_eq!(delete(&phone, &path).await.status, 204);
    assert_eq!(get(&tv, &path).await.code(), "not_found");
}

#[tokio::test]
async fn what_plays_moves_from_device_to_device() {
    let system = System::begin().await;
    let [phone, tv] = devices(&system, "+8613900000086").await;
    let id = fresh_id();
    let playing = json!({
        "track": { "id": id, "title": "t" }, "position_ms": 1_234, "state": "playing",
        "queue": [fresh_id()],
    });
    let put = send(&phone, Method::PUT, "/playback", &playing).await;
    assert_eq!((put.status, &put.json["device_id"]), (200, &phone.session["device"]["id"]));
    let seen = get(&tv, "/playback").await;
    assert_eq!((&seen.json["track"]["id"], &seen.json["position_ms"]), (&json!(id), &json!(1_234)));
    assert_eq!((&seen.json["queue"], &seen.json["state"]), (&playing["queue"], &json!("playing")));
}

#[tokio::test]
async fn a_device_that_was_away_is_told_what_changed() {
    let system = System::begin().await;
    let [phone, tv] = devices(&system, "+8613900000087").await;
    let all = async |since: u64| {
        let (mut changes, mut path) = (Vec::new(), format!("/changes?limit=100&since={since}"));
        loop {
            let told = get(&tv, &path).await;
            assert_eq!(told.status, 200, "{}", told.json);
            changes.extend(told.json["items"].as_array().cloned().unwrap_or_default());
            let Some(cursor) = told.json["next_cursor"].as_str() else {
                return (changes, told.json["revision"].as_u64().unwrap_or_default());
            };
            path = format!("/changes?limit=100&since={since}&cursor={cursor}");
        }
    };
    let (_, since) = all(0).await;
    let [kept, gone] = [fresh_id(), fresh_id()];
    for id in [&kept, &gone] {
        let path = format!("/favorites/artist/{}", encode(id));
        send(&phone, Method::PUT, &path, &json!({ "title": "a" })).await;
    }
    delete(&phone, &format!("/favorites/artist/{}", encode(&gone))).await;
    let (changes, revision) = all(since).await;
    assert!(revision > since);
    let of = |id: &str| changes.iter().find(|change| change["favorite"]["id"] == id);
    let told: Vec<_> =
        [&kept, &gone].map(|id| of(id).map(|change| change["deleted"].clone())).into();
    assert_eq!(told, [Some(Value::Null), Some(json!(true))], "{changes:?}");
    assert_eq!(all(revision).await.0, Vec::<Value>::new());
}

#[tokio::test]
async fn a_choice_is_played_and_an_import_names_what_is_nowhere() {
    let system = System::begin().await;
    let truth = system.sandbox.truth().await;
    let listener = system.sign_in().await;
    let whole = truth.recordings.iter().filter_map(|recording| {
        let listings = recording.listings.iter();
        listings.clone().find(|listing| recording.is_whole(&listing.track_id))
    });
    let whole: Vec<_> = whole.take(3).collect();
    let [wanted, chosen, third] = whole.as_slice() else { panic!("three recordings are needed") };
    let path = format!("/substitutions/{}", encode(&wanted.track_id));
    let put = send(&listener, Method::PUT, &path, &json!({ "use": chosen.track_id })).await;
    assert!(matches!(put.status, 200 | 201), "{}", put.json);
    let playback = listener.playback(&wanted.track_id, "standard").await;
    assert_eq!(
        (&playback.json["track_id"], &playback.json["substituted"]),
        (&json!(chosen.track_id), &json!(true))
    );
    assert_eq!(playback.json["match"]["reasons"], json!(["chosen_by_listener"]));
    assert_eq!(delete(&listener, &path).await.status, 204);
    let playback = listener.playback(&wanted.track_id, "standard").await;
    assert_eq!(playback.json["track_id"], json!(wanted.track_id));

    let nowhere = "no song of anybody - nobody at all";
    let content = format!("{}\n{nowhere}\n{}", wanted.track_id, third.track_id);
    let body = json!({ "format": "text", "content": content, "name": "taken over" });
    let job = send(&listener, Method::POST, "/playlists/import", &body).await;
    assert_eq!((job.status, &job.json["job"]["total"]), (202, &json!(3)), "{}", job.json);
    let job = &job.json["job"];
    let at = |member: &str| job[member].as_str().unwrap_or_default().to_owned();
    let job_path = format!("/imports/{}", at("id"));
    eventually("the import is done", async || {
        get(&listener, &job_path).await.json["job"]["state"] == "done"
    })
    .await;
    let done = get(&listener, &job_path).await;
    assert_eq!(
        (&done.json["job"]["matched"], &done.json["job"]["unmatched"]),
        (&json!(2), &json!([nowhere]))
    );
    let playlist = format!("/playlists/{}", at("playlist_id"));
    let entries = get(&listener, &format!("{playlist}/tracks")).await;
    assert_eq!(
        ids(&entries, |item| &item["track"]["id"]),
        [wanted.track_id.clone(), third.track_id.clone()]
    );

    let file = get(&listener, &format!("{playlist}/export?format=m3u8")).await;
    let text = String::from_utf8(file.bytes).unwrap();
    let back = json!({ "format": "m3u8", "content": text });
    let job = send(&listener, Method::POST, "/playlists/import", &back).await;
    assert_eq!(job.json["job"]["total"], 2, "an export is taken over again: {}", job.json);
}

/// Lists of one revision, and playlists of one version, have validators alike.
#[tokio::test]
async fn no_answer_is_taken_for_another_of_the_same_version() {
    let system = System::begin().await;
    let [one, other] =
        [system.sign_in_by("+8613900000088", "246810").await, system.sign_in().await];
    let mut lists = Vec::new();
    for listener in [&one, &other] {
        let made = send(listener, Method::POST, "/playlists", &json!({ "name": "Summer" })).await;
        lists.push((listener, made.json["id"].as_str().unwrap().to_owned()));
    }
    for _ in 0..2 {
        for (listener, id) in &lists {
            assert_eq!(get(listener, &format!("/playlists/{id}")).await.json["id"], **id);
        }
        let path = format!("/favorites/track/{}", encode(&fresh_id()));
        send(&one, Method::PUT, &path, &json!({ "title": "a" })).await;
        let favorites = get(&one, "/favorites?limit=1").await;
        let playlists = get(&one, "/playlists?limit=1").await;
        assert_eq!(favorites.json["items"][0]["kind"], "track");
        assert_eq!(playlists.json["items"][0]["name"], "Summer");
    }
}
