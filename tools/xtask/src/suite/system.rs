use anyhow::Result;

use super::database::directory;
use crate::edge::{Edge, EdgeKind};
use crate::origin::Origin;
use crate::process::Services;
use crate::{dev, probe, sandbox, workspace};

/// A system beside any other, on ports of its own.
#[derive(Debug)]
pub struct System {
    /// Port of the sandbox.
    pub sandbox: u16,
    /// The origin.
    pub origin: Origin,
    /// The edge.
    pub edge: Edge,
    kind: EdgeKind,
}

impl System {
    /// One on this database, with an edge of this kind that has kept nothing yet.
    pub fn prepare(kind: EdgeKind, database_url: String) -> Result<Self> {
        let (sandbox, edge) = (probe::free_port()?, probe::free_port()?);
        let origin = Origin {
            program: workspace::built("origin"),
            http: probe::free_port()?,
            grpc: probe::free_port()?,
            sandbox,
            edge,
            database_url,
        };
        let edge = edge_apart(kind, "edge", edge, &origin)?;
        Ok(Self { sandbox, origin, edge, kind })
    }

    /// An edge of the same system that a test starts and ends itself. The origin does not push to it.
    pub fn second_edge(&self) -> Result<Edge> {
        edge_apart(self.kind, "second-edge", probe::free_port()?, &self.origin)
    }

    /// Starts all of it.
    pub fn start(&self, services: &mut Services) -> Result<()> {
        sandbox::start(self.sandbox, services)?;
        self.origin.start(services)?;
        self.edge.serve(services)
    }
}

/// An edge that has stored nothing.
fn edge_apart(kind: EdgeKind, name: &str, port: u16, origin: &Origin) -> Result<Edge> {
    let state = directory().join(name);
    let _ = std::fs::remove_dir_all(&state);
    let moved = [(dev::ORIGIN_HTTP, origin.http), (dev::SANDBOX, origin.sandbox)];
    // Lives so short that a test can watch them pass.
    let settings = workspace::path("edge/e2e/settings.json");
    kind.apart(&state, port, &moved, &settings)
}
