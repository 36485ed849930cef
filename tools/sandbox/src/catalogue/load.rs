//! Reads the embedded data files into a catalogue.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Deserialize;

use super::search::Index;
use super::{
    Availability, Collection, CollectionKind, Credit, Identity, Listing, Lyrics, Performer,
    Quality, Recording, Script, Source, Spelling, Version, Words, Work, collections, lyrics,
};

const SCRIPT: &str = include_str!("../../catalogue/script.toml");
const WORKS: &str = include_str!("../../catalogue/works.toml");
const PERFORMERS: &str = include_str!("../../catalogue/performers.toml");
const RECORDINGS: [(&str, &str); 3] = [
    ("recordings/cases.toml", include_str!("../../catalogue/recordings/cases.toml")),
    ("recordings/chinese.toml", include_str!("../../catalogue/recordings/chinese.toml")),
    ("recordings/western.toml", include_str!("../../catalogue/recordings/western.toml")),
];

/// Key of the work that is the notice.
pub const NOTICE: &str = "notice";

/// A data file is wrong.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// It cannot be read.
    #[error("catalogue/{file}: {reason}")]
    Malformed {
        /// Which one.
        file: &'static str,
        /// What the parser says.
        reason: String,
    },
    /// It names something no other file has.
    #[error("{by}: there is no {kind} `{key}`")]
    Dangling {
        /// What names it.
        by: String,
        /// What it would be.
        kind: &'static str,
        /// The name.
        key: String,
    },
}

/// All recordings and collections with indexes over them.
#[derive(Debug)]
pub struct Catalogue {
    /// Every recording, in the order of the files.
    pub recordings: Vec<Recording>,
    /// The work a notice plays.
    pub notice: Arc<Work>,
    script: Script,
    collections: Vec<Collection>,
    indexes: HashMap<Source, Index>,
    collection_indexes: HashMap<(Source, CollectionKind), Index>,
}

impl Catalogue {
    /// Reads the embedded files.
    pub fn load() -> Result<Self, LoadError> {
        let malformed = |file| move |reason| LoadError::Malformed { file, reason };
        let script = Script::parse(SCRIPT).map_err(malformed("script.toml"))?;
        let works: Works = parse("works.toml", WORKS)?;
        let performers: Performers = parse("performers.toml", PERFORMERS)?;
        let works: HashMap<String, Arc<Work>> =
            works.work.into_iter().map(|work| (work.key.clone(), Arc::new(work))).collect();
        let performers: HashMap<String, Arc<Performer>> = performers
            .performer
            .into_iter()
            .map(|performer| (performer.key.clone(), Arc::new(performer)))
            .collect();
        let names = Names { works: &works, performers: &performers, script: &script };
        let mut recordings = Vec::new();
        for (file, text) in RECORDINGS {
            let entries: Entries = parse(file, text)?;
            for entry in entries.recording {
                recordings.push(names.resolve(entry, recordings.len())?);
            }
        }
        let notice = works.get(NOTICE).cloned().ok_or_else(|| LoadError::Dangling {
            by: "the sandbox".to_owned(),
            kind: "work",
            key: NOTICE.to_owned(),
        })?;
        let indexes = Source::ALL
            .into_iter()
            .map(|source| (source, Index::of_tracks(source, &recordings, &script)))
            .collect();
        let collections = collections::all(&recordings, &script)?;
        let collection_indexes = Source::ALL
            .into_iter()
            .flat_map(|source| CollectionKind::ALL.map(|kind| (source, kind)))
            .map(|key| (key, Index::of_collections(key, &collections, &script)))
            .collect();
        Ok(Self { recordings, notice, script, collections, indexes, collection_indexes })
    }

    /// Conversion between scripts.
    pub const fn script(&self) -> &Script {
        &self.script
    }

    /// Every track of a source.
    pub fn listings(&self, source: Source) -> impl Iterator<Item = &Listing> {
        self.recordings.iter().filter_map(move |recording| recording.listing(source))
    }

    /// The first track of a source for which `matches` holds.
    pub fn find(&self, source: Source, matches: impl Fn(&Listing) -> bool) -> Option<&Listing> {
        self.listings(source).find(|listing| matches(listing))
    }

    /// Tracks of a source that answer a query, the best first.
    pub fn search(&self, source: Source, query: &str) -> Vec<&Listing> {
        self.indexes[&source]
            .search(query, &self.script)
            .into_iter()
            .filter_map(|recording| self.recordings[recording].listing(source))
            .collect()
    }

    /// Every collection of one kind at a source, in the source's order.
    pub fn collections(
        &self,
        source: Source,
        kind: CollectionKind,
    ) -> impl Iterator<Item = &Collection> {
        self.collections.iter().filter(move |it| (it.source, it.kind) == (source, kind))
    }

    /// The collection with this id.
    pub fn collection(
        &self,
        source: Source,
        kind: CollectionKind,
        id: &str,
    ) -> Option<&Collection> {
        self.collections(source, kind).find(|collection| collection.id() == id)
    }

    /// Collections of a source that answer a query, the best first.
    pub fn search_collections(
        &self,
        source: Source,
        kind: CollectionKind,
        query: &str,
    ) -> Vec<&Collection> {
        self.collection_indexes[&(source, kind)]
            .search(query, &self.script)
            .into_iter()
            .map(|place| &self.collections[place])
            .collect()
    }

    /// The tracks of a collection, in its order.
    pub fn tracks<'a>(&'a self, collection: &'a Collection) -> impl Iterator<Item = &'a Listing> {
        let places = collection.recordings.iter();
        places.filter_map(|place| self.recordings[*place].listing(collection.source))
    }

    /// The words of a track; `None` when its source has none.
    pub fn lyrics(&self, listing: &Listing) -> Option<Lyrics> {
        lyrics::of(self.recording(listing), listing, &self.script)
    }

    /// The recording behind a track.
    pub fn recording(&self, listing: &Listing) -> &Recording {
        &self.recordings[listing.recording]
    }
}

pub(super) fn parse<'a, T: Deserialize<'a>>(
    file: &'static str,
    text: &'a str,
) -> Result<T, LoadError> {
    toml::from_str(text).map_err(|error| LoadError::Malformed { file, reason: error.to_string() })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Works {
    work: Vec<Work>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Performers {
    performer: Vec<Performer>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entries {
    recording: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    work: String,
    performers: Vec<String>,
    album: String,
    #[serde(default)]
    version: Version,
    original: Option<String>,
    #[serde(default)]
    words: Words,
    duration_ms: u64,
    qq: Option<Shown>,
    joox: Option<Shown>,
    netease: Option<Shown>,
    kugou: Option<Shown>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Shown {
    Plain(Availability),
    Detailed(Detail),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Detail {
    availability: Availability,
    title: Option<String>,
    script: Option<Spelling>,
    shift_s: Option<i64>,
    qualities: Option<Vec<Quality>>,
    vip_from: Option<Quality>,
}

impl From<Shown> for Detail {
    fn from(shown: Shown) -> Self {
        match shown {
            Shown::Detailed(detail) => detail,
            Shown::Plain(availability) => Self {
                availability,
                title: None,
                script: None,
                shift_s: None,
                qualities: None,
                vip_from: None,
            },
        }
    }
}

struct Names<'a> {
    works: &'a HashMap<String, Arc<Work>>,
    performers: &'a HashMap<String, Arc<Performer>>,
    script: &'a Script,
}

impl Names<'_> {
    fn resolve(&self, mut entry: Entry, index: usize) -> Result<Recording, LoadError> {
        let first = entry.performers.first().map_or("", String::as_str);
        let key = format!("{}/{first}/{}", entry.work, entry.version.name());
        let dangling = |kind, name: &str| LoadError::Dangling {
            by: format!("recording {key}"),
            kind,
            key: name.to_owned(),
        };
        let performer = |name: &String| {
            self.performers.get(name).cloned().ok_or_else(|| dangling("performer", name))
        };
        let work =
            self.works.get(&entry.work).cloned().ok_or_else(|| dangling("work", &entry.work))?;
        let performers = entry.performers.iter().map(performer).collect::<Result<Vec<_>, _>>()?;
        let original = entry.original.as_ref().map(performer).transpose()?;
        let shown = [entry.qq.take(), entry.joox.take(), entry.netease.take(), entry.kugou.take()];
        let mut recording = Recording {
            key,
            work,
            performers,
            album: entry.album,
            version: entry.version,
            original,
            words: entry.words,
            duration_ms: entry.duration_ms,
            listings: Vec::new(),
        };
        recording.listings = Source::ALL
            .into_iter()
            .zip(shown)
            .filter_map(|(source, shown)| Some(self.list(&recording, index, source, shown?.into())))
            .collect();
        Ok(recording)
    }

    fn list(&self, recording: &Recording, index: usize, source: Source, shown: Detail) -> Listing {
        let name = source.name();
        let identity = Identity::of(format!("{name}/{}", recording.key));
        let house =
            if source == Source::Joox { Spelling::Traditional } else { Spelling::Simplified };
        let in_house = |text: &str| match house {
            Spelling::Traditional => self.script.traditional(text),
            Spelling::Simplified | Spelling::Latin => text.to_owned(),
        };
        let spelling = shown.script.unwrap_or(house);
        let artists = recording.performers.iter().map(|performer| Credit {
            identity: Identity::of(format!("{name}/performer/{}", performer.key)),
            name: match spelling {
                Spelling::Latin => performer.latin.clone(),
                Spelling::Simplified | Spelling::Traditional => in_house(&performer.name),
            },
        });
        let main_title = shown.title.unwrap_or_else(|| in_house(&recording.work.title));
        let original = recording.original.as_ref().map(|performer| in_house(&performer.name));
        let shift_s = shown.shift_s.unwrap_or_else(|| i64::from(identity.choice("shift", 3)) - 1);
        Listing {
            source,
            recording: index,
            title: main_title.clone() + &recording.version.suffix(source, original.as_deref()),
            main_title,
            artists: artists.collect(),
            album: in_house(&recording.album),
            album_identity: Identity::of(format!("{name}/album/{}", recording.album)),
            identity,
            duration_ms: recording.duration_ms.saturating_add_signed(shift_s * 1000),
            availability: shown.availability,
            qualities: shown.qualities.unwrap_or_else(|| encodings(source)),
            vip_from: shown.vip_from,
        }
    }
}

/// What a source usually has; JOOX's web service shows no lossless files.
fn encodings(source: Source) -> Vec<Quality> {
    match source {
        Source::Joox => vec![Quality::Standard, Quality::Exhigh],
        Source::Qq | Source::Netease | Source::Kugou => Quality::ALL.to_vec(),
    }
}
