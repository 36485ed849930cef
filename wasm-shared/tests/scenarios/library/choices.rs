//! The listener's own choice of what plays, which playback follows first.

use std::{rc::Rc, time::Duration};

use prost::Message;
use serde_json::{Value, json};
use wasm_shared::{
    contract::user::v1 as user,
    settings::Lifetime,
    testing::{TestReply, TestRequest},
};

use super::{Library, NEW_YEAR_MS, change};
use crate::{
    edge::{Answer, TestEdge, grpc_ok},
    sources::{KUGOU_HASH, Mood, Moods, NETEASE_TRACK, settings},
};

fn kugou() -> String {
    format!("kugou:{KUGOU_HASH}")
}

fn choices(revision: u64, choices: &[(&str, &str)]) -> TestReply {
    let items = choices.iter().map(|(track_id, chosen)| user::Substitution {
        track_id: (*track_id).to_owned(),
        r#use: (*chosen).to_owned(),
        updated_at_ms: NEW_YEAR_MS,
    });
    let listed = user::ListSubstitutionsResponse {
        revision,
        items: items.collect(),
        ..user::ListSubstitutionsResponse::default()
    };
    TestReply::new(200, grpc_ok(&listed.encode_to_vec()))
}

/// Two sources that both play, each under its own breaker.
fn edge() -> (TestEdge, Moods) {
    let moods = Moods::good();
    let answering = moods.clone();
    let edge = TestEdge::new(settings(), move |request| {
        if request.url.ends_with("/PutSubstitution") {
            let put = user::PutSubstitutionResponse { created: true, ..Default::default() };
            return TestReply::new(200, grpc_ok(&put.encode_to_vec()));
        }
        answering.answer(request)
    });
    (edge, moods)
}

fn play(edge: &TestEdge) -> Answer {
    edge.get(&format!("{NETEASE_TRACK}/playback"))
}

fn times_asked(edge: &TestEdge) -> usize {
    let calls = edge.host.network.take_calls();
    calls.iter().filter(|call| call.url.ends_with("/ListSubstitutions")).count()
}

#[test]
fn what_was_chosen_plays_and_says_so() {
    let (edge, _) = edge();
    edge.choices_are(choices(3, &[("qq:other", "qq:x"), ("netease:7", &kugou())]));
    let answer = play(&edge);
    assert_eq!((answer.status, answer.header("x-source")), (200, "kugou"));
    assert_eq!(
        (&answer.json["track_id"], &answer.json["substituted"]),
        (&json!(kugou()), &json!(true))
    );
    let expected = json!({
        "score": 1.0, "title": "茉莉花", "artists": ["江南民乐团"],
        "reasons": ["chosen_by_listener"],
    });
    assert_eq!(answer.json["match"], expected);
    let request = TestRequest::get(&format!("{NETEASE_TRACK}/stream")).bearer(&edge.token());
    let stream = edge.send(&request);
    assert_eq!((stream.status, stream.get_header("x-source")), (200, Some("kugou")));
}

#[test]
fn it_is_followed_though_its_title_is_another() {
    let (edge, moods) = edge();
    moods.kugou_title.set("茉莉花 (Live)");
    edge.choices_are(choices(3, &[("netease:7", &kugou())]));
    assert_eq!(play(&edge).json["match"]["title"], "茉莉花 (Live)");
}

#[test]
fn where_it_cannot_play_the_chain_follows() {
    let (edge, moods) = edge();
    moods.kugou.set(Mood::Vip);
    moods.kugou_title.set("another song");
    edge.choices_are(choices(3, &[("netease:7", &kugou())]));
    let answer = play(&edge);
    assert_eq!((answer.status, answer.header("x-source")), (200, "netease"));
    assert_eq!((&answer.json["substituted"], &answer.json["match"]), (&json!(false), &Value::Null));
}

#[test]
fn choices_are_asked_for_once_a_minute_and_cheaply() {
    let (edge, _) = edge();
    edge.choices_are(choices(3, &[("netease:7", &kugou())]));
    for _ in 0..5 {
        assert_eq!(play(&edge).header("x-source"), "kugou");
        edge.host.clock.advance(Duration::from_secs(10));
    }
    assert_eq!(times_asked(&edge), 1);
    let unchanged =
        user::ListSubstitutionsResponse { revision: 9, unchanged: true, ..Default::default() };
    edge.choices_are(TestReply::new(200, grpc_ok(&unchanged.encode_to_vec())));
    edge.host.clock.advance(Duration::from_secs(10));
    assert_eq!(play(&edge).header("x-source"), "kugou");
    let calls = edge.host.network.take_calls();
    let asked: Vec<_> =
        calls.iter().filter(|call| call.url.ends_with("/ListSubstitutions")).collect();
    let message = user::ListSubstitutionsRequest::decode(&asked[0].body[5..]).unwrap();
    assert_eq!((asked.len(), message.known_revision), (1, Some(3)));
    play(&edge);
    assert_eq!(times_asked(&edge), 0);

    edge.choices_are(choices(10, &[]));
    edge.host.clock.advance(Duration::from_secs(59));
    assert_eq!(play(&edge).header("x-source"), "kugou", "another device's change, not yet");
    edge.host.clock.advance(Duration::from_secs(2));
    assert_eq!(play(&edge).header("x-source"), "netease");
}

#[test]
fn ones_own_choice_counts_at_once() {
    let (edge, _) = edge();
    assert_eq!(play(&edge).header("x-source"), "netease");
    edge.choices_are(choices(3, &[("netease:7", &kugou())]));
    let request = TestRequest::new("PUT", "/api/v1/library/substitutions/netease:7");
    let request = request.bearer(&edge.token()).body(json!({ "use": kugou() }).to_string());
    assert_eq!(edge.send(&request).status, 201);
    assert_eq!(play(&edge).header("x-source"), "kugou");
}

#[test]
fn nobody_follows_anothers_choice() {
    let (edge, _) = edge();
    edge.choices_are(choices(3, &[("netease:7", &kugou())]));
    play(&edge);
    edge.choices_are(choices(3, &[]));
    let request = TestRequest::get(&format!("{NETEASE_TRACK}/playback"));
    let other = Answer::of(edge.send(&request.bearer(&edge.token_of("other", 1))));
    assert_eq!(other.header("x-source"), "netease");
}

#[test]
fn an_origin_that_is_away_delays_nobody_long() {
    let (edge, _) = edge();
    edge.choices_are(choices(3, &[("netease:7", &kugou())]));
    play(&edge);
    edge.choices_are(TestReply::hang());
    edge.host.clock.advance(Duration::from_secs(61));
    let before = edge.now();
    assert_eq!(play(&edge).header("x-source"), "kugou", "the choices at hand hold");
    assert!(edge.now().since(before) < Duration::from_millis(1_200));
    times_asked(&edge);
    play(&edge);
    assert_eq!(times_asked(&edge), 0, "it is left alone for a while");
    edge.host.clock.advance(Duration::from_secs(11));
    play(&edge);
    assert_eq!(times_asked(&edge), 1);
}

#[test]
fn choices_come_page_by_page() {
    let mut settings = settings();
    settings.cache.playback = Lifetime::NONE;
    let moods = Rc::new(Moods::good());
    let edge = TestEdge::new(settings, move |request| moods.answer(request));
    let first = user::ListSubstitutionsResponse {
        revision: 3,
        items: vec![],
        next_cursor: "second".into(),
        ..Default::default()
    };
    edge.choices_are(TestReply::new(200, grpc_ok(&first.encode_to_vec())));
    play(&edge);
    let calls = edge.host.network.take_calls();
    let asked: Vec<_> = calls
        .iter()
        .filter(|call| call.url.ends_with("/ListSubstitutions"))
        .map(|call| user::ListSubstitutionsRequest::decode(&call.body[5..]).unwrap())
        .collect();
    assert_eq!(asked.len(), 4, "no further than that");
    let cursors: Vec<_> = asked.iter().map(|asked| asked.page.clone().unwrap().cursor).collect();
    assert_eq!(cursors, ["", "second", "second", "second"]);
}

#[test]
fn a_choice_is_put_and_taken_back() {
    let library = Library::new();
    let chosen = user::Substitution {
        track_id: "qq:a".into(),
        r#use: "netease:7".into(),
        updated_at_ms: NEW_YEAR_MS,
    };
    let put =
        user::PutSubstitutionResponse { revision: 2, created: true, substitution: Some(chosen) };
    library.says("PutSubstitution", &put);
    let answer = library.send("PUT", "/substitutions/qq%3Aa", &json!({ "use": "netease:7" }));
    let expected = json!({
        "track_id": "qq:a", "use": "netease:7", "updated_at": "2026-01-01T00:00:00.000Z",
    });
    assert_eq!((answer.status, answer.json), (201, expected));
    let expected = user::PutSubstitutionRequest {
        change: change(),
        track_id: "qq:a".into(),
        r#use: "netease:7".into(),
    };
    assert_eq!(library.asked_once::<user::PutSubstitutionRequest>("PutSubstitution"), expected);
    library.says("DeleteSubstitution", &user::DeleteSubstitutionResponse { revision: 3 });
    assert_eq!(library.send("DELETE", "/substitutions/qq:a", &Value::Null).status, 204);
    library.edge.choices_are(choices(3, &[("qq:a", "netease:7")]));
    let listed = library.get("/substitutions");
    assert_eq!(listed.json["items"][0]["use"], "netease:7");
}
