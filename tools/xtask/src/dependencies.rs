//! The direction of dependencies, as docs/architecture.md states it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::process::output;
use crate::workspace;

/// Platforms, runtimes and transports: what a host brings, and the core never does. (`wasi` is not
/// among them: it is how `getrandom` asks for randomness, on that target alone.)
const PLATFORM: &[&str] = &[
    "axum",
    "h2",
    "hyper",
    "mio",
    "reqwest",
    "socket2",
    "spin-sdk",
    "sqlx",
    "sqlx-core",
    "tokio",
    "tonic",
    "tower",
    "worker",
    "worker-sys",
    "wstd",
];

/// Who must not have whom among its dependencies of any depth.
const FORBIDDEN: &[(&str, &[&str])] = &[
    ("wasm-shared", PLATFORM),
    // (The `worker` crate itself uses tokio's channels, though not its runtime.)
    ("edge-cloudflare", &["axum", "hyper", "mio", "origin", "reqwest", "sqlx-core", "tonic"]),
    ("edge-spin", &["axum", "hyper", "mio", "origin", "reqwest", "sqlx-core", "tokio", "tonic"]),
    ("origin", &["edge-cloudflare", "edge-spin", "spin-sdk", "worker"]),
    ("sandbox", &["edge-cloudflare", "edge-spin", "origin", "wasm-shared"]),
    ("spin-host", &["edge-cloudflare", "edge-spin", "origin", "sandbox", "wasm-shared"]),
];

/// The core's targets at the edges.
const EDGES: [&str; 2] = ["wasm32-unknown-unknown", "wasm32-wasip2"];

/// The hosts' crates, and how many lines of Rust each may have.
const HOSTS: [(&str, usize); 2] = [("edge/cloudflare/src", 1_100), ("edge/spin/src", 900)];
/// Modules of the core that hosts have no business in: its rules are called by its one entrance. (How
/// an answer's validator looks, `cache::Entry` knows.)
const RULES: [&str; 6] =
    ["auth::", "cache::", "catalog::", "library::", "resilience::", "settings::"];
const ALLOWED: &str = "cache::Entry";

/// Checks the dependency trees, and that the hosts hold no rules. (That the core compiles for every edge,
/// its lints show.)
pub fn check() -> Result<()> {
    HOSTS.iter().try_for_each(|(host, most)| thin(&workspace::path(host), *most))?;
    let mut broken = Vec::new();
    for (package, forbidden) in FORBIDDEN {
        let found = dependencies_of(package)?;
        broken.extend(forbidden.iter().filter(|name| found.contains(**name)).map(|name| {
            format!(
                "\n  {package} depends on {name} (`cargo tree -p {package} -i {name}` tells how)"
            )
        }));
    }
    if !broken.is_empty() {
        bail!("dependencies against the architecture:{}", broken.concat());
    }
    Ok(())
}

/// Fails when a host has more lines than it may, or imports a module of rules.
fn thin(host: &Path, most: usize) -> Result<()> {
    let mut lines = 0;
    for file in sources(host)? {
        let text = std::fs::read_to_string(&file)?;
        lines += text.lines().count();
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        for line in code.map(|line| line.replace(ALLOWED, "")) {
            if let Some(module) = RULES.iter().find(|module| line.contains(**module)) {
                bail!("{} is to implement ports, and uses {module}", file.display());
            }
        }
    }
    if lines > most {
        bail!("{} has {lines} lines, which is more than the {most} of an adapter", host.display());
    }
    Ok(())
}

/// The Rust files below a folder.
fn sources(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(sources(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(files)
}

/// Names of all crates that are compiled into a package on any target; its tests' are left out.
fn dependencies_of(package: &str) -> Result<BTreeSet<String>> {
    let mut cargo = workspace::cargo(["tree", "--quiet", "--package", package]);
    cargo.args(["--edges", "normal", "--prefix", "none", "--format", "{p}", "--no-dedupe"]);
    if package == "wasm-shared" || package.starts_with("edge-") {
        cargo.args(["--target", EDGES[0], "--target", EDGES[1]]);
    }
    let tree = output(&mut cargo)?;
    let names: BTreeSet<String> = tree.lines().filter_map(name).collect();
    if !names.contains(package) {
        bail!("`cargo tree` does not name {package} itself");
    }
    Ok(names)
}

/// `serde v1.0.229 (proc-macro)` → `serde`.
fn name(line: &str) -> Option<String> {
    line.split_whitespace().next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_with_rules_and_one_that_has_grown_are_named() {
        let folder = std::env::temp_dir().join(format!("xtask-thin-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("adapters")).unwrap();
        let file = folder.join("adapters/kv.rs");
        std::fs::write(&file, "// auth::guard\nuse wasm_shared::{cache::Entry, ports};\n").unwrap();
        thin(&folder, 2).unwrap();
        assert!(thin(&folder, 1).unwrap_err().to_string().contains("2 lines"));
        std::fs::write(&file, "use wasm_shared::{\n    auth::guard,\n};\n").unwrap();
        assert!(thin(&folder, 9).unwrap_err().to_string().contains("auth::"));
        std::fs::remove_dir_all(folder).unwrap();
    }
}
