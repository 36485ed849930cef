//! Makes the collections of every source out of its listings and the data files.

use serde::Deserialize;

use super::load::parse;
use super::{
    Collection, CollectionKind, Credit, Identity, LoadError, Performer, Recording, Script, Source,
    Version,
};

const PLAYLISTS: &str = include_str!("../../catalogue/playlists.toml");
const CHARTS: &str = include_str!("../../catalogue/charts.toml");
/// The day all charts were made, a Friday.
const CHARTED_ON: &str = "2026-11-20";
const FIRST_YEAR: u16 = 2008;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Playlists {
    playlist: Vec<Playlist>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Playlist {
    key: String,
    name: String,
    creator: String,
    description: String,
    #[serde(default = "all_sources")]
    sources: Vec<Source>,
    version: Option<Version>,
    recordings: Option<Vec<String>>,
}

fn all_sources() -> Vec<Source> {
    Source::ALL.to_vec()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Charts {
    chart: Vec<Chart>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Chart {
    key: String,
    name: String,
    size: usize,
    qq: Option<ChartId>,
    joox: Option<ChartId>,
    netease: Option<ChartId>,
    kugou: Option<ChartId>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum ChartId {
    Fixed(String),
    Derived(bool),
}

/// Every collection of every source.
pub(super) fn all(recordings: &[Recording], script: &Script) -> Result<Vec<Collection>, LoadError> {
    let Playlists { playlist } = parse("playlists.toml", PLAYLISTS)?;
    let Charts { chart } = parse("charts.toml", CHARTS)?;
    for playlist in &playlist {
        for key in playlist.recordings.iter().flatten() {
            if recordings.iter().all(|recording| recording.key != *key) {
                return Err(LoadError::Dangling {
                    by: format!("playlist {}", playlist.key),
                    kind: "recording",
                    key: key.clone(),
                });
            }
        }
    }
    Ok(Source::ALL
        .into_iter()
        .flat_map(|source| {
            let shelf = Shelf { source, recordings, script };
            let mut collections = shelf.albums();
            collections.extend(shelf.artists());
            collections.extend(playlist.iter().filter_map(|playlist| shelf.playlist(playlist)));
            collections.extend(chart.iter().filter_map(|chart| shelf.chart(chart)));
            collections
        })
        .collect())
}

/// What one source has.
struct Shelf<'a> {
    source: Source,
    recordings: &'a [Recording],
    script: &'a Script,
}

impl<'a> Shelf<'a> {
    /// The source's recordings with their places.
    fn listed(&self) -> impl Iterator<Item = (usize, &'a Recording)> {
        let source = self.source;
        let listed = move |recording: &&Recording| recording.listing(source).is_some();
        self.recordings.iter().enumerate().filter(move |(_, recording)| listed(recording))
    }

    fn in_house(&self, text: &str) -> String {
        if self.source == Source::Joox { self.script.traditional(text) } else { text.to_owned() }
    }

    fn collection(&self, kind: CollectionKind, key: &str, name: &str) -> Collection {
        let path = match kind {
            CollectionKind::Album => "album",
            CollectionKind::Artist => "performer",
            CollectionKind::Playlist => "playlist",
            CollectionKind::Chart => "chart",
        };
        let identity = Identity::of(format!("{}/{path}/{key}", self.source.name()));
        let year = FIRST_YEAR + u16::from(identity.choice("year", 15));
        let (month, day) = (identity.choice("month", 12) + 1, identity.choice("day", 28) + 1);
        Collection {
            source: self.source,
            kind,
            key: key.to_owned(),
            identity,
            fixed_id: None,
            name: self.in_house(name),
            latin_name: None,
            artists: Vec::new(),
            creator: String::new(),
            description: String::new(),
            published_on: format!("{year}-{month:02}-{day:02}"),
            recordings: Vec::new(),
        }
    }

    fn albums(&self) -> Vec<Collection> {
        let mut albums: Vec<Collection> = Vec::new();
        for (place, recording) in self.listed() {
            let at =
                albums.iter().position(|album| album.key == recording.album).unwrap_or_else(|| {
                    let kind = CollectionKind::Album;
                    albums.push(self.collection(kind, &recording.album, &recording.album));
                    albums.len() - 1
                });
            let album = &mut albums[at];
            album.recordings.push(place);
            for performer in &recording.performers {
                let credit = self.credit(performer);
                if !album.artists.contains(&credit) {
                    album.artists.push(credit);
                }
            }
        }
        for album in &mut albums {
            let names: Vec<&str> =
                album.artists.iter().map(|artist| artist.name.as_str()).collect();
            album.description = format!("{} — {}", album.name, names.join(", "));
        }
        albums
    }

    fn credit(&self, performer: &Performer) -> Credit {
        Credit {
            identity: Identity::of(format!("{}/performer/{}", self.source.name(), performer.key)),
            name: self.in_house(&performer.name),
        }
    }

    fn artists(&self) -> Vec<Collection> {
        let mut artists: Vec<Collection> = Vec::new();
        for (place, recording) in self.listed() {
            for performer in &recording.performers {
                let known = artists.iter_mut().find(|artist| artist.key == performer.key);
                if let Some(artist) = known {
                    artist.recordings.push(place);
                    continue;
                }
                let latin = (performer.latin != performer.name).then(|| performer.latin.clone());
                artists.push(Collection {
                    description: performer.latin.clone(),
                    latin_name: latin,
                    recordings: vec![place],
                    ..self.collection(CollectionKind::Artist, &performer.key, &performer.name)
                });
            }
        }
        artists
    }

    fn playlist(&self, playlist: &Playlist) -> Option<Collection> {
        let places = |wanted: &dyn Fn(&Recording) -> bool| -> Vec<usize> {
            self.listed()
                .filter(|(_, recording)| wanted(recording))
                .map(|(place, _)| place)
                .collect()
        };
        let recordings = match (&playlist.recordings, playlist.version) {
            // In the order of the list, not in that of the catalogue.
            (Some(keys), _) => {
                keys.iter().flat_map(|key| places(&|recording| recording.key == *key)).collect()
            }
            (None, Some(version)) => places(&|recording| recording.version == version),
            (None, None) => places(&|_| true),
        };
        playlist.sources.contains(&self.source).then(|| Collection {
            creator: self.in_house(&playlist.creator),
            description: self.in_house(&playlist.description),
            recordings,
            ..self.collection(CollectionKind::Playlist, &playlist.key, &playlist.name)
        })
    }

    fn chart(&self, chart: &Chart) -> Option<Collection> {
        let id = match self.source {
            Source::Qq => &chart.qq,
            Source::Joox => &chart.joox,
            Source::Netease => &chart.netease,
            Source::Kugou => &chart.kugou,
        };
        let fixed_id = match id.as_ref()? {
            ChartId::Fixed(id) => Some(id.clone()),
            ChartId::Derived(true) => None,
            ChartId::Derived(false) => return None,
        };
        let drawn = |recording: &Recording| {
            Identity::of(format!("{}/chart/{}/{}", self.source.name(), chart.key, recording.key))
                .number()
        };
        let mut ranked: Vec<(usize, &Recording)> = self.listed().collect();
        ranked.sort_by_key(|(_, recording)| drawn(recording));
        Some(Collection {
            fixed_id,
            published_on: CHARTED_ON.to_owned(),
            recordings: ranked.into_iter().take(chart.size).map(|(place, _)| place).collect(),
            ..self.collection(CollectionKind::Chart, &chart.key, &chart.name)
        })
    }
}
