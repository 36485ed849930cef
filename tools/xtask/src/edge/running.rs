use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::Result;
use nix::sys::signal::Signal;

use super::{build, build_spin};
use crate::process::Services;
use crate::{probe, workspace};

/// Which edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EdgeKind {
    /// The worker, on `wrangler dev`.
    Cloudflare,
    /// The component, on `tools/spin-host`.
    Spin,
}

impl EdgeKind {
    /// Brings it up to date.
    pub fn build(self) -> Result<()> {
        match self {
            Self::Cloudflare => build(),
            Self::Spin => build_spin(),
        }
    }

    /// As its own command alone would start it.
    pub fn development(self, port: u16) -> Edge {
        match self {
            Self::Cloudflare => Edge::worker_development(port),
            Self::Spin => Edge::spin_development(port),
        }
    }

    /// One that shares nothing with the development one: its state is in `directory`, it builds
    /// nothing itself, and where its variables name the first port of a pair they get the second.
    /// `settings`, a JSON file, is laid over the settings document.
    pub fn apart(
        self,
        directory: &Path,
        port: u16,
        moved: &[(u16, u16)],
        settings: &Path,
    ) -> Result<Edge> {
        match self {
            Self::Cloudflare => Edge::worker_apart(directory, port, moved, settings),
            Self::Spin => Edge::spin_apart(directory, port, moved, settings),
        }
    }
}

/// One edge: what starts it and where it answers.
#[derive(Debug)]
pub struct Edge {
    pub(super) port: u16,
    pub(super) program: PathBuf,
    pub(super) arguments: Vec<OsString>,
    pub(super) variables: Vec<(String, String)>,
}

impl Edge {
    /// Where it answers.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Starts it among `services` and waits until it answers.
    pub fn serve(&self, services: &mut Services) -> Result<()> {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).current_dir(workspace::root());
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        services.start(
            "edge",
            &mut command,
            Signal::SIGTERM,
            // Wrangler runs the build first, which is not always a short one.
            Duration::from_mins(8),
            || probe::answers(self.port, "/health"),
        )
    }

    /// What starts it, as JSON for a program that does so itself: `{url, program, arguments,
    /// variables, directory}`.
    pub fn to_json(&self) -> serde_json::Value {
        let text = |text: &OsString| text.to_string_lossy().into_owned();
        let variables = self.variables.iter().cloned();
        let variables: serde_json::Map<_, _> =
            variables.map(|(name, value)| (name, value.into())).collect();
        serde_json::json!({
            "url": self.url(),
            "program": self.program,
            "arguments": self.arguments.iter().map(text).collect::<Vec<_>>(),
            "variables": variables,
            "directory": workspace::root(),
        })
    }
}
