//! Recorded answers, damaged: for tests that no answer whatever makes a reader panic. Proptest's own
//! `PROPTEST_CASES` says how many are tried.

use proptest::prelude::*;
use serde_json::{Value, json};

/// `recorded`, a JSON text, with one of its values replaced, removed or put in another's place; or
/// cut short; or not JSON at all.
pub fn damaged(recorded: &'static [u8]) -> impl Strategy<Value = Vec<u8>> {
    let whole: Value = serde_json::from_slice(recorded).expect("the recorded answer is JSON");
    let odd = prop_oneof![
        Just(json!(null)),
        Just(json!({})),
        Just(json!([])),
        Just(json!([[], {}, null, 1, "x"])),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        "[a-zA-Z0-9+/=%&;<>{}.:?-]{0,40}".prop_map(Value::from),
    ];
    let replaced = (any::<prop::sample::Index>(), odd).prop_map(move |(index, odd)| {
        let mut value = whole.clone();
        let count = count(&value);
        replace(&mut value, index.index(count), odd);
        value.to_string().into_bytes()
    });
    let cut = any::<prop::sample::Index>()
        .prop_map(move |index| recorded[..index.index(recorded.len())].to_vec());
    prop_oneof![8 => replaced, 1 => cut, 1 => any::<Vec<u8>>()]
}

/// `recorded`, a page or a callback around a JSON text from its first `{` to its last `}`, with that text
/// damaged.
pub fn damaged_within(recorded: &'static [u8]) -> impl Strategy<Value = Vec<u8>> {
    let begin = recorded.iter().position(|byte| *byte == b'{').expect("there is JSON in it");
    let end = recorded.iter().rposition(|byte| *byte == b'}').expect("there is JSON in it") + 1;
    damaged(&recorded[begin..end])
        .prop_map(move |json| [&recorded[..begin], &json, &recorded[end..]].concat())
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(fields) => fields.values().map(count).sum(),
        _ => 0,
    }
}

/// Replaces the value at `place`, counted from the root down; what is left of `place` behind it.
fn replace(value: &mut Value, place: usize, odd: Value) -> Option<usize> {
    if place == 0 {
        *value = odd;
        return None;
    }
    let parts: Vec<&mut Value> = match value {
        Value::Array(items) => items.iter_mut().collect(),
        Value::Object(fields) => fields.values_mut().collect(),
        _ => Vec::new(),
    };
    let mut place = place - 1;
    for part in parts {
        place = replace(part, place, odd.clone())?;
    }
    Some(place)
}
