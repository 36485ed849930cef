//! The objects of the library and their places in the messages of `user/v1/library.proto`.

use super::input::ITEM_KINDS;
use crate::contract::shape::{Kind, Shape, member};

/// The longest a recording is, in milliseconds: a day.
pub const LONGEST_MS: u64 = 24 * 60 * 60 * 1_000;
/// Characters of a title or a name.
const NAME: Kind = Kind::text(1, 500);

/// A performer or a release. The id is empty where its source gives none.
pub const NAMED: &Shape = &[member(1, "id", Kind::text(0, 200)), member(2, "name", NAME)];

/// What an item was called when it was saved.
pub const SNAPSHOT: &Shape = &[
    member(1, "title", NAME),
    member(2, "artists", Kind::List(0, 50, &Kind::Object(NAMED))).optional(),
    member(3, "album", Kind::Object(NAMED)).optional(),
    member(4, "duration_ms", Kind::Number(LONGEST_MS)).optional(),
    member(5, "cover_url", Kind::Url).optional(),
];

/// A favourite.
pub const FAVORITE: &Shape = &[
    member(1, "kind", Kind::Enumeration(ITEM_KINDS)),
    member(2, "id", Kind::ANY_TEXT),
    member(3, "snapshot", Kind::Object(SNAPSHOT)),
    member(4, "created_at", Kind::Instant),
];

/// That something was played.
pub const PLAY: &Shape = &[
    member(1, "event_id", Kind::text(1, 100)),
    member(2, "track", Kind::Track(SNAPSHOT)),
    member(4, "played_at", Kind::Instant),
    member(5, "played_ms", Kind::Number(LONGEST_MS)),
    member(6, "completed", Kind::Flag).optional(),
];

/// A track with its latest play.
pub const RECENT_TRACK: &Shape = &[
    member(1, "track", Kind::Track(SNAPSHOT)),
    member(3, "last_played_at", Kind::Instant),
    member(4, "progress_ms", Kind::ANY_NUMBER),
    member(5, "completed", Kind::Flag),
    member(6, "play_count", Kind::ANY_NUMBER),
];

/// A playlist without its entries.
pub const PLAYLIST: &Shape = &[
    member(1, "id", Kind::ANY_TEXT),
    member(2, "name", Kind::ANY_TEXT),
    member(3, "description", Kind::ANY_TEXT),
    member(4, "cover_url", Kind::Url).optional(),
    member(5, "track_count", Kind::ANY_NUMBER),
    member(6, "version", Kind::ANY_NUMBER),
    member(7, "public", Kind::Flag),
    member(8, "created_at", Kind::Instant),
    member(9, "updated_at", Kind::Instant),
];

/// A track in its place in a playlist. The id is the entry's: a track may be in a list twice.
pub const ENTRY: &Shape = &[
    member(1, "id", Kind::ANY_TEXT),
    member(2, "track", Kind::Track(SNAPSHOT)),
    member(4, "added_at", Kind::Instant),
];

/// The listener's own choice of what plays in place of a track.
pub const SUBSTITUTION: &Shape = &[
    member(1, "track_id", Kind::ANY_TEXT),
    member(2, "use", Kind::ANY_TEXT),
    member(3, "updated_at", Kind::Instant),
];

/// What plays.
pub const PLAYBACK: &Shape = &[
    member(1, "track", Kind::Track(SNAPSHOT)),
    member(3, "position_ms", Kind::Number(LONGEST_MS)),
    member(4, "state", Kind::Choice(&["playing", "paused", "stopped"])),
    member(5, "queue", Kind::List(0, 1_000, &Kind::TrackId)).optional(),
    member(6, "device_id", Kind::ANY_TEXT).optional(),
    member(7, "updated_at", Kind::Instant).optional(),
];

/// A list that is being taken over into a playlist.
pub const IMPORT_JOB: &Shape = &[
    member(1, "id", Kind::ANY_TEXT),
    member(2, "playlist_id", Kind::ANY_TEXT),
    member(3, "state", Kind::ANY_TEXT),
    member(4, "total", Kind::ANY_NUMBER),
    member(5, "done", Kind::ANY_NUMBER),
    member(6, "matched", Kind::ANY_NUMBER),
    member(7, "unmatched", Kind::list_of(&Kind::ANY_TEXT)),
    member(11, "failure", Kind::ANY_TEXT).optional(),
    member(8, "created_at", Kind::Instant),
    member(9, "updated_at", Kind::Instant),
];
