//! The words of a song.

use super::*;
use crate::{catalog::model::Lyrics, ports::OutboundRequest};

/// The words by a search that answers `search` and a file that is `file`; the calls that went out.
pub(super) fn words(
    search: &[u8],
    file: &[u8],
) -> (Result<Option<Lyrics>, SourceError>, Vec<OutboundRequest>) {
    let (search, file) = (search.to_vec(), file.to_vec());
    let host = TestHost::new(move |request| {
        let of_file = request.url.contains("/download?");
        TestReply::new(200, if of_file { file.clone() } else { search.clone() })
    });
    let settings = Settings::default();
    let context = SourceContext { host: &host, settings: &settings };
    let words = host.clock.run(lyrics(context, &jasmine()));
    (words, host.network.take_calls())
}

const FOUND: &[u8] = recorded!("kugou/lyrics_search_ok.json");
const FILE: &[u8] = recorded!("kugou/lyrics_file_ok.json");

#[test]
fn the_lyrics_nearest_in_length_are_taken() {
    let (found, calls) = words(FOUND, FILE);
    let expected = "[id:$00000000]\n[ar:林小满]\n[ti:茉莉花]\n[total:213000]\n[00:12.00]第一行\n\
                    [00:21.00]第二行";
    let lrc = Some(expected.to_owned());
    assert_eq!(found, Ok(Some(Lyrics { lrc, ..Lyrics::default() })));
    let [search, download] = calls.as_slice() else { panic!("{calls:?}") };
    let keyword = text::encoded("林小满 - 茉莉花");
    assert_eq!(
        search.url,
        format!(
            "https://lyrics.kugou.com/search?ver=1&man=yes&client=pc&keyword={keyword}&hash={ID}\
             &duration=213000"
        )
    );
    let key = "B".repeat(32);
    assert_eq!(
        download.url,
        format!(
            "https://lyrics.kugou.com/download?ver=1&client=pc&id=101&accesskey={key}&fmt=lrc\
             &charset=utf8"
        )
    );
}

#[test]
fn lyrics_for_another_recording_are_not_taken() {
    let (found, calls) = words(recorded!("kugou/lyrics_search_other.json"), FILE);
    assert_eq!((found, calls.len()), (Ok(None), 1), "40 seconds longer");
    let unknown = words(recorded!("kugou/lyrics_search_unknown_length.json"), FILE).0;
    assert!(unknown.unwrap().is_some());
}

#[test]
fn nothing_to_sing_is_not_the_same_as_nobody_wrote_it_down() {
    let instrumental = words(FOUND, recorded!("kugou/lyrics_file_instrumental.json")).0;
    assert_eq!(instrumental, Ok(Some(Lyrics { instrumental: true, ..Lyrics::default() })));
    for file in [
        recorded!("kugou/lyrics_file_empty.json"),
        // There, but not in an open form.
        recorded!("kugou/lyrics_file_encrypted.json"),
        recorded!("kugou/list_denied.json"),
    ] {
        assert_eq!(words(FOUND, file).0, Ok(None));
    }
    assert_eq!(words(recorded!("kugou/lyrics_search_empty.json"), FILE).0, Ok(None));
}

#[test]
fn a_changed_shape_of_either_call_is_a_fault() {
    for (search, file) in [
        (recorded!("kugou/lyrics_search_changed.json"), FILE),
        (FOUND, recorded!("kugou/lyrics_file_changed.json")),
        (FOUND, recorded!("kugou/lyrics_file_not_text.json")),
        (FOUND, recorded!("page.html")),
    ] {
        assert_eq!(words(search, file).0.unwrap_err().outcome, Outcome::UpstreamChanged);
    }
    let limited = words(FOUND, recorded!("kugou/list_limited.json")).0.unwrap_err();
    assert_eq!(limited.outcome, Outcome::RateLimited);
}

proptest! {
    #[test]
    fn no_lyrics_panic(search in damaged(FOUND), file in damaged(FILE)) {
        let _ = words(&search, FILE);
        if let Ok(Some(found)) = words(FOUND, &file).0 {
            prop_assert!(found.instrumental || found.lrc.is_some());
        }
    }
}
