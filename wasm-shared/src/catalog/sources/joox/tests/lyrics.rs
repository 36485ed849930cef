use proptest::prelude::*;

use super::{super::*, ID, jasmine, ways};
use crate::{
    catalog::{
        model::Lyrics,
        sources::text::mutation::{damaged, damaged_within},
    },
    settings::Settings,
    testing::{TestHost, TestReply},
};

/// What is known when the call behind the page answers `single` and the call for words alone
/// `older`; `None` is a call that fails.
fn lyrics_in(single: Option<&[u8]>, older: Option<&[u8]>) -> Result<Option<Lyrics>, SourceError> {
    lyrics_from(&ways(single, None, older))
}

fn lyrics_from(host: &TestHost) -> Result<Option<Lyrics>, SourceError> {
    let settings = Settings::default();
    host.clock.run(lyrics(SourceContext { host, settings: &settings }, &jasmine()))
}

fn words(lyrics: Result<Option<Lyrics>, SourceError>) -> String {
    lyrics.unwrap().unwrap().lrc.unwrap()
}

#[test]
fn words_come_with_the_track_or_by_their_own_call() {
    let host = ways(Some(recorded!("joox/lyrics_single.json")), None, None);
    assert_eq!(
        words(lyrics_from(&host)),
        "[ti:茉莉花]\n[00:12.00]茉莉花，第一行\n[00:21.00]It's 第二行"
    );
    assert_eq!(host.network.take_calls().len(), 1);
    for single in [Some(recorded!("joox/lyrics_single_bare.json")), None] {
        let host = ways(single, None, Some(recorded!("joox/lyrics_call_ok.txt")));
        assert_eq!(words(lyrics_from(&host)), "[00:12.00]茉莉花，第一行");
        let own = &host.network.take_calls()[1];
        assert_eq!(
            own.url,
            format!(
                "https://api.joox.com/web-fcgi-bin/web_lyric?country=hk&lang=zh_TW&musicid={}",
                text::encoded(ID)
            )
        );
    }
}

#[test]
fn nothing_to_sing_and_nothing_known_differ() {
    let instrumental = lyrics_in(Some(recorded!("joox/lyrics_instrumental.json")), None);
    assert_eq!(instrumental, Ok(Some(Lyrics { instrumental: true, ..Lyrics::default() })));
    assert_eq!(lyrics_in(Some(recorded!("joox/lyrics_single_none.json")), None), Ok(None));
    assert_eq!(lyrics_in(Some(recorded!("joox/single_missing.json")), None), Ok(None));
    let bare = recorded!("joox/lyrics_single_bare.json");
    assert_eq!(lyrics_in(Some(bare), Some(recorded!("joox/lyrics_call_empty.txt"))), Ok(None));
}

#[test]
fn every_refusal_has_its_outcome() {
    let changed = recorded!("joox/lyrics_single_changed.json");
    for (single, older, outcome) in [
        (Some(changed), None, Outcome::UpstreamChanged),
        (None, None, Outcome::UpstreamError),
        (None, Some(recorded!("joox/lyrics_call_login.txt")), Outcome::LoginRequired),
        (None, Some(recorded!("joox/lyrics_call_changed.txt")), Outcome::UpstreamChanged),
        (None, Some(recorded!("page.html")), Outcome::UpstreamChanged),
        (Some(recorded!("garbage.txt")), Some(recorded!("garbage.txt")), Outcome::UpstreamChanged),
    ] {
        assert_eq!(lyrics_in(single, older).unwrap_err().outcome, outcome);
    }
    let limited = TestHost::new(|_| TestReply::new(429, ""));
    assert_eq!(lyrics_from(&limited).unwrap_err().outcome, Outcome::RateLimited);
    assert_eq!(limited.network.take_calls().len(), 1, "a limit is not asked around");
}

proptest! {
    #[test]
    fn no_answer_panics(
        single in damaged(recorded!("joox/lyrics_single.json")),
        call in damaged_within(recorded!("joox/lyrics_call_ok.txt")),
    ) {
        let _ = lyrics_in(Some(&single), None);
        let _ = lyrics_in(None, Some(&call));
    }
}
