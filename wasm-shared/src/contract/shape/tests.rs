use prost::Message;
use serde_json::{Value, json};

use super::{Kind, Shape, member, read, show};
use crate::{
    contract::{
        user::v1::{AlbumRef, ArtistRef, Favorite, Play, Snapshot},
        wire::MessageReader,
    },
    http::Code,
};

const NAMED: &Shape = &[member(1, "id", Kind::text(0, 200)), member(2, "name", Kind::text(1, 500))];
const SNAPSHOT: &Shape = &[
    member(1, "title", Kind::text(1, 10)),
    member(2, "artists", Kind::List(0, 2, &Kind::Object(NAMED))).optional(),
    member(3, "album", Kind::Object(NAMED)).optional(),
    member(4, "duration_ms", Kind::Number(1_000)).optional(),
    member(5, "cover_url", Kind::Url).optional(),
];
const PLAY: &Shape = &[
    member(1, "event_id", Kind::text(2, 10)),
    member(2, "track", Kind::Track(SNAPSHOT)),
    member(4, "played_at", Kind::Instant),
    member(5, "played_ms", Kind::Number(1_000)),
    member(6, "completed", Kind::Flag).optional(),
];
const FAVORITE: &Shape = &[
    member(1, "kind", Kind::Enumeration(&["track", "album"])),
    member(2, "id", Kind::ANY_TEXT),
    member(3, "snapshot", Kind::Object(SNAPSHOT)),
    member(4, "created_at", Kind::Instant),
];

fn snapshot() -> Snapshot {
    Snapshot {
        title: "茉\"莉花".into(),
        artists: vec![ArtistRef { id: String::new(), name: "林小满".into() }],
        album: Some(AlbumRef { id: "7".into(), name: "夏".into() }),
        duration_ms: Some(0),
        cover_url: Some("https://covers.example/1.jpg".into()),
    }
}

fn snapshot_json() -> Value {
    json!({
        "title": "茉\"莉花",
        "artists": [{"id": "", "name": "林小满"}],
        "album": {"id": "7", "name": "夏"},
        "duration_ms": 0,
        "cover_url": "https://covers.example/1.jpg",
    })
}

fn shown(shape: &Shape, message: &impl Message) -> Value {
    let bytes = message.encode_to_vec();
    let json = show(shape, &MessageReader::read(&bytes).unwrap()).unwrap();
    serde_json::from_slice(&json).unwrap()
}

#[test]
fn a_message_is_shown_as_its_object() {
    let favorite = Favorite {
        kind: 2,
        id: "qq:1".into(),
        snapshot: Some(snapshot()),
        created_at_ms: 1_767_225_600_000,
    };
    let expected = json!({
        "kind": "album",
        "id": "qq:1",
        "snapshot": snapshot_json(),
        "created_at": "2026-01-01T00:00:00.000Z",
    });
    assert_eq!(shown(FAVORITE, &favorite), expected);
}

#[test]
fn what_is_not_in_a_message_is_null_or_nothing() {
    let title_only = Snapshot { title: "t".into(), ..Snapshot::default() };
    let mut expected = json!({
        "title": "t", "artists": [], "album": null, "duration_ms": null, "cover_url": null,
    });
    assert_eq!(shown(SNAPSHOT, &title_only), expected);
    let play = Play { track_id: "qq:1".into(), snapshot: Some(title_only), ..Play::default() };
    expected["id"] = "qq:1".into();
    let shown_play = shown(PLAY, &play);
    assert_eq!(shown_play["track"], expected, "id and snapshot are one object");
    assert_eq!(shown_play["completed"], false);
    assert_eq!(shown(PLAY, &Play::default())["track"], Value::Null);
    assert_eq!(shown(FAVORITE, &Favorite { kind: 9, ..Favorite::default() })["kind"], "");
}

#[test]
fn a_body_is_read_as_the_message() {
    let mut track = snapshot_json();
    track["id"] = "netease:5".into();
    track["unknown"] = json!({"is": "ignored"});
    let body = json!({
        "event_id": "e1",
        "track": track,
        "played_at": "2026-01-01T08:00:00+08:00",
        "played_ms": 1_000,
        "completed": true,
    });
    let message = read(PLAY, &body).unwrap().into_bytes();
    let expected = Play {
        event_id: "e1".into(),
        track_id: "netease:5".into(),
        snapshot: Some(snapshot()),
        played_at_ms: 1_767_225_600_000,
        played_ms: 1_000,
        completed: true,
    };
    assert_eq!(Play::decode(message.as_slice()), Ok(expected));
}

#[test]
fn every_fault_is_named_by_its_path() {
    let body = json!({
        "event_id": "e",
        "track": {
            "id": "netease:x",
            "title": "12345678901",
            "artists": [{"id": "", "name": "a"}, {"id": 1, "name": " "}],
            "album": "a",
            "duration_ms": -1,
            "cover_url": "javascript:alert(1)",
        },
        "played_at": "yesterday",
        "played_ms": 1.5,
        "completed": "yes",
    });
    let problem = read(PLAY, &body).unwrap_err();
    assert_eq!(problem.code, Code::InvalidFields);
    let fields: Vec<_> = problem.fields.iter().map(|(path, reason)| (&**path, &**reason)).collect();
    let url = "must be an http or https URL of at most 2000 characters";
    assert_eq!(
        fields,
        [
            ("event_id", "must have at least 2 characters"),
            ("track.id", "is not a track id, {source}:{id}"),
            ("track.title", "must have at most 10 characters"),
            ("track.artists[1].id", "must be a text"),
            ("track.artists[1].name", "must not be empty"),
            ("track.album", "must be an object"),
            ("track.duration_ms", "must be a whole number from 0 to 1000"),
            ("track.cover_url", url),
            ("played_at", "must be an instant, RFC 3339"),
            ("played_ms", "must be a whole number from 0 to 1000"),
            ("completed", "must be true or false"),
        ]
    );
}

#[test]
fn what_is_missing_is_said_and_what_may_be_is_not() {
    let problem = read(PLAY, &json!({"track": {}, "played_ms": null})).unwrap_err();
    let fields: Vec<_> = problem.fields.iter().map(|(path, _)| &**path).collect();
    assert_eq!(fields, ["event_id", "track.id", "track.title", "played_at", "played_ms"]);
    for body in [json!(null), json!([]), json!("x"), json!(1)] {
        assert_eq!(read(PLAY, &body).unwrap_err().fields[0].0, "body", "{body}");
    }
    let list = json!({"title": "t", "artists": [1, 2, 3]});
    assert_eq!(read(SNAPSHOT, &list).unwrap_err().fields[0].1, "must be a list of 0 to 2");
}

#[test]
fn an_answer_names_twenty_faults_at_most() {
    const MANY: &Shape = &[member(1, "items", Kind::List(0, 100, &Kind::Flag))];
    let problem = read(MANY, &json!({"items": vec![0; 100]})).unwrap_err();
    assert_eq!(problem.fields.len(), 20);
}

#[test]
fn urls_and_texts_and_instants_are_what_they_say() {
    let takes = |kind, text: &str| read(&[member(1, "it", kind)], &json!({ "it": text })).is_ok();
    for (text, taken) in [
        ("https://a.example/b?c", true),
        ("HTTP://a.example", true),
        ("//a.example", false),
        ("ftp://a.example", false),
        ("https://", false),
        ("https://a.example/a b", false),
        ("https://a.ex\nample", false),
        ("data:image/png;base64,AAAA", false),
    ] {
        assert_eq!(takes(Kind::Url, text), taken, "{text}");
    }
    let long = |length: usize| format!("https://a.example/{}", "x".repeat(length - 18));
    assert!(takes(Kind::Url, &long(2_000)) && !takes(Kind::Url, &long(2_001)));
    for (text, taken) in [("茉莉", true), ("茉莉花", false), ("a\u{0}", false), ("a\n", false)]
    {
        assert_eq!(takes(Kind::text(1, 2), text), taken, "{text:?}");
    }
    for (text, taken) in [("", true), ("a\r\nb", true), ("a\tb", false), ("a\nbcd", false)] {
        assert_eq!(takes(Kind::Lines(4), text), taken, "{text:?}");
    }
    for (text, taken) in [
        ("2026-01-01T00:00:00Z", true),
        ("1970-01-01T00:00:00.000Z", true),
        ("1969-12-31T23:59:59Z", false),
        ("2026-01-01T00:00:00", false),
        ("2026-01-01", false),
        ("-000001-01-01T00:00:00Z", false),
    ] {
        assert_eq!(takes(Kind::Instant, text), taken, "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn no_message_panics(bytes: Vec<u8>) {
        if let Ok(message) = MessageReader::read(&bytes) {
            let _ = show(FAVORITE, &message);
            let _ = show(PLAY, &message);
        }
    }
}
