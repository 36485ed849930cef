use anyhow::Result;

use super::cargo_test::counted;
use super::report::Tally;
use crate::panel;
use crate::process::run;
use crate::workspace::npm;

/// What is written in TypeScript.
const WORKSPACES: [&str; 3] = ["edge/web", "origin/panel", "tools/sync"];

/// Builds the panel; types, lints and format of everything in TypeScript, and its tests.
pub fn web() -> Result<Tally> {
    // Before the origin is built, which contains it.
    panel::build()?;
    let tested = WORKSPACES.map(|workspace| {
        run(&mut npm(workspace, "check"))?;
        counted(&mut npm(workspace, "test"))
    });
    tested.into_iter().sum()
}
