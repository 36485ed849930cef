//! Text in the form it is compared in.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::{chinese_number, simplified::simplified};

/// What a character counts as when text is cut into words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    /// Latin, Cyrillic, Thai and whatever else puts spaces between words.
    Spaced,
    /// Digits.
    Digit,
    /// Han and kana, which do not.
    Dense,
}

fn script(character: char) -> Option<Script> {
    if is_dense(character) {
        Some(Script::Dense)
    } else if character.is_numeric() {
        Some(Script::Digit)
    } else if character.is_alphanumeric() || is_combining_mark(character) {
        Some(Script::Spaced)
    } else {
        None
    }
}

/// The script of a word, which is all in one.
fn script_of(word: &str) -> Option<Script> {
    word.chars().next().and_then(script)
}

/// Whether a character is of a script written without spaces: Han or kana. The middle dot and the
/// double hyphen of Japanese stand between words and are of none.
pub(super) fn is_dense(character: char) -> bool {
    matches!(character,
        '\u{3040}'..='\u{309F}' | '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}'
        | '\u{31F0}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3134F}' | '々' | '〇')
}

/// Whether a character is of Han.
pub(super) fn is_han(character: char) -> bool {
    is_dense(character) && !matches!(character, '\u{3040}'..='\u{31FF}')
}

/// The characters of `text` at one width, in lower case, simplified, without the accents of Latin
/// letters. The marks of other scripts are part of their letters and stay.
pub(super) fn plain(text: &str) -> impl Iterator<Item = char> {
    text.nfkd()
        .filter(|mark| !('\u{300}'..='\u{36F}').contains(mark))
        .nfkc()
        .flat_map(char::to_lowercase)
        .map(|letter| simplified(without_stroke(letter)))
}

/// Letters of Latin whose stroke or missing dot is no accent to Unicode, but is left out like one:
/// Độ, Do.
fn without_stroke(letter: char) -> char {
    match letter {
        'đ' => 'd',
        'ł' => 'l',
        'ø' => 'o',
        'ı' => 'i',
        other => other,
    }
}

/// The words of `text` in that form; punctuation parts words, and so does a change between Latin
/// letters, digits and Han: `DJ版` is two. An apostrophe does not: `don't` is one.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last = None;
    for character in plain(text) {
        if matches!(character, '\'' | '’' | '‘') {
            continue;
        }
        let script = script(character);
        if script.is_some() {
            match words.last_mut().filter(|_| script == last) {
                Some(word) => word.push(character),
                None => words.push(character.into()),
            }
        }
        last = script;
    }
    words
}

/// Whether `text` has these words one after another; in Han and kana, also within its own.
pub(super) fn has_words(text: &str, wanted: &[String]) -> bool {
    let key = wanted.concat();
    let own = words(text);
    own.windows(wanted.len().max(1)).any(|some| some == wanted)
        || (key.chars().all(is_native) && own.concat().contains(&key))
}

/// The letters and digits of `text` in that form, with nothing between them.
pub(super) fn key(text: &str) -> String {
    words(text).concat()
}

/// Whether a character is of a script that Latin letters stand in for: Han, kana or Hangul.
pub(super) fn is_native(character: char) -> bool {
    is_dense(character) || matches!(character, '\u{AC00}'..='\u{D7A3}')
}

/// Words as the names of works are compared in: numbers in digits, whether they are written in
/// those, in Chinese, as English words or in Roman numerals, and parts of works by one word.
pub(super) fn canonical(words: &[String]) -> Vec<String> {
    const PARTS: [&str; 8] = ["part", "pt", "vol", "volume", "act", "chapter", "no", "number"];
    let mut previous = "";
    let mut canonical: Vec<String> = Vec::with_capacity(words.len());
    for word in words {
        let is_part = PARTS.contains(&previous);
        if let Some((number, rest)) =
            canonical.last().and_then(|digits| chinese_number::behind_digits(digits, word))
        {
            canonical.pop();
            canonical.push(number.to_string() + &chinese_number::in_digits(rest));
            previous = word;
            continue;
        }
        canonical.push(match word.as_str() {
            "pt" => "part".to_owned(),
            "vol" => "volume".to_owned(),
            digits if script_of(digits) == Some(Script::Digit) => {
                let digits = digits.trim_start_matches('0');
                if digits.is_empty() { "0".to_owned() } else { digits.to_owned() }
            }
            word => roman(word, is_part)
                .or_else(|| english_number(word))
                .map_or_else(|| chinese_number::in_digits(word), |number| number.to_string()),
        });
        previous = word;
    }
    canonical
}

/// Of those that are no word; single letters only count behind `part` and its like.
fn roman(word: &str, is_part: bool) -> Option<usize> {
    const ROMAN: [&str; 13] =
        ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
    let number = ROMAN.iter().position(|numeral| *numeral == word)?;
    (number > 0 && (word.len() > 1 || is_part)).then_some(number)
}

fn english_number(word: &str) -> Option<usize> {
    const WORDS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    WORDS.iter().position(|number| *number == word)
}

/// The numbers in a canonical key, in order. They tell the movements and parts of one work apart,
/// which differ in nothing else.
pub(super) fn numbers(key: &str) -> Vec<&str> {
    key.split(|character: char| !character.is_numeric()).filter(|run| !run.is_empty()).collect()
}

/// Whether two words differ by one letter inside them. At the beginning or end it is another word
/// or another form of it: `dream`, `dreams`.
pub(super) fn is_letter_slip(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let same_ends = a.first() == b.first() && a.last() == b.last();
    let before = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let behind = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
    same_ends && longer - shorter <= 1 && before + behind + 1 >= longer && longer != shorter
}

/// How alike two keys are, 0 to 1: the share of characters that stay when one is edited into the
/// other.
pub(super) fn likeness(a: &str, b: &str) -> f64 {
    /// Beyond this, titles are compared by their beginnings only: the work grows with the square.
    const LONGEST: usize = 120;
    let a: Vec<char> = a.chars().take(LONGEST).collect();
    let b: Vec<char> = b.chars().take(LONGEST).collect();
    let longest = a.len().max(b.len());
    if longest == 0 {
        return 1.0;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (above, left) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = above + 1;
        for (at, right) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(left != right);
            diagonal = row[at + 1];
            row[at + 1] = replaced.min(diagonal + 1).min(row[at] + 1);
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "both are at most 120")]
    let share = row[b.len()] as f64 / longest as f64;
    1.0 - share
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn width_case_script_and_accents_are_one() {
        for (a, b) in [
            ("ＡＢＣ　１２３", "abc 123"),
            ("後來", "后来"),
            ("Für Elise", "fur elise"),
            ("Độ Ta Không Độ Nàng", "Do Ta Khong Do Nang"),
            ("ｶﾗｵｹ", "カラオケ"),
            ("Don’t", "dont"),
            ("Auld-Lang Syne!", "auld lang syne"),
            ("ハッピー・バースデー", "ハッピーバースデー"),
            ("ﾊｯﾋﾟｰ･ﾊﾞｰｽﾃﾞｰ", "ハッピーバースデー"),
        ] {
            assert_eq!(key(a), key(b), "{a} {b}");
        }
        assert_ne!(key("が"), key("か"), "a voiced kana is another letter");
    }

    #[test]
    fn words_part_at_a_change_of_script() {
        assert_eq!(words("茉莉花DJ版 Op.9"), ["茉莉花", "dj", "版", "op", "9"]);
    }

    #[test]
    fn numbers_are_read_in_four_notations() {
        let canonical = |text| canonical(&words(text)).join(" ");
        assert_eq!(canonical("第五交响曲"), "第5交响曲");
        assert_eq!(canonical("第十二乐章"), "第12乐章");
        assert_eq!(canonical("二十四节气"), "24节气");
        assert_eq!(canonical("No. 09, II"), "no 9 2");
        assert_eq!(canonical("Seven Bridges, Pt. I"), "7 bridges part 1");
        assert_eq!(canonical("Malcolm X"), "malcolm x");
        assert_eq!(canonical("十万个为什么"), "100000个为什么");
        assert_eq!(canonical("10万个为什么"), "100000个为什么");
        assert_eq!(canonical("三萬英尺"), "30000英尺");
        assert_eq!(canonical("30000英尺"), "30000 英尺");
        assert_eq!(canonical("〇〇七"), canonical("007"));
        assert_eq!(canonical("2019万人"), "2019 万人", "a year, and many people");
        assert_eq!(numbers("第2乐章12"), ["2", "12"]);
    }

    proptest! {
        #[test]
        fn likeness_is_symmetric_and_bounded(a in "\\PC{0,30}", b in "\\PC{0,30}") {
            let likeness_ab = likeness(&a, &b);
            prop_assert!((0.0..=1.0).contains(&likeness_ab));
            prop_assert!((likeness_ab - likeness(&b, &a)).abs() < 1e-12);
            prop_assert!((likeness(&a, &a) - 1.0).abs() < 1e-12);
        }

        #[test]
        fn folding_again_changes_nothing(text in "[\\p{Han}\\p{Hiragana}\\p{Katakana}\\p{Latin}\\p{Thai}0-9Ａ-ｚ ()（）]{0,30}") {
            let once = key(&text);
            prop_assert_eq!(key(&once), once);
        }
    }
}
