//! The files Kugou keeps of a song. Each quality has a hash of its own; the signed call also wants
//! the id of the song on its album, so an offer's `file` is both, `hash` or `hash-id`.

use crate::catalog::model::{Codec, Quality, QualityOffer};

/// A file as an offer names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FileReference<'a> {
    /// 32 hexadecimal digits in lower case.
    pub hash: &'a str,
    /// Empty where it is not known.
    pub album_audio_id: &'a str,
}

impl<'a> FileReference<'a> {
    /// Reads an offer's `file`.
    pub fn read(file: &'a str) -> Self {
        let (hash, album_audio_id) = file.split_once('-').unwrap_or((file, ""));
        Self { hash, album_audio_id }
    }
}

/// A hash in lower case; `None` where there is no file.
pub(super) fn hash(sent: &str) -> Option<String> {
    let hash = sent.trim().to_ascii_lowercase();
    (hash.len() == 32 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(hash)
}

/// The offers of a song from its hashes and sizes: 128 kbit/s, 320 kbit/s, lossless and above.
/// `duration_secs` gives lossless files their mean bitrate.
pub(super) fn offers(
    files: [(&str, u64); 4],
    album_audio_id: &str,
    duration_secs: u64,
) -> Vec<QualityOffer> {
    const KINDS: [(Quality, Codec, u32); 4] = [
        (Quality::Standard, Codec::Mp3, 128_000),
        (Quality::Exhigh, Codec::Mp3, 320_000),
        (Quality::Lossless, Codec::Flac, 0),
        (Quality::Hires, Codec::Flac, 0),
    ];
    KINDS
        .into_iter()
        .zip(files)
        .filter_map(|((quality, codec, bitrate_bps), (sent, size))| {
            let hash = hash(sent)?;
            let mean = size.saturating_mul(8).checked_div(duration_secs).unwrap_or(0);
            Some(QualityOffer {
                quality,
                codec,
                bitrate_bps: match codec {
                    Codec::Flac => u32::try_from(mean).unwrap_or(0),
                    _ => bitrate_bps,
                },
                size_bytes: Some(size).filter(|&size| size > 0),
                file: match album_audio_id {
                    "" | "0" => hash,
                    id => format!("{hash}-{id}"),
                },
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HASH: &str = "0123456789ABCDEF0123456789ABCDEF";

    #[test]
    fn a_reference_is_read_as_it_was_written() {
        let offers = offers([(HASH, 10), ("", 0), ("", 0), ("", 0)], "42", 1);
        let file = FileReference::read(&offers[0].file);
        assert_eq!(file.hash, HASH.to_lowercase());
        assert_eq!(file.album_audio_id, "42");
        assert_eq!(FileReference::read(HASH).album_audio_id, "");
    }

    #[test]
    fn an_empty_hash_is_an_absent_file() {
        let offers = offers([(HASH, 10), ("", 5), (HASH, 1000), ("short", 1)], "", 8);
        let tiers: Vec<_> = offers.iter().map(|offer| (offer.quality, offer.bitrate_bps)).collect();
        assert_eq!(tiers, [(Quality::Standard, 128_000), (Quality::Lossless, 1000)]);
    }
}
