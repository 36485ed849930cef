//! go-music-dl: 0.7 of the likeness of titles and 0.3 of that of artists, by edits among letters,
//! digits and Han; lengths may differ by 10 s or 15 %; eight candidates a source; the best is taken.
//! The description names no least score: [`LEAST_SCORE`] is the one that it does best with on the
//! half of the built-in set that is for fitting.

use wasm_shared::catalog::matching::labelled::{Group, Listing};

const LOOKED_AT: usize = 8;
const LEAST_SCORE: f64 = 0.8;

pub fn choose(group: &Group) -> Option<usize> {
    let wanted = &group.query;
    let mut looked_at = [0; 4];
    let scored = group.candidates.iter().enumerate().filter(|(_, listing)| {
        let source = match listing.source.as_deref() {
            Some("joox") => 1,
            Some("netease") => 2,
            Some("kugou") => 3,
            _ => 0,
        };
        looked_at[source] += 1;
        looked_at[source] <= LOOKED_AT && is_close(wanted.duration_ms, listing.duration_ms)
    });
    scored
        .map(|(index, listing)| (index, score(wanted, listing)))
        .filter(|(_, score)| *score >= LEAST_SCORE)
        // Of equals the first, as a stable sort leaves them.
        .rev()
        .max_by(|(_, a), (_, b)| a.total_cmp(b))
        .map(|(index, _)| index)
}

/// A length that is not known rules nothing out.
fn is_close(wanted_ms: u64, found_ms: u64) -> bool {
    let tolerance = 10_000.max(wanted_ms * 15 / 100);
    wanted_ms == 0 || found_ms == 0 || wanted_ms.abs_diff(found_ms) <= tolerance
}

fn score(wanted: &Listing, found: &Listing) -> f64 {
    let title = likeness(&wanted.title, &found.title);
    let artist = likeness(&wanted.artists.join(" "), &found.artists.join(" "));
    0.7 * title + 0.3 * artist
}

/// 1 less the share of characters that must be edited.
fn likeness(a: &str, b: &str) -> f64 {
    let letters = |text: &str| -> Vec<char> {
        let kept = text.chars().filter(|character| character.is_alphanumeric());
        kept.flat_map(char::to_lowercase).collect()
    };
    let (a, b) = (letters(a), letters(b));
    let longest = a.len().max(b.len());
    if longest == 0 {
        return 1.0;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (above, left) in a.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], above + 1);
        for (at, right) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(left != right);
            diagonal = row[at + 1];
            row[at + 1] = replaced.min(diagonal + 1).min(row[at] + 1);
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "titles are short")]
    let edited = row[b.len()] as f64 / longest as f64;
    1.0 - edited
}
