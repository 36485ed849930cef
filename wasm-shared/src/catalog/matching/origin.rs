//! What a work is from, as notes in titles tell it: a series, a film.

use super::{
    fold,
    script::Script,
    version,
    version_words::{BESIDE_WORKS, WITH_WORKS},
};

/// What names are quoted in.
const QUOTES: [(char, char); 6] =
    [('《', '》'), ('「', '」'), ('『', '』'), ('〈', '〉'), ('“', '”'), ('"', '"')];

/// The name of what a work is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Origin {
    /// The words of the name, canonical; never none.
    words: Vec<String>,
    /// Whether they are all of the name and nothing else.
    quoted: bool,
}

impl Origin {
    /// Reads a note, `电视剧《长街》片头曲` or `From "North"`: what is quoted in it, or what is left
    /// without the words that notes are made of. `None` where that is nothing, and for a note of who
    /// made a work.
    pub fn read(note: &str) -> Option<Self> {
        let words = fold::words(note);
        if version::is_credit(&words) {
            return None;
        }
        let quoted = quoted(note).map(fold::words).filter(|words| !words.is_empty());
        let is_quoted = quoted.is_some();
        let words = quoted.unwrap_or_else(|| words.iter().filter_map(|word| left(word)).collect());
        let words = fold::canonical(&words);
        (!words.is_empty()).then_some(Self { words, quoted: is_quoted })
    }

    /// The words of the name.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// Whether this and `other` can be names of one work: all words of one are in the other. What is
    /// written in different scripts cannot be told apart.
    pub fn may_be(&self, other: &Self) -> bool {
        let has = |of: &Self, script: Script| of.words.iter().any(|word| script.is_in(word));
        if !Script::ALL.into_iter().any(|script| has(self, script) && has(other, script)) {
            return true;
        }
        let is_number = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
        let numbers = |of: &Self| -> Vec<String> {
            of.words.iter().filter(|word| is_number(word)).cloned().collect()
        };
        if self.quoted && other.quoted && numbers(self) != numbers(other) {
            return false;
        }
        let within = |one: &Self, two: &Self| {
            let mut words = one.words.iter().filter(|word| !is_number(word));
            words.all(|word| two.words.iter().any(|other| is_same(word, other)))
        };
        within(self, other) || within(other, self)
    }
}

/// Whether two words are the same. Those of Han run together with their neighbours.
fn is_same(a: &str, b: &str) -> bool {
    let is_dense = [a, b].iter().all(|word| word.chars().any(fold::is_dense));
    a == b || (is_dense && (a.contains(b) || b.contains(a)))
}

/// What stands between the first quotation marks.
fn quoted(note: &str) -> Option<&str> {
    let (at, (opening, closing)) = note.char_indices().find_map(|(at, character)| {
        let pair = QUOTES.into_iter().find(|(opening, _)| *opening == character)?;
        Some((at, pair))
    })?;
    let behind = &note[at + opening.len_utf8()..];
    behind.split_once(closing).map(|(inside, _)| inside)
}

/// What of a word is of a name.
fn left(word: &str) -> Option<String> {
    if word == "from" || BESIDE_WORKS.contains(&word) {
        return None;
    }
    let left = WITH_WORKS.iter().fold(word.to_owned(), |left, phrase| left.replace(phrase, ""));
    (!left.is_empty()).then_some(left)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn may_be(a: &str, b: &str) -> bool {
        let (a, b) = (Origin::read(a).unwrap(), Origin::read(b).unwrap());
        assert_eq!(a.may_be(&b), b.may_be(&a), "the order does not matter");
        a.may_be(&b)
    }

    #[test]
    fn one_work_is_named_in_several_ways() {
        for (a, b) in [
            ("电视剧《长街》片头曲", "《长街》影视剧主题曲"),
            ("电视剧《长街》片头曲", "電視劇長街主題曲"),
            ("Theme from \"North\"", "Love Theme from North"),
            ("From “Star Wars”", "From \"Star Wars: A New Hope\""),
            ("From \"North\"", "电影《北方》主题曲"),
            ("From Long Road 2", "From \"Long Road 2\""),
        ] {
            assert!(may_be(a, b), "{a} {b}");
        }
    }

    #[test]
    fn another_work_is_told_by_its_name() {
        for (a, b) in [
            ("电视剧《A》", "电视剧《B》"),
            ("电视剧《长街》片头曲", "电视剧《江南》片头曲"),
            ("From \"Star Wars\"", "From \"Superman\""),
            ("From \"Long Road\"", "From \"Long Road 2\""),
            ("电视剧长街片头曲", "电视剧江南片头曲"),
        ] {
            assert!(!may_be(a, b), "{a} {b}");
        }
    }

    #[test]
    fn not_every_note_names_a_work() {
        for note in
            ["主题曲", "Original Soundtrack", "电影片尾曲", "Prod. by 阿远", "《》", "\"", ""]
        {
            assert_eq!(Origin::read(note), None, "{note}");
        }
    }
}
