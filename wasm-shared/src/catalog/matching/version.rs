//! What makes a recording another one than the plain studio recording, and how it is read from the
//! words beside a name.

use serde::{Deserialize, Serialize};

use super::{
    fold,
    version_words::{ALBUM_WORDS, CREDITS, NOTES, PLAIN, Place, VERSION_WORDS, WORDS, Words},
};

/// What makes a recording another one than the plain studio recording of the song.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// For other instruments: piano, orchestra, music box.
    Arrangement,
    /// Shortened or lengthened: radio edit, extended.
    Edit,
    /// A part of it: a ringtone, 片段.
    Clip,
    /// Recorded again by the same performer.
    Rerecorded,
    /// Sung by another kind of voice: 女声版, 童声版.
    Voice,
    /// Several songs in one.
    Medley,
}

impl VersionTag {
    /// The name in answers.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Instrumental => "instrumental",
            Self::Remix => "remix",
            Self::Dj => "dj",
            Self::Cover => "cover",
            Self::Demo => "demo",
            Self::TvSize => "tv_size",
            Self::SpedUp => "sped_up",
            Self::Slowed => "slowed",
            Self::Acoustic => "acoustic",
            Self::Language => "language",
            Self::Arrangement => "arrangement",
            Self::Edit => "edit",
            Self::Clip => "clip",
            Self::Rerecorded => "rerecorded",
            Self::Voice => "voice",
            Self::Medley => "medley",
        }
    }
}

/// What the words of a release's name say of all tracks on it.
pub(super) fn album_tags(words: &[String]) -> Vec<VersionTag> {
    let text = Text::of(words);
    // An instalment of a programme: 歌手 第12期.
    let is_instalment = words.windows(3).any(|some| {
        some[0].ends_with('第')
            && some[1].bytes().all(|byte| byte.is_ascii_digit())
            && some[2] == "期"
    });
    let whole = ALBUM_WORDS
        .iter()
        .filter(|(_, phrases)| phrases.iter().any(|phrase| text.has(phrase)))
        .map(|(tag, _)| *tag);
    sorted(whole.chain(is_instalment.then_some(VersionTag::Live)))
}

/// Tags without repetition.
pub(super) fn sorted(tags: impl Iterator<Item = VersionTag>) -> Vec<VersionTag> {
    let mut tags: Vec<VersionTag> = tags.collect();
    tags.sort_unstable();
    tags.dedup();
    tags
}

/// What words in brackets, behind a dash or in a subtitle say of the version.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Aside {
    /// Which tags, and which one of its kind where that is told.
    pub marks: Vec<(VersionTag, &'static str)>,
    /// Of a version that no tag names, for example an anniversary's.
    pub unnamed: bool,
    /// Of the plain recording.
    pub plain: bool,
    /// Of what the work was used for, or of who made it.
    pub note: bool,
}

impl Aside {
    /// Whether it says nothing of the version.
    pub fn is_silent(&self) -> bool {
        self.marks.is_empty() && !self.unnamed && !self.plain && !self.note
    }
}

/// Whether words that may be a name say something of the version.
pub(super) fn may_tell_version(words: &[String]) -> bool {
    !is_made_voice(words) && !read(words, &VERB_IN_NAMES).is_silent()
}

/// Whether a note tells who made a work.
pub(super) fn is_credit(words: &[String]) -> bool {
    let text = Text::of(words);
    CREDITS.iter().any(|phrase| text.has(phrase))
}

/// Reads the words of an aside.
pub(super) fn read_aside(words: &[String]) -> Aside {
    read(words, &VERB_IN_ASIDES)
}

fn read(words: &[String], verb: &Verb) -> Aside {
    let text = Text::of(words);
    let (rest, is_version) = before_version_word(words);
    let bare = Text::of(&rest);
    let says = |of: &&Words| {
        of.phrases.iter().any(|phrase| match of.place {
            Place::Whole => text.is(phrase) || (is_version && bare.ends_with(phrase)),
            _ => text.has(phrase) && !(*phrase == "live" && verb.is_meant(words)),
        })
    };
    let mut marks: Vec<_> =
        WORDS.iter().filter(says).map(|of| (of.tag, of.kind)).chain(speed(words)).collect();
    if is_made_voice(words) {
        marks.push((VersionTag::Cover, ""));
    }
    let is_noted = NOTES.iter().chain(CREDITS).any(|phrase| text.has(phrase));
    // 中文主题曲 is the theme of something in Chinese.
    marks.retain(|(tag, _)| *tag != VersionTag::Language || is_version || !is_noted);
    marks.sort_unstable();
    marks.dedup();
    let has_mark = !marks.is_empty();
    let plain = !has_mark && PLAIN.iter().any(|phrase| says_plain(&text, phrase));
    let note = !has_mark && !plain && is_noted;
    let unnamed = !has_mark
        && !plain
        && !note
        && (VERSION_WORDS.iter().any(|word| text.ends_with(word) || text.is(word))
            || matches!(words, [first, _, ..] if first == "ver"));
    Aside { marks, unnamed, plain, note }
}

/// A remaster is one whatever stands around it, a year for example; other words may be of a name.
fn says_plain(text: &Text, phrase: &str) -> bool {
    let remaster = phrase.starts_with("remaster") || phrase.chars().any(fold::is_dense);
    if remaster { text.has(phrase) } else { text.is(phrase) }
}

/// Whether words are of a voice that is made after somebody's: `AI孙燕姿`, `AI翻唱`.
fn is_made_voice(words: &[String]) -> bool {
    matches!(words, [first, behind, ..] if first == "ai" && behind.chars().all(fold::is_native))
}

/// The words by which `live` is a verb, of which titles and translations of titles are fond.
struct Verb {
    before: &'static [&'static str],
    behind: &'static [&'static str],
}

/// In what may be a name: `Live and Let Be`, `Live for Tomorrow`.
const VERB_IN_NAMES: Verb = Verb {
    before: &["to", "long", "i", "you", "we", "they", "never", "let", "and", "dont", "where"],
    behind: &["your", "my", "for", "and", "forever", "like", "it", "life", "while", "without"],
};

/// In what stands apart from one, where `Live for BBC Radio 1` and `Part I Live` are no names.
const VERB_IN_ASIDES: Verb = Verb {
    before: &["to", "long", "you", "we", "they", "never", "let", "dont", "where"],
    behind: &["your", "my", "forever", "like", "it", "life", "while", "without"],
};

impl Verb {
    /// Whether every `live` among words is one.
    fn is_meant(&self, words: &[String]) -> bool {
        const PHRASES: [&str; 8] = [
            "live and let die",
            "live and let live",
            "live and learn",
            "live and love",
            "live for love",
            "where i live",
            "the way i live",
            "as long as i live",
        ];
        PHRASES.contains(&words.join(" ").as_str())
            || words.iter().enumerate().filter(|(_, word)| *word == "live").all(|(at, _)| {
                let before = at.checked_sub(1).and_then(|before| words.get(before));
                let behind = words.get(at + 1);
                before.is_some_and(|word| self.before.contains(&word.as_str()))
                    || behind.is_some_and(|word| self.behind.contains(&word.as_str()))
            })
    }
}

/// A speed such as `0.8x` or `1.25倍`.
fn speed(words: &[String]) -> Option<(VersionTag, &'static str)> {
    words.windows(2).enumerate().find_map(|(at, pair)| {
        let is_factor = pair[0].bytes().all(|byte| byte.is_ascii_digit())
            && (pair[1] == "x" || pair[1].starts_with('倍'));
        let whole = at.checked_sub(1).and_then(|before| words.get(before));
        match (is_factor, whole.map(String::as_str)) {
            (true, Some("0")) => Some((VersionTag::Slowed, "")),
            (true, Some("1" | "2")) => Some((VersionTag::SpedUp, "")),
            _ => None,
        }
    })
}

/// Takes a version off the end of a title's words: the words that are left, of which the last may
/// have lost its end, and those of the version. `None` when there is none, or nothing would be left.
pub(super) fn take_end(words: &[String]) -> Option<(Vec<String>, Vec<String>)> {
    if let Some(at) = words.len().checked_sub(3).filter(|at| *at > 0)
        && speed(&words[at..]).is_some()
    {
        return Some((words[..at].to_vec(), words[at..].to_vec()));
    }
    // DJ and a name: DJ阿远版.
    if let [_, .., dj, name] = words
        && dj == "dj"
        && name.ends_with('版')
    {
        let at = words.len() - 2;
        return Some((words[..at].to_vec(), words[at..].to_vec()));
    }
    let (rest, is_version) = without_version_word(words);
    let phrases =
        WORDS.iter().flat_map(|of| of.phrases.iter().map(move |phrase| (of.place, *phrase)));
    phrases
        .filter_map(|(place, phrase)| {
            // A phrase that holds its own 版 is sought in the whole.
            let from = if phrase.ends_with('版') { words } else { rest.as_slice() };
            let left = without_end(from, phrase)?;
            let is_long = phrase.chars().count() > 1;
            let counts = match place {
                Place::End => true,
                Place::EndOfDense => {
                    is_version || left.last().is_some_and(|word| word.chars().any(fold::is_native))
                }
                Place::Aside => is_version,
                Place::Whole => is_version && is_long,
            };
            let mut end: Vec<String> = phrase.split(' ').map(str::to_owned).collect();
            if is_version {
                end.push("版".to_owned());
            }
            counts.then_some((left, end))
        })
        // 抖音DJ版 ends in two phrases, of which the longer says more.
        .max_by_key(|(_, end)| end.concat().len())
}

/// Words up to one that only says `version`, at their end or, in Latin letters, in their midst:
/// `Japanese ver. - Good Day`.
fn before_version_word(words: &[String]) -> (Vec<String>, bool) {
    let (rest, is_version) = without_version_word(words);
    let inside = words.iter().skip(1).position(|word| word == "ver" || word == "version");
    match inside {
        Some(at) if !is_version => (words[..=at].to_vec(), true),
        _ => (rest, is_version),
    }
}

/// Words without one at their end that only says `version`.
fn without_version_word(words: &[String]) -> (Vec<String>, bool) {
    ["版本", "版", "ver", "vers", "version", "バージョン", "버전"]
        .into_iter()
        .find_map(|word| without_end(words, word))
        .map_or_else(|| (words.to_vec(), false), |rest| (rest, true))
}

/// `words` without `phrase` at their end; `None` when they do not end so, or are nothing else.
fn without_end(words: &[String], phrase: &str) -> Option<Vec<String>> {
    // Asked with some hundred phrases for every title: most are told by the last word alone.
    if !words.last()?.ends_with(phrase.rsplit(' ').next()?) {
        return None;
    }
    let mut left = words.to_vec();
    for part in phrase.rsplit(' ') {
        let last = left.pop()?;
        if last == part {
            continue;
        }
        // Words of Han run together: the phrase is the end of one.
        let dense = part.chars().all(fold::is_dense);
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

    fn is(&self, phrase: &str) -> bool {
        self.spaced.trim() == phrase
    }

    fn has(&self, phrase: &str) -> bool {
        if phrase.starts_with(fold::is_native) {
            self.joined.contains(phrase)
        } else {
            self.spaced.contains(phrase) && self.spaced.contains(&format!(" {phrase} "))
        }
    }

    fn ends_with(&self, word: &str) -> bool {
        if word.chars().all(fold::is_native) {
            self.joined.ends_with(word)
        } else {
            let words = self.spaced.trim_end();
            words.strip_suffix(word).is_some_and(|before| before.ends_with(' '))
        }
    }
}
