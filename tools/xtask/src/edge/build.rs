//! Rust → WebAssembly → the script that workerd runs.

use std::hash::{DefaultHasher, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::process::run;
use crate::{console, setup, workspace};

/// The script's entry module; the others lie beside it.
pub const SCRIPT: &str = "edge/cloudflare/build/index.js";
const CRATE: &str = "edge/cloudflare";
/// The profile in the root's `Cargo.toml`.
const PROFILE: &str = "edge";
const TARGET: &str = "wasm32-unknown-unknown";
/// What compiles it.
pub(super) const COMMAND: &str =
    "cargo build --lib --profile edge --target wasm32-unknown-unknown --package edge-cloudflare";

/// Brings the script up to date. Takes a second when nothing changed.
pub fn build() -> Result<()> {
    setup::edge()?;
    console::step("Building the worker");
    compile()?;
    let wasm = workspace::target().join(TARGET).join(PROFILE).join("edge_cloudflare.wasm");
    let stamp = workspace::path("edge/cloudflare/build/.built-from");
    let entry = workspace::path(CRATE).join("src/entry.js");
    let source = format!("{} {}", fingerprint(&wasm)?, fingerprint(&entry)?);
    if workspace::path(SCRIPT).is_file()
        && std::fs::read_to_string(&stamp).is_ok_and(|built| built == source)
    {
        console::note("the worker is up to date");
        return Ok(());
    }
    package(&wasm)?;
    std::fs::write(stamp, source)?;
    Ok(())
}

/// Brings the worker with the suite of the ports' contracts in it up to date, and gives its script.
pub fn build_worker_contract() -> Result<PathBuf> {
    setup::edge()?;
    console::step("Building the worker with the ports' contracts");
    let mut cargo = workspace::cargo(["build", "--lib", "--features", "contract"]);
    run(cargo.args(["--target", TARGET]).current_dir(workspace::path(CRATE)))?;
    let build = workspace::path("target/contract/worker");
    let wasm = workspace::target().join(TARGET).join("debug/edge_cloudflare.wasm");
    let bindings = bind(&wasm, &build)?;
    std::fs::copy(bindings.join("index_bg.wasm"), build.join("index_bg.wasm"))?;
    bundle(&build)?;
    Ok(build.join("index.js"))
}

fn compile() -> Result<()> {
    run(Command::new("sh").args(["-c", COMMAND]).current_dir(workspace::root()))
}

/// What the `worker` crate's own tool does, but for its entry module: bindings, optimisation, and one
/// script of ours, the bindings and the snippets.
fn package(wasm: &Path) -> Result<()> {
    let build = workspace::path(CRATE).join("build");
    let bindings = bind(wasm, &build)?;
    run(Command::new(workspace::node_program("wasm-opt"))
        .arg(bindings.join("index_bg.wasm"))
        .args(["-O2", "-o"])
        .arg(build.join("index_bg.wasm"))
        .args(WASM_FEATURES))?;
    bundle(&build)
}

fn bind(wasm: &Path, build: &Path) -> Result<PathBuf> {
    let bindings = build.join("bindings");
    if bindings.exists() {
        std::fs::remove_dir_all(&bindings)?;
    }
    run(Command::new(workspace::tool("wasm-bindgen"))
        .arg(wasm)
        .args(["--target", "module", "--no-typescript", "--out-name", "index"])
        // After a panic the instance is made anew.
        .args(["--experimental-reset-state-function", "--force-enable-abort-handler"])
        .arg("--out-dir")
        .arg(&bindings))?;
    Ok(bindings)
}

/// What workerd runs, no more: the optimiser must not bring in newer encodings.
const WASM_FEATURES: [&str; 7] = [
    "--enable-mutable-globals",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-reference-types",
    "--enable-exception-handling",
];

fn bundle(build: &Path) -> Result<()> {
    let script = build.join("index.js");
    let entry = std::fs::read_to_string(workspace::path(CRATE).join("src/entry.js"))?;
    let bindings = build.join("bindings/index.js").display().to_string();
    let own = build.join("entry.js");
    std::fs::write(&own, entry.replace("../build/bindings/index.js", &bindings))?;
    run(Command::new(workspace::node_program("esbuild"))
        .arg(&own)
        .args([
            "--bundle",
            "--minify",
            "--format=esm",
            "--log-override:duplicate-object-key=silent",
        ])
        .args(["--external:*.wasm", "--external:cloudflare:*"])
        .arg(format!("--outfile={}", script.display())))?;
    // workerd gives a module for a plain import; it does not know the source phase.
    let text = std::fs::read_to_string(&script)?;
    std::fs::write(&script, text.replace("import source ", "import "))?;
    Ok(())
}

/// Changes when the file does.
fn fingerprint(file: &Path) -> Result<String> {
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut hasher = DefaultHasher::new();
    hasher.write(&bytes);
    Ok(format!("{:016x}", hasher.finish()))
}
