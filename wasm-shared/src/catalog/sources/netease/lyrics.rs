//! The words of a song.

use super::super::{SourceContext, SourceError};
use crate::{
    catalog::{
        Outcome,
        model::{Lyrics, Track},
    },
    ports::Host,
};

/// The words of `track`.
pub async fn lyrics<H: Host>(
    _context: SourceContext<'_, H>,
    _track: &Track,
) -> Result<Option<Lyrics>, SourceError> {
    Err(SourceError::new(Outcome::Disabled, "not an operation of this source"))
}
