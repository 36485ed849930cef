//! Works in the public domain.

use serde::Deserialize;

/// A work, of which there may be many recordings.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Work {
    /// Name in the data files.
    pub key: String,
    /// Title in simplified characters, or Latin.
    pub title: String,
    /// Other titles a search finds it by.
    pub aliases: Vec<String>,
    /// MIDI number of the scale's first degree.
    pub tonic: u8,
    /// Quarter notes a minute.
    pub bpm: u16,
    /// Numbered notation, see `catalogue/works.toml`.
    pub melody: String,
}
