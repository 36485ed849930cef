//! Files of the tree that are made from others, each by one command that can also check them.

use std::collections::BTreeMap;
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result, bail};

use crate::postgres::{Cluster, Durability};
use crate::process::{Output, Services, run};
use crate::{console, migrations, probe, setup, workspace};

/// Whether a command writes the files or compares them with what it would write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Writes them.
    Write,
    /// Fails when they differ.
    Check,
}

/// The Rust of the protobuf contract.
pub fn proto(mode: Mode) -> Result<()> {
    program("proto", mode)
}

/// The description of the edge's API. A test of the core checks it, too.
pub fn openapi(mode: Mode) -> Result<()> {
    program("openapi", mode)
}

/// A program of its own, that this one is built without.
fn program(name: &str, mode: Mode) -> Result<()> {
    let program = format!("xtask-{name}");
    match mode {
        // By itself: before it has written, the core may not compile.
        Mode::Write => {
            let mut cargo = workspace::cargo(["run", "--quiet", "--package", "xtask"]);
            run(cargo.args(["--features", name, "--bin", &program]))
        }
        Mode::Check => {
            workspace::build_native(&[&program])?;
            let mut program = Command::new(workspace::built(&program));
            run(program.arg("--check").current_dir(workspace::root()))
        }
    }
}

/// What the database says about each query of the origin, which lets it compile without a database.
pub fn queries(mode: Mode) -> Result<()> {
    setup::edge()?;
    console::step("Building the origin");
    workspace::build_native(&["origin"])?;
    let directory = workspace::path("target/queries");
    let cluster = Cluster::prepare(
        &directory.join(format!("postgres-{}", std::process::id())),
        probe::free_port()?,
        Durability::Lost,
        &["listen"],
    )?;
    let mut services = Services::new(Output::Files(directory.join("log")));
    let checked = cluster.start(&mut services).and_then(|()| {
        migrations::migrate_at(cluster.url("listen"), "up")?;
        queries_at(&cluster.url("listen"), mode)
    });
    drop(services);
    cluster.remove()?;
    checked
}

/// The same against a database that is migrated already.
pub fn queries_at(database_url: &str, mode: Mode) -> Result<()> {
    let fresh = workspace::path("target/queries/fresh");
    let _ = std::fs::remove_dir_all(&fresh);
    std::fs::create_dir_all(&fresh)?;
    describe_queries(database_url, &fresh)?;

    let kept = workspace::path("origin/.sqlx");
    let (fresh, present) = (files(&fresh)?, files(&kept)?);
    if fresh.is_empty() {
        bail!("no query was found; is the origin still the crate that has them?");
    }
    match mode {
        Mode::Write => {
            std::fs::create_dir_all(&kept)?;
            for name in present.keys().filter(|name| !fresh.contains_key(*name)) {
                std::fs::remove_file(kept.join(name))?;
            }
            for (name, content) in &fresh {
                std::fs::write(kept.join(name), content)?;
            }
            console::note(format!("{} queries described in origin/.sqlx", fresh.len()));
            Ok(())
        }
        Mode::Check if fresh == present => Ok(()),
        Mode::Check => bail!(
            "origin/.sqlx does not describe the {} queries of the origin; run `cargo xtask sqlx`",
            fresh.len()
        ),
    }
}

/// Compiles the origin's library against the database; sqlx's macros write down what they learn.
fn describe_queries(database_url: &str, directory: &Path) -> Result<()> {
    // sqlx expands a macro only when the crate is compiled. A compiler called through a program never
    // seen before has that done, for this workspace's crates alone and beside the artifacts of the
    // ordinary build; the dependencies are those that the lints were made with.
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_nanos();
    let wrapper = workspace::path(format!("target/queries/rustc-{now}"));
    std::fs::write(&wrapper, "#!/bin/sh\nexec \"$@\"\n")?;
    std::fs::set_permissions(&wrapper, Permissions::from_mode(0o755))?;
    let mut cargo = workspace::native("check");
    cargo
        .args(["--quiet", "--lib"])
        .args(workspace::WITHOUT_SPIN_HOST)
        .env("RUSTC_WORKSPACE_WRAPPER", &wrapper)
        // Named by origin/sqlx.toml.
        .env("ORIGIN_QUERY_DATABASE_URL", database_url)
        .env("SQLX_OFFLINE", "false")
        .env("SQLX_OFFLINE_DIR", directory);
    let described = run(&mut cargo);
    std::fs::remove_file(&wrapper)?;
    described
}

/// Name → content of the files in a folder that may be missing.
fn files(directory: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let Ok(entries) = std::fs::read_dir(directory) else { return Ok(BTreeMap::new()) };
    entries
        .map(|entry| {
            let path = entry?.path();
            let name = path.file_name().context("a file without a name")?.into();
            Ok((name, std::fs::read(path)?))
        })
        .collect()
}
