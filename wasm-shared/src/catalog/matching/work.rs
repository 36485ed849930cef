//! Names of works that say more or less of one work: composer, work, key, catalogue number and
//! movement stand in any order, and each catalogue leaves some of them out.

use super::{fold, title::Title};

/// Words behind which a number is one of a list: op. 9 is not no. 9.
const LABELS: [&str; 13] =
    ["op", "opus", "no", "act", "part", "volume", "bwv", "hwv", "rv", "kv", "k", "woo", "d"];

/// Those of works that have a place in a list of somebody's works.
const CATALOGUES: [&str; 8] = ["op", "opus", "bwv", "hwv", "rv", "kv", "k", "woo"];

/// Words that a name may have or lack.
const FILLERS: [&str; 8] = ["a", "an", "and", "from", "in", "of", "the", "for"];

/// Words that say of which key a work is.
const KEYS: [&str; 4] = ["major", "minor", "flat", "sharp"];

/// Whether one name is all in the other: nothing is missing but composers, the work that a movement
/// is of, and, for works of a list, keys and numbers. What both count must be the same.
pub(super) fn is_within(ours: &Title, theirs: &Title) -> bool {
    let (mut ours, mut theirs) = (Work::read(ours), Work::read(theirs));
    // A movement has a number in one catalogue and none in another.
    if ours.movement.is_none() || theirs.movement.is_none() {
        (ours.movement, theirs.movement) = (None, None);
    }
    ours.movement == theirs.movement && (ours.holds(&theirs) || theirs.holds(&ours))
}

/// The words of a name, each number with what it counts: `op9`.
struct Work {
    words: Vec<String>,
    /// Those of the last part of the name, which is the movement where there are several.
    last: Vec<String>,
    /// The number before the last part, `III. Clair de lune`.
    movement: Option<String>,
    /// Whether it has a place in a list of works, or a key.
    is_listed: bool,
}

impl Work {
    fn read(title: &Title) -> Self {
        let mut parts: Vec<Vec<String>> =
            title.parts.iter().map(|part| fold::canonical(part)).collect();
        let is_number = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
        let mut movement = None;
        if parts.len() > 1
            && let Some(last) = parts.last_mut().filter(|last| last.len() > 1)
            && last.first().is_some_and(is_number)
        {
            movement = Some(last.remove(0));
        }
        let is_listed = parts.iter().any(|part| {
            part.windows(2)
                .any(|pair| CATALOGUES.contains(&pair[0].as_str()) && is_number(&pair[1]))
                || part.iter().any(|word| word == "major" || word == "minor")
        });
        let last = parts.last().map(|part| labelled(part)).unwrap_or_default();
        let origins = title.origins.iter().flat_map(|origin| labelled(origin.words()));
        let words = parts.iter().flat_map(|part| labelled(part)).chain(origins).collect();
        Self { words, last, movement, is_listed }
    }

    /// Whether all of `other` is in this, and what is more is of no weight.
    fn holds(&self, other: &Self) -> bool {
        let is_name = |word: &String| word.chars().count() > 1 && !is_detail(word);
        let is_listed = self.is_listed || other.is_listed;
        let has = |words: &[String], word: &String| {
            words.iter().any(|own| own == word || (is_listed && are_forms(own, word)))
        };
        let is_light = |word: &&String| is_listed && is_detail(word) || !has(&self.last, word);
        other.words.iter().any(is_name)
            && other.words.iter().all(|word| has(&self.words, word))
            && self.words.iter().filter(|word| !has(&other.words, word)).all(|word| is_light(&word))
    }
}

/// Words without fillers, each number behind its label as one with it.
fn labelled(words: &[String]) -> Vec<String> {
    let mut labelled: Vec<String> = Vec::with_capacity(words.len());
    for word in words {
        match labelled.last_mut().filter(|last| LABELS.contains(&last.as_str())) {
            Some(label) if word.bytes().all(|byte| byte.is_ascii_digit()) => {
                // `Waltz No. 2` is `Waltz II`.
                if label == "no" {
                    label.clear();
                }
                label.push_str(word);
            }
            _ if FILLERS.contains(&word.as_str()) => {}
            _ => labelled.push(word.clone()),
        }
    }
    labelled
}

/// Whether a word is of a key or a number.
fn is_detail(word: &str) -> bool {
    word.len() == 1 || KEYS.contains(&word) || word.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether one word is the other's plural.
fn are_forms(a: &str, b: &str) -> bool {
    a.strip_suffix('s') == Some(b) || b.strip_suffix('s') == Some(a)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_work_is_named_with_more_or_less() {
        for (a, b) in [
            ("Étude Op. 10 No. 12 in C Minor", "Chopin: 12 Études, Op.10 - No. 12 in C minor"),
            ("Clair de lune", "Suite bergamasque: III. Clair de lune"),
            (
                "Cello Suite No. 1 in G Major, BWV 1007: I. Prélude",
                "Unaccompanied Cello Suite No. 1 in G Major, BWV 1007: Prélude",
            ),
            ("Turandot, Act III: Nessun dorma!", "Puccini: Turandot / Act 3 - Nessun dorma!"),
            (
                "Canon and Gigue in D Major: I. Canon",
                "Pachelbel: Canon and Gigue in D Major - Canon",
            ),
            (
                "Nocturne No. 2 in E-Flat Major, Op. 9 No. 2",
                "Nocturnes, Op. 9: No. 2 in E-Flat Major",
            ),
            ("Waltz No. 2 from Jazz Suite No. 2", "Vale: Jazz Suite No.2: 6. Waltz II"),
            ("Spring 1", "Recomposed, The Four Seasons - Spring 1"),
            ("长街 月光", "月光 (电视剧《长街》主题曲)"),
        ] {
            assert!(is_within(&Title::read(a), &Title::read(b)), "{a} {b}");
            assert!(is_within(&Title::read(b), &Title::read(a)), "{b} {a}");
        }
        for (a, b) in [
            ("Symphony No. 5: I. Allegro", "Symphony No. 5: IV. Allegro"),
            ("Nocturne Op. 9 No. 2", "Nocturne Op. 9 No. 1"),
            ("Partita No. 1: II. Gigue", "Partita No. 2: I. Gigue"),
            ("Suite bergamasque", "Suite bergamasque: III. Clair de lune"),
            ("Goldberg Variations: Aria", "Goldberg Variations: Aria da Capo"),
            ("Long Road", "Long Road 2"),
            ("Love", "Love Story"),
            ("Dreamer", "Dreamers"),
            ("2", "Long Road 2"),
        ] {
            assert!(!is_within(&Title::read(a), &Title::read(b)), "{a} {b}");
        }
    }
}
