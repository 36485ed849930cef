//! The faults that are set.

use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use super::{Disturbance, Operation, Rule, Target};

/// What happens to one call.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Plan {
    /// How long it waits.
    pub latency: Duration,
    /// What becomes of the answer.
    pub disturbance: Option<Disturbance>,
}

/// The list of rules, replaced as a whole.
#[derive(Debug, Default)]
pub struct Faults {
    rules: RwLock<Vec<Rule>>,
}

impl Faults {
    /// Puts `rules` in place of those set before.
    pub fn replace(&self, rules: Vec<Rule>) {
        *self.rules.write().unwrap_or_else(PoisonError::into_inner) = rules;
    }

    /// The rules that are set.
    pub fn rules(&self) -> Vec<Rule> {
        self.rules.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Decides over one call: latencies add up, of the others the first that strikes counts.
    pub fn draw(&self, target: Target, operation: Operation) -> Plan {
        let mut plan = Plan::default();
        let rules = self.rules.read().unwrap_or_else(PoisonError::into_inner);
        for rule in rules.iter().filter(|rule| rule.applies_to(target, operation)) {
            if !strikes(rule.probability) {
                continue;
            }
            plan.latency += rule.latency().unwrap_or_default();
            plan.disturbance = plan.disturbance.or_else(|| rule.disturbance());
        }
        plan
    }
}

fn strikes(probability: f64) -> bool {
    // A system without randomness strikes always, which a test notices.
    let draw = getrandom::u32().map_or(0.0, |word| f64::from(word) / f64::from(u32::MAX));
    probability >= 1.0 || draw < probability
}
