//! `wrangler dev`.

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

    /// A copy that shares nothing with the development one: its state is in `directory`, and every
    /// address among its variables that begins with the first of a pair of `moved` gets the second.
    /// It serves the script as built, and builds nothing itself.
    pub fn apart(directory: &Path, port: u16, moved: &[(String, String)]) -> Result<Self> {
        let text = std::fs::read_to_string(workspace::path("wrangler.toml"))?;
        let config = directory.join("wrangler.toml");
        std::fs::create_dir_all(directory)?;
        std::fs::write(&config, moved_config(&text, &workspace::path(SCRIPT), moved)?)?;
        Ok(Self { config, state: directory.join("state"), port })
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

fn moved_config(text: &str, script: &Path, moved: &[(String, String)]) -> Result<String> {
    let mut config: Table = text.parse().context("wrangler.toml is not TOML")?;
    config.remove("build");
    config.insert("main".into(), Value::String(script.display().to_string()));
    if let Some(Value::Table(variables)) = config.get_mut("vars") {
        for (_, value) in variables.iter_mut() {
            if let Value::String(text) = value {
                *text = moved.iter().fold(text.clone(), |text, (from, to)| text.replace(from, to));
            }
        }
    }
    Ok(config.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_and_the_build_differ() {
        let text = r#"
            name = "edge"
            main = "edge/build/index.js"
            [build]
            command = "cargo xtask build edge"
            [vars]
            ORIGIN_URL = "http://127.0.0.1:8001"
            SETTINGS = '{"base":"http://127.0.0.1:8900/qq","attempts":3}'
        "#;
        let moved = [
            ("http://127.0.0.1:8001".to_owned(), "http://127.0.0.1:41".to_owned()),
            ("http://127.0.0.1:8900".to_owned(), "http://127.0.0.1:42".to_owned()),
        ];
        let config: Table =
            moved_config(text, Path::new("/built/index.js"), &moved).unwrap().parse().unwrap();
        assert_eq!(config["name"].as_str(), Some("edge"));
        assert_eq!(config["main"].as_str(), Some("/built/index.js"));
        assert!(!config.contains_key("build"));
        assert_eq!(config["vars"]["ORIGIN_URL"].as_str(), Some("http://127.0.0.1:41"));
        assert_eq!(
            config["vars"]["SETTINGS"].as_str(),
            Some(r#"{"base":"http://127.0.0.1:42/qq","attempts":3}"#)
        );
    }
}
