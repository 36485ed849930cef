//! Performers as a set, each with the names it goes by.

use unicode_normalization::UnicodeNormalization;

use super::{aliases, fold, loanword, romanise, script::Script};

/// Marks between performers. `×` and `x` join them in Chinese catalogues.
const SEPARATORS: [char; 8] = ['、', '/', ',', ';', '&', '+', '|', '×'];

/// The same as words.
const SEPARATING_WORDS: [&str; 8] =
    ["feat", "ft", "featuring", "starring", "with", "x", "vs", "and"];

/// What stands before or behind names and is none: a voice, `CV`, is told by the name behind it.
const TITLES: [&str; 10] = ["dj", "mc", "vj", "cv", "vo", "mr", "ms", "miss", "dr", "ai"];

/// What stands before a name in honour, and is left out by other catalogues.
const HONOURS: [&str; 6] = ["sir", "dame", "dato", "datuk", "sri", "tan"];

/// What ends the name of a band in one catalogue and not in another.
const BANDS: [&str; 2] = ["乐队", "组合"];

/// What the voice of a character is named behind: `島村卯月 (CV: 大橋彩香)`.
const VOICE: [&str; 3] = ["cv", "c.v.", "c.v"];

/// Names that stand for nobody in particular.
const ANYBODY: [&str; 8] = [
    "群星",
    "华语群星",
    "佚名",
    "未知歌手",
    "未知艺术家",
    "variousartists",
    "various",
    "unknownartist",
];

/// A performer by every name that was given.
#[derive(Debug, Clone)]
struct Performer {
    /// The whole, the part outside brackets and the one inside, the native and the Latin part of
    /// `G.E.M.邓紫棋`, without a leading `the`, and with the last word first. All folded. A voice made
    /// after somebody's has one name only, `ai` and theirs: it is neither them nor another such.
    names: Vec<String>,
    /// The words of the whole, folded.
    words: Vec<String>,
    /// The lines of the list of aliases that it may be.
    known: Vec<u16>,
}

/// The performers of a recording.
#[derive(Debug, Clone, Default)]
pub(super) struct Artists {
    performers: Vec<Performer>,
    /// All names as one, for bands with a separator in their name.
    joined: String,
}

/// How two sets of performers relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// The same people.
    Equal,
    /// All of one are among the other's.
    Contained,
    /// Some are the same.
    Overlapping,
    /// One side names nobody.
    Unknown,
    /// None is the same, but a Latin name can be that of somebody with the surname of the other.
    SharedSurname,
    /// None is the same, but one side is in kana, Hangul or Cyrillic and the other in Latin letters.
    OtherScript,
    /// The same with Han, which may be Japanese names.
    OtherThanHan,
    /// None is the same, but one name is a part of the other.
    PartOfName,
    /// None is the same.
    Different,
}

impl Artists {
    /// Reads names as written, of which each may be several performers.
    pub fn read<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut artists = Self::default();
        for name in names.into_iter().flat_map(split) {
            let performer = Performer::read(&name);
            let Some(key) = performer.names.first() else { continue };
            if ANYBODY.contains(&key.as_str()) {
                continue;
            }
            artists.joined.push_str(key);
            if !artists.has(&performer) {
                artists.performers.push(performer);
            }
        }
        artists
    }

    /// How `self` and `other` relate; symmetric.
    pub fn relation(&self, other: &Self) -> Relation {
        if self.performers.is_empty() || other.performers.is_empty() {
            return Relation::Unknown;
        }
        if self.joined == other.joined {
            return Relation::Equal;
        }
        let common = self.performers.iter().filter(|performer| other.has(performer)).count();
        let common_back = other.performers.iter().filter(|performer| self.has(performer)).count();
        let all = common == self.performers.len();
        let all_back = common_back == other.performers.len();
        if all && all_back {
            Relation::Equal
        } else if all || all_back {
            Relation::Contained
        } else if common > 0 {
            Relation::Overlapping
        } else {
            self.distant_relation(other)
        }
    }

    /// Of sets that have nobody in common.
    fn distant_relation(&self, other: &Self) -> Relation {
        let pairs = || {
            self.performers
                .iter()
                .flat_map(|one| other.performers.iter().map(move |two| (one, two)))
        };
        // Who is on the list is on it with every name.
        if pairs().any(|(one, two)| !one.known.is_empty() || !two.known.is_empty()) {
            Relation::Different
        } else if pairs().any(|(one, two)| one.shares_surname(two) || two.shares_surname(one)) {
            Relation::SharedSurname
        } else if pairs().any(|(one, two)| one.is_phonetic() && two.is_latin())
            || pairs().any(|(one, two)| two.is_phonetic() && one.is_latin())
        {
            Relation::OtherScript
        } else if pairs().any(|(one, two)| one.is_native() && two.is_latin())
            || pairs().any(|(one, two)| two.is_native() && one.is_latin())
        {
            Relation::OtherThanHan
        } else if pairs().any(|(one, two)| one.is_part_of(two) || two.is_part_of(one)) {
            Relation::PartOfName
        } else {
            Relation::Different
        }
    }

    /// Whether one of them has a name with letters of a script.
    pub fn are_in(&self, script: Script) -> bool {
        self.performers.iter().flat_map(|performer| &performer.names).any(|name| script.is_in(name))
    }

    fn has(&self, performer: &Performer) -> bool {
        self.performers.iter().any(|own| own.is(performer))
    }

    /// Whether a folded text is a name of one of them.
    pub fn is_name(&self, key: &str) -> bool {
        !key.is_empty()
            && (self.joined == key
                || self
                    .performers
                    .iter()
                    .any(|performer| performer.names.iter().any(|name| name == key)))
    }

    /// Whether there is a disc jockey among them who is not among the others.
    pub fn has_other_dj(&self, others: &Self) -> bool {
        self.performers.iter().any(|performer| {
            performer.words.first().is_some_and(|word| word == "dj") && !others.has(performer)
        })
    }
}

impl Performer {
    fn read(name: &str) -> Self {
        /// A single letter or character is an initial or a syllable that many share.
        const SHORTEST_PART: usize = 2;
        let mut names: Vec<String> = Vec::new();
        let mut add = |key: String| {
            if !key.is_empty() && !names.contains(&key) {
                names.push(key);
            }
        };
        let words = fold::words(name);
        let whole = words.concat();
        let native: String = whole.chars().filter(|&letter| fold::is_native(letter)).collect();
        let latin: String = whole.chars().filter(|&letter| !fold::is_native(letter)).collect();
        if latin == "ai" && !native.is_empty() {
            return Self { names: vec![latin + &native], words, known: Vec::new() };
        }
        let is_mark = |mark: char| "()[]【】".contains(mark);
        add(whole);
        for part in name.split(is_mark) {
            let mut words = fold::words(part);
            if words.iter().all(|word| TITLES.contains(&word.as_str())) {
                continue;
            }
            let key = words.concat();
            let band = BANDS.iter().find_map(|band| key.strip_suffix(band));
            if let Some(name) = band.filter(|name| name.chars().count() >= SHORTEST_PART) {
                add(name.to_owned());
            }
            add(key);
            let honours = words.iter().take_while(|word| HONOURS.contains(&word.as_str())).count();
            if honours > 0 && words.len() - honours >= SHORTEST_PART {
                words.drain(..honours);
                add(words.concat());
            }
            if let [first, _, ..] = words.as_mut_slice() {
                if first == "the" {
                    words.remove(0);
                    add(words.concat());
                } else if words.len() <= 3 && words.iter().all(|word| romanise::is_latin(word)) {
                    words.rotate_right(1);
                    add(words.concat());
                }
            }
        }
        let is_long = |part: &str| part.chars().count() >= SHORTEST_PART;
        if is_long(&native) && is_long(&latin) && !TITLES.contains(&latin.as_str()) {
            add(native);
            add(latin);
        }
        let known = names.iter().flat_map(|name| aliases::known_as(name)).copied().collect();
        Self { names, words, known }
    }

    fn is(&self, other: &Self) -> bool {
        let reads = |native: &str, latin: &str| {
            romanise::is_native(native)
                && romanise::is_latin(latin)
                && romanise::is_name(native, latin)
        };
        let sounds = |one: &str, two: &str| {
            reads(one, two)
                || reads(two, one)
                || loanword::is_loan(one, two)
                || loanword::is_loan(two, one)
        };
        self.names.iter().any(|name| other.names.contains(name))
            || self.known.iter().any(|line| other.known.contains(line))
            || self.names.iter().any(|one| other.names.iter().any(|two| sounds(one, two)))
            || self.is_slip_of(other)
    }

    /// Whether a long Latin name differs by one letter inside one of its words: `Artur`, `Arthur`.
    fn is_slip_of(&self, other: &Self) -> bool {
        const LONG_NAME: usize = 10;
        let length = |of: &Self| of.words.iter().map(String::len).sum::<usize>();
        let mut differing = self.words.iter().zip(&other.words).filter(|(one, two)| one != two);
        let pair = differing.next().filter(|_| differing.next().is_none());
        self.words.len() > 1
            && self.words.len() == other.words.len()
            && length(self).min(length(other)) >= LONG_NAME
            && self.is_latin()
            && other.is_latin()
            && pair.is_some_and(|(one, two)| fold::is_letter_slip(one, two))
    }

    /// Whether a name is within one of the other's, both in their own script.
    fn is_part_of(&self, other: &Self) -> bool {
        const SHORTEST: usize = 2;
        let own = self.names.iter().filter(|name| romanise::is_native(name));
        own.filter(|name| name.chars().count() >= SHORTEST).any(|name| {
            let mut whole = other.names.iter().filter(|whole| romanise::is_native(whole));
            whole.any(|whole| whole.contains(name.as_str()))
        })
    }

    fn shares_surname(&self, latin: &Self) -> bool {
        self.names.iter().any(|name| {
            let is_person = romanise::is_native(name) && name.chars().count() <= 4;
            is_person && latin.is_latin() && romanise::shares_surname(name, &latin.words)
        })
    }

    fn is_latin(&self) -> bool {
        self.names.iter().all(|name| romanise::is_latin(name))
    }

    fn is_native(&self) -> bool {
        self.names.iter().all(|name| romanise::is_native(name))
    }

    /// Whether it is written in a script whose Latin spelling cannot always be told: that of
    /// Japanese names, and of stage names in Hangul.
    fn is_phonetic(&self) -> bool {
        let is_han = |letter: char| ('\u{3400}'..='\u{9FFF}').contains(&letter);
        self.names
            .iter()
            .any(|name| romanise::is_native(name) && name.chars().any(|letter| !is_han(letter)))
    }
}

/// The performers in one field. Marks inside brackets part nothing: there stand other names of the
/// same performer, or the voices of a character, who are performers of their own.
fn split(field: &str) -> Vec<String> {
    let field: String = field.nfkc().collect();
    let with_voices = |name: String| -> Vec<String> {
        match split_voices(&name) {
            Some((character, voices)) => {
                let voices = split_outside_brackets(voices);
                let voices = voices.iter().flat_map(|voice| split_words(voice));
                split_words(character).into_iter().chain(voices).collect()
            }
            None => split_words(&name),
        }
    };
    split_outside_brackets(&field).into_iter().flat_map(with_voices).collect()
}

fn split_outside_brackets(field: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut depth = 0_usize;
    for character in field.chars() {
        match character {
            '(' | '[' | '【' => depth += 1,
            ')' | ']' | '】' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && SEPARATORS.contains(&character) {
            names.push(String::new());
        } else if let Some(name) = names.last_mut() {
            name.push(character);
        }
    }
    names
}

/// A character and those who give it their voices. `None` where none are named.
fn split_voices(name: &str) -> Option<(&str, &str)> {
    let is_letter =
        |character: Option<char>| character.is_some_and(|letter| letter.is_ascii_alphanumeric());
    let (at, end) = name.char_indices().find_map(|(at, _)| {
        let found = |mark: &&str| {
            name.get(at..at + mark.len()).is_some_and(|text| text.eq_ignore_ascii_case(mark))
        };
        let end = at + VOICE.iter().find(|mark| found(mark))?.len();
        let is_word = !is_letter(name[..at].chars().next_back())
            && (name[..end].ends_with('.') || !is_letter(name[end..].chars().next()));
        is_word.then_some((at, end))
    })?;
    let character = name[..at].trim_end_matches([' ', '(', '[', '【', '/']);
    let voices = name[end..].trim_start_matches([' ', '.', ':', '/']);
    let voices = voices.trim_end_matches([' ', ')', ']', '】']);
    // A band may be called so.
    let names_somebody = voices.chars().any(char::is_alphanumeric)
        && (!character.is_empty() || name[end..].starts_with([':', '.']) || at > 0);
    names_somebody.then_some((character, voices))
}

fn split_words(name: &str) -> Vec<String> {
    let mut names: Vec<Vec<&str>> = vec![Vec::new()];
    for (at, word) in name.split_whitespace().enumerate() {
        let bare = word.trim_end_matches('.').to_lowercase();
        // X JAPAN is one band.
        if (at > 0 || bare != "x") && SEPARATING_WORDS.contains(&bare.as_str()) {
            names.push(Vec::new());
        } else if let Some(name) = names.last_mut() {
            name.push(word);
        }
    }
    let names: Vec<String> =
        names.into_iter().filter(|name| !name.is_empty()).map(|name| name.join(" ")).collect();
    // A band called X.
    if names.is_empty() { vec![name.to_owned()] } else { names }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relation(a: &[&str], b: &[&str]) -> Relation {
        let (a, b) = (Artists::read(a.iter().copied()), Artists::read(b.iter().copied()));
        assert_eq!(a.relation(&b), b.relation(&a), "a relation does not depend on the order");
        a.relation(&b)
    }

    #[test]
    fn honours_and_words_for_bands_may_be_left_out() {
        for (a, b) in [
            ("新裤子乐队", "新裤子"),
            ("凤凰传奇组合", "鳳凰傳奇"),
            ("Dato' Sri Siti Nurhaliza", "Siti Nurhaliza"),
            ("Sir Neville Marriner", "Neville Marriner"),
        ] {
            assert_eq!(relation(&[a], &[b]), Relation::Equal, "{a} {b}");
        }
        assert_eq!(relation(&["中央乐团"], &["中央"]), Relation::PartOfName);
    }

    #[test]
    fn sets_are_compared_whatever_joins_them() {
        for joined in [
            "林晓、周宁",
            "林晓/周宁",
            "林晓 & 周宁",
            "周宁 feat. 林晓",
            "林晓 x 周宁",
            "林晓×周宁",
            "林曉+周寧",
        ] {
            assert_eq!(relation(&[joined], &["林晓", "周宁"]), Relation::Equal, "{joined}");
        }
        assert_eq!(relation(&["林晓"], &["林晓", "周宁"]), Relation::Contained);
        assert_eq!(relation(&["林晓", "陈默"], &["林晓", "周宁"]), Relation::Overlapping);
        assert_eq!(relation(&["林晓"], &["周宁"]), Relation::Different);
    }

    #[test]
    fn a_performer_is_known_by_each_name() {
        assert_eq!(relation(&["G.E.M. 邓紫棋"], &["鄧紫棋"]), Relation::Equal);
        assert_eq!(relation(&["Lin Xiao (林晓)"], &["林晓"]), Relation::Equal);
        assert_eq!(relation(&["Lin Xiao (林晓)"], &["LIN XIAO"]), Relation::Equal);
    }

    #[test]
    fn a_romanised_name_is_read_known_or_shares_the_surname() {
        assert_eq!(relation(&["Lin Xiao"], &["林晓"]), Relation::Equal);
        assert_eq!(relation(&["Xiao Lin"], &["林曉"]), Relation::Equal);
        assert_eq!(relation(&["Jay Chou"], &["周杰倫"]), Relation::Equal);
        assert_eq!(relation(&["Eric Chou"], &["周杰倫"]), Relation::Different);
        assert_eq!(relation(&["Wendy Lam"], &["林晓"]), Relation::SharedSurname);
        assert_eq!(relation(&["Lin Yijun"], &["林晓"]), Relation::OtherThanHan);
        assert_eq!(relation(&["Mina Aoi"], &["青井ミナ"]), Relation::OtherScript);
        assert_eq!(relation(&["Lin Xiao"], &["Chen Mo"]), Relation::Different);
        assert_eq!(relation(&["Nora Vale"], &["林晓"]), Relation::OtherThanHan);
    }

    #[test]
    fn the_voice_of_a_character_is_a_performer() {
        let rin = &["渋谷凛 (CV: 福原綾香)"];
        assert_eq!(relation(&["島村卯月 (CV: 大橋彩香)"], rin), Relation::Different);
        for written in [
            "島村卯月(CV.大橋彩香)",
            "島村卯月（ＣＶ：大橋彩香）",
            "島村卯月 [cv 大橋彩香]",
            "島村卯月 (C.V. 大橋彩香)",
            "島村卯月 (CV大橋彩香)",
            "島村卯月、大橋彩香",
        ] {
            assert_eq!(
                relation(&[written], &["島村卯月 (CV: 大橋彩香)"]),
                Relation::Equal,
                "{written}"
            );
        }
        assert_eq!(relation(&["大橋彩香"], &["島村卯月 (CV: 大橋彩香)"]), Relation::Contained);
        let both = ["島村卯月 (CV: 大橋彩香)、渋谷凛 (CV: 福原綾香)"];
        assert_eq!(relation(rin, &both), Relation::Contained);
        let band = ["蒼い星 [CV: 青井ミナ、白石あや]"];
        assert_eq!(relation(&band, &["蒼い星", "青井ミナ", "白石あや"]), Relation::Equal);
        assert_eq!(relation(&["CV"], &["CV"]), Relation::Equal);
        assert_eq!(relation(&["CVセット"], &["MVセット"]), Relation::Different);
    }

    #[test]
    fn a_voice_that_is_made_is_not_the_one_it_is_made_after() {
        assert_eq!(relation(&["AI孙燕姿"], &["AI王菲"]), Relation::Different);
        for real in ["孙燕姿", "Stefanie Sun"] {
            assert_eq!(relation(&["AI孙燕姿"], &[real]), Relation::Different, "{real}");
            assert_eq!(relation(&["孙燕姿 (AI)"], &[real]), Relation::Different, "{real}");
        }
        assert_eq!(relation(&["AI林晓"], &["林晓"]), Relation::Different);
        assert_eq!(relation(&["AI-孙燕姿"], &["孫燕姿(AI)"]), Relation::Equal);
        assert_eq!(relation(&["大塚愛 (Ai Otsuka)"], &["大塚愛"]), Relation::Equal);
    }

    #[test]
    fn a_title_is_no_name() {
        assert_eq!(relation(&["林晓 (DJ)"], &["周宁 (DJ)"]), Relation::Different);
        assert_eq!(relation(&["MC林晓"], &["MC周宁"]), Relation::Different);
        assert_eq!(relation(&["DJ"], &["DJ"]), Relation::Equal);
    }

    #[test]
    fn nobody_in_particular_is_unknown() {
        assert_eq!(relation(&["群星"], &["林晓"]), Relation::Unknown);
        assert_eq!(relation(&[], &["林晓"]), Relation::Unknown);
    }

    #[test]
    fn bands_whose_names_hold_a_separator_equal_themselves() {
        assert_eq!(relation(&["Earth, Wind & Fire"], &["Earth, Wind & Fire"]), Relation::Equal);
        assert_eq!(relation(&["Tyler, the Creator"], &["Tyler The Creator"]), Relation::Equal);
        assert_eq!(relation(&["The Quiet Hours"], &["Quiet Hours"]), Relation::Equal);
        assert_eq!(relation(&["X"], &["X"]), Relation::Equal);
    }
}
