//! Tokens bound to a network.

use crate::support::{Origin, origin::PHONE};

const STRICT: &str = "tokens.strict = true";

/// The session is opened from 203.0.113.7.
#[tokio::test]
async fn a_token_counts_in_its_own_network() {
    let origin = Origin::start_with(STRICT).await;
    let token = origin.sign_in(PHONE, "a").await.tokens.unwrap().access_token;
    for (ip, reason) in [
        (Some("203.0.113.7"), ""),
        (Some("203.0.113.250"), ""),
        (Some("::ffff:203.0.113.9"), ""),
        (Some("203.0.114.7"), "token_network_changed"),
        (Some("2001:db8::1"), "token_network_changed"),
        (Some("not an address"), "client_ip_missing"),
        (Some(""), "client_ip_missing"),
        (None, "client_ip_missing"),
    ] {
        // Twice: what is remembered of a token is not whence it was shown.
        for _ in 0..2 {
            let verified = origin.edge.verify_from(&token, ip).await;
            assert_eq!(
                (verified.active, verified.reason.as_str()),
                (reason.is_empty(), reason),
                "{ip:?}"
            );
        }
    }
}

/// Refreshing comes from 198.51.100.9.
#[tokio::test]
async fn a_refreshed_token_is_bound_to_where_it_was_refreshed() {
    let origin = Origin::start_with(STRICT).await;
    let tokens = origin.sign_in(PHONE, "a").await.tokens.unwrap();
    let tokens = origin.edge.refresh(&tokens.refresh_token).await.unwrap();
    assert!(origin.edge.verify_from(&tokens.access_token, Some("198.51.100.1")).await.active);
    let verified = origin.edge.verify_from(&tokens.access_token, Some("203.0.113.7")).await;
    assert_eq!(verified.reason, "token_network_changed");
}

/// A token made when the address was not known, or before there was such a claim.
#[tokio::test]
async fn a_token_bound_to_no_network_does_not_count() {
    let origin = Origin::start_with(STRICT).await;
    let tokens = origin.sign_in(PHONE, "a").await.tokens.unwrap();
    let token = origin.edge.refresh_from(&tokens.refresh_token, "").await.unwrap().access_token;
    let verified = origin.edge.verify_from(&token, Some("203.0.113.7")).await;
    assert_eq!(verified.reason, "token_network_changed");
}

#[tokio::test]
async fn otherwise_the_network_does_not_matter() {
    let origin = Origin::start().await;
    let token = origin.sign_in(PHONE, "a").await.tokens.unwrap().access_token;
    for ip in [None, Some(""), Some("203.0.114.7"), Some("203.0.113.7")] {
        assert!(origin.edge.verify_from(&token, ip).await.active, "{ip:?}");
    }
}
