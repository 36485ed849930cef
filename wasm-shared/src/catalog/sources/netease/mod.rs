//! NetEase Cloud Music, over whichever of its three transports the settings choose.
//!
//! An answer of 200 does not mean that something plays: each item has a code, and a URL may be of
//! a clip. The level that is granted may be below the one asked for.

mod client;
mod collections;
mod crypt;
mod denial;
mod lyrics;
#[cfg(test)]
mod tests;
mod transport;
mod wire;
mod yrc;

pub use collections::{charts, collection, cover_of_size, search_collections, suggestions};
pub use lyrics::lyrics;

use std::time::Duration;

use super::{Operation, Page, SourceContext, SourceError, absent_as_none, text};
use crate::{
    catalog::{
        Outcome, matching,
        model::{
            Album, Artist, AudioLocation, Availability, Codec, Quality, QualityOffer, Source,
            Track, TrackId,
        },
    },
    ports::{Clock, Host, Timestamp},
};

/// `expi` as seen when the answer does not say.
const URL_LIFETIME: Duration = Duration::from_mins(20);

/// What can be asked of it.
pub const OPERATIONS: &[Operation] = &Operation::ALL;

/// Songs for `query`.
pub async fn search<H: Host>(
    context: SourceContext<'_, H>,
    query: &str,
    page: Page,
) -> Result<Vec<Track>, SourceError> {
    let songs = client::search(context, client::Kind::Songs, query, page).await?;
    Ok(found(songs, page)?.into_iter().map(|song| track(song, None)).collect())
}

/// The song with the number `id`; `None` when there is none.
pub async fn detail<H: Host>(
    context: SourceContext<'_, H>,
    id: &str,
) -> Result<Option<Track>, SourceError> {
    let Ok(id) = id.parse() else { return Ok(None) };
    let details = absent_as_none(client::details(context, &[id]).await)?;
    Ok(details
        .and_then(|details| tracks(details).find(|(found, _)| *found == id))
        .map(|(_, track)| track))
}

/// Where the audio of `track` is.
pub async fn playback<H: Host>(
    context: SourceContext<'_, H>,
    track: &Track,
    quality: Quality,
) -> Result<AudioLocation, SourceError> {
    let id = track
        .id
        .id
        .parse()
        .map_err(|_| SourceError::new(Outcome::NotFound, "the id is not a number"))?;
    let audios = client::audio(context, id, quality).await?;
    location(audios, id, track.availability, context.host.clock().now())
}

/// What a search found.
fn found<T>(search: wire::Search<T>, page: Page) -> Result<Vec<T>, SourceError> {
    match (search.result.list, search.result.count) {
        (Some(list), _) => Ok(list.items),
        // Nothing found, or a page past the end.
        (None, Some(count)) if count <= page.start() => Ok(Vec::new()),
        (None, _) => Err(SourceError::new(Outcome::UpstreamChanged, "the list is missing")),
    }
}

/// Each song by its number.
fn tracks(details: wire::Details) -> impl Iterator<Item = (u64, Track)> {
    let wire::Details { songs, privileges } = details;
    songs.into_iter().map(move |song| {
        let privilege = privileges.iter().find(|privilege| privilege.id == song.id).cloned();
        (song.id, track(song, privilege))
    })
}

/// An alias may be the version, which is shown behind the name.
fn track(mut song: wire::Song, privilege: Option<wire::Privilege>) -> Track {
    song.privilege = song.privilege.or(privilege);
    let name = text::plain(&song.name);
    let aliases: Vec<String> = song.alia.iter().map(|alias| text::plain(alias)).collect();
    let asides = || aliases.iter().map(String::as_str);
    Track {
        id: TrackId::new(Source::Netease, song.id.to_string()),
        source: Source::Netease,
        version_tags: matching::version_tags(&name, asides()),
        title: matching::with_version(&name, asides()),
        availability: availability(&song),
        qualities: offers(&song),
        artists: song.ar.iter().filter_map(credit).collect(),
        cover_url: text::secure_url(&song.al.pic_url),
        album: Some(Album { id: number_or_empty(song.al.id), name: text::plain(&song.al.name) })
            .filter(|album| !album.name.is_empty()),
        duration_ms: song.dt,
    }
}

/// `None` for the nameless entry of a song whose artists are not known.
fn credit(artist: &wire::Artist) -> Option<Artist> {
    let name = text::plain(&artist.name);
    (!name.is_empty()).then(|| Artist { id: number_or_empty(artist.id), name })
}

/// An id of 0 stands for none.
fn number_or_empty(id: u64) -> String {
    if id == 0 { String::new() } else { id.to_string() }
}

fn availability(song: &wire::Song) -> Availability {
    let playable = song.privilege.as_ref().and_then(|privilege| privilege.pl);
    if let Some(privilege) = &song.privilege {
        if privilege.toast {
            return Availability::Region;
        }
        if privilege.st < 0 {
            return Availability::Removed;
        }
    }
    if song.no_copyright.is_some() {
        return Availability::Removed;
    }
    match (song.fee, playable) {
        // Paid for, or free.
        (_, Some(1..)) | (0 | 8, None) => Availability::Full,
        (1, _) => Availability::Vip,
        (4, _) => Availability::Purchase,
        // Among them free songs of which nothing may be played.
        _ => Availability::Unknown,
    }
}

fn offers(song: &wire::Song) -> Vec<QualityOffer> {
    [
        (&song.l, Quality::Standard, Codec::Mp3),
        (&song.m, Quality::High, Codec::Mp3),
        (&song.h, Quality::Exhigh, Codec::Mp3),
        (&song.sq, Quality::Lossless, Codec::Flac),
        (&song.hr, Quality::Hires, Codec::Flac),
    ]
    .into_iter()
    .filter_map(|(file, quality, codec)| {
        let file = file.as_ref()?;
        Some(QualityOffer {
            quality,
            codec,
            bitrate_bps: file.br,
            size_bytes: Some(file.size).filter(|&size| size > 0),
            file: String::new(),
        })
    })
    .collect()
}

fn location(
    audios: wire::Audios,
    id: u64,
    availability: Availability,
    now: Timestamp,
) -> Result<AudioLocation, SourceError> {
    let audio = audios
        .data
        .into_iter()
        .find(|audio| audio.id == id)
        .ok_or_else(|| SourceError::new(Outcome::NotFound, "no item for the id"))?;
    if let Some(denied) = denial::of_audio(&audio, availability) {
        return Err(denied);
    }
    let url = audio
        .url
        .as_deref()
        .and_then(text::secure_url)
        .ok_or_else(|| SourceError::new(Outcome::UpstreamChanged, "the url is no address"))?;
    let codec = Codec::from_extension(&audio.extension)
        .ok_or_else(|| SourceError::new(Outcome::NotFound, "only an encrypted file"))?;
    let lifetime = if audio.expi == 0 { URL_LIFETIME } else { Duration::from_secs(audio.expi) };
    Ok(AudioLocation {
        url,
        backup_urls: Vec::new(),
        quality: quality(&audio.level, audio.br, codec),
        codec,
        bitrate_bps: audio.br,
        size_bytes: Some(audio.size).filter(|&size| size > 0),
        duration_ms: Some(audio.time).filter(|&time| time > 0),
        expires_at: now + lifetime,
    })
}

/// The tier that was granted: by its level, or by bitrate and codec where the level is none of
/// ours.
fn quality(level: &str, bitrate_bps: u32, codec: Codec) -> Quality {
    Quality::ALL.into_iter().find(|&quality| client::level(quality) == level).unwrap_or(match codec
    {
        Codec::Flac | Codec::Ape => Quality::Lossless,
        Codec::Mp3 | Codec::Aac | Codec::Ogg => Quality::of_lossy_bitrate(bitrate_bps),
    })
}
