use chrono::{DateTime, Utc};
use url::Url;
use uuid::Uuid;

use super::{Invalid, ItemId, LibraryError, Rank, Snapshot, snapshot::is_text};

const MAX_NAME: usize = 100;
const MAX_DESCRIPTION: usize = 2_000;
const MAX_COVER_URL: usize = 2048;

/// A list of tracks, without the tracks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Playlist {
    /// Version 7.
    pub id: Uuid,
    /// For people.
    pub name: String,
    /// May be empty.
    pub description: String,
    /// May be empty.
    pub cover_url: String,
    /// Whether others may see it.
    pub public: bool,
    /// How many entries it has.
    pub track_count: u32,
    /// Rises with every change of the playlist or of its entries.
    pub version: u64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it or an entry was changed last.
    pub updated_at: DateTime<Utc>,
}

impl Playlist {
    /// Refuses to change what the caller has not seen; `None` is whatever there is.
    pub(super) fn expect_version(&self, version: Option<u64>) -> Result<(), LibraryError> {
        match version {
            Some(version) if version != self.version => Err(LibraryError::VersionConflict),
            _ => Ok(()),
        }
    }
}

/// What a playlist begins with, checked.
#[derive(Debug, Clone)]
pub struct NewPlaylist {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) cover_url: String,
    pub(crate) public: bool,
}

impl NewPlaylist {
    /// Checks the fields. White space around the name is dropped.
    ///
    /// # Errors
    /// The first field that cannot be taken.
    pub fn new(
        name: &str,
        description: String,
        cover_url: String,
        public: bool,
    ) -> Result<Self, Invalid> {
        let name = check_name(name)?;
        check_description(&description)?;
        check_cover_url(&cover_url)?;
        Ok(Self { name, description, cover_url, public })
    }
}

/// The fields to change, checked; the others stay.
#[derive(Debug, Clone, Default)]
pub struct PlaylistChange {
    pub(crate) name: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) cover_url: Option<String>,
    pub(crate) public: Option<bool>,
}

impl PlaylistChange {
    /// Checks the fields, as of a new playlist.
    pub fn new(
        name: Option<&str>,
        description: Option<String>,
        cover_url: Option<String>,
        public: Option<bool>,
    ) -> Result<Self, Invalid> {
        let name = name.map(check_name).transpose()?;
        description.as_deref().map(check_description).transpose()?;
        cover_url.as_deref().map(check_cover_url).transpose()?;
        Ok(Self { name, description, cover_url, public })
    }
}

fn check_name(name: &str) -> Result<String, Invalid> {
    let name = name.trim();
    if name.is_empty() || !is_text(name, MAX_NAME) {
        return Err(Invalid::new("name", "must be 1 to 100 characters, none of control"));
    }
    Ok(name.to_owned())
}

fn check_description(text: &str) -> Result<(), Invalid> {
    if text.lines().all(|line| is_text(line, MAX_DESCRIPTION))
        && text.chars().count() <= MAX_DESCRIPTION
    {
        return Ok(());
    }
    Err(Invalid::new("description", "must be up to 2000 characters, of control only line breaks"))
}

fn check_cover_url(text: &str) -> Result<(), Invalid> {
    let web = || Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
    if text.is_empty() || (is_text(text, MAX_COVER_URL) && web()) {
        return Ok(());
    }
    Err(Invalid::new("cover_url", "must be an http or https address of up to 2048 characters"))
}

/// A track in a playlist. The same track may be in it more than once.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Version 7.
    pub id: Uuid,
    /// Where it stands.
    pub rank: Rank,
    /// The track.
    pub track_id: ItemId,
    /// What it was called when it was put in.
    pub snapshot: Snapshot,
    /// When it was put in.
    pub added_at: DateTime<Utc>,
}

impl Entry {
    pub(super) fn key(&self) -> (Rank, Uuid) {
        (self.rank.clone(), self.id)
    }
}

/// A track that is to be put into a playlist.
#[derive(Debug, Clone, PartialEq)]
pub struct NewEntry {
    /// The track.
    pub track_id: ItemId,
    /// What it is called.
    pub snapshot: Snapshot,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_has_lines() {
        let described = |text: &str| NewPlaylist::new(" a ", text.to_owned(), String::new(), false);
        assert_eq!(described("one\r\ntwo\n").unwrap().name, "a");
        assert_eq!(described("one\u{0}two").unwrap_err().field, "description");
        assert_eq!(described(&"x\n".repeat(1001)).unwrap_err().field, "description");
    }

    #[test]
    fn a_cover_is_on_the_web() {
        for (url, good) in [
            ("", true),
            ("http://y.example/1.jpg", true),
            ("javascript:alert(1)", false),
            ("1.jpg", false),
        ] {
            let change = PlaylistChange::new(None, None, Some(url.to_owned()), None);
            assert_eq!(change.is_ok(), good, "{url}");
        }
    }
}
