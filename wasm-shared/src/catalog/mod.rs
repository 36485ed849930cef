//! Tracks over four sources: the model they are normalised to, the chain that asks them in order,
//! and the matching that decides whether two catalogues mean the same recording.

mod allow_list;
pub mod alternatives;
pub(crate) mod answer;
mod ask;
mod audio;
mod candidates;
mod capabilities;
pub mod chain;
pub mod charts;
pub mod collection;
pub mod collections;
pub mod cover;
pub mod credentials;
mod gather;
pub mod lyrics;
pub mod matching;
mod merge;
pub mod model;
mod outcome;
pub mod playback;
mod recognise;
mod resolve;
pub mod search;
pub mod source_status;
pub mod sources;
pub mod stream;
pub mod suggestions;
pub mod track;
mod warm;

#[cfg(feature = "schema")]
pub(crate) use merge::MergedAnswer;
pub use outcome::Outcome;
pub(crate) use recognise::recognise;
pub(crate) use warm::warm;
