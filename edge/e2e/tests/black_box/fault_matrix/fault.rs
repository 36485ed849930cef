//! The faults, and what is to come of them.

use serde_json::{Value, json};

use super::question::ANOTHERS;
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
    let outcome = match (operation, fault) {
        ("audio", _) => of_audio(fault),
        // The words are another's then, and the answer does not say why.
        ("lyrics", _) => ANOTHERS,
        (_, Fault::Timeout | Fault::SlowBody) => "timeout",
        (_, Fault::Status500) => "upstream_error",
        (_, Fault::Html | Fault::Garbage | Fault::Truncate) => "upstream_changed",
        (_, Fault::RateLimit) => "rate_limited",
        (_, Fault::Verification) => "verification",
        // A free song without an address and without a reason is what QQ answers abroad.
        ("playback", Fault::Empty) if source == "qq" => "region",
        ("detail" | "album" | "artist" | "playlist" | "chart" | "playback", Fault::Empty) => {
            "not_found"
        }
        (_, Fault::Empty) => "empty",
    };
    // A success with nothing in it is an answer, except in place of a file.
    let answered = if operation == "audio" { Fault::Truncate } else { Fault::Empty };
    let breaker = if fault == answered { Breaker::Closed } else { Breaker::Open };
    Cell { outcome: outcome.to_owned(), breaker, wrong: Vec::new() }
}

/// Of a file the beginning is looked at, and half of that says as much.
const fn of_audio(fault: Fault) -> &'static str {
    match fault {
        Fault::Timeout | Fault::SlowBody => "timeout",
        Fault::Html | Fault::Garbage | Fault::Empty => "upstream_changed",
        Fault::Truncate => "ok",
        Fault::RateLimit => "rate_limited",
        // Files are refused by a status alone.
        Fault::Status500 | Fault::Verification => "upstream_error",
    }
}
