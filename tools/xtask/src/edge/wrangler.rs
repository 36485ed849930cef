//! `wrangler dev`.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result};
use nix::sys::signal::Signal;
use toml::{Table, Value};

use super::build::SCRIPT;
use crate::process::Services;
use crate::{probe, workspace};

/// One `wrangler dev`: which configuration it takes and where it answers.
#[derive(Debug)]
pub struct Wrangler {
    config: PathBuf,
    /// Where its KV and Durable Objects keep their data.
    state: PathBuf,
    port: u16,
}

impl Wrangler {
    /// As `npx wrangler dev` alone would start it.
    pub fn development(port: u16) -> Self {
        Self {
            config: workspace::path("wrangler.toml"),
            state: workspace::path(".wrangler/state"),
            port,
        }
    }

    /// A copy that shares nothing with the development one: its state is in `directory`, it builds
    /// nothing itself, and where its variables name the first port of a pair they get the second.
    /// `settings`, a JSON file, is laid over the settings document.
    pub fn apart(
        directory: &Path,
        port: u16,
        moved: &[(u16, u16)],
        settings: &Path,
    ) -> Result<Self> {
        let mut config = configuration()?;
        config.remove("build");
        let script = workspace::path(SCRIPT).display().to_string();
        config.insert("main".into(), Value::String(script));
        let mut variables = moved_variables(&config, moved);
        let document = variables.get("SETTINGS").and_then(Value::as_str).unwrap_or("{}");
        let overlay = serde_json::from_str(&std::fs::read_to_string(settings)?)
            .with_context(|| format!("{} is not JSON", settings.display()))?;
        let document = overlaid(document, overlay)?;
        variables.insert("SETTINGS".into(), Value::String(document));
        config.insert("vars".into(), Value::Table(variables));

        let path = directory.join("wrangler.toml");
        std::fs::create_dir_all(directory)?;
        std::fs::write(&path, config.to_string())?;
        Ok(Self { config: path, state: directory.join("state"), port })
    }

    /// What starts it, as JSON for a program that does so itself: `{url, program, arguments,
    /// variables, directory}`.
    pub fn to_json(&self) -> serde_json::Value {
        let command = self.command();
        let text = |text: &OsStr| text.to_string_lossy().into_owned();
        let variables: serde_json::Map<_, _> = command
            .get_envs()
            .filter_map(|(name, value)| Some((text(name), text(value?).into())))
            .collect();
        serde_json::json!({
            "url": format!("http://127.0.0.1:{}", self.port),
            "program": text(command.get_program()),
            "arguments": command.get_args().map(text).collect::<Vec<_>>(),
            "variables": variables,
            "directory": workspace::root(),
        })
    }

    fn command(&self) -> Command {
        // Node itself, not the launcher in `.bin`: one process less between us and the worker.
        let mut command = Command::new("node");
        command
            .arg(workspace::path("node_modules/wrangler/bin/wrangler.js"))
            .arg("dev")
            .arg("--config")
            .arg(&self.config)
            .arg("--persist-to")
            .arg(&self.state)
            .args(["--port", &self.port.to_string(), "--ip", "127.0.0.1"])
            // No debugger: its port would be one more that two of these fight for.
            .args(["--inspector-port", "0", "--show-interactive-dev-session", "false"])
            .current_dir(workspace::root())
            .env("WRANGLER_SEND_METRICS", "false")
            .env("CI", "true")
            .env("NO_COLOR", "1");
        command
    }
}

/// Starts it among `services` and waits until the worker answers.
pub fn serve(wrangler: &Wrangler, services: &mut Services) -> Result<()> {
    let port = wrangler.port;
    services.start(
        "edge",
        &mut wrangler.command(),
        Signal::SIGTERM,
        // It runs the build first, which is not always a short one.
        Duration::from_mins(8),
        || probe::answers(port, "/health"),
    )
}

/// `wrangler.toml`.
pub fn configuration() -> Result<Table> {
    let text = std::fs::read_to_string(workspace::path("wrangler.toml"))?;
    text.parse().context("wrangler.toml is not TOML")
}

/// One of the worker's development variables.
pub fn development_variable(name: &str) -> Result<String> {
    let config = configuration()?;
    let value = config.get("vars").and_then(|variables| variables.get(name)?.as_str());
    Ok(value.with_context(|| format!("wrangler.toml has no {name}"))?.to_owned())
}

/// The worker's variables, with ports of this machine exchanged.
pub fn moved_variables(config: &Table, moved: &[(u16, u16)]) -> Table {
    let variables = config.get("vars").and_then(Value::as_table).cloned().unwrap_or_default();
    let exchange = |text: String, (from, to): &(u16, u16)| {
        text.replace(&format!("127.0.0.1:{from}"), &format!("127.0.0.1:{to}"))
    };
    variables
        .into_iter()
        .map(|(name, value)| match value {
            Value::String(text) => (name, Value::String(moved.iter().fold(text, exchange))),
            other => (name, other),
        })
        .collect()
}

/// A JSON document with another laid over it, member by member.
pub fn overlaid(document: &str, overlay: serde_json::Value) -> Result<String> {
    let mut document = serde_json::from_str(document).context("SETTINGS is not JSON")?;
    lay_over(&mut document, overlay);
    Ok(document.to_string())
}

fn lay_over(document: &mut serde_json::Value, overlay: serde_json::Value) {
    match (document, overlay) {
        (serde_json::Value::Object(members), serde_json::Value::Object(overlay)) => {
            for (name, value) in overlay {
                lay_over(members.entry(name).or_insert(serde_json::Value::Null), value);
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

    #[test]
    fn only_the_named_ports_differ() {
        let config: Table = r#"
            [vars]
            ORIGIN_URL = "http://127.0.0.1:8001"
            SETTINGS = '{"base":"http://127.0.0.1:8900/qq","private":["127.0.0.1:8900"],"issuer":"http://127.0.0.1:8787"}'
        "#
        .parse()
        .unwrap();
        let variables = moved_variables(&config, &[(8001, 41), (8900, 42)]);
        assert_eq!(variables["ORIGIN_URL"].as_str(), Some("http://127.0.0.1:41"));
        assert_eq!(
            variables["SETTINGS"].as_str(),
            Some(
                r#"{"base":"http://127.0.0.1:42/qq","private":["127.0.0.1:42"],"issuer":"http://127.0.0.1:8787"}"#
            )
        );
    }
}
