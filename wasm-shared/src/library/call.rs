use super::{
    changes, entries, favorites, history, operation::Operation, playback, playlists, substitutions,
};

/// What is asked of the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is told at its operation")]
pub enum Call {
    ListFavorites,
    GetFavorite,
    PutFavorite,
    DeleteFavorite,
    ChangeFavorites,
    ListPlays,
    ListRecentTracks,
    AddPlays,
    ClearPlays,
    ListPlaylists,
    GetPlaylist,
    CreatePlaylist,
    UpdatePlaylist,
    DeletePlaylist,
    ListEntries,
    AddEntries,
    DeleteEntry,
    MoveEntry,
    CreateImport,
    GetImport,
    ExportPlaylist,
    ListSubstitutions,
    PutSubstitution,
    DeleteSubstitution,
    ListChanges,
    GetPlayback,
    PutPlayback,
}

impl Call {
    /// How it is done; `None` for what takes more than one call of the origin.
    pub(super) const fn operation(self) -> Option<&'static Operation> {
        Some(match self {
            Self::ListFavorites => &favorites::LIST,
            Self::GetFavorite => &favorites::GET,
            Self::PutFavorite => &favorites::PUT,
            Self::DeleteFavorite => &favorites::DELETE,
            Self::ChangeFavorites => &favorites::BATCH,
            Self::ListPlays => &history::LIST,
            Self::ListRecentTracks => &history::RECENT_TRACKS,
            Self::AddPlays => &history::ADD,
            Self::ClearPlays => &history::CLEAR,
            Self::ListPlaylists => &playlists::LIST,
            Self::GetPlaylist => &playlists::GET,
            Self::CreatePlaylist => &playlists::CREATE,
            Self::UpdatePlaylist => &playlists::UPDATE,
            Self::DeletePlaylist => &playlists::DELETE,
            Self::ListEntries => &entries::LIST,
            Self::AddEntries => &entries::ADD,
            Self::DeleteEntry => &entries::DELETE,
            Self::MoveEntry => &entries::MOVE_ENTRY,
            Self::ListSubstitutions => &substitutions::LIST,
            Self::PutSubstitution => &substitutions::PUT,
            Self::DeleteSubstitution => &substitutions::DELETE,
            Self::ListChanges => &changes::LIST,
            Self::GetPlayback => &playback::GET,
            Self::PutPlayback => &playback::PUT,
            Self::CreateImport | Self::GetImport | Self::ExportPlaylist => return None,
        })
    }
}
