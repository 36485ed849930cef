//! Whether two catalogues mean the same recording.
//!
//! No identifier is shared by the four sources, so identity rests on text and length. A wrong
//! recording is worse than none: everything that tells two recordings apart decides against them,
//! and only what catalogues are known to be loose about is let pass, at a price.
//!
//! **Texts** are compared folded: one width, lower case, simplified characters (Japanese forms too),
//! without accents, punctuation and spaces. Numbers in names are digits, however they are written:
//! `第五` and `第5`, `II`, `Seven`, `一千零一` and `1001`; what counts nothing, as in 千里之外, is a word.
//!
//! **Titles** are taken apart first. What stands in brackets of any kind, behind a dash, or at the
//! end (`茉莉花伴奏`) and says something of the version is a version; what it was written for
//! (`主题曲`, `OST`) says nothing of it, and only which work that is (`电视剧《长街》`, `From "North"`)
//! is kept; performers behind `feat.` or before a dash (`林晓 - 茉莉花`) go to the artists; a number in
//! brackets is part of the name. The rest in brackets, or behind a dash, colon or middle dot, is a
//! subtitle or translation, and so is each half of a name in two scripts (`欢乐颂 Ode to Joy`). What a
//! catalogue keeps beside the title (a suffix, a subtitle, aliases) is put behind it in brackets where
//! it tells a version. When both titles say what the work is from and
//! these are different works, that decides: themes are often called alike. Then, in this order:
//! 1. equal names, × 1; with a translation on one side only, or with a subtitle in common and no
//!    further number, × 0.99;
//! 2. a subtitle on one side only, × 0.93, when the lengths are within five seconds; but in brackets
//!    a single word of the name's script (`(清唱)`, `(Restrung)`), or a Latin one that is not how the
//!    name is read, is more often a version, and decides against the pair unless the release is the
//!    same; two different subtitles in one script decide, whatever else the titles have in common, and
//!    in two scripts when they count differently;
//! 3. the name of one is another name of the other, × 0.95, but of two in Latin letters only on one
//!    release: one may be the song's in another language;
//! 4. one is how the other is read (`晴雨`, `Qing Yu`; `Группа крови`, `Gruppa krovi`), or, when
//!    the releases may be one, how it sounds in kana or Hangul (`サイレント`, `Silent`), × 0.92,
//!    within five seconds;
//! 5. when the performers are the same and the lengths agree within two seconds: one is a part of the
//!    other or quoted in it, or both are its parts in another order, × 0.92; one is all in the other,
//!    and more there is only of composers, the work that it is a movement of, keys and numbers of
//!    listed works, × 0.9; no name of one is in a script of the other's, nor in Pinyin, and the
//!    release is the same, or may be and the lengths agree to the second, × 0.85;
//! 6. different numbers decide: movements of one work differ in nothing else;
//! 7. a letter too many or too few inside a long name, a Han character for one that sounds alike
//!    (他, 她), or masked letters, × 0.9, within five seconds;
//! 8. otherwise the titles differ, which decides.
//!
//! Names that are equal but not written the same are × 0.998, which breaks ties.
//!
//! **Versions** are tags found by words in Chinese, English, Japanese and Korean. A tag that the
//! candidate has and the wanted lacks decides against it: a live, instrumental or sped-up recording
//! is never played for the plain one. The other way round it decides too, except for `cover` and
//! `tv_size` when the performers are the same and the lengths agree within two seconds (× 0.9):
//! catalogues leave those out of titles, and except for a language that is the song's own (`Korean
//! Ver.` beside a title or performers in Hangul). The release may stand in for the title: a track
//! of an album called 演唱会 is live, one of `第10期` of a programme too, and one on a release
//! `(Japanese Version)` is in that language. Versions with one tag differ by kind (languages,
//! instruments), by years, by other numbers of which each has one that the other lacks, and by who
//! made them or where; live recordings of two releases also by more than three seconds. `Live` in
//! brackets or behind a dash is the tag, unless the words beside it make it a verb (`To Live`,
//! `Live Forever`); in names it is a word. A disc jockey among the candidate's performers only
//! makes it his. A version that no tag names (`2020 version`) decides unless both have it. A
//! remaster is no other recording.
//!
//! **Artists** are sets, each performer by every name given (`Lin Xiaoman (林小满)`) and by those in
//! `aliases.txt`; a Latin name is the same as one in another script that is read or sounds so, and
//! as a long one in Latin letters with one letter less inside (`Artur`, `Arthur`). A character and
//! its voice (`島村卯月 (CV: 大橋彩香)`) are two performers; a voice that is made after somebody's
//! (`AI孙燕姿`) is another performer than they are. The same set × 1, one within the other × 0.97
//! (guests are often left out), an overlap × 0.88, nobody named × 0.85. With nobody in common it is
//! another recording, unless it cannot be told: a Latin name that shares the surname (`Wendy Lam`,
//! 林) when title and length agree to two seconds (× 0.88); a Latin name beside one with kana,
//! Hangul or Cyrillic, or under a title with kana beside one in Han, when the release is the same
//! and the lengths agree to three seconds (× 0.9); or a name within the other (`七叔`, `是七叔呢`)
//! on the same terms (× 0.95). A performer of
//! `aliases.txt` has no other names than those.
//!
//! **Length**: the same recording differs by some seconds between catalogues. The factor falls with
//! the square of the difference to 0.75 at the limit of 10 seconds, or 5 % of a long piece; beyond
//! that it is another recording. An unknown length is × 0.9.
//!
//! **Release**: × 0.99 when it differs, which breaks ties and does no more. Editions (`Deluxe
//! Edition`) are one release, and so is a name and how it is read.
//!
//! The score is the product. When something decided against the pair it is halved, so that other
//! versions can be ranked among themselves below every possible match. Of candidates with one score
//! the one of the source that is asked earlier comes first, then the one listed earlier.
//!
//! How often this is right, `cargo xtask match-bench` measures on a labelled set.

mod aliases;
mod artists;
mod chinese_number;
mod compare_titles;
mod compare_versions;
mod comparison;
mod cyrillic;
mod fold;
mod hangul;
#[cfg(any(test, feature = "testing"))]
pub mod labelled;
mod loanword;
mod origin;
mod rank;
mod reason;
mod recording;
mod release;
mod romanise;
mod score;
mod script;
mod simplified;
#[cfg(test)]
mod tests;
mod title;
mod version;
mod version_words;
mod work;

pub use comparison::Comparison;
pub use rank::{Ranked, best, rank};
pub use reason::Reason;
pub use recording::Recording;
pub use score::{Match, score};
pub use version::VersionTag;

/// `text` in simplified characters.
pub fn in_simplified(text: &str) -> String {
    text.chars().map(simplified::simplified).collect()
}

/// A title with those of the texts beside it (subtitle, suffix, aliases) in brackets that tell a
/// version and are not in it yet: beside a title, only the tag of a version could be kept, and
/// neither which language nor whose remix it is.
pub fn with_version<'a>(title: &str, asides: impl IntoIterator<Item = &'a str>) -> String {
    let mut shown = title.to_owned();
    for aside in asides {
        let words = fold::words(aside);
        let read = version::read_aside(&words);
        let tells_version = !read.marks.is_empty() || read.unnamed;
        if !tells_version || shown.is_empty() || fold::has_words(&shown, &words) {
            continue;
        }
        let aside = aside.trim();
        let is_bracketed = aside.starts_with(title::is_opening);
        let told = if is_bracketed { format!(" {aside}") } else { format!(" ({aside})") };
        shown.push_str(&told);
    }
    shown
}

/// What a title and the texts beside it (subtitle, suffix, aliases) say of the version: sorted,
/// without repetition.
pub fn version_tags<'a>(title: &str, asides: impl IntoIterator<Item = &'a str>) -> Vec<VersionTag> {
    let title = title::Title::read(title);
    let beside =
        asides.into_iter().flat_map(|aside| version::read_aside(&fold::words(aside)).marks);
    version::sorted(title.tags().chain(beside.map(|(tag, _)| tag)))
}
