use std::collections::BTreeMap;

use anyhow::{Result, bail};
use wasm_shared::catalog::matching::labelled::{Group, Half, Listing, Tally};

use crate::judge::JUDGES;

/// What must hold on the half for reporting.
const LEAST_RECALL: f64 = 0.95;
const LEAST_PRECISION: f64 = 0.98;
const MOST_WRONG_VERSIONS: f64 = 0.005;

/// The tally of each judge, ours first.
type Tallies = [Tally; JUDGES.len()];

/// Prints the built-in set by class and half.
///
/// # Errors
/// When ours misses a bound on the half for reporting, or is behind another in a class of it.
pub fn built_in(groups: &[Group]) -> Result<()> {
    let half = |half| groups.iter().filter(move |group| group.half() == half);
    print_classes("report half", half(Half::Report));
    let report = tally(half(Half::Report));
    print_row("all, report half", &report);
    print_row("all, fit half", &tally(half(Half::Fit)));
    print_misjudged(half(Half::Report));

    let ours = report[0];
    let mut missed = Vec::new();
    if ours.recall() < LEAST_RECALL {
        missed.push(format!("recall is {:.4}, not {LEAST_RECALL}", ours.recall()));
    }
    if ours.precision() < LEAST_PRECISION {
        missed.push(format!("precision is {:.4}, not {LEAST_PRECISION}", ours.precision()));
    }
    if ours.wrong_version_rate() > MOST_WRONG_VERSIONS {
        missed.push(format!("wrong versions are {:.4}", ours.wrong_version_rate()));
    }
    for (class, tallies) in by_class(half(Half::Report)) {
        for (judge, tally) in JUDGES.iter().zip(&tallies).skip(1) {
            if tally.right() > tallies[0].right() {
                missed.push(format!("behind {} in {class}", judge.name));
            }
        }
    }
    if !missed.is_empty() {
        bail!("{}", missed.join("; "));
    }
    Ok(())
}

/// Prints another set by class, and what we misjudge of it.
pub fn other(groups: &[Group]) {
    print_classes("class", groups.iter());
    print_row("all", &tally(groups.iter()));
    print_misjudged(groups.iter());
}

fn tally<'a>(groups: impl Iterator<Item = &'a Group>) -> Tallies {
    let mut tallies = Tallies::default();
    for group in groups {
        for (tally, judge) in tallies.iter_mut().zip(&JUDGES) {
            tally.add(group, (judge.choose)(group));
        }
    }
    tallies
}

fn by_class<'a>(groups: impl Iterator<Item = &'a Group>) -> BTreeMap<&'a str, Tallies> {
    let mut classes: BTreeMap<&str, Vec<&Group>> = BTreeMap::new();
    for group in groups {
        classes.entry(&group.class).or_default().push(group);
    }
    classes.into_iter().map(|(class, groups)| (class, tally(groups.into_iter()))).collect()
}

fn print_classes<'a>(heading: &str, groups: impl Iterator<Item = &'a Group>) {
    println!(
        "P precision, R recall, W wrong-version rate, A groups judged right, all in percent\n"
    );
    print!("{heading:<26}{:>4}", "n");
    for judge in &JUDGES {
        print!("  | {:<21}", judge.name);
    }
    print!("\n{:30}", "");
    for _ in &JUDGES {
        print!("  |    P    R    W    A  ");
    }
    println!();
    for (class, tallies) in by_class(groups) {
        print_row(class, &tallies);
    }
}

fn print_row(name: &str, tallies: &Tallies) {
    print!("{name:<26}{:>4}", tallies[0].groups);
    for tally in tallies {
        print!(
            "  | {:>4} {:>4} {:>4} {:>4}  ",
            percent(tally.precision()),
            percent(tally.recall()),
            percent(tally.wrong_version_rate()),
            percent(tally.right()),
        );
    }
    println!();
}

/// One decimal, except of a whole hundred.
fn percent(share: f64) -> String {
    if share >= 1.0 { "100".to_owned() } else { format!("{:.1}", share * 100.0) }
}

fn print_misjudged<'a>(groups: impl Iterator<Item = &'a Group>) {
    for group in groups {
        let accepted = (JUDGES[0].choose)(group);
        if Tally::default().add(group, accepted) {
            continue;
        }
        println!("\nmisjudged {} ({})", group.id, group.class);
        println!("      wanted {}", describe(&group.query));
        for ranked in group.ranked() {
            let reasons: Vec<String> = ranked.reasons.iter().map(ToString::to_string).collect();
            println!(
                "  {}{} {:.3} {} [{}]",
                if group.is_answer(ranked.index) { "right" } else { "     " },
                if accepted == Some(ranked.index) { " taken" } else { "      " },
                ranked.score,
                describe(&group.candidates[ranked.index]),
                reasons.join(" "),
            );
        }
    }
}

fn describe(listing: &Listing) -> String {
    format!(
        "{} | {} | {} | {} ms",
        listing.title,
        listing.artists.join(" + "),
        listing.album.as_deref().unwrap_or("-"),
        listing.duration_ms,
    )
}
