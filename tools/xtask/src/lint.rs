//! Formatting and lints.

use anyhow::Result;

use crate::process::run;
use crate::workspace;

/// Formats every crate, or fails when one is not formatted.
pub fn format(check: bool) -> Result<()> {
    let mut cargo = workspace::cargo(["fmt", "--all"]);
    if check {
        cargo.arg("--check");
    }
    run(&mut cargo)
}

/// Clippy over the native crates with all their tests and features. The component's host, with minutes
/// of dependencies that nothing else has, is linted when somebody asks for it.
pub fn native() -> Result<()> {
    clippy(&workspace::WITHOUT_SPIN_HOST, &["black_box", "contract", "logs"])
}

/// The same over all of them.
pub fn everything_native() -> Result<()> {
    clippy(&[], &["black_box", "component", "contract", "logs"])
}

fn clippy(selection: &[&str], by_name: &[&str]) -> Result<()> {
    // What needs a system that runs is not tested with the others, and so is no part of "all targets".
    let by_name: Vec<_> = by_name.iter().flat_map(|test| ["--test", *test]).collect();
    for targets in [&["--all-targets"][..], &by_name[..]] {
        let mut cargo = workspace::native("clippy");
        run(cargo.arg("--quiet").args(selection).args(targets).args(["--", "-D", "warnings"]))?;
    }
    Ok(())
}

/// Clippy over what runs at the edge, each for its own target.
pub fn edge() -> Result<()> {
    let mut cargo = workspace::cargo(["clippy", "--quiet", "--target", "wasm32-unknown-unknown"]);
    cargo.args(["--package", "edge-cloudflare", "--package", "wasm-shared"]);
    run(cargo.args(["--", "-D", "warnings"]))?;
    let mut cargo = workspace::cargo(["clippy", "--quiet", "--target", "wasm32-wasip2"]);
    // The core was linted for the other edge; here it only has to compile.
    cargo.args(["--package", "edge-spin", "--no-deps"]);
    run(cargo.args(["--", "-D", "warnings"]))
}

/// Licences, sources and duplicates of all dependencies, as `.deny.toml` allows them.
pub fn deny() -> Result<()> {
    let mut deny = std::process::Command::new(workspace::tool("cargo-deny"));
    deny.current_dir(workspace::root());
    run(deny.args(["--config", ".deny.toml", "check", "bans", "licenses", "sources"]))
}
