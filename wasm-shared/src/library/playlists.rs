//! `/api/v1/library/playlists`

use super::{
    input::Input,
    operation::{Operation, Shown},
    shapes::PLAYLIST,
};
use crate::{
    contract::{
        shape::{Faults, Kind, Shape, member, read_object},
        wire::MessageWriter,
    },
    http::Problem,
};

/// Characters of a playlist's name.
pub const NAME: Kind = Kind::text(1, LONGEST_NAME);
/// Its most.
pub const LONGEST_NAME: usize = 100;
const DESCRIPTION: Kind = Kind::Lines(2_000);

const PLAYLISTS: &Shape = &[
    member(3, "items", Kind::list_of(&Kind::Object(PLAYLIST))),
    member(4, "next_cursor", Kind::ANY_TEXT).optional(),
];

/// What a playlist is made of.
pub const NEW_PLAYLIST: &Shape = &[
    member(2, "name", NAME),
    member(3, "description", DESCRIPTION).optional(),
    member(4, "cover_url", Kind::Url).optional(),
    member(5, "public", Kind::Flag).optional(),
];

/// What of it can be changed.
pub const PLAYLIST_UPDATE: &Shape = &[
    member(3, "name", NAME).optional(),
    member(4, "description", DESCRIPTION).optional(),
    member(5, "cover_url", Kind::Url).optional(),
    member(6, "public", Kind::Flag).optional(),
];

/// `GET /library/playlists`: the one changed last first.
pub const LIST: Operation =
    Operation::list("/user.v1.UserService/ListPlaylists", list, 3, PLAYLISTS);
/// `GET /library/playlists/{id}`
pub const GET: Operation =
    Operation::read(GET_PROCEDURE, get, Shown::Part(2, PLAYLIST)).of_playlist(2);
/// The procedure that gives one playlist.
pub const GET_PROCEDURE: &str = "/user.v1.UserService/GetPlaylist";
/// `POST /library/playlists`
pub const CREATE: Operation =
    Operation::write("/user.v1.UserService/CreatePlaylist", create, Shown::Part(2, PLAYLIST))
        .with_status(201)
        .of_playlist(2);
/// `PATCH /library/playlists/{id}`: the members that are sent; `cover_url: null` takes it away.
pub const UPDATE: Operation =
    Operation::write("/user.v1.UserService/UpdatePlaylist", update, Shown::Part(2, PLAYLIST))
        .of_playlist(2);
/// `DELETE /library/playlists/{id}`
pub const DELETE: Operation =
    Operation::write("/user.v1.UserService/DeletePlaylist", delete, Shown::Nothing);

fn list(input: &Input<'_>) -> Result<MessageWriter, Problem> {
    Ok(input.caller().message(2, &input.page()?))
}

/// What asks for one playlist.
pub fn get(input: &Input<'_>) -> Result<MessageWriter, Problem> {
    Ok(input.caller().text(2, input.own_id(0)?))
}

fn create(input: &Input<'_>) -> Result<MessageWriter, Problem> {
    let mut faults = Faults::default();
    let message = read_object(NEW_PLAYLIST, &input.body, "", &mut faults, input.change());
    faults.none_or(message)
}

fn update(input: &Input<'_>) -> Result<MessageWriter, Problem> {
    let message = input.change().text(2, input.own_id(0)?);
    let mut faults = Faults::default();
    let mut message = read_object(PLAYLIST_UPDATE, &input.body, "", &mut faults, message);
    if input.body.get("cover_url").is_some_and(serde_json::Value::is_null) {
        message = message.text(5, "");
    }
    faults.none_or(input.with_version(7, message)?)
}

fn delete(input: &Input<'_>) -> Result<MessageWriter, Problem> {
    input.with_version(3, input.change().text(2, input.own_id(0)?))
}
