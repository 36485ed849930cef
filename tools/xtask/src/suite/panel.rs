//! The panel in a browser, over a system that runs.

use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use serde_json::json;

use super::black_box::over_a_system;
use super::cargo_test::counted;
use super::database::directory;
use super::report::Tally;
use super::system::System;
use crate::edge::EdgeKind;
use crate::generated::Mode;
use crate::{edge, panel, workspace};

/// The administrator that the tests begin with.
const EMAIL: &str = "owner@listen.test";

/// Builds worker and panel, and has a browser use the panel over the origin that embeds it.
pub fn browser() -> Result<Tally> {
    let chromium = chromium()?;
    edge::build()?;
    panel::build()?;
    panel::types(Mode::Check)?;
    let screenshots = directory().join("panel");
    let _ = std::fs::remove_dir_all(&screenshots);
    std::fs::create_dir_all(&screenshots)?;
    over_a_system(EdgeKind::Cloudflare, |system| {
        let password = create_owner(system)?;
        let at = |port: u16| format!("http://127.0.0.1:{port}");
        let mut npm = workspace::npm(panel::WORKSPACE, "test:browser");
        npm.env("CHROMIUM", &chromium)
            .env("SCREENSHOTS", &screenshots)
            .env("ORIGIN_URL", at(system.origin.http))
            // Vitest has a BASE_URL of its own.
            .env("EDGE_URL", at(system.origin.edge))
            .env("SANDBOX_URL", at(system.sandbox))
            .env("OWNER", json!({ "email": EMAIL, "password": password }).to_string());
        counted(&mut npm)
    })
}

/// Makes the first administrator as an operator does, and gives the password.
fn create_owner(system: &System) -> Result<String> {
    let arguments = ["admin", "create", "--email", EMAIL, "--name", "Owner", "--role", "owner"];
    let mut create = system.origin.command(&arguments);
    let printed = crate::process::output(&mut create)?;
    let password = printed.lines().find_map(|line| line.trim().strip_prefix("password"));
    let password = password.context("`origin admin create` prints no password")?;
    Ok(password.trim_start_matches([':', ' ']).trim().to_owned())
}

/// The browser that Debian packages, or the one that `CHROMIUM` names.
fn chromium() -> Result<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let path = named.unwrap_or_else(|| PathBuf::from("/usr/bin/chromium"));
    if !path.is_file() {
        bail!("Chromium is missing: `apt-get install chromium`, or name one by CHROMIUM");
    }
    Ok(path)
}
