//! Whether two catalogues mean the same recording.
//!
//! No identifier is shared by the four sources, so identity rests on text and length. A wrong
//! recording is worse than none: everything that tells two recordings apart decides against them,
//! and only what catalogues are known to be loose about is let pass, at a price.
//!
//! **Texts** are compared folded: one width, lower case, simplified characters, without accents,
//! punctuation and spaces.
//!
//! **Titles** are taken apart first. What stands in brackets of any kind, behind a dash, or at the
//! end (`茉莉花伴奏`) and says something of the version is a version; performers behind `feat.` go
//! to the artists; what is left in brackets is a subtitle or translation, and so is each half of a
//! name in two scripts (`欢乐颂 Ode to Joy`). The names that remain must be equal, or one must be the
//! other's subtitle (× 0.95), or both have at least five characters, as many of them in Han or kana,
//! of which four in five agree (× that share). Numbers in them must be equal except beside a
//! subtitle: movements of one work differ in nothing else.
//!
//! **Versions** are tags found by words in Chinese, English and Japanese. A tag that the candidate
//! has and the wanted lacks decides against it: a live, instrumental or sped-up recording is never
//! played for the plain one. The other way round it decides too, except for `cover` and `tv_size`
//! when the performers are the same and the lengths agree within two seconds (× 0.9): catalogues
//! leave those out of titles. The release may stand in for the title: a track of an album called
//! 演唱会 is live. Two versions of one kind differ by language, by numbers (years), and remixes by
//! who made them. A remaster is no other recording. A version that no tag names (`2020 version`)
//! on one side only is × 0.75.
//!
//! **Artists** are sets, each performer by every name given (`Lin Xiao (林晓)`). The same set × 1,
//! one within the other × 0.97 (guests are often left out), an overlap × 0.9, nobody named × 0.85.
//! With nobody in common it is another recording, unless one side is written in Han or kana and the
//! other is not, and title, release and length (two seconds) all agree (× 0.9).
//!
//! **Length**: the same recording differs by up to three seconds between catalogues. The factor
//! falls with the square of the difference to 0.65 at the limit of 10 seconds, or 5 % of a long
//! piece; beyond that it is another recording. An unknown length is × 0.9.
//!
//! **Release**: × 0.99 when it differs, which breaks ties and does no more.
//!
//! The score is the product. When something decided against the pair it is halved, so that other
//! versions can be ranked among themselves below every possible match.

mod aliases;
mod artists;
mod compare_titles;
mod compare_versions;
mod comparison;
mod fold;
#[cfg(any(test, feature = "testing"))]
pub mod labelled;
mod rank;
mod reason;
mod recording;
mod romanise;
mod score;
mod simplified;
#[cfg(test)]
mod tests;
mod title;
mod version;
mod version_words;

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

/// What a title and the texts beside it (subtitle, suffix, aliases) say of the version: sorted,
/// without repetition.
pub fn version_tags<'a>(title: &str, asides: impl IntoIterator<Item = &'a str>) -> Vec<VersionTag> {
    let title = title::Title::read(title);
    let beside =
        asides.into_iter().flat_map(|aside| version::read_aside(&fold::words(aside)).marks);
    version::sorted(title.tags().chain(beside.map(|(tag, _)| tag)))
}
