//! Hangul in Latin letters.

/// `text` in the Revised Romanisation; `None` when there is anything else than Hangul in it.
pub(super) fn spelled(text: &str) -> Option<String> {
    text.chars().map(syllable).collect()
}

/// A syllable, by the parts that its code is made of.
fn syllable(syllable: char) -> Option<String> {
    const FIRST: [&str; 19] = [
        "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t",
        "p", "h",
    ];
    const VOWEL: [&str; 21] = [
        "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo",
        "we", "wi", "yu", "eu", "ui", "i",
    ];
    const LAST: [&str; 28] = [
        "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p",
        "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t",
    ];
    let code = usize::try_from(u32::from(syllable).checked_sub(0xAC00)?).ok()?;
    let first = FIRST.get(code / (VOWEL.len() * LAST.len()))?;
    Some(format!("{first}{}{}", VOWEL[code / LAST.len() % VOWEL.len()], LAST[code % LAST.len()]))
}

/// A spelling without what romanisations differ in, since people spell their names as they like:
/// `Park Hoon` and `Bak Hun`, `Lee Sung-jun` and `I Seongjun`.
pub(super) fn loosened(latin: &str) -> String {
    const SAME: [(&str, &str); 25] = [
        ("park", "pak"),
        ("lee", "i"),
        ("rhee", "i"),
        ("oi", "oe"),
        ("sh", "s"),
        ("ee", "i"),
        ("oo", "u"),
        ("eo", "u"),
        ("eu", "u"),
        ("ou", "u"),
        ("wu", "u"),
        ("ae", "e"),
        ("ai", "e"),
        ("ch", "c"),
        ("j", "c"),
        ("g", "k"),
        ("d", "t"),
        ("b", "p"),
        ("r", "l"),
        ("kk", "k"),
        ("tt", "t"),
        ("pp", "p"),
        ("ss", "s"),
        ("cc", "c"),
        ("ll", "l"),
    ];
    SAME.iter().fold(latin.to_owned(), |text, (from, to)| text.replace(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_spelled_as_people_like() {
        for (name, latin) in [
            ("나훈아", "nahoona"),
            ("박지훈", "parkjihoon"),
            ("이승철", "leeseungchul"),
            ("최진영", "choijinyoung"),
            ("성시경", "sungsikyung"),
            ("봄날", "bomnal"),
        ] {
            let spelled = spelled(name).unwrap_or_default();
            assert_eq!(loosened(&spelled), loosened(latin), "{name}");
        }
        assert_ne!(loosened("kimbumsoo"), loosened(&spelled("김범준").unwrap_or_default()));
        assert_eq!(spelled("夜"), None);
    }
}
