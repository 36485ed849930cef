use uuid::Uuid;

use super::{ImportJob, Library, LibraryError};
use crate::{accounts::Caller, store::import_jobs};

/// The most lines handed out at once.
const MAX_LINES: u32 = 1_000;

impl Library {
    /// One of the caller's imports, and up to so many of the lines that are looked up next.
    pub async fn get_import(
        &self,
        caller: &Caller,
        id: Uuid,
        lines: u32,
    ) -> Result<(ImportJob, Vec<String>), LibraryError> {
        let (mut transaction, _) = self.begin_read(caller).await?;
        let (connection, user_id) = (&mut transaction, caller.user_id);
        let job = import_jobs::get(connection, user_id, id).await?.ok_or(LibraryError::NotFound)?;
        let lines = match lines.min(MAX_LINES) {
            0 => Vec::new(),
            lines => import_jobs::lines(connection, id, job.done, lines).await?,
        };
        Ok((job, lines))
    }
}
