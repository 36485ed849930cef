//! The origin, as development and tests run it.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result};
use nix::sys::signal::Signal;

use crate::process::Services;
use crate::{probe, workspace};

/// The settings of `make dev`.
const CONFIG: &str = "deploy/dev/origin.toml";

/// Where one origin listens and what it works with.
#[derive(Debug)]
pub struct Origin {
    /// The program.
    pub program: PathBuf,
    /// Port for HTTP and gRPC-Web.
    pub http: u16,
    /// Port for gRPC.
    pub grpc: u16,
    /// Port of the sandbox that stands for the SMS vendors.
    pub sandbox: u16,
    /// Port of the edge that events go to.
    pub edge: u16,
    /// Address of its database.
    pub database_url: String,
}

impl Origin {
    /// Starts it among `services` and waits until its dependencies answer too.
    pub fn start(&self, services: &mut Services) -> Result<()> {
        let ready = || probe::answers(self.http, "/health/ready");
        let limit = Duration::from_mins(1);
        services.start("origin", &mut self.command(&[]), Signal::SIGTERM, limit, ready)
    }

    /// The program with this origin's settings, and arguments of its own.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        let vendor = |path: &str| format!("http://127.0.0.1:{}/sms/{path}", self.sandbox);
        command
            .current_dir(workspace::root())
            .args(["--config", CONFIG])
            .args(arguments)
            .env("DATABASE_URL", &self.database_url)
            .env("LISTEN_HTTP_ADDRESS", format!("127.0.0.1:{}", self.http))
            .env("LISTEN_GRPC_ADDRESS", format!("127.0.0.1:{}", self.grpc))
            .env("LISTEN_EDGE_PUSH_URLS", format!("http://127.0.0.1:{}", self.edge))
            .env("LISTEN_SMS_ALIYUN_ENDPOINT", vendor("aliyun"))
            .env("LISTEN_SMS_TENCENT_ENDPOINT", vendor("tencent"))
            .env("LISTEN_SMS_TWILIO_ENDPOINT", vendor("twilio"));
        command
    }
}

/// What the development origin signs its pushes with.
pub fn push_key() -> Result<String> {
    let config: toml::Table = std::fs::read_to_string(workspace::path(CONFIG))?.parse()?;
    let key = config.get("edge").and_then(|edge| edge.get("push_key")?.as_str());
    Ok(key.with_context(|| format!("{CONFIG} has no edge.push_key"))?.to_owned())
}
