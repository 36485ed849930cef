//! Kugou: search and detail by open calls, play URLs by two ways.
//!
//! `getSongInfo` gives the 128 kbit/s file of a free song to anybody, and that file only, whatever
//! hash it is asked for. Higher qualities, and paid songs of an operator with a membership, come
//! from the signed `v5/url`; where that refuses, the open call is the floor.

mod client;
mod collections;
mod denial;
mod file;
mod listed;
mod lists;
mod lyrics;
mod sign;
#[cfg(test)]
mod tests;
mod wire;

pub use collections::{charts, collection, cover_of_size, search_collections, suggestions};
pub use lyrics::lyrics;

use std::time::Duration;

use file::FileReference;

use super::{Operation, Page, SourceContext, SourceError, text};
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

/// A URL's life is not stated and not known; reports call it short.
const URL_LIFETIME: Duration = Duration::from_mins(10);

/// What can be asked of it.
pub const OPERATIONS: &[Operation] = &Operation::ALL;

/// Songs for `query`.
pub async fn search<H: Host>(
    context: SourceContext<'_, H>,
    query: &str,
    page: Page,
) -> Result<Vec<Track>, SourceError> {
    let found = client::search(context, query, page).await?.data.lists;
    Ok(found.into_iter().filter_map(track).collect())
}

/// The song whose 128 kbit/s file has the hash `id`; `None` when there is none.
pub async fn detail<H: Host>(
    context: SourceContext<'_, H>,
    id: &str,
) -> Result<Option<Track>, SourceError> {
    described(client::song_info(context, id).await?, id)
}

/// Where the audio of `track` is.
pub async fn playback<H: Host>(
    context: SourceContext<'_, H>,
    track: &Track,
    quality: Quality,
) -> Result<AudioLocation, SourceError> {
    let settings = &context.settings.sources.kugou;
    let has_session = text::cookie_value(&settings.common.cookie, "token").is_some();
    let signed = if settings.signed_playback {
        best(&track.qualities, quality)
            .filter(|offer| has_session || offer.quality > Quality::Standard)
    } else {
        None
    };
    let refused = match signed {
        Some(offer) => match signed_location(context, track, offer).await {
            Ok(location) => return Ok(location),
            Err(refused) => Some(refused),
        },
        None => None,
    };
    let info = client::song_info(context, &track.id.id).await;
    let open = info.and_then(|info| open_location(&info, track, context.host.clock().now()));
    open.map_err(|open| match refused {
        // A denial says more than a fault does.
        Some(refused) if open.outcome.is_fault() && !refused.outcome.is_fault() => refused,
        _ => open,
    })
}

/// The best offer not above `quality`.
fn best(offers: &[QualityOffer], quality: Quality) -> Option<&QualityOffer> {
    offers
        .iter()
        .filter(|offer| offer.quality <= quality && !offer.file.is_empty())
        .max_by_key(|offer| offer.quality)
}

async fn signed_location<H: Host>(
    context: SourceContext<'_, H>,
    track: &Track,
    offer: &QualityOffer,
) -> Result<AudioLocation, SourceError> {
    let album_id = track.album.as_ref().map_or("", |album| album.id.as_str());
    let file = FileReference::read(&offer.file);
    let audio = client::audio(context, file, album_id, offer.quality).await?;
    granted(&audio, track, context.host.clock().now())
}

/// `None` for a song without a file, which has no id either. The suffix is shown behind the name.
fn track(song: wire::Song) -> Option<Track> {
    let id = file::hash(&song.file_hash)?;
    let name = text::plain(&song.name);
    let suffix = text::plain(&song.suffix);
    let files = [
        (song.file_hash.as_str(), song.file_size),
        (song.high_hash.as_str(), song.high_size),
        (song.lossless_hash.as_str(), song.lossless_size),
        (song.hires_hash.as_str(), song.hires_size),
    ];
    let singers = song.singers.into_iter().map(|singer| (singer.id, singer.name));
    Some(Track {
        id: TrackId::new(Source::Kugou, id),
        source: Source::Kugou,
        version_tags: matching::version_tags(&name, [suffix.as_str()]),
        title: matching::with_version(&name, [suffix.as_str()]),
        artists: artists(singers, &song.singer_name),
        qualities: file::offers(files, &song.album_audio_id, song.duration),
        album: Some(Album { name: text::plain(&song.album_name), id: song.album_id })
            .filter(|album| !album.name.is_empty()),
        duration_ms: song.duration.saturating_mul(1000),
        cover_url: cover(&song.image),
        availability: availability(song.privilege),
    })
}

/// The listed artists, or those that the joined name holds.
fn artists(listed: impl Iterator<Item = (String, String)>, joined: &str) -> Vec<Artist> {
    let listed: Vec<Artist> = listed
        .map(|(id, name)| Artist { id, name: text::plain(&text::unescaped(&name)) })
        .filter(|artist| !artist.name.is_empty())
        .collect();
    if !listed.is_empty() {
        return listed;
    }
    text::plain(&text::unescaped(joined))
        .split('、')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(|name| Artist { id: String::new(), name: name.to_owned() })
        .collect()
}

/// Pictures come with a placeholder for their size.
fn cover(address: &str) -> Option<String> {
    text::secure_url(&address.replace("{size}", "480"))
}

const fn availability(privilege: i64) -> Availability {
    match privilege {
        0 => Availability::Full,
        paid if denial::requires_membership(paid) => Availability::Vip,
        _ => Availability::Unknown,
    }
}

/// The song's data, which a denied answer carries too.
fn described(info: wire::SongInfo, id: &str) -> Result<Option<Track>, SourceError> {
    let title = text::plain(&text::unescaped(&info.song_name));
    let denied = denial::of_info(&info);
    if title.is_empty() {
        return match denied {
            Some(denied) if denied.outcome != Outcome::NotFound => Err(denied),
            Some(_) => Ok(None),
            None => Err(SourceError::new(Outcome::UpstreamChanged, "a song without a name")),
        };
    }
    let is_clip = denial::states_clip(&info);
    let extra = &info.extra;
    let standard = if extra.standard_hash.is_empty() { id } else { &extra.standard_hash };
    let files = [
        (standard, extra.standard_size),
        (extra.high_hash.as_str(), extra.high_size),
        (extra.lossless_hash.as_str(), extra.lossless_size),
        (extra.hires_hash.as_str(), extra.hires_size),
    ];
    let authors = info.authors.into_iter().map(|author| (author.id, author.name));
    // Of the whole recording; not known beside the free minute of it.
    let seconds = if is_clip { 0 } else { info.time_length };
    Ok(Some(Track {
        id: TrackId::new(Source::Kugou, id),
        source: Source::Kugou,
        version_tags: matching::version_tags(&title, []),
        title,
        artists: artists(authors, &info.singer_name),
        qualities: file::offers(files, &info.album_audio_id, seconds),
        album: Some(Album {
            name: text::plain(&text::unescaped(&info.album_name)),
            id: info.album_id,
        })
        .filter(|album| !album.name.is_empty()),
        duration_ms: seconds.saturating_mul(1000),
        cover_url: cover(&info.cover),
        availability: match denied {
            Some(denied) if denied.outcome == Outcome::Vip => Availability::Vip,
            Some(_) => Availability::Removed,
            None if is_clip => Availability::Trial,
            None => availability(info.privilege),
        },
    }))
}

fn open_location(
    info: &wire::SongInfo,
    track: &Track,
    now: Timestamp,
) -> Result<AudioLocation, SourceError> {
    if let Some(denied) = denial::of_info(info) {
        return Err(denied);
    }
    if denial::states_clip(info) || denial::is_clip(info.time_length, track.duration_ms) {
        return Err(SourceError::new(Outcome::TrialOnly, "a minute of it"));
    }
    let bitrate_bps = info.bit_rate.saturating_mul(1000);
    let codec = codec(&info.ext_name)?;
    let served = Served {
        quality: tier(codec, bitrate_bps),
        codec,
        bitrate_bps,
        size_bytes: info.file_size,
        seconds: info.time_length,
    };
    served.at(std::iter::once(info.url.as_str()).chain(info.backup_urls.iter()), now)
}

fn granted(
    audio: &wire::Audio,
    track: &Track,
    now: Timestamp,
) -> Result<AudioLocation, SourceError> {
    if let Some(denied) = denial::of_audio(audio, track.availability, track.duration_ms) {
        return Err(denied);
    }
    let codec = codec(&audio.ext_name)?;
    // What is served may be another file than the one asked for.
    let offer = file::hash(&audio.hash).and_then(|hash| {
        track.qualities.iter().find(|offer| FileReference::read(&offer.file).hash == hash)
    });
    let served = Served {
        quality: offer.map_or_else(|| tier(codec, audio.bit_rate), |offer| offer.quality),
        codec,
        bitrate_bps: audio.bit_rate,
        size_bytes: audio.file_size,
        seconds: audio.time_length,
    };
    // The first URL may be refused outside the app where a backup is not.
    served.at(audio.backup_url.iter().chain(audio.url.iter()), now)
}

/// What a source says of the file it serves; 0 for what it does not say.
struct Served {
    quality: Quality,
    codec: Codec,
    bitrate_bps: u32,
    size_bytes: u64,
    seconds: u64,
}

impl Served {
    /// At the first of `urls`, the others as backups.
    fn at<'a>(
        self,
        urls: impl Iterator<Item = &'a str>,
        now: Timestamp,
    ) -> Result<AudioLocation, SourceError> {
        let mut urls = urls.filter(|url| url.starts_with("http")).map(str::to_owned);
        let url = urls
            .next()
            .ok_or_else(|| SourceError::new(Outcome::UpstreamChanged, "the url is no address"))?;
        Ok(AudioLocation {
            backup_urls: urls.filter(|backup| *backup != url).collect(),
            url,
            quality: self.quality,
            codec: self.codec,
            bitrate_bps: self.bitrate_bps,
            size_bytes: Some(self.size_bytes).filter(|&size| size > 0),
            duration_ms: Some(self.seconds.saturating_mul(1000)).filter(|&length| length > 0),
            expires_at: now + URL_LIFETIME,
        })
    }
}

/// Other endings than those of open formats are of protected containers.
fn codec(extension: &str) -> Result<Codec, SourceError> {
    Codec::from_extension(extension)
        .ok_or_else(|| SourceError::new(Outcome::NotFound, "only an encrypted file"))
}

const fn tier(codec: Codec, bitrate_bps: u32) -> Quality {
    match codec {
        Codec::Flac | Codec::Ape => Quality::Lossless,
        Codec::Mp3 | Codec::Aac | Codec::Ogg => Quality::of_lossy_bitrate(bitrate_bps),
    }
}
