//! The labelled set: groups made of the seed catalogue by the kinds of complaint, and those that
//! were written by hand.

mod by_hand;
mod classes;
mod dice;
mod versions;
mod work;

use anyhow::Result;
use wasm_shared::catalog::matching::labelled::{Answer, Group, Listing};

use classes::CLASSES;
use dice::Dice;
use work::Work;

/// Groups of each generated class.
const GROUPS_A_CLASS: usize = 16;

/// What is wanted, and what is right and wrong for it, not yet in the order of a list.
struct Draft {
    query: Listing,
    right: Vec<Listing>,
    wrong: Vec<Listing>,
}

/// The whole set as JSON Lines, the same every time.
///
/// # Errors
/// When the seed or what was written by hand cannot be read.
pub fn set(works: &str, by_hand: &str) -> Result<String> {
    let works = Work::read_all(works)?;
    let mut groups = Vec::new();
    for (class, draft) in CLASSES {
        for number in 0..GROUPS_A_CLASS {
            let id = format!("made-{class}-{number:02}");
            let mut dice = Dice::seeded_by(&id);
            let work = &works[(number * 5 + class.len()) % works.len()];
            let mut draft = draft(work, &mut dice);
            work.add_noise(&mut draft, &mut dice);
            groups.push(finish(id, class, draft, &mut dice));
        }
    }
    for (number, (class, draft)) in by_hand::read_all(by_hand)?.into_iter().enumerate() {
        let id = format!("hand-{class}-{number:03}");
        let mut dice = Dice::seeded_by(&id);
        groups.push(finish(id, &class, draft, &mut dice));
    }
    let mut lines = String::new();
    for group in &groups {
        lines.push_str(&serde_json::to_string(group)?);
        lines.push('\n');
    }
    Ok(lines)
}

/// Mixes right and wrong, so that being listed first says nothing.
fn finish(id: String, class: &str, draft: Draft, dice: &mut Dice) -> Group {
    const SOURCES: [&str; 4] = ["qq", "joox", "netease", "kugou"];
    let right = draft.right.into_iter().map(|listing| (true, listing));
    let wrong = draft.wrong.into_iter().map(|listing| (false, listing));
    let mut listed: Vec<(bool, Listing)> = right.chain(wrong).collect();
    for last in (1..listed.len()).rev() {
        listed.swap(last, dice.below(last + 1));
    }
    let answers: Vec<usize> = (0..listed.len()).filter(|&index| listed[index].0).collect();
    let candidates = listed
        .into_iter()
        .map(|(_, listing)| {
            let source = SOURCES[dice.below(SOURCES.len())].to_owned();
            Listing { source: Some(source), ..listing }
        })
        .collect();
    let answer = match answers.as_slice() {
        [] => Answer::Nothing(()),
        [answer] => Answer::One(*answer),
        _ => Answer::Several(answers),
    };
    Group { id, class: class.to_owned(), query: draft.query, candidates, answer }
}
