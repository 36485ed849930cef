//! The words of a song.

use super::*;
use crate::catalog::model::{Lyrics, TimedLine, TimedWord};

pub(super) fn words(body: &[u8]) -> Result<Option<Lyrics>, SourceError> {
    let (host, settings) = (host(body), Settings::default());
    let context = SourceContext { host: &host, settings: &settings };
    host.clock.run(lyrics(context, &jasmine()))
}

#[test]
fn lines_translation_and_word_times_are_read() {
    let found = words(recorded!("netease/lyrics_ok.json")).unwrap().unwrap();
    assert_eq!(found.lrc.as_deref(), Some("[00:12.00]第一行\n[00:21.00]第二行"));
    assert_eq!(found.translation.as_deref(), Some("[00:12.00]line one\n[00:21.00]line two"));
    assert_eq!(found.romanised.as_deref(), Some("[00:12.00]di yi hang\n[00:21.00]di er hang"));
    assert!(!found.instrumental);
    let word = |start_ms, text: &str| TimedWord { start_ms, duration_ms: 2000, text: text.into() };
    let lines = found.words.unwrap();
    assert_eq!(lines.len(), 2, "credits are no line");
    assert_eq!(
        lines[0],
        TimedLine {
            start_ms: 12_000,
            duration_ms: 6_000,
            words: vec![word(12_000, "第"), word(14_000, "一"), word(16_000, "行")],
        }
    );
}

#[test]
fn lines_without_times_are_kept_and_empty_forms_are_absent() {
    let found = words(recorded!("netease/lyrics_plain.json")).unwrap().unwrap();
    assert_eq!(found.lrc.as_deref(), Some("第一行\n第二行"));
    assert_eq!((found.translation, found.romanised, found.words), (None, None, None));
}

#[test]
fn nothing_to_sing_is_not_the_same_as_nobody_wrote_it_down() {
    for body in [
        recorded!("netease/lyrics_not_needed.json"),
        recorded!("netease/lyrics_instrumental.json"),
        recorded!("netease/lyrics_notice.json"),
    ] {
        let instrumental = Lyrics { instrumental: true, ..Lyrics::default() };
        assert_eq!(words(body), Ok(Some(instrumental)));
    }
    for body in [
        recorded!("netease/lyrics_uncollected.json"),
        recorded!("netease/lyrics_bare.json"),
        recorded!("netease/lyrics_not_found.json"),
    ] {
        assert_eq!(words(body), Ok(None));
    }
    let changed = words(recorded!("netease/lyrics_changed.json")).unwrap_err();
    assert_eq!(changed.outcome, Outcome::UpstreamChanged);
}

#[test]
fn every_form_is_asked_for_at_once() {
    let (host, settings) = (host(recorded!("netease/lyrics_ok.json")), Settings::default());
    let context = SourceContext { host: &host, settings: &settings };
    host.clock.run(lyrics(context, &jasmine())).unwrap();
    let request = host.network.take_calls().remove(0);
    assert_eq!(request.url, "https://music.163.com/api/song/lyric");
    assert_eq!(request.body.as_ref(), b"id=1901371647&kv=-1&lv=-1&rv=-1&tv=-1&yv=-1");
}

proptest! {
    #[test]
    fn no_lyrics_panic(body in damaged(recorded!("netease/lyrics_ok.json"))) {
        if let Ok(Some(found)) = words(&body) {
            prop_assert!(found.instrumental || found.lrc.is_some() || found.words.is_some());
        }
    }
}
