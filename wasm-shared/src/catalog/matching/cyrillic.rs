//! Whether Latin letters are how a name in Cyrillic is read.

/// Letters as they are compared, without the marks that folding takes away: й is и, ё is е. Where
/// romanisations do not agree, the form that [`loosened`] makes of all of them.
const LETTERS: [(char, &str); 33] = [
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('д', "d"),
    ('е', "e"),
    ('ж', "zh"),
    ('з', "z"),
    ('и', "i"),
    ('к', "k"),
    ('л', "l"),
    ('м', "m"),
    ('н', "n"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "h"),
    ('ц', "c"),
    ('ч', "ch"),
    ('ш', "sh"),
    ('щ', "shch"),
    ('ъ', ""),
    ('ы', "i"),
    ('ь', ""),
    ('э', "e"),
    ('ю', "iu"),
    ('я', "ia"),
    ('і', "i"),
    ('є', "e"),
];

/// Whether a key is all in Cyrillic.
pub(super) fn is_cyrillic(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|letter| ('\u{400}'..='\u{52F}').contains(&letter))
}

/// Whether `latin` is how `native` is read, in any of the usual romanisations. Both are folded keys.
pub(super) fn is_reading(native: &str, latin: &str) -> bool {
    let spelled: Option<String> = native
        .chars()
        .map(|letter| LETTERS.iter().find(|(own, _)| *own == letter).map(|(_, latin)| *latin))
        .collect();
    spelled.is_some_and(|spelled| loosened(&spelled) == loosened(latin))
}

/// A spelling without what romanisations differ in: `Tsoi`, `Tsoy`, `Coj`.
fn loosened(latin: &str) -> String {
    const SAME: [(&str, &str); 9] = [
        ("y", "i"),
        ("j", "i"),
        ("kh", "h"),
        ("ts", "c"),
        ("x", "ks"),
        ("w", "v"),
        ("ie", "e"),
        ("io", "e"),
        ("ii", "i"),
    ];
    SAME.iter().fold(latin.to_owned(), |text, (from, to)| text.replace(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::matching::fold;

    #[test]
    fn names_are_read_in_any_romanisation() {
        for (native, latin) in [
            ("Группа крови", "Gruppa krovi"),
            ("Кино", "KINO"),
            ("Цой", "Tsoi"),
            ("Цой", "Tsoy"),
            ("Юрий", "Yuri"),
            ("Мой друг", "Moj drug"),
            ("Хорошо", "Khorosho"),
            ("Ещё", "Eshchyo"),
        ] {
            assert!(is_reading(&fold::key(native), &fold::key(latin)), "{native} {latin}");
        }
        for (native, latin) in [("Кино", "Kina"), ("Кино", ""), ("Kino", "Kino")] {
            assert!(!is_reading(&fold::key(native), &fold::key(latin)), "{native} {latin}");
        }
    }
}
