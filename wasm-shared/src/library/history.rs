//! `/api/v1/library/history`

use super::{
    input::Input,
    operation::{Operation, Shown},
    shapes::{PLAY, RECENT_TRACK},
};
use crate::{
    contract::{
        shape::{Faults, Kind, Shape, member, read_object},
        wire::MessageWriter,
    },
    http::Problem,
};

const PLAYS: &Shape = &[
    member(3, "items", Kind::list_of(&Kind::Object(PLAY))),
    member(4, "next_cursor", Kind::ANY_TEXT).optional(),
];

const RECENT: &Shape = &[
    member(3, "items", Kind::list_of(&Kind::Object(RECENT_TRACK))),
    member(4, "next_cursor", Kind::ANY_TEXT).optional(),
];

/// What is told of plays.
pub const NEW_PLAYS: &Shape = &[member(2, "items", Kind::List(1, 100, &Kind::Object(PLAY)))];

const ADDED: &Shape =
    &[member(2, "accepted", Kind::ANY_NUMBER), member(3, "duplicates", Kind::ANY_NUMBER)];

/// `GET /library/history`: the latest first.
pub const LIST: Operation = Operation::list("/user.v1.UserService/ListPlays", list, 3, PLAYS);
/// `GET /library/history/recent`: every track once, with its latest play.
pub const RECENT_TRACKS: Operation =
    Operation::list("/user.v1.UserService/ListRecentTracks", list, 3, RECENT);
/// `POST /library/history`: up to 100 plays; those told before are dropped.
pub const ADD: Operation =
    Operation::write("/user.v1.UserService/AddPlays", add, Shown::Whole(ADDED));
/// `DELETE /library/history`: all of it.
pub const CLEAR: Operation =
    Operation::write("/user.v1.UserService/ClearPlays", clear, Shown::Nothing);

fn list(input: &Input<'_>) -> Result<MessageWriter, Problem> {
    Ok(input.caller().message(2, &input.page()?))
}

fn add(input: &Input<'_>) -> Result<MessageWriter, Problem> {
    let mut faults = Faults::default();
    let message = read_object(NEW_PLAYS, &input.body, "", &mut faults, input.change());
    faults.none_or(message)
}

#[expect(clippy::unnecessary_wraps, reason = "what all operations are asked by")]
fn clear(input: &Input<'_>) -> Result<MessageWriter, Problem> {
    Ok(input.change())
}
