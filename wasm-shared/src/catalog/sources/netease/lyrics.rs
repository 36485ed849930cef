//! The words of a song.

use super::{
    super::{SourceContext, SourceError, absent_as_none},
    client, text, wire, yrc,
};
use crate::{
    catalog::model::{Lyrics, Track},
    ports::Host,
};

/// The words of `track`.
pub async fn lyrics<H: Host>(
    context: SourceContext<'_, H>,
    track: &Track,
) -> Result<Option<Lyrics>, SourceError> {
    let Ok(id) = track.id.id.parse() else { return Ok(None) };
    let answer = absent_as_none(client::lyric(context, id).await)?;
    Ok(answer.and_then(read))
}

/// `None` when nobody has written the words down.
fn read(answer: wire::Lyric) -> Option<Lyrics> {
    let cleaned = |part: Option<wire::LyricText>| part.and_then(|part| text::lrc(&part.lyric));
    let lrc = cleaned(answer.lrc);
    if answer.none_needed
        || answer.instrumental
        || lrc.as_deref().is_some_and(text::is_instrumental)
    {
        return Some(Lyrics { instrumental: true, ..Lyrics::default() });
    }
    let words = answer.yrc.map(|yrc| yrc::read(&yrc.lyric)).filter(|lines| !lines.is_empty());
    (lrc.is_some() || words.is_some()).then(|| Lyrics {
        lrc,
        translation: cleaned(answer.translation),
        romanised: cleaned(answer.romanised),
        words,
        instrumental: false,
    })
}
