//! The administrators' panel: built for the origin to embed, with types from the API's description.

use std::hash::{DefaultHasher, Hasher as _};
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::generated::Mode;
use crate::process::{output, run};
use crate::{console, setup, workspace};

/// The npm workspace.
pub const WORKSPACE: &str = "origin/panel";
/// What the built panel is made of, from the root.
const SOURCES: [&str; 7] = [
    "package-lock.json",
    "origin/panel/package.json",
    "origin/panel/vite.config.ts",
    "origin/panel/index.html",
    "origin/panel/build",
    "origin/panel/public",
    "origin/panel/src",
];
/// The types, from the root.
const TYPES: &str = "origin/panel/src/api/schema.ts";

/// Brings `origin/panel/dist` up to date; the origin that is built after it contains it.
pub fn build() -> Result<()> {
    setup::packages()?;
    let dist = workspace::path(WORKSPACE).join("dist");
    // Not among the files that the origin embeds.
    let stamp = dist.join(".built-from");
    let source = fingerprint()?;
    if std::fs::read_to_string(&stamp).is_ok_and(|built| built == source) {
        return Ok(());
    }
    console::step("Building the panel");
    run(&mut workspace::npm(WORKSPACE, "build"))?;
    Ok(std::fs::write(stamp, source)?)
}

/// The types of the admin API, as the origin describes it.
pub fn types(mode: Mode) -> Result<()> {
    setup::packages()?;
    workspace::build_native(&["origin"])?;
    let description = workspace::target().join("panel/openapi.json");
    let fresh = workspace::target().join("panel/schema.ts");
    std::fs::create_dir_all(workspace::target().join("panel"))?;
    let mut origin = Command::new(workspace::built("origin"));
    let printed = output(origin.current_dir(workspace::root()).arg("openapi"))?;
    std::fs::write(&description, printed)?;
    run(Command::new(workspace::path("origin/panel/node_modules/.bin/openapi-typescript"))
        .arg(&description)
        .arg("--output")
        .arg(&fresh)
        .stdout(std::process::Stdio::null()))?;
    let (fresh, kept) = (std::fs::read(fresh)?, workspace::path(TYPES));
    match mode {
        Mode::Write => Ok(std::fs::write(kept, fresh)?),
        Mode::Check if std::fs::read(&kept).is_ok_and(|present| present == fresh) => Ok(()),
        Mode::Check => bail!("{TYPES} is not of the origin's API; run `cargo xtask panel types`"),
    }
}

/// Changes when a file that the panel is made of does.
fn fingerprint() -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for source in SOURCES {
        read(&workspace::path(source), &mut hasher)?;
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn read(path: &Path, hasher: &mut DefaultHasher) -> Result<()> {
    let relative = path.strip_prefix(workspace::root()).unwrap_or(path);
    hasher.write(relative.as_os_str().as_encoded_bytes());
    if !path.is_dir() {
        let bytes =
            std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        hasher.write(&bytes);
        return Ok(());
    }
    let entries = std::fs::read_dir(path)?.map(|entry| Ok(entry?.path()));
    let mut entries: Vec<_> = entries.collect::<std::io::Result<_>>()?;
    entries.sort();
    entries.iter().try_for_each(|entry| read(entry, hasher))
}
