//! Performers with names that cannot be read off each other, from `aliases.txt`, which is kept by
//! hand; what belongs there is told at its head.

use std::{collections::HashMap, sync::LazyLock};

use super::fold;

const ALIASES: &str = include_str!("aliases.txt");

/// The lines that have a name, by its folded key. Several performers may share one.
static LINES: LazyLock<HashMap<String, Vec<u16>>> = LazyLock::new(|| {
    let mut lines: HashMap<String, Vec<u16>> = HashMap::new();
    for (line, number) in ALIASES.lines().filter(|line| !line.starts_with('#')).zip(0..) {
        for name in line.split(" | ") {
            lines.entry(fold::key(name)).or_default().push(number);
        }
    }
    lines
});

/// The performers of the list that go by a folded name.
pub(super) fn known_as(key: &str) -> &'static [u16] {
    LINES.get(key).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_several_names_and_none_twice() {
        for line in ALIASES.lines().filter(|line| !line.starts_with('#')) {
            let mut keys: Vec<String> = line.split(" | ").map(fold::key).collect();
            assert!(keys.len() > 1 && keys.iter().all(|key| !key.is_empty()), "{line}");
            keys.sort_unstable();
            assert!(keys.windows(2).all(|pair| pair[0] != pair[1]), "{line}");
        }
    }

    #[test]
    fn names_lead_to_the_same_performer() {
        let same = |a: &str, b: &str| {
            let a = known_as(&fold::key(a));
            !a.is_empty() && a == known_as(&fold::key(b))
        };
        assert!(same("周杰倫", "JAY CHOU"));
        assert!(same("鄧紫棋", "G.E.M."));
        assert!(!same("Jay Chou", "Eric Chou"));
        assert!(known_as("nobody").is_empty());
    }
}
