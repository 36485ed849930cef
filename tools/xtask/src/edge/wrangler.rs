//! `wrangler dev`.

use std::ffi::OsString;
use std::path::Path;

use anyhow::{Context as _, Result};
use toml::{Table, Value};

use super::build::SCRIPT;
use super::{Edge, exchanged, overlaid_by};
use crate::workspace;

impl Edge {
    /// As `npx wrangler dev` alone would start it.
    pub fn worker_development(port: u16) -> Self {
        let state = workspace::path(".wrangler/state");
        Self::worker(port, &workspace::path("wrangler.toml"), &state)
    }

    /// A copy that shares nothing with the development one: its state is in `directory`, it builds
    /// nothing itself, and where its variables name the first port of a pair they get the second.
    /// `settings`, a JSON file, is laid over the settings document.
    pub fn worker_apart(
        directory: &Path,
        port: u16,
        moved: &[(u16, u16)],
        settings: &Path,
    ) -> Result<Self> {
        let script = workspace::path(SCRIPT);
        Self::worker_of(&script, directory, port, moved, settings)
    }

    /// The same of another script.
    pub fn worker_of(
        script: &Path,
        directory: &Path,
        port: u16,
        moved: &[(u16, u16)],
        settings: &Path,
    ) -> Result<Self> {
        let mut config = configuration()?;
        config.remove("build");
        config.insert("main".into(), Value::String(script.display().to_string()));
        let mut variables = moved_variables(&config, moved);
        let document = variables.get("SETTINGS").and_then(Value::as_str).unwrap_or("{}");
        let document = overlaid_by(document, settings)?;
        variables.insert("SETTINGS".into(), Value::String(document));
        config.insert("vars".into(), Value::Table(variables));

        let path = directory.join("wrangler.toml");
        std::fs::create_dir_all(directory)?;
        std::fs::write(&path, config.to_string())?;
        Ok(Self::worker(port, &path, &directory.join("state")))
    }

    /// Its KV and Durable Objects keep their data in `state`.
    fn worker(port: u16, config: &Path, state: &Path) -> Self {
        // Node itself, not the launcher in `.bin`: one process less between us and the worker.
        let wrangler = workspace::path("node_modules/wrangler/bin/wrangler.js");
        let port_text = port.to_string();
        let arguments: [OsString; 13] = [
            wrangler.into(),
            "dev".into(),
            "--config".into(),
            config.into(),
            "--persist-to".into(),
            state.into(),
            "--port".into(),
            port_text.into(),
            "--ip=127.0.0.1".into(),
            // No debugger: its port would be one more that two of these fight for.
            "--inspector-port".into(),
            "0".into(),
            "--show-interactive-dev-session".into(),
            "false".into(),
        ];
        let variables = [("WRANGLER_SEND_METRICS", "false"), ("CI", "true"), ("NO_COLOR", "1")];
        let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
        Self {
            port,
            program: "node".into(),
            arguments: arguments.into(),
            variables: variables.into(),
        }
    }
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
    variables
        .into_iter()
        .map(|(name, value)| match value {
            Value::String(text) => (name, Value::String(exchanged(text, moved))),
            other => (name, other),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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
