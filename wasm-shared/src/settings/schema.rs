use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use super::{Range, Settings};

/// Endings of names that say a unit, and the unit as it is shown.
const UNITS: [(&str, &str); 6] = [
    ("_per_minute", "per minute"),
    ("_per_second", "per second"),
    ("_bytes", "bytes"),
    ("_days", "days"),
    ("_ms", "ms"),
    ("_s", "s"),
];

/// The JSON Schema (2020-12) of the document, without references. Beside what types say, a property
/// has a `title`, a number its `minimum` and `maximum`, what is measured an `x-unit`, and a secret is
/// `writeOnly`. A document may leave out everything.
pub fn schema() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|with| with.inline_subschemas = true);
    let mut schema = settings.into_generator().into_root_schema_for::<Settings>().to_value();
    describe("", &mut schema);
    schema
}

fn describe(name: &str, schema: &mut Value) {
    if let Some(members) = schema.as_object_mut() {
        // A member of a document that names what differs may be missing.
        members.remove("required");
        // Sizes of Rust's numbers.
        members.remove("format");
    }
    if let Some(range) = Range::of(name) {
        schema["minimum"] = bound(range.least);
        schema["maximum"] = bound(range.most);
    }
    if Settings::SECRETS.contains(&name) {
        schema["writeOnly"] = true.into();
    }
    if let Some(last) = name.rsplit('.').next().filter(|last| !last.is_empty()) {
        let unit = UNITS.iter().find(|(ending, _)| last.ends_with(ending));
        schema["title"] = title(unit.map_or(last, |(ending, _)| last.trim_end_matches(ending)));
        if let Some((_, unit)) = unit {
            schema["x-unit"] = (*unit).into();
        }
    }
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else {
        return;
    };
    for (member, below) in properties {
        let name = if name.is_empty() { member.clone() } else { format!("{name}.{member}") };
        describe(&name, below);
    }
}

/// Whole where it is.
fn bound(number: f64) -> Value {
    #[expect(clippy::cast_possible_truncation, reason = "bounds are far below 2⁵³")]
    if number.fract() == 0.0 { json!(number as i64) } else { json!(number) }
}

/// `deadline` → `Deadline`, `hedge_after` → `Hedge after`.
fn title(name: &str) -> Value {
    let words = name.replace('_', " ");
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::tree;

    fn at<'s>(schema: &'s Value, name: &str) -> &'s Value {
        name.split('.').fold(schema, |below, part| &below["properties"][part])
    }

    #[test]
    fn every_field_is_described_with_its_bounds_and_unit() {
        let schema = schema();
        let defaults = serde_json::to_value(Settings::default()).unwrap();
        for (field, value) in tree::leaves(&defaults) {
            let described = at(&schema, &field);
            let text = described["description"].as_str().unwrap_or_default();
            assert!(!text.is_empty(), "{field}: {described}");
            assert_eq!(described["maximum"].is_number(), value.is_number(), "{field}");
        }
        let deadline = at(&schema, "chain.deadline_ms");
        assert_eq!((&deadline["minimum"], &deadline["maximum"]), (&json!(100), &json!(60_000)));
        assert_eq!((&deadline["title"], &deadline["x-unit"]), (&json!("Deadline"), &json!("ms")));
        assert_eq!(at(&schema, Settings::SECRETS[0])["writeOnly"], true);
        assert!(!schema.to_string().contains("$ref"));
    }
}
