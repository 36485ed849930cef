//! One fault as it is set.

use std::fmt::Write as _;
use std::time::Duration;

use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;

use super::{Operation, Shape, Target};

const LONGEST_MS: u64 = 600_000;
const DEFAULT_SLOW_BODY_MS: u64 = 5_000;

/// Kinds of fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Answers later, by `value` milliseconds.
    Latency,
    /// Answers with HTTP status `value`.
    Status,
    /// Answers with bytes that are nothing.
    Garbage,
    /// Answers with a page.
    Html,
    /// Breaks the body off after `value` bytes, or half of it.
    Truncate,
    /// Success with nothing in it, as the source tells it.
    Empty,
    /// Never answers.
    Hang,
    /// Takes `value` milliseconds over the body.
    SlowBody,
    /// Too many requests, as the source tells it.
    RateLimit,
    /// Verification wanted, as the source tells it.
    Verification,
    /// Ends the connection without an answer.
    Reset,
}

impl Kind {
    const NAMES: &'static str = "latency, status, garbage, html, truncate, empty, hang, slow_body, \
                                 rate_limit, verification, reset";
}

/// What takes the place of an answer, or is done to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disturbance {
    /// This status.
    Status(u16),
    /// Bytes that are nothing.
    Garbage,
    /// A page.
    Html,
    /// The answer, cut after so many bytes or in half.
    Truncate(Option<u64>),
    /// No answer.
    Hang,
    /// The answer, this slowly.
    SlowBody(Duration),
    /// What the source makes of it.
    Shaped(Shape),
    /// The connection's end.
    Reset,
}

/// One fault: where, what, how often.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// `None` for every target.
    pub target: Option<Target>,
    /// `None` for every operation.
    pub operation: Option<Operation>,
    /// What happens.
    pub kind: Kind,
    /// Milliseconds, a status or bytes, by kind.
    pub value: Option<u64>,
    /// How often, 0 to 1.
    pub probability: f64,
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut rule = serializer.serialize_struct("Rule", 5)?;
        rule.serialize_field("target", self.target.map_or("*", Target::name))?;
        rule.serialize_field("operation", self.operation.map_or("*", Operation::name))?;
        rule.serialize_field("kind", &self.kind)?;
        match self.value {
            Some(value) => rule.serialize_field("value", &value)?,
            None => rule.skip_field("value")?,
        }
        rule.serialize_field("probability", &self.probability)?;
        rule.end()
    }
}

/// A field of a rule that cannot be used, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Name of the field.
    pub field: &'static str,
    /// What is wrong with it.
    pub reason: String,
}

impl Rule {
    /// Whether it is about this call.
    pub fn applies_to(&self, target: Target, operation: Operation) -> bool {
        self.target.is_none_or(|wanted| wanted == target)
            && self
                .operation
                .is_none_or(|wanted| wanted == operation || operation.includes(wanted, target))
    }

    /// The wait before the answer, for a latency.
    pub fn latency(&self) -> Option<Duration> {
        (self.kind == Kind::Latency).then(|| Duration::from_millis(self.value.unwrap_or_default()))
    }

    /// What it does to the answer, unless it is a latency.
    pub fn disturbance(&self) -> Option<Disturbance> {
        Some(match self.kind {
            Kind::Latency => return None,
            Kind::Status => {
                Disturbance::Status(self.value.and_then(|v| v.try_into().ok()).unwrap_or(500))
            }
            Kind::Garbage => Disturbance::Garbage,
            Kind::Html => Disturbance::Html,
            Kind::Truncate => Disturbance::Truncate(self.value),
            Kind::Empty => Disturbance::Shaped(Shape::Empty),
            Kind::Hang => Disturbance::Hang,
            Kind::SlowBody => Disturbance::SlowBody(Duration::from_millis(
                self.value.unwrap_or(DEFAULT_SLOW_BODY_MS),
            )),
            Kind::RateLimit => Disturbance::Shaped(Shape::RateLimited),
            Kind::Verification => Disturbance::Shaped(Shape::Verification),
            Kind::Reset => Disturbance::Reset,
        })
    }

    /// Reads one element of the list, or says everything that is wrong with it.
    pub fn parse(value: &Value) -> Result<Self, Vec<Violation>> {
        let mut violations = Vec::new();
        let mut reject = |field, reason: String| violations.push(Violation { field, reason });
        if let Some(unknown) = unknown_field(value) {
            reject("fault", format!("`{unknown}` is no field of a fault"));
        }
        let target = read_target(value).map_err(|reason| reject("target", reason)).ok().flatten();
        let operation = read_operation(value, target)
            .map_err(|reason| reject("operation", reason))
            .ok()
            .flatten();
        let kind = read_kind(value).map_err(|reason| reject("kind", reason)).ok();
        let number = read_value(value, kind).map_err(|reason| reject("value", reason)).ok();
        let probability =
            read_probability(value).map_err(|reason| reject("probability", reason)).ok();
        match (kind, number, probability) {
            (Some(kind), Some(value), Some(probability)) if violations.is_empty() => {
                Ok(Self { target, operation, kind, value, probability })
            }
            _ => Err(violations),
        }
    }
}

fn unknown_field(value: &Value) -> Option<&str> {
    const KNOWN: [&str; 5] = ["target", "operation", "kind", "value", "probability"];
    value.as_object()?.keys().map(String::as_str).find(|key| !KNOWN.contains(key))
}

fn read_target(value: &Value) -> Result<Option<Target>, String> {
    match value["target"].as_str() {
        Some("*") => Ok(None),
        Some(name) => Target::named(name)
            .map(Some)
            .ok_or_else(|| format!("unknown target `{name}`; there are {}", names(Target::ALL))),
        None => Err(format!("missing; there are {}", names(Target::ALL))),
    }
}

fn names(targets: impl IntoIterator<Item = Target>) -> String {
    let mut names = "*".to_owned();
    for target in targets {
        let _ = write!(names, ", {}", target.name());
    }
    names
}

fn read_operation(value: &Value, target: Option<Target>) -> Result<Option<Operation>, String> {
    let name = match &value["operation"] {
        Value::Null => return Ok(None),
        Value::String(name) if name == "*" => return Ok(None),
        Value::String(name) => name,
        _ => return Err("must be a string".to_owned()),
    };
    let fits = |operation: &Operation| target.is_none_or(|target| operation.belongs_to(target));
    let mut fitting = Operation::ALL.into_iter().filter(fits);
    if let Some(operation) = fitting.find(|operation| operation.name() == name) {
        return Ok(Some(operation));
    }
    let mut known = "*".to_owned();
    for operation in Operation::ALL.into_iter().filter(fits) {
        let _ = write!(known, ", {}", operation.name());
    }
    Err(format!("unknown operation `{name}`; there are {known}"))
}

fn read_kind(value: &Value) -> Result<Kind, String> {
    serde_json::from_value(value["kind"].clone()).map_err(|_| match value["kind"].as_str() {
        Some(name) => format!("unknown kind `{name}`; there are {}", Kind::NAMES),
        None => format!("missing; there are {}", Kind::NAMES),
    })
}

fn read_value(value: &Value, kind: Option<Kind>) -> Result<Option<u64>, String> {
    let number = match &value["value"] {
        Value::Null => None,
        Value::Number(number) => {
            Some(number.as_u64().ok_or_else(|| "must be a whole number".to_owned())?)
        }
        _ => return Err("must be a whole number".to_owned()),
    };
    match (kind, number) {
        (Some(Kind::Latency), None) => Err("a latency needs milliseconds".to_owned()),
        (Some(Kind::Latency | Kind::SlowBody), Some(ms)) if ms > LONGEST_MS => {
            Err(format!("must be at most {LONGEST_MS} milliseconds"))
        }
        (Some(Kind::Status), number) if !number.is_some_and(|s| (200..600).contains(&s)) => {
            Err("a status needs a number from 200 to 599".to_owned())
        }
        _ => Ok(number),
    }
}

fn read_probability(value: &Value) -> Result<f64, String> {
    match &value["probability"] {
        Value::Null => Ok(1.0),
        given => given
            .as_f64()
            .filter(|probability| (0.0..=1.0).contains(probability))
            .ok_or_else(|| "must be a number from 0 to 1".to_owned()),
    }
}
