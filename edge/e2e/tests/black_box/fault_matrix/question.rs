//! What is asked, and how the answer is judged.

use edge_e2e::{Answer, Listener, Recording, Truth, call_of};

use super::fault::CONSECUTIVE;

/// A question that has one operation of one source asked first.
pub struct Question {
    pub source: &'static str,
    pub operation: String,
    asks: Asks,
}

enum Asks {
    /// Of this source alone.
    One,
    /// For audio in a quality; others may play it.
    Playback(String),
    /// For words; others may have them.
    Lyrics,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Answered {
    /// The source's outcome.
    pub outcome: String,
    /// What is wrong with what was given; `None` when nothing was, or it is right.
    pub wrong: Option<String>,
}

impl Answered {
    /// Whether the source's breaker was open; `None` when it is not told, because others have answered.
    pub fn is_open(&self) -> Option<bool> {
        (self.outcome != ANOTHERS).then(|| self.outcome == "breaker_open")
    }
}

/// In place of an outcome: another source has answered, and it is not told how this one fared.
pub const ANOTHERS: &str = "(another's)";

/// The tracks of a source that are asked for: whole and with words at every source.
pub fn tracks(truth: &Truth, source: &str) -> Vec<String> {
    let everywhere = |recording: &&Recording| {
        recording.listings.len() == 4
            && recording
                .listings
                .iter()
                .all(|it| it.availability == "full" && it.first_line.is_some())
    };
    let found = truth.recordings.iter().filter(everywhere).filter_map(|it| it.at(source));
    let ids: Vec<_> = found.map(|listing| listing.track_id.clone()).take(CONSECUTIVE + 1).collect();
    assert_eq!(ids.len(), CONSECUTIVE + 1, "the catalogue has so many that are everywhere");
    ids
}

impl Question {
    /// `None` for an operation that others can stand in for.
    pub fn of_one(source: &'static str, operation: &str, truth: &Truth) -> Option<Self> {
        call_of(source, operation, truth)?;
        Some(Self { source, operation: operation.to_owned(), asks: Asks::One })
    }

    /// For `playback`, `audio` or `lyrics`.
    pub fn of_any(source: &'static str, operation: &str, quality: &str) -> Self {
        let asks = match operation {
            "lyrics" => Asks::Lyrics,
            _ => Asks::Playback(quality.to_owned()),
        };
        Self { source, operation: operation.to_owned(), asks }
    }

    /// Asks it for the `number`th time.
    pub async fn ask(&self, listener: &Listener<'_>, truth: &Truth, number: usize) -> Answered {
        let (answer, wrong) = match &self.asks {
            Asks::One => {
                let path = call_of(self.source, &self.operation, truth).unwrap();
                let answer = listener.get(&path).await;
                let wrong = wrong_list(&answer, truth);
                (answer, wrong)
            }
            Asks::Playback(quality) => {
                let id = &tracks(truth, self.source)[number];
                let answer = listener.playback(id, quality).await;
                let wrong = wrong_playback(&answer, truth.listed(id).unwrap().0);
                (answer, wrong)
            }
            Asks::Lyrics => {
                let id = &tracks(truth, self.source)[number];
                let answer = listener.lyrics(id).await;
                let wrong = wrong_lyrics(&answer, truth.listed(id).unwrap().0);
                (answer, wrong)
            }
        };
        Answered { outcome: self.outcome(&answer), wrong }
    }

    /// What the answer says of the source; of one that does not say, what it is.
    fn outcome(&self, answer: &Answer) -> String {
        let told = [answer.outcomes("sources"), answer.outcomes("attempts")].concat();
        if let Some((_, outcome)) = told.iter().find(|(source, _)| *source == self.source) {
            return (*outcome).to_owned();
        }
        match (answer.status, answer.json["items"].as_array()) {
            (404, _) => answer.code().to_owned(),
            (200, Some(items)) if items.is_empty() => "empty".to_owned(),
            (200, _) if ![self.source, ""].contains(&answer.header("x-source")) => {
                ANOTHERS.to_owned()
            }
            (200, _) => "ok".to_owned(),
            (status, _) => format!("{status} {}", answer.code()),
        }
    }
}

/// Whatever is listed must be what the catalogue has by that id.
fn wrong_list(answer: &Answer, truth: &Truth) -> Option<String> {
    let items = answer.json["items"].as_array().or(answer.json["tracks"]["items"].as_array())?;
    let wrong = items.iter().find(|item| {
        let id = item["id"].as_str().unwrap_or_default();
        let name = item["title"].as_str().or(item["name"].as_str()).or(item.as_str());
        let listed = truth.listed(id).map(|(_, listing)| &listing.title);
        let known = listed.or(truth.collections.iter().find(|it| it.id == id).map(|it| &it.name));
        item.is_object() && known.map(String::as_str) != name
    });
    wrong.map(|item| format!("lists {item}"))
}

fn wrong_playback(answer: &Answer, wanted: &Recording) -> Option<String> {
    let given = answer.json["track_id"].as_str()?;
    (!wanted.is_whole(given)).then(|| format!("plays {given} for {}", wanted.id))
}

fn wrong_lyrics(answer: &Answer, wanted: &Recording) -> Option<String> {
    let given = answer.json["lrc"].as_str()?;
    (!wanted.is_sung(given)).then(|| format!("sings {given} for {}", wanted.id))
}
