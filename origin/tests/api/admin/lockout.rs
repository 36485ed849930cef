//! Failures to sign in lead to a lock that grows.

use chrono::TimeDelta;

use super::{AdminClient, Answer};
use crate::support::Origin;

async fn wrong_password(client: &mut AdminClient<'_>) -> Answer {
    let right = std::mem::replace(&mut client.password, "correct horse battery staple".to_owned());
    let answer = client.enter_password().await;
    client.password = right;
    answer
}

/// How many seconds the origin says one has to wait.
fn wait(answer: Answer) -> i64 {
    let seconds = answer.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert_eq!(answer.refused(429), "account_locked");
    seconds
}

#[tokio::test]
async fn the_lock_grows_and_holds_for_what_is_right_too() {
    let origin = Origin::start().await;
    let mut owner = origin.owner().await;
    for _ in 0..5 {
        assert_eq!(wrong_password(&mut owner).await.refused(401), "credentials_invalid");
    }
    for minutes in [1, 2, 4, 8, 16, 32, 60, 60] {
        assert_eq!(wait(owner.enter_password().await), minutes * 60, "although it is right");
        origin.clock.advance(TimeDelta::minutes(minutes) - TimeDelta::seconds(1));
        assert_eq!(wait(wrong_password(&mut owner).await), 1, "and asking does not prolong it");
        origin.clock.advance(TimeDelta::seconds(1));
        assert_eq!(wrong_password(&mut owner).await.refused(401), "credentials_invalid");
    }
    origin.clock.advance(TimeDelta::minutes(60));
    owner.sign_in().await;
    assert_eq!(wrong_password(&mut owner).await.refused(401), "credentials_invalid");
    owner.sign_in().await;
}

/// Whoever has the password cannot guess codes by beginning anew: only both factors forget failures.
#[tokio::test]
async fn codes_and_passwords_are_counted_together() {
    let origin = Origin::start().await;
    let mut owner = origin.owner().await;
    for _ in 0..4 {
        owner.enter_password().await.expect(200);
        assert_eq!(owner.enter_code("000000").await.refused(401), "code_invalid");
    }
    owner.enter_password().await.expect(200);
    let right = owner.next_code();
    let wrong = owner.enter_recovery_code("abcd-efgh-ijkl-mnop").await;
    assert_eq!(wrong.refused(401), "code_invalid");
    assert_eq!(wait(owner.enter_code(&right).await), 60);
    assert_eq!(wait(owner.enter_password().await), 60);
    origin.clock.advance(TimeDelta::minutes(1));
    owner.sign_in().await;
}

/// Otherwise a lock would tell a stranger who is known.
#[tokio::test]
async fn an_address_that_is_nobodys_is_locked_as_well() {
    let origin = Origin::start().await;
    let mut nobody = origin.stranger();
    nobody.email = "nobody@listen.example".to_owned();
    for _ in 0..5 {
        assert_eq!(wrong_password(&mut nobody).await.refused(401), "credentials_invalid");
    }
    assert_eq!(wait(wrong_password(&mut nobody).await), 60);
}

#[tokio::test]
async fn one_address_may_not_try_everybody() {
    let origin = Origin::start().await;
    let mut owner = origin.owner().await;
    let mut stranger = origin.stranger();
    for number in 0..20 {
        stranger.email = format!("somebody-{number}@listen.example");
        assert_eq!(wrong_password(&mut stranger).await.refused(401), "credentials_invalid");
    }
    assert_eq!(wait(owner.enter_password().await), 60);
}

/// Guesses at once are judged one after the other.
#[tokio::test]
async fn guesses_at_once_are_bounded_too() {
    let origin = Origin::start().await;
    let owner = origin.owner().await;
    let mut guessers: Vec<_> = (0..12).map(|_| origin.stranger()).collect();
    for guesser in &mut guessers {
        guesser.email.clone_from(&owner.email);
    }
    let answers = guessers.iter_mut().map(wrong_password);
    let answers = futures_util::future::join_all(answers).await;
    let judged = answers.iter().filter(|answer| answer.status == 401).count();
    assert_eq!(judged, 5, "{answers:?}");
}
