//! The words of a recording: statements about themselves, made the same way every time.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::{Listing, Recording, Script, Source, Version};

const FIRST_LINE_MS: u64 = 12_000;
const BETWEEN_LINES_MS: u64 = 9_000;
/// What a line is sung in, the rest of its time being a pause.
const LINE_MS: u64 = 6_000;
const NUMERALS: [(&str, &str); 10] = [
    ("零", "ling"),
    ("一", "yi"),
    ("二", "er"),
    ("三", "san"),
    ("四", "si"),
    ("五", "wu"),
    ("六", "liu"),
    ("七", "qi"),
    ("八", "ba"),
    ("九", "jiu"),
];

/// How much there is of a recording's words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Words {
    /// No source has any.
    None,
    /// Nobody sings.
    Instrumental,
    /// Lines with times.
    #[default]
    Lines,
    /// Lines, each with its translation.
    Translated,
    /// Lines with translation, romanised form and the time of every word.
    Full,
}

/// A line and its time in milliseconds from the beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// When it begins.
    pub start_ms: u64,
    /// How long it is sung.
    pub duration_ms: u64,
    /// The words as the source writes them.
    pub text: String,
    /// In the other language, if there is a translation.
    pub translation: Option<String>,
    /// In Latin letters, if there is that.
    pub romanised: Option<String>,
    /// Every word with its beginning and its length in milliseconds, if there are such times; the
    /// words joined are `text`.
    pub words: Option<Vec<(u64, u64, String)>>,
}

/// What a source has of the words of a track.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lyrics {
    /// Nobody sings.
    Instrumental,
    /// The lines in order, never none.
    Lines(Vec<Line>),
}

impl Lyrics {
    /// The lines; none of what nobody sings.
    pub fn lines(&self) -> &[Line] {
        match self {
            Self::Instrumental => &[],
            Self::Lines(lines) => lines,
        }
    }

    /// LRC out of what `text` takes of every line; `None` when it takes nothing of the first.
    pub fn lrc(&self, text: impl Fn(&Line) -> Option<&str>) -> Option<String> {
        text(self.lines().first()?)?;
        let mut lrc = String::new();
        for line in self.lines() {
            let (minutes, ms) = (line.start_ms / 60_000, line.start_ms % 60_000);
            let (seconds, hundredths) = (ms / 1000, ms % 1000 / 10);
            let text = text(line).unwrap_or_default();
            let _ = writeln!(lrc, "[{minutes:02}:{seconds:02}.{hundredths:02}]{text}");
        }
        Some(lrc)
    }
}

/// The words of `recording` as the source of `listing` has them; `None` when it has none.
pub(super) fn of(recording: &Recording, listing: &Listing, script: &Script) -> Option<Lyrics> {
    let words = match (recording.words, recording.version) {
        (_, Version::Instrumental) => Words::Instrumental,
        (words, _) => words,
    };
    if matches!(words, Words::None | Words::Instrumental) {
        return (words == Words::Instrumental).then_some(Lyrics::Instrumental);
    }
    let count = listing.duration_ms.saturating_sub(FIRST_LINE_MS) / BETWEEN_LINES_MS;
    let traditional = listing.source == Source::Joox;
    let line = |number: u64| {
        let mut line = line(recording, number, words);
        if traditional {
            line.text = script.traditional(&line.text);
            line.translation = line.translation.map(|text| script.traditional(&text));
            for (_, _, word) in line.words.iter_mut().flatten() {
                *word = script.traditional(word);
            }
        }
        line
    };
    Some(Lyrics::Lines((1..=count.max(1)).map(line).collect()))
}

fn line(recording: &Recording, number: u64, words: Words) -> Line {
    let work = &recording.work;
    let foreign = work.title.is_ascii();
    let chinese = |title: &str| format!("{title}，第{}行", numeral(number, |(han, _)| han, ""));
    let english = |title: &str| format!("{title}, line {number}");
    let other_title = work.aliases.iter().find(|alias| alias.is_ascii() != foreign);
    let other_title = other_title.unwrap_or(&work.title);
    let (text, translation) = if foreign {
        (english(&work.title), chinese(other_title))
    } else {
        (chinese(&work.title), english(other_title))
    };
    let full = words == Words::Full;
    let start_ms = FIRST_LINE_MS + (number - 1) * BETWEEN_LINES_MS;
    Line {
        start_ms,
        duration_ms: LINE_MS,
        translation: (full || words == Words::Translated).then_some(translation),
        romanised: (full && !foreign)
            .then(|| format!("di {} hang", numeral(number, |(_, latin)| latin, " "))),
        words: full.then(|| timed(&text, start_ms)),
        text,
    }
}

/// `number` digit by digit.
fn numeral(
    number: u64,
    form: impl Fn((&'static str, &'static str)) -> &'static str,
    between: &str,
) -> String {
    let digits: Vec<&str> =
        number.to_string().bytes().map(|digit| form(NUMERALS[usize::from(digit - b'0')])).collect();
    digits.join(between)
}

/// Words of `text`, or its characters where it is Chinese, evenly over the line's time.
fn timed(text: &str, start_ms: u64) -> Vec<(u64, u64, String)> {
    let words: Vec<String> = if text.is_ascii() {
        text.split_inclusive(' ').map(str::to_owned).collect()
    } else {
        text.chars().map(String::from).collect()
    };
    let each = LINE_MS / words.len().max(1) as u64;
    (0..).zip(words).map(|(place, word)| (start_ms + place * each, each, word)).collect()
}
