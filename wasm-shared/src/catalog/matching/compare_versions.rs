use super::{
    Reason, fold,
    recording::Prepared,
    score::{EXCUSING_GAP_MS, Finding},
    version::{VersionTag, sorted},
};

/// What the versions of two recordings say: nothing when both are of the same.
pub(super) fn compare_versions(
    wanted: &Prepared,
    candidate: &Prepared,
    artists: Reason,
    gap_ms: Option<u64>,
) -> Vec<Finding> {
    let extra = all_tags(candidate).into_iter().filter(|tag| !wanted.is(*tag));
    let mut findings: Vec<Finding> = extra.map(|tag| (Reason::VersionExtra(tag), 0.6)).collect();
    if findings.is_empty()
        && candidate.artists.has_other_dj(&wanted.artists)
        && !wanted.is(VersionTag::Dj)
    {
        findings.push((Reason::VersionExtra(VersionTag::Dj), 0.6));
    }
    let excused =
        artists == Reason::ArtistsSame && gap_ms.is_some_and(|gap_ms| gap_ms <= EXCUSING_GAP_MS);
    for tag in all_tags(wanted).into_iter().filter(|tag| !candidate.is(*tag)) {
        findings.push(if excused && is_omissible(wanted, candidate, tag) {
            (Reason::VersionOmitted(tag), 0.9)
        } else {
            (Reason::VersionMissing(tag), 0.8)
        });
    }
    let common = all_tags(wanted).into_iter().filter(|tag| candidate.is(*tag));
    let differing = common.filter(|tag| differ_in_kind(wanted, candidate, *tag, gap_ms));
    findings.extend(differing.map(|tag| (Reason::VersionDiffers(tag), 0.8)));
    if unnamed(wanted) != unnamed(candidate) {
        findings.push((Reason::VersionUnnamed, 0.75));
    }
    findings
}

fn all_tags(of: &Prepared) -> Vec<VersionTag> {
    sorted(of.tags.iter().chain(&of.album_tags).copied())
}

/// Whether a catalogue may leave a tag out of a title although it is so: that a song was another's
/// first, that it was cut, which its length tells, and that a whole release is live when the
/// candidate names none. Whose recording it is must be beyond doubt.
fn is_omissible(wanted: &Prepared, candidate: &Prepared, tag: VersionTag) -> bool {
    matches!(tag, VersionTag::Cover | VersionTag::TvSize)
        || (!wanted.tags.contains(&tag) && candidate.album.is_empty())
}

/// Whether two versions with a tag in common are told apart: by what kind of it they are, such as
/// a language or an instrument; by the year, or by other numbers in their words; remixes by who made
/// them; and live recordings of different releases by the length.
fn differ_in_kind(
    wanted: &Prepared,
    candidate: &Prepared,
    tag: VersionTag,
    gap_ms: Option<u64>,
) -> bool {
    /// Names of remixes or places that are less alike than this are of different ones.
    const SAME_NAME: f64 = 0.6;
    /// Two concerts differ by more.
    const SAME_CONCERT_MS: u64 = 3_000;
    let kinds = |of: &Prepared| -> Vec<&str> {
        let marks = of.title.marks().filter(|(own, kind)| *own == tag && !kind.is_empty());
        marks.map(|(_, kind)| kind).collect()
    };
    let (ours, theirs) = (kinds(wanted), kinds(candidate));
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
        && !wanted.album.is_empty()
        && !candidate.album.is_empty()
        && wanted.album != candidate.album
        && gap_ms.is_some_and(|gap_ms| gap_ms > SAME_CONCERT_MS)
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
        numbers.extend(owned(&of.album).into_iter().filter(|number| is_year(number)));
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
