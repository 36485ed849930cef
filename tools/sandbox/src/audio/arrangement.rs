//! How a recording plays its work: two recordings never sound the same.

use crate::catalogue::{Identity, Recording, Timbre, Version, Work};

/// Everything that turns a melody into sound.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrangement {
    /// Numbered notation.
    pub melody: String,
    /// MIDI number of the scale's first degree.
    pub tonic: i32,
    /// Quarter notes a minute.
    pub bpm: f64,
    /// Tone colour.
    pub timbre: Timbre,
    /// Loudness of the room, 0 to 1: an audience in live recordings, tape hiss in demos.
    pub room: f32,
    /// Whether a drum marks the beat.
    pub drum: bool,
    /// Semitones from the melody to a second voice, if there is one.
    pub second_voice: Option<i32>,
}

impl Arrangement {
    /// The arrangement of a recording.
    pub fn of(recording: &Recording) -> Self {
        let habits = Identity::of(format!("arrangement/{}", recording.key));
        let tempo = 0.94 + f64::from(habits.choice("tempo", 13)) / 100.0;
        let pace = match recording.version {
            Version::Live => 0.95,
            Version::Dj | Version::Remix => 1.15,
            _ => 1.0,
        };
        Self {
            melody: recording.work.melody.clone(),
            tonic: i32::from(recording.work.tonic) + i32::from(habits.choice("key", 6)) - 3,
            bpm: f64::from(recording.work.bpm) * tempo * pace,
            timbre: match recording.version {
                Version::Instrumental => Timbre::Piano,
                Version::Dj => Timbre::Square,
                _ => recording.performers[0].timbre,
            },
            room: match recording.version {
                Version::Live => 0.05,
                Version::Demo => 0.02,
                _ => 0.0,
            },
            drum: matches!(recording.version, Version::Dj | Version::Remix),
            second_voice: (recording.performers.len() > 1).then_some(-12),
        }
    }

    /// The arrangement of the notice a source plays in place of a track.
    pub fn notice(work: &Work) -> Self {
        Self {
            melody: work.melody.clone(),
            tonic: i32::from(work.tonic),
            bpm: f64::from(work.bpm),
            timbre: Timbre::Flute,
            room: 0.0,
            drum: false,
            second_voice: None,
        }
    }

    /// Frequency in hertz of a tone so many semitones above the tonic.
    pub fn frequency(&self, semitones: i32) -> f64 {
        440.0 * f64::exp2(f64::from(self.tonic + semitones - 69) / 12.0)
    }
}
