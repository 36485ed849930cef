//! From a line of somebody's list, `title - artist` or a track's id, to the track that it means.

use super::{
    capabilities,
    matching::{self, Recording},
    model::{Artist, Track, TrackId},
    outcome::Outcome,
    search::{self, Wanted},
    sources::{Operation, Page},
    track,
};
use crate::{
    http::{Code, RequestContext},
    ports::Host,
};

/// What stands between title and performer.
const SEPARATORS: [&str; 4] = [" - ", " – ", " — ", "\t"];

/// The sources could not be asked; a later try may go better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unavailable;

/// The track that a line means: that of the id, or at the first source in order that has one which
/// is surely the same recording. `None` when no source that answered has it.
///
/// Which of the two names is the title nobody says, so that both readings are tried. The first that
/// a source lists is never taken for what it is not.
///
/// # Errors
/// When no source answered.
pub(crate) async fn recognise<H: Host>(
    context: &RequestContext<H>,
    line: &str,
) -> Result<Option<Track>, Unavailable> {
    let deadline = track::deadline(context);
    if let Some(id) = TrackId::parse(line) {
        return match track::find(context, &id, deadline).await {
            Ok((track, _)) => Ok(Some(track)),
            Err(problem) if problem.code == Code::NotFound => Ok(None),
            Err(_) => Err(Unavailable),
        };
    }
    let settings = &context.settings;
    let text = query_for(line, settings.limits.query_bytes);
    let page = Page { size: settings.chain.candidates, number: 0 };
    let mut answered = false;
    for source in capabilities::in_order(settings, Operation::Search) {
        let wanted = Wanted { text: &text, page, simplified: false };
        match search::tracks(context, source, wanted, deadline).await {
            Ok(found) => {
                answered = true;
                if let Some(track) = best(line, found.items, settings.matching.threshold) {
                    return Ok(Some(track));
                }
            }
            Err(Outcome::Empty) => answered = true,
            Err(_) => {}
        }
    }
    if answered { Ok(None) } else { Err(Unavailable) }
}

/// The candidate that is most like one of the readings of a line; of equals the first.
fn best(line: &str, candidates: Vec<Track>, threshold: f64) -> Option<Track> {
    let readings = readings(line);
    let score = |track: &Track| {
        let candidate = Recording::from(track);
        let matches = readings.iter().map(|(title, artists)| {
            let wanted =
                Recording { title, artists, album: None, duration_ms: 0, version_tags: &[] };
            matching::score(&wanted, &candidate)
        });
        matches
            .filter(|matched| matched.same_recording && matched.score >= threshold)
            .map(|matched| matched.score)
            .max_by(f64::total_cmp)
    };
    let scored = candidates.into_iter().filter_map(|track| Some((score(&track)?, track)));
    // Of equals `max_by` takes the last.
    let best = scored.rev().max_by(|(one, _), (other, _)| one.total_cmp(other));
    best.map(|(_, track)| track)
}

/// Title and performer, in both orders, at the first and the last place where they may part.
fn readings(line: &str) -> Vec<(&str, [Artist; 1])> {
    let first = |separator| line.split_once(separator);
    let last = |separator| line.rsplit_once(separator);
    let mut parts: Vec<(&str, &str)> = SEPARATORS.into_iter().filter_map(first).collect();
    parts.extend(SEPARATORS.into_iter().filter_map(last));
    parts.dedup();
    let both = parts.into_iter().flat_map(|(left, right)| [(left, right), (right, left)]);
    both.map(|(title, name)| (title, [Artist { id: String::new(), name: name.to_owned() }]))
        .collect()
}

/// What is searched for: the words without what stands between them.
fn query_for(line: &str, longest: usize) -> String {
    let mut text = SEPARATORS
        .into_iter()
        .fold(line.to_owned(), |text, separator| text.replace(separator, " "));
    text.truncate(text.floor_char_boundary(longest));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_in_both_orders() {
        let read = |line| {
            let readings = readings(line).into_iter();
            readings.map(|(title, [artist])| format!("{title}|{}", artist.name)).collect::<Vec<_>>()
        };
        assert_eq!(read("茉莉花 - 林小满"), ["茉莉花|林小满", "林小满|茉莉花"]);
        let three = read("A - B - C");
        assert_eq!(three, ["A|B - C", "B - C|A", "A - B|C", "C|A - B"]);
        assert!(read("just a title").is_empty(), "nobody is named, so nothing is sure");
        assert!(read("T-ara").is_empty());
    }

    #[test]
    fn the_words_are_searched_for() {
        assert_eq!(query_for("茉莉花 - 林小满", 200), "茉莉花 林小满");
        assert_eq!(query_for("茉莉", 4), "茉");
    }
}
