use super::{Change, ItemId, LibraryError};
use crate::{outbox::Event, store::substitutions};

impl Change {
    /// Has a track itself play again. To do so where nothing was chosen changes nothing.
    pub async fn delete_substitution(&mut self, track_id: &ItemId) -> Result<(), LibraryError> {
        let (user_id, now) = (self.user_id, self.now);
        if substitutions::get(self.connection(), user_id, track_id).await?.is_some() {
            let revision = self.next_revision();
            substitutions::delete(self.connection(), user_id, track_id, revision, now).await?;
            self.tell(&Event::substitution_changed(revision, track_id)).await?;
        }
        Ok(())
    }
}
