//! Additive synthesis of one phrase.

use std::f64::consts::TAU;

use super::{Arrangement, BLOCK, Melody, NotationError, SAMPLE_RATE};
use crate::catalogue::Timbre;

const TABLE: usize = 2048;
/// Peak of one voice; two voices, a drum and a room stay below full scale.
const LEVEL: f32 = 0.42;
const ATTACK_S: f64 = 0.012;
const RELEASE_S: f64 = 0.03;
const DRUM_S: f64 = 0.09;

/// One phrase as 16-bit samples, a whole number of [`BLOCK`]s long and silent at both ends.
pub(super) fn phrase(arrangement: &Arrangement) -> Result<Vec<i16>, NotationError> {
    let melody = Melody::parse(&arrangement.melody)?;
    let samples_per_beat = 60.0 / arrangement.bpm * f64::from(SAMPLE_RATE);
    let length = whole_samples(melody.beats() * samples_per_beat).next_multiple_of(BLOCK);
    let mut mix = vec![0.0_f32; length];
    let table = wave_table(arrangement.timbre);
    let mut beat = 0.0;
    for note in &melody.notes {
        let start = whole_samples(beat * samples_per_beat);
        beat += note.beats;
        let end = whole_samples(beat * samples_per_beat).min(length);
        let Some(semitones) = note.semitones else { continue };
        let voice = Voice { table: &table, decay_s: decay_s(arrangement.timbre) };
        voice.sound(&mut mix[start..end], arrangement.frequency(semitones), LEVEL);
        if let Some(interval) = arrangement.second_voice {
            let frequency = arrangement.frequency(semitones + interval);
            voice.sound(&mut mix[start..end], frequency, LEVEL / 2.0);
        }
    }
    if arrangement.drum {
        drum(&mut mix, samples_per_beat);
    }
    room(&mut mix, arrangement.room);
    Ok(mix.into_iter().map(quantise).collect())
}

struct Voice<'a> {
    table: &'a [f32],
    decay_s: Option<f64>,
}

impl Voice<'_> {
    fn sound(&self, samples: &mut [f32], frequency: f64, level: f32) {
        let rate = f64::from(SAMPLE_RATE);
        let attack = ATTACK_S * rate;
        let release = RELEASE_S * rate;
        let decay = self.decay_s.map_or(1.0, |seconds| (-1.0 / (seconds * rate)).exp());
        let step = frequency / rate * as_f64(TABLE);
        let count = as_f64(samples.len());
        let (mut phase, mut body, mut position) = (0.0, 1.0, 0.0);
        for sample in samples {
            let edge = (position / attack).min((count - position) / release).min(1.0);
            *sample += self.table[whole_samples(phase) % TABLE] * narrow(edge * body) * level;
            phase = (phase + step) % as_f64(TABLE);
            body *= decay;
            position += 1.0;
        }
    }
}

fn wave_table(timbre: Timbre) -> Vec<f32> {
    let harmonics: &[f64] = match timbre {
        Timbre::Flute => &[1.0, 0.12, 0.05],
        Timbre::Strings => &[1.0, 0.5, 0.33, 0.25, 0.2, 0.16, 0.12],
        Timbre::Reed => &[1.0, 0.05, 0.5, 0.04, 0.3, 0.03, 0.15],
        Timbre::Plucked => &[1.0, 0.7, 0.45, 0.3, 0.2, 0.1],
        Timbre::Piano => &[1.0, 0.4, 0.2, 0.12, 0.06],
        Timbre::Choir => &[1.0, 0.6, 0.5, 0.1, 0.08],
        Timbre::Square => &[1.0, 0.0, 0.33, 0.0, 0.2, 0.0, 0.14],
    };
    let loudest: f64 = harmonics.iter().sum();
    (0..TABLE)
        .map(|index| {
            let angle = TAU * as_f64(index) / as_f64(TABLE);
            let sum: f64 = (1_u32..)
                .zip(harmonics)
                .map(|(order, weight)| weight * (angle * f64::from(order)).sin())
                .sum();
            narrow(sum / loudest)
        })
        .collect()
}

const fn decay_s(timbre: Timbre) -> Option<f64> {
    match timbre {
        Timbre::Plucked => Some(0.45),
        Timbre::Piano => Some(0.8),
        Timbre::Flute | Timbre::Strings | Timbre::Reed | Timbre::Choir | Timbre::Square => None,
    }
}

fn drum(mix: &mut [f32], samples_per_beat: f64) {
    let rate = f64::from(SAMPLE_RATE);
    let stride = whole_samples(samples_per_beat).max(1);
    for beat in mix.chunks_mut(stride) {
        for (sample, position) in beat.iter_mut().zip((0_u32..).map(f64::from)) {
            let seconds = position / rate;
            if seconds > DRUM_S {
                break;
            }
            let fall = 1.0 - seconds / DRUM_S;
            *sample += narrow((TAU * 55.0 * seconds).sin() * fall * 0.25);
        }
    }
}

/// Noise that swells and falls over the phrase, the same at each run.
fn room(mix: &mut [f32], loudness: f32) {
    if loudness <= 0.0 {
        return;
    }
    let length = as_f64(mix.len());
    let mut state = 0x2545_f491_u32;
    for (sample, position) in mix.iter_mut().zip((0_u32..).map(f64::from)) {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        let white = narrow(f64::from(state) / f64::from(u32::MAX)) * 2.0 - 1.0;
        let swell = narrow((std::f64::consts::PI * position / length).sin());
        *sample += white * loudness * swell;
    }
}

#[expect(clippy::cast_possible_truncation, reason = "clamped to the range of i16 before")]
fn quantise(sample: f32) -> i16 {
    (sample.clamp(-1.0, 1.0) * f32::from(i16::MAX)) as i16
}

#[expect(clippy::cast_possible_truncation, reason = "a sample needs no more than 24 bits")]
const fn narrow(value: f64) -> f32 {
    value as f32
}

#[expect(clippy::cast_precision_loss, reason = "counts of samples are far below 2^52")]
const fn as_f64(count: usize) -> f64 {
    count as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "positions are positive and below an hour of samples"
)]
fn whole_samples(position: f64) -> usize {
    position.max(0.0) as usize
}
