//! Sources killed and mended at random under load: whatever is answered is right, or marked as old, or
//! a problem that says what was tried, and it is answered in time.

mod client;
mod random;
mod saboteur;
mod tally;

use std::cell::Cell;
use std::time::Duration;

use client::Client;
use edge_e2e::System;
use futures_util::future::{join, join_all};
use random::Random;
use tally::Tally;

const CLIENTS: u32 = 50;

/// `chain.deadline_ms` of the settings of these tests, and a tenth.
const BOUND: Duration = Duration::from_millis(3_300);

/// For `CHAOS_SECONDS`, a short while unless said; from the seed `CHAOS_SEED`, another every time unless
/// said. How long answers take is judged only where the seconds are said: among all other tests it
/// would tell how busy the machine is.
#[tokio::test]
async fn whatever_fails_answers_are_right_or_say_so_and_come_in_time() {
    let asked = number("CHAOS_SECONDS");
    let seconds = asked.unwrap_or(15);
    let seed = number("CHAOS_SEED").unwrap_or_else(|| uuid::Uuid::new_v4().as_u64_pair().0);
    println!("CHAOS_SEED={seed}");
    let system = System::begin().await;
    let truth = system.sandbox.truth().await;
    let mut random = Random::from_seed(seed);
    let mut clients = Vec::new();
    for number in 0..CLIENTS {
        // One phone each: signing in on a phone of many devices ends the oldest session.
        let phone = format!("+86139000000{number:02}");
        let listener = system.sign_in_by(&phone, "246810").await;
        clients.push(Client::new(listener, &truth, random.fork()));
    }
    let ended = Cell::new(false);
    let everybody = join_all(clients.iter_mut().map(|client| client.listen_until(&ended)));
    let (tallies, ()) = join(everybody, async {
        saboteur::work(&system.sandbox, random.fork(), Duration::from_secs(seconds)).await;
        ended.set(true);
    })
    .await;
    drop(clients);
    let tally = tallies.into_iter().fold(Tally::default(), Tally::with);
    println!("{seconds} s, {CLIENTS} clients\n{tally}");
    system.mend(&system.sign_in().await, &truth).await;
    assert!(tally.wrong.is_empty(), "{} wrong:\n{}", tally.wrong.len(), tally.wrong.join("\n"));
    let slowest = tally.slowest_at_edge();
    if asked.is_some() {
        assert!(slowest <= BOUND, "{slowest:?} is more than {BOUND:?}");
        assert!(tally.some_of_each(), "too little happened to say anything");
    }
}

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{variable} is no number: {text}")))
}
