//! What the machine itself has to have.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::console;
use crate::process::{output, run};

/// The oldest Rust that compiles the workspace, as `rust-version` in the root's `Cargo.toml` says.
const RUST: (u32, u32) = (1, 95);
/// The oldest Node that everything of `package.json` runs on.
const NODE: (u32, u32) = (20, 19);

/// Fails with everything that is missing or too old, a line each.
pub fn check() -> Result<()> {
    let found = [
        ("rustc", at_least("rustc", RUST), "https://rustup.rs"),
        ("node", at_least("node", NODE), "https://nodejs.org"),
        ("npm", at_least("npm", (8, 0)), "https://nodejs.org"),
    ];
    let wrong: Vec<String> = found
        .into_iter()
        .filter_map(|(name, found, home)| Some(format!("\n  {name} {}: see {home}", found.err()?)))
        .collect();
    if !wrong.is_empty() {
        bail!("something has to be installed first:{}", wrong.concat());
    }
    Ok(())
}

/// What is wrong with a program's version, if anything.
fn at_least(program: &str, wanted: (u32, u32)) -> Result<(), String> {
    let (major, minor) = wanted;
    let Ok(text) = output(Command::new(program).arg("--version")) else {
        return Err(format!("is missing, {major}.{minor} or newer is needed"));
    };
    match version(&text) {
        Some(found) if found >= wanted => Ok(()),
        _ => Err(format!("is {}, {major}.{minor} or newer is needed", text.trim())),
    }
}

/// Major and minor of the first word that looks like a version: `rustc 1.95.0 (…)`, `v20.20.2`.
fn version(text: &str) -> Option<(u32, u32)> {
    text.split_whitespace().find_map(|word| {
        let mut parts = word.trim_start_matches('v').split('.');
        Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
    })
}

/// Adds the standard libraries that are missing.
pub fn rustup_targets(targets: &[&str]) -> Result<()> {
    for target in targets {
        let mut print = Command::new("rustc");
        let directory = output(print.args(["--print", "target-libdir", "--target", target]))?;
        if !Path::new(directory.trim()).is_dir() {
            console::step(format!("Adding Rust's target {target}"));
            run(Command::new("rustup").args(["target", "add", target]))
                .with_context(|| format!("the standard library for {target} is missing"))?;
        }
    }
    Ok(())
}

/// Adds a component of the toolchain; does nothing when it is there.
pub fn rustup_component(component: &str) -> Result<()> {
    run(Command::new("rustup").args(["component", "add", component]))
        .with_context(|| format!("rustup's component {component} is missing"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_the_programs_print_them() {
        assert_eq!(version("rustc 1.95.0 (59807616e 2026-04-14)"), Some((1, 95)));
        assert_eq!(version("v20.20.2\n"), Some((20, 20)));
        assert_eq!(version("11.19.1"), Some((11, 19)));
        assert_eq!(version("no such thing"), None);
    }

    #[test]
    fn a_missing_program_and_an_old_one_are_told_apart() {
        let missing = at_least("no-such-program", (1, 0)).unwrap_err();
        assert_eq!(missing, "is missing, 1.0 or newer is needed");
        let old = at_least("rustc", (99, 0)).unwrap_err();
        assert!(old.starts_with("is rustc 1."), "{old}");
    }

    /// The bound told to the user is the one cargo enforces.
    #[test]
    fn the_rust_version_is_the_workspace_s() {
        let manifest = include_str!("../../../../Cargo.toml");
        assert!(manifest.contains(&format!("rust-version = \"{}.{}\"", RUST.0, RUST.1)));
    }
}
