//! The edges: how each is built, and how it is served on this machine.

mod build;
mod running;
mod spin;
mod wrangler;

pub use build::{SCRIPT, build, build_worker_contract};
pub use running::{Edge, EdgeKind};
pub use spin::{build_spin, build_spin_contract};
pub use wrangler::{configuration, development_variable, moved_variables};

use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::Value;

/// A text with ports of this machine exchanged.
fn exchanged(text: String, moved: &[(u16, u16)]) -> String {
    moved.iter().fold(text, |text, (from, to)| {
        text.replace(&format!("127.0.0.1:{from}"), &format!("127.0.0.1:{to}"))
    })
}

/// A JSON document with that of a file laid over it, member by member.
fn overlaid_by(document: &str, file: &Path) -> Result<String> {
    let overlay = serde_json::from_str(&std::fs::read_to_string(file)?)
        .with_context(|| format!("{} is not JSON", file.display()))?;
    overlaid(document, overlay)
}

/// A JSON document with another laid over it, member by member.
pub fn overlaid(document: &str, overlay: Value) -> Result<String> {
    let mut document = serde_json::from_str(document).context("the settings are not JSON")?;
    lay_over(&mut document, overlay);
    Ok(document.to_string())
}

fn lay_over(document: &mut Value, overlay: Value) {
    match (document, overlay) {
        (Value::Object(members), Value::Object(overlay)) => {
            for (name, value) in overlay {
                lay_over(members.entry(name).or_insert(Value::Null), value);
            }
        }
        (place, value) => *place = value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_overlay_replaces_what_it_names() {
        let document = r#"{"a":{"b":1,"c":2},"d":[1,2]}"#;
        assert_eq!(
            overlaid(document, serde_json::json!({"a":{"c":3},"d":[],"e":true})).unwrap(),
            r#"{"a":{"b":1,"c":3},"d":[],"e":true}"#
        );
    }
}
