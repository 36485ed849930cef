use serde::{Deserialize, Serialize};

use super::Invalid;

const MAX_TEXT: usize = 512;
const MAX_ARTISTS: usize = 50;
const MAX_URL: usize = 2048;
/// A day: audio books are long.
const MAX_DURATION_MS: u64 = 24 * 60 * 60 * 1000;

/// What an item was called when it was saved, so that lists show without asking its source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "as in the contract")]
pub struct Snapshot {
    pub title: String,
    pub artists: Vec<Named>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub album: Option<Named>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_ms: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cover_url: Option<String>,
}

/// An artist or an album.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// The source's; may be empty, for what a listener's own list named.
    pub id: String,
    /// For people.
    pub name: String,
}

impl Snapshot {
    /// Checks the lengths, so that a row stays a row.
    pub fn check(self) -> Result<Self, Invalid> {
        let url = |url: &String| is_text(url, MAX_URL);
        if !is_text(&self.title, MAX_TEXT) || self.title.is_empty() {
            return Err(Invalid::new("title", "must be 1 to 512 characters, none of control"));
        }
        if self.artists.len() > MAX_ARTISTS || !self.artists.iter().all(Named::is_short) {
            return Err(Invalid::new("artists", "must be up to 50, named in up to 512 characters"));
        }
        if !self.album.as_ref().is_none_or(Named::is_short) {
            return Err(Invalid::new("album", "must be named in up to 512 characters"));
        }
        if self.duration_ms.is_some_and(|duration_ms| duration_ms > MAX_DURATION_MS) {
            return Err(Invalid::new("duration_ms", "must be up to a day"));
        }
        if !self.cover_url.as_ref().is_none_or(url) {
            return Err(Invalid::new("cover_url", "must be up to 2048 characters"));
        }
        Ok(self)
    }
}

impl Named {
    fn is_short(&self) -> bool {
        is_text(&self.id, MAX_TEXT) && is_text(&self.name, MAX_TEXT)
    }
}

/// Whether a text is one line of up to `limit` characters. The database takes no NUL.
pub(super) fn is_text(text: &str, limit: usize) -> bool {
    text.chars().count() <= limit && !text.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snapshot(title: &str) -> Snapshot {
        let (title, artists) = (title.to_owned(), Vec::new());
        Snapshot { title, artists, album: None, duration_ms: None, cover_url: None }
    }

    #[test]
    fn what_is_too_much_is_named() {
        let named = |name: &str| Named { id: String::new(), name: name.to_owned() };
        assert!(snapshot("歌").check().is_ok());
        for (wrong, field) in [
            (snapshot(""), "title"),
            (snapshot("a\u{0}"), "title"),
            (snapshot(&"歌".repeat(513)), "title"),
            (Snapshot { artists: vec![named("a"); 51], ..snapshot("a") }, "artists"),
            (Snapshot { album: Some(named("\n")), ..snapshot("a") }, "album"),
            (Snapshot { duration_ms: Some(u64::MAX), ..snapshot("a") }, "duration_ms"),
            (Snapshot { cover_url: Some("x".repeat(2049)), ..snapshot("a") }, "cover_url"),
        ] {
            assert_eq!(wrong.check().unwrap_err().field, field);
        }
    }
}
