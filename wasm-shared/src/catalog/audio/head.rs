use crate::catalog::model::Codec;

/// What the first bytes of a file say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The codec, or the one that usually is in this container.
    pub codec: Codec,
    /// How long the file plays in milliseconds; `None` when its head does not say and it cannot be
    /// reckoned.
    pub duration_ms: Option<u64>,
}

/// The bytes begin like no audio that a player opens: a page, an error, an encrypted container.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the head of an audio file")]
pub struct UnknownContainer;

/// Reads the head of a file of `size_bytes` in all.
///
/// MP3 by its Xing or VBRI header or, at a constant bitrate, by its first frame and the size (ISO
/// 11172-3); FLAC by STREAMINFO (RFC 9639); MP4 by its movie header where that stands in front (ISO
/// 14496-12); Ogg by its capture pattern (RFC 3533), which leaves the length open.
pub fn read_head(bytes: &[u8], size_bytes: Option<u64>) -> Result<Head, UnknownContainer> {
    if bytes.starts_with(b"fLaC") {
        return Ok(Head { codec: Codec::Flac, duration_ms: flac_duration_ms(bytes) });
    }
    if bytes.starts_with(b"OggS") {
        return Ok(Head { codec: Codec::Ogg, duration_ms: None });
    }
    if bytes.starts_with(b"MAC ") {
        return Ok(Head { codec: Codec::Ape, duration_ms: None });
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return Ok(Head { codec: Codec::Aac, duration_ms: mp4_duration_ms(bytes) });
    }
    mp3(bytes, size_bytes)
}

fn flac_duration_ms(bytes: &[u8]) -> Option<u64> {
    // Marker, header of the first block, block and frame sizes; then rate, channels, depth, samples.
    let packed = u64::from_be_bytes(bytes.get(18..26)?.try_into().ok()?);
    let (rate, samples) = (packed >> 44, packed & ((1 << 36) - 1));
    (samples > 0).then(|| (samples * 1_000).checked_div(rate)).flatten()
}

fn mp4_duration_ms(bytes: &[u8]) -> Option<u64> {
    let box_at = bytes.windows(4).position(|name| name == b"mvhd")? + 4;
    let wide = *bytes.get(box_at)? == 1;
    // Version and flags, then times of creation and change, in 8 bytes each or in 4.
    let scale_at = box_at + if wide { 20 } else { 12 };
    let scale = u64::from(be_u32(bytes, scale_at)?);
    let duration = if wide {
        u64::from_be_bytes(bytes.get(scale_at + 4..scale_at + 12)?.try_into().ok()?)
    } else {
        u64::from(be_u32(bytes, scale_at + 4)?)
    };
    duration.checked_mul(1_000)?.checked_div(scale).filter(|millis| *millis > 0)
}

/// A frame header of MPEG audio, layer III.
struct Frame {
    at: usize,
    mpeg_1: bool,
    mono: bool,
    bitrate_bps: u64,
    sample_rate: u64,
    padded: bool,
}

impl Frame {
    const BITRATES_1: [u16; 15] =
        [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    const BITRATES_2: [u16; 15] = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

    fn read(bytes: &[u8], at: usize) -> Option<Self> {
        let header = be_u32(bytes, at)?;
        let version = (header >> 19) & 3;
        // Eleven set bits, layer III, and no reserved value.
        if header >> 21 != 0x7ff || (header >> 17) & 3 != 1 || version == 1 {
            return None;
        }
        let mpeg_1 = version == 3;
        let table = if mpeg_1 { Self::BITRATES_1 } else { Self::BITRATES_2 };
        let kilobits = *table.get(usize::try_from((header >> 12) & 15).ok()?)?;
        let rate = [44_100, 48_000, 32_000].get(usize::try_from((header >> 10) & 3).ok()?)?;
        let divisor = match version {
            3 => 1,
            2 => 2,
            _ => 4,
        };
        (kilobits > 0).then_some(Self {
            at,
            mpeg_1,
            mono: (header >> 6) & 3 == 3,
            bitrate_bps: u64::from(kilobits) * 1_000,
            sample_rate: rate / divisor,
            padded: (header >> 9) & 1 == 1,
        })
    }

    const fn samples(&self) -> u64 {
        if self.mpeg_1 { 1_152 } else { 576 }
    }

    fn length(&self) -> usize {
        let bytes = self.samples() / 8 * self.bitrate_bps / self.sample_rate;
        usize::try_from(bytes).unwrap_or(usize::MAX) + usize::from(self.padded)
    }

    /// Frames in the file, as encoders of variable bitrate note them in the first.
    fn noted_frames(&self, bytes: &[u8]) -> Option<u64> {
        let side = match (self.mpeg_1, self.mono) {
            (true, false) => 32,
            (true, true) | (false, false) => 17,
            (false, true) => 9,
        };
        let xing = self.at + 4 + side;
        if matches!(bytes.get(xing..xing + 4), Some(b"Xing" | b"Info")) {
            let has_frames = be_u32(bytes, xing + 4)? & 1 == 1;
            return has_frames.then(|| be_u32(bytes, xing + 8)).flatten().map(u64::from);
        }
        let vbri = self.at + 36;
        (bytes.get(vbri..vbri + 4) == Some(b"VBRI"))
            .then(|| be_u32(bytes, vbri + 14))
            .flatten()
            .map(u64::from)
    }
}

fn mp3(bytes: &[u8], size_bytes: Option<u64>) -> Result<Head, UnknownContainer> {
    let tag = id3_length(bytes);
    let begin = tag.unwrap_or(0);
    if begin >= bytes.len() {
        // A tag with a picture in it is longer than what was read.
        let duration_ms = None;
        return tag.map(|_| Head { codec: Codec::Mp3, duration_ms }).ok_or(UnknownContainer);
    }
    let frame = first_frame(bytes, begin).ok_or(UnknownContainer)?;
    let duration_ms = match frame.noted_frames(bytes) {
        Some(frames) => Some(frames * frame.samples() * 1_000 / frame.sample_rate),
        None => size_bytes.map(|size| {
            let audio = size.saturating_sub(u64::try_from(frame.at).unwrap_or(u64::MAX));
            audio.saturating_mul(8_000) / frame.bitrate_bps
        }),
    };
    Ok(Head { codec: Codec::Mp3, duration_ms })
}

/// The first frame that another follows, or that the bytes end in: eleven set bits alone are found in
/// anything.
fn first_frame(bytes: &[u8], begin: usize) -> Option<Frame> {
    (begin..bytes.len().min(begin + 4_096)).find_map(|at| {
        let frame = Frame::read(bytes, at)?;
        let next = at + frame.length();
        (next + 4 > bytes.len() || Frame::read(bytes, next).is_some()).then_some(frame)
    })
}

/// The whole length of an `ID3v2` tag, its header included.
fn id3_length(bytes: &[u8]) -> Option<usize> {
    let sizes = bytes.get(6..10).filter(|_| bytes.starts_with(b"ID3"))?;
    // Four bytes of seven bits.
    let size = sizes.iter().fold(0_usize, |size, byte| size << 7 | usize::from(byte & 0x7f));
    Some(size + 10)
}

fn be_u32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// 128 kbit/s, 44.1 kHz, stereo: 417 bytes a frame.
    const FRAME: [u8; 4] = [0xff, 0xfb, 0x90, 0x00];

    fn frames(count: usize) -> Vec<u8> {
        let mut frame = FRAME.to_vec();
        frame.resize(417, 0);
        frame.repeat(count)
    }

    #[test]
    fn a_constant_bitrate_is_reckoned_from_the_size() {
        let head = read_head(&frames(8), Some(2_928_000)).unwrap();
        assert_eq!(head, Head { codec: Codec::Mp3, duration_ms: Some(183_000) });
        assert_eq!(read_head(&frames(8), None).unwrap().duration_ms, None);
    }

    #[test]
    fn a_tag_is_not_audio() {
        let mut file = b"ID3\x04\x00\x00\x00\x00\x01\x00".to_vec();
        file.resize(10 + 128, 0);
        file.extend(frames(4));
        let size = 138 + 16_000;
        assert_eq!(read_head(&file, Some(size)).unwrap().duration_ms, Some(1_000));
        let picture = b"ID3\x04\x00\x00\x00\x7f\x7f\x7f rest";
        assert_eq!(read_head(picture, Some(5_000_000)).unwrap().duration_ms, None);
    }

    #[test]
    fn a_variable_bitrate_notes_its_frames() {
        let mut file = frames(4);
        file[36..40].copy_from_slice(b"Xing");
        file[40..44].copy_from_slice(&1_u32.to_be_bytes());
        file[44..48].copy_from_slice(&10_000_u32.to_be_bytes());
        assert_eq!(read_head(&file, Some(1)).unwrap().duration_ms, Some(261_224));
    }

    #[test]
    fn lossless_and_mp4_say_how_long_they_are() {
        let mut flac = b"fLaC\x00\x00\x00\x22".to_vec();
        flac.resize(18, 0);
        let packed = 44_100_u64 << 44 | 1 << 41 | 15 << 36 | (44_100 * 200);
        flac.extend(packed.to_be_bytes());
        let head = read_head(&flac, None).unwrap();
        assert_eq!(head, Head { codec: Codec::Flac, duration_ms: Some(200_000) });

        let mut mp4 = b"\x00\x00\x00\x18ftypM4A ".to_vec();
        mp4.extend(b"....mvhd\x00\x00\x00\x00........");
        mp4.extend(44_100_u32.to_be_bytes());
        mp4.extend((44_100_u32 * 30).to_be_bytes());
        let head = read_head(&mp4, None).unwrap();
        assert_eq!(head, Head { codec: Codec::Aac, duration_ms: Some(30_000) });
    }

    #[test]
    fn what_is_no_audio_is_refused() {
        for bytes in [
            &b""[..],
            b"<!DOCTYPE html><html>",
            b"{\"code\":403}",
            b"CTENFDAM encrypted",
            &[0xff; 600],
            &[0; 600],
        ] {
            assert_eq!(read_head(bytes, Some(3_000_000)), Err(UnknownContainer), "{bytes:?}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..2_000), size: Option<u64>) {
            let _ = read_head(&bytes, size);
            for magic in [&b"fLaC"[..], b"\x00\x00\x00\x00ftyp", b"ID3", &FRAME, b"OggS"] {
                let _ = read_head(&[magic, &bytes].concat(), size);
            }
        }
    }
}
