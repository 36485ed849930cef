//! QQ Music: everything but lyrics and suggestions goes through its one gateway.
//!
//! A song has two ids: `mid` names it, `media_mid` names its files. Each quality is a file of its
//! own; the wanted one and those below it are asked for in one call and the best granted one is
//! taken.

mod client;
mod collections;
mod denial;
mod file;
mod gateway;
mod lyrics;
mod sign;
#[cfg(test)]
mod tests;
mod wire;

pub use collections::{charts, collection, cover_of_size, search_collections, suggestions};
pub use lyrics::lyrics;

use std::time::Duration;

use super::{Operation, Page, SourceContext, SourceError, text};
use crate::{
    catalog::{
        Outcome, matching,
        model::{
            Album, Artist, AudioLocation, Availability, Quality, QualityOffer, Source, Track,
            TrackId,
        },
    },
    ordering::sort_short_by_key,
    ports::{Clock, Host, Timestamp},
};

/// How long a play path has been seen to live when the answer does not say.
const PATH_LIFETIME: Duration = Duration::from_mins(1340);

/// What can be asked of it.
pub const OPERATIONS: &[Operation] = &Operation::ALL;

/// Songs for `query`.
pub async fn search<H: Host>(
    context: SourceContext<'_, H>,
    query: &str,
    page: Page,
) -> Result<Vec<Track>, SourceError> {
    let found: wire::Search<wire::Songs> =
        client::search(context, client::Kind::Songs, query, page).await?;
    Ok(listed(denial::found(found.code, found.body.song)?))
}

/// The song with the `mid` `id`; `None` when there is none.
pub async fn detail<H: Host>(
    context: SourceContext<'_, H>,
    id: &str,
) -> Result<Option<Track>, SourceError> {
    match client::detail(context, id).await {
        Ok(detail) => Ok(detail.track_info.filter(|song| !song.mid.is_empty()).map(track)),
        Err(error) if error.outcome == Outcome::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Where the audio of `track` is.
pub async fn playback<H: Host>(
    context: SourceContext<'_, H>,
    track: &Track,
    quality: Quality,
) -> Result<AudioLocation, SourceError> {
    let fresh;
    let track = if track.qualities.iter().any(|offer| !offer.file.is_empty()) {
        track
    } else {
        fresh = detail(context, &track.id.id)
            .await?
            .ok_or_else(|| SourceError::new(Outcome::NotFound, "no such song"))?;
        &fresh
    };
    let offers = wanted(&track.qualities, quality);
    if offers.is_empty() {
        return Err(without_files(track.availability));
    }
    let files: Vec<&str> = offers.iter().map(|offer| offer.file.as_str()).collect();
    let keys = client::keys(context, &track.id.id, &files).await?;
    let anonymous = context.settings.sources.qq.common.cookie.is_empty();
    location(&keys, &offers, track, anonymous, context.host.clock().now())
}

fn listed(songs: Vec<wire::Song>) -> Vec<Track> {
    songs.into_iter().filter(|song| !song.mid.is_empty()).map(track).collect()
}

fn credit(singer: wire::Singer) -> Artist {
    Artist { id: singer.mid, name: text::plain(&singer.name) }
}

/// The subtitle may be the version, and the end of the title may be apart from it.
fn track(song: wire::Song) -> Track {
    let name = text::plain(if song.title.is_empty() { &song.name } else { &song.title });
    let asides = [text::plain(&song.subtitle), text::plain(&song.title_extra)];
    let asides = || asides.iter().map(String::as_str);
    let availability = availability(&song);
    Track {
        version_tags: matching::version_tags(&name, asides()),
        source: Source::Qq,
        title: matching::with_version(&name, asides()),
        artists: song.singer.into_iter().map(credit).collect(),
        cover_url: cover(&song.album),
        album: Some(Album { name: text::plain(&song.album.name), id: song.album.mid })
            .filter(|album| !album.name.is_empty()),
        duration_ms: song.interval.saturating_mul(1000),
        availability,
        qualities: file::offers(&song.file, song.interval),
        id: TrackId::new(Source::Qq, song.mid),
    }
}

fn availability(song: &wire::Song) -> Availability {
    match song.status {
        0 => {}
        3 => return Availability::Region,
        _ => return Availability::Removed,
    }
    if song.pay.price_album > 0 {
        Availability::Purchase
    } else if song.file.size_try > 0 {
        Availability::Trial
    } else if song.pay.pay_play {
        Availability::Vip
    } else if song.file.size_128mp3 > 0 || song.file.size_96aac > 0 {
        Availability::Full
    } else {
        Availability::Unknown
    }
}

fn cover(album: &wire::Album) -> Option<String> {
    let picture = if album.pmid.is_empty() { &album.mid } else { &album.pmid };
    collections::picture("T002", picture)
}

/// The offers to ask for, best first: those not above `quality`, or the lowest above it.
fn wanted(offers: &[QualityOffer], quality: Quality) -> Vec<&QualityOffer> {
    let named = || offers.iter().filter(|offer| !offer.file.is_empty());
    let mut wanted: Vec<_> = named().filter(|offer| offer.quality <= quality).collect();
    if wanted.is_empty() {
        wanted.extend(named().min_by_key(|offer| offer.quality));
    }
    // Stable, so that within a tier the preferred kind, which is listed last, comes first.
    wanted.reverse();
    sort_short_by_key(&mut wanted, |offer| std::cmp::Reverse(offer.quality));
    wanted
}

/// Why a song that lists no file cannot be played.
fn without_files(availability: Availability) -> SourceError {
    let outcome = match availability {
        Availability::Region => Outcome::Region,
        Availability::Trial => Outcome::TrialOnly,
        Availability::Vip => Outcome::Vip,
        Availability::Purchase => Outcome::Purchase,
        Availability::Full | Availability::Removed | Availability::Unknown => Outcome::NotFound,
    };
    SourceError::new(outcome, "no files")
}

fn location(
    keys: &wire::Keys,
    offers: &[&QualityOffer],
    track: &Track,
    anonymous: bool,
    now: Timestamp,
) -> Result<AudioLocation, SourceError> {
    if denial::refuses_all(keys) {
        return Err(SourceError::new(Outcome::Verification, "invalidq"));
    }
    let mut refused = None;
    for offer in offers {
        let Some(key) = keys.midurlinfo.iter().find(|key| key.filename == offer.file) else {
            continue;
        };
        // A path beside a result other than 0 is a denial all the same.
        if key.result != 0 || key.purl.is_empty() {
            refused.get_or_insert_with(|| {
                denial::of_key(key, &keys.msg, track.availability, anonymous)
            });
            continue;
        }
        match file::read_name(&key.purl) {
            file::FileName::Playable(kind) => {
                let expires_at = now
                    + match keys.expiration {
                        0 => PATH_LIFETIME,
                        seconds => Duration::from_secs(seconds),
                    };
                return granted(keys, key, offer, kind, expires_at);
            }
            file::FileName::Trial => {
                refused = Some(SourceError::new(Outcome::TrialOnly, "a clip"));
            }
            file::FileName::Other => {
                refused.get_or_insert_with(|| {
                    SourceError::new(Outcome::NotFound, "only an encrypted file")
                });
            }
        }
    }
    Err(refused.unwrap_or_else(|| {
        SourceError::new(Outcome::UpstreamChanged, "no answer for any file asked for")
    }))
}

fn granted(
    keys: &wire::Keys,
    key: &wire::Key,
    offer: &QualityOffer,
    kind: file::FileKind,
    expires_at: Timestamp,
) -> Result<AudioLocation, SourceError> {
    let mut urls =
        keys.sip.iter().filter(|host| host.starts_with("http")).map(|host| {
            format!("{}/{}", host.trim_end_matches('/'), key.purl.trim_start_matches('/'))
        });
    let url = urls
        .next()
        .ok_or_else(|| SourceError::new(Outcome::UpstreamChanged, "a path without a host"))?;
    // The path may be to a lower quality than the file name asked for.
    let as_asked = kind.quality == offer.quality && kind.codec == offer.codec;
    Ok(AudioLocation {
        backup_urls: urls.filter(|backup| *backup != url).collect(),
        url,
        quality: kind.quality,
        codec: kind.codec,
        bitrate_bps: if as_asked { offer.bitrate_bps } else { kind.bitrate_bps },
        size_bytes: offer.size_bytes.filter(|_| as_asked),
        duration_ms: None,
        expires_at,
    })
}
