//! The component of `spin.toml`, built as the manifest says and served by `tools/spin-host`.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};
use toml::{Table, Value};

use super::{Edge, exchanged, overlaid_by};
use crate::process::run;
use crate::{console, setup, workspace};

/// Has one instance answer everything, as workerd does: some tests judge what an instance remembers of
/// the requests before, such as its breakers.
const ONE_INSTANCE: [&str; 8] = [
    "--max-instances",
    "1",
    "--max-instance-reuse-count",
    "1000000",
    "--max-instance-concurrent-reuse-count",
    "1000",
    "--idle-instance-timeout-ms",
    "600000",
];

/// The program in place of the `spin` command.
const HOST: &str = "spin-host";
const MANIFEST: &str = "spin.toml";
const TARGET: &str = "wasm32-wasip2";

/// Brings the component and its host up to date.
pub fn build_spin() -> Result<()> {
    setup::edge()?;
    console::step("Building the component for Spin, and its host");
    // As `spin build` runs it.
    run(Command::new("sh").args(["-c", &build_command()?]).current_dir(workspace::root()))?;
    workspace::build_native(&[HOST])
}

/// What compiles the component.
pub(super) fn build_command() -> Result<String> {
    let manifest = manifest()?;
    let build = manifest.get("component").and_then(|all| all.get("edge")?.get("build"));
    let command = build.and_then(|build| build.get("command")?.as_str());
    Ok(command.context("spin.toml has no build command")?.to_owned())
}

/// Brings the component with the suite of the ports' contracts in it up to date, its host too, and
/// gives its manifest.
pub fn build_spin_contract() -> Result<PathBuf> {
    setup::edge()?;
    console::step("Building the component for Spin with the ports' contracts");
    let mut cargo = workspace::cargo(["build", "--lib", "--features", "contract"]);
    cargo.args(["--target", TARGET, "--package", "edge-spin"]);
    run(&mut cargo)?;
    workspace::build_native(&[HOST])?;
    let wasm = workspace::target().join(TARGET).join("debug/edge_spin.wasm");
    let mut manifest = manifest()?;
    let component = manifest.get_mut("component").and_then(|all| all.get_mut("edge"));
    let component = component.and_then(Value::as_table_mut).context("spin.toml has no edge")?;
    component.insert("source".into(), Value::String(wasm.display().to_string()));
    let path = workspace::path("target/contract/spin.toml");
    std::fs::create_dir_all(workspace::path("target/contract"))?;
    std::fs::write(&path, manifest.to_string())?;
    Ok(path)
}

impl Edge {
    /// One of another manifest, which may call one more host.
    pub fn spin_of(manifest: &Path, directory: &Path, port: u16, extra_host: String) -> Self {
        let variables = vec![("SPIN_VARIABLE_EXTRA_HOST".to_owned(), extra_host)];
        Self::spin(manifest, port, &directory.join("state"), variables)
    }

    /// As `spin up` alone would start it.
    pub fn spin_development(port: u16) -> Self {
        Self::spin(Path::new(MANIFEST), port, &workspace::path(".spin"), Vec::new())
    }

    /// One that shares nothing with the development one: its state is in `directory`, and where its
    /// variables name the first port of a pair they get the second. `settings`, a JSON file, is laid
    /// over the settings document.
    pub fn spin_apart(
        directory: &Path,
        port: u16,
        moved: &[(u16, u16)],
        settings: &Path,
    ) -> Result<Self> {
        let mut variables = Vec::new();
        for (name, default) in defaults(&manifest()?) {
            let mut value = exchanged(default, moved);
            if name == "settings" {
                value = overlaid_by(&value, settings)?;
            }
            variables.push((format!("SPIN_VARIABLE_{}", name.to_uppercase()), value));
        }
        let state = directory.join("state");
        let mut edge = Self::spin(Path::new(MANIFEST), port, &state, variables);
        edge.arguments.extend(ONE_INSTANCE.map(OsString::from));
        Ok(edge)
    }

    fn spin(manifest: &Path, port: u16, state: &Path, variables: Vec<(String, String)>) -> Self {
        let listen = format!("127.0.0.1:{port}");
        let arguments: [OsString; 6] = [
            "--from".into(),
            manifest.into(),
            "--listen".into(),
            listen.into(),
            "--state-dir".into(),
            state.into(),
        ];
        let arguments = arguments.into();
        Self { port, program: workspace::built(HOST), arguments, variables }
    }
}

fn manifest() -> Result<Table> {
    let text = std::fs::read_to_string(workspace::path(MANIFEST))?;
    text.parse().context("spin.toml is not TOML")
}

/// The variables that have a default, with it.
fn defaults(manifest: &Table) -> Vec<(String, String)> {
    let variables = manifest.get("variables").and_then(Value::as_table).into_iter().flatten();
    let with_default = variables
        .filter_map(|(name, table)| Some((name.clone(), table.get("default")?.as_str()?.into())));
    with_default.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the worker has and the component has too must be the same, or the two would not be edges
    /// of one system.
    #[test]
    fn both_hosts_are_set_up_alike() {
        let worker = super::super::configuration().unwrap();
        let worker = worker["vars"].as_table().unwrap();
        let spin = manifest().unwrap();
        for (name, value) in defaults(&spin) {
            let Some(of_worker) = worker.get(&name.to_uppercase()) else { continue };
            let of_worker = of_worker.as_str().unwrap();
            if name == "settings" {
                let document =
                    |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
                assert_eq!(document(&value), document(of_worker));
            } else {
                assert_eq!(value, of_worker, "{name}");
            }
        }
    }
}
