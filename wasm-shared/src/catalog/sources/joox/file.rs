//! The files behind JOOX's play URLs. What a file is stands in its name, as at QQ Music, and how
//! long the URL lives in its query.

use super::{URL_LIFETIME, wire};
use crate::{
    catalog::{
        Outcome,
        model::{AudioLocation, Codec, Quality, QualityOffer},
        sources::{SourceError, text},
    },
    ordering::sort_short_by_key,
    ports::Timestamp,
};

/// A file and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AudioFile {
    pub url: String,
    pub quality: Quality,
    pub codec: Codec,
    pub bitrate_bps: u32,
    pub size_bytes: Option<u64>,
}

impl AudioFile {
    /// Reads what a play URL names; `None` for an ending that is not of an open format.
    pub fn read(url: String) -> Option<Self> {
        let name = path(&url).rsplit('/').next().unwrap_or_default();
        let (stem, extension) = name.rsplit_once('.')?;
        let codec = Codec::from_extension(extension)?;
        let (quality, bitrate_bps) = match (stem.get(..4), codec) {
            (Some("M800"), _) => (Quality::Exhigh, 320_000),
            (Some("M500"), _) => (Quality::Standard, 128_000),
            (Some("C600"), _) => (Quality::High, 192_000),
            (Some("C400"), _) => (Quality::Standard, 96_000),
            (_, Codec::Flac | Codec::Ape) => (Quality::Lossless, 0),
            _ => (Quality::Standard, 0),
        };
        Some(Self { url, quality, codec, bitrate_bps, size_bytes: None })
    }
}

/// The play URLs of `single` that are not its clip, unescaped.
pub(super) fn whole(single: &wire::Single) -> Vec<String> {
    let clip = text::plain(&single.refrain_url);
    single
        .play_url_list
        .iter()
        .map(|url| text::plain(url))
        .filter(|url| url.starts_with("http"))
        // The query is a signature, which differs from call to call.
        .filter(|url| clip.is_empty() || path(url) != path(&clip))
        .collect()
}

/// What a track with these URLs is offered in, lowest first.
pub(super) fn offers(urls: &[String]) -> Vec<QualityOffer> {
    let mut offers: Vec<QualityOffer> = urls
        .iter()
        .filter_map(|url| AudioFile::read(url.clone()))
        .map(|file| QualityOffer {
            quality: file.quality,
            codec: file.codec,
            bitrate_bps: file.bitrate_bps,
            size_bytes: None,
            file: String::new(),
        })
        .collect();
    sort_short_by_key(&mut offers, |offer| (offer.quality, offer.bitrate_bps));
    offers.dedup();
    offers
}

/// The best of `files` not above `quality`, or the lowest above it; others of the same kind are
/// its backups.
pub(super) fn located(
    mut files: Vec<AudioFile>,
    quality: Quality,
    duration_ms: Option<u64>,
    now: Timestamp,
) -> Result<AudioLocation, SourceError> {
    // Stable: of equals the first stays first.
    sort_short_by_key(&mut files, |file| std::cmp::Reverse((file.quality, file.bitrate_bps)));
    let chosen = files
        .iter()
        .find(|file| file.quality <= quality)
        .or(files.last())
        .cloned()
        .ok_or_else(|| SourceError::new(Outcome::NotFound, "no open format"))?;
    let alike = |file: &&AudioFile| {
        (file.quality, file.codec, file.bitrate_bps)
            == (chosen.quality, chosen.codec, chosen.bitrate_bps)
            && file.url != chosen.url
    };
    Ok(AudioLocation {
        backup_urls: files.iter().filter(alike).map(|file| file.url.clone()).collect(),
        quality: chosen.quality,
        codec: chosen.codec,
        bitrate_bps: chosen.bitrate_bps,
        size_bytes: chosen.size_bytes,
        duration_ms: duration_ms.filter(|&length| length > 0),
        expires_at: expiry(&chosen.url).unwrap_or(now + URL_LIFETIME),
        url: chosen.url,
    })
}

/// The `exp=` in the signature of a URL, in seconds since the epoch.
fn expiry(url: &str) -> Option<Timestamp> {
    let (_, query) = url.split_once('?')?;
    let at = query.find("exp=").filter(|&at| {
        // Not the end of another name, such as `regexp=`.
        at == 0 || !query.as_bytes()[at - 1].is_ascii_alphanumeric()
    })?;
    let digits = &query[at + "exp=".len()..];
    let end = digits.find(|digit: char| !digit.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().ok().map(Timestamp::from_secs)
}

fn path(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_expiry_is_read_from_the_signature() {
        for (url, seconds) in [
            ("https://h/a.mp3?hdnts=exp=1779889530~acl=/*~hmac=0", Some(1_779_889_530)),
            ("https://h/a.mp3?exp=12", Some(12)),
            ("https://h/a.mp3?regexp=12", None),
            ("https://h/exp=12.mp3", None),
            ("https://h/a.mp3?exp=99999999999999999999", None),
        ] {
            assert_eq!(expiry(url), seconds.map(Timestamp::from_secs), "{url}");
        }
    }

    #[test]
    fn the_best_file_not_above_the_wanted_tier_is_taken() {
        let file = |name: &str| AudioFile::read(format!("https://h/{name}")).unwrap();
        let files = vec![file("M500a.mp3"), file("M800a.mp3"), file("C400a.m4a")];
        let now = Timestamp::from_secs(0);
        let chosen =
            |files: &[AudioFile], quality| located(files.to_vec(), quality, None, now).unwrap().url;
        assert_eq!(chosen(&files, Quality::Hires), "https://h/M800a.mp3");
        assert_eq!(chosen(&files, Quality::High), "https://h/M500a.mp3");
        assert_eq!(chosen(&files[1..2], Quality::Standard), "https://h/M800a.mp3");
    }
}
