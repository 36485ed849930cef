use super::{Change, Invalid, LibraryError, Play};
use crate::{outbox::Event, store::plays};

/// The most plays at once.
const MAX_PLAYS: usize = 100;

/// What came of plays that were told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AddedPlays {
    /// Were new.
    pub accepted: u32,
    /// Had been told before, also if the history was cleared since.
    pub duplicates: u32,
}

impl Change {
    /// Adds to the history what is not there yet, in any order of time.
    pub async fn add_plays(&mut self, plays: Vec<Play>) -> Result<AddedPlays, LibraryError> {
        let told = plays.len();
        if !(1..=MAX_PLAYS).contains(&told) {
            return Err(Invalid::new("items", "must be 1 to 100").into());
        }
        let now = self.now;
        let plays: Vec<_> =
            plays.into_iter().map(|play| play.check(now)).collect::<Result<_, _>>()?;
        let (user_id, base) = (self.user_id, self.revision());
        let accepted = plays::insert(self.connection(), user_id, &plays, base).await?;
        if !accepted.is_empty() {
            // Each has a number of its own by its place, those not taken included.
            self.skip_revisions(plays.len() as u64);
            plays::note_recent(self.connection(), user_id, &plays, &accepted).await?;
            self.tell(&Event::history_added(self.revision(), accepted.len())).await?;
        }
        let count = |number| u32::try_from(number).unwrap_or(u32::MAX);
        let duplicates = count(told - accepted.len());
        Ok(AddedPlays { accepted: count(accepted.len()), duplicates })
    }
}
