//! Releases, by which tracks are told apart and sometimes named.

use super::{
    fold, romanise,
    title::{Title, split_brackets},
    version::{self, VersionTag},
};

/// Words in the brackets of a release's name that say how it was published, not what it is.
const EDITIONS: [&str; 10] = [
    "edition",
    "deluxe",
    "expanded",
    "remaster",
    "remastered",
    "disc",
    "cd",
    "豪华版",
    "限定盘",
    "初回限定盘",
];

/// The release that a track is on, and what its name says of the tracks.
#[derive(Debug, Clone, Default)]
pub(super) struct Release {
    /// The folded name without its edition; empty where none is known.
    pub key: String,
    /// What versions its tracks are of that name none of their own, each with which one of its kind.
    pub marks: Vec<(VersionTag, &'static str)>,
    /// What its tracks may be called besides.
    pub may_be: Option<VersionTag>,
}

impl Release {
    /// Reads the name of a release; an empty one is not known.
    pub fn read(name: &str) -> Self {
        let (outside, inside) = split_brackets(name);
        let is_edition =
            |text: &String| fold::words(text).iter().any(|word| EDITIONS.contains(&word.as_str()));
        let outside = fold::key(&outside);
        let key = if outside.is_empty() || !inside.iter().any(is_edition) {
            fold::key(name)
        } else {
            let kept = inside.iter().filter(|text| !is_edition(text));
            kept.fold(outside, |key, text| key + &fold::key(text))
        };
        let words = fold::words(name);
        let title = Title::read(name);
        let aside = title.marks().filter(|(tag, _)| {
            use VersionTag::{Acoustic, Edit, Instrumental, Language, Live};
            matches!(tag, Live | Instrumental | Language | Edit | Acoustic)
        });
        let whole = version::album_tags(&words).into_iter().map(|tag| (tag, ""));
        // A concert without amplifiers is called live as often as it is called acoustic.
        let is_unplugged = words.iter().any(|word| word == "unplugged");
        Self {
            marks: whole.chain(aside).collect(),
            may_be: is_unplugged.then_some(VersionTag::Acoustic),
            key,
        }
    }

    /// Whether its name is known.
    pub fn is_known(&self) -> bool {
        !self.key.is_empty()
    }

    /// Whether both are known and one release, by one name or how it is read.
    pub fn is_same(&self, other: &Self) -> bool {
        self.is_known()
            && other.is_known()
            && (self.key == other.key
                || romanise::reads(&self.key, &other.key)
                || romanise::reads(&other.key, &self.key))
    }

    /// Whether its tracks are of a version, unless they say otherwise.
    pub fn is(&self, tag: VersionTag) -> bool {
        self.marks.iter().any(|(own, _)| *own == tag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_release_is_named_in_several_ways() {
        for (a, b) in [
            ("Blue Blood", "BLUE BLOOD (Special Edition)"),
            ("叶惠美", "Yeh Hui-Mei"),
            ("大鱼", "大魚"),
            ("Piano Book", "Piano Book (Deluxe Edition)"),
        ] {
            assert!(Release::read(a).is_same(&Release::read(b)), "{a} {b}");
        }
        for (a, b) in [("Red", "Red (Taylor's Version)"), ("", ""), ("", "Red")] {
            assert!(!Release::read(a).is_same(&Release::read(b)), "{a} {b}");
        }
    }

    #[test]
    fn a_release_tells_the_version_of_its_tracks() {
        for (name, tag) in [
            ("中国新说唱 第10期", VersionTag::Live),
            ("张惠妹成名曲 卡拉OK伴唱", VersionTag::Instrumental),
            ("Luxury Disease (Japanese Version)", VersionTag::Language),
            ("Before The Storm (Radio Edit)", VersionTag::Edit),
        ] {
            assert!(Release::read(name).is(tag), "{name}");
        }
        assert!(Release::read("Mr. Morale").marks.is_empty());
    }
}
