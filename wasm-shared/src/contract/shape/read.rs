use std::borrow::Cow;

use serde_json::Value;
use url::Url;

use super::{Faults, Kind, Shape};
use crate::{catalog::model::TrackId, contract::wire::MessageWriter, http::Problem};

/// The latest instant that RFC 3339 can write, 9999-12-31T23:59:59.999Z.
const LATEST_MS: i64 = 253_402_300_799_999;

/// Reads a body as the message of a shape.
///
/// # Errors
/// `invalid_fields`
pub fn read(shape: &Shape, body: &Value) -> Result<MessageWriter, Problem> {
    let mut faults = Faults::default();
    let message = read_object(shape, body, "", &mut faults, MessageWriter::default());
    faults.none_or(message)
}

/// Writes the members of an object, which stands at `path`, into `message`.
pub fn read_object(
    shape: &Shape,
    value: &Value,
    path: &str,
    faults: &mut Faults,
    mut message: MessageWriter,
) -> MessageWriter {
    let Some(members) = value.as_object() else {
        faults.add(if path.is_empty() { "body" } else { path }, "must be an object");
        return message;
    };
    for member in shape {
        let path = join(path, member.name);
        match members.get(member.name) {
            None | Some(Value::Null) if member.optional => {}
            None | Some(Value::Null) => faults.add(path, "is missing"),
            Some(value) => {
                message = read_value((member.kind, member.field), value, &path, faults, message);
            }
        }
    }
    message
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

fn read_value(
    (kind, field): (Kind, u32),
    value: &Value,
    path: &str,
    faults: &mut Faults,
    message: MessageWriter,
) -> MessageWriter {
    match kind {
        Kind::Object(shape) => {
            let within = read_object(shape, value, path, faults, MessageWriter::default());
            message.message(field, &within)
        }
        Kind::Track(shape) => {
            let id = value.get("id").unwrap_or(&Value::Null);
            let id_path = join(path, "id");
            let message = read_value((Kind::TrackId, field), id, &id_path, faults, message);
            let snapshot = read_object(shape, value, path, faults, MessageWriter::default());
            message.message(field + 1, &snapshot)
        }
        Kind::List(least, most, kind) => {
            let in_bounds = |list: &&Vec<Value>| (least..=most).contains(&list.len());
            let Some(items) = value.as_array().filter(in_bounds) else {
                faults.add(path, format!("must be a list of {least} to {most}"));
                return message;
            };
            items.iter().enumerate().fold(message, |message, (index, item)| {
                read_value((*kind, field), item, &format!("{path}[{index}]"), faults, message)
            })
        }
        kind => match read_scalar(kind, value) {
            Ok(Scalar::Number(number)) => message.number(field, number),
            Ok(Scalar::Text(text)) => message.text(field, text),
            Err(reason) => {
                faults.add(path, reason);
                message
            }
        },
    }
}

/// What a member is in the message.
enum Scalar<'v> {
    Number(u64),
    Text(&'v str),
}

/// Reads what has nothing within; otherwise says what it must be.
fn read_scalar(kind: Kind, value: &Value) -> Result<Scalar<'_>, Cow<'static, str>> {
    match kind {
        Kind::Number(most) => {
            let number = value.as_u64().filter(|number| *number <= most).map(Scalar::Number);
            return number.ok_or_else(|| format!("must be a whole number from 0 to {most}").into());
        }
        Kind::Flag => {
            let flag = value.as_bool().map(|flag| Scalar::Number(flag.into()));
            return flag.ok_or("must be true or false".into());
        }
        _ => {}
    }
    let text = value.as_str().ok_or("must be a text")?;
    let read = match kind {
        Kind::Text { least, most } => return read_text(text, least, most, &[]),
        Kind::Lines(most) => return read_text(text, 0, most, &['\n', '\r']),
        Kind::Url => is_url(text).then_some(Scalar::Text(text)),
        Kind::TrackId => TrackId::parse(text).map(|_| Scalar::Text(text)),
        Kind::Instant => instant(text).map(Scalar::Number),
        Kind::Choice(choices) => choices.contains(&text).then_some(Scalar::Text(text)),
        Kind::Enumeration(choices) => {
            let place = choices.iter().position(|choice| *choice == text);
            place.map(|place| Scalar::Number(place as u64 + 1))
        }
        _ => None,
    };
    read.ok_or_else(|| match kind {
        Kind::Url => {
            format!("must be an http or https URL of at most {} characters", Kind::LONGEST_URL)
                .into()
        }
        Kind::TrackId => "is not a track id, {source}:{id}".into(),
        Kind::Instant => "must be an instant, RFC 3339".into(),
        Kind::Choice(choices) | Kind::Enumeration(choices) => {
            format!("must be one of {}", choices.join(", ")).into()
        }
        _ => "is not expected".into(),
    })
}

/// `allowed` of the control characters.
fn read_text<'t>(
    text: &'t str,
    least: usize,
    most: usize,
    allowed: &[char],
) -> Result<Scalar<'t>, Cow<'static, str>> {
    let is_odd = |character: char| character.is_control() && !allowed.contains(&character);
    if text.trim().chars().take(least).count() < least {
        Err(if least == 1 {
            "must not be empty".into()
        } else {
            format!("must have at least {least} characters").into()
        })
    } else if text.chars().count() > most {
        Err(format!("must have at most {most} characters").into())
    } else if text.contains(is_odd) {
        Err("must not hold control characters".into())
    } else {
        Ok(Scalar::Text(text))
    }
}

fn is_url(text: &str) -> bool {
    // The parser passes over what browsers pass over.
    let is_odd = |character: char| character.is_control() || character == ' ';
    text.chars().count() <= Kind::LONGEST_URL
        && !text.contains(is_odd)
        && Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

/// Milliseconds since the epoch.
fn instant(text: &str) -> Option<u64> {
    let millis = text.parse::<jiff::Timestamp>().ok()?.as_millisecond();
    if millis > LATEST_MS { None } else { millis.try_into().ok() }
}
