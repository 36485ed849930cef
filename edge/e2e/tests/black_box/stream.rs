//! The audio itself, judged by a decoder that shares nothing with what made it.

use std::{path::PathBuf, process::Command};

use edge_e2e::{Answer, System};
use reqwest::Method;

/// The length that `ffprobe` finds in a file after decoding all of it, in milliseconds.
fn decoded_ms(audio: &[u8], name: &str) -> u64 {
    let ffprobe = std::env::var("FFPROBE").expect("FFPROBE is not set; `make test` sets it");
    let path: PathBuf = std::env::temp_dir().join(format!("{}-{name}", uuid::Uuid::new_v4()));
    std::fs::write(&path, audio).expect("the temporary folder can be written");
    let output = Command::new(ffprobe)
        .args(["-v", "error", "-count_frames", "-select_streams", "a:0"])
        .args(["-show_entries", "stream=nb_read_frames,sample_rate,codec_name:format=duration"])
        .args(["-of", "json"])
        .arg(&path)
        .output()
        .expect("ffprobe runs");
    std::fs::remove_file(&path).expect("the file was there");
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && complaints.is_empty(), "{name}: {complaints}");
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let frames: u64 = found["streams"][0]["nb_read_frames"].as_str().unwrap().parse().unwrap();
    assert!(frames > 100, "{name}: {found}");
    let seconds: f64 = found["format"]["duration"].as_str().unwrap().parse().unwrap();
    std::time::Duration::from_secs_f64(seconds).as_millis().try_into().unwrap()
}

#[tokio::test]
async fn mp3_and_flac_decode_to_the_stated_length() {
    let system = System::begin().await;
    let listener = system.sign_in().await;
    let track = listener.find("茉莉花", "林小满").await;
    let id = track["id"].as_str().unwrap();
    for (quality, codec, media_type) in [
        ("standard", "mp3", "audio/mpeg"),
        ("exhigh", "mp3", "audio/mpeg"),
        ("lossless", "flac", "audio/flac"),
    ] {
        let playback = listener.playback(id, quality).await;
        assert_eq!(
            (&playback.json["codec"], &playback.json["quality"]),
            (&codec.into(), &quality.into())
        );
        let stream = listener.stream(id, quality, None).await;
        assert_eq!((stream.status, stream.header("content-type")), (200, media_type));
        assert_eq!(stream.header("accept-ranges"), "bytes");
        let stated = playback.json["duration_ms"].as_u64().unwrap();
        let decoded = decoded_ms(&stream.bytes, codec);
        assert!(decoded.abs_diff(stated) <= 1_000, "{quality}: {decoded} of {stated} ms");
    }
}

#[tokio::test]
async fn ranges_are_honoured() {
    let system = System::begin().await;
    let listener = system.sign_in().await;
    let track = listener.find("茉莉花", "林小满").await;
    let id = track["id"].as_str().unwrap();
    let whole = listener.stream(id, "standard", None).await;
    let length = whole.bytes.len();
    let part = listener.stream(id, "standard", Some("bytes=1000-1999")).await;
    assert_eq!(part.status, 206);
    assert_eq!(part.header("content-range"), format!("bytes 1000-1999/{length}"));
    assert_eq!(part.bytes, whole.bytes[1000..2000]);
    let end = listener.stream(id, "standard", Some("bytes=-100")).await;
    assert_eq!((end.status, &end.bytes[..]), (206, &whole.bytes[length - 100..]));
    let beyond = listener.stream(id, "standard", Some("bytes=999999999-")).await;
    assert_eq!((beyond.status, beyond.code()), (416, "range_not_satisfiable"));

    let path = format!("/api/v1/tracks/{}/stream", edge_e2e::encode(id));
    let head = Answer::of(listener.request(Method::HEAD, &path)).await;
    assert_eq!((head.status, head.header("content-length")), (200, length.to_string().as_str()));
    assert!(head.bytes.is_empty());
    let redirect = listener.get(&format!("{path}?redirect=true")).await;
    assert_eq!(redirect.status, 302);
    assert!(redirect.header("location").starts_with("http"));
    let anonymous = Answer::of(system.request(Method::GET, &path)).await;
    assert_eq!(anonymous.status, 401);
}
