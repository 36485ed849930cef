//! lx-music's `findMusic`: names without spaces and punctuation in lower case, singers parted at
//! `、 & ; / , |` and sorted; a candidate must be within 5 s. Then by tiers: the same name and one
//! singer text within the other; the same singers and one name within the other; the same album
//! with both within each other. Nothing in a tier: no match.

use wasm_shared::catalog::matching::labelled::{Group, Listing};

const TOLERANCE_MS: u64 = 5_000;

pub fn choose(group: &Group) -> Option<usize> {
    let wanted = Texts::of(&group.query);
    let close: Vec<(usize, Texts)> = group
        .candidates
        .iter()
        .enumerate()
        .filter(|(_, listing)| listing.duration_ms.abs_diff(group.query.duration_ms) < TOLERANCE_MS)
        .map(|(index, listing)| (index, Texts::of(listing)))
        .collect();
    let tiers: [fn(&Texts, &Texts) -> bool; 3] = [
        |wanted, found| wanted.name == found.name && within(&wanted.singers, &found.singers),
        |wanted, found| wanted.singers == found.singers && within(&wanted.name, &found.name),
        |wanted, found| {
            wanted.album == found.album
                && !wanted.album.is_empty()
                && within(&wanted.singers, &found.singers)
                && within(&wanted.name, &found.name)
        },
    ];
    tiers.iter().find_map(|tier| {
        close.iter().find(|(_, found)| tier(&wanted, found)).map(|(index, _)| *index)
    })
}

struct Texts {
    name: String,
    singers: String,
    album: String,
}

impl Texts {
    fn of(listing: &Listing) -> Self {
        let joined = listing.artists.join("、");
        let mut singers: Vec<String> =
            joined.split(['、', '&', ';', '/', ',', '|']).map(letters).collect();
        singers.sort_unstable();
        Self {
            name: letters(&listing.title),
            singers: singers.join("、"),
            album: letters(listing.album.as_deref().unwrap_or_default()),
        }
    }
}

fn letters(text: &str) -> String {
    let kept = text.chars().filter(|character| character.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

fn within(a: &str, b: &str) -> bool {
    a.contains(b) || b.contains(a)
}
