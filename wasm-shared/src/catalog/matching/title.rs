//! A title taken apart: its name, what stands in brackets or behind a dash, and performers that
//! belong into the artist field.

use unicode_normalization::UnicodeNormalization;

use super::{
    fold,
    version::{self, Aside, VersionTag},
};

/// Opening and closing brackets, as they are after the widths are made one.
const BRACKETS: [(char, char); 11] = [
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
    ('<', '>'),
    ('【', '】'),
    ('「', '」'),
    ('『', '』'),
    ('《', '》'),
    ('〈', '〉'),
    ('〔', '〕'),
    ('〖', '〗'),
];

/// What parts a name from an aside when it has spaces around.
const DASHES: [char; 6] = ['-', '–', '—', '~', '〜', '|'];

/// Words that begin a list of further performers.
const FEATURING: [&str; 4] = ["feat", "ft", "featuring", "with"];

/// A title taken apart.
#[derive(Debug, Clone, Default)]
pub(super) struct Title {
    /// The words of the name, without asides; never empty unless the title has no letter.
    pub words: Vec<String>,
    /// The name as it is compared.
    pub key: String,
    /// Keys of asides that say nothing of the version, and of the halves of a name in two scripts:
    /// translations, subtitles.
    pub alternates: Vec<String>,
    /// Further performers, as written.
    pub featured: Vec<String>,
    /// What the asides say of the version.
    pub versions: Vec<(Vec<String>, Aside)>,
}

impl Title {
    /// Takes `title` apart.
    pub fn read(title: &str) -> Self {
        let title: String = title.nfkc().collect();
        let (outside, inside) = split_brackets(&title);
        let mut read = Self::default();
        let mut asides = inside;
        let mut name = String::new();
        for (at, segment) in split_dashes(&outside).into_iter().enumerate() {
            if at > 0 && !version::read_aside(&fold::words(segment)).is_silent() {
                asides.push(segment.to_owned());
            } else {
                name.push(' ');
                name.push_str(segment);
            }
        }
        if let Some((before, performers)) = split_featuring(&name, false) {
            read.featured.push(performers.to_owned());
            name = before.to_owned();
        }
        read.words = fold::words(&name);
        for aside in &asides {
            read.add_aside(aside);
        }
        while let Some((left, end)) = version::take_end(&read.words) {
            read.words = left;
            read.versions.push((end.clone(), version::read_aside(&end)));
        }
        drop_fillers(&mut read.words);
        read.key = read.words.concat();
        read.alternates.extend(two_names(&read.words).into_iter().flatten());
        if read.key.is_empty() {
            read.name_by_aside(&title);
        }
        read
    }

    /// The tags of all asides.
    pub fn tags(&self) -> impl Iterator<Item = VersionTag> {
        self.versions.iter().flat_map(|(_, aside)| aside.tags.iter().copied())
    }

    fn add_aside(&mut self, text: &str) {
        if let Some((_, performers)) = split_featuring(text, true) {
            self.featured.push(performers.to_owned());
            return;
        }
        let words = fold::words(text);
        let aside = version::read_aside(&words);
        if aside.is_silent() {
            self.alternates.extend(Some(words.concat()).filter(|key| !key.is_empty()));
        } else {
            self.versions.push((words, aside));
        }
    }

    /// A title that is all in brackets, `《茉莉花》`, is named by the first that is no version; one
    /// that is nothing but a version, by all of it.
    fn name_by_aside(&mut self, title: &str) {
        if self.alternates.is_empty() {
            self.words = fold::words(title);
            self.key = self.words.concat();
        } else {
            self.key = self.alternates.remove(0);
            self.words = vec![self.key.clone()];
        }
    }
}

/// The text outside all brackets and the texts inside the outermost ones. A bracket that is not
/// closed reaches to the end.
fn split_brackets(text: &str) -> (String, Vec<String>) {
    let mut outside = String::new();
    let mut inside: Vec<String> = Vec::new();
    let mut open: Option<((char, char), usize)> = None;
    for character in text.chars() {
        match &mut open {
            None => match BRACKETS.into_iter().find(|(opening, _)| *opening == character) {
                Some(pair) => {
                    open = Some((pair, 1));
                    inside.push(String::new());
                    outside.push(' ');
                }
                None => outside.push(character),
            },
            Some(((opening, closing), depth)) => {
                if character == *opening {
                    *depth += 1;
                } else if character == *closing {
                    *depth -= 1;
                }
                if *depth == 0 {
                    open = None;
                } else if let Some(text) = inside.last_mut() {
                    text.push(character);
                }
            }
        }
    }
    (outside, inside)
}

/// Parts at dashes with a space on a side; a hyphen inside a word parts nothing.
fn split_dashes(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut before = ' ';
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        let loose = before == ' ' || text[end..].starts_with(' ') || end == text.len();
        if DASHES.contains(&character) && loose {
            parts.push(&text[start..at]);
            start = end;
        }
        before = character;
    }
    parts.push(&text[start..]);
    parts.retain(|part| !part.trim().is_empty());
    parts
}

/// What is before and behind a word like `feat.`. In an aside the word stands first; in a name it
/// has something before it, and `with` does not count, which is a word of titles.
fn split_featuring(text: &str, aside: bool) -> Option<(&str, &str)> {
    let mut at = 0;
    for word in text.split_inclusive([' ', '.']) {
        let end = at + word.len();
        let bare = word.trim_end_matches([' ', '.']).to_lowercase();
        let named = !text[..at].trim().is_empty();
        if FEATURING.contains(&bare.as_str()) && (aside != named) && (aside || bare != "with") {
            let performers = text[end..].trim_start_matches(['.', ' ', ':']);
            return (!performers.is_empty()).then_some((&text[..at], performers));
        }
        if aside && named {
            return None;
        }
        at = end;
    }
    None
}

/// The two names of a title that is written in two scripts, `欢乐颂 Ode to Joy`. A single character
/// or a short word beside the other script is part of one name.
fn two_names(words: &[String]) -> Option<[String; 2]> {
    const SHORTEST_DENSE: usize = 2;
    const SHORTEST_SPACED: usize = 4;
    let is_dense = |word: &String| word.chars().all(fold::is_dense);
    let first = words.first().map(is_dense)?;
    let change = words.iter().position(|word| is_dense(word) != first)?;
    let (before, behind) = words.split_at(change);
    if behind.iter().any(|word| is_dense(word) == first) {
        return None;
    }
    let names = [before.concat(), behind.concat()];
    let (dense, spaced) = if first { (&names[0], &names[1]) } else { (&names[1], &names[0]) };
    let whole = dense.chars().count() >= SHORTEST_DENSE
        && spaced.chars().count() >= SHORTEST_SPACED
        && !spaced.starts_with(char::is_numeric);
    whole.then_some(names)
}

/// Words that some catalogues write and others leave out: a leading article, `and` beside `&`.
fn drop_fillers(words: &mut Vec<String>) {
    if words.len() > 1 && matches!(words[0].as_str(), "the" | "a" | "an") {
        words.remove(0);
    }
    if words.len() > 2 {
        words.retain(|word| word != "and");
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_found_among_brackets_dashes_and_suffixes() {
        for (title, name) in [
            ("茉莉花 (Live)", "茉莉花"),
            ("茉莉花（現場版）", "茉莉花"),
            ("茉莉花【DJ版】", "茉莉花"),
            ("茉莉花 - Live", "茉莉花"),
            ("茉莉花伴奏", "茉莉花"),
            ("茉莉花DJ版", "茉莉花"),
            ("茉莉花 粤语版", "茉莉花"),
            ("《茉莉花》", "茉莉花"),
            ("《茉莉花》(Live)", "茉莉花"),
            ("茉莉花 feat. 林晓", "茉莉花"),
            ("(Live)", "live"),
            ("Long Live", "longlive"),
            ("Auld-Lang Syne", "auldlangsyne"),
            ("Cello Suite No. 1 - Prelude", "cellosuiteno1prelude"),
            ("The Entertainer", "entertainer"),
            ("茉莉花 (Live", "茉莉花"),
            ("Dance with Me", "dancewithme"),
            ("伴奏", "伴奏"),
        ] {
            assert_eq!(Title::read(title).key, name, "{title}");
        }
    }

    #[test]
    fn performers_are_taken_out_of_titles() {
        for (title, performers) in [
            ("A (feat. B & C)", "B & C"),
            ("A ft. B", "B"),
            ("A [with B]", "B"),
            ("A (Feat.B)", "B"),
        ] {
            assert_eq!(Title::read(title).featured, [performers], "{title}");
        }
        assert!(Title::read("Left (without you)").featured.is_empty());
    }

    proptest! {
        #[test]
        fn a_title_with_a_letter_has_a_name(title in "[茉莉花a-z0-9()（《》】\\[ \\-~.版]{1,20}") {
            let has_letter = !fold::key(&title).is_empty();
            prop_assert_eq!(!Title::read(&title).key.is_empty(), has_letter);
        }

        #[test]
        fn any_text_is_survived(title in any::<String>()) {
            Title::read(&title);
        }
    }
}
