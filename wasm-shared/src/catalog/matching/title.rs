//! A title taken apart: its name, what stands in brackets or behind a dash, and performers that
//! belong into the artist field.

use unicode_normalization::UnicodeNormalization;

use super::{
    fold,
    origin::Origin,
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

/// What parts a name from an aside when it has spaces or a character of Han around.
const DASHES: [char; 7] = ['-', '–', '—', '~', '〜', '|', '∣'];

/// What parts a name from a subtitle wherever it stands.
const COLONS: [char; 5] = ['·', '•', '‧', ':', '∶'];

/// Words that begin a list of further performers.
const FEATURING: [&str; 3] = ["feat", "ft", "featuring"];

/// The same where they stand first in brackets; elsewhere they may be words of titles.
const FEATURING_IN_BRACKETS: [&str; 5] = ["with", "w/", "合唱", "合作", "对唱"];

/// What stands alone in brackets or at the end of a name and makes it that of another part.
const SEQUELS: [&str; 12] =
    ["续", "续集", "续篇", "前传", "番外", "番外篇", "上", "中", "下", "前篇", "后篇", "终章"];

/// A title taken apart.
#[derive(Debug, Clone, Default)]
pub(super) struct Title {
    /// The name as it is compared: all that is outside brackets and says nothing of the version.
    pub key: String,
    /// The same with what is in brackets, in the order it is written; beside a version or further
    /// performers the name alone.
    pub whole: String,
    /// The name up to its first colon, dash or middle dot.
    pub head: String,
    /// What is behind that, and what is in brackets: subtitles and translations.
    pub rests: Vec<String>,
    /// Of these, such in brackets as may be versions that no word is known for: single words.
    pub doubtful: Vec<String>,
    /// Other names: what is in brackets, and the halves of a name in two scripts.
    pub alternates: Vec<String>,
    /// Names that count only where all else is the same: what is quoted in the name, its parts, a
    /// single word behind a name in another script, and all of it in another order.
    pub weak: Vec<String>,
    /// The words of the parts of the name.
    pub parts: Vec<Vec<String>>,
    /// The name with its masked letters, where it has such: `f**k`.
    pub masked: Option<String>,
    /// All of the title, folded.
    pub written: String,
    /// The words of the name.
    pub words: Vec<String>,
    /// Further performers, as written.
    pub featured: Vec<String>,
    /// What the asides say of the version.
    pub versions: Vec<(Vec<String>, Aside)>,
    /// What notes say the work is from.
    pub origins: Vec<Origin>,
}

impl Title {
    /// Takes `title` apart.
    pub fn read(title: &str) -> Self {
        Self::read_of(title, |_| false)
    }

    /// The same of a title that may have performers before or behind a dash, `林晓 - 茉莉花`.
    pub fn read_of(title: &str, is_performer: impl Fn(&str) -> bool) -> Self {
        let title: String = title.nfkc().collect();
        let (outside, inside) = split_brackets(&title);
        let mut read = Self { written: fold::key(&title), ..Self::default() };
        let (segments, asides) = read.split_name(&outside, is_performer);
        let mut name: Vec<Vec<String>> =
            segments.iter().map(|segment| fold::words(segment)).collect();
        for movement in name.iter_mut().skip(1) {
            number_movement(movement);
        }
        for aside in inside.iter().chain(&asides) {
            read.add_aside(aside, &mut name);
        }
        read.take_versions(&mut name);
        name.retain(|words| !words.is_empty());
        for words in &mut name {
            drop_fillers(words);
        }
        read.words = name.concat();
        read.key = key_of(&read.words);
        read.head = name.first().map(|words| key_of(words)).unwrap_or_default();
        read.rests.extend(name.iter().skip(1).map(|words| key_of(words)));
        read.rests.extend(read.alternates.iter().cloned());
        read.parts = name;
        read.weak = read.weak_names(&segments);
        match two_names(&read.words) {
            Some((names, true)) => read.alternates.extend(names),
            Some((names, false)) => {
                read.weak
                    .extend(names.into_iter().filter(|name| !name.starts_with(fold::is_native)));
            }
            None => {}
        }
        if outside.contains('*') {
            let is_kept = |letter: &char| letter.is_alphanumeric() || *letter == '*';
            read.masked = Some(fold::plain(&segments.concat()).filter(is_kept).collect());
        }
        if read.key.is_empty() {
            read.name_by_aside(&title);
        }
        read.whole = read.whole_of(&title);
        read
    }

    /// The tags of all asides.
    pub fn tags(&self) -> impl Iterator<Item = VersionTag> {
        self.marks().map(|(tag, _)| tag)
    }

    /// The tags of all asides, each with which one of its kind it is.
    pub fn marks(&self) -> impl Iterator<Item = (VersionTag, &'static str)> {
        self.versions.iter().flat_map(|(_, aside)| aside.marks.iter().copied())
    }

    /// Parts what is outside brackets into segments of the name and such that say something of the
    /// version or the use, and takes performers out of it.
    fn split_name(
        &mut self,
        outside: &str,
        is_performer: impl Fn(&str) -> bool,
    ) -> (Vec<String>, Vec<String>) {
        let mut segments: Vec<&str> = split_segments(outside);
        if segments.len() > 1 {
            let rests = segments.iter().filter(|segment| !is_performer(&fold::key(segment)));
            // `Harbour - Harbour` is a title too, and so is what says nothing else but `Live`.
            if rests.clone().any(|rest| !version::may_tell_version(&fold::words(rest))) {
                segments = rests.copied().collect();
            }
        }
        let mut name: Vec<String> = Vec::new();
        let mut asides = Vec::new();
        let says = |segment: &str| !version::read_aside(&fold::words(segment)).is_silent();
        let has_name = segments.iter().any(|segment| !says(segment));
        for (at, segment) in segments.iter().enumerate() {
            let is_first = at == 0 && !(has_name && is_medley(segment));
            if !is_first && says(segment) {
                asides.push((*segment).to_owned());
            } else if let Some((before, performers)) = split_featuring(segment, false) {
                self.featured.push(performers.to_owned());
                name.push(before.to_owned());
            } else {
                name.push((*segment).to_owned());
            }
        }
        (name, asides)
    }

    fn add_aside(&mut self, text: &str, name: &mut [Vec<String>]) {
        if let Some((_, performers)) = split_featuring(text, true) {
            self.featured.push(performers.to_owned());
            return;
        }
        if text.contains(['|', '∣']) || text.contains(" / ") {
            for part in text.split(['|', '∣']).flat_map(|part| part.split(" / ")) {
                self.add_aside(part, name);
            }
            return;
        }
        let words = fold::words(text);
        let aside = version::read_aside(&words);
        if !aside.is_silent() {
            if aside.note {
                self.origins.extend(Origin::read(text));
            }
            self.versions.push((words, aside));
        } else if is_part(&words)
            && let Some(last) = name.last_mut().filter(|last| !last.is_empty())
        {
            last.extend(words);
        } else if !words.is_empty() {
            let key = key_of(&words);
            if words.len() == 1 {
                self.doubtful.push(key.clone());
            }
            self.alternates.push(key);
            let (outside, inside) = split_brackets(text);
            if !inside.is_empty() {
                let parts = inside.iter().chain([&outside]).map(|part| key_of(&fold::words(part)));
                self.alternates.extend(parts.filter(|part| !part.is_empty()));
            }
        }
    }

    /// See [`Title::weak`].
    fn weak_names(&self, segments: &[String]) -> Vec<String> {
        const QUOTES: [char; 4] = ['"', '“', '”', '„'];
        let quoted = segments.iter().flat_map(|segment| segment.split(QUOTES).skip(1).step_by(2));
        let quoted = quoted.map(|name| key_of(&fold::words(name)));
        let parts = self.parts.iter().map(|part| key_of(part)).filter(|part| *part != self.key);
        let turned = self.alternates.iter().map(|name| format!("{name}{}", self.key));
        quoted.chain(parts).chain(turned).filter(|name| !name.is_empty()).collect()
    }

    /// Takes versions without brackets off the name, also `DJ` before it, and what a work is for.
    fn take_versions(&mut self, name: &mut [Vec<String>]) {
        let Some((first, _)) = name.split_first_mut() else { return };
        if first.len() > 1 && first[0] == "dj" && first[1].chars().all(fold::is_dense) {
            let words = vec![first.remove(0)];
            self.versions.push((words.clone(), version::read_aside(&words)));
        }
        let Some(last) = name.last_mut() else { return };
        while let Some((left, end)) = version::take_end(last) {
            *last = left;
            self.versions.push((end.clone(), version::read_aside(&end)));
        }
        while last.len() > 1
            && last.last().is_some_and(|word| {
                word.chars().all(fold::is_dense)
                    && version::read_aside(std::slice::from_ref(word)).note
            })
        {
            self.origins.extend(last.pop().and_then(|note| Origin::read(&note)));
        }
    }

    /// A title that is all in brackets, `《茉莉花》`, is named by the first that is no version; one
    /// that is nothing but a version, by all of it; one without a letter, by its marks.
    fn name_by_aside(&mut self, title: &str) {
        if self.alternates.is_empty() {
            self.words = fold::words(title);
            self.key = key_of(&self.words);
            if self.key.is_empty() {
                self.key = title.chars().filter(|mark| !mark.is_whitespace()).collect();
            }
        } else {
            self.key = self.alternates.remove(0);
            self.words = vec![self.key.clone()];
            self.rests.retain(|rest| *rest != self.key);
        }
        self.head.clone_from(&self.key);
    }

    /// The name with its asides where they stand, without those that say something else.
    fn whole_of(&self, title: &str) -> String {
        if self.rests.is_empty() || !self.versions.is_empty() || !self.featured.is_empty() {
            return self.key.clone();
        }
        let mut words = fold::words(title);
        drop_fillers(&mut words);
        key_of(&words)
    }
}

/// A movement's number in digits, `I. Allegro`, also where it is a single letter.
fn number_movement(words: &mut [String]) {
    if let [first, _, ..] = words
        && let Some(number) = ["i", "v", "x"].iter().position(|numeral| first == numeral)
    {
        ["1", "5", "10"][number].clone_into(first);
    }
}

/// Words of a name as it is compared.
fn key_of(words: &[String]) -> String {
    fold::canonical(words).concat()
}

fn is_medley(segment: &str) -> bool {
    let aside = version::read_aside(&fold::words(segment));
    aside.marks.iter().any(|(tag, _)| *tag == VersionTag::Medley)
}

/// Whether words say which part of a work this is: `Part II`, `2`, 续.
fn is_part(words: &[String]) -> bool {
    let is_number = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
    let canonical = fold::canonical(words);
    match canonical.as_slice() {
        [word] => is_number(word) || SEQUELS.contains(&word.as_str()),
        [part, number] => {
            is_number(number) && ["part", "volume", "act", "chapter", "no"].contains(&part.as_str())
        }
        _ => false,
    }
}

/// Whether a character opens a bracket, in its own width or half of it.
pub(super) fn is_opening(character: char) -> bool {
    let narrow = character.nfkc().next().unwrap_or(character);
    BRACKETS.iter().any(|(opening, _)| *opening == narrow)
}

/// The text outside all brackets and the texts inside the outermost ones. A bracket that is not
/// closed reaches to the end.
pub(super) fn split_brackets(text: &str) -> (String, Vec<String>) {
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

/// Parts at dashes with a space or a character of Han on a side, at middle dots and at colons; a
/// hyphen inside a word parts nothing, nor does a colon in a time of day.
fn split_segments(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut before = ' ';
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        let behind = text[end..].chars().next().unwrap_or(' ');
        let is_loose = [before, behind].iter().any(|&next| next == ' ' || fold::is_native(next));
        let is_time = before.is_ascii_digit() && behind.is_ascii_digit();
        if (DASHES.contains(&character) && is_loose) || (COLONS.contains(&character) && !is_time) {
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
/// has something before it.
fn split_featuring(text: &str, aside: bool) -> Option<(&str, &str)> {
    let mut at = 0;
    for word in text.split_inclusive([' ', '.', ':']) {
        let end = at + word.len();
        let bare = word.trim_end_matches([' ', '.', ':']).to_lowercase();
        let named = !text[..at].trim().is_empty();
        let counts = FEATURING.contains(&bare.as_str())
            || (aside && FEATURING_IN_BRACKETS.contains(&bare.as_str()));
        if counts && aside != named {
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

/// The two names of a title that is written in two scripts, `欢乐颂 Ode to Joy`, and whether that is
/// certain: a single word beside the other script may be part of one name, `小夜曲 Again`. A single
/// character, and a part or number, is.
fn two_names(words: &[String]) -> Option<([String; 2], bool)> {
    const SHORTEST_DENSE: usize = 2;
    const SHORTEST_WORD: usize = 3;
    let is_native = |word: &String| word.chars().all(fold::is_native);
    let first = words.first().map(is_native)?;
    let change = words.iter().position(|word| is_native(word) != first)?;
    let (before, behind) = words.split_at(change);
    if behind.iter().any(|word| is_native(word) == first) {
        return None;
    }
    let (dense, spaced) = if first { (before, behind) } else { (behind, before) };
    let counts = spaced.iter().any(|word| word.chars().any(char::is_numeric)) || is_part(spaced);
    let is_phrase = spaced.len() > 1;
    let is_word = is_phrase || spaced[0].chars().count() >= SHORTEST_WORD;
    if dense.concat().chars().count() < SHORTEST_DENSE || counts || !is_word {
        return None;
    }
    // `If I Can Stop One Heart` counts nothing.
    let is_certain = is_phrase && (spaced.len() > 2 || fold::numbers(&key_of(spaced)).is_empty());
    let mut behind = behind.to_vec();
    drop_fillers(&mut behind);
    Some(([key_of(before), key_of(&behind)], is_certain))
}

/// Words that some catalogues write and others leave out: a leading article, `and` beside `&`.
fn drop_fillers(words: &mut Vec<String>) {
    if words.len() > 1 && matches!(words[0].as_str(), "the" | "a" | "an") {
        words.remove(0);
    }
    // Rock 'n' Roll, but not R.U.N.
    let joins = |at: usize, word: &str| {
        let is_long = |at: usize| words.get(at).is_some_and(|word| word.len() > 1);
        word == "and" || (word == "n" && at > 0 && is_long(at - 1) && is_long(at + 1))
    };
    if words.len() > 2 {
        let keeps: Vec<bool> =
            words.iter().enumerate().map(|(at, word)| !joins(at, word)).collect();
        let mut keeps = keeps.into_iter();
        words.retain(|_| keeps.next().unwrap_or(true));
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
            ("第五交响曲：II. 柔板", "第5交响曲2柔板"),
            ("江湖行 (续)", "江湖行续"),
            ("Long Road (Part II)", "longroadpart2"),
            ("茉莉花-伴奏版", "茉莉花"),
            ("茉莉花 0.8x", "茉莉花"),
            ("DJ 茉莉花", "茉莉花"),
            ("茉莉花-《江南》影视剧主题曲", "茉莉花"),
            ("...", "..."),
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
        fn a_title_has_a_name(title in "[茉莉花a-z0-9()（《》】\\[ \\-~.版]{1,20}") {
            prop_assert_eq!(Title::read(&title).key.is_empty(), title.trim().is_empty());
        }

        #[test]
        fn any_text_is_survived(title in any::<String>()) {
            Title::read(&title);
        }
    }
}
