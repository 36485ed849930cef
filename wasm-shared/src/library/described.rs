//! What the calls are sent and answer, for the description of the API.

use super::{
    Call, entries, export, history, import,
    operation::{Operation, Shown},
    playback, playlists,
    shapes::{
        ENTRY, FAVORITE, IMPORT_JOB, NAMED, PLAY, PLAYBACK, PLAYLIST, RECENT_TRACK, SNAPSHOT,
        SUBSTITUTION,
    },
    substitutions,
};
use crate::contract::shape::Shape;

pub use super::{
    changes::{ANSWER as CHANGES, KINDS as CHANGE_KINDS, Told as ChangeTold},
    favorites::{MOST_OPERATIONS as MOST_FAVORITE_CHANGES, NAMES as FAVORITE_NAMES},
    import::FORMATS as IMPORT_FORMATS,
    input::{ITEM_KINDS, LONGEST_CURSOR, LONGEST_ID},
    playlists::NAME as PLAYLIST_NAME,
    shapes::{PLAYBACK as NOW_PLAYING, SNAPSHOT as ITEM_SNAPSHOT},
};

/// The shapes that have a name of their own.
pub const NAMES: &[(&str, &Shape)] = &[
    ("NameAndId", NAMED),
    ("Snapshot", SNAPSHOT),
    ("Favorite", FAVORITE),
    ("Play", PLAY),
    ("RecentTrack", RECENT_TRACK),
    ("Playlist", PLAYLIST),
    ("PlaylistEntry", ENTRY),
    ("Substitution", SUBSTITUTION),
    ("NowPlaying", PLAYBACK),
    ("ImportJob", IMPORT_JOB),
];

/// The body of a call.
#[derive(Debug, Clone, Copy)]
pub enum Sent {
    /// None.
    Nothing,
    /// An object of this shape.
    Body(&'static Shape),
    /// Changes of favourites.
    FavoriteChanges,
    /// A list to take over.
    Import,
}

/// The body of a good answer.
#[derive(Debug, Clone, Copy)]
pub enum Answered {
    /// None.
    Nothing,
    /// An object of this shape.
    Body(&'static Shape),
    /// What changed in the library.
    Changes,
    /// What plays, if anything does.
    Playback,
    /// A file of one of these formats: its name, its content type, and its shape where it is JSON.
    File(&'static [(&'static str, &'static str, Option<&'static Shape>)]),
}

/// A call from outside.
#[derive(Debug, Clone, Copy)]
pub struct Described {
    /// Its body.
    pub sent: Sent,
    /// Its good answer.
    pub answered: Answered,
    /// That answer's status.
    pub status: u16,
    /// Whether it may be 201 as well.
    pub tells_creation: bool,
    /// Whether it changes something.
    pub is_write: bool,
    /// Its good answer's validator.
    pub validator: Validator,
}

/// What an `ETag` is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validator {
    /// There is none.
    None,
    /// The answer, which need not be sent again to who has it.
    Answer,
    /// The playlist that was changed.
    Playlist,
}

impl Call {
    /// What it is sent and answers.
    pub fn described(self) -> Described {
        let sent = self.sent();
        let Some(operation) = self.operation() else {
            let (answered, status) = match self {
                Self::CreateImport => (Answered::Body(import::CREATED), 202),
                Self::GetImport => (Answered::Body(import::LOOKED_AT), 200),
                _ => (Answered::File(&export::FILES), 200),
            };
            let is_write = self == Self::CreateImport;
            let (tells_creation, validator) = (false, Validator::None);
            return Described { sent, answered, status, tells_creation, is_write, validator };
        };
        let validator = match operation.playlist {
            _ if !operation.is_write() => Validator::Answer,
            Some(_) => Validator::Playlist,
            None => Validator::None,
        };
        let Operation { status, tells_creation, .. } = *operation;
        Described {
            sent,
            answered: self.answered(operation.shown),
            status,
            tells_creation,
            is_write: operation.is_write(),
            validator,
        }
    }

    fn answered(self, shown: Shown) -> Answered {
        match shown {
            Shown::Nothing => Answered::Nothing,
            Shown::Whole(shape) | Shown::Part(_, shape) => Answered::Body(shape),
            Shown::By(_) if self == Self::GetPlayback => Answered::Playback,
            Shown::By(_) => Answered::Changes,
        }
    }

    fn sent(self) -> Sent {
        match self {
            Self::PutFavorite => Sent::Body(SNAPSHOT),
            Self::ChangeFavorites => Sent::FavoriteChanges,
            Self::AddPlays => Sent::Body(history::NEW_PLAYS),
            Self::CreatePlaylist => Sent::Body(playlists::NEW_PLAYLIST),
            Self::UpdatePlaylist => Sent::Body(playlists::PLAYLIST_UPDATE),
            Self::AddEntries => Sent::Body(entries::NEW_ENTRIES),
            Self::MoveEntry => Sent::Body(entries::MOVE),
            Self::CreateImport => Sent::Import,
            Self::PutSubstitution => Sent::Body(substitutions::USE),
            Self::PutPlayback => Sent::Body(playback::NEW_PLAYBACK),
            Self::ListFavorites
            | Self::GetFavorite
            | Self::DeleteFavorite
            | Self::ListPlays
            | Self::ListRecentTracks
            | Self::ClearPlays
            | Self::ListPlaylists
            | Self::GetPlaylist
            | Self::DeletePlaylist
            | Self::ListEntries
            | Self::DeleteEntry
            | Self::GetImport
            | Self::ExportPlaylist
            | Self::ListSubstitutions
            | Self::DeleteSubstitution
            | Self::ListChanges
            | Self::GetPlayback => Sent::Nothing,
        }
    }
}
