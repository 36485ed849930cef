//! FLAC with verbatim subframes: lossless, and the size of every frame is known before it is made.

use std::sync::LazyLock;

use super::{BLOCK, SAMPLE_RATE};

/// `fLaC`, one metadata block header and STREAMINFO.
pub(super) const HEADER_BYTES: usize = 4 + 4 + 34;
const BYTES_PER_SAMPLE: usize = 2;
/// Sync code and block size strategy, block size and rate, channels and sample size; CRC-8;
/// subframe header; CRC-16. The number of the frame comes on top.
const FIXED_BYTES: usize = 4 + 1 + 1 + 2;
/// The last frame is shorter and says so in two bytes more.
const SHORT_FRAME_BYTES: usize = 2;

static CRC8: LazyLock<[u8; 256]> = LazyLock::new(|| {
    std::array::from_fn(|index| {
        let byte = u8::try_from(index).unwrap_or_default();
        (0..8).fold(byte, |crc, _| if crc & 0x80 == 0 { crc << 1 } else { crc << 1 ^ 0x07 })
    })
});

static CRC16: LazyLock<[u16; 256]> = LazyLock::new(|| {
    std::array::from_fn(|index| {
        let word = u16::try_from(index).unwrap_or_default() << 8;
        (0..8).fold(word, |crc, _| if crc & 0x8000 == 0 { crc << 1 } else { crc << 1 ^ 0x8005 })
    })
});

/// Stream marker and STREAMINFO for so many samples.
pub(super) fn header(samples: u64) -> Vec<u8> {
    let block = u16::try_from(BLOCK).expect("a block is 4608 samples");
    let mut header = Vec::with_capacity(HEADER_BYTES);
    header.extend_from_slice(b"fLaC");
    // The last metadata block, of kind STREAMINFO, 34 bytes.
    header.extend_from_slice(&[0x80, 0, 0, 34]);
    header.extend_from_slice(&block.to_be_bytes());
    header.extend_from_slice(&block.to_be_bytes());
    // Smallest and largest frame: not stated.
    header.extend_from_slice(&[0; 6]);
    // 20 bits rate, 3 bits channels - 1, 5 bits sample size - 1, 36 bits samples.
    let packed = u64::from(SAMPLE_RATE) << 44 | 15 << 36 | samples & 0xf_ffff_ffff;
    header.extend_from_slice(&packed.to_be_bytes());
    // MD5 of the samples: not stated.
    header.extend_from_slice(&[0; 16]);
    header
}

/// Bytes of frame `number`, of `samples` samples.
pub(super) fn frame_bytes(number: u32, samples: usize) -> usize {
    let short = if samples == BLOCK { 0 } else { SHORT_FRAME_BYTES };
    FIXED_BYTES + short + number_bytes(number) + samples * BYTES_PER_SAMPLE
}

/// Bytes of all frames before frame `number`, which are of full length.
pub(super) fn frames_before(number: u32) -> u64 {
    // Numbers from each of these on take one byte more.
    let longer: u64 = [0x80_u32, 0x800, 0x1_0000, 0x20_0000]
        .into_iter()
        .map(|from| u64::from(number.saturating_sub(from)))
        .sum();
    u64::from(number) * frame_bytes(0, BLOCK) as u64 + longer
}

/// Frame `number` over samples given as big-endian bytes.
pub(super) fn frame(number: u32, samples: &[u8]) -> Vec<u8> {
    let count = samples.len() / BYTES_PER_SAMPLE;
    let mut frame = Vec::with_capacity(frame_bytes(number, count));
    // Sync code, fixed block size; then 4608 or a size given below, 48 kHz; one channel, 16 bits.
    let block_size = if count == BLOCK { 0x5a } else { 0x7a };
    frame.extend_from_slice(&[0xff, 0xf8, block_size, 0x08]);
    push_number(&mut frame, number);
    if count != BLOCK {
        frame.extend_from_slice(&u16::try_from(count - 1).unwrap_or(u16::MAX).to_be_bytes());
    }
    let crc8 = frame.iter().fold(0_u8, |crc, byte| CRC8[usize::from(crc ^ byte)]);
    frame.push(crc8);
    // A verbatim subframe without wasted bits.
    frame.push(0x02);
    frame.extend_from_slice(samples);
    let crc16 = frame
        .iter()
        .fold(0_u16, |crc, byte| crc << 8 ^ CRC16[usize::from(crc.to_be_bytes()[0] ^ byte)]);
    frame.extend_from_slice(&crc16.to_be_bytes());
    frame
}

const fn number_bytes(number: u32) -> usize {
    match number {
        0..0x80 => 1,
        0x80..0x800 => 2,
        0x800..0x1_0000 => 3,
        0x1_0000..0x20_0000 => 4,
        _ => 5,
    }
}

/// The frame's number in the variable length of UTF-8, which FLAC extends to 31 bits.
fn push_number(frame: &mut Vec<u8>, number: u32) {
    let [.., low] = number.to_be_bytes();
    let following = number_bytes(number) - 1;
    if following == 0 {
        frame.push(low);
        return;
    }
    let six_bits = |shift: usize| {
        let [.., byte] = (number >> (6 * shift)).to_be_bytes();
        byte
    };
    let lead: u8 = [0, 0xc0, 0xe0, 0xf0, 0xf8][following];
    frame.push(lead | six_bits(following));
    frame.extend((0..following).rev().map(|shift| 0x80 | six_bits(shift) & 0x3f));
}
