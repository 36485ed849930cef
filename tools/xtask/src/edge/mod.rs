//! The edges: how each is built, and how it is served on this machine.

mod build;
mod running;
mod spin;
mod wrangler;

pub use build::{SCRIPT, build, build_worker_contract};
pub use running::{Edge, EdgeKind};
pub use spin::{build_spin, build_spin_contract};
pub use wrangler::{configuration, development_variable, moved_variables};

use std::fs::File;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::process::Group;
use crate::workspace;

/// Begins to compile both edges, behind everything else that wants the machine. Whoever builds them later
/// has less to do, and is told what there is to tell.
pub fn compile_ahead() -> Result<Group> {
    let log = File::create(workspace::path("target/edges-ahead.log"))?;
    let commands = format!("{}; {}", build::COMMAND, spin::build_command()?);
    let mut nice = Command::new("nice");
    nice.args(["sh", "-c", &commands]).current_dir(workspace::root());
    Group::start(nice.stdout(log.try_clone()?).stderr(log))
}

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
