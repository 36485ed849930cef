use serde_json::Value;

/// The sandbox's catalogue: what answers are judged by.
#[derive(Debug)]
pub struct Truth {
    /// Every recording.
    pub recordings: Vec<Recording>,
    /// Every album, artist, playlist and chart of every source.
    pub collections: Vec<Collection>,
}

/// A recording and what each source has of it.
#[derive(Debug)]
pub struct Recording {
    /// The sandbox's name of it.
    pub id: String,
    /// At most one for each source.
    pub listings: Vec<Listing>,
}

/// A recording as one source lists it.
#[derive(Debug)]
pub struct Listing {
    /// `{source}:{id}`.
    pub track_id: String,
    /// The title as shown there.
    pub title: String,
    /// The performer named first.
    pub artist: String,
    /// `full`, or why not all of it can be heard.
    pub availability: String,
    /// The first line that is sung, where the source has the words.
    pub first_line: Option<String>,
}

/// A list of tracks at one source.
#[derive(Debug)]
pub struct Collection {
    /// `albums`, `artists`, `playlists` or `charts`.
    pub kind: &'static str,
    /// `{source}:{id}`.
    pub id: String,
    /// The name as shown there.
    pub name: String,
    /// The ids of its tracks, in order.
    pub track_ids: Vec<String>,
}

impl Truth {
    pub(crate) fn read(catalogue: &Value) -> Self {
        let kinds = ["albums", "artists", "playlists", "charts"];
        let collections =
            |kind| list(&catalogue[kind]).map(move |item| Collection::read(kind, item));
        Self {
            recordings: list(&catalogue["items"]).map(Recording::read).collect(),
            collections: kinds.into_iter().flat_map(collections).collect(),
        }
    }

    /// The recording a track is, and how it is listed.
    pub fn listed(&self, track_id: &str) -> Option<(&Recording, &Listing)> {
        self.recordings.iter().find_map(|recording| Some((recording, recording.listed(track_id)?)))
    }

    /// The collection of this kind with this id.
    pub fn collection(&self, kind: &str, id: &str) -> Option<&Collection> {
        self.collections.iter().find(|collection| collection.kind == kind && collection.id == id)
    }

    /// One collection of this kind at a source, which has some of each.
    ///
    /// # Panics
    /// When it has none.
    pub fn any_collection(&self, kind: &str, source: &str) -> &Collection {
        let fits =
            |collection: &&Collection| collection.kind == kind && is_of(&collection.id, source);
        self.collections.iter().find(fits).unwrap_or_else(|| panic!("{source} has no {kind}"))
    }
}

impl Recording {
    fn read(item: &Value) -> Self {
        let listings = item["sources"].as_object().into_iter().flatten();
        Self {
            id: text(&item["id"]),
            listings: listings.map(|(source, listing)| Listing::read(source, listing)).collect(),
        }
    }

    /// How `track_id` lists it, if that is this recording.
    pub fn listed(&self, track_id: &str) -> Option<&Listing> {
        self.listings.iter().find(|listing| listing.track_id == track_id)
    }

    /// How a source lists it.
    pub fn at(&self, source: &str) -> Option<&Listing> {
        self.listings.iter().find(|listing| is_of(&listing.track_id, source))
    }

    /// Whether a track is this recording and all of it.
    pub fn is_whole(&self, track_id: &str) -> bool {
        self.listed(track_id).is_some_and(|listing| listing.availability == "full")
    }

    /// Whether some source has all of it for everybody.
    pub fn is_whole_somewhere(&self) -> bool {
        self.listings.iter().any(|listing| listing.availability == "full")
    }

    /// Whether these words are the ones that are sung in it.
    pub fn is_sung(&self, lrc: &str) -> bool {
        self.listings
            .iter()
            .filter_map(|listing| listing.first_line.as_ref())
            .any(|line| lrc.contains(line))
    }
}

impl Listing {
    fn read(source: &str, listing: &Value) -> Self {
        Self {
            track_id: format!("{source}:{}", text(&listing["id"])),
            title: text(&listing["title"]),
            artist: text(&listing["artists"][0]),
            availability: text(&listing["availability"]),
            first_line: listing["lyrics"]["first_line"].as_str().map(str::to_owned),
        }
    }
}

impl Collection {
    fn read(kind: &'static str, item: &Value) -> Self {
        let source = text(&item["source"]);
        let id = |id: &Value| format!("{source}:{}", text(id));
        Self {
            kind,
            id: id(&item["id"]),
            name: text(&item["name"]),
            track_ids: list(&item["tracks"]).map(id).collect(),
        }
    }
}

fn is_of(id: &str, source: &str) -> bool {
    id.split_once(':').is_some_and(|(of, _)| of == source)
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
