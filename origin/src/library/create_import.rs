use super::{
    Change, ImportJob, Invalid, LibraryError, MAX_ENTRIES, NewPlaylist, snapshot::is_text,
};
use crate::{entropy, store::import_jobs};

/// The longest line, in characters.
const MAX_LINE: usize = 1_000;

/// A list that is to be taken over, checked.
#[derive(Debug, Clone)]
pub struct NewImport {
    playlist: NewPlaylist,
    lines: Vec<String>,
}

impl NewImport {
    /// Checks the name of the playlist and the lines.
    pub fn new(name: &str, lines: Vec<String>) -> Result<Self, Invalid> {
        let playlist = NewPlaylist::new(name, String::new(), String::new(), false)?;
        if !(1..=MAX_ENTRIES as usize).contains(&lines.len()) {
            return Err(Invalid::new("lines", "must be 1 to 10000"));
        }
        if !lines.iter().all(|line| is_text(line, MAX_LINE)) {
            return Err(Invalid::new(
                "lines",
                "must be up to 1000 characters each, none of control",
            ));
        }
        Ok(Self { playlist, lines })
    }
}

impl Change {
    /// Makes a playlist, and a job that fills it.
    pub async fn create_import(&mut self, new: NewImport) -> Result<ImportJob, LibraryError> {
        let (user_id, now) = (self.user_id, self.now);
        let NewImport { playlist, lines } = new;
        let playlist = self.create_playlist(playlist).await?;
        let id = entropy::id(now);
        let connection = self.connection();
        Ok(import_jobs::insert(connection, user_id, id, playlist.id, &lines, now).await?)
    }
}
