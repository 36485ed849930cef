use super::{Library, LibraryError, Playback};
use crate::{accounts::Caller, store::playbacks};

impl Library {
    /// What plays, or played last, on whichever of the caller's devices; `None` before anything did.
    pub async fn get_playback(&self, caller: &Caller) -> Result<Option<Playback>, LibraryError> {
        let (mut transaction, _) = self.begin_read(caller).await?;
        let found = playbacks::get(&mut transaction, caller.user_id).await?;
        Ok(found.map(|(_, playback)| playback))
    }
}
