//! The direction of dependencies, as docs/architecture.md states it.

use std::collections::BTreeSet;

use anyhow::{Result, bail};

use crate::process::{output, run};
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
    ("origin", &["edge-cloudflare", "worker"]),
    ("sandbox", &["edge-cloudflare", "origin", "wasm-shared"]),
];

/// The core's targets at the edges.
const EDGES: [&str; 2] = ["wasm32-unknown-unknown", "wasm32-wasip2"];

/// Checks the dependency trees and that the core compiles for every edge.
pub fn check() -> Result<()> {
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
    for target in EDGES {
        let mut cargo = workspace::cargo(["check", "--quiet", "--package", "wasm-shared"]);
        run(cargo.args(["--target", target]))?;
    }
    Ok(())
}

/// Names of all crates that are compiled into a package on any target; its tests' are left out.
fn dependencies_of(package: &str) -> Result<BTreeSet<String>> {
    let mut cargo = workspace::cargo(["tree", "--quiet", "--package", package]);
    cargo.args(["--edges", "normal", "--prefix", "none", "--format", "{p}", "--no-dedupe"]);
    if package == "wasm-shared" || package == "edge-cloudflare" {
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
