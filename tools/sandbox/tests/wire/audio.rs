use std::f64::consts::TAU;
use std::io::Cursor;
use std::time::Duration;

use axum::http::StatusCode;
use sandbox::audio::{Arrangement, Cut, Melody, SAMPLE_RATE, Take};
use sandbox::catalogue::{Listing, Quality, Source};
use symphonia::core::codecs::audio::AudioDecoderOptions;
use symphonia::core::errors::Error;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, TrackType};
use symphonia::core::io::{MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::MetadataOptions;

use crate::bench::{Bench, HOST};

const MINUET: &str = "minuet/ashgrove/studio";

fn url(bench: &Bench, listing: &Listing, take: Take) -> String {
    let now = bench.sandbox.clock.now();
    let url = bench.sandbox.links.url(&format!("http://{HOST}"), listing, take, now);
    url.replace("&amp;", "&")
}

/// All samples of the only channel. Fails at the first packet that cannot be decoded.
fn decode(file: Vec<u8>) -> Vec<f32> {
    let stream =
        MediaSourceStream::new(Box::new(Cursor::new(file)), MediaSourceStreamOptions::default());
    let mut format = symphonia::default::get_probe()
        .probe(&Hint::new(), stream, FormatOptions::default(), MetadataOptions::default())
        .expect("the format is known");
    let track = format.default_track(TrackType::Audio).expect("there is a track");
    let parameters = track.codec_params.as_ref().and_then(|p| p.audio()).expect("of audio");
    assert_eq!(parameters.sample_rate, Some(SAMPLE_RATE));
    let mut decoder = symphonia::default::get_codecs()
        .make_audio_decoder(parameters, &AudioDecoderOptions::default())
        .expect("the codec is known");
    let mut samples = Vec::new();
    let mut packet_samples: Vec<f32> = Vec::new();
    loop {
        match format.next_packet() {
            Ok(Some(packet)) => {
                let buffer = decoder.decode(&packet).expect("every packet decodes");
                buffer.copy_to_vec_interleaved(&mut packet_samples);
                samples.extend_from_slice(&packet_samples);
            }
            Ok(None) => break,
            Err(Error::IoError(error)) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
                break;
            }
            Err(error) => panic!("{error}"),
        }
    }
    samples
}

/// Power of one frequency (Goertzel's algorithm), per sample.
fn power(samples: &[f32], frequency: f64) -> f64 {
    let coefficient = 2.0 * (TAU * frequency / f64::from(SAMPLE_RATE)).cos();
    let (mut before, mut last) = (0.0, 0.0);
    for sample in samples {
        let next = f64::from(*sample) + coefficient * last - before;
        (before, last) = (last, next);
    }
    let count = seconds(samples) * f64::from(SAMPLE_RATE);
    (last * last + before * before - coefficient * last * before) / (count * count)
}

/// The first notes of the melody sound in the samples, and what lies between them does not.
fn assert_plays_the_melody(samples: &[f32], arrangement: &Arrangement) {
    let melody = Melody::parse(&arrangement.melody).expect("the melody can be read");
    let place = |beat: f64| {
        let micros = Duration::from_secs_f64(beat * 60.0 / arrangement.bpm).as_micros();
        usize::try_from(micros * u128::from(SAMPLE_RATE) / 1_000_000).expect("it is in memory")
    };
    let mut beat = 0.0;
    for note in melody.notes.iter().take(6) {
        let window = &samples[place(beat + note.beats * 0.3)..place(beat + note.beats * 0.9)];
        beat += note.beats;
        let Some(semitones) = note.semitones else { continue };
        let tone = power(window, arrangement.frequency(semitones));
        let beside = power(window, arrangement.frequency(semitones) * 1.3);
        assert!(tone > 1e-5, "silent at beat {beat}: {tone:e}");
        assert!(tone > 20.0 * beside, "another tone at beat {beat}: {tone:e} and {beside:e}");
    }
}

fn seconds(samples: &[f32]) -> f64 {
    f64::from(u32::try_from(samples.len()).expect("less than a day")) / f64::from(SAMPLE_RATE)
}

#[tokio::test]
async fn files_of_every_quality_decode_to_the_melody_at_their_length() {
    let bench = Bench::new();
    for source in Source::ALL {
        let listing = bench.listing(MINUET, source);
        let recording = bench.sandbox.catalogue.recording(listing);
        for quality in &listing.qualities {
            let answer = bench.get(&url(&bench, listing, Take::whole(listing, *quality))).await;
            assert_eq!(answer.status, StatusCode::OK);
            let samples = decode(answer.body.to_vec());
            let expected = f64::from(u32::try_from(listing.duration_ms).unwrap()) / 1000.0;
            let difference = (seconds(&samples) - expected).abs();
            assert!(difference < 0.1, "{source:?} {quality:?} is off by {difference} s");
            assert_plays_the_melody(&samples, &Arrangement::of(recording));
        }
    }
}

/// A seam would be a click: much louder at the high end than the music around it.
#[tokio::test]
async fn the_phrase_repeats_without_a_seam() {
    let bench = Bench::new();
    let listing = bench.listing("little-star/ashgrove/studio", Source::Netease);
    for quality in Quality::ALL {
        let answer = bench.get(&url(&bench, listing, Take::whole(listing, quality))).await;
        let samples = decode(answer.body.to_vec());
        let largest_step =
            samples.windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(0.0, f32::max);
        let arrangement = Arrangement::of(bench.sandbox.catalogue.recording(listing));
        assert!(largest_step < 0.12, "{quality:?} {largest_step} {arrangement:?}");
    }
}

#[tokio::test]
async fn clips_and_notices_are_as_short_as_they_say() {
    let bench = Bench::new();
    for (key, source, cut, expected) in [
        ("moon-spring/silk-bamboo/studio", Source::Netease, Cut::Clip, 30.0),
        ("moon-spring/silk-bamboo/studio", Source::Kugou, Cut::Clip, 60.0),
        ("moon-spring/su-wanqing/studio", Source::Kugou, Cut::Notice, 6.0),
    ] {
        let listing = bench.listing(key, source);
        let take = match cut {
            Cut::Clip => Take::clip(listing),
            Cut::Full | Cut::Notice => Take::whole(listing, Quality::Standard),
        };
        assert_eq!(take.cut, cut);
        let samples = decode(bench.get(&url(&bench, listing, take)).await.body.to_vec());
        assert!((seconds(&samples) - expected).abs() < 0.1, "{key} {}", seconds(&samples));
    }
}

#[tokio::test]
async fn versions_of_a_song_are_different_files() {
    let bench = Bench::new();
    let mut bodies = Vec::new();
    for version in ["studio", "live", "instrumental"] {
        let key = format!("jasmine/lin-xiaoman/{version}");
        let listing = bench.listing(&key, Source::Qq);
        let take = Take::whole(listing, Quality::Standard);
        let url = url(&bench, listing, take);
        let answer = bench.send("GET", &url, &[("range", "bytes=384-50000")], "").await;
        bodies.push(answer.body);
    }
    assert!(bodies[0] != bodies[1] && bodies[1] != bodies[2] && bodies[0] != bodies[2]);
}

#[tokio::test]
async fn any_range_is_a_slice_of_the_whole() {
    let bench = Bench::new();
    let listing = bench.listing(MINUET, Source::Kugou);
    for quality in Quality::ALL {
        let url = url(&bench, listing, Take::whole(listing, quality));
        let whole = bench.get(&url).await;
        let size = whole.body.len();
        assert_eq!(whole.header("content-length"), size.to_string());
        assert_eq!(whole.header("accept-ranges"), "bytes");
        for (start, end) in [
            (0, 1),
            (0, 8192),
            (41, 43),
            (383, 385),
            (9_000, 19_500),
            (size / 2, size / 2 + 100_000),
            (size - 1, size),
            (size - 70_000, size),
        ] {
            let range = format!("bytes={start}-{}", end - 1);
            let part = bench.send("GET", &url, &[("range", &range)], "").await;
            assert_eq!(part.status, StatusCode::PARTIAL_CONTENT);
            assert_eq!(part.header("content-range"), format!("bytes {start}-{}/{size}", end - 1));
            assert_eq!(part.body, whole.body.slice(start..end), "{quality:?} {range}");
        }
        let suffix = bench.send("GET", &url, &[("range", "bytes=-500")], "").await;
        assert_eq!(suffix.body, whole.body.slice(size - 500..));
        let beyond = format!("bytes={size}-");
        let beyond = bench.send("GET", &url, &[("range", &beyond)], "").await;
        assert_eq!(beyond.status, StatusCode::RANGE_NOT_SATISFIABLE);
        assert_eq!(beyond.header("content-range"), format!("bytes */{size}"));
    }
}

#[tokio::test]
async fn head_and_conditions_are_honoured() {
    let bench = Bench::new();
    let listing = bench.listing(MINUET, Source::Qq);
    let url = url(&bench, listing, Take::whole(listing, Quality::Exhigh));
    let head = bench.send("HEAD", &url, &[], "").await;
    assert_eq!(head.status, StatusCode::OK);
    assert!(head.body.is_empty());
    assert_eq!(head.header("content-type"), "audio/mpeg");
    assert!(head.header("content-length").parse::<u64>().unwrap() > 3_000_000);
    let etag = head.header("etag").to_owned();
    let known = bench.send("GET", &url, &[("if-none-match", &etag)], "").await;
    assert_eq!(known.status, StatusCode::NOT_MODIFIED);
    let range = ("range", "bytes=0-9");
    let same = bench.send("GET", &url, &[range, ("if-range", &etag)], "").await;
    assert_eq!(same.status, StatusCode::PARTIAL_CONTENT);
    let other = bench.send("HEAD", &url, &[range, ("if-range", "\"other\"")], "").await;
    assert_eq!(other.status, StatusCode::OK);
}

#[tokio::test]
async fn addresses_that_are_unsigned_altered_or_old_are_forbidden() {
    let bench = Bench::new();
    for source in Source::ALL {
        let listing = bench.listing(MINUET, source);
        let other = bench.listing("jasmine/lin-xiaoman/studio", source);
        let address = url(&bench, listing, Take::whole(listing, Quality::Standard));
        assert_eq!(bench.send("HEAD", &address, &[], "").await.status, StatusCode::OK);
        let name =
            |listing| sandbox::audio::file_name(listing, Take::whole(listing, Quality::Standard));
        let altered = address.replace(&name(listing), &name(other));
        assert_ne!(altered, address);
        let bare = address.split('?').next().unwrap().replace('2', "3");
        for wrong in [altered, bare] {
            assert_eq!(bench.get(&wrong).await.status, StatusCode::FORBIDDEN, "{wrong}");
        }
        bench.advance(100_000);
        assert_eq!(bench.get(&address).await.status, StatusCode::FORBIDDEN, "{address}");
    }
}
