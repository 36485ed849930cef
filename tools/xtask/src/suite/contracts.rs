//! The contracts of the ports, asked of each host's own adapters.

use anyhow::Result;

use super::cargo_test::counted;
use super::database::{directory, lock};
use super::report::Tally;
use crate::edge::{Edge, build_spin_contract, build_worker_contract};
use crate::process::{Output, Services};
use crate::{dev, probe, workspace};

/// Starts both hosts with the suite in them, and runs it.
pub fn contracts() -> Result<Tally> {
    let (script, manifest) = (build_worker_contract()?, build_spin_contract()?);
    let _lock = lock()?;
    let (upstream, worker, spin) = (probe::free_port()?, probe::free_port()?, probe::free_port()?);
    let folder = |name: &str| {
        let folder = directory().join("contracts").join(name);
        let _ = std::fs::remove_dir_all(&folder);
        folder
    };
    let settings = workspace::path("edge/e2e/settings.json");
    let moved = [(dev::SANDBOX, upstream)];
    let worker = Edge::worker_of(&script, &folder("worker"), worker, &moved, &settings)?;
    let extra_host = format!("http://127.0.0.1:{upstream}");
    let spin = Edge::spin_of(&manifest, &folder("spin"), spin, extra_host);
    let mut services = Services::new(Output::Files(directory().join("log")));
    worker.serve(&mut services)?;
    spin.serve(&mut services)?;
    let mut cargo = workspace::native("test");
    cargo
        .args(["--quiet", "--test", "contract"])
        .env("CONTRACT_UPSTREAM", upstream.to_string())
        .env("CONTRACT_HOSTS", format!("cloudflare {}\nspin {}", worker.url(), spin.url()));
    let tally = counted(&mut cargo);
    services.check()?;
    tally
}
