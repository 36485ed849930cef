//! Real audio, synthesised from the melodies.
//!
//! A recording is a phrase that repeats. The phrase is synthesised and encoded once; a file is then
//! a header and that many repetitions of the encoded phrase, so that any range of a file of any
//! length is a matter of slicing: nothing is stored per file.

mod arrangement;
mod file;
mod flac;
mod links;
mod melody;
mod mp3;
mod range;
mod routes;
mod studio;
mod synthesis;
mod take;

pub use arrangement::Arrangement;
pub use file::{AudioFile, size_bytes};
pub use links::{Links, QQ_LIFE_S, file_name, qq_purl};
pub use melody::{Melody, NotationError, Note};
pub use range::{ByteRange, Unsatisfiable};
pub use routes::routes;
pub use studio::Studio;
pub use take::{Cut, Take};

/// Samples a second of everything that is played; one channel.
pub const SAMPLE_RATE: u32 = 48_000;

/// Samples in a FLAC frame, four MP3 frames. A phrase is a whole number of these, so that its
/// encoded form repeats without a seam.
pub const BLOCK: usize = 4608;
