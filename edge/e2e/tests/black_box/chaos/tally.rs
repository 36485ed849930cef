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
    /// What the callers waited.
    took: Vec<Duration>,
    /// What of that the edge itself took, as it says. The rest is the machine's, on which callers, edge,
    /// origin, sandbox and the proxy of the development server share the processors.
    at_edge: Vec<Duration>,
    /// What was neither right nor said that it was not.
    pub wrong: Vec<String>,
}

impl Tally {
    /// Counts an answer to a call of this kind.
    pub fn add(&mut self, call: &'static str, answer: &Answer, judged: Result<Verdict, String>) {
        self.took.push(answer.took);
        let millis = answer.header("server-timing").strip_prefix("edge;dur=");
        match millis.and_then(|millis| millis.parse().ok()) {
            Some(millis) => self.at_edge.push(Duration::from_millis(millis)),
            None => {
                self.wrong.push(format!("{call}: it does not say how long it took"));
            }
        }
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
        self.at_edge.extend(other.at_edge);
        self.wrong.extend(other.wrong);
        self
    }

    /// The longest that the edge took over an answer.
    pub fn slowest_at_edge(&self) -> Duration {
        self.at_edge.iter().max().copied().unwrap_or_default()
    }

    /// Whether each verdict was given at all.
    pub fn some_of_each(&self) -> bool {
        Verdict::ALL.iter().all(|verdict| self.counts.keys().any(|(_, given)| given == verdict))
    }
}

/// Median, 99th percentile and maximum in milliseconds.
fn spread(took: &[Duration]) -> String {
    let mut took = took.to_vec();
    took.sort_unstable();
    let place = |per_cent: usize| (took.len() * per_cent / 100).min(took.len().saturating_sub(1));
    let at = |per_cent| took.get(place(per_cent)).copied().unwrap_or_default().as_millis();
    format!("p50 {} ms, p99 {} ms, slowest {} ms", at(50), at(99), at(100))
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
        let (answers, wrong) = (self.took.len(), self.wrong.len());
        write!(f, "\n{answers} answers, {wrong} wrong; {}", spread(&self.took))?;
        write!(f, "\nat the edge {}", spread(&self.at_edge))
    }
}
