//! Failures to sign in lead to a lock that grows.

use chrono::TimeDelta;
use serde_json::json;

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

async fn step_up(client: &AdminClient<'_>, code: &str) -> Answer {
    client.post("/session/step-up", json!({ "code": code })).await
}

async fn change_password(client: &AdminClient<'_>, current: &str) -> Answer {
    let body = json!({ "current_password": current, "new_password": "a horse of another colour" });
    client.put("/session/password", body).await
}

/// Whoever knows the address could keep an owner from what is dangerous, and be dangerous meanwhile.
#[tokio::test]
async fn a_stranger_does_not_lock_what_is_shown_again() {
    let origin = Origin::start().await;
    let mut owner = origin.owner().await;
    let mut stranger = origin.stranger();
    stranger.email.clone_from(&owner.email);
    for _ in 0..5 {
        assert_eq!(wrong_password(&mut stranger).await.refused(401), "credentials_invalid");
    }
    assert_eq!(wait(wrong_password(&mut stranger).await), 60);
    owner.step_up().await;
    change_password(&owner, &owner.password).await.expect(204);
    // Neither lets the stranger go on.
    assert_eq!(wait(wrong_password(&mut stranger).await), 60);
}

/// Whoever has the cookie guesses no more often than whoever signs in.
#[tokio::test]
async fn what_is_shown_again_is_counted_by_itself() {
    let origin = Origin::start().await;
    let mut owner = origin.owner().await;
    let other = origin.owner().await;
    for _ in 0..3 {
        assert_eq!(step_up(&owner, "000000").await.refused(401), "code_invalid");
    }
    let wrong = "correct horse battery staple";
    assert_eq!(change_password(&owner, wrong).await.refused(401), "credentials_invalid");
    assert_eq!(step_up(&owner, "000000").await.refused(401), "code_invalid");
    let right = owner.next_code();
    assert_eq!(wait(step_up(&owner, &right).await), 60, "although it is right");
    assert_eq!(wait(change_password(&owner, &owner.password).await), 60);
    assert_eq!(step_up(&other, "000000").await.refused(401), "code_invalid");
    // Another session of theirs is no way round, and signing in is none of it.
    let recovery_code = owner.recovery_codes[0].clone();
    owner.enter_password().await.expect(200);
    owner.enter_recovery_code(&recovery_code).await.expect(200);
    assert_eq!(wait(step_up(&owner, &right).await), 60);

    origin.clock.advance(TimeDelta::minutes(1));
    owner.step_up().await;
    assert_eq!(step_up(&owner, "000000").await.refused(401), "code_invalid");
    owner.step_up().await;
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
