//! Somebody who searches, plays, reads words and looks at charts, and knows what is right.

use std::cell::Cell;
use std::time::Duration;

use edge_e2e::{Answer, Listener, Listing, Recording, Truth, encode};
use serde_json::Value;

use super::random::Random;
use super::tally::{Tally, Verdict};

/// A listener who knows the truth.
pub struct Client<'a> {
    listener: Listener<'a>,
    truth: &'a Truth,
    random: Random,
}

impl<'a> Client<'a> {
    pub fn new(listener: Listener<'a>, truth: &'a Truth, random: Random) -> Self {
        Self { listener, truth, random }
    }

    /// Calls one thing after another, with pauses, until told.
    pub async fn listen_until(&mut self, ended: &Cell<bool>) -> Tally {
        let mut tally = Tally::default();
        while !ended.get() {
            let pause = Duration::from_millis(self.random.within(50..400));
            tokio::time::sleep(pause).await;
            let (call, answer, judged) = match self.random.within(0..10) {
                0..4 => self.search().await,
                4..7 => self.play().await,
                7..9 => self.read_words().await,
                _ => self.look_at_charts().await,
            };
            tally.add(call, &answer, judged);
        }
        tally
    }

    fn recording(&mut self) -> &'a Recording {
        self.random.one_of(&self.truth.recordings)
    }

    async fn search(&mut self) -> (&'static str, Answer, Result<Verdict, String>) {
        let recording = self.recording();
        let listing = self.random.one_of(&recording.listings);
        let mut text = format!("{} {}", listing.title, listing.artist);
        if self.random.per_cent(30) {
            // The name finds the same as without it, and nobody has asked so before.
            text = format!("{text} {:x}", self.random.within(0..u64::MAX));
        }
        let answer = self.listener.search(&text).await;
        let judged = judge(&answer, "sources", || self.judge_list(&answer, recording, listing));
        ("search", answer, judged)
    }

    /// What is listed is listed as it is called, and the recording is among it where the source has it
    /// under the name that was asked for.
    fn judge_list(
        &self,
        answer: &Answer,
        wanted: &Recording,
        asked: &Listing,
    ) -> Result<Verdict, String> {
        let items = items(&answer.json);
        for item in items {
            let listed = item["id"].as_str().and_then(|id| self.truth.listed(id));
            if listed.is_none_or(|(_, listing)| item["title"] != listing.title) {
                return Err(format!("{item} is listed nowhere"));
            }
        }
        let has = |item: &Value| item["id"].as_str().is_some_and(|id| wanted.listed(id).is_some());
        // Kugou names no file of what it removed, and so nothing that it could be listed by.
        let unnamed =
            |source: &str, it: &Listing| source == "kugou" && it.availability == "removed";
        let absent = |source: &str| {
            wanted.at(source).is_none_or(|it| {
                (&it.title, &it.artist) != (&asked.title, &asked.artist) || unnamed(source, it)
            })
        };
        let source = answer.header("x-source");
        if !items.is_empty() && !absent(source) && !items.iter().any(has) {
            return Err(format!("{source} has {} and does not list it", wanted.id));
        }
        let emptied = answer.outcomes("sources");
        match emptied.iter().find(|(source, outcome)| *outcome == "empty" && !absent(source)) {
            Some((source, _)) => Err(format!("{source} has {} and is called empty", wanted.id)),
            None if source == "qq" => Ok(Verdict::Right),
            None => Ok(Verdict::Substituted),
        }
    }

    async fn play(&mut self) -> (&'static str, Answer, Result<Verdict, String>) {
        let recording = self.recording();
        let id = &self.random.one_of(&recording.listings).track_id;
        let quality = *self.random.one_of(&["standard", "high", "exhigh", "lossless"]);
        let answer = self.listener.playback(id, quality).await;
        let judged = judge(&answer, "attempts", || {
            let given = answer.json["track_id"].as_str().unwrap_or_default();
            match recording.is_whole(given) {
                true if given == id => Ok(Verdict::Right),
                true => Ok(Verdict::Substituted),
                false => Err(format!("{given} plays for {id}")),
            }
        });
        ("playback", answer, judged)
    }

    async fn read_words(&mut self) -> (&'static str, Answer, Result<Verdict, String>) {
        let recording = self.recording();
        let listing = self.random.one_of(&recording.listings);
        let answer = self.listener.lyrics(&listing.track_id).await;
        let judged = judge(&answer, "attempts", || {
            let sung = answer.json["lrc"].as_str().is_none_or(|lrc| recording.is_sung(lrc));
            let own = listing.track_id.starts_with(answer.header("x-source"));
            match sung {
                true if own => Ok(Verdict::Right),
                true => Ok(Verdict::Substituted),
                false => Err(format!("words of another song for {}", recording.id)),
            }
        });
        ("lyrics", answer, judged)
    }

    async fn look_at_charts(&mut self) -> (&'static str, Answer, Result<Verdict, String>) {
        if self.random.per_cent(50) {
            let answer = self.listener.get("/api/v1/charts?limit=100").await;
            let judged = judge(&answer, "sources", || {
                let known = |item: &Value| {
                    let chart = self.truth.collection("charts", item["id"].as_str()?)?;
                    (item["name"] == chart.name).then_some(())
                };
                match items(&answer.json).iter().find(|item| known(item).is_none()) {
                    Some(item) => Err(format!("there is no chart {item}")),
                    None => Ok(Verdict::Right),
                }
            });
            return ("charts", answer, judged);
        }
        let charts: Vec<_> =
            self.truth.collections.iter().filter(|it| it.kind == "charts").collect();
        let chart = *self.random.one_of(&charts);
        let answer = self.listener.get(&format!("/api/v1/charts/{}", encode(&chart.id))).await;
        let judged = judge(&answer, "attempts", || {
            let given = items(&answer.json["tracks"]);
            // In the chart's order; what cannot be played at all is left out.
            let mut wanted = chart.track_ids.iter();
            let in_order = given.iter().all(|item| wanted.any(|id| item["id"] == **id));
            if in_order && !given.is_empty() {
                Ok(Verdict::Right)
            } else {
                Err(format!("the tracks are not those of {}", chart.id))
            }
        });
        ("chart", answer, judged)
    }
}

/// An answer is judged by what it says; a problem must be one of those that a failing source can
/// lead to, and say in `member` what was tried.
fn judge(
    answer: &Answer,
    member: &str,
    right: impl Fn() -> Result<Verdict, String>,
) -> Result<Verdict, String> {
    match (answer.status, answer.code()) {
        (200, _) => {
            let verdict = right()?;
            let stale = answer.header("x-cache") == "stale";
            Ok(if stale { Verdict::Stale } else { verdict })
        }
        (503, "sources_unavailable") | (404, "no_playable_source" | "not_found")
            if answer.outcomes(member).is_empty() && answer.outcomes("attempts").is_empty() =>
        {
            Err(format!("{} without what was tried", answer.status))
        }
        (503, "sources_unavailable") | (404, "no_playable_source" | "not_found") => {
            Ok(Verdict::Problem)
        }
        (status, code) => Err(format!("{status} {code}")),
    }
}

fn items(list: &Value) -> &[Value] {
    list["items"].as_array().map(Vec::as_slice).unwrap_or_default()
}
