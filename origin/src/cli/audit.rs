use std::{error::Error, sync::Arc};

use crate::{
    audit::{Audit, CheckpointFile},
    clock::Clock,
    config::Settings,
    store::Store,
    vault::Vault,
};

/// Follows the audit's chain and prints what came of it; fails when a record is broken.
#[expect(clippy::print_stdout, reason = "this is what was asked for")]
pub(super) async fn verify(settings: &Settings) -> Result<(), Box<dyn Error>> {
    let audit = Audit {
        store: Store::new(&settings.database)?,
        clock: Clock::system(),
        key: Arc::new(Vault::new(settings.secret_key.expose()).checkpoint_key()),
        file: settings.checkpoint_file.clone().map(CheckpointFile::new),
        kept: settings.audit_kept,
    };
    let verification = audit.verify().await?;
    audit.store.close().await;
    let kept = match verification.kept_to {
        Some(number) => format!("{number} in the file"),
        None => "none kept apart".to_owned(),
    };
    println!(
        "{} records are as they were written; signed to {} in the database, {kept}",
        verification.checked, verification.signed_to
    );
    match verification.broken {
        None => Ok(()),
        Some(broken) => Err(broken.into()),
    }
}
