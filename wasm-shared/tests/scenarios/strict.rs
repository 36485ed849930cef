//! Strict mode: a token counts in the network it was made for.

use jwt_simple::prelude::EdDSAKeyPairLike;
use wasm_shared::{
    auth::network_binding,
    settings::Settings,
    testing::{TestReply, TestRequest},
};

use crate::edge::{Answer, TestEdge, claims};

fn edge(strict: bool) -> TestEdge {
    let mut settings = Settings::default();
    settings.auth.strict = strict;
    TestEdge::new(settings, |request| panic!("unexpected call of {}", request.url))
}

/// A token made for the network of an address, or for none.
fn token_for(edge: &TestEdge, address: Option<&str>) -> String {
    let mut claims = claims(edge.now());
    claims.custom.net =
        address.map(|address| network_binding(&claims.custom.sid, address.parse().unwrap()));
    edge.key.sign(claims).unwrap()
}

fn read(edge: &TestEdge, token: &str, from: Option<&str>) -> Answer {
    Answer::of(edge.send(&TestRequest::get("/api/v1/sources").from(from).bearer(token)))
}

#[test]
fn a_token_counts_in_its_own_network_alone() {
    let home = Some("198.51.100.7");
    let away = (401, "token_network_changed");
    for (made_for, from, expected) in [
        (home, home, (200, "")),
        (home, Some("198.51.100.250"), (200, "")),
        (home, Some("::ffff:198.51.100.7"), (200, "")),
        (home, Some("198.51.101.7"), away),
        (home, Some("2001:db8:1::7"), away),
        (home, Some("nonsense"), away),
        (home, Some(""), away),
        (home, None, away),
        (None, home, away),
        (None, None, away),
        (Some("2001:db8:1:2::7"), Some("2001:db8:1:ffff::1"), (200, "")),
        (Some("2001:db8:1:2::7"), Some("2001:db8:2:2::7"), away),
        (Some("2001:db8:1:2::7"), home, away),
    ] {
        let strict = edge(true);
        let token = token_for(&strict, made_for);
        for time in ["first", "remembered"] {
            let answer = read(&strict, &token, from);
            let told = format!("{made_for:?} from {from:?}, {time}");
            assert_eq!((answer.status, answer.code()), expected, "{told}");
        }
        let lenient = edge(false);
        assert_eq!(read(&lenient, &token_for(&lenient, made_for), from).status, 200);
    }
}

#[test]
fn a_remembered_token_is_still_bound() {
    let edge = edge(true);
    let token = token_for(&edge, Some("198.51.100.7"));
    for (from, status) in [
        ("198.51.100.7", 200),
        ("203.0.113.7", 401),
        ("198.51.100.9", 200),
        ("198.51.100.7", 200),
        ("203.0.113.7", 401),
    ] {
        assert_eq!(read(&edge, &token, Some(from)).status, status, "{from}");
    }
}

#[test]
fn a_binding_is_of_no_use_to_another_session() {
    let edge = edge(true);
    let mut stolen = claims(edge.now());
    stolen.custom.net = Some(network_binding("another", "198.51.100.7".parse().unwrap()));
    let token = edge.key.sign(stolen).unwrap();
    assert_eq!(read(&edge, &token, Some("198.51.100.7")).code(), "token_network_changed");
}

#[test]
fn a_token_from_elsewhere_costs_no_question() {
    let edge = edge(true);
    let token = token_for(&edge, Some("198.51.100.7"));
    edge.origin_says(TestReply::unreachable());
    assert_eq!(read(&edge, &token, None).code(), "token_network_changed");
    assert_eq!(edge.times_asked(), 0);
}
