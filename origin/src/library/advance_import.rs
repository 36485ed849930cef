use chrono::TimeDelta;
use uuid::Uuid;

use super::{Change, ImportJob, ImportState, Invalid, Library, LibraryError, NewEntry, Position};
use crate::{accounts::Fault, store::import_jobs};

/// The most lines at once.
const MAX_LINES: usize = 1_000;
/// How many of the lines that were not found are named.
const MAX_UNMATCHED: usize = 1_000;
/// An import that nobody went on with for this long is given up.
const PATIENCE: TimeDelta = TimeDelta::days(1);

impl Change {
    /// Takes in what came of an import's next lines: an entry each, or none where nothing was found.
    /// `done` is how many had been looked up when they were read.
    ///
    /// Where the playlist is gone or full, the import fails, and keeps what it brought.
    pub async fn advance_import(
        &mut self,
        id: Uuid,
        done: u32,
        found: Vec<Option<NewEntry>>,
    ) -> Result<ImportJob, LibraryError> {
        let (user_id, now) = (self.user_id, self.now);
        let job = import_jobs::get(self.connection(), user_id, id).await?;
        let mut job = job.ok_or(LibraryError::NotFound)?;
        if job.state != ImportState::Running || job.done != done {
            return Err(LibraryError::VersionConflict);
        }
        let left = (job.total - job.done) as usize;
        if !(1..=MAX_LINES.min(left)).contains(&found.len()) {
            return Err(
                Invalid::new("lines", "must be 1 to 1000, and no more than are left").into()
            );
        }
        let count = u32::try_from(found.len()).unwrap_or(u32::MAX);
        let lines = import_jobs::lines(self.connection(), id, job.done, count).await?;
        let missed = lines.into_iter().zip(&found).filter(|(_, entry)| entry.is_none());
        let room = MAX_UNMATCHED.saturating_sub(job.unmatched.len());
        job.unmatched.extend(missed.map(|(line, _)| line).take(room));

        let entries: Vec<_> = found.into_iter().flatten().collect();
        let matched = u32::try_from(entries.len()).unwrap_or(u32::MAX);
        let added = if entries.is_empty() {
            Ok(())
        } else {
            let added = self.add_playlist_entries(job.playlist_id, entries, Position::Last);
            added.await.map(drop)
        };
        job.failure = match added {
            Ok(()) => String::new(),
            Err(LibraryError::PlaylistFull) => "playlist_full".to_owned(),
            Err(LibraryError::NotFound) => "playlist_deleted".to_owned(),
            Err(error) => return Err(error),
        };
        job.state = ImportState::Failed;
        if job.failure.is_empty() {
            job.done += count;
            job.matched += matched;
            let over = job.done == job.total;
            job.state = if over { ImportState::Done } else { ImportState::Running };
        }
        job.updated_at = now;
        import_jobs::update(self.connection(), &job).await?;
        Ok(job)
    }
}

impl Library {
    /// Gives up the imports that nobody goes on with. Answers how many.
    pub async fn abandon_imports(&self) -> Result<u64, Fault> {
        let now = self.accounts.clock.now();
        let mut connection = self.accounts.store.connection().await?;
        Ok(import_jobs::abandon(&mut connection, now - PATIENCE, now).await?)
    }
}
