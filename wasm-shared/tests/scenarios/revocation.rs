//! What becomes of a token whose user's version has risen, and of the others meanwhile.

use std::time::Duration;

use futures_util::future::join_all;
use jwt_simple::prelude::EdDSAKeyPairLike;
use wasm_shared::{
    http,
    ports::{Clock, HttpFault, KvStore},
    resilience::deadline::within,
    settings::Settings,
    testing::{TestReply, TestRequest},
};

use crate::edge::{Answer, TestEdge, claims, grpc_ok, refusal, version_reply};

const SIGNED_IN: &str = "/api/v1/sources";

fn edge() -> TestEdge {
    TestEdge::new(Settings::default(), |request| panic!("unexpected call of {}", request.url))
}

/// An edge that has its key set already, so that the origin may go.
fn started() -> TestEdge {
    let edge = edge();
    Answer::of(edge.send(&TestRequest::get("/.well-known/jwks.json")));
    edge.times_asked();
    edge
}

fn read(edge: &TestEdge, token: &str) -> Answer {
    Answer::of(edge.send(&TestRequest::get(SIGNED_IN).bearer(token)))
}

fn pass(edge: &TestEdge, seconds: u64) {
    edge.host.clock.advance(Duration::from_secs(seconds));
}

/// Puts what an edge may have left into the store.
fn store(edge: &TestEdge, user_id: &str, value: String) {
    let key = format!("tv:{user_id}");
    let put = edge.host.store.put(&key, value.into(), Duration::from_mins(10));
    edge.host.clock.run(put).unwrap();
}

fn stored(edge: &TestEdge, user_id: &str) -> Option<String> {
    let key = format!("tv:{user_id}");
    let value = edge.host.clock.run(edge.host.store.get(&key)).unwrap();
    value.map(|value| String::from_utf8(value.to_vec()).unwrap())
}

#[test]
fn a_token_below_the_version_is_revoked_for_good() {
    let edge = edge();
    edge.version_is(2);
    let token = edge.token_of("user", 1);
    for _ in 0..3 {
        let answer = read(&edge, &token);
        assert_eq!((answer.status, answer.code()), (401, "token_revoked"));
        assert_eq!(answer.header("www-authenticate"), "Bearer");
    }
    assert_eq!(edge.times_asked(), 1, "what is revoked is not asked for again");
    assert_eq!(read(&edge, &edge.token_of("user", 2)).status, 200);
}

#[test]
fn each_place_is_gone_by_for_its_time_and_no_longer() {
    let edge = edge();
    let token = edge.token_of("user", 1);
    assert_eq!((read(&edge, &token).status, edge.times_asked()), (200, 1));
    // The origin is asked 10 ms later than the clock says here, and the version is read then.
    for (seconds, version, status) in [
        (14, 2, 200), // what the isolate remembers
        (1, 1, 200),  // the store's copy, 15 s old
        (44, 1, 200), // and 59 s old
    ] {
        pass(&edge, seconds);
        edge.version_is(version);
        assert_eq!((read(&edge, &token).status, edge.times_asked()), (status, 0), "{seconds}");
    }
    pass(&edge, 15);
    assert_eq!((read(&edge, &token).status, edge.times_asked()), (200, 1), "74 s: the origin");
}

#[test]
fn a_copy_below_the_token_is_older_than_the_token() {
    let edge = edge();
    assert_eq!((read(&edge, &edge.token_of("user", 1)).status, edge.times_asked()), (200, 1));
    edge.version_is(2);
    let after = edge.token_of("user", 2);
    assert_eq!((read(&edge, &after).status, edge.times_asked()), (200, 1));
    let elsewhere = edge.elsewhere();
    assert_eq!((read(&elsewhere, &after).status, edge.times_asked()), (200, 0), "by the store");
    let before = edge.token_of("user", 1);
    assert_eq!((read(&elsewhere, &before).status, edge.times_asked()), (401, 0), "by the store");
}

#[test]
fn tokens_of_a_user_who_is_gone_are_revoked() {
    let edge = edge();
    edge.origin_says(refusal(5, "not_found"));
    assert_eq!(read(&edge, &edge.token()).code(), "token_revoked");
}

/// What is accepted when the origin does not say, by what the store has.
#[test]
fn without_the_origin_the_store_decides_and_without_both_nobody_is_let_in() {
    let unusable = [
        TestReply::unreachable(),
        TestReply::hang(),
        TestReply::new(500, "oops"),
        TestReply::new(200, "<html>"),
        TestReply::new(200, grpc_ok(&[0xff])),
        refusal(16, "service_token_invalid"),
        refusal(13, "internal"),
    ];
    for reply in unusable {
        let edge = started();
        edge.origin_says(reply.clone());
        let old = |version: u64| format!(r#"{{"version":{version},"checked_at":5}}"#);
        store(&edge, "same", old(3));
        store(&edge, "risen", old(4));
        store(&edge, "garbled", "{".to_owned());
        for (user_id, status, code) in [
            ("same", 200, ""),
            ("risen", 401, "token_revoked"),
            ("garbled", 200, ""),
            ("unknown", 200, ""),
        ] {
            let answer = read(&edge, &edge.token_of(user_id, 3));
            assert_eq!((answer.status, answer.code()), (status, code), "{user_id}: {reply:?}");
        }
        edge.host.store.fail(true);
        let answer = read(&edge, &edge.token_of("another", 3));
        assert_eq!((answer.status, answer.code()), (503, "origin_unavailable"), "{reply:?}");
    }
}

#[test]
fn without_the_store_the_origin_decides() {
    let edge = started();
    for broken in [true, false] {
        edge.host.store.fail(broken);
        edge.host.store.slow(Duration::from_secs(if broken { 0 } else { 3 }));
        edge.version_is(2);
        assert_eq!(read(&edge, &edge.token_of("user", 2)).status, 200);
        assert_eq!(read(&edge, &edge.token_of("user", 1)).code(), "token_revoked");
        pass(&edge, 1);
    }
}

#[test]
fn an_origin_that_hangs_is_waited_for_thrice_in_five_seconds() {
    let edge = started();
    edge.origin_says(TestReply::hang());
    let took = |user_id: &str| {
        let (token, before) = (edge.token_of(user_id, 1), edge.now());
        assert_eq!(read(&edge, &token).status, 200, "{user_id}");
        edge.now().since(before).as_secs()
    };
    assert_eq!([took("a"), took("b"), took("c"), took("d"), took("e")], [2, 2, 2, 0, 0]);
    edge.version_is(2);
    pass(&edge, 5);
    assert_eq!(read(&edge, &edge.token_of("f", 1)).code(), "token_revoked", "it is asked again");
}

#[test]
fn requests_of_one_user_share_one_answer() {
    let edge = started();
    for (reply, status) in [(version_reply(2), 200), (version_reply(3), 401)] {
        edge.origin_says(reply.after(Duration::from_millis(1_500)));
        pass(&edge, 100);
        // The same device many times, and others.
        let requests: Vec<_> = (0..50)
            .map(|number| {
                let mut claims = claims(edge.now()).with_jwt_id(number % 5);
                claims.custom.ver = 2;
                TestRequest::get(SIGNED_IN).bearer(&edge.key.sign(claims).unwrap())
            })
            .collect();
        let send = |request| http::handle(&edge.isolate, edge.host.clone(), request);
        let answers = edge.host.clock.run(join_all(requests.iter().map(send)));
        assert!(answers.iter().all(|answer| answer.status == status));
        assert_eq!(edge.times_asked(), 1);
    }
}

#[test]
fn a_request_that_is_given_up_leaves_the_question_to_the_next() {
    let edge = started();
    edge.origin_says(version_reply(1).after(Duration::from_secs(1)));
    let request = TestRequest::get(SIGNED_IN).bearer(&edge.token());
    let send = || http::handle(&edge.isolate, edge.host.clone(), &request);
    let clock = &edge.host.clock;
    let (given_up, answered) = clock.run(async {
        let given_up = within(clock, Duration::from_millis(500), send());
        let waiting = async {
            clock.sleep(Duration::from_millis(100)).await;
            send().await
        };
        futures_util::future::join(given_up, waiting).await
    });
    assert!(given_up.is_none());
    assert_eq!(answered.status, 200);
    assert_eq!(edge.times_asked(), 2);
}

#[test]
fn who_signs_out_everywhere_is_out_before_any_push() {
    for (method, path) in [
        ("DELETE", "/api/v1/auth/sessions"),
        ("DELETE", "/api/v1/auth/devices/other"),
        ("DELETE", "/api/v1/me"),
    ] {
        let edge = TestEdge::new(Settings::default(), |_| TestReply::new(200, grpc_ok(&[])));
        let [here, there] = [edge.token(), edge.token_of("user", 1)];
        let elsewhere = edge.elsewhere();
        assert_eq!([read(&edge, &here).status, read(&edge, &there).status], [200, 200]);
        edge.version_is(2);
        let done = edge.send(&TestRequest::new(method, path).bearer(&here));
        assert!(matches!(done.status, 202 | 204), "{path}");
        // From here on nothing is heard of the origin.
        edge.origin_says(TestReply::unreachable());
        for (place, token) in [(&edge, &here), (&edge, &there), (&elsewhere, &there)] {
            assert_eq!(read(place, token).code(), "token_revoked", "{path}");
        }
    }
}

/// A question that was put before the change is answered as of then.
#[test]
fn who_signs_out_everywhere_is_out_though_their_version_was_being_asked_for() {
    let edge = TestEdge::new(Settings::default(), |_| TestReply::new(200, grpc_ok(&[])));
    let [here, there] = [edge.token(), edge.token_on("tablet")];
    assert_eq!(read(&edge, &here).status, 200);
    // Nothing is known of the other token, and the store does not say.
    edge.host.store.fail(true);
    edge.origin_says(version_reply(1).after(Duration::from_secs(1)));
    let reading = TestRequest::get(SIGNED_IN).bearer(&there);
    let ending = TestRequest::new("DELETE", "/api/v1/auth/sessions").bearer(&here);
    let send = |request| http::handle(&edge.isolate, edge.host.clone(), request);
    let clock = &edge.host.clock;
    let (_, ended) = clock.run(async {
        let later = async {
            clock.sleep(Duration::from_millis(100)).await;
            edge.version_is(2);
            send(&ending).await
        };
        futures_util::future::join(send(&reading), later).await
    });
    assert_eq!(ended.status, 204);
    edge.origin_says(TestReply::unreachable());
    for token in [&here, &there] {
        assert_eq!(read(&edge, token).code(), "token_revoked");
    }
}

/// The call may have been one made again under its key, which raises nothing.
#[test]
fn where_the_origin_does_not_say_what_it_raised_every_token_is_looked_into_afresh() {
    for (version, status) in [(2, 401), (1, 200)] {
        let edge = TestEdge::new(Settings::default(), |_| TestReply::new(200, grpc_ok(&[])));
        let [here, there] = [edge.token(), edge.token_on("tablet")];
        assert_eq!([read(&edge, &here).status, read(&edge, &there).status], [200, 200]);
        edge.origin_says(TestReply::unreachable());
        let path = "/api/v1/auth/devices/other";
        assert_eq!(edge.send(&TestRequest::new("DELETE", path).bearer(&here)).status, 204);
        edge.version_is(version);
        edge.times_asked();
        let seen = |token: &str| (read(&edge, token).status, edge.times_asked());
        assert_eq!(seen(&there), (status, 1), "the store's copy is from before");
        assert_eq!(seen(&here), (status, 0), "its new one is not");
        assert_eq!([seen(&there), seen(&here)], [(status, 0); 2], "{version}");
    }
}

#[test]
fn a_change_that_the_origin_is_silent_about_is_not_forgotten() {
    let edge = TestEdge::new(Settings::default(), |_| TestReply::new(200, grpc_ok(&[])));
    let token = edge.token();
    assert_eq!(read(&edge, &token).status, 200);
    edge.origin_says(TestReply::unreachable());
    let path = "/api/v1/auth/sessions";
    assert_eq!(edge.send(&TestRequest::new("DELETE", path).bearer(&token)).status, 204);
    assert_eq!(read(&edge, &token).status, 200, "the origin cannot be asked");
    edge.version_is(2);
    pass(&edge, 15);
    assert_eq!(read(&edge, &token).code(), "token_revoked", "though the store has a young copy");
}

#[test]
fn who_signs_out_is_out_here() {
    let edge = TestEdge::new(Settings::default(), |_| TestReply::new(200, grpc_ok(&[])));
    let token = edge.token();
    let mut another = claims(edge.now());
    another.custom.sid = "another".to_owned();
    let another = edge.key.sign(another).unwrap();
    assert_eq!([read(&edge, &token).status, read(&edge, &another).status], [200, 200]);
    let path = "/api/v1/auth/sessions/current";
    assert_eq!(edge.send(&TestRequest::new("DELETE", path).bearer(&token)).status, 204);
    assert_eq!(read(&edge, &token).code(), "token_revoked");
    assert_eq!(read(&edge, &another).status, 200, "the other device stays");
}

#[test]
fn a_call_that_the_origin_refuses_revokes_nothing() {
    let edge = TestEdge::new(Settings::default(), |_| refusal(5, "not_found"));
    let token = edge.token();
    let path = "/api/v1/auth/devices/unknown";
    let refused = Answer::of(edge.send(&TestRequest::new("DELETE", path).bearer(&token)));
    assert_eq!((refused.status, refused.code()), (404, "not_found"));
    assert_eq!(read(&edge, &token).status, 200);
}

/// An answer that was long on its way does not take back what came meanwhile.
#[test]
fn a_late_answer_does_not_lower_the_version() {
    let edge = started();
    edge.origin_says(version_reply(1).after(Duration::from_secs(1)));
    let request = TestRequest::get(SIGNED_IN).bearer(&edge.token());
    let (clock, risen) = (&edge.host.clock, r#"{"version":2,"checked_at":0}"#);
    clock.run(async {
        let reading = http::handle(&edge.isolate, edge.host.clone(), &request);
        let pushed = async {
            clock.sleep(Duration::from_millis(500)).await;
            let life = Duration::from_mins(10);
            edge.host.store.put("tv:user", risen.into(), life).await.unwrap();
        };
        futures_util::future::join(reading, pushed).await
    });
    assert_eq!(stored(&edge, "user").as_deref(), Some(risen));
}

#[test]
fn what_is_stored_lives_as_long_as_the_tokens_it_refuses() {
    let edge = edge();
    edge.version_is(2);
    read(&edge, &edge.token_of("user", 1));
    pass(&edge, 660);
    assert!(stored(&edge, "user").is_some());
    pass(&edge, 61);
    assert_eq!(stored(&edge, "user"), None);
}

#[test]
fn faults_are_logged_and_name_nobody() {
    let edge = started();
    edge.host.store.fail(true);
    edge.host.network.rescript(|_| TestReply {
        answer: Err(HttpFault::Unreachable("refused".to_owned())),
        ..TestReply::hang()
    });
    read(&edge, &edge.token_of("a-certain-user", 1));
    let log = edge.host.log_lines().join("\n");
    assert!(log.contains("token_version"), "{log}");
    assert!(!log.contains("a-certain-user") && !log.contains("eyJ"), "{log}");
}
