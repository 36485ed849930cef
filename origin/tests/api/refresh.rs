//! Refresh tokens: one lineage, and an end when it forks.

use std::collections::HashSet;

use chrono::TimeDelta;
use futures_util::future::join_all;

use crate::support::{
    Origin,
    origin::{PHONE, TEST_PHONE},
    problem,
};

#[tokio::test]
async fn a_refresh_gives_a_new_pair() {
    let origin = Origin::start().await;
    let old = origin.sign_in(PHONE, "a").await.tokens.unwrap();
    let new = origin.edge.refresh(&old.refresh_token).await.unwrap();
    assert_ne!(new.refresh_token, old.refresh_token);
    assert!(origin.edge.verify(&new.access_token).await.active);
    let newer = origin.edge.refresh(&new.refresh_token).await.unwrap();
    assert_ne!(newer.refresh_token, new.refresh_token);
}

#[tokio::test]
async fn a_lost_answer_can_be_asked_for_again() {
    let origin = Origin::start().await;
    let old = origin.sign_in(PHONE, "a").await.tokens.unwrap();
    let lost = origin.edge.refresh(&old.refresh_token).await.unwrap();
    for _ in 0..3 {
        let again = origin.edge.refresh(&old.refresh_token).await.unwrap();
        assert_eq!(again.refresh_token, lost.refresh_token);
    }
    origin.edge.refresh(&lost.refresh_token).await.unwrap();
}

/// Who stole a token and who owns it cannot be told apart: both are signed out, and the access
/// tokens made meanwhile are worthless.
#[tokio::test]
async fn an_older_token_ends_the_session() {
    let origin = Origin::start().await;
    let stolen = origin.sign_in(PHONE, "a").await.tokens.unwrap();
    let second = origin.edge.refresh(&stolen.refresh_token).await.unwrap();
    let third = origin.edge.refresh(&second.refresh_token).await.unwrap();
    let refused = problem(origin.edge.refresh(&stolen.refresh_token).await);
    assert_eq!(refused.code, "refresh_token_reused");
    for token in [&third, &second, &stolen] {
        let refused = problem(origin.edge.refresh(&token.refresh_token).await);
        assert_eq!(refused.code, "refresh_token_reused");
    }
    let verified = origin.edge.verify(&third.access_token).await;
    assert_eq!((verified.active, verified.reason.as_str()), (false, "token_revoked"));
}

#[tokio::test]
async fn another_session_survives_a_reuse() {
    let origin = Origin::start().await;
    let stolen = origin.sign_in(TEST_PHONE, "a").await.tokens.unwrap();
    let other = origin.sign_in(TEST_PHONE, "b").await.tokens.unwrap();
    let second = origin.edge.refresh(&stolen.refresh_token).await.unwrap();
    origin.edge.refresh(&second.refresh_token).await.unwrap();
    problem(origin.edge.refresh(&stolen.refresh_token).await);
    let other = origin.edge.refresh(&other.refresh_token).await.unwrap();
    assert!(origin.edge.verify(&other.access_token).await.active);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_refreshes_at_once_are_one_lineage() {
    let origin = Origin::start().await;
    let mut current = origin.sign_in(PHONE, "a").await.tokens.unwrap().refresh_token;
    for _ in 0..3 {
        let refreshes = (0..100).map(|_| {
            let (edge, token) = (origin.edge.clone(), current.clone());
            tokio::spawn(async move { edge.refresh(&token).await.unwrap().refresh_token })
        });
        let tokens = join_all(refreshes).await.into_iter().map(Result::unwrap);
        let tokens: HashSet<String> = tokens.collect();
        assert_eq!(tokens.len(), 1);
        let next = tokens.into_iter().next().unwrap();
        assert_ne!(next, current);
        current = next;
    }
    let counter = "SELECT refresh_counter FROM sessions WHERE ended_at IS NULL";
    assert_eq!(origin.database.count(counter).await, 3);
}

#[tokio::test]
async fn what_is_no_refresh_token_is_refused() {
    let origin = Origin::start().await;
    let tokens = origin.sign_in(PHONE, "a").await.tokens.unwrap();
    let altered = {
        let mut text = tokens.refresh_token.clone().into_bytes();
        text[30] = if text[30] == b'A' { b'B' } else { b'A' };
        String::from_utf8(text).unwrap()
    };
    for token in ["", "x", &altered, &tokens.access_token] {
        let refused = problem(origin.edge.refresh(token).await);
        assert_eq!(refused.code, "refresh_token_invalid", "{token}");
    }
    origin.edge.refresh(&tokens.refresh_token).await.unwrap();
}

#[tokio::test]
async fn a_session_that_is_not_refreshed_ends() {
    let origin = Origin::start().await;
    let tokens = origin.sign_in(PHONE, "a").await.tokens.unwrap();
    origin.clock.advance(TimeDelta::days(59));
    let tokens = origin.edge.refresh(&tokens.refresh_token).await.unwrap();
    origin.clock.advance(TimeDelta::days(59));
    let tokens = origin.edge.refresh(&tokens.refresh_token).await.unwrap();
    origin.clock.advance(TimeDelta::days(60));
    let refused = problem(origin.edge.refresh(&tokens.refresh_token).await);
    assert_eq!(refused.code, "refresh_token_invalid");
}
