//! The words of a song.

use super::{
    super::{SourceContext, SourceError},
    client, denial, text, wire,
};
use crate::{
    catalog::{
        Outcome,
        model::{Lyrics, Track},
    },
    ports::Host,
};

/// What stands for a line that needs no translation.
const UNTRANSLATED: &str = "//";

/// The words of `track`.
pub async fn lyrics<H: Host>(
    context: SourceContext<'_, H>,
    track: &Track,
) -> Result<Option<Lyrics>, SourceError> {
    let answer = client::lyric(context, &track.id.id).await?;
    match denial::of_lyric(answer.retcode) {
        None => read(&answer),
        Some(denied) if denied.outcome == Outcome::NotFound => Ok(None),
        Some(denied) => Err(denied),
    }
}

fn read(answer: &wire::Lyric) -> Result<Option<Lyrics>, SourceError> {
    let lrc = text::lrc(&decoded(&answer.words)?);
    if lrc.as_deref().is_some_and(text::is_instrumental) {
        return Ok(Some(Lyrics { instrumental: true, ..Lyrics::default() }));
    }
    let translation = decoded(&answer.translation)?;
    let translated = translation.lines().filter(|line| !line.trim().ends_with(UNTRANSLATED));
    let translation = text::lrc(&translated.collect::<Vec<_>>().join("\n"));
    Ok(lrc.map(|lrc| Lyrics { lrc: Some(lrc), translation, ..Lyrics::default() }))
}

/// The text in base64, in which line ends may be references.
fn decoded(sent: &str) -> Result<String, SourceError> {
    let words = text::of_base64(sent).ok_or_else(|| {
        SourceError::new(Outcome::UpstreamChanged, "the words are no text in base64")
    })?;
    Ok(text::plain(&words.replace("&#10;", "\n").replace("&#13;", "")))
}
