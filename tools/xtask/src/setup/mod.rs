//! Installs what is missing, and only that. Nothing is installed outside the checkout, apart from
//! rustup's own targets and components.

mod cargo_tools;
mod node_packages;
mod prerequisites;

use std::fs::{File, TryLockError};

use anyhow::{Context as _, Result};

pub use cargo_tools::CargoTool;

use crate::{console, workspace};

/// The packages from npm alone.
pub fn packages() -> Result<()> {
    install(&[])
}

/// What the worker is built with and run by.
pub fn edge() -> Result<()> {
    install(&[CargoTool::WasmBindgen])
}

/// What `test` needs.
pub fn test() -> Result<()> {
    install(&[CargoTool::WasmBindgen, CargoTool::Deny])
}

/// What `cover` needs.
pub fn cover() -> Result<()> {
    prerequisites::rustup_component("llvm-tools")?;
    install(&[CargoTool::WasmBindgen, CargoTool::LlvmCov])
}

/// Everything.
pub fn all() -> Result<()> {
    install(&[CargoTool::WasmBindgen, CargoTool::Deny, CargoTool::LlvmCov])
}

fn install(tools: &[CargoTool]) -> Result<()> {
    prerequisites::check()?;
    let _lock = lock()?;
    prerequisites::rustup_targets(&["wasm32-unknown-unknown", "wasm32-wasip2"])?;
    node_packages::install()?;
    for tool in tools {
        tool.install()?;
    }
    Ok(())
}

/// One set-up at a time; the others wait, and then find everything in its place.
fn lock() -> Result<File> {
    let path = workspace::tools().join(".lock");
    std::fs::create_dir_all(workspace::tools())?;
    let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            console::step("Waiting for the set-up that runs already");
            file.lock()?;
        }
        Err(TryLockError::Error(error)) => return Err(error.into()),
    }
    Ok(file)
}
