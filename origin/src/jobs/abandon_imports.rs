use std::{sync::Arc, time::Duration};

use crate::{accounts::Fault, library::Library};

pub(super) const PERIOD: Duration = Duration::from_hours(1);

/// Gives up the imports that nobody goes on with.
pub(super) async fn run(library: Arc<Library>) -> Result<(), Fault> {
    let abandoned = library.abandon_imports().await?;
    tracing::info!(abandoned, "imports were given up");
    Ok(())
}
