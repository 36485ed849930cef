use std::time::Duration;

use super::lines::Lines;
use crate::{
    catalog::{
        collection::{CollectionId, CollectionKind},
        collections,
        sources::Page,
        track,
    },
    http::{Code, Problem, RequestContext},
    ports::{Clock, Host},
};

/// Tracks of one call of a source.
const PAGE: u32 = 100;
/// The longest that the source may take for all of them.
const BOUND: Duration = Duration::from_secs(25);

/// The ids of a playlist's tracks, as its source lists them now.
///
/// # Errors
/// `not_found` when there is no such playlist, `sources_unavailable` when not all of it could be
/// had: half a playlist is not taken over.
pub async fn read<H: Host>(
    context: &RequestContext<H>,
    id: &CollectionId,
) -> Result<Lines, Problem> {
    let mut lines = Lines::default();
    for number in 0.. {
        let page = Page { size: PAGE, number };
        let deadline = track::deadline(&context.begun_again());
        let late = context.host.clock().now().since(context.started) > BOUND;
        let found = collections::open(context, CollectionKind::Playlist, id, page, deadline).await;
        let found = found.ok().filter(|_| !late).ok_or(Code::SourcesUnavailable)?;
        let Some(found) = found else {
            return Err(Code::NotFound.into());
        };
        // They are about to be looked up.
        track::remember(context, &found.tracks);
        lines.call(&found.collection.name);
        for track in &found.tracks {
            lines.add(&track.id.to_string());
        }
        if !found.has_more || lines.fault().is_some() {
            break;
        }
    }
    Ok(lines)
}
