//! Tracks over four sources: the model they are normalised to, the chain that asks them in order,
//! and the matching that decides whether two catalogues mean the same recording.

mod ask;
mod audio;
pub mod chain;
pub mod collection;
pub mod credentials;
pub mod matching;
pub mod model;
mod outcome;
pub mod playback;
mod resolve;
pub mod search;
pub mod source_status;
pub mod sources;
pub mod stream;
pub mod track;

pub use outcome::Outcome;
