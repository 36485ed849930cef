//! The faults, and what is to come of them.

use serde_json::{Value, json};

use super::table::{Breaker, Cell};

/// `breaker.consecutive_faults` of the settings of these tests.
pub const CONSECUTIVE: usize = 3;

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    Timeout,
    Status500,
    Html,
    Garbage,
    Truncate,
    Empty,
    RateLimit,
    Verification,
    SlowBody,
}

/// All of them, in the order of the table's columns.
pub const ALL: [Fault; 9] = [
    Fault::Timeout,
    Fault::Status500,
    Fault::Html,
    Fault::Garbage,
    Fault::Truncate,
    Fault::Empty,
    Fault::RateLimit,
    Fault::Verification,
    Fault::SlowBody,
];

impl Fault {
    /// The column's head.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Timeout => "timeout",
            Self::Status500 => "500",
            Self::Html => "html",
            Self::Garbage => "garbage",
            Self::Truncate => "truncated",
            Self::Empty => "empty",
            Self::RateLimit => "limited",
            Self::Verification => "verification",
            Self::SlowBody => "slow body",
        }
    }

    /// As the sandbox is told.
    pub fn rule(self, target: &str, operation: &str) -> Value {
        let (kind, value) = match self {
            Self::Timeout => ("hang", Value::Null),
            Self::Status500 => ("status", json!(500)),
            Self::Html => ("html", Value::Null),
            Self::Garbage => ("garbage", Value::Null),
            Self::Truncate => ("truncate", Value::Null),
            Self::Empty => ("empty", Value::Null),
            Self::RateLimit => ("rate_limit", Value::Null),
            Self::Verification => ("verification", Value::Null),
            Self::SlowBody => ("slow_body", Value::Null),
        };
        json!({ "target": target, "operation": operation, "kind": kind, "value": value })
    }
}

/// What a fault of an operation is to come to.
pub fn expected(fault: Fault, source: &str, operation: &str) -> Cell {
    let outcome = match fault {
        Fault::Timeout | Fault::SlowBody => "timeout",
        Fault::Status500 => "upstream_error",
        Fault::Html | Fault::Garbage | Fault::Truncate => "upstream_changed",
        Fault::RateLimit => "rate_limited",
        Fault::Verification => "verification",
        Fault::Empty => nothing(operation),
    };
    let _ = source;
    let breaker = if fault == Fault::Empty { Breaker::Closed } else { Breaker::Open };
    Cell { outcome: outcome.to_owned(), breaker, wrong: Vec::new() }
}

/// A success with nothing in it is an answer.
fn nothing(operation: &str) -> &'static str {
    match operation {
        "detail" | "album" | "artist" | "playlist" | "chart" | "playback" | "lyrics" => "not_found",
        _ => "empty",
    }
}
