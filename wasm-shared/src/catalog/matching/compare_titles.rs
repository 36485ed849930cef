use super::{
    Reason, fold, loanword, romanise,
    score::{Evidence, Finding, Releases},
    script::Script,
    title::Title,
    work,
};

/// Breaks ties in favour of what is written the same.
const WRITTEN_OTHERWISE: f64 = 0.998;

/// How the names of two works relate. What a title lacks, or is written in another way, is only let
/// pass when the lengths are close.
pub(super) fn compare_titles(wanted: &Title, candidate: &Title, evidence: &Evidence) -> Finding {
    /// The same recording is listed with up to three seconds of difference, and two for luck.
    const CLOSE_MS: u64 = 5_000;
    let is_close = evidence.is_within(CLOSE_MS);
    let likeness = fold::likeness(&wanted.key, &candidate.key);
    if are_from_others(wanted, candidate) {
        return (Reason::TitleDiffers, likeness * 0.9);
    }
    if let Some((reason, factor)) = same_name(wanted, candidate, evidence.same_release()) {
        let factor =
            if wanted.written == candidate.written { factor } else { factor * WRITTEN_OTHERWISE };
        let is_certain = reason != Reason::TitleSubtitle;
        return if is_certain || is_close {
            (reason, factor)
        } else {
            (Reason::TitleDiffers, likeness * 0.9)
        };
    }
    let may_be_release = evidence.releases != Releases::Different;
    let is_read = |native: &Title, latin: &Title| {
        romanise::reads(&native.key, &latin.key)
            || (may_be_release && loanword::is_loan(&native.key, &latin.key))
    };
    let romanised = is_read(wanted, candidate) || is_read(candidate, wanted);
    if romanised && is_close {
        (Reason::TitleRomanised, 0.92)
    } else if let Some(finding) = otherwise_named(wanted, candidate, evidence) {
        finding
    } else if fold::numbers(&wanted.key) != fold::numbers(&candidate.key) {
        (Reason::NumbersDiffer, likeness * 0.9)
    } else if is_close && (is_slip(wanted, candidate) || is_masked(wanted, candidate)) {
        (Reason::TitleSimilar, 0.9)
    } else {
        (Reason::TitleDiffers, likeness * 0.9)
    }
}

/// Names that are let pass only because all else agrees: the performers, the length closely, and for
/// a name in another language the release as well, as far as both name one.
fn otherwise_named(wanted: &Title, candidate: &Title, evidence: &Evidence) -> Option<Finding> {
    /// Without a release to go by, a translation must be of just this length.
    const SAME_MS: u64 = 1_000;
    if !evidence.is_close()
        || !evidence.same_performers()
        || are_parts(&wanted.alternates, &candidate.alternates)
    {
        return None;
    }
    let may_be_release = evidence.releases != Releases::Different;
    let has_name = |of: &Title, key: &String| of.weak.contains(key);
    if has_name(wanted, &candidate.key) || has_name(candidate, &wanted.key) {
        Some((Reason::TitleAlias, 0.92))
    } else if work::is_within(wanted, candidate) {
        Some((Reason::TitleSubtitle, 0.9))
    } else if may_be_translation(wanted, candidate)
        && (evidence.same_release() || (may_be_release && evidence.is_within(SAME_MS)))
    {
        Some((Reason::TitleTranslated, 0.85))
    } else {
        None
    }
}

/// Whether no name of one title is in a script of the other's, and both count the same: of Chinese
/// and Japanese it could be told whether they are the same name, and so it could of Han and Pinyin.
fn may_be_translation(wanted: &Title, candidate: &Title) -> bool {
    let has = |of: &Title, script: Script| {
        [&of.key].into_iter().chain(&of.alternates).any(|name| script.is_in(name))
    };
    let is_shared = |script: &Script| has(wanted, *script) && has(candidate, *script);
    let is_han = |of: &Title| has(of, Script::Han) || has(of, Script::Kana);
    let is_named = |of: &Title| Script::ALL.into_iter().any(|script| has(of, script));
    let digits = |of: &Title| -> Vec<String> {
        let is_number = |word: &&String| word.chars().all(char::is_numeric);
        of.words.iter().filter(is_number).cloned().collect()
    };
    let is_pinyin =
        |of: &Title| of.words.len() > 1 && of.words.iter().all(|word| romanise::is_mandarin(word));
    let can_be_read = is_pinyin(wanted) || is_pinyin(candidate);
    let can_be_compared =
        Script::ALL.iter().any(is_shared) || (is_han(wanted) && is_han(candidate));
    is_named(wanted)
        && is_named(candidate)
        && !can_be_read
        && !can_be_compared
        && digits(wanted) == digits(candidate)
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
    // Of two names in Latin letters one may be that of the song in another language.
    let are_latin = romanise::is_latin(&wanted.key) && romanise::is_latin(&candidate.key);
    let is_name =
        |of: &Title, key: &String| of.alternates.contains(key) && (!are_latin || same_release);
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
            || (romanise::is_latin(rest.as_str()) && !romanise::reads(&of.head, rest.as_str()));
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
        return long && fold::is_letter_slip(our, their);
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
