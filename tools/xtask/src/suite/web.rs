use std::process::Command;

use anyhow::Result;

use super::cargo_test::counted;
use super::report::Tally;
use crate::process::run;
use crate::workspace;

/// What is written in TypeScript.
const WORKSPACES: [&str; 2] = ["edge/web", "tools/sync"];

/// Types, lints and format of everything in TypeScript, and its tests.
pub fn web() -> Result<Tally> {
    let tested = WORKSPACES.map(|workspace| {
        run(&mut npm(workspace, "check"))?;
        counted(&mut npm(workspace, "test"))
    });
    tested.into_iter().sum()
}

/// A script of a workspace's `package.json`.
pub fn npm(workspace: &str, script: &str) -> Command {
    let mut npm = Command::new("npm");
    npm.args(["run", "--silent", "--workspace", workspace, script]);
    npm.current_dir(workspace::root()).env("NO_COLOR", "1");
    npm
}
