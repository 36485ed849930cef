use super::{Change, Invalid, ItemId, LibraryError, Substitution};
use crate::{outbox::Event, store::substitutions};

impl Change {
    /// Has another track play in place of one. Answers whether there was no choice before.
    pub async fn put_substitution(
        &mut self,
        track_id: ItemId,
        use_track_id: ItemId,
    ) -> Result<(Substitution, bool), LibraryError> {
        if track_id == use_track_id {
            return Err(Invalid::new("use", "must be another track").into());
        }
        let user_id = self.user_id;
        let before = substitutions::get(self.connection(), user_id, &track_id).await?;
        let created = before.is_none();
        if let Some(before) = before.filter(|before| before.use_track_id == use_track_id) {
            return Ok((before, false));
        }
        let (updated_at, revision) = (self.now, self.next_revision());
        let substitution = Substitution { track_id, use_track_id, updated_at };
        substitutions::put(self.connection(), user_id, &substitution, revision).await?;
        let track_id = &substitution.track_id;
        self.tell(&Event::substitution_changed(revision, track_id)).await?;
        Ok((substitution, created))
    }
}
