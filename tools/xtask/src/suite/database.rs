//! A PostgreSQL for one run.

use std::fs::{DirBuilder, File, TryLockError};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use anyhow::Result;
use nix::sys::statvfs::statvfs;

use crate::postgres::{Cluster, Durability};
use crate::process::{Output, Services};
use crate::{console, probe, workspace};

/// Runs `body` with the address of a fresh server on which it may create databases.
pub fn with_database<T>(body: impl FnOnce(&str) -> Result<T>) -> Result<T> {
    let _lock = lock()?;
    let mut services = Services::new(Output::Files(directory().join("log")));
    let memory = in_memory();
    let cluster = cluster_in(memory.as_deref().unwrap_or(&directory()))?;
    let result = cluster.start(&mut services).and_then(|()| body(&cluster.url("postgres")));
    drop(services);
    cluster.remove()?;
    if let Some(memory) = memory {
        std::fs::remove_dir(memory)?;
    }
    result
}

/// A cluster with an empty database `listen` on a free port.
pub fn fresh_cluster() -> Result<Cluster> {
    cluster_in(&directory())
}

fn cluster_in(directory: &Path) -> Result<Cluster> {
    // What a killed run left is in the way of none: the name is this process's own.
    let name = format!("postgres-{}", std::process::id());
    Cluster::prepare(&directory.join(name), probe::free_port()?, Durability::Lost, &["listen"])
}

/// A folder of this checkout in memory, where the system has one with room. Each test makes a database,
/// which is some six hundred files: on a disk that takes half of the tests' time.
fn in_memory() -> Option<PathBuf> {
    const ROOM: u64 = 4 << 30;
    let memory = Path::new("/dev/shm");
    let free = statvfs(memory).ok()?;
    if free.blocks_available() * free.fragment_size() < ROOM {
        return None;
    }
    let folder = memory.join(workspace::checkout_name());
    // Left by a run that was killed; no other is at work, or this one would still wait for its turn.
    let _ = std::fs::remove_dir_all(&folder);
    // Fails when it is somebody else's. The server may run as another user.
    DirBuilder::new().mode(0o755).create(&folder).ok()?;
    Some(folder)
}

/// Everything that test runs write.
pub fn directory() -> PathBuf {
    workspace::path("target/test")
}

/// Runs of one checkout take turns: their logs and the worker's state have fixed places.
pub fn lock() -> Result<File> {
    std::fs::create_dir_all(directory())?;
    let file = File::create(directory().join(".lock"))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            console::step("Waiting for the tests that run already");
            file.lock()?;
        }
        Err(TryLockError::Error(error)) => return Err(error.into()),
    }
    Ok(file)
}
