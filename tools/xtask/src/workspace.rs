//! Where things lie, and how cargo is called.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use anyhow::Result;

use crate::process::run;

static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
    // `cargo run` names the package's folder afresh, so a moved checkout is found.
    let package = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package.ancestors().nth(2).map_or_else(|| PathBuf::from("."), Path::to_path_buf)
});

/// The repository's root.
pub fn root() -> &'static Path {
    &ROOT
}

/// A path from the root.
pub fn path(relative: impl AsRef<Path>) -> PathBuf {
    ROOT.join(relative)
}

/// A name that no other checkout has, for what lies outside of it.
pub fn checkout_name() -> String {
    let mut hasher = DefaultHasher::new();
    root().hash(&mut hasher);
    format!("listen-stream-{:016x}", hasher.finish())
}

/// Cargo's target folder.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| path("target"), |given| ROOT.join(given))
}

/// A program of this workspace, as the last `cargo build` left it.
pub fn built(program: &str) -> PathBuf {
    target().join("debug").join(format!("{program}{}", std::env::consts::EXE_SUFFIX))
}

/// A program of this workspace, as the last `cargo build --release` left it.
pub fn released(program: &str) -> PathBuf {
    target().join("release").join(format!("{program}{}", std::env::consts::EXE_SUFFIX))
}

/// Cargo, called in the root.
pub fn cargo<const N: usize>(arguments: [&str; N]) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(root()).args(arguments);
    command
}

/// Leaves out the component's host, whose dependencies are minutes of compiling.
pub const WITHOUT_SPIN_HOST: [&str; 2] = ["--exclude", "spin-host"];

/// Cargo over everything native: always the same selection with all features. Cargo unites the features
/// of what is selected, and for another selection compiles most dependencies once more.
pub fn native(subcommand: &str) -> Command {
    let mut command = cargo([subcommand, "--workspace", "--all-features"]);
    command.args(["--exclude", "edge-cloudflare", "--exclude", "edge-spin"]);
    command
}

/// Brings native programs up to date.
pub fn build_native(programs: &[&str]) -> Result<()> {
    let mut cargo = native("build");
    run(cargo.args(programs.iter().flat_map(|program| ["--bin", program])))
}

/// A program that [`crate::setup`] installed from crates.io.
pub fn tool(name: &str) -> PathBuf {
    tools().join("bin").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// Where tools are installed. Not under `CARGO_TARGET_DIR`, which may be shared with other projects.
pub fn tools() -> PathBuf {
    path("target/tools")
}

/// A program of an npm package.
pub fn node_program(name: &str) -> PathBuf {
    path("node_modules/.bin").join(name)
}

/// A script of an npm workspace's `package.json`.
pub fn npm(workspace: &str, script: &str) -> Command {
    let mut npm = Command::new("npm");
    npm.args(["run", "--silent", "--workspace", workspace, script]);
    npm.current_dir(root()).env("NO_COLOR", "1");
    npm
}
