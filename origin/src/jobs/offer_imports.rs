use std::{sync::Arc, time::Duration};

use crate::{accounts::Fault, library::Library, outbox::Courier};

pub(super) const PERIOD: Duration = Duration::from_secs(10);

/// Has an edge go on with the imports that nobody looks at.
pub(super) async fn run(library: Arc<Library>, courier: Arc<Courier>) -> Result<(), Fault> {
    loop {
        let imports = library.take_waiting_imports().await?;
        if imports.is_empty() {
            return Ok(());
        }
        courier.edges.offer_imports(&imports).await;
    }
}
