//! Whether Latin letters are how a name in another script is read.
//!
//! `readings.txt` has the Mandarin readings of the 6,763 characters of GB 2312, made from the data of
//! the `pinyin` crate (MIT) by `cargo xtask match-bench --generate`: a syllable and its characters a
//! line. It is searched as it is, which costs microseconds and is needed only where two scripts meet.
//! `surnames.txt` has spellings of surnames that no rule gives; it is kept by hand.

use super::{cyrillic, fold, hangul};

const READINGS: &str = include_str!("readings.txt");
const SURNAMES: &str = include_str!("surnames.txt");

/// The longest name or title in Han that is read, in characters.
const LONGEST: usize = 12;

/// Whether one key is all in another script and the other is how it is read in Latin letters.
pub(super) fn reads(native: &str, latin: &str) -> bool {
    is_native(native) && is_latin(latin) && is_reading(native, latin)
}

/// Whether `latin` is how `native` is read: in Pinyin or Wade-Giles, Hepburn, a romanisation of
/// Korean or of Cyrillic. Both are folded keys.
pub(super) fn is_reading(native: &str, latin: &str) -> bool {
    if native.is_empty() || !latin.is_ascii() {
        return false;
    }
    if cyrillic::is_cyrillic(native) {
        return cyrillic::is_reading(native, latin);
    }
    if let Some(hangul) = hangul::spelled(native) {
        return hangul::loosened(&hangul) == hangul::loosened(latin);
    }
    if let Some(kana) = kana(native) {
        return short_vowels(&kana) == short_vowels(latin);
    }
    if native.chars().count() > LONGEST {
        return false;
    }
    let readings: Option<Vec<Vec<String>>> = native
        .chars()
        .map(|character| Some(spellings(character)).filter(|all| !all.is_empty()))
        .collect();
    readings.is_some_and(|readings| begins_with_all(latin, &readings))
}

/// A name that is all in Hangul, or all in kana, in Latin letters.
pub(super) fn spelled(native: &str) -> Option<String> {
    hangul::spelled(native).or_else(|| kana(native)).filter(|spelled| !spelled.is_empty())
}

/// The same of a person's name, of which Latin writing may put the surname, of one character or two,
/// last.
pub(super) fn is_name(native: &str, latin: &str) -> bool {
    let count = native.chars().count();
    is_reading(native, latin)
        || (1..=2).filter(|length| *length < count).any(|length| {
            let at = native.char_indices().nth(length).map_or(native.len(), |(at, _)| at);
            let (surname, given) = native.split_at(at);
            is_reading(&format!("{given}{surname}"), latin)
        })
}

/// Whether two characters have a reading in common.
pub(super) fn sound_alike(a: char, b: char) -> bool {
    let with_a = syllables(a);
    syllables(b).any(|syllable| with_a.clone().any(|other| other == syllable))
}

/// Whether a Latin name can be that of a person with a Han surname, given what is known of surnames
/// abroad: one of its words is the surname, and the rest is no Mandarin given name.
pub(super) fn shares_surname(native: &str, latin_words: &[String]) -> bool {
    let spelled_abroad = SURNAMES
        .lines()
        .filter_map(|line| line.split_once(' '))
        .find(|(surname, _)| native.starts_with(surname))
        .map_or("", |(_, spellings)| spellings);
    let mandarin = native.chars().next().map(spellings).unwrap_or_default();
    let is_surname = |word: &String| {
        mandarin.contains(word) || spelled_abroad.split(' ').any(|spelling| spelling == word)
    };
    latin_words.len() > 1
        && latin_words.iter().any(is_surname)
        && !latin_words.iter().all(|word| is_surname(word) || is_mandarin(word))
}

/// Whether a word is made of Mandarin syllables only.
pub(super) fn is_mandarin(word: &str) -> bool {
    word.is_empty()
        || READINGS
            .lines()
            .filter_map(|line| line.split_once(' '))
            .any(|(syllable, _)| word.strip_prefix(syllable).is_some_and(is_mandarin))
}

fn syllables(character: char) -> impl Iterator<Item = &'static str> + Clone {
    READINGS
        .lines()
        .filter_map(|line| line.split_once(' '))
        .filter(move |(_, characters)| characters.contains(character))
        .map(|(syllable, _)| syllable)
}

/// How a character may be spelled.
fn spellings(character: char) -> Vec<String> {
    syllables(character)
        .flat_map(|syllable| {
            let umlauts = ["v", "u", "yu"].map(|umlaut| syllable.replace('v', umlaut));
            umlauts.into_iter().chain([wade_giles(syllable)])
        })
        .collect()
}

fn begins_with_all(latin: &str, readings: &[Vec<String>]) -> bool {
    match readings {
        [] => latin.is_empty(),
        [first, rest @ ..] => first.iter().any(|spelling| {
            latin.strip_prefix(spelling.as_str()).is_some_and(|left| begins_with_all(left, rest))
        }),
    }
}

/// A syllable of Pinyin in Wade-Giles without its marks, as names in Taiwan are written.
fn wade_giles(syllable: &str) -> String {
    const INITIALS: [(&str, &str); 11] = [
        ("zh", "ch"),
        ("ch", "ch"),
        ("sh", "sh"),
        ("b", "p"),
        ("d", "t"),
        ("g", "k"),
        ("j", "ch"),
        ("q", "ch"),
        ("x", "hs"),
        ("z", "ts"),
        ("c", "ts"),
    ];
    let whole = match syllable {
        "zhi" | "chi" => "chih",
        "shi" => "shih",
        "ri" => "jih",
        "zi" | "ci" => "tzu",
        "si" => "szu",
        "er" => "erh",
        "yan" => "yen",
        "ye" => "yeh",
        "you" => "yu",
        "yong" => "yung",
        "yi" => "i",
        "ge" => "ko",
        "he" => "ho",
        "gui" => "kuei",
        _ => "",
    };
    if !whole.is_empty() {
        return whole.to_owned();
    }
    let (initial, last) = INITIALS
        .iter()
        .find_map(|(pinyin, wade)| Some((*wade, syllable.strip_prefix(pinyin)?)))
        .or_else(|| syllable.strip_prefix('r').map(|last| ("j", last)))
        .unwrap_or(("", syllable));
    let open = ["k", "h", "sh"].contains(&initial);
    let last = match last.strip_suffix("uo") {
        Some(before) if !open => format!("{before}o"),
        _ => last.replace("ong", "ung").replace("ian", "ien").replace('v', "u"),
    };
    let last = if last.ends_with("ie") || last.ends_with("ue") { last + "h" } else { last };
    format!("{initial}{last}")
}

/// Kana in Hepburn; `None` when there is anything else.
fn kana(native: &str) -> Option<String> {
    const KANA: &str = "あa いi うu えe おo かka きki くku けke こko がga ぎgi ぐgu げge ごgo さsa しshi \
        すsu せse そso ざza じji ずzu ぜze ぞzo たta ちchi つtsu てte とto だda ぢji づzu でde どdo なna \
        にni ぬnu ねne のno はha ひhi ふfu へhe ほho ばba びbi ぶbu べbe ぼbo ぱpa ぴpi ぷpu ぺpe ぽpo \
        まma みmi むmu めme もmo やya ゆyu よyo らra りri るru れre ろro わwa をo んn ゔvu ゃya ゅyu ょyo \
        ぁa ぃi ぅu ぇe ぉo";
    let mut text = String::new();
    let mut doubled = false;
    for character in native.chars() {
        // Katakana lie as far behind hiragana throughout.
        let hiragana = match character {
            '\u{30A1}'..='\u{30F4}' => char::from_u32(u32::from(character) - 0x60)?,
            _ => character,
        };
        match hiragana {
            'っ' => doubled = true,
            'ー' => {}
            _ => {
                let mut syllable =
                    KANA.split(' ').find_map(|entry| entry.trim().strip_prefix(hiragana))?;
                if "ゃゅょぁぃぅぇぉ".contains(hiragana) && !text.is_empty() {
                    // きゃ is kya, しゃ is sha, ファ is fa.
                    let is_soft = "ゃゅょ".contains(hiragana);
                    text.pop();
                    if is_soft && text.ends_with(['h', 'j']) {
                        syllable = &syllable[1..];
                    }
                }
                if std::mem::take(&mut doubled) {
                    text.push_str(&syllable[..1]);
                }
                text.push_str(syllable);
            }
        }
    }
    Some(text)
}

/// Long vowels as short ones, which romanisations do not agree on.
fn short_vowels(text: &str) -> String {
    let mut short = String::new();
    for character in text.chars() {
        let repeats = match short.chars().next_back() {
            Some('o') => matches!(character, 'o' | 'u'),
            Some(last) => last == character && "aeiu".contains(last),
            None => false,
        };
        if !repeats {
            short.push(character);
        }
    }
    short
}

/// Whether a key is all in Latin letters and digits.
pub(super) fn is_latin(key: &str) -> bool {
    !key.is_empty() && key.is_ascii()
}

/// Whether a key is all in a script that Latin letters stand in for.
pub(super) fn is_native(key: &str) -> bool {
    (!key.is_empty() && key.chars().all(fold::is_native)) || cyrillic::is_cyrillic(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_either_order_and_several_spellings() {
        for (native, latin) in [
            ("林小满", "linxiaoman"),
            ("林小满", "xiaomanlin"),
            ("欧阳若兰", "ruolanouyang"),
            ("吕思清", "lvsiqing"),
            ("吕思清", "lusiqing"),
            ("曾轶可", "zengyike"),
            ("单依纯", "shanyichun"),
            ("林俊杰", "linchunchieh"),
            ("蔡琴", "tsaichin"),
            ("郭子", "kuotzu"),
            ("あいみょん", "aimyon"),
            ("スピッツ", "supittsu"),
            ("아이유", "aiyu"),
            ("봄날", "bomnal"),
        ] {
            assert!(is_name(native, latin), "{native} {latin}");
        }
        for (native, latin) in [
            ("林小满", "linxiaomei"),
            ("林小满", "linxiao"),
            ("林", ""),
            ("あい", "ao"),
            ("a", "a"),
        ] {
            assert!(!is_name(native, latin), "{native} {latin}");
        }
    }

    #[test]
    fn a_surname_is_shared_with_a_stage_name_but_not_with_another_mandarin_name() {
        let shares = |native, latin: &str| {
            shares_surname(native, &latin.split(' ').map(str::to_owned).collect::<Vec<_>>())
        };
        assert!(shares("陈远山", "eason chan"));
        assert!(shares("欧阳若兰", "nora auyeung"));
        assert!(shares("薛之谦", "joker xue"));
        assert!(!shares("林小满", "lin yijun"));
        assert!(!shares("林小满", "nora vale"));
        assert!(!shares("林小满", "lin"));
    }

    #[test]
    fn characters_that_sound_alike() {
        assert!(sound_alike('她', '他'));
        assert!(sound_alike('的', '地'));
        assert!(!sound_alike('山', '海'));
    }
}
