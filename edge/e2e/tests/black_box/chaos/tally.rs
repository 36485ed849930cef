//! What came of it all.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use edge_e2e::Answer;

/// What an answer was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    Right,
    /// Right, by another source than the first choice.
    Substituted,
    /// Right, and marked as old.
    Stale,
    /// A problem with a stable code that says what was tried.
    Problem,
}

impl Verdict {
    const ALL: [Self; 4] = [Self::Right, Self::Substituted, Self::Stale, Self::Problem];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Substituted => "substituted",
            Self::Stale => "stale",
            Self::Problem => "problem",
        }
    }
}

/// The answers of one kind of call, or of all.
#[derive(Debug, Default)]
pub struct Tally {
    counts: BTreeMap<(&'static str, Verdict), u32>,
    took: Vec<Duration>,
    /// What was neither right nor said that it was not.
    pub wrong: Vec<String>,
}

impl Tally {
    /// Counts an answer to a call of this kind.
    pub fn add(&mut self, call: &'static str, answer: &Answer, judged: Result<Verdict, String>) {
        self.took.push(answer.took);
        match judged {
            Ok(verdict) => *self.counts.entry((call, verdict)).or_default() += 1,
            Err(reason) => self.wrong.push(format!("{call}: {reason} in {}", answer.json)),
        }
    }

    /// Both together.
    pub fn with(mut self, other: Self) -> Self {
        for (kind, count) in other.counts {
            *self.counts.entry(kind).or_default() += count;
        }
        self.took.extend(other.took);
        self.wrong.extend(other.wrong);
        self
    }

    /// The longest that anybody waited.
    pub fn slowest(&self) -> Duration {
        self.took.iter().max().copied().unwrap_or_default()
    }

    /// Whether each verdict was given at all.
    pub fn some_of_each(&self) -> bool {
        Verdict::ALL.iter().all(|verdict| self.counts.keys().any(|(_, given)| given == verdict))
    }

    fn percentile(&self, per_cent: usize) -> Duration {
        let mut took = self.took.clone();
        took.sort_unstable();
        let place = took.len() * per_cent / 100;
        took.get(place.min(took.len().saturating_sub(1))).copied().unwrap_or_default()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<10}", "")?;
        for verdict in Verdict::ALL {
            write!(f, " {:>12}", verdict.as_str())?;
        }
        let mut calls: Vec<_> = self.counts.keys().map(|(call, _)| *call).collect();
        calls.dedup();
        for call in calls {
            write!(f, "\n{call:<10}")?;
            for verdict in Verdict::ALL {
                write!(f, " {:>12}", self.counts.get(&(call, verdict)).unwrap_or(&0))?;
            }
        }
        let (median, late) = (self.percentile(50).as_millis(), self.percentile(99).as_millis());
        let (slowest, wrong) = (self.slowest().as_millis(), self.wrong.len());
        write!(
            f,
            "\n{} answers, {wrong} wrong; p50 {median} ms, p99 {late} ms, slowest {slowest} ms",
            self.took.len()
        )
    }
}
