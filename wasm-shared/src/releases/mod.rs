//! Which release of the settings document an isolate goes by.
//!
//! The settings in force are the defaults, what the host's own variable says laid over them, and the
//! release's document laid over both. While a release is rolled out there are two: the current one
//! for everybody and, for the users whose turn it is ([`takes_part`]), the candidate. A request keeps
//! the settings it began with.
//!
//! What is to be in force, the [`Standing`], has a revision that rises with every change: only a
//! higher one takes the place of what an isolate has. It comes by four ways:
//!
//! 1. The origin pushes it to `POST /internal/v1/releases` as soon as it is published. The isolate
//!    that is asked goes by it with its next request, and writes it to the store for the others.
//! 2. An isolate looks into the store before its first request, and then every few seconds, after a
//!    response. A store may show an edge what another has written only a minute later.
//! 3. So the origin names its revision in answer to the counts that every busy isolate sends, and an
//!    isolate that learns of a higher one asks for it.
//! 4. It asks as well when the store has nothing, and in its scheduled run.
//!
//! A standing whose current document is not valid, or has a secret that does not open, is refused and
//! what was in force stays; a candidate like that is left out. Either is logged, and told to the
//! origin with the counts.

mod in_force;
mod look;
mod receive;
mod rollout;
mod standing;

pub use in_force::{InForce, Refused, Taken};
pub(crate) use look::{follow, look_first, refresh, watch};
pub use receive::receive_release;
pub use rollout::takes_part;
pub use standing::{Candidate, Release, Standing};
