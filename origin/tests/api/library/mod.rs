//! The library, as an edge asks for it.

mod changes;
mod favorites;
mod idempotency;
mod imports;
mod plans;
mod playback;
mod playlists;
mod plays;
mod pruning;
pub mod refusals;
mod substitutions;
