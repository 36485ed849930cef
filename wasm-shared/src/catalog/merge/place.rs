use std::fmt;

use super::super::{chain::Attempt, model::Source, sources::Page};
use crate::{
    cache::CacheKey,
    http::{Cursor, read_opaque, read_size, write_opaque},
};

/// How many tracks each source is asked for at once. What is compared grows with its square.
const OF_EACH: u32 = 20;

/// Where in the merged list a page is: which page of the sources' own lists is merged into the
/// batch, and which part of the batch it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Items a page of the merged list.
    pub size: u32,
    /// The page of every source's own list, from 0.
    number: u32,
    /// The part of the batch, from 0.
    pub part: usize,
    /// The sources whose lists make up the batch.
    pub sources: Vec<Asked>,
    /// Sources that did not answer when this batch was made, and are asked again for the next.
    /// Their tracks of this one stay missing: further down they would be repetitions.
    missed: Vec<Asked>,
}

/// A source and the form of the text it is asked by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The source.
    pub source: Source,
    /// Whether it knew nothing by the text itself.
    pub simplified: bool,
}

impl Place {
    /// The first page of `size` items over `sources`.
    pub fn first(size: u32, sources: &[Source]) -> Self {
        let ask = |&source| Asked { source, simplified: false };
        let sources = sources.iter().map(ask).collect();
        Self { size, number: 0, part: 0, sources, missed: Vec::new() }
    }

    /// What every source is asked for.
    pub const fn page(&self) -> Page {
        Page { size: OF_EACH, number: self.number }
    }

    /// A further part of the same batch, which is then made of those alone that answered, so that
    /// it is the same batch whenever it is made again.
    pub fn part(&self, part: usize, answered: &[Asked], attempts: &[Attempt]) -> Self {
        let missed = self.missed.iter().copied().chain(self.failed(attempts)).collect();
        Self { part, sources: answered.to_vec(), missed, ..*self }
    }

    /// The next batch: of those whose lists go on, and those that failed. `None` when no list is
    /// known to go on.
    pub fn next_batch(&self, going_on: &[Asked], attempts: &[Attempt]) -> Option<Self> {
        if going_on.is_empty() || self.number == Cursor::LAST_PAGE {
            return None;
        }
        let asked = self.failed(attempts).chain(self.missed.iter().copied());
        let sources = going_on.iter().copied().chain(asked).collect();
        Some(Self { number: self.number + 1, part: 0, sources, missed: Vec::new(), ..*self })
    }

    fn failed(&self, attempts: &[Attempt]) -> impl Iterator<Item = Asked> {
        let open = |asked: &Asked| {
            attempts.iter().any(|it| it.source == asked.source && it.outcome.leaves_open())
        };
        self.sources.iter().copied().filter(open)
    }

    /// The name of the page that this place has in what `text` finds.
    pub fn key(&self, text: &str) -> CacheKey {
        CacheKey::merged(text, &self.to_string())
    }

    /// The opaque form.
    pub fn encode(&self) -> String {
        write_opaque(&self.to_string())
    }

    /// Reads [`Self::encode`]'s form.
    pub fn decode(cursor: &str) -> Option<Self> {
        let text = read_opaque(cursor)?;
        let [size, number, part, sources, missed] =
            text.strip_prefix("m:")?.split(':').collect::<Vec<_>>().try_into().ok()?;
        let part: usize = part.parse().ok()?;
        Some(Self {
            size: read_size(size)?,
            number: number.parse().ok().filter(|number| *number <= Cursor::LAST_PAGE)?,
            part: Some(part).filter(|part| *part <= Source::ALL.len() * OF_EACH as usize)?,
            sources: read_asked(sources)?,
            missed: read_asked(missed)?,
        })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { size, number, part, sources, missed } = self;
        write!(f, "m:{size}:{number}:{part}:{}:{}", write_asked(sources), write_asked(missed))
    }
}

fn write_asked(asked: &[Asked]) -> String {
    let form = |asked: &Asked| {
        let script = if asked.simplified { ".s" } else { "" };
        format!("{}{script}", asked.source)
    };
    asked.iter().map(form).collect::<Vec<_>>().join(",")
}

fn read_asked(text: &str) -> Option<Vec<Asked>> {
    let read = |name: &str| {
        let (name, simplified) = name.strip_suffix(".s").map_or((name, false), |name| (name, true));
        Some(Asked { source: Source::parse(name)?, simplified })
    };
    let asked: Vec<_> =
        text.split(',').filter(|name| !name.is_empty()).map(read).collect::<Option<_>>()?;
    (asked.len() <= Source::ALL.len()).then_some(asked)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Outcome;

    fn asked(source: Source, simplified: bool) -> Asked {
        Asked { source, simplified }
    }

    fn attempts(outcomes: &[(Source, Outcome)]) -> Vec<Attempt> {
        let attempt = |&(source, outcome)| Attempt { source, outcome, took_ms: 1 };
        outcomes.iter().map(attempt).collect()
    }

    #[test]
    fn places_come_back_and_strange_ones_do_not() {
        let place = Place {
            size: 20,
            number: 3,
            part: 2,
            sources: vec![asked(Source::Qq, false), asked(Source::Joox, true)],
            missed: vec![asked(Source::Kugou, false)],
        };
        assert_eq!(Place::decode(&place.encode()), Some(place));
        let empty = Place::first(20, &[]);
        assert_eq!(Place::decode(&empty.encode()), Some(empty));
        for text in [
            "",
            "m:20:0:0",
            "m:20:0:0:qq",
            "m:20:0:0:qq::",
            "m:0:0:0:qq:",
            "m:101:0:0:qq:",
            "m:20:1001:0:qq:",
            "m:20:0:81:qq:",
            "m:20:0:0:spotify:",
            "m:20:0:0:qq,qq,qq,qq,qq:",
            "qq:1:20",
        ] {
            assert_eq!(Place::decode(&write_opaque(text)), None, "{text}");
        }
    }

    #[test]
    fn the_next_batch_asks_who_has_more_and_who_failed() {
        let place = Place::first(20, &Source::ALL);
        let attempts = attempts(&[
            (Source::Qq, Outcome::Ok),
            (Source::Joox, Outcome::Ok),
            (Source::Netease, Outcome::Timeout),
            (Source::Kugou, Outcome::Empty),
        ]);
        let qq = asked(Source::Qq, false);
        let answered = [qq, asked(Source::Joox, true)];
        let part = place.part(1, &answered, &attempts);
        assert_eq!(part.sources, answered);
        let next = part.next_batch(&[qq], &attempts).unwrap();
        assert_eq!(next.page(), Page { size: OF_EACH, number: 1 });
        assert_eq!(next.sources, [qq, asked(Source::Netease, false)]);
        assert_eq!(place.next_batch(&[qq], &attempts).as_ref(), Some(&next));
        assert_eq!(place.next_batch(&[], &attempts), None, "failed sources make no list alone");
    }
}
