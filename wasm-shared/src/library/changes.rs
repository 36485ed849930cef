//! `GET /api/v1/library/changes?since=`: everything that is not as it was at a revision.

use super::{
    input::Input,
    operation::{Operation, Shown},
    shapes::{ENTRY, FAVORITE, PLAY, PLAYBACK, PLAYLIST, SUBSTITUTION},
};
use crate::{
    contract::{
        shape::{Json, Kind, Shape, member},
        wire::{MessageReader, MessageWriter, WireError},
    },
    http::Problem,
};

/// `GET /library/changes?since=&limit=&cursor=`
pub const LIST: Operation =
    Operation::ask("/sync.v1.SyncService/ListChanges", list, Shown::By(changes));

/// An answer without its items.
pub const ANSWER: &Shape = &[
    member(1, "revision", Kind::ANY_NUMBER),
    member(2, "more", Kind::Flag),
    member(3, "reset", Kind::Flag),
    member(5, "next_cursor", Kind::ANY_TEXT).optional(),
];

/// An entry with the list it is in, and the entry before it.
const ENTRY_CHANGE: &Shape = &[
    member(1, "playlist_id", Kind::ANY_TEXT),
    member(2, "entry", Kind::Object(ENTRY)),
    member(3, "after", Kind::ANY_TEXT),
];

/// What is left to say of something that is gone.
const FAVORITE_DELETED: &Shape = &[FAVORITE[0], FAVORITE[1]];
const ENTRY_DELETED: &Shape = &[
    member(1, "playlist_id", Kind::ANY_TEXT),
    member(2, "entry", Kind::Object(&[member(1, "id", Kind::ANY_TEXT)])),
];

/// A sort of change: the field it stands in, its `kind`, whether the thing is gone, and its members;
/// of some that are gone only a text, which is this member.
pub const KINDS: &[(u32, &str, bool, Told)] = &[
    (2, "favorite", false, Told::Members(FAVORITE)),
    (3, "favorite", true, Told::Members(FAVORITE_DELETED)),
    (4, "playlist", false, Told::Members(PLAYLIST)),
    (5, "playlist", true, Told::Text("id")),
    (6, "playlist_entry", false, Told::Members(ENTRY_CHANGE)),
    (7, "playlist_entry", true, Told::Members(ENTRY_DELETED)),
    (8, "substitution", false, Told::Members(SUBSTITUTION)),
    (9, "substitution", true, Told::Text("track_id")),
    (10, "play", false, Told::Members(PLAY)),
    (11, "history", true, Told::Nothing),
    (12, "playback", false, Told::Members(PLAYBACK)),
];

/// What is told of a thing that changed.
#[derive(Clone, Copy)]
pub enum Told {
    /// These members.
    Members(&'static Shape),
    /// A text, as this member.
    Text(&'static str),
    /// No more than that.
    Nothing,
}

fn list(input: &Input<'_>) -> Result<MessageWriter, Problem> {
    let read = |text: &str| text.parse::<u64>().ok().filter(|since| i64::try_from(*since).is_ok());
    let since = input.parameters.parse("since", read, "must be a revision")?;
    let (limit, cursor) = input.list()?;
    Ok(input.caller().number(2, since.unwrap_or_default()).number(3, limit).text(4, &cursor))
}

fn changes(message: &MessageReader<'_>) -> Result<Vec<u8>, WireError> {
    let mut json = Json::default();
    json.raw("{");
    json.members(ANSWER, message)?;
    json.raw(",\"items\":[");
    for (index, item) in message.each(4).enumerate() {
        if index > 0 {
            json.raw(",");
        }
        change(&mut json, &MessageReader::read(item)?)?;
    }
    json.raw("]}");
    Ok(json.into_bytes())
}

/// `{revision, kind, deleted?, <kind>: {…}}`; a kind that is not known here yet has only its
/// revision.
fn change(json: &mut Json, item: &MessageReader<'_>) -> Result<(), WireError> {
    json.raw("{");
    json.members(&[member(1, "revision", Kind::ANY_NUMBER)], item)?;
    if let Some((field, kind, deleted, told)) = KINDS.iter().find(|(field, ..)| item.has(*field)) {
        json.raw(",\"kind\":");
        json.text(kind);
        if *deleted {
            json.raw(",\"deleted\":true");
        }
        match told {
            Told::Members(shape) => {
                json.raw(",");
                json.text(kind);
                json.raw(":");
                json.object(shape, &item.message(*field)?.unwrap_or_default())?;
            }
            Told::Text(name) => {
                json.raw(",");
                json.text(kind);
                json.raw(":{");
                json.text(name);
                json.raw(":");
                json.text(item.text(*field));
                json.raw("}");
            }
            Told::Nothing => {}
        }
    }
    json.raw("}");
    Ok(())
}
