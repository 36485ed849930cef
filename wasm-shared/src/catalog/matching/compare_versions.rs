use super::{
    Reason, fold,
    recording::Prepared,
    score::{Evidence, Finding, Releases},
    script::Script,
    version::{VersionTag, sorted},
};

/// What the versions of two recordings say: nothing when both are of the same.
pub(super) fn compare_versions(
    wanted: &Prepared,
    candidate: &Prepared,
    artists: Reason,
    evidence: &Evidence,
) -> Vec<Finding> {
    let is_excused = artists == Reason::ArtistsSame && evidence.is_close();
    let is_own_language = |tag, plain: &Prepared, other: &Prepared| {
        is_excused && tag == VersionTag::Language && is_in_own_language(plain, other)
    };
    let extra = all_tags(candidate).into_iter().filter(|tag| !wanted.is(*tag));
    let judged_extra = |tag| {
        if is_own_language(tag, wanted, candidate) {
            (Reason::VersionOmitted(tag), 0.9)
        } else {
            (Reason::VersionExtra(tag), 0.6)
        }
    };
    let mut findings: Vec<Finding> = extra.map(judged_extra).collect();
    if findings.is_empty()
        && candidate.artists.has_other_dj(&wanted.artists)
        && !wanted.is(VersionTag::Dj)
    {
        findings.push((Reason::VersionExtra(VersionTag::Dj), 0.6));
    }
    for tag in all_tags(wanted).into_iter().filter(|tag| !candidate.is(*tag)) {
        let is_omitted = (is_excused && is_omissible(wanted, candidate, tag))
            || is_own_language(tag, candidate, wanted);
        findings.push(if is_omitted {
            (Reason::VersionOmitted(tag), 0.9)
        } else {
            (Reason::VersionMissing(tag), 0.8)
        });
    }
    let common = all_tags(wanted).into_iter().filter(|tag| candidate.is(*tag));
    let differing = common.filter(|tag| differ_in_kind(wanted, candidate, *tag, evidence));
    findings.extend(differing.map(|tag| (Reason::VersionDiffers(tag), 0.8)));
    if unnamed(wanted) != unnamed(candidate) {
        findings.push((Reason::VersionUnnamed, 0.75));
    }
    findings
}

fn all_tags(of: &Prepared) -> Vec<VersionTag> {
    sorted(of.tags.iter().copied().chain(of.release.marks.iter().map(|(tag, _)| *tag)))
}

/// Whether a catalogue may leave a tag out of a title although it is so: that a song was another's
/// first, that it was cut, which its length tells, and that a whole release is live when the
/// candidate names none. Whose recording it is must be beyond doubt.
fn is_omissible(wanted: &Prepared, candidate: &Prepared, tag: VersionTag) -> bool {
    matches!(tag, VersionTag::Cover | VersionTag::TvSize)
        || (!wanted.tags.contains(&tag) && !candidate.release.is_known())
}

/// Whether two versions with a tag in common are told apart: by what kind of it they are, such as
/// a language or an instrument; by the year, or by other numbers in their words; remixes by who made
/// them; and live recordings of different releases by the length.
fn differ_in_kind(
    wanted: &Prepared,
    candidate: &Prepared,
    tag: VersionTag,
    evidence: &Evidence,
) -> bool {
    /// Names of remixes or places that are less alike than this are of different ones.
    const SAME_NAME: f64 = 0.6;
    /// Two concerts differ by more.
    const SAME_CONCERT_MS: u64 = 3_000;
    let (ours, theirs) = (kinds(wanted, tag), kinds(candidate, tag));
    if !ours.is_empty() && !theirs.is_empty() && !ours.iter().any(|kind| theirs.contains(kind)) {
        return true;
    }
    let (ours, theirs) = (words_of(wanted, tag), words_of(candidate, tag));
    let is_live = tag == VersionTag::Live;
    let our_numbers = numbers(&ours, wanted, is_live);
    let their_numbers = numbers(&theirs, candidate, is_live);
    // A day of one year and of another have numbers in common, which says nothing.
    if are_disjoint(&our_numbers, &their_numbers)
        || are_disjoint(&years(&our_numbers), &years(&their_numbers))
        || (lacks(&our_numbers, &their_numbers) && lacks(&their_numbers, &our_numbers))
    {
        return true;
    }
    if is_live
        && matches!(evidence.releases, Releases::Different | Releases::Singles)
        && evidence.gap_ms.is_some_and(|gap_ms| gap_ms > SAME_CONCERT_MS)
    {
        return true;
    }
    matches!(tag, VersionTag::Live | VersionTag::Remix | VersionTag::Dj | VersionTag::Rerecorded)
        && {
            let (ours, theirs) = (qualifier(&ours), qualifier(&theirs));
            let same_script = ours.is_ascii() == theirs.is_ascii();
            !ours.is_empty()
                && !theirs.is_empty()
                && same_script
                && fold::likeness(&ours, &theirs) < SAME_NAME
        }
}

/// Which ones of a tag a recording says it is, or else its release.
fn kinds(of: &Prepared, tag: VersionTag) -> Vec<&'static str> {
    let is_told = |(own, kind): &(VersionTag, &'static str)| *own == tag && !kind.is_empty();
    let mut marks: Vec<_> = of.title.marks().filter(is_told).collect();
    if marks.is_empty() {
        marks.extend(of.release.marks.iter().copied().filter(is_told));
    }
    marks.into_iter().map(|(_, kind)| kind).collect()
}

/// Whether the language that `told` names is the one that `plain` is in anyway: Korean when its title
/// or a performer is written in Hangul, Japanese when its title is in kana and nobody is Korean. What
/// is written in Han may be Mandarin or Cantonese.
fn is_in_own_language(plain: &Prepared, told: &Prepared) -> bool {
    let has_korean = [plain, told].iter().any(|of| of.artists.are_in(Script::Hangul));
    let is_korean = has_korean || Script::Hangul.is_in(&plain.title.written);
    match kinds(told, VersionTag::Language).as_slice() {
        ["korean"] => is_korean,
        ["japanese"] => !is_korean && Script::Kana.is_in(&plain.title.written),
        _ => false,
    }
}

/// The words of the asides that name a tag.
fn words_of(of: &Prepared, tag: VersionTag) -> Vec<String> {
    let asides = of.title.versions.iter();
    asides
        .filter(|(_, aside)| aside.marks.iter().any(|(own, _)| *own == tag))
        .flat_map(|(words, _)| words.iter().cloned())
        .collect()
}

/// The numbers in an aside, and of live recordings the years in the name of the release.
fn numbers(words: &[String], of: &Prepared, is_live: bool) -> Vec<String> {
    let owned = |key: &str| fold::numbers(key).into_iter().map(str::to_owned).collect::<Vec<_>>();
    let mut numbers: Vec<String> =
        fold::canonical(words).iter().flat_map(|word| owned(word)).collect();
    if is_live {
        numbers.extend(owned(&of.release.key).into_iter().filter(|number| is_year(number)));
    }
    numbers
}

fn is_year(number: &str) -> bool {
    number.len() == 4
}

fn years(numbers: &[String]) -> Vec<String> {
    numbers.iter().filter(|number| is_year(number)).cloned().collect()
}

/// Whether two lists that are not empty have nothing in common.
fn are_disjoint(ours: &[String], theirs: &[String]) -> bool {
    !ours.is_empty() && !theirs.is_empty() && !ours.iter().any(|our| theirs.contains(our))
}

/// Whether one of `numbers` that is no year is not among `others`.
fn lacks(numbers: &[String], others: &[String]) -> bool {
    numbers.iter().any(|number| !is_year(number) && !others.contains(number))
}

/// What is left of an aside without its numbers and the words that all of its kind have.
fn qualifier(words: &[String]) -> String {
    const ALWAYS: [&str; 33] = [
        "remix",
        "mix",
        "dj",
        "club",
        "extended",
        "版",
        "version",
        "ver",
        "edit",
        "live",
        "at",
        "in",
        "from",
        "the",
        "on",
        "concert",
        "tour",
        "session",
        "现场",
        "现场版",
        "演唱会",
        "演唱会版",
        "演唱会现场",
        "live版",
        "巡回演唱会",
        "巡回演唱会现场",
        "音乐会",
        "抖音",
        "ライブ",
        "recorded",
        "re",
        "重唱",
        "重录",
    ];
    let is_number = |word: &String| word.chars().all(char::is_numeric);
    words
        .iter()
        .filter(|word| !ALWAYS.contains(&word.as_str()) && !is_number(word))
        .map(String::as_str)
        .collect()
}

/// The words of versions that no tag names.
fn unnamed(recording: &Prepared) -> Vec<&String> {
    let versions = recording.title.versions.iter();
    versions
        .filter(|(_, aside)| aside.unnamed)
        .flat_map(|(words, _)| words)
        .filter(|word| !["version", "ver", "版"].contains(&word.as_str()))
        .collect()
}
