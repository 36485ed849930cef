//! Packages from npm, as `package-lock.json` pins them.

use std::process::Command;

use anyhow::Result;

use crate::process::run;
use crate::{console, workspace};

/// Runs `npm ci` unless the packages of this very lock are there.
pub fn install() -> Result<()> {
    let lock = std::fs::read(workspace::path("package-lock.json"))?;
    // Written last, so an installation that was cut short is done again.
    let stamp = workspace::path("node_modules/.installed-lock.json");
    if std::fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    console::step("Installing the packages of package-lock.json");
    run(Command::new("npm").args(["ci", "--no-progress"]).current_dir(workspace::root()))?;
    Ok(std::fs::write(stamp, lock)?)
}
