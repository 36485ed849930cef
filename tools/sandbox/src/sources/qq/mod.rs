//! QQ Music: one gateway that takes calls in batches.

mod gateway;
mod playback;
mod search;
mod signature;
mod song;

pub use gateway::routes;
pub use signature::sign;
