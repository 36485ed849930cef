//! What other catalogues may have of a track: found by its title and main performer, not yet judged.

use super::{
    model::{Source, Track},
    outcome::Outcome,
    search::{self, Wanted},
    sources::Page,
    track,
};
use crate::{http::RequestContext, ports::Host, resilience::deadline::Deadline};

/// What `source` lists under the title and main performer of `wanted`.
///
/// # Errors
/// [`Outcome::Empty`] when it lists nothing.
pub async fn candidates<H: Host>(
    context: &RequestContext<H>,
    wanted: &Track,
    source: Source,
    deadline: Deadline,
) -> Result<Vec<Track>, Outcome> {
    let text = query_for(wanted);
    let page = Page { size: context.settings.chain.candidates, number: 0 };
    let wanted = Wanted { text: &text, page, simplified: false };
    let found = search::tracks(context, source, wanted, deadline).await?;
    track::remember(context, &found.items);
    Ok(found.items)
}

/// The title as it stands, so that a live recording is found among live ones, and the main
/// performer.
fn query_for(wanted: &Track) -> String {
    match wanted.artists.first() {
        Some(artist) => format!("{} {}", wanted.title, artist.name),
        None => wanted.title.clone(),
    }
}
