//! A small search engine per source.
//!
//! Words and pairs of Han characters of a query are looked up in titles, other titles, artists and
//! albums. The score is the share of the query that was found, weighted by where, plus a little
//! popularity: as at the real services, a live or a cover version may come before the original.

use std::collections::HashMap;

use super::{Collection, CollectionKind, Identity, Listing, Recording, Script, Source};

const TITLE: f32 = 1.0;
const ALIAS: f32 = 0.8;
const ARTIST: f32 = 0.8;
const ALBUM: f32 = 0.4;
/// Below this share of the query nothing is found.
const FLOOR: f32 = 0.3;
const POPULARITY: f32 = 0.1;
const VERSION_PENALTY: f32 = 0.04;

/// What a source can be searched by.
#[derive(Debug)]
pub(super) struct Index {
    documents: Vec<Document>,
}

#[derive(Debug)]
struct Document {
    place: usize,
    weights: HashMap<String, f32>,
    popularity: f32,
}

impl Index {
    pub(super) fn of_tracks(source: Source, recordings: &[Recording], script: &Script) -> Self {
        let document = |recording: &Recording| {
            let listing = recording.listing(source)?;
            Some(Document::of_track(recording, listing, script))
        };
        Self { documents: recordings.iter().filter_map(document).collect() }
    }

    pub(super) fn of_collections(
        key: (Source, CollectionKind),
        collections: &[Collection],
        script: &Script,
    ) -> Self {
        let documents = collections
            .iter()
            .enumerate()
            .filter(|(_, collection)| (collection.source, collection.kind) == key)
            .map(|(place, collection)| Document::of_collection(place, collection, script))
            .collect();
        Self { documents }
    }

    /// Places of what is found, the best first.
    pub(super) fn search(&self, query: &str, script: &Script) -> Vec<usize> {
        let terms = query_terms(query, script);
        if terms.is_empty() {
            return Vec::new();
        }
        let mut hits: Vec<(f32, usize)> = self
            .documents
            .iter()
            .filter_map(|document| Some((document.score(&terms)?, document.place)))
            .collect();
        hits.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        hits.into_iter().map(|(_, place)| place).collect()
    }
}

impl Document {
    fn new<'a>(
        place: usize,
        identity: &Identity,
        texts: impl IntoIterator<Item = (&'a String, f32)>,
        script: &Script,
    ) -> Self {
        let mut weights = HashMap::new();
        for (text, weight) in texts {
            for term in document_terms(text, script) {
                let entry = weights.entry(term).or_insert(weight);
                *entry = entry.max(weight);
            }
        }
        let popularity = f32::from(identity.choice("popularity", 100)) / 100.0;
        Self { place, weights, popularity: popularity * POPULARITY }
    }

    fn of_track(recording: &Recording, listing: &Listing, script: &Script) -> Self {
        let titles = [(&listing.title, TITLE), (&recording.work.title, TITLE)];
        let aliases = recording.work.aliases.iter().map(|alias| (alias, ALIAS));
        let performers = recording.performers.iter();
        let performers = performers.flat_map(|performer| [&performer.name, &performer.latin]);
        let texts = titles
            .into_iter()
            .chain(aliases)
            .chain(performers.map(|name| (name, ARTIST)))
            .chain([(&listing.album, ALBUM)]);
        let mut document = Self::new(listing.recording, &listing.identity, texts, script);
        if listing.title != listing.main_title {
            document.popularity -= VERSION_PENALTY;
        }
        document
    }

    fn of_collection(place: usize, collection: &Collection, script: &Script) -> Self {
        let names = [(&collection.name, TITLE)].into_iter();
        let latin = collection.latin_name.iter().map(|name| (name, ALIAS));
        let artists = collection.artists.iter().map(|artist| (&artist.name, ARTIST));
        let texts = names.chain(latin).chain(artists).chain([(&collection.creator, ALBUM)]);
        Self::new(place, &collection.identity, texts, script)
    }

    fn score(&self, terms: &[String]) -> Option<f32> {
        let mut found = 0.0;
        let mut asked = 0.0;
        for term in terms {
            found += self.weights.get(term).copied().unwrap_or(0.0);
            asked += TITLE;
        }
        let share = found / asked;
        (share >= FLOOR).then_some(share + self.popularity)
    }
}

/// Whether a character is compared in pairs rather than as part of a word.
fn is_ideographic(character: char) -> bool {
    matches!(u32::from(character), 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xF900..=0xFAFF)
}

enum Run {
    Word(String),
    Ideographs(Vec<char>),
}

fn runs(text: &str, script: &Script) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut open = false;
    for character in text.chars().map(|c| script.fold(c)) {
        if !character.is_alphanumeric() {
            // An apostrophe does not end a word: "midwinter's".
            open &= matches!(character, '\'' | '’');
            continue;
        }
        match (runs.last_mut(), is_ideographic(character)) {
            (Some(Run::Word(word)), false) if open => word.push(character),
            (Some(Run::Ideographs(run)), true) if open => run.push(character),
            (_, false) => runs.push(Run::Word(character.to_string())),
            (_, true) => runs.push(Run::Ideographs(vec![character])),
        }
        open = true;
    }
    runs
}

fn pairs(run: &[char]) -> impl Iterator<Item = String> {
    run.windows(2).map(|pair| pair.iter().collect())
}

fn document_terms(text: &str, script: &Script) -> Vec<String> {
    let mut terms = Vec::new();
    for run in runs(text, script) {
        match run {
            Run::Word(word) => terms.push(word),
            Run::Ideographs(run) => {
                terms.extend(pairs(&run));
                terms.extend(run.iter().map(char::to_string));
            }
        }
    }
    terms
}

fn query_terms(query: &str, script: &Script) -> Vec<String> {
    let mut terms = Vec::new();
    for run in runs(query, script) {
        match run {
            Run::Word(word) => terms.push(word),
            Run::Ideographs(run) if run.len() == 1 => terms.push(run[0].to_string()),
            Run::Ideographs(run) => terms.extend(pairs(&run)),
        }
    }
    terms
}

/// `text` with every part that a term of `query` covers between `<em>` and `</em>`; what is outside
/// and inside goes through `escape`.
pub fn highlight(
    text: &str,
    query: &str,
    script: &Script,
    escape: impl Fn(&str) -> String,
) -> String {
    let characters: Vec<char> = text.chars().collect();
    let folded: Vec<char> = characters.iter().map(|c| script.fold(*c)).collect();
    let mut covered = vec![false; characters.len()];
    for term in query_terms(query, script) {
        let term: Vec<char> = term.chars().collect();
        for start in 0..folded.len().saturating_sub(term.len() - 1) {
            if folded[start..start + term.len()] == term {
                covered[start..start + term.len()].fill(true);
            }
        }
    }
    let mut marked = String::new();
    let mut position = 0;
    for part in covered.chunk_by(|a, b| a == b) {
        let piece: String = characters[position..position + part.len()].iter().collect();
        position += part.len();
        if part[0] {
            marked.push_str("<em>");
            marked.push_str(&escape(&piece));
            marked.push_str("</em>");
        } else {
            marked.push_str(&escape(&piece));
        }
    }
    marked
}
