//! The files QQ Music keeps of a song. A file's name is a prefix for its quality, the song's
//! `media_mid`, and the ending.

use super::wire;
use crate::catalog::model::{Codec, Quality, QualityOffer};

/// A kind of file that plays in full and unencrypted.
#[derive(Debug, Clone, Copy)]
pub(super) struct FileKind {
    prefix: &'static str,
    extension: &'static str,
    pub quality: Quality,
    pub codec: Codec,
    /// Bits per second; 0 for lossless files.
    pub bitrate_bps: u32,
}

const fn kind(
    prefix: &'static str,
    extension: &'static str,
    quality: Quality,
    codec: Codec,
    bitrate_bps: u32,
) -> FileKind {
    FileKind { prefix, extension, quality, codec, bitrate_bps }
}

/// In the order they are offered: lowest tier first, within a tier the least preferred first.
const KINDS: [FileKind; 12] = [
    kind("C200", "m4a", Quality::Standard, Codec::Aac, 48_000),
    kind("C400", "m4a", Quality::Standard, Codec::Aac, 96_000),
    kind("O400", "ogg", Quality::Standard, Codec::Ogg, 96_000),
    kind("M500", "mp3", Quality::Standard, Codec::Mp3, 128_000),
    kind("O600", "ogg", Quality::High, Codec::Ogg, 192_000),
    kind("C600", "m4a", Quality::High, Codec::Aac, 192_000),
    kind("O800", "ogg", Quality::Exhigh, Codec::Ogg, 320_000),
    kind("O801", "ogg", Quality::Exhigh, Codec::Ogg, 640_000),
    kind("M800", "mp3", Quality::Exhigh, Codec::Mp3, 320_000),
    kind("A000", "ape", Quality::Lossless, Codec::Ape, 0),
    kind("F000", "flac", Quality::Lossless, Codec::Flac, 0),
    kind("AI00", "flac", Quality::Hires, Codec::Flac, 0),
];

/// The prefix of a clip.
const TRIAL_PREFIX: &str = "RS02";

/// What a file name says of the file.
#[derive(Debug, Clone, Copy)]
pub(super) enum FileName {
    /// The whole song, unencrypted.
    Playable(FileKind),
    /// A clip.
    Trial,
    /// Encrypted, spatial, or not known.
    Other,
}

/// Reads the last part of a play path, with or without its query.
pub(super) fn read_name(path: &str) -> FileName {
    let path = path.split('?').next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    if name.starts_with(TRIAL_PREFIX) {
        return FileName::Trial;
    }
    KINDS
        .into_iter()
        .find(|kind| {
            name.strip_prefix(kind.prefix).is_some_and(|rest| rest.ends_with(kind.extension))
        })
        .map_or(FileName::Other, FileName::Playable)
}

/// What the song is offered in, lowest first. `duration_secs` gives lossless files their mean
/// bitrate.
pub(super) fn offers(file: &wire::File, duration_secs: u64) -> Vec<QualityOffer> {
    if file.media_mid.is_empty() {
        return Vec::new();
    }
    let size_of = |prefix: &str| match prefix {
        "C200" => file.size_48aac,
        "C400" => file.size_96aac,
        "O400" => file.size_96ogg,
        "M500" => file.size_128mp3,
        "O600" => file.size_192ogg,
        "C600" => file.size_192aac,
        "M800" => file.size_320mp3,
        "F000" => file.size_flac,
        "AI00" => file.size_hires,
        // The track object states no size for the rest, so they cannot be known to exist.
        _ => 0,
    };
    KINDS
        .into_iter()
        .filter_map(|kind| {
            let size_bytes = size_of(kind.prefix);
            (size_bytes > 0).then(|| QualityOffer {
                quality: kind.quality,
                codec: kind.codec,
                bitrate_bps: match kind.bitrate_bps {
                    0 => mean_bitrate(size_bytes, duration_secs),
                    bitrate_bps => bitrate_bps,
                },
                size_bytes: Some(size_bytes),
                file: format!("{}{}.{}", kind.prefix, file.media_mid, kind.extension),
            })
        })
        .collect()
}

fn mean_bitrate(size_bytes: u64, duration_secs: u64) -> u32 {
    size_bytes
        .saturating_mul(8)
        .checked_div(duration_secs)
        .and_then(|bitrate| u32::try_from(bitrate).ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_by_prefix_and_ending() {
        let playable = |path| match read_name(path) {
            FileName::Playable(kind) => Some((kind.quality, kind.codec)),
            _ => None,
        };
        assert_eq!(playable("M8000abc.mp3?vkey=1"), Some((Quality::Exhigh, Codec::Mp3)));
        assert_eq!(playable("a/b/F0000abc.flac"), Some((Quality::Lossless, Codec::Flac)));
        assert_eq!(playable("F0M00abc.mflac"), None);
        assert_eq!(playable("O6M00abc.mgg"), None);
        assert_eq!(playable("F0000abc.mp3"), None);
        assert!(matches!(read_name("RS020abc.mp3"), FileName::Trial));
    }

    #[test]
    fn a_lossless_file_has_its_mean_bitrate_and_an_absent_file_is_no_offer() {
        let file =
            wire::File { media_mid: "m".to_owned(), size_flac: 1_000_000, ..wire::File::default() };
        let offers = offers(&file, 10);
        assert_eq!(offers.len(), 1);
        assert_eq!((offers[0].bitrate_bps, offers[0].file.as_str()), (800_000, "F000m.flac"));
    }
}
