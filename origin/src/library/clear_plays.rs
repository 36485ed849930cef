use super::{Change, LibraryError};
use crate::{
    outbox::Event,
    store::{plays, users},
};

impl Change {
    /// Empties the history. The names of its plays are remembered for a while, so that a player that
    /// tells of them again does not bring them back.
    pub async fn clear_plays(&mut self) -> Result<(), LibraryError> {
        let (user_id, now) = (self.user_id, self.now);
        if plays::clear(self.connection(), user_id, now).await? {
            let revision = self.next_revision();
            users::set_plays_cleared(self.connection(), user_id, revision).await?;
            self.tell(&Event::history_cleared(revision)).await?;
        }
        Ok(())
    }
}
