//! Every source and operation under every fault: the outcome that is told, whether the breaker opens
//! over it, and that nobody ever gets another song for it.

mod fault;
mod question;
mod table;

use std::collections::BTreeMap;

use edge_e2e::{Listener, SOURCES, System, Truth};
use fault::{CONSECUTIVE, Fault, expected};
use futures_util::future::join_all;
use question::{Answered, Question};
use table::{Breaker, Cell, Table};

/// Qualities to ask for in turn: where a track can be heard is kept for a while by quality.
const QUALITIES: [&str; 4] = ["standard", "high", "exhigh", "lossless"];

/// Faults are set on one source at a time where the others are to stand in, and on all at once where a
/// question is for one source alone.
#[tokio::test]
async fn every_fault_of_every_operation_has_its_outcome_and_trips_what_it_should() {
    let system = System::begin().await;
    let matrix = Matrix {
        listener: &system.sign_in().await,
        truth: &system.sandbox.truth().await,
        system: &system,
    };
    matrix.show_every_track().await;
    let mut table = Table::default();
    for (round, fault) in fault::ALL.into_iter().enumerate() {
        matrix.strike(fault, &[("*", "*")]).await;
        let questions = matrix.of_one_source().await;
        matrix.ask(&mut table, fault, questions).await;
        matrix.mend().await;
        let quality = QUALITIES[round % QUALITIES.len()];
        // Two at a time: while their breakers are open, the other two stand in.
        for pair in SOURCES.chunks(2) {
            for &source in pair {
                matrix.strike(fault, &[(source, "playback"), (source, "lyrics")]).await;
                for operation in ["playback", "lyrics"] {
                    let question = Question::of_any(source, operation, quality);
                    matrix.ask(&mut table, fault, vec![question]).await;
                }
            }
            matrix.mend().await;
        }
        for source in SOURCES {
            matrix.strike(fault, &[("audio", source)]).await;
            // Neither that of before nor that of the next round: where those play is known by then.
            let quality = QUALITIES[(round + 2) % QUALITIES.len()];
            let question = Question::of_any(source, "audio", quality);
            matrix.ask(&mut table, fault, vec![question]).await;
        }
        matrix.mend().await;
    }
    println!("{table}");
    let wrong = table.wrong();
    assert!(wrong.is_empty(), "{} cells are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

struct Matrix<'a> {
    system: &'a System,
    listener: &'a Listener<'a>,
    truth: &'a Truth,
}

impl Matrix<'_> {
    /// Sets a fault on operations of targets of the sandbox, in place of those before.
    async fn strike(&self, fault: Fault, places: &[(&str, &str)]) {
        let rules = places.iter().map(|(target, operation)| fault.rule(target, operation));
        self.system.sandbox.set_faults(&rules.collect()).await;
    }

    async fn mend(&self) {
        self.system.mend(self.listener, self.truth).await;
    }

    /// Has the edge know the tracks that are to be played, as it does when a listener was shown them.
    async fn show_every_track(&self) {
        let ids = SOURCES.into_iter().flat_map(|source| question::tracks(self.truth, source));
        for id in ids {
            let path = format!("/api/v1/tracks/{}", edge_e2e::encode(&id));
            assert_eq!(self.listener.get(&path).await.status, 200, "{id}");
        }
    }

    /// A question for each operation of each source that no other can answer.
    async fn of_one_source(&self) -> Vec<Question> {
        let sources = self.listener.get("/api/v1/sources").await;
        let mut questions = Vec::new();
        for source in SOURCES {
            let items = sources.json["items"].as_array().unwrap();
            let status = items.iter().find(|status| status["source"] == source).unwrap();
            for operation in status["operations"].as_array().unwrap() {
                questions.extend(Question::of_one(source, operation.as_str().unwrap(), self.truth));
            }
        }
        questions
    }

    /// Asks each question until its breaker should be open, and then once more.
    async fn ask(&self, table: &mut Table, fault: Fault, questions: Vec<Question>) {
        let asked = join_all(questions.iter().map(async |question| {
            let mut answers = Vec::new();
            for number in 0..CONSECUTIVE {
                answers.push(question.ask(self.listener, self.truth, number).await);
            }
            answers
        }))
        .await;
        let before = self.calls(&questions).await;
        let again = join_all(
            questions.iter().map(|question| question.ask(self.listener, self.truth, CONSECUTIVE)),
        )
        .await;
        let after = self.calls(&questions).await;
        let states = self.breakers().await;
        // Of questions that are asked together one may be about what another's call finds out too.
        let all_open = again.iter().all(|answer| answer.is_open() != Some(false));
        for ((question, mut answers), last) in questions.iter().zip(asked).zip(again) {
            let source = question.source;
            let quiet = before[source] == after[source];
            let breaker = match (last.is_open(), quiet) {
                (None | Some(true), true) if states[source] == "open" => Breaker::Open,
                (None | Some(false), false) => Breaker::Closed,
                (Some(true), false) if !all_open && states[source] == "open" => Breaker::Open,
                _ => Breaker::OpenAndAsked,
            };
            answers.push(last);
            let found = Cell { outcome: outcome_of(&answers), breaker, wrong: wrong(&answers) };
            let wanted = expected(fault, source, &question.operation);
            table.add(source, &question.operation, fault, found, wanted);
        }
    }

    /// How often each source was called; for its audio where that is what is asked about.
    async fn calls(&self, questions: &[Question]) -> BTreeMap<&'static str, u64> {
        let mut calls = BTreeMap::new();
        for question in questions {
            let source = question.source;
            let count = match question.operation.as_str() {
                "audio" => self.system.sandbox.calls_of("audio", source).await,
                _ => self.system.sandbox.calls(source).await,
            };
            calls.insert(source, count);
        }
        calls
    }

    async fn breakers(&self) -> BTreeMap<String, String> {
        let sources = self.listener.get("/api/v1/sources").await;
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        let items = sources.json["items"].as_array().unwrap();
        items.iter().map(|status| (text(&status["source"]), text(&status["breaker"]))).collect()
    }
}

/// What all but the last answer, which finds the breaker open or not, agree on. A call that is tried
/// twice may open it before.
fn outcome_of(answers: &[Answered]) -> String {
    let (_, told) = answers.split_last().unwrap();
    let first = &told[0].outcome;
    let agree = told.iter().all(|answer| {
        answer.outcome == *first || (first == "upstream_error" && answer.outcome == "breaker_open")
    });
    if agree {
        return first.clone();
    }
    let outcomes: Vec<_> = told.iter().map(|answer| answer.outcome.as_str()).collect();
    outcomes.join(", ")
}

fn wrong(answers: &[Answered]) -> Vec<String> {
    answers.iter().filter_map(|answer| answer.wrong.clone()).collect()
}
