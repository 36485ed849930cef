//! Pairs of catalogue entries of which it is known whether they are the same recording, of the
//! kinds that listeners of such services complain about; and what must hold of any pair.

use proptest::prelude::*;

use super::{
    labelled::{BUILT_IN, Group, Half, Tally},
    *,
};
use crate::catalog::model::{Album, Artist, Availability, Source, Track, TrackId};

/// The default of `matching.threshold`.
fn threshold() -> f64 {
    crate::settings::MatchingSettings::default().threshold
}

/// Title, artists, album, length in milliseconds.
type Entry = (&'static str, &'static [&'static str], &'static str, u64);

fn track(source: Source, (title, artists, album, duration_ms): Entry) -> Track {
    Track {
        id: TrackId::new(source, format!("{title}{duration_ms}")),
        source,
        title: title.to_owned(),
        version_tags: version_tags(title, []),
        artists: artists
            .iter()
            .map(|name| Artist { id: String::new(), name: (*name).to_owned() })
            .collect(),
        album: (!album.is_empty()).then(|| Album { id: String::new(), name: album.to_owned() }),
        duration_ms,
        cover_url: None,
        availability: Availability::Full,
        qualities: Vec::new(),
    }
}

fn compare(wanted: Entry, candidate: Entry) -> Match {
    let (wanted, candidate) = (track(Source::Qq, wanted), track(Source::Netease, candidate));
    score(&Recording::from(&wanted), &Recording::from(&candidate))
}

/// Asserts for every pair that it is, or is not, accepted as the same recording.
fn assert_pairs(accepted: bool, pairs: &[(Entry, Entry)]) {
    for (wanted, candidate) in pairs {
        let matched = compare(*wanted, *candidate);
        let is_accepted = matched.same_recording && matched.score >= threshold();
        assert_eq!(is_accepted, accepted, "{wanted:?} against {candidate:?}: {matched:?}");
    }
}

const LIN: &[&str] = &["林小满"];
const CHEN: &[&str] = &["陈远山"];
const ORCHESTRA: &[&str] = &["Harbour Philharmonic"];
const PLAIN: Entry = ("茉莉花", LIN, "江南听雨", 214_000);

#[test]
fn the_same_recording_written_differently_is_the_same() {
    assert_pairs(
        true,
        &[
            (PLAIN, PLAIN),
            // Traditional and simplified, full and half width, brackets and marks.
            (("後來的我們", LIN, "", 240_000), ("后来的我们", LIN, "", 240_000)),
            (("繡荷包", &["林小滿"], "江南聽雨", 180_000), ("绣荷包", LIN, "江南听雨", 181_000)),
            (
                ("Ａｕｌｄ　Ｌａｎｇ　Ｓｙｎｅ", ORCHESTRA, "", 200_000),
                ("Auld Lang Syne", ORCHESTRA, "", 200_000),
            ),
            (("妳的眼睛", LIN, "", 200_000), ("你的眼睛", LIN, "", 200_000)),
            (("《茉莉花》", LIN, "", 214_000), PLAIN),
            (("「茉莉花」", LIN, "", 214_000), PLAIN),
            (("Für Elise", ORCHESTRA, "", 175_000), ("Fur Elise", ORCHESTRA, "", 175_000)),
            (("'O Sole Mio", CHEN, "", 200_000), ("O sole mio!", CHEN, "", 201_000)),
            (("Rock & Roll", CHEN, "", 200_000), ("Rock and Roll", CHEN, "", 200_000)),
            (("The Entertainer", ORCHESTRA, "", 210_000), ("Entertainer", ORCHESTRA, "", 210_000)),
            // Length within three seconds, and five percent of a long piece.
            (PLAIN, ("茉莉花", LIN, "江南听雨", 211_000)),
            (PLAIN, ("茉莉花", LIN, "江南听雨", 217_000)),
            (
                ("Symphony No. 9", ORCHESTRA, "", 1_200_000),
                ("Symphony No. 9", ORCHESTRA, "", 1_225_000),
            ),
            // Unknown length: a catalogue that states a clip's.
            (PLAIN, ("茉莉花", LIN, "江南听雨", 0)),
            // Guests in the title, in the artist field, or nowhere.
            (
                ("小星星 (feat. 周宁)", LIN, "", 190_000),
                ("小星星", &["林小满", "周宁"], "", 190_000),
            ),
            (("小星星 ft. 周宁", LIN, "", 190_000), ("小星星", &["林小满/周宁"], "", 190_000)),
            (
                ("小星星", &["林小满、周宁"], "", 190_000),
                ("小星星", &["周宁 & 林小满"], "", 191_000),
            ),
            (("小星星 [with 周宁]", LIN, "", 190_000), ("小星星", LIN, "", 190_000)),
            (
                ("小星星", &["林小满 x 周宁"], "", 190_000),
                ("小星星", &["林小满×周宁"], "", 190_000),
            ),
            // Other names of a performer.
            (PLAIN, ("茉莉花", &["Lin Xiaoman (林小满)"], "", 214_000)),
            (PLAIN, ("茉莉花", &["LXM林小满"], "", 214_000)),
            // Romanised, and title, release and length agree.
            (PLAIN, ("茉莉花", &["Lin Xiaoman"], "江南聽雨", 215_000)),
            // Read as it is written, with no release to help, in either order.
            (PLAIN, ("茉莉花", &["Lin Xiaoman"], "", 214_000)),
            (PLAIN, ("茉莉花", &["Xiaoman Lin"], "民歌精选", 218_000)),
            (("青い窓", &["青井ミナ"], "窓", 200_000), ("青い窓", &["Mina Aoi"], "窓", 201_000)),
            // By a stage name with the surname, as Cantonese spells it.
            (PLAIN, ("茉莉花", &["Wendy Lam"], "", 214_000)),
            // A subtitle behind a middle dot.
            (("茉莉花 · 江南", LIN, "", 214_000), ("茉莉花", LIN, "", 215_000)),
            (("茉莉花：江南", LIN, "", 214_000), ("茉莉花·江南", LIN, "", 214_000)),
            // Another release of it.
            (PLAIN, ("茉莉花", LIN, "民歌精选", 214_000)),
            // A remaster, a release, a subtitle, a translation are no other recording.
            (PLAIN, ("茉莉花 (2011 Remaster)", LIN, "", 214_000)),
            (PLAIN, ("茉莉花 - Remastered 2011", LIN, "", 214_000)),
            (("Danny Boy (Album Version)", CHEN, "", 200_000), ("Danny Boy", CHEN, "", 200_000)),
            (("茉莉花 (原版)", LIN, "", 214_000), PLAIN),
            (("茉莉花 (电视剧《江南》片头曲)", LIN, "", 214_000), PLAIN),
            (("茉莉花 (Jasmine Flower)", LIN, "", 214_000), ("Jasmine Flower", LIN, "", 214_000)),
            (("欢乐颂 Ode to Joy", LIN, "", 226_000), ("Ode to Joy (欢乐颂)", LIN, "", 225_000)),
            (("欢乐颂 Ode to Joy", LIN, "", 226_000), ("歡樂頌", LIN, "", 225_000)),
            // The same version of it.
            (("茉莉花 (Live)", LIN, "", 250_000), ("茉莉花（現場版）", LIN, "", 251_000)),
            (("茉莉花 (Live)", LIN, "", 250_000), ("茉莉花", LIN, "林小满演唱会", 250_000)),
            (("茉莉花 伴奏", LIN, "", 214_000), ("茉莉花 (Instrumental)", LIN, "", 214_000)),
            (("茉莉花 (DJ阿砚版)", LIN, "", 176_000), ("茉莉花【DJ阿砚版】", LIN, "", 176_000)),
            (("茉莉花 (粤语版)", LIN, "", 214_000), ("茉莉花 粵語版", LIN, "", 214_000)),
            (("夜 (Moon Remix)", LIN, "", 214_000), ("夜 - Moon Remix", LIN, "", 214_000)),
            // A cover or a cut that one catalogue does not name, by the same performer, as long.
            (("茉莉花 (翻自 周宁)", LIN, "", 214_000), ("茉莉花", LIN, "", 214_500)),
            (("茉莉花 (TV Size)", LIN, "", 90_000), ("茉莉花", LIN, "", 90_000)),
            // A slip of the pen in a long title.
            (
                ("Twinkle Twinkle Little Star", CHEN, "", 100_000),
                ("Twinkle Twinkle Litle Star", CHEN, "", 100_000),
            ),
        ],
    );
}

#[test]
fn another_version_is_not_the_same() {
    assert_pairs(
        false,
        &[
            (PLAIN, ("茉莉花 (Live)", LIN, "江南听雨", 214_000)),
            (PLAIN, ("茉莉花（現場版）", LIN, "江南听雨", 214_000)),
            (PLAIN, ("茉莉花 Live", LIN, "", 214_000)),
            (PLAIN, ("茉莉花", LIN, "林小满2019演唱会", 214_000)),
            (PLAIN, ("茉莉花 - Live at Harbour Hall", LIN, "", 214_000)),
            (PLAIN, ("茉莉花 (伴奏)", LIN, "江南听雨", 214_000)),
            (PLAIN, ("茉莉花伴奏", LIN, "江南听雨", 214_000)),
            (PLAIN, ("茉莉花 (純音樂)", LIN, "江南听雨", 214_000)),
            (PLAIN, ("茉莉花 (Instrumental)", LIN, "江南听雨", 214_000)),
            (PLAIN, ("茉莉花 (Off Vocal)", LIN, "江南听雨", 214_000)),
            (PLAIN, ("茉莉花 (カラオケ)", LIN, "江南听雨", 214_000)),
            (PLAIN, ("茉莉花 [Karaoke Version]", LIN, "江南听雨", 214_000)),
            (PLAIN, ("茉莉花 (钢琴版)", LIN, "江南听雨", 214_000)),
            (PLAIN, ("茉莉花 (DJ版)", LIN, "江南听雨", 214_000)),
            (PLAIN, ("茉莉花DJ版", LIN, "江南听雨", 214_000)),
            (PLAIN, ("茉莉花 (Remix)", LIN, "江南听雨", 214_000)),
            (PLAIN, ("茉莉花 (翻自 林小满)", &["周宁"], "", 214_000)),
            (PLAIN, ("茉莉花 (Cover: 周宁)", LIN, "", 214_000)),
            (PLAIN, ("茉莉花 (翻唱)", LIN, "江南听雨", 214_000)),
            (PLAIN, ("茉莉花 (Demo)", LIN, "江南听雨", 214_000)),
            (PLAIN, ("茉莉花 (TV Size)", LIN, "江南听雨", 90_000)),
            (PLAIN, ("茉莉花 (电视版)", LIN, "江南听雨", 214_000)),
            (PLAIN, ("茉莉花 〜TVサイズ〜", LIN, "江南听雨", 214_000)),
            (PLAIN, ("茉莉花 (Sped Up)", LIN, "江南听雨", 214_000)),
            (PLAIN, ("茉莉花 (加速版)", LIN, "江南听雨", 214_000)),
            (PLAIN, ("茉莉花 (Slowed + Reverb)", LIN, "江南听雨", 214_000)),
            (PLAIN, ("茉莉花 (Acoustic)", LIN, "江南听雨", 214_000)),
            (PLAIN, ("茉莉花 (不插電)", LIN, "江南听雨", 214_000)),
            (PLAIN, ("茉莉花 (English Version)", LIN, "江南听雨", 214_000)),
            (PLAIN, ("茉莉花 (粵語版)", LIN, "江南听雨", 214_000)),
            (PLAIN, ("茉莉花 (2020 Version)", LIN, "江南听雨", 214_000)),
            (PLAIN, ("茉莉花 (新版)", LIN, "江南听雨", 214_000)),
            // The other way round: the version is wanted.
            (("茉莉花 (Live)", LIN, "", 214_000), PLAIN),
            (("茉莉花 (伴奏)", LIN, "", 214_000), PLAIN),
            (("茉莉花 (Remix)", LIN, "", 214_000), PLAIN),
            (("茉莉花 (TV Size)", LIN, "", 90_000), PLAIN),
            (("茉莉花 (翻自 周宁)", LIN, "", 214_000), ("茉莉花", &["周宁"], "", 214_000)),
            // The same kind of version, and yet another.
            (("茉莉花 (Live)", LIN, "", 214_000), ("茉莉花 (伴奏)", LIN, "", 214_000)),
            (("茉莉花 (国语版)", LIN, "", 214_000), ("茉莉花 (粤语版)", LIN, "", 214_000)),
            (("茉莉花 (Live 2019)", LIN, "", 250_000), ("茉莉花 (Live 2021)", LIN, "", 252_000)),
            (("夜 (Moon Remix)", LIN, "", 214_000), ("夜 (Harbour Remix)", LIN, "", 214_000)),
            (("茉莉花 (DJ阿砚版)", LIN, "", 176_000), ("茉莉花 (DJ小宇版)", LIN, "", 176_000)),
        ],
    );
}

#[test]
fn another_song_performer_or_length_is_not_the_same() {
    assert_pairs(
        false,
        &[
            // Another song of the same length by the same performer.
            (PLAIN, ("康定情歌", LIN, "江南听雨", 214_000)),
            (PLAIN, ("茉莉", LIN, "江南听雨", 214_000)),
            (("爱 Story", LIN, "", 200_000), ("Story", LIN, "", 200_000)),
            (("夜曲 2", LIN, "", 200_000), ("夜曲", LIN, "", 200_000)),
            (("月光", LIN, "", 214_000), ("月亮", LIN, "", 214_000)),
            (("Moon River", LIN, "", 160_000), ("Moon Rivers Run", LIN, "", 160_000)),
            // The same title by somebody else.
            (PLAIN, ("茉莉花", CHEN, "江南听雨", 214_000)),
            (PLAIN, ("茉莉花", &["白鹭合唱团"], "", 214_000)),
            (
                ("Danny Boy", &["Lin Xiaoman"], "", 200_000),
                ("Danny Boy", &["Chen Yuanshan"], "", 200_000),
            ),
            // Romanised, and of another; or one cannot be told from the other, and something else
            // does not agree.
            (PLAIN, ("茉莉花", &["Lin Yijun"], "江南听雨", 214_000)),
            (PLAIN, ("茉莉花", &["Wendy Lam"], "", 218_000)),
            (PLAIN, ("茉莉花", &["Wendy Lam"], "江南听雨", 0)),
            (("青い窓", &["青井ミナ"], "", 200_000), ("青い窓", &["Mina Aoi"], "", 200_000)),
            (("青い窓", &["青井ミナ"], "窓", 200_000), ("青い窓", &["Mina Aoi"], "海", 200_000)),
            (("茉莉花 · 江南", LIN, "", 214_000), ("茉莉花 · 塞北", LIN, "", 214_000)),
            (("茉莉花 · 江南", LIN, "", 214_000), ("茉莉花", LIN, "", 222_000)),
            // The length: a cut, a clip, a slow performance.
            (PLAIN, ("茉莉花", LIN, "江南听雨", 90_000)),
            (PLAIN, ("茉莉花", LIN, "江南听雨", 60_000)),
            (PLAIN, ("茉莉花", LIN, "江南听雨", 226_000)),
            (
                ("Symphony No. 9", ORCHESTRA, "", 1_200_000),
                ("Symphony No. 9", ORCHESTRA, "", 1_290_000),
            ),
            // Movements and parts.
            (
                ("Symphony No. 5", ORCHESTRA, "", 420_000),
                ("Symphony No. 6", ORCHESTRA, "", 420_000),
            ),
            (("第五交响曲", ORCHESTRA, "", 420_000), ("第六交响曲", ORCHESTRA, "", 420_000)),
            (
                ("Moonlight Sonata: II. Allegretto", ORCHESTRA, "", 130_000),
                ("Moonlight Sonata: III. Allegretto", ORCHESTRA, "", 130_000),
            ),
            (
                ("Nocturne Op. 9 No. 1", ORCHESTRA, "", 330_000),
                ("Nocturne Op. 9 No. 2", ORCHESTRA, "", 330_000),
            ),
            // Nobody named, and the length does not help.
            (("茉莉花", &["群星"], "", 0), PLAIN),
        ],
    );
}

#[test]
fn what_is_told_in_other_words_is_the_same() {
    assert_pairs(
        true,
        &[
            (
                ("茉莉花 (Live 2019)", LIN, "", 250_000),
                ("茉莉花 (Live 2019.12.31)", LIN, "", 250_000),
            ),
            (
                ("夜 (Live for BBC Radio 1)", LIN, "", 214_000),
                ("夜 - Live for BBC Radio 1", LIN, "", 214_000),
            ),
            (("茉莉花 (二胡版)", LIN, "", 214_000), ("茉莉花 (Erhu Version)", LIN, "", 214_000)),
            // A translation beside a subtitle, and each in a language of its own.
            (
                ("四季：冬 (Deep Winter)", ORCHESTRA, "", 200_000),
                ("四季：冬", ORCHESTRA, "", 200_000),
            ),
            (("四季 (春)", ORCHESTRA, "", 200_000), ("四季 (Spring Song)", ORCHESTRA, "", 200_000)),
            // A single Latin word that is how the name is read, or on the same release.
            (("晴雨 (Qingyu)", LIN, "", 269_000), ("晴雨", LIN, "", 269_000)),
            (("归途 (Homecoming)", LIN, "归途", 240_000), ("归途", LIN, "归途", 240_000)),
            (("归途 (Homecoming)", LIN, "", 240_000), ("歸途（HOMECOMING）", LIN, "", 240_000)),
            // Of the same work, named in another way, or in another language.
            (
                ("片头曲 (电视剧《长街》)", ORCHESTRA, "", 90_000),
                ("片头曲 (《长街》原声带)", ORCHESTRA, "", 90_000),
            ),
            (
                ("Main Title (From \"North\")", ORCHESTRA, "", 90_000),
                ("Main Title (电影《北方》主题曲)", ORCHESTRA, "", 90_000),
            ),
            // Middle dots of Japanese, numbers in Chinese.
            (("ハッピー・バースデー", LIN, "", 200_000), ("ハッピーバースデー", LIN, "", 200_000)),
            (("九百九十九朵玫瑰", LIN, "", 250_000), ("999朵玫瑰", LIN, "", 250_000)),
            (("一千零一夜", LIN, "", 250_000), ("1001夜", LIN, "", 250_000)),
            (("十萬個為什麼", LIN, "", 250_000), ("10万个为什么", LIN, "", 250_000)),
            (("千里之外", LIN, "", 254_000), ("千里之外", LIN, "", 255_000)),
            (("萬水千山", LIN, "", 254_000), ("万水千山", LIN, "", 255_000)),
            (("百年孤独", LIN, "", 254_000), ("百年孤獨", LIN, "", 255_000)),
            // A character's voice, with and without the character.
            (
                ("月の歌", &["島村卯月 (CV: 大橋彩香)"], "", 240_000),
                ("月の歌", &["大橋彩香"], "", 240_000),
            ),
        ],
    );
}

#[test]
fn a_version_that_little_tells_is_not_the_same() {
    assert_pairs(
        false,
        &[
            (PLAIN, ("茉莉花 (MR)", LIN, "江南听雨", 214_000)),
            (PLAIN, ("茉莉花 (MR Ver.)", LIN, "江南听雨", 214_000)),
            (PLAIN, ("茉莉花 (Less Vocal)", LIN, "江南听雨", 214_000)),
            (PLAIN, ("茉莉花 (Vocal Off)", LIN, "江南听雨", 214_000)),
            (PLAIN, ("茉莉花 (BGM)", LIN, "江南听雨", 214_000)),
            (PLAIN, ("茉莉花 (Restrained)", LIN, "", 214_000)),
            (PLAIN, ("茉莉花 (AI周宁)", LIN, "江南听雨", 214_000)),
            (PLAIN, ("茉莉花 (Live for BBC Radio 1)", LIN, "", 214_000)),
            (PLAIN, ("茉莉花 - Live for BBC Radio 1", LIN, "", 214_000)),
            (("Long Night", CHEN, "", 300_000), ("Long Night (Part I Live)", CHEN, "", 300_000)),
            (
                ("茉莉花 (Live 2019.12.31)", LIN, "", 250_000),
                ("茉莉花 (Live 2020.12.31)", LIN, "", 250_000),
            ),
            (
                ("茉莉花 (Live 2019.12.30)", LIN, "", 250_000),
                ("茉莉花 (Live 2019.12.31)", LIN, "", 250_000),
            ),
            (("茉莉花 (古筝版)", LIN, "", 214_000), ("茉莉花 (二胡版)", LIN, "", 214_000)),
            (("Danny Boy (Violin)", CHEN, "", 200_000), ("Danny Boy (Flute)", CHEN, "", 200_000)),
        ],
    );
}

#[test]
fn another_part_origin_or_voice_is_not_the_same() {
    assert_pairs(
        false,
        &[
            // Movements that have more than the name of the work in common.
            (
                (
                    "The Four Seasons, Op. 8 - Winter: I. Allegro non molto",
                    ORCHESTRA,
                    "The Four Seasons",
                    200_000,
                ),
                (
                    "The Four Seasons, Op. 8 - Winter: III. Allegro",
                    ORCHESTRA,
                    "The Four Seasons",
                    200_000,
                ),
            ),
            (
                ("Bach: Goldberg Variations, BWV 988: Variatio 1", ORCHESTRA, "", 110_000),
                ("Bach: Goldberg Variations, BWV 988: Variatio 2", ORCHESTRA, "", 110_000),
            ),
            (("Seasons (春)", ORCHESTRA, "", 200_000), ("Seasons (冬)", ORCHESTRA, "", 200_000)),
            (
                ("四季 (春) (Live)", ORCHESTRA, "", 200_000),
                ("四季 (冬) (Live)", ORCHESTRA, "", 200_000),
            ),
            (
                ("组曲：第二乐章", ORCHESTRA, "", 200_000),
                ("组曲: III. Allegro", ORCHESTRA, "", 200_000),
            ),
            // A title that many works have, of two of them.
            (
                ("Main Title (From \"Star Wars\")", ORCHESTRA, "", 90_000),
                ("Main Title (From \"Superman\")", ORCHESTRA, "", 90_000),
            ),
            (
                ("片头曲 (电视剧《A》)", ORCHESTRA, "", 90_000),
                ("片头曲 (电视剧《B》)", ORCHESTRA, "", 90_000),
            ),
            // Voices of two characters, and one that is made after a singer's.
            (
                ("お願い!シンデレラ", &["島村卯月 (CV: 大橋彩香)"], "", 250_000),
                ("お願い!シンデレラ", &["渋谷凛 (CV: 福原綾香)"], "", 250_000),
            ),
            (("发如雪", &["AI孙燕姿"], "", 299_000), ("发如雪", &["AI王菲"], "", 299_000)),
            (("发如雪", &["孙燕姿"], "", 299_000), ("发如雪", &["AI孙燕姿"], "", 299_000)),
        ],
    );
}

#[test]
fn the_best_of_several_is_the_same_recording_and_never_merely_the_first() {
    let wanted = track(Source::Qq, PLAIN);
    let candidates = [
        track(Source::Netease, ("茉莉花 (Live)", LIN, "江南听雨", 214_000)),
        track(Source::Netease, ("茉莉花 (伴奏)", LIN, "江南听雨", 214_000)),
        track(Source::Netease, ("茉莉花", LIN, "江南听雨", 217_000)),
        track(Source::Netease, ("茉莉花", LIN, "江南听雨", 215_000)),
        track(Source::Netease, ("茉莉花", CHEN, "江南听雨", 214_000)),
    ];
    let (chosen, matched) = best(&wanted, &candidates, threshold()).unwrap();
    assert_eq!(chosen.duration_ms, 215_000);
    assert!(matched.same_recording && matched.score > 0.99);
    assert!(best(&wanted, &candidates[..2], threshold()).is_none());
    assert!(best(&wanted, &candidates[..2], 0.0).is_none(), "no threshold lets a version pass");
    assert!(best(&wanted, &candidates, 1.0).is_none());
    assert!(best(&wanted, &[], 0.0).is_none());
}

#[test]
fn equals_are_taken_in_the_order_of_the_sources_and_releases_break_ties() {
    let wanted = track(Source::Joox, PLAIN);
    let equals =
        [track(Source::Kugou, PLAIN), track(Source::Qq, PLAIN), track(Source::Netease, PLAIN)];
    assert_eq!(best(&wanted, &equals, threshold()).unwrap().0.source, Source::Qq);
    let releases =
        [track(Source::Qq, ("茉莉花", LIN, "民歌精选", 214_000)), track(Source::Kugou, PLAIN)];
    assert_eq!(best(&wanted, &releases, threshold()).unwrap().0.source, Source::Kugou);
}

#[test]
fn other_versions_rank_below_every_match_by_likeness() {
    let same = compare(PLAIN, ("茉莉花", LIN, "民歌精选", 221_000));
    let live = compare(PLAIN, ("茉莉花 (Live)", LIN, "", 215_000));
    let cover = compare(PLAIN, ("茉莉花 (翻唱)", CHEN, "", 240_000));
    let other = compare(PLAIN, ("康定情歌", CHEN, "", 240_000));
    let scores = [same.score, live.score, cover.score, other.score];
    assert!(scores.is_sorted_by(|a, b| a > b), "{scores:?}");
    assert!(live.score <= Match::DIFFERENT);
}

#[test]
fn a_match_tells_why() {
    let matched = compare(PLAIN, ("茉莉花 (Live)", LIN, "雨声", 230_000));
    let json = serde_json::to_value(&matched).unwrap();
    assert_eq!(
        json["reasons"],
        serde_json::json!([
            "title_exact",
            "artists_same",
            "duration_too_far_ms:16000",
            "version_extra:live",
            "album_differs",
        ])
    );
    assert_eq!(json["same_recording"], false);
}

#[test]
fn tags_are_read_from_titles_and_what_stands_beside_them() {
    use VersionTag::{
        Acoustic, Arrangement, Clip, Cover, Dj, Edit, Instrumental, Language, Live, Medley, Remix,
        Rerecorded, Slowed, SpedUp, TvSize, Voice,
    };
    let cases: &[(&str, &[&str], &[VersionTag])] = &[
        ("茉莉花", &[], &[]),
        ("茉莉花 (Live)", &[], &[Live]),
        ("茉莉花", &["Live"], &[Live]),
        ("茉莉花", &["(伴奏)"], &[Instrumental]),
        ("茉莉花 (DJ阿砚 Remix)", &[], &[Remix, Dj]),
        ("茉莉花 (Live) (粤语版)", &[], &[Live, Language]),
        ("茉莉花 (Acoustic Live)", &[], &[Live, Acoustic]),
        ("茉莉花【翻自 周宁】", &["sped up"], &[Cover, SpedUp]),
        ("茉莉花 TVサイズ", &[], &[TvSize]),
        ("茉莉花", &["电视剧《江南》插曲"], &[]),
        ("茉莉花 (钢琴版)", &[], &[Arrangement]),
        ("茉莉花 (女声版)", &[], &[Voice]),
        ("茉莉花 (0.8x)", &[], &[Slowed]),
        ("茉莉花 1.25倍速", &[], &[SpedUp]),
        ("茉莉花 (Radio Edit)", &[], &[Edit]),
        ("茉莉花 (铃声)", &[], &[Clip]),
        ("茉莉花 (重录版)", &[], &[Rerecorded]),
        ("茉莉花+小星星 (串烧)", &[], &[Medley]),
        ("茉莉花 (中文主题曲)", &[], &[]),
        ("茉莉花 (MR)", &[], &[Instrumental]),
        ("茉莉花 (AI林晓)", &[], &[Cover]),
        ("茉莉花 (Live for BBC Radio 1)", &[], &[Live]),
        ("茉莉花 (Part I Live)", &[], &[Live]),
        ("茉莉花 (Raw and Live)", &[], &[Live]),
        ("Long Live (Live)", &[], &[Live]),
        // Words of titles, not of versions.
        ("活着 (To Live)", &[], &[]),
        ("海上 (钢琴师)", &[], &[]),
        ("Live and Let Be", &[], &[]),
        ("Live for Tomorrow", &[], &[]),
        ("Live Forever", &[], &[]),
        ("生死 (Live and Let Die)", &[], &[]),
        ("先生 (Mr. Right)", &[], &[]),
        ("Long Live", &[], &[]),
        ("Take Cover", &[], &[]),
        ("案发现场", &[], &[]),
        ("Alive (Alive)", &[], &[]),
        ("Remaster (2011 Remaster)", &[], &[]),
        ("", &["", "()"], &[]),
    ];
    for (title, asides, tags) in cases {
        assert_eq!(version_tags(title, asides.iter().copied()), *tags, "{title} {asides:?}");
    }
    let names = serde_json::to_string(&[TvSize, SpedUp, Language]).unwrap();
    assert_eq!(names, r#"["tv_size","sped_up","language"]"#);
}

#[test]
fn a_title_takes_what_tells_its_version_from_beside_it() {
    let cases: &[(&str, &[&str], &str)] = &[
        ("茉莉花", &["(2020版)"], "茉莉花 (2020版)"),
        ("茉莉花", &["新版"], "茉莉花 (新版)"),
        ("茉莉花", &["", "【粤语版】"], "茉莉花 【粤语版】"),
        ("茉莉花", &["Live", "Live"], "茉莉花 (Live)"),
        ("茉莉花 (Live)", &["(Live)"], "茉莉花 (Live)"),
        ("茉莉花（現場版）", &["现场版"], "茉莉花（現場版）"),
        ("茉莉花伴奏", &["伴奏"], "茉莉花伴奏"),
        // Of the work, not of the version.
        ("茉莉花", &["电视剧《江南》插曲", "Jasmine Flower"], "茉莉花"),
        ("", &["Live"], ""),
    ];
    for (title, asides, shown) in cases {
        assert_eq!(with_version(title, asides.iter().copied()), *shown, "{title} {asides:?}");
    }
    for (ours, theirs) in
        [("粤语版", "国语版"), ("DJ小宇版", "DJ阿砚版"), ("2020版", ""), ("新版", "")]
    {
        let of = |aside: &str| {
            let title = with_version("茉莉花", [aside]);
            let tags = version_tags("茉莉花", [aside]);
            Track { title, version_tags: tags, ..track(Source::Kugou, PLAIN) }
        };
        let (ours, theirs) = (of(ours), of(theirs));
        let compared = score(&Recording::from(&ours), &Recording::from(&theirs));
        assert!(!compared.same_recording, "{ours:?} {theirs:?}");
        assert!(best(&ours, [&ours], threshold()).is_some(), "{ours:?}");
    }
}

const VERSIONS: &[&str] = &[
    " (Live)",
    "（现场）",
    "【伴奏】",
    " - Instrumental",
    " (DJ版)",
    "DJ版",
    " [Remix]",
    "伴奏",
    " (Demo)",
    " (翻唱)",
    " (加速)",
    " (Slowed)",
    " (TV Size)",
    " Acoustic",
    "（粤语版）",
    " (0.8x)",
    " (钢琴版)",
    " (Radio Edit)",
    " (铃声)",
    " (重录版)",
    " (女声版)",
    " (串烧)",
];

fn any_track() -> impl Strategy<Value = Track> {
    let title = prop_oneof![
        "\\PC{0,20}",
        "[茉莉花夜月a-cA-C0-9 ]{1,6}( ?[(（【](Live|伴奏|Remix|feat. 周宁|雨)[)）】])?"
    ];
    let names = prop::collection::vec("([林周陈]小?[满宁]|Lin|Chen|\\PC{0,6})", 0..3);
    (title, names, prop::option::of("[江南雨a-c]{1,4}"), 0_u64..400_000).prop_map(
        |(title, names, album, duration_ms)| Track {
            version_tags: version_tags(&title, []),
            id: TrackId::new(Source::Qq, "1"),
            source: Source::Qq,
            artists: names.into_iter().map(|name| Artist { id: String::new(), name }).collect(),
            album: album.map(|name| Album { id: String::new(), name }),
            title,
            duration_ms,
            cover_url: None,
            availability: Availability::Full,
            qualities: Vec::new(),
        },
    )
}

/// The bounds are those of `cargo xtask match-bench`, which prints the rest.
#[test]
fn the_labelled_set_is_judged_right() {
    let groups = Group::read_all(BUILT_IN).unwrap();
    let mut classes: Vec<&str> = groups.iter().map(|group| group.class.as_str()).collect();
    classes.sort_unstable();
    classes.dedup();
    assert!(groups.len() >= 480 && classes.len() >= 14, "{} {classes:?}", groups.len());
    for half in [Half::Fit, Half::Report] {
        let mut tally = Tally::default();
        let mut misjudged = Vec::new();
        for group in groups.iter().filter(|group| group.half() == half) {
            if !tally.add(group, group.choose(threshold())) {
                misjudged.push(&group.id);
            }
        }
        assert!(tally.groups > 200, "{tally:?}");
        assert!(tally.recall() >= 0.95, "{half:?} {tally:?} {misjudged:?}");
        assert!(tally.precision() >= 0.98, "{half:?} {tally:?} {misjudged:?}");
        assert!(tally.wrong_version_rate() <= 0.005, "{half:?} {tally:?} {misjudged:?}");
    }
}

#[test]
fn a_set_is_tallied_as_its_measures_are_defined() {
    let line = |answer: &str| {
        format!(
            r#"{{"id":"{answer}","class":"a","query":{{"title":"月台","artists":["林小满"],
            "album":null,"duration_ms":200000}},"candidates":[
            {{"source":"qq","title":"月台 (Live)","artists":["林小满"],"album":null,"duration_ms":200000}},
            {{"source":"joox","title":"归途","artists":["林小满"],"album":null,"duration_ms":null}},
            {{"source":"elsewhere","title":"月台","artists":["林小满"],"album":null,"duration_ms":200000}}
            ],"answer":{answer}}}"#
        )
        .replace('\n', "")
    };
    let lines = [line("2"), line("[2, 1]"), line("null")].join("\n");
    let groups = Group::read_all(&lines).unwrap();
    let tally = |accepted: Option<usize>| {
        let mut tally = Tally::default();
        for group in &groups {
            tally.add(group, accepted);
        }
        let shares = [tally.precision(), tally.recall(), tally.wrong_version_rate(), tally.right()];
        shares.map(|share| format!("{share:.2}"))
    };
    assert_eq!(tally(Some(2)), ["0.67", "1.00", "0.33", "0.67"]);
    assert_eq!(tally(Some(1)), ["0.33", "0.50", "0.00", "0.33"]);
    assert_eq!(tally(Some(0)), ["0.00", "0.00", "1.00", "0.00"]);
    assert_eq!(tally(None), ["1.00", "0.00", "0.00", "0.33"]);
    assert_eq!(groups[0].choose(threshold()), Some(2));
    assert!(Group::read_all("{}").unwrap_err().starts_with("line 1"));
}

#[test]
fn candidates_are_ranked_with_the_same_recording_before_its_versions() {
    let wanted = track(Source::Qq, PLAIN);
    let candidates = [
        track(Source::Qq, ("康定情歌", CHEN, "", 100_000)),
        track(Source::Kugou, ("茉莉花 (Live)", LIN, "江南听雨", 214_000)),
        track(Source::Kugou, PLAIN),
        track(Source::Netease, PLAIN),
    ];
    let ranked = rank(&wanted, &candidates);
    let order: Vec<usize> = ranked.iter().map(|ranked| ranked.index).collect();
    assert_eq!(order, [3, 2, 1, 0]);
    assert!(ranked[1].same_recording && !ranked[2].same_recording);
    assert_eq!(ranked[2].reasons.last(), Some(&Reason::AlbumSame));
}

proptest! {
    #[test]
    fn a_score_is_between_0_and_1_and_below_a_half_just_for_others(a in any_track(), b in any_track()) {
        let matched = score(&Recording::from(&a), &Recording::from(&b));
        prop_assert!((0.0..=1.0).contains(&matched.score));
        prop_assert!(matched.same_recording || matched.score <= Match::DIFFERENT);
        prop_assert_eq!(matched.same_recording, !matched.reasons.iter().any(|reason| reason.decides()));
    }

    #[test]
    fn a_track_that_states_all_is_itself(track in any_track()) {
        let track = Track { duration_ms: track.duration_ms + 1, ..track };
        let matched = score(&Recording::from(&track), &Recording::from(&track));
        prop_assert!(matched.same_recording);
        // The words of a version that no tag names are the same on both sides.
        let expected = if matched.reasons.contains(&Reason::ArtistsUnknown) { 0.85 } else { 1.0 };
        prop_assert!((matched.score - expected).abs() < 1e-9, "{matched:?}");
    }

    /// Which one is wanted matters to versions only.
    #[test]
    fn without_versions_the_order_does_not_matter(a in any_track(), b in any_track()) {
        prop_assume!(a.version_tags.is_empty() && b.version_tags.is_empty());
        let (a, b) = (Recording::from(&a), Recording::from(&b));
        let (there, back) = (score(&a, &b), score(&b, &a));
        prop_assert!((there.score - back.score).abs() < 1e-9, "{there:?} {back:?}");
        prop_assert_eq!(there.same_recording, back.same_recording);
    }

    /// A version of whatever song is never played for the plain recording.
    #[test]
    fn a_version_never_stands_for_the_plain_recording(
        name in "[茉莉花夜月江南]{2,6}",
        version in prop::sample::select(VERSIONS),
    ) {
        let plain = Track { title: name.clone(), duration_ms: 200_000, ..track(Source::Qq, PLAIN) };
        let title = format!("{name}{version}");
        let other = Track { version_tags: version_tags(&title, []), title, ..plain.clone() };
        prop_assert!(!other.version_tags.is_empty());
        prop_assert!(best(&plain, [&other], 0.0).is_none());
    }

    #[test]
    fn any_texts_are_survived(a in any::<String>(), b in any::<String>(), album in any::<String>()) {
        let artists = [Artist { id: String::new(), name: b.clone() }];
        let of = |title| Recording {
            title,
            artists: &artists,
            album: Some(&album),
            duration_ms: 1,
            version_tags: &[],
        };
        let matched = score(&of(a.as_str()), &of(b.as_str()));
        prop_assert!((0.0..=1.0).contains(&matched.score));
    }

    /// Naming a version that is not wanted makes no candidate more alike.
    #[test]
    fn a_version_never_raises_the_score(
        wanted in "[茉莉花夜月江南a-c]{2,6}",
        name in "[茉莉花夜月江南a-c]{2,6}",
        artist in "[林周陈][满宁]",
        duration_ms in 190_000_u64..210_000,
        version in prop::sample::select(VERSIONS),
    ) {
        let wanted = Track { title: wanted, duration_ms: 200_000, ..track(Source::Qq, PLAIN) };
        let artists = vec![Artist { id: String::new(), name: artist }];
        let plain = Track { title: name.clone(), artists, duration_ms, ..wanted.clone() };
        let title = format!("{name}{version}");
        let other = Track { version_tags: version_tags(&title, []), title, ..plain.clone() };
        // Behind a Latin letter `DJ版` is no word of its own, and the name another.
        prop_assume!(!other.version_tags.is_empty());
        let score = |of: &Track| score(&Recording::from(&wanted), &Recording::from(of)).score;
        prop_assert!(score(&other) <= score(&plain), "{} {}", score(&other), score(&plain));
    }

    #[test]
    fn writing_is_forgotten(title in "[茉莉花夜月江南a-z ]{2,8}") {
        let wide: String = title
            .to_uppercase()
            .chars()
            .map(|letter| match letter {
                'A'..='Z' => char::from_u32(u32::from(letter) + 0xFEE0).unwrap(),
                _ => letter,
            })
            .collect();
        prop_assume!(!title.trim().is_empty());
        let plain = Track { title, ..track(Source::Qq, PLAIN) };
        let wide = Track { title: wide, ..plain.clone() };
        let matched = score(&Recording::from(&plain), &Recording::from(&wide));
        prop_assert!(matched.same_recording && matched.score > 0.99, "{matched:?}");
    }
}

#[test]
fn a_name_in_another_script_is_the_same_when_all_else_agrees() {
    const BAND: &[&str] = &["ハーバー"];
    assert_pairs(
        true,
        &[
            (("大鱼", LIN, "大鱼", 313_000), ("Big Fish", LIN, "大魚", 313_000)),
            (("大鱼", LIN, "叶惠美", 313_000), ("Big Fish", LIN, "Yeh Hui-Mei", 313_000)),
            (("밤편지", LIN, "", 253_000), ("夜信", LIN, "Palette", 253_000)),
            (("海辺", BAND, "海辺", 253_000), ("Seaside", BAND, "Seaside", 253_000)),
            (
                ("サイレントマジョリティー", BAND, "", 263_000),
                ("Silent Majority", BAND, "", 261_000),
            ),
            (("Группа крови", LIN, "A", 285_000), ("Gruppa krovi", LIN, "B", 286_000)),
            (("山海 Wayfarer", LIN, "A", 252_000), ("Wayfarer", LIN, "B", 252_000)),
            (
                ("フライデイ", &["泰葉"], "TRANSIT", 215_000),
                ("Friday", &["Yasuha"], "Transit", 215_000),
            ),
        ],
    );
    assert_pairs(
        false,
        &[
            // Another release, length, performer or number; or the names could be compared.
            (("大鱼", LIN, "大鱼", 313_000), ("Big Fish", LIN, "Best", 313_000)),
            (("大鱼", LIN, "大鱼", 313_000), ("Big Fish", LIN, "大鱼", 316_000)),
            (("大鱼", LIN, "大鱼", 313_000), ("Big Fish", CHEN, "大鱼", 313_000)),
            (("大鱼 2", LIN, "大鱼", 313_000), ("Big Fish", LIN, "大鱼", 313_000)),
            (("大鱼", LIN, "大鱼", 313_000), ("Qing Tian", LIN, "大鱼", 313_000)),
            (("大鱼", LIN, "大鱼", 313_000), ("Whale (鲸)", LIN, "大鱼", 313_000)),
            (("茉莉花", LIN, "江南", 214_000), ("茉莉花 Again", LIN, "江南", 214_000)),
            (("大鱼", &["泰叶"], "A", 215_000), ("大鱼", &["Yasuha"], "A", 215_000)),
        ],
    );
}

#[test]
fn parts_of_works_are_named_with_more_or_less_and_in_any_order() {
    assert_pairs(
        true,
        &[
            (
                ("Mazurka No. 2 in C Minor, Op. 9 No. 2", ORCHESTRA, "A", 268_000),
                ("Vale: Mazurkas, Op. 9: No. 2 in C Minor", ORCHESTRA, "B", 268_000),
            ),
            (
                ("Für Elise", ORCHESTRA, "A", 224_000),
                ("Bagatelle in A Minor, WoO 59 \"Für Elise\"", ORCHESTRA, "B", 224_000),
            ),
            (("梁祝小提琴协奏曲", LIN, "A", 900_000), ("小提琴协奏曲《梁祝》", LIN, "A", 900_000)),
            (("长街 月光", LIN, "A", 285_000), ("月光 (动画《长街》主题曲)", LIN, "A", 285_000)),
        ],
    );
    assert_pairs(
        false,
        &[
            (
                ("Mazurka, Op. 9 No. 2", ORCHESTRA, "A", 268_000),
                ("Vale: Mazurkas, Op. 9: No. 1", ORCHESTRA, "A", 268_000),
            ),
            (
                ("Seasons (春)", ORCHESTRA, "A", 268_000),
                ("Vale: Seasons (冬)", ORCHESTRA, "A", 268_000),
            ),
            (("Dreamer", LIN, "Rooms", 186_000), ("Dreamers", LIN, "Rooms", 186_000)),
        ],
    );
}

#[test]
fn a_release_or_the_performers_tell_the_language_and_the_version() {
    const KOREAN: &[&str] = &["소녀시대"];
    assert_pairs(
        true,
        &[
            (("Dawn", KOREAN, "", 200_000), ("Dawn (Korean Ver.)", KOREAN, "", 200_000)),
            (("새벽 (Dawn)", LIN, "", 200_000), ("Dawn (Korean Ver.)", LIN, "", 200_000)),
            (
                ("Dawn", LIN, "Rooms (Japanese Version)", 200_000),
                ("Dawn (Japanese Version)", LIN, "Rooms", 200_000),
            ),
            (
                ("Dawn", LIN, "MTV Unplugged", 200_000),
                ("Dawn (Live Acoustic)", LIN, "MTV Unplugged", 200_000),
            ),
            (("山河", LIN, "新说唱 第10期", 200_000), ("山河 (Live)", LIN, "", 200_000)),
            (
                ("Dawn (10 Minute Version) (Mono)", LIN, "", 613_000),
                ("Dawn (10 Minute Version|Mono)", LIN, "", 613_000),
            ),
        ],
    );
    assert_pairs(
        false,
        &[
            (("Dawn", KOREAN, "", 200_000), ("Dawn (English Ver.)", KOREAN, "", 200_000)),
            (("山河", LIN, "", 200_000), ("山河 (Korean Ver.)", LIN, "", 200_000)),
            (
                ("Dawn", LIN, "Rooms (Japanese Version)", 200_000),
                ("Dawn", LIN, "Rooms (International Version)", 200_000),
            ),
            (("Dawn", LIN, "", 200_000), ("Dawn (Japanese ver. - Good Day)", LIN, "", 200_000)),
            (("山河", LIN, "", 200_000), ("山河", &["群星"], "成名曲 卡拉OK伴唱", 200_000)),
            (("山河 ~Ver.林晓~", LIN, "", 200_000), ("山河", LIN, "", 200_000)),
        ],
    );
}
