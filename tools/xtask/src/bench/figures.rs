//! The figures of a run, beside those of the run before.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;
use serde::{Deserialize, Serialize};
use xtask::console::{Colour, note, paint, step};
use xtask::workspace;

/// A budget of docs/architecture.md.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// The figure must be below it.
    Below(f64),
    /// The figure must reach it.
    AtLeast(f64),
}

impl Bound {
    fn holds(self, value: f64) -> bool {
        match self {
            Self::Below(bound) => value < bound,
            Self::AtLeast(bound) => value >= bound,
        }
    }

    fn text(self) -> String {
        match self {
            Self::Below(bound) => format!("< {bound}"),
            Self::AtLeast(bound) => format!("≥ {bound}"),
        }
    }
}

/// One measured value.
#[derive(Debug, Serialize, Deserialize)]
struct Figure {
    name: String,
    value: f64,
    unit: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    budget: Option<Bound>,
}

/// All values of a run, in the order they were measured.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Figures {
    figures: Vec<Figure>,
}

impl Figures {
    /// Adds a value.
    pub fn add(&mut self, name: &str, value: f64, unit: &str, budget: Option<Bound>) {
        note(format!("{name}: {} {unit}", digits(value)));
        self.figures.push(Figure { name: name.to_owned(), value, unit: unit.to_owned(), budget });
    }

    /// Prints the table, writes `target/bench/latest.json` and a copy under the time of day, and gives
    /// the number of budgets missed.
    pub fn report(&self) -> Result<usize> {
        let directory = workspace::path("target/bench");
        fs::create_dir_all(&directory)?;
        let latest = directory.join("latest.json");
        let previous: Figures = fs::read(&latest)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default();

        step("Figures");
        println!("{:<52} {:>12} {:>9}  {:<8}  budget", "", "now", "before", "");
        for figure in &self.figures {
            println!("{}", figure.row(previous.value(&figure.name)));
        }
        let json = serde_json::to_vec_pretty(self)?;
        let dated = dated(&directory);
        fs::write(&dated, &json)?;
        fs::write(&latest, &json)?;
        note(format!("written to {} and {}", latest.display(), dated.display()));
        Ok(self.figures.iter().filter(|figure| figure.holds() == Some(false)).count())
    }

    fn value(&self, name: &str) -> Option<f64> {
        self.figures.iter().find(|figure| figure.name == name).map(|figure| figure.value)
    }
}

impl Figure {
    fn holds(&self) -> Option<bool> {
        self.budget.map(|budget| budget.holds(self.value))
    }

    fn row(&self, before: Option<f64>) -> String {
        let change = before.filter(|before| *before != 0.0).map_or_else(String::new, |before| {
            format!("{:+.0} %", (self.value / before - 1.0) * 100.0)
        });
        let verdict = match (self.budget, self.holds()) {
            (Some(budget), Some(true)) => {
                format!("{} {}", budget.text(), paint(Colour::Green, "held"))
            }
            (Some(budget), _) => format!("{} {}", budget.text(), paint(Colour::Red, "MISSED")),
            (None, _) => String::new(),
        };
        let value = format!("{} {:<5}", digits(self.value), self.unit);
        let before = before.map(digits).unwrap_or_default();
        format!("{:<52} {value:>12} {before:>9}  {change:<8}  {verdict}", self.name)
    }
}

fn dated(directory: &std::path::Path) -> PathBuf {
    let now = jiff::Timestamp::now().strftime("%Y-%m-%dT%H-%M-%SZ").to_string();
    directory.join(format!("{now}.json"))
}

/// Three significant digits, more only for whole numbers.
fn digits(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        size if size >= 1.0 => format!("{value:.2}"),
        _ => format!("{value:.4}"),
    }
}

/// The middle value; 0 of none.
pub fn median(values: Vec<f64>) -> f64 {
    percentile(values, 50)
}

/// The value that so many per cent of all values do not exceed; 0 of none.
pub fn percentile(mut values: Vec<f64>, per_cent: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    let index = values.len() * per_cent / 100;
    values.get(index.min(values.len().saturating_sub(1))).copied().unwrap_or_default()
}

/// A number of things as a factor.
pub fn factor(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_were_measured() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]).to_bits(), 2.0_f64.to_bits());
        let values: Vec<f64> = (1..=100).map(f64::from).collect();
        assert_eq!(percentile(values, 99).to_bits(), 100.0_f64.to_bits());
        assert_eq!(median(Vec::new()).to_bits(), 0.0_f64.to_bits());
    }

    #[test]
    fn a_missed_budget_is_marked() {
        let mut figures = Figures::default();
        figures.add("ratio", 0.4, "×", Some(Bound::AtLeast(0.5)));
        figures.add("size", 0.4, "MiB", Some(Bound::Below(1.0)));
        assert_eq!(figures.figures[0].holds(), Some(false));
        assert_eq!(figures.figures[1].holds(), Some(true));
        assert!(figures.figures[0].row(Some(0.8)).contains("-50 %"));
    }
}
