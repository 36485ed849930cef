//! Files of a stated length over a phrase that repeats.

use bytes::Bytes;

use super::{BLOCK, SAMPLE_RATE, flac, mp3};
use crate::catalogue::Quality;

const MP3_FRAME_MS: u64 = 24;
const FLAC_BLOCK_BYTES: usize = BLOCK * 2;

/// Size of a file that plays for so long.
pub fn size_bytes(quality: Quality, duration_ms: u64) -> u64 {
    match quality {
        Quality::Standard | Quality::Exhigh => {
            (mp3_frames(duration_ms) + 1) * mp3::frame_bytes(quality) as u64
        }
        Quality::Lossless => {
            let (full, rest) = flac_frames(duration_ms);
            let last = if rest == 0 { 0 } else { flac::frame_bytes(full, rest) };
            flac::HEADER_BYTES as u64 + flac::frames_before(full) + last as u64
        }
    }
}

fn mp3_frames(duration_ms: u64) -> u64 {
    (duration_ms + MP3_FRAME_MS / 2) / MP3_FRAME_MS
}

/// Full frames, and samples in the short one after them.
fn flac_frames(duration_ms: u64) -> (u32, usize) {
    let samples = samples(duration_ms);
    let block = BLOCK as u64;
    let full = u32::try_from(samples / block).unwrap_or(u32::MAX);
    (full, usize::try_from(samples % block).unwrap_or_default())
}

const fn samples(duration_ms: u64) -> u64 {
    duration_ms * SAMPLE_RATE as u64 / 1000
}

/// A file that exists only as a header, a phrase and a length.
#[derive(Debug, Clone)]
pub struct AudioFile {
    quality: Quality,
    duration_ms: u64,
    /// MP3 frames, or big-endian samples for FLAC.
    phrase: Bytes,
    header: Bytes,
}

impl AudioFile {
    /// A file that plays `phrase` (frames for MP3, big-endian samples for FLAC; never empty) over
    /// and over for `duration_ms`.
    pub(super) fn new(quality: Quality, duration_ms: u64, phrase: Bytes) -> Self {
        let header = match quality {
            Quality::Standard | Quality::Exhigh => {
                let frames = u32::try_from(mp3_frames(duration_ms)).unwrap_or(u32::MAX);
                mp3::info_frame(&phrase, frames, quality)
            }
            Quality::Lossless => flac::header(samples(duration_ms)),
        };
        Self { quality, duration_ms, phrase, header: header.into() }
    }

    /// Bytes of the whole file.
    pub fn size_bytes(&self) -> u64 {
        size_bytes(self.quality, self.duration_ms)
    }

    /// The bytes from `start` up to `end`, which must lie within the file, in pieces of some
    /// kilobytes made as they are asked for.
    pub fn pieces(self, start: u64, end: u64) -> impl Iterator<Item = Bytes> + Send + 'static {
        let mut position = start;
        std::iter::from_fn(move || {
            if position >= end {
                return None;
            }
            let mut piece = self.piece(position);
            let wanted = usize::try_from(end - position).unwrap_or(usize::MAX);
            piece.truncate(wanted);
            position += piece.len() as u64;
            Some(piece)
        })
    }

    /// Some bytes from `position` on.
    fn piece(&self, position: u64) -> Bytes {
        let header = self.header.len() as u64;
        if position < header {
            return self.header.slice(offset(position)..);
        }
        match self.quality {
            Quality::Standard | Quality::Exhigh => {
                let within = (position - header) % self.phrase.len() as u64;
                self.phrase.slice(offset(within)..)
            }
            Quality::Lossless => self.flac_piece(position - header),
        }
    }

    fn flac_piece(&self, position: u64) -> Bytes {
        let (full, rest) = flac_frames(self.duration_ms);
        // Frames differ in length by a few bytes only: the estimate is one too high at most.
        let estimate = position / flac::frame_bytes(0, BLOCK) as u64;
        let mut number = u32::try_from(estimate).unwrap_or(u32::MAX).min(full);
        while flac::frames_before(number) > position {
            number -= 1;
        }
        let blocks = self.phrase.len() / FLAC_BLOCK_BYTES;
        let block = number as usize % blocks * FLAC_BLOCK_BYTES;
        let length = if number == full { rest * 2 } else { FLAC_BLOCK_BYTES };
        let frame = flac::frame(number, &self.phrase[block..block + length]);
        Bytes::from(frame).slice(offset(position - flac::frames_before(number))..)
    }
}

fn offset(position: u64) -> usize {
    usize::try_from(position).expect("offsets within a piece fit in memory")
}
