use sandbox::catalogue::{Source, Version, highlight};

use crate::bench::Bench;

fn titles(bench: &Bench, source: Source, query: &str) -> Vec<String> {
    let found = bench.sandbox.catalogue.search(source, query);
    found.into_iter().map(|listing| listing.title.clone()).collect()
}

#[test]
fn either_script_finds_the_same() {
    let bench = Bench::new();
    for source in Source::ALL {
        let simplified = titles(&bench, source, "彩云追月");
        assert!(!simplified.is_empty());
        assert_eq!(simplified, titles(&bench, source, "彩雲追月"));
    }
}

#[test]
fn words_are_found_whatever_their_case_width_or_accent() {
    let bench = Bench::new();
    let expected = titles(&bench, Source::Joox, "Für Elise");
    assert_eq!(expected.first().map(String::as_str), Some("Für Elise"));
    assert_eq!(titles(&bench, Source::Joox, "fur elise"), expected);
    assert_eq!(titles(&bench, Source::Joox, "ＦＵＲ　ＥＬＩＳＥ"), expected);
}

#[test]
fn the_performer_decides_between_recordings_of_a_work() {
    let bench = Bench::new();
    for (query, performer) in [
        ("小白菜 苏婉清", "su-wanqing"),
        ("小白菜 Su Wanqing", "su-wanqing"),
        ("小白菜 - 白鷺合唱團", "egret-choir"),
    ] {
        let found = bench.sandbox.catalogue.search(Source::Netease, query);
        let first = bench.sandbox.catalogue.recording(found[0]);
        assert_eq!(first.performers[0].key, performer, "{query}");
    }
}

#[test]
fn other_versions_come_close_and_somewhere_first() {
    let bench = Bench::new();
    let catalogue = &bench.sandbox.catalogue;
    let mut overtaken = 0;
    for source in Source::ALL {
        for listing in catalogue.listings(source) {
            let recording = catalogue.recording(listing);
            if recording.version != Version::Studio {
                continue;
            }
            let query = format!("{} {}", recording.work.title, recording.performers[0].name);
            let found = catalogue.search(source, &query);
            let place = found.iter().position(|hit| hit.id() == listing.id());
            assert!(place.is_some_and(|place| place < 5), "{query} at {}", source.name());
            overtaken += u32::from(catalogue.recording(found[0]).version != Version::Studio);
        }
    }
    assert!(overtaken >= 5, "another version comes first {overtaken} times only");
}

#[test]
fn nothing_is_found_for_what_is_not_there() {
    let bench = Bench::new();
    for query in ["", "   ", "zzzz", "不存在的歌曲", "&&&", "%00"] {
        assert_eq!(titles(&bench, Source::Kugou, query), Vec::<String>::new(), "{query}");
    }
}

#[test]
fn what_matches_is_marked_and_the_rest_escaped() {
    let bench = Bench::new();
    let script = bench.sandbox.catalogue.script();
    let escape = |text: &str| text.replace('&', "&amp;");
    assert_eq!(
        highlight("彩雲追月 & Live", "彩云 live", script, escape),
        "<em>彩雲</em>追月 &amp; <em>Live</em>"
    );
    assert_eq!(highlight("", "a", script, escape), "");
}
