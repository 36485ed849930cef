//! What makes a recording another one than the plain studio recording, and the words that say so.

use serde::{Deserialize, Serialize};

/// What makes a recording another one than the plain studio recording of the song.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VersionTag {
    /// Recorded before an audience.
    Live,
    /// Without the voice: 伴奏, 纯音乐, karaoke.
    Instrumental,
    /// Cut anew by somebody.
    Remix,
    /// A disc jockey's edit, DJ版.
    Dj,
    /// Performed by somebody else: cover, 翻唱, 翻自.
    Cover,
    /// A draft.
    Demo,
    /// Shortened for a programme.
    TvSize,
    /// Played faster.
    SpedUp,
    /// Played slower.
    Slowed,
    /// Without amplified instruments.
    Acoustic,
    /// In another language than the original.
    Language,
}

/// Where a word counts as saying something of the version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Also at the end of a title without brackets: `茉莉花 伴奏`.
    End,
    /// At such an end only behind Han or kana (`茉莉花 Live`, but not `Long Live`), or before 版.
    EndOfDense,
    /// Only in brackets, behind a dash, in a subtitle, or before 版.
    Aside,
}

/// A tag and the words for it, folded as [`super::fold::words`] folds: simplified, lower case,
/// parted by one space. Words in Han or kana match anywhere in an aside, others as whole words.
type Words = (VersionTag, Place, &'static [&'static str]);

const WORDS: &[Words] = &[
    (VersionTag::Live, Place::EndOfDense, &["live", "ライブ", "ライヴ"]),
    (VersionTag::Live, Place::Aside, &["现场", "演唱会", "音乐会", "音乐节", "巡演", "concert"]),
    (
        VersionTag::Instrumental,
        Place::End,
        &["instrumental", "karaoke", "off vocal", "伴奏", "纯音乐", "カラオケ", "オフボーカル"],
    ),
    (
        VersionTag::Instrumental,
        Place::Aside,
        &[
            "inst",
            "without vocal",
            "without vocals",
            "no vocals",
            "backing track",
            "minus one",
            "piano ver",
            "piano version",
            "music box",
            "消音",
            "无人声",
            "钢琴版",
            "纯钢琴",
            "八音盒",
            "インスト",
            "オルゴール",
        ],
    ),
    (VersionTag::Remix, Place::End, &["remix", "rmx", "リミックス"]),
    (
        VersionTag::Remix,
        Place::Aside,
        &[
            "mashup",
            "bootleg",
            "club mix",
            "dance mix",
            "house mix",
            "extended mix",
            "radio mix",
            "混音",
        ],
    ),
    (VersionTag::Dj, Place::EndOfDense, &["dj", "慢摇"]),
    (VersionTag::Cover, Place::EndOfDense, &["cover", "翻唱", "カバー", "歌ってみた"]),
    (VersionTag::Cover, Place::Aside, &["covered by", "翻自", "原唱"]),
    (VersionTag::Demo, Place::End, &["demo", "デモ"]),
    (VersionTag::Demo, Place::Aside, &["小样", "样带"]),
    (
        VersionTag::TvSize,
        Place::End,
        &["tv size", "tvsize", "tv サイズ", "テレビサイズ", "tv 版", "电视版"],
    ),
    (VersionTag::TvSize, Place::Aside, &["tv ver", "tv version", "tv edit", "anime size"]),
    (VersionTag::SpedUp, Place::End, &["sped up", "nightcore"]),
    (VersionTag::SpedUp, Place::Aside, &["speed up", "加速", "倍速", "快速版"]),
    (VersionTag::Slowed, Place::End, &["slowed"]),
    (VersionTag::Slowed, Place::Aside, &["slow ver", "slow version", "降速", "慢速", "减速"]),
    (VersionTag::Acoustic, Place::End, &["acoustic", "unplugged", "不插电"]),
    (
        VersionTag::Acoustic,
        Place::Aside,
        &["guitar ver", "guitar version", "吉他版", "弹唱", "アコースティック"],
    ),
];

/// A language that a version is sung in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Language {
    Mandarin,
    Cantonese,
    Hokkien,
    English,
    Japanese,
    Korean,
}

/// Words for a language; the Latin ones count beside `version` or alone.
const LANGUAGES: &[(Language, &[&str])] = &[
    (Language::Mandarin, &["国语", "普通话", "中文", "华语", "mandarin", "chinese"]),
    (Language::Cantonese, &["粤语", "广东话", "广东语", "cantonese"]),
    (Language::Hokkien, &["闽南语", "台语", "hokkien", "taiwanese"]),
    (Language::English, &["英文", "英语", "english"]),
    (Language::Japanese, &["日文", "日语", "日本语", "japanese"]),
    (Language::Korean, &["韩文", "韩语", "korean"]),
];

/// Words that say a text is of a version without saying which.
const VERSION_WORDS: [&str; 6] = ["版", "ver", "version", "edit", "take", "mix"];

/// Asides that name no other recording: the plain one, a remaster of it, a release.
const PLAIN: [&str; 32] = [
    "remaster",
    "remastered",
    "remastering",
    "重制",
    "重置",
    "album version",
    "album ver",
    "single version",
    "single ver",
    "original version",
    "original mix",
    "original",
    "full version",
    "full ver",
    "完整版",
    "原版",
    "正式版",
    "标准版",
    "单曲版",
    "专辑版",
    "录音室版",
    "studio version",
    "stereo",
    "mono",
    "explicit",
    "clean",
    "bonus track",
    "deluxe",
    "official",
    "无损",
    "高清",
    "hq",
];

/// Words in the name of a release by which all of it is live or without the voice. Few, since a
/// release may be called anything.
const ALBUM_WORDS: &[(VersionTag, &[&str])] = &[
    (
        VersionTag::Live,
        &[
            "演唱会",
            "现场",
            "in concert",
            "live at",
            "live in",
            "live from",
            "live album",
            "ライブ",
        ],
    ),
    (VersionTag::Instrumental, &["伴奏", "karaoke", "カラオケ", "instrumental"]),
];

/// What the name of a release says of the tracks on it.
pub(super) fn album_tags(album: &str) -> Vec<VersionTag> {
    let title = super::title::Title::read(album);
    let text = Text::of(&super::fold::words(album));
    let whole = ALBUM_WORDS
        .iter()
        .filter(|(_, phrases)| phrases.iter().any(|phrase| text.has(phrase)))
        .map(|(tag, _)| *tag);
    let aside =
        title.tags().filter(|tag| matches!(tag, VersionTag::Live | VersionTag::Instrumental));
    let mut tags: Vec<VersionTag> = whole.chain(aside).collect();
    tags.sort_unstable();
    tags.dedup();
    tags
}

/// What words in brackets, behind a dash or in a subtitle say of the version.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Aside {
    /// Which tags.
    pub tags: Vec<VersionTag>,
    /// Which languages; not empty just when `tags` has [`VersionTag::Language`].
    pub languages: Vec<Language>,
    /// Of a version that no tag names, for example a re-recording.
    pub unclear: bool,
    /// Of the plain recording.
    pub plain: bool,
}

impl Aside {
    /// Whether it says nothing of the version.
    pub fn is_silent(&self) -> bool {
        self.tags.is_empty() && !self.unclear && !self.plain
    }
}

/// Reads the words of an aside.
pub(super) fn read_aside(words: &[String]) -> Aside {
    let text = Text::of(words);
    let mut aside = Aside {
        tags: WORDS
            .iter()
            .filter(|(_, _, phrases)| phrases.iter().any(|phrase| text.has(phrase)))
            .map(|(tag, _, _)| *tag)
            .collect(),
        languages: languages(&text, words),
        ..Aside::default()
    };
    if !aside.languages.is_empty() {
        aside.tags.push(VersionTag::Language);
    }
    aside.tags.sort_unstable();
    aside.tags.dedup();
    aside.plain = aside.tags.is_empty() && PLAIN.iter().any(|phrase| text.has(phrase));
    aside.unclear = aside.tags.is_empty()
        && !aside.plain
        && VERSION_WORDS.iter().any(|word| text.ends_with(word));
    aside
}

fn languages(text: &Text, words: &[String]) -> Vec<Language> {
    let is_version = VERSION_WORDS.iter().any(|word| text.has(word));
    LANGUAGES
        .iter()
        .filter(|(_, names)| {
            names.iter().any(|name| {
                let counts = !name.is_ascii() || is_version || words.len() == 1;
                counts && text.has(name)
            })
        })
        .map(|(language, _)| *language)
        .collect()
}

/// Takes a version off the end of a title's words: the words that are left, of which the last may
/// have lost its end, and those of the version. `None` when there is none, or nothing would be left.
pub(super) fn take_end(words: &[String]) -> Option<(Vec<String>, Vec<String>)> {
    let (rest, is_version) = without_version_word(words);
    let phrases = WORDS
        .iter()
        .flat_map(|(_, place, phrases)| phrases.iter().map(move |phrase| (*place, *phrase)));
    let languages =
        LANGUAGES.iter().flat_map(|(_, names)| names.iter().map(|name| (Place::Aside, *name)));
    phrases.chain(languages).find_map(|(place, phrase)| {
        // A phrase that holds its own 版 is sought in the whole.
        let from = if phrase.ends_with('版') { words } else { rest.as_slice() };
        let left = without_end(from, phrase)?;
        let counts = match place {
            Place::End => true,
            Place::EndOfDense => {
                is_version
                    || left.last().is_some_and(|word| word.chars().any(super::fold::is_dense))
            }
            Place::Aside => is_version,
        };
        let mut end: Vec<String> = phrase.split(' ').map(str::to_owned).collect();
        if is_version {
            end.push("版".to_owned());
        }
        counts.then_some((left, end))
    })
}

fn without_version_word(words: &[String]) -> (Vec<String>, bool) {
    ["版", "ver", "version"]
        .into_iter()
        .find_map(|word| without_end(words, word))
        .map_or_else(|| (words.to_vec(), false), |rest| (rest, true))
}

/// `words` without `phrase` at their end; `None` when they do not end so, or are nothing else.
fn without_end(words: &[String], phrase: &str) -> Option<Vec<String>> {
    let mut left = words.to_vec();
    for part in phrase.rsplit(' ') {
        let last = left.pop()?;
        if last == part {
            continue;
        }
        // Words of Han run together: the phrase is the end of one.
        let dense = part.chars().all(super::fold::is_dense);
        let rest = last.strip_suffix(part).filter(|_| dense)?;
        left.push(rest.to_owned());
    }
    (!left.is_empty()).then_some(left)
}

/// Words prepared for looking phrases up in.
struct Text {
    /// With a space before, between and after the words.
    spaced: String,
    /// With nothing between them.
    joined: String,
}

impl Text {
    fn of(words: &[String]) -> Self {
        Self { spaced: format!(" {} ", words.join(" ")), joined: words.concat() }
    }

    fn has(&self, phrase: &str) -> bool {
        if phrase.chars().all(super::fold::is_dense) {
            self.joined.contains(phrase)
        } else {
            self.spaced.contains(&format!(" {phrase} "))
        }
    }

    fn ends_with(&self, word: &str) -> bool {
        if word.chars().all(super::fold::is_dense) {
            self.joined.ends_with(word)
        } else {
            self.spaced.ends_with(&format!(" {word} "))
        }
    }
}
