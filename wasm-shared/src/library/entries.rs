//! `/api/v1/library/playlists/{id}/tracks`

use super::{
    input::Input,
    operation::{Operation, Shown},
    shapes::{ENTRY, PLAYLIST, SNAPSHOT},
};
use crate::{
    contract::{
        shape::{Faults, Kind, Shape, member, read_object},
        wire::MessageWriter,
    },
    http::Problem,
};

const ENTRIES: &Shape = &[
    member(3, "items", Kind::list_of(&Kind::Object(ENTRY))),
    member(4, "next_cursor", Kind::ANY_TEXT).optional(),
    member(5, "version", Kind::ANY_NUMBER),
];

/// An entry's id, or nothing for the beginning.
const AFTER: Kind = Kind::text(0, 64);

/// What is added, and where.
pub const NEW_ENTRIES: &Shape = &[
    member(3, "items", Kind::List(1, 100, &Kind::Object(NEW_ENTRY))),
    member(4, "after", AFTER).optional(),
];

const NEW_ENTRY: &Shape = &[member(1, "track", Kind::Track(SNAPSHOT))];

const ADDED: &Shape = &[
    member(3, "items", Kind::list_of(&Kind::Object(ENTRY))),
    member(2, "playlist", Kind::Object(PLAYLIST)),
];

/// Where an entry goes.
pub const MOVE: &Shape = &[member(4, "after", AFTER)];

/// `GET /library/playlists/{id}/tracks`, in the playlist's order.
pub const LIST: Operation = Operation::list(LIST_PROCEDURE, list, 4, ENTRIES);
/// The procedure that lists entries.
pub const LIST_PROCEDURE: &str = "/user.v1.UserService/ListPlaylistEntries";
/// `POST /library/playlists/{id}/tracks` `{items: [{track}], after?}`: at the end, or after an entry,
/// or with an empty `after` at the beginning.
pub const ADD: Operation =
    Operation::write("/user.v1.UserService/AddPlaylistEntries", add, Shown::Whole(ADDED))
        .with_status(201)
        .of_playlist(2);
/// `DELETE /library/playlists/{id}/tracks/{entry_id}`
pub const DELETE: Operation =
    Operation::write("/user.v1.UserService/DeletePlaylistEntry", delete, Shown::Nothing)
        .of_playlist(2);
/// `POST /library/playlists/{id}/tracks/{entry_id}/move` `{after}`: empty for the beginning.
pub const MOVE_ENTRY: Operation =
    Operation::write("/user.v1.UserService/MovePlaylistEntry", move_, Shown::Part(2, PLAYLIST))
        .of_playlist(2);

fn list(input: &Input<'_>) -> Result<MessageWriter, Problem> {
    Ok(input.caller().text(2, input.own_id(0)?).message(3, &input.page()?))
}

fn add(input: &Input<'_>) -> Result<MessageWriter, Problem> {
    let message = input.change().text(2, input.own_id(0)?);
    let mut faults = Faults::default();
    let message = read_object(NEW_ENTRIES, &input.body, "", &mut faults, message);
    faults.none_or(input.with_version(5, message)?)
}

fn delete(input: &Input<'_>) -> Result<MessageWriter, Problem> {
    input.with_version(4, entry(input)?)
}

fn move_(input: &Input<'_>) -> Result<MessageWriter, Problem> {
    let mut faults = Faults::default();
    let message = read_object(MOVE, &input.body, "", &mut faults, entry(input)?);
    faults.none_or(input.with_version(5, message)?)
}

/// A change of the entry that the path names.
fn entry(input: &Input<'_>) -> Result<MessageWriter, Problem> {
    Ok(input.change().text(2, input.own_id(0)?).text(3, input.own_id(1)?))
}
