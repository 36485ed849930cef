//! `workerd serve` with a configuration written for one worker.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use xtask::workspace;

/// A worker and where it listens.
pub struct Worker<'a> {
    /// Its name, also that of its folder.
    pub name: &'a str,
    /// The port it answers on.
    pub port: u16,
    /// Files of the script; the first is the entry.
    pub modules: Vec<PathBuf>,
    /// Text bindings.
    pub variables: Vec<(String, String)>,
    /// The port of the namespace behind the binding `CACHE`, if it has one.
    pub kv: Option<u16>,
    /// The binding and the class of its Durable Object, if it has one. It keeps nothing from one
    /// start to the next.
    pub object: Option<(&'a str, &'a str)>,
}

impl Worker<'_> {
    /// Writes the configuration with all it embeds, and gives the command that serves it.
    pub fn command(&self, directory: &Path, compatibility_date: &str) -> Result<Command> {
        let directory = directory.join(self.name);
        fs::create_dir_all(&directory)?;
        let mut modules = String::new();
        for path in &self.modules {
            let name = path.file_name().context("a module without a name")?.display().to_string();
            fs::copy(path, directory.join(&name))
                .with_context(|| format!("cannot read {}", path.display()))?;
            let binary = path.extension().is_some_and(|extension| extension == "wasm");
            let kind = if binary { "wasm" } else { "esModule" };
            write!(modules, r#"(name = "{name}", {kind} = embed "{name}"), "#)?;
        }
        let mut bindings = String::new();
        for (name, value) in &self.variables {
            fs::write(directory.join(format!("{name}.txt")), value)?;
            write!(bindings, r#"(name = "{name}", text = embed "{name}.txt"), "#)?;
        }
        let mut services = String::new();
        if let Some(port) = self.kv {
            bindings.push_str(r#"(name = "CACHE", kvNamespace = "kv"), "#);
            write!(
                services,
                r#"(name = "kv", external = (address = "127.0.0.1:{port}", http = ())), "#
            )?;
        }
        let mut objects = String::new();
        if let Some((binding, class)) = self.object {
            write!(bindings, r#"(name = "{binding}", durableObjectNamespace = "{class}"), "#)?;
            let storage = directory.join("objects");
            let _ = fs::remove_dir_all(&storage);
            fs::create_dir_all(&storage)?;
            services
                .push_str(r#"(name = "objects", disk = (path = "objects", writable = true)), "#);
            write!(
                objects,
                r#"durableObjectNamespaces = [(className = "{class}", uniqueKey = "{class}", enableSql = true)],
  durableObjectStorage = (localDisk = "objects"),"#
            )?;
        }
        let port = self.port;
        let config = format!(
            r#"using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .main),
    (name = "internet", network = (allow = ["public", "private"])),
    {services}
  ],
  sockets = [(name = "http", address = "127.0.0.1:{port}", http = (), service = "main")],
);
const main :Workerd.Worker = (
  modules = [{modules}],
  bindings = [{bindings}],
  compatibilityDate = "{compatibility_date}",
  {objects}
);
"#
        );
        let file = directory.join("config.capnp");
        fs::write(&file, config)?;
        let mut command = Command::new(binary()?);
        command.arg("serve").arg(file).current_dir(directory);
        Ok(command)
    }
}

/// workerd itself; the launcher in `.bin` would be a Node process in between.
fn binary() -> Result<PathBuf> {
    let system = match std::env::consts::OS {
        "macos" => "darwin",
        other => other,
    };
    let machine = if std::env::consts::ARCH == "aarch64" { "arm64" } else { "64" };
    let package = format!("node_modules/@cloudflare/workerd-{system}-{machine}/bin/workerd");
    let binary = workspace::path(&package);
    if !binary.is_file() {
        bail!("{package} is missing: `cargo xtask setup`");
    }
    Ok(binary)
}
