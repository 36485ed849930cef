//! Performers as a set, each with the names it goes by.

use super::fold;

/// Marks between performers. `×` and `x` join them in Chinese catalogues.
const SEPARATORS: [char; 11] = ['、', '/', ',', ';', '&', '+', '|', '×', '，', '；', '＆'];

/// The same as words.
const SEPARATING_WORDS: [&str; 7] = ["feat", "ft", "featuring", "with", "x", "vs", "and"];

/// Names that stand for nobody in particular.
const ANYBODY: [&str; 8] = [
    "群星",
    "华语群星",
    "佚名",
    "未知歌手",
    "未知艺术家",
    "variousartists",
    "various",
    "unknownartist",
];

/// A performer, by every name that was given: the whole, the part outside brackets, the one inside,
/// the Han part and the Latin part of `G.E.M.邓紫棋`. All folded.
type Names = Vec<String>;

/// The performers of a recording.
#[derive(Debug, Clone, Default)]
pub(super) struct Artists(Vec<Names>);

/// How two sets of performers relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// The same people.
    Equal,
    /// All of one are among the other's.
    Contained,
    /// Some are the same.
    Overlapping,
    /// One side names nobody.
    Unknown,
    /// None is the same, but one side is written in Han or kana and the other is not.
    OtherScript,
    /// None is the same.
    Different,
}

impl Artists {
    /// Reads names as written, of which each may be several performers.
    pub fn read<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut artists: Vec<Names> = Vec::new();
        for name in names.into_iter().flat_map(split) {
            let names = names_of(&name);
            let known = artists.iter().any(|known| meet(known, &names));
            if !names.is_empty() && !known && !ANYBODY.contains(&names[0].as_str()) {
                artists.push(names);
            }
        }
        Self(artists)
    }

    /// How `self` and `other` relate; symmetric.
    pub fn relation(&self, other: &Self) -> Relation {
        if self.0.is_empty() || other.0.is_empty() {
            return Relation::Unknown;
        }
        let common = self.0.iter().filter(|names| other.has(names)).count();
        let common_back = other.0.iter().filter(|names| self.has(names)).count();
        let (all, all_back) = (common == self.0.len(), common_back == other.0.len());
        if all && all_back {
            Relation::Equal
        } else if all || all_back {
            Relation::Contained
        } else if common > 0 {
            Relation::Overlapping
        } else if self.is_dense() != other.is_dense() {
            Relation::OtherScript
        } else {
            Relation::Different
        }
    }

    fn has(&self, names: &Names) -> bool {
        self.0.iter().any(|known| meet(known, names))
    }

    /// Whether any performer is written in Han or kana.
    fn is_dense(&self) -> bool {
        self.0.iter().flatten().any(|name| name.chars().any(fold::is_dense))
    }
}

fn meet(a: &Names, b: &Names) -> bool {
    a.iter().any(|name| b.contains(name))
}

/// The performers in one field. Marks inside brackets part nothing: there stand other names of the
/// same performer.
fn split(field: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut depth = 0_usize;
    for character in field.chars() {
        match character {
            '(' | '（' | '[' | '【' => depth += 1,
            ')' | '）' | ']' | '】' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && SEPARATORS.contains(&character) {
            names.push(String::new());
        } else if let Some(name) = names.last_mut() {
            name.push(character);
        }
    }
    names.iter().flat_map(|name| split_words(name)).collect()
}

fn split_words(name: &str) -> Vec<String> {
    let mut names: Vec<Vec<&str>> = vec![Vec::new()];
    for word in name.split_whitespace() {
        let bare = word.trim_end_matches('.').to_lowercase();
        if SEPARATING_WORDS.contains(&bare.as_str()) {
            names.push(Vec::new());
        } else if let Some(name) = names.last_mut() {
            name.push(word);
        }
    }
    let names: Vec<String> =
        names.into_iter().filter(|name| !name.is_empty()).map(|name| name.join(" ")).collect();
    // A band called X.
    if names.is_empty() { vec![name.to_owned()] } else { names }
}

fn names_of(name: &str) -> Names {
    /// Shorter parts are initials or syllables that many share.
    const SHORTEST_DENSE: usize = 2;
    const SHORTEST_LATIN: usize = 3;
    let mut parts = vec![name.to_owned()];
    parts.extend(name.split(['(', ')', '（', '）', '[', ']', '【', '】']).map(str::to_owned));
    let whole = fold::key(name);
    let dense: String = whole.chars().filter(|&character| fold::is_dense(character)).collect();
    let latin: String = whole.chars().filter(|&character| !fold::is_dense(character)).collect();
    let mixed = !dense.is_empty() && !latin.is_empty();
    let mut names: Names =
        parts.iter().map(|part| fold::key(part)).filter(|key| !key.is_empty()).collect();
    if mixed {
        names.extend(Some(dense).filter(|part| part.chars().count() >= SHORTEST_DENSE));
        names.extend(Some(latin).filter(|part| part.chars().count() >= SHORTEST_LATIN));
    }
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relation(a: &[&str], b: &[&str]) -> Relation {
        let (a, b) = (Artists::read(a.iter().copied()), Artists::read(b.iter().copied()));
        assert_eq!(a.relation(&b), b.relation(&a), "a relation does not depend on the order");
        a.relation(&b)
    }

    #[test]
    fn sets_are_compared_whatever_joins_them() {
        for joined in [
            "林晓、周宁",
            "林晓/周宁",
            "林晓 & 周宁",
            "周宁 feat. 林晓",
            "林晓 x 周宁",
            "林晓×周宁",
            "林曉+周寧",
        ] {
            assert_eq!(relation(&[joined], &["林晓", "周宁"]), Relation::Equal, "{joined}");
        }
        assert_eq!(relation(&["林晓"], &["林晓", "周宁"]), Relation::Contained);
        assert_eq!(relation(&["林晓", "陈默"], &["林晓", "周宁"]), Relation::Overlapping);
        assert_eq!(relation(&["林晓"], &["周宁"]), Relation::Different);
    }

    #[test]
    fn a_performer_is_known_by_each_name() {
        assert_eq!(relation(&["G.E.M. 邓紫棋"], &["鄧紫棋"]), Relation::Equal);
        assert_eq!(relation(&["Lin Xiao (林晓)"], &["林晓"]), Relation::Equal);
        assert_eq!(relation(&["Lin Xiao (林晓)"], &["LIN XIAO"]), Relation::Equal);
    }

    #[test]
    fn a_romanised_name_is_another_script_and_nobody_is_unknown() {
        assert_eq!(relation(&["Lin Xiao"], &["林晓"]), Relation::OtherScript);
        assert_eq!(relation(&["Lin Xiao"], &["Chen Mo"]), Relation::Different);
        assert_eq!(relation(&["群星"], &["林晓"]), Relation::Unknown);
        assert_eq!(relation(&[], &["林晓"]), Relation::Unknown);
    }

    #[test]
    fn bands_whose_names_hold_a_separator_equal_themselves() {
        assert_eq!(relation(&["Earth, Wind & Fire"], &["Earth, Wind & Fire"]), Relation::Equal);
        assert_eq!(relation(&["X"], &["X"]), Relation::Equal);
    }
}
