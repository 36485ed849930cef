//! Steps of the database's schema, run by the origin.

use anyhow::{Result, bail};

use crate::dev::{POSTGRES, given_database, start_database};
use crate::origin::Origin;
use crate::process::{Output, Services, run};
use crate::{console, probe, workspace};

/// `up` applies what is missing, `down` takes the last step back; on the development database, which is
/// started for it if it does not run.
pub fn migrate(direction: &str) -> Result<()> {
    if !matches!(direction, "up" | "down") {
        bail!("migrate up or migrate down");
    }
    console::step("Building the origin");
    workspace::build_native(&["origin"])?;
    let mut services = Services::new(Output::Files(workspace::path(".dev/log")));
    let database_url = match given_database() {
        Some(url) => url,
        None if probe::postgres_accepts(POSTGRES, crate::postgres::USER, crate::dev::DATABASE) => {
            format!(
                "postgres://{}@127.0.0.1:{POSTGRES}/{}",
                crate::postgres::USER,
                crate::dev::DATABASE
            )
        }
        None => {
            crate::setup::edge()?;
            start_database(&mut services)?
        }
    };
    migrate_at(database_url, direction)
}

/// The same on a database of the caller's.
pub fn migrate_at(database_url: String, direction: &str) -> Result<()> {
    // It listens on none of these ports.
    let program = workspace::built("origin");
    let origin = Origin { program, http: 0, grpc: 0, sandbox: 0, edge: 0, database_url };
    run(&mut origin.command(&["migrate", direction]))
}
