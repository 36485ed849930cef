use proptest::prelude::*;

use super::{super::*, host, jasmine, request};
use crate::{
    catalog::{model::Lyrics, sources::text::mutation::damaged},
    settings::Settings,
};

fn lyrics_in(body: &[u8]) -> Result<Option<Lyrics>, SourceError> {
    let (host, settings) = (host(body), Settings::default());
    host.clock.run(lyrics(SourceContext { host: &host, settings: &settings }, &jasmine()))
}

#[test]
fn the_words_and_their_translation_are_decoded() {
    let lyrics = lyrics_in(recorded!("qq/lyrics_ok.json")).unwrap().unwrap();
    assert_eq!(
        lyrics.lrc.as_deref(),
        Some("[ti:茉莉花]\n[ar:林小满]\n[00:12.00]茉莉花，第一行\n[00:21.00]It's & 第二行")
    );
    let translation = "[00:21.00]Jasmine Flower, line 2";
    assert_eq!(lyrics.translation.as_deref(), Some(translation), "untranslated lines are left out");
    assert!(!lyrics.instrumental);

    let lyrics = lyrics_in(recorded!("qq/lyrics_references.json")).unwrap().unwrap();
    assert_eq!(lyrics.lrc.as_deref(), Some("[00:12.00]第一行\n[00:21.00]第二行"));
    assert_eq!(lyrics.translation, None);
    let lyrics = lyrics_in(recorded!("qq/lyrics_callback.txt")).unwrap().unwrap();
    assert_eq!(lyrics.lrc.as_deref(), Some("[00:12.00]第一行"));
}

#[test]
fn nothing_to_sing_and_nothing_known_differ() {
    let instrumental = lyrics_in(recorded!("qq/lyrics_instrumental.json")).unwrap().unwrap();
    assert_eq!(instrumental, Lyrics { instrumental: true, ..Lyrics::default() });
    for body in [recorded!("qq/lyrics_missing.json"), recorded!("qq/lyrics_empty.json")] {
        assert_eq!(lyrics_in(body), Ok(None));
    }
}

#[test]
fn every_refusal_has_its_outcome() {
    for (body, outcome) in [
        (recorded!("qq/lyrics_referer.json"), Outcome::UpstreamChanged),
        (recorded!("qq/lyrics_limited.json"), Outcome::RateLimited),
        (recorded!("qq/lyrics_login.json"), Outcome::LoginRequired),
        (recorded!("qq/lyrics_not_base64.json"), Outcome::UpstreamChanged),
        (recorded!("qq/lyrics_changed.json"), Outcome::UpstreamChanged),
        (recorded!("page.html"), Outcome::UpstreamChanged),
        (recorded!("garbage.txt"), Outcome::UpstreamChanged),
    ] {
        let error = lyrics_in(body).unwrap_err();
        assert_eq!(error.outcome, outcome, "{} {error}", String::from_utf8_lossy(body));
    }
}

#[test]
fn the_call_names_the_players_page_and_carries_the_session() {
    let mut settings = Settings::default();
    settings.sources.qq.common.cookie = "qm_keyst=abc".into();
    let sent = request(&settings, async |context| drop(lyrics(context, &jasmine()).await));
    assert_eq!(
        sent.url,
        "https://c.y.qq.com/lyric/fcgi-bin/fcg_query_lyric_new.fcg\
         ?songmid=001qjasmine01&format=json&g_tk=5381"
    );
    assert!(sent.headers.contains(&("referer", "https://y.qq.com/portal/player.html".into())));
    assert!(sent.headers.contains(&("cookie", "qm_keyst=abc".into())));
}

proptest! {
    #[test]
    fn no_answer_panics(body in damaged(recorded!("qq/lyrics_ok.json"))) {
        let _ = lyrics_in(&body);
    }
}
