use super::{Change, LibraryError, Playback};
use crate::{outbox::Event, store::playbacks};

impl Change {
    /// Says what plays now on the device that calls; its id and the instant are filled in.
    pub async fn put_playback(&mut self, playback: Playback) -> Result<Playback, LibraryError> {
        let (device_id, updated_at) = (self.device_id.clone(), self.now);
        let playback = Playback { device_id, updated_at, ..playback.check()? };
        let (user_id, revision) = (self.user_id, self.next_revision());
        playbacks::put(self.connection(), user_id, &playback, revision).await?;
        self.tell(&Event::playback_changed(revision, &playback)).await?;
        Ok(playback)
    }
}
