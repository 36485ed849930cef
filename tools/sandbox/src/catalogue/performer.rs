//! Invented performers.

use serde::Deserialize;

/// Who plays or sings.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Performer {
    /// Name in the data files.
    pub key: String,
    /// Name in simplified characters, or Latin.
    pub name: String,
    /// Romanised name.
    pub latin: String,
    /// Tone colour of everything they play.
    pub timbre: Timbre,
}

/// A tone colour of the synthesiser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Timbre {
    /// Nearly a sine.
    Flute,
    /// Many harmonics, falling evenly.
    Strings,
    /// Odd harmonics.
    Reed,
    /// Bright, dying away.
    Plucked,
    /// Mellow, dying away.
    Piano,
    /// Strong second and third harmonic.
    Choir,
    /// Hollow and hard.
    Square,
}
