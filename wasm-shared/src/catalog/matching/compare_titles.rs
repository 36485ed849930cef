use super::{Reason, fold, romanise, score::Finding, title::Title};

/// Breaks ties in favour of what is written the same.
const WRITTEN_OTHERWISE: f64 = 0.998;

/// How the names of two works relate. What a title lacks, or is written in another way, is only let
/// pass when the lengths are close.
pub(super) fn compare_titles(
    wanted: &Title,
    candidate: &Title,
    gap_ms: Option<u64>,
    same_release: bool,
) -> Finding {
    /// The same recording is listed with up to three seconds of difference, and two for luck.
    const CLOSE_MS: u64 = 5_000;
    let is_close = gap_ms.is_some_and(|gap_ms| gap_ms <= CLOSE_MS);
    let likeness = fold::likeness(&wanted.key, &candidate.key);
    if are_from_others(wanted, candidate) {
        return (Reason::TitleDiffers, likeness * 0.9);
    }
    if let Some((reason, factor)) = same_name(wanted, candidate, same_release) {
        let factor =
            if wanted.written == candidate.written { factor } else { factor * WRITTEN_OTHERWISE };
        let is_certain = reason != Reason::TitleSubtitle;
        return if is_certain || is_close {
            (reason, factor)
        } else {
            (Reason::TitleDiffers, likeness * 0.9)
        };
    }
    let romanised = reads(&wanted.key, &candidate.key) || reads(&candidate.key, &wanted.key);
    if romanised && is_close {
        (Reason::TitleRomanised, 0.92)
    } else if fold::numbers(&wanted.key) != fold::numbers(&candidate.key) {
        (Reason::NumbersDiffer, likeness * 0.9)
    } else if is_close && (is_slip(wanted, candidate) || is_masked(wanted, candidate)) {
        (Reason::TitleSimilar, 0.9)
    } else {
        (Reason::TitleDiffers, likeness * 0.9)
    }
}

/// When one name is the other or a name of it.
fn same_name(wanted: &Title, candidate: &Title, same_release: bool) -> Option<Finding> {
    if wanted.whole == candidate.whole {
        let are_names_alone = [wanted, candidate].iter().all(|of| of.whole == of.key);
        let is_other_part = are_names_alone && are_parts(&wanted.alternates, &candidate.alternates);
        return (!is_other_part).then_some((Reason::TitleExact, 1.0));
    }
    if wanted.head == candidate.head && !wanted.head.is_empty() {
        return compare_rests(wanted, candidate, same_release);
    }
    if wanted.key == candidate.key || wanted.whole == candidate.key || wanted.key == candidate.whole
    {
        return Some((Reason::TitleExact, 1.0));
    }
    let is_name = |of: &Title, key: &String| of.alternates.contains(key);
    let one_way = is_name(wanted, &candidate.key) || is_name(candidate, &wanted.key);
    let translated = || {
        let scripts = romanise::is_latin(&wanted.key) != romanise::is_latin(&candidate.key);
        scripts && wanted.alternates.iter().any(|name| is_name(candidate, name))
    };
    (one_way || translated()).then_some((Reason::TitleAlias, 0.95))
}

/// Of two names that begin alike, what follows: subtitles and translations that both have, that one
/// has, or different ones, which are different parts unless they are in different scripts.
fn compare_rests(wanted: &Title, candidate: &Title, same_release: bool) -> Option<Finding> {
    if are_parts(&wanted.rests, &candidate.rests) {
        return None;
    }
    let ours: Vec<&String> = lacking(&wanted.rests, &candidate.rests).collect();
    let theirs: Vec<&String> = lacking(&candidate.rests, &wanted.rests).collect();
    let (our_numbers, their_numbers) = (numbers(&ours), numbers(&theirs));
    if !ours.is_empty() && !theirs.is_empty() {
        // Each in a language of its own, unless they count.
        let are_counted = !our_numbers.is_empty() && !their_numbers.is_empty();
        let is_same_part = !are_counted || our_numbers == their_numbers;
        return is_same_part.then_some((Reason::TitleAlias, 0.93));
    }
    let is_of_script = |rest: &&String| {
        romanise::is_latin(rest.as_str()) == romanise::is_latin(&wanted.head)
            && !is_chinese_for(&wanted.head, rest.as_str())
    };
    let may_be_version = |of: &Title, rest: &&String| {
        let is_untranslated = is_of_script(rest)
            || (romanise::is_latin(rest.as_str()) && !reads(&of.head, rest.as_str()));
        is_untranslated && of.doubtful.contains(*rest)
    };
    let is_doubtful = ours.iter().any(|rest| may_be_version(wanted, rest))
        || theirs.iter().any(|rest| may_be_version(candidate, rest));
    let is_translation = !ours.iter().chain(&theirs).any(is_of_script);
    let is_shared = wanted.rests.iter().any(|rest| candidate.rests.contains(rest));
    let is_counted = !our_numbers.is_empty() || !their_numbers.is_empty();
    Some(if is_doubtful && !same_release {
        (Reason::VersionUnnamed, 0.75)
    } else if is_translation || (is_shared && !is_counted) {
        (Reason::TitleExact, 0.99)
    } else {
        (Reason::TitleSubtitle, 0.93)
    })
}

/// Whether a subtitle is a Chinese name for one in another script: in Han beside kana, Hangul,
/// Cyrillic or Thai. Beside kana a short one may be a word of Japanese.
fn is_chinese_for(name: &str, subtitle: &str) -> bool {
    const SHORTEST: usize = 2;
    const SHORTEST_BESIDE_KANA: usize = 4;
    let is_foreign =
        |letter: char| letter.is_alphabetic() && !letter.is_ascii() && !fold::is_han(letter);
    let has_kana = name.chars().any(|letter| fold::is_dense(letter) && is_foreign(letter));
    name.chars().any(is_foreign)
        && subtitle.chars().all(fold::is_han)
        && subtitle.chars().count() >= if has_kana { SHORTEST_BESIDE_KANA } else { SHORTEST }
}

/// Whether each of two lists has a subtitle in one script that the other lacks: they are of
/// different parts of a work.
fn are_parts(ours: &[String], theirs: &[String]) -> bool {
    lacking(ours, theirs).any(|our| {
        lacking(theirs, ours).any(|their| romanise::is_latin(our) == romanise::is_latin(their))
    })
}

/// Those of `own` that are not among `others`.
fn lacking<'a>(own: &'a [String], others: &[String]) -> impl Iterator<Item = &'a String> {
    own.iter().filter(move |rest| !others.contains(rest))
}

fn numbers<'a>(rests: &[&'a String]) -> Vec<&'a str> {
    rests.iter().flat_map(|rest| fold::numbers(rest)).collect()
}

/// Whether notes say that the works are from different ones: themes are often called alike.
fn are_from_others(wanted: &Title, candidate: &Title) -> bool {
    let (ours, theirs) = (&wanted.origins, &candidate.origins);
    let may_be_one = || ours.iter().any(|our| theirs.iter().any(|their| our.may_be(their)));
    !ours.is_empty() && !theirs.is_empty() && !may_be_one()
}

fn reads(native: &str, latin: &str) -> bool {
    romanise::is_native(native) && romanise::is_latin(latin) && romanise::is_reading(native, latin)
}

/// Whether the names differ by one character in a place where catalogues slip: a letter of a long
/// word in a long name, or a character of Han for one that sounds alike, 她 for 他.
fn is_slip(wanted: &Title, candidate: &Title) -> bool {
    const LONG_WORD: usize = 5;
    const LONG_NAME: usize = 9;
    const LONG_DENSE_NAME: usize = 4;
    let (ours, theirs) = (&wanted.words, &candidate.words);
    if ours.len() != theirs.len() {
        return false;
    }
    let mut differing = ours.iter().zip(theirs).filter(|(our, their)| our != their);
    let (Some((our, their)), None) = (differing.next(), differing.next()) else { return false };
    let count = |word: &str| word.chars().count();
    if romanise::is_latin(our) && romanise::is_latin(their) {
        let long = count(our).min(count(their)) >= LONG_WORD
            && count(&wanted.key).min(count(&candidate.key)) >= LONG_NAME;
        return long && is_letter_slip(our, their);
    }
    let mut pairs = our.chars().zip(their.chars()).filter(|(a, b)| a != b);
    match (pairs.next(), pairs.next()) {
        (Some((a, b)), None) => {
            count(our) == count(their)
                && count(our) >= LONG_DENSE_NAME
                && fold::is_dense(a)
                && fold::is_dense(b)
                && romanise::sound_alike(a, b)
        }
        _ => false,
    }
}

/// Whether two words differ by one letter inside them. At the beginning or end it is another word
/// or another form of it: `dream`, `dreams`.
fn is_letter_slip(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let same_ends = a.first() == b.first() && a.last() == b.last();
    let before = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let behind = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
    same_ends && longer - shorter <= 1 && before + behind + 1 >= longer && longer != shorter
}

/// Whether a name with masked letters, `f**k`, is the other one.
fn is_masked(wanted: &Title, candidate: &Title) -> bool {
    let fits = |masked: &str, other: &str| {
        masked.chars().count() == other.chars().count()
            && masked.chars().zip(other.chars()).all(|(a, b)| a == b || a == '*' || b == '*')
            && masked.chars().any(|letter| letter != '*')
    };
    match (&wanted.masked, &candidate.masked) {
        (Some(masked), Some(other)) => fits(masked, other),
        (Some(masked), None) => fits(masked, &candidate.key),
        (None, Some(masked)) => fits(masked, &wanted.key),
        (None, None) => false,
    }
}
