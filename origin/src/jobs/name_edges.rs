use std::{sync::Arc, time::Duration};

use crate::{outbox::Courier, store};

/// Some tries are left before an edge is taken for one that was removed.
pub(super) const PERIOD: Duration = Duration::from_mins(5);

/// Says that the edges of the settings are told still.
pub(super) async fn run(courier: Arc<Courier>) -> Result<(), store::Error> {
    courier.name_edges().await
}
