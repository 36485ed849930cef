//! The older call, `web_get_songinfo`, to the model. It states each file's size, and artists as one
//! text.

use super::{denial, file, wire};
use crate::{
    catalog::{
        Outcome, matching,
        model::{
            Album, Artist, AudioLocation, Availability, Codec, Quality, QualityOffer, Source,
            Track, TrackId,
        },
        sources::{SourceError, text},
    },
    ports::Timestamp,
};

/// The track; `None` when the answer names none.
pub(super) fn described(info: &wire::SongInfo, id: &str) -> Option<Track> {
    let title = text::plain(&info.msong);
    if title.is_empty() {
        return None;
    }
    let files = files(info);
    Some(Track {
        id: TrackId::new(Source::Joox, id),
        source: Source::Joox,
        version_tags: matching::version_tags(&title, []),
        title,
        artists: text::plain(&info.msinger)
            .split(['、', ','])
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(|name| Artist { id: String::new(), name: name.to_owned() })
            .collect(),
        album: Some(Album { id: String::new(), name: text::plain(&info.malbum) })
            .filter(|album| !album.name.is_empty()),
        duration_ms: info.minterval.saturating_mul(1000),
        cover_url: text::secure_url(&info.cover),
        availability: if files.is_empty() { Availability::Unknown } else { Availability::Full },
        qualities: files
            .into_iter()
            .map(|file| QualityOffer {
                quality: file.quality,
                codec: file.codec,
                bitrate_bps: file.bitrate_bps,
                size_bytes: file.size_bytes,
                file: String::new(),
            })
            .collect(),
    })
}

/// Where its audio is.
pub(super) fn location(
    info: &wire::SongInfo,
    quality: Quality,
    now: Timestamp,
) -> Result<AudioLocation, SourceError> {
    if let Some(denied) = denial::of_song_info(info) {
        return Err(denied);
    }
    let files = files(info);
    if files.is_empty() {
        return Err(SourceError::new(Outcome::NotFound, "no url"));
    }
    file::located(files, quality, Some(info.minterval.saturating_mul(1000)), now)
}

/// The files that have a URL, lowest first.
fn files(info: &wire::SongInfo) -> Vec<file::AudioFile> {
    [
        (&info.aac_96, "96", Quality::Standard, Codec::Aac, 96_000),
        (&info.mp3_128, "128", Quality::Standard, Codec::Mp3, 128_000),
        (&info.aac_192, "192", Quality::High, Codec::Aac, 192_000),
        (&info.mp3_320, "320", Quality::Exhigh, Codec::Mp3, 320_000),
    ]
    .into_iter()
    .map(|(url, kbps, quality, codec, bitrate_bps)| file::AudioFile {
        url: text::plain(url),
        quality,
        codec,
        bitrate_bps,
        size_bytes: info.kbps_map.get(kbps).copied().filter(|&size| size > 0),
    })
    .filter(|file| file.url.starts_with("http"))
    .collect()
}
