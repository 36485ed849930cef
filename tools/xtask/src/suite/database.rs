//! A PostgreSQL for one run.

use std::fs::{File, TryLockError};
use std::path::PathBuf;

use anyhow::Result;

use crate::postgres::{Cluster, Durability};
use crate::process::{Output, Services};
use crate::{console, probe, workspace};

/// Runs `body` with the address of a fresh server on which it may create databases.
pub fn with_database<T>(body: impl FnOnce(&str) -> Result<T>) -> Result<T> {
    let _lock = lock()?;
    let mut services = Services::new(Output::Files(directory().join("log")));
    let cluster = fresh_cluster()?;
    let result = cluster.start(&mut services).and_then(|()| body(&cluster.url("postgres")));
    drop(services);
    cluster.remove()?;
    result
}

/// A cluster with an empty database `listen` on a free port.
pub fn fresh_cluster() -> Result<Cluster> {
    // What a killed run left is in the way of none: the name is this process's own.
    let name = format!("postgres-{}", std::process::id());
    Cluster::prepare(&directory().join(name), probe::free_port()?, Durability::Lost, &["listen"])
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
