//! QQ Music: one gateway that takes calls in batches, and older calls beside it.

mod charts;
mod collections;
mod gateway;
mod method;
mod older;
mod playback;
mod search;
mod signature;
mod song;

pub use gateway::routes;
pub use signature::sign;

use crate::catalogue::Source;
use crate::faults::Target;

const TARGET: Target = Target::Source(Source::Qq);
