use std::{sync::Arc, time::Duration};

use crate::accounts::{SigningKeys, SigningKeysError};

/// How long another origin's rotation may go unnoticed.
pub(super) const PERIOD: Duration = Duration::from_mins(1);

/// Reads the signing keys again.
pub(super) async fn run(signing_keys: Arc<SigningKeys>) -> Result<(), SigningKeysError> {
    signing_keys.reload().await
}
