//! The words of a song: with the track's data, or by a call of their own.

use super::{
    super::{SourceContext, SourceError},
    client, denial, text,
};
use crate::{
    catalog::{
        Outcome,
        model::{Lyrics, Track},
    },
    ports::Host,
};

/// The words of `track`.
pub async fn lyrics<H: Host>(
    context: SourceContext<'_, H>,
    track: &Track,
) -> Result<Option<Lyrics>, SourceError> {
    match client::single(context, &track.id.id).await {
        Ok(None) => return Ok(None),
        Ok(Some(single)) if !single.lrc_content.is_empty() => return read(&single.lrc_content),
        Ok(Some(single)) if single.lrc_exist.is_some_and(|exist| !exist.0) => return Ok(None),
        Err(error) if !denial::leads_on(&error) => return Err(error),
        Ok(Some(_)) | Err(_) => {}
    }
    let answer = client::lyric(context, &track.id.id).await?;
    match denial::of_answer(&answer.status) {
        None => read(&answer.words),
        Some(denied) if denied.outcome == Outcome::NotFound => Ok(None),
        Some(denied) => Err(denied),
    }
}

fn read(encoded: &str) -> Result<Option<Lyrics>, SourceError> {
    let words = text::of_base64(encoded).ok_or_else(|| {
        SourceError::new(Outcome::UpstreamChanged, "the words are no text in base64")
    })?;
    Ok(text::lrc(&text::plain(&words)).map(|lrc| {
        if text::is_instrumental(&lrc) {
            Lyrics { instrumental: true, ..Lyrics::default() }
        } else {
            Lyrics { lrc: Some(lrc), ..Lyrics::default() }
        }
    }))
}
