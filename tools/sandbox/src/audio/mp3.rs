//! MP3 at a constant bit rate.
//!
//! At 48 kHz every frame of a constant bit rate has the same size without padding. With the bit
//! reservoir off no frame refers to bytes of another, so frames of a phrase can be repeated.

use bytes::Bytes;
use mp3lame_encoder::{Bitrate, Builder, FlushNoGap, Mode, MonoPcm, Quality as Effort, VbrMode};

use super::SAMPLE_RATE;
use crate::catalogue::Quality;

/// Samples in a frame: 24 ms.
pub(super) const FRAME_SAMPLES: usize = 1152;
/// Frames encoded before and after the phrase, so that those kept are coded as in mid-stream.
const MARGIN_FRAMES: usize = 8;
const FRAME_HEADER: usize = 4;
/// Side information of one channel, which is zero in a frame without sound.
const SIDE_INFORMATION: usize = 17;

/// Bytes of a frame.
pub(super) const fn frame_bytes(quality: Quality) -> usize {
    match quality {
        Quality::Standard | Quality::Lossless => 384,
        Quality::Exhigh => 960,
    }
}

/// The frames of a phrase, whose length must be a whole number of frames. `None` if the encoder
/// refuses, which it does only for want of memory.
pub(super) fn encode(phrase: &[i16], quality: Quality) -> Option<Bytes> {
    let margin = (MARGIN_FRAMES * FRAME_SAMPLES).min(phrase.len());
    let samples: Vec<i16> = phrase[phrase.len() - margin..]
        .iter()
        .chain(phrase)
        .chain(&phrase[..margin])
        .copied()
        .collect();
    let mut encoder = encoder(quality)?;
    let mut stream = Vec::with_capacity(mp3lame_encoder::max_required_buffer_size(samples.len()));
    encoder.encode_to_vec(MonoPcm(&samples), &mut stream).ok()?;
    stream.reserve(mp3lame_encoder::max_required_buffer_size(FRAME_SAMPLES));
    encoder.flush_to_vec::<FlushNoGap>(&mut stream).ok()?;
    let frame = frame_bytes(quality);
    let first = margin / FRAME_SAMPLES * frame;
    let last = first + phrase.len() / FRAME_SAMPLES * frame;
    stream.get(first..last).map(Bytes::copy_from_slice)
}

fn encoder(quality: Quality) -> Option<mp3lame_encoder::Encoder> {
    let bitrate = match quality {
        Quality::Standard | Quality::Lossless => Bitrate::Kbps128,
        Quality::Exhigh => Bitrate::Kbps320,
    };
    let mut builder = Builder::new()?
        .with_num_channels(1)
        .ok()?
        .with_mode(Mode::Mono)
        .ok()?
        .with_sample_rate(SAMPLE_RATE)
        .ok()?
        .with_brate(bitrate)
        .ok()?
        .with_vbr_mode(VbrMode::Off)
        .ok()?
        .with_quality(Effort::Ok)
        .ok()?
        .with_to_write_vbr_tag(false)
        .ok()?;
    disable_reservoir(&mut builder);
    builder.build().ok()
}

#[expect(unsafe_code, reason = "the encoder's crate has no safe setter for the bit reservoir")]
fn disable_reservoir(builder: &mut Builder) {
    // SAFETY: the pointer is the builder's own, alive for this call and not kept.
    unsafe {
        mp3lame_encoder::ffi::lame_set_disable_reservoir(builder.as_ptr(), 1);
    }
}

/// The frame before the first: it has no sound and says how many frames and bytes follow, which
/// players take the length from and seek by.
pub(super) fn info_frame(first_frame: &[u8], frames: u32, quality: Quality) -> Vec<u8> {
    let size = frame_bytes(quality);
    let mut info = vec![0; size];
    info[..FRAME_HEADER].copy_from_slice(&first_frame[..FRAME_HEADER]);
    let total = u32::try_from(size).unwrap_or(u32::MAX).saturating_mul(frames.saturating_add(1));
    let mut tag = Vec::with_capacity(120);
    tag.extend_from_slice(b"Info");
    // Number of frames, number of bytes and a seek table are present.
    tag.extend_from_slice(&7_u32.to_be_bytes());
    tag.extend_from_slice(&frames.to_be_bytes());
    tag.extend_from_slice(&total.to_be_bytes());
    tag.extend((0..100_u32).map(|percent| u8::try_from(percent * 256 / 100).unwrap_or(u8::MAX)));
    let start = FRAME_HEADER + SIDE_INFORMATION;
    info[start..start + tag.len()].copy_from_slice(&tag);
    info
}
