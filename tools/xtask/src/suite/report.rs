//! How the steps went.

use std::iter::Sum;
use std::ops::Add;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::console::{self, Colour, paint};

/// How many tests passed and failed in a step.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: u32,
    /// Tests that failed.
    pub failed: u32,
}

impl Tally {
    /// A step that is one check, passed.
    pub const CHECK: Self = Self { passed: 1, failed: 0 };

    /// Reads what Rust's test harness says at the end of each binary, for example
    /// `test result: ok. 3 passed; 0 failed; 0 ignored; …`, and what Vitest says at the end of a run,
    /// `Tests  1 failed | 3 passed (4)`; any other line counts nothing.
    pub fn of_line(line: &str) -> Self {
        let of_vitest = line.trim_start().strip_prefix("Tests  ");
        let of_vitest = of_vitest.and_then(|told| Some(told.rsplit_once(" (")?.0));
        let count = |what: &str| -> u32 {
            of_vitest
                .unwrap_or(line)
                .split(['.', ';', '|'])
                .filter_map(|part| part.trim().strip_suffix(what)?.trim().parse::<u32>().ok())
                .sum()
        };
        if !line.starts_with("test result: ") && of_vitest.is_none() {
            return Self::default();
        }
        Self { passed: count("passed"), failed: count("failed") }
    }
}

impl Add for Tally {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }
}

impl Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        tallies.fold(Self::default(), Add::add)
    }
}

/// The steps so far.
#[derive(Debug, Default)]
pub struct Report {
    steps: Vec<(&'static str, Duration, Tally)>,
}

impl Report {
    /// Runs a step and notes how it went.
    pub fn run(&mut self, name: &'static str, step: impl FnOnce() -> Result<Tally>) {
        console::step(format!("{} …", paint(Colour::Cyan, name)));
        let started = Instant::now();
        let tally = step().unwrap_or_else(|error| {
            console::note(paint(Colour::Red, format!("{error:#}")));
            Tally { passed: 0, failed: 1 }
        });
        let took = started.elapsed();
        console::note(outcome(name, took, tally));
        self.steps.push((name, took, tally));
    }

    /// Prints the summary; fails when a step did. The last line is `N passed, N failed`.
    pub fn close(self) -> Result<()> {
        println!();
        for (name, took, tally) in &self.steps {
            println!("{}", outcome(name, *took, *tally));
        }
        let total: Tally = self.steps.iter().map(|(_, _, tally)| *tally).sum();
        println!("{} passed, {} failed", total.passed, total.failed);
        if total.failed > 0 {
            bail!(Failed);
        }
        Ok(())
    }
}

/// A step failed; what and why was printed.
#[derive(Debug)]
pub struct Failed;

impl std::fmt::Display for Failed {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("the tests failed")
    }
}

impl std::error::Error for Failed {}

fn outcome(name: &str, took: Duration, tally: Tally) -> String {
    let Tally { passed, failed } = tally;
    let word = if failed == 0 { paint(Colour::Green, "ok") } else { paint(Colour::Red, "FAILED") };
    format!(
        "{name:<14} {:>7.1} s  {passed:>5} passed  {failed:>3} failed  {word}",
        took.as_secs_f32()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_read_as_the_harness_prints_them() {
        let ok = "test result: ok. 23 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.31s";
        assert_eq!(Tally::of_line(ok), Tally { passed: 23, failed: 0 });
        let failed =
            "test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(Tally::of_line(failed), Tally { passed: 4, failed: 2 });
        let vitest = "      Tests  1 failed | 85 passed (86)";
        assert_eq!(Tally::of_line(vitest), Tally { passed: 85, failed: 1 });
        assert_eq!(Tally::of_line("      Tests  7 passed (7)"), Tally { passed: 7, failed: 0 });
        assert_eq!(Tally::of_line("test counts::9 passed; 9 failed ... ok"), Tally::default());
    }

    #[test]
    fn one_failed_step_fails_the_report_and_the_others_still_run() {
        let mut report = Report::default();
        report.run("first", || bail!("no"));
        report.run("second", || Ok(Tally { passed: 7, failed: 0 }));
        let total: Tally = report.steps.iter().map(|(_, _, tally)| *tally).sum();
        assert_eq!(total, Tally { passed: 7, failed: 1 });
        assert!(report.close().is_err());
    }
}
