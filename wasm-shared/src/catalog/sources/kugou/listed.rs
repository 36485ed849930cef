//! Songs as lists have them, which differ from those of a search: names are often in one text with
//! the singers, and the album may be a remark.

use super::{artists, availability, cover, file, text, wire};
use crate::catalog::{
    matching,
    model::{Album, Source, Track, TrackId},
};

/// `None` for a song without a file, which has no id either.
pub(super) fn track(song: &wire::ListedSong) -> Option<Track> {
    let id = file::hash(&song.hash)?;
    let (singers, name) = names(song);
    let title = text::plain(&text::unescaped(name));
    let files = [
        (song.hash.as_str(), song.filesize),
        (song.high_hash.as_str(), song.high_size),
        (song.lossless_hash.as_str(), song.lossless_size),
        (song.hires_hash.as_str(), song.hires_size),
    ];
    let album = if song.album_name.is_empty() { &song.remark } else { &song.album_name };
    let authors = song.authors.iter().map(|author| (author.id.clone(), author.name.clone()));
    Some(Track {
        id: TrackId::new(Source::Kugou, id),
        source: Source::Kugou,
        version_tags: matching::version_tags(&title, []),
        artists: artists(authors, singers),
        title,
        album: Some(Album {
            name: text::plain(&text::unescaped(album)),
            id: Some(song.album_id.clone()).filter(|id| id != "0").unwrap_or_default(),
        })
        .filter(|album| !album.name.is_empty()),
        duration_ms: song.duration.saturating_mul(1000),
        cover_url: cover(&song.trans_param.union_cover),
        availability: availability(song.privilege),
        qualities: file::offers(files, &song.album_audio_id, song.duration),
    })
}

/// The singers and the name of a song, out of `singers - song` where the list has no fields for
/// them.
fn names(song: &wire::ListedSong) -> (&str, &str) {
    let (singers, name) = song.filename.split_once(" - ").unwrap_or(("", &song.filename));
    (
        if song.singername.is_empty() { singers } else { &song.singername },
        if song.songname.is_empty() { name } else { &song.songname },
    )
}
