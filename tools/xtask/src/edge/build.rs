//! Rust → WebAssembly → the script that workerd runs.

use std::hash::{DefaultHasher, Hasher as _};
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::process::run;
use crate::{console, setup, workspace};

/// The script's entry module; the others lie beside it.
pub const SCRIPT: &str = "edge/cloudflare/build/index.js";
const CRATE: &str = "edge/cloudflare";
/// The profile in the root's `Cargo.toml`.
const PROFILE: &str = "edge";
const TARGET: &str = "wasm32-unknown-unknown";

/// Brings the script up to date. Takes a second when nothing changed.
pub fn build() -> Result<()> {
    setup::edge()?;
    console::step("Building the worker");
    compile()?;
    let wasm = workspace::target().join(TARGET).join(PROFILE).join("edge_cloudflare.wasm");
    let stamp = workspace::path("edge/cloudflare/build/.built-from");
    let source = fingerprint(&wasm)?;
    if workspace::path(SCRIPT).is_file()
        && std::fs::read_to_string(&stamp).is_ok_and(|built| built == source)
    {
        console::note("the worker is up to date");
        return Ok(());
    }
    package()?;
    std::fs::write(stamp, source)?;
    Ok(())
}

/// The cargo call of worker-build itself, so that what it would compile is compiled already.
fn compile() -> Result<()> {
    let mut cargo = workspace::cargo(["build", "--lib", "--profile", PROFILE, "--target", TARGET]);
    run(cargo.env("WASM_BINDGEN_USE_JS_SYS", "1").current_dir(workspace::path(CRATE)))
}

/// Bindings, optimisation and bundling. Everything worker-build would download is named to it.
fn package() -> Result<()> {
    let mut worker_build = std::process::Command::new(workspace::tool("worker-build"));
    worker_build
        .args(["--profile", PROFILE])
        .current_dir(workspace::path(CRATE))
        .env("WASM_BINDGEN_BIN", workspace::tool("wasm-bindgen"))
        .env("WASM_OPT_BIN", workspace::node_program("wasm-opt"))
        .env("ESBUILD_BIN", workspace::node_program("esbuild"));
    run(&mut worker_build)
}

/// Changes when the compiled module does.
fn fingerprint(wasm: &Path) -> Result<String> {
    let bytes = std::fs::read(wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    let mut hasher = DefaultHasher::new();
    hasher.write(&bytes);
    Ok(format!("{:016x}", hasher.finish()))
}
