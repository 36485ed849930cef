//! Tools from crates.io, pinned, under `target/tools`.

use anyhow::Result;

use crate::process::run;
use crate::{console, workspace};

/// A tool that is built from source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of the tools")]
pub enum CargoTool {
    WasmBindgen,
    Deny,
    LlvmCov,
}

impl CargoTool {
    /// Name and version at crates.io, and arguments for `cargo install`.
    fn package(self) -> (&'static str, &'static str, &'static [&'static str]) {
        match self {
            // Must be the very version of the `wasm-bindgen` crate. Without --locked: its lock names
            // versions that were withdrawn.
            Self::WasmBindgen => ("wasm-bindgen-cli", "0.2.130", &[]),
            // Without the default features, which fetch advisories by git: not asked for here.
            Self::Deny => ("cargo-deny", "0.20.2", &["--locked", "--no-default-features"]),
            Self::LlvmCov => ("cargo-llvm-cov", "0.9.1", &["--locked"]),
        }
    }

    /// Compiles the tool unless this version of it is there.
    pub fn install(self) -> Result<()> {
        let (name, version, arguments) = self.package();
        let tools = workspace::tools();
        let installed = std::fs::read_to_string(tools.join(".crates.toml")).unwrap_or_default();
        if is_installed(&installed, name, version) {
            return Ok(());
        }
        console::step(format!("Installing {name} {version} (compiled once, takes minutes)"));
        let mut cargo = workspace::cargo(["install", name, "--version", version]);
        cargo
            // Unoptimised tools compile in half the time, and their own work here is small.
            .args(["--debug", "--force"])
            .args(arguments)
            .arg("--root")
            .arg(&tools)
            .arg("--target-dir")
            .arg(workspace::path("target/tools-build"))
            // Settings meant for this workspace's own code.
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_BUILD_TARGET");
        run(&mut cargo)
    }
}

/// Whether cargo's own record of a root names this version.
fn is_installed(record: &str, name: &str, version: &str) -> bool {
    record.contains(&format!("\"{name} {version} ("))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_version_counts_as_missing() {
        let record =
            "[v1]\n\"cargo-deny 0.20.2 (registry+https://example.org)\" = [\"cargo-deny\"]\n";
        assert!(is_installed(record, "cargo-deny", "0.20.2"));
        assert!(!is_installed(record, "cargo-deny", "0.20"));
        assert!(!is_installed(record, "deny", "0.20.2"));
        assert!(!is_installed("", "cargo-deny", "0.20.2"));
    }

    /// The command line and the library write into the same file, so they must agree.
    #[test]
    fn wasm_bindgen_is_the_version_of_the_lock() {
        let lock = include_str!("../../../../Cargo.lock");
        let (_, version, _) = CargoTool::WasmBindgen.package();
        let locked = lock.split("name = \"wasm-bindgen\"\n").nth(1).unwrap();
        assert!(locked.starts_with(&format!("version = \"{version}\"")), "{}", &locked[..24]);
    }
}
