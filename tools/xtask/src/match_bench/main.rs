//! How often the matching is right, beside three projects that do the same; run by
//! `cargo xtask match-bench`.
//!
//! What is counted is told in [`wasm_shared::catalog::matching::labelled`].

mod fit;
mod generate;
mod judge;
mod report;
mod rivals;
mod tables;

use std::{fs, path::Path, process::ExitCode};

use anyhow::{Context as _, Result, bail};
use wasm_shared::catalog::matching::labelled::{BUILT_IN, Group};
use xtask::{console, workspace};

const FIXTURES: &str = "wasm-shared/fixtures/matching";
const MATCHING: &str = "wasm-shared/src/catalog/matching";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        [] => groups(BUILT_IN).and_then(|groups| report::built_in(&groups)),
        ["--set", file] => other_set(Path::new(file)),
        ["--fit"] => groups(BUILT_IN).map(|groups| fit::print(&groups)),
        ["--generate"] => generate(false),
        ["--generate", "--check"] => generate(true),
        _ => Err(anyhow::anyhow!("--set FILE, --fit, --generate or --generate --check")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("match-bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn groups(lines: &str) -> Result<Vec<Group>> {
    let groups = Group::read_all(lines).map_err(anyhow::Error::msg)?;
    if groups.is_empty() {
        bail!("the set is empty");
    }
    Ok(groups)
}

fn other_set(file: &Path) -> Result<()> {
    let lines = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    report::other(&groups(&lines).with_context(|| file.display().to_string())?);
    Ok(())
}

/// Writes the generated files, or fails when they differ from what it would write.
fn generate(check: bool) -> Result<()> {
    let read = |name: &str| {
        let path = workspace::path(FIXTURES).join(name);
        fs::read_to_string(&path).with_context(|| path.display().to_string())
    };
    let made = [
        (
            format!("{FIXTURES}/set.jsonl"),
            generate::set(&read("works.txt")?, &read("by_hand.txt")?)?,
        ),
        (format!("{MATCHING}/simplified.txt"), tables::simplified()?),
        (format!("{MATCHING}/readings.txt"), tables::readings()),
    ];
    for (name, text) in made {
        let path = workspace::path(&name);
        if !check {
            fs::write(&path, text).with_context(|| name.clone())?;
            console::note(name);
        } else if fs::read_to_string(&path).with_context(|| name.clone())? != text {
            bail!("{name} differs; cargo xtask match-bench --generate makes it");
        }
    }
    Ok(())
}
