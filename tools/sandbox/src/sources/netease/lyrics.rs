//! The words of a song in every form there is.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::api::Context;
use super::song::find;
use crate::catalogue::{Listing, Lyrics};
use crate::sources::parameters::Parameters;

pub(super) fn lyrics(context: &Context<'_>, parameters: &Parameters, empty: bool) -> Value {
    let listing = parameters.number("id").and_then(|id| find(context, id));
    let Some(listing) = listing.filter(|_| !empty) else { return json!({ "code": 200 }) };
    let mut answer = json!({ "sgc": false, "sfy": false, "qfy": false, "code": 200 });
    match context.sandbox.catalogue.lyrics(listing) {
        None => answer["uncollected"] = true.into(),
        // It is told in either way.
        Some(Lyrics::Instrumental) if listing.identity.choice("instrumental", 2) == 0 => {
            answer["nolyric"] = true.into();
        }
        Some(Lyrics::Instrumental) => {
            answer["pureMusic"] = true.into();
            answer["lrc"] = text("[00:00.00]纯音乐，请欣赏\n");
        }
        Some(words) => {
            let lrc = words.lrc(|line| Some(&line.text)).unwrap_or_default();
            answer["lrc"] = text(&(credits(listing) + &lrc));
            answer["klyric"] = text("");
            answer["tlyric"] =
                text(&words.lrc(|line| line.translation.as_deref()).unwrap_or_default());
            answer["romalrc"] =
                text(&words.lrc(|line| line.romanised.as_deref()).unwrap_or_default());
            if let Some(yrc) = word_times(&words) {
                answer["yrc"] = text(&(credits(listing) + &yrc));
            }
        }
    }
    answer
}

fn text(lyric: &str) -> Value {
    json!({ "version": 3, "lyric": lyric })
}

/// Who made it, in a line of JSON before the words.
fn credits(listing: &Listing) -> String {
    let names: Vec<Value> =
        listing.artists.iter().map(|artist| json!({ "tx": artist.name })).collect();
    format!("{}\n", json!({ "t": 0, "c": names }))
}

fn word_times(lyrics: &Lyrics) -> Option<String> {
    let mut yrc = String::new();
    for line in lyrics.lines() {
        let _ = write!(yrc, "[{},{}]", line.start_ms, line.duration_ms);
        for (start_ms, duration_ms, word) in line.words.as_ref()? {
            let _ = write!(yrc, "({start_ms},{duration_ms},0){word}");
        }
        yrc.push('\n');
    }
    Some(yrc)
}
