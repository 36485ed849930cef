//! What was found, beside what should have been.

use std::collections::BTreeMap;
use std::fmt;

use super::fault::{self, Fault};

/// What became of a breaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breaker {
    Closed,
    Open,
    /// Told to be open, and the source was called all the same, or nobody was told.
    OpenAndAsked,
}

/// One operation of one source under one fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    pub outcome: String,
    pub breaker: Breaker,
    /// Answers that were not what was asked for.
    pub wrong: Vec<String>,
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let breaker = match self.breaker {
            Breaker::Closed => "○",
            Breaker::Open => "●",
            Breaker::OpenAndAsked => "◐",
        };
        let mark = if self.wrong.is_empty() { "" } else { " WRONG" };
        f.pad(&format!("{breaker} {}{mark}", self.outcome))
    }
}

/// All cells.
#[derive(Debug, Default)]
pub struct Table {
    rows: BTreeMap<(String, String), BTreeMap<Fault, (Cell, Cell)>>,
}

impl Table {
    /// Adds a cell.
    pub fn add(&mut self, source: &str, operation: &str, fault: Fault, found: Cell, wanted: Cell) {
        let row = self.rows.entry((source.to_owned(), operation.to_owned())).or_default();
        row.insert(fault, (found, wanted));
    }

    /// The cells that are not as they should be.
    pub fn wrong(&self) -> Vec<String> {
        let cells = self.rows.iter().flat_map(|((source, operation), row)| {
            row.iter().map(move |(fault, cells)| (source, operation, fault, cells))
        });
        cells
            .filter(|(.., (found, wanted))| found != wanted)
            .map(|(source, operation, fault, (found, wanted))| {
                let given = found.wrong.join("; ");
                format!("{source} {operation}, {}: {found}, not {wanted} {given}", fault.as_str())
            })
            .collect()
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "● the breaker opened and no call went out, ○ it stayed closed")?;
        write!(f, "{:<24}", "")?;
        for fault in fault::ALL {
            write!(f, " {:<19}", fault.as_str())?;
        }
        for ((source, operation), row) in &self.rows {
            write!(f, "\n{:<24}", format!("{source} {operation}"))?;
            for fault in fault::ALL {
                match row.get(&fault) {
                    Some((found, _)) => write!(f, " {found:<19}")?,
                    None => write!(f, " {:<19}", "")?,
                }
            }
        }
        Ok(())
    }
}
