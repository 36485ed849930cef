use base64::{Engine, prelude::BASE64_STANDARD};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use wasm_shared::settings::{FieldProblem, Settings, tree};

use crate::releases::ReleaseError;

/// Where the keys are; on the way in it may be missing.
const PREFIX: &str = "listen-stream/settings/";

#[derive(Serialize, Deserialize)]
struct Pair {
    key: String,
    #[serde(default)]
    flags: u64,
    /// Base64; a folder has an empty one, or null.
    value: Option<String>,
}

/// A text as it is, anything else as JSON. Secrets are left out.
pub(super) fn write(document: &Value) -> Value {
    let mut document = document.clone();
    for name in Settings::SECRETS {
        tree::remove(&mut document, name);
    }
    let pairs = tree::leaves(&document).into_iter().map(|(name, value)| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let (key, value) = (name.replace('.', "/"), BASE64_STANDARD.encode(text));
        Pair { key: format!("{PREFIX}{key}"), flags: 0, value: Some(value) }
    });
    json!(pairs.collect::<Vec<_>>())
}

/// What a key's text is, its type decides: a text where the default is one, and JSON otherwise.
pub(super) fn read(pairs: &Value) -> Result<Value, ReleaseError> {
    let pairs: Vec<Pair> = serde::Deserialize::deserialize(pairs)
        .map_err(|error: serde_json::Error| ReleaseError::invalid("content", error.to_string()))?;
    let defaults = serde_json::to_value(Settings::default()).unwrap_or_default();
    let (mut document, mut problems) = (json!({}), Vec::new());
    for Pair { key, value, .. } in pairs {
        if key.ends_with('/') {
            continue;
        }
        let field = key.strip_prefix(PREFIX).unwrap_or(&key).replace('/', ".");
        let text = BASE64_STANDARD.decode(value.unwrap_or_default());
        let text = text.ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let is_text = tree::get(&defaults, &field).is_some_and(Value::is_string);
        let value = text.and_then(|text| {
            if is_text { Some(Value::from(text)) } else { serde_json::from_str(&text).ok() }
        });
        if let Some(value) = value {
            tree::put(&mut document, &field, value);
        } else {
            let reason = "is not base64 of JSON".to_owned();
            problems.push(FieldProblem { field, reason });
        }
    }
    if problems.is_empty() { Ok(document) } else { Err(ReleaseError::Invalid(problems)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_comes_back_from_its_keys() {
        let document = json!({
            "chain": {"deadline_ms": 4000, "retry_budget_ratio": 0.25},
            "sources": {"order": ["kugou", "qq"], "joox": {"country": "my", "legacy": true}},
            "stream": {"allowed_private": []},
        });
        let written = write(&document);
        let first = &written[0];
        assert_eq!(first["key"], "listen-stream/settings/chain/deadline_ms");
        assert_eq!((&first["flags"], &first["value"]), (&json!(0), &json!("NDAwMA==")));
        assert_eq!(read(&written).unwrap(), document);
    }

    /// As `consul kv export` prints a folder, a key without prefix and a text that looks like a number.
    #[test]
    fn what_consul_prints_is_understood() {
        let pairs = json!([
            {"key": "listen-stream/settings/", "flags": 0, "value": ""},
            {"key": "sources/joox/country", "flags": 42, "value": "MTI="},
        ]);
        assert_eq!(read(&pairs).unwrap(), json!({"sources": {"joox": {"country": "12"}}}));
    }

    #[test]
    fn what_is_no_value_is_named() {
        let pairs = json!([
            {"key": "chain/deadline_ms", "value": "c29vbg=="},
            {"key": "chain/candidates", "value": "%"},
        ]);
        let Err(ReleaseError::Invalid(problems)) = read(&pairs) else { panic!("it was read") };
        let named: Vec<_> = problems.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(named, ["chain.deadline_ms", "chain.candidates"]);
        assert!(read(&json!({})).is_err() && read(&json!([{"flags": 0}])).is_err());
    }
}
