//! `/api/v1/library/substitutions`

use super::{
    input::Input,
    operation::{Operation, Shown},
    shapes::SUBSTITUTION,
};
use crate::{
    contract::{
        shape::{Faults, Kind, Shape, member, read_object},
        wire::MessageWriter,
    },
    http::Problem,
};

const SUBSTITUTIONS: &Shape = &[
    member(3, "items", Kind::list_of(&Kind::Object(SUBSTITUTION))),
    member(4, "next_cursor", Kind::ANY_TEXT).optional(),
];

/// What is to play.
pub const USE: &Shape = &[member(3, "use", Kind::TrackId)];

/// `GET /library/substitutions`
pub const LIST: Operation = Operation::list(LIST_PROCEDURE, list, 3, SUBSTITUTIONS);
/// The procedure that lists substitutions.
pub const LIST_PROCEDURE: &str = "/user.v1.UserService/ListSubstitutions";
/// `PUT /library/substitutions/{track_id}` `{use}`
pub const PUT: Operation =
    Operation::write("/user.v1.UserService/PutSubstitution", put, Shown::Part(3, SUBSTITUTION))
        .telling_creation();
/// `DELETE /library/substitutions/{track_id}`
pub const DELETE: Operation =
    Operation::write("/user.v1.UserService/DeleteSubstitution", delete, Shown::Nothing);

fn list(input: &Input<'_>) -> Result<MessageWriter, Problem> {
    Ok(input.caller().message(2, &input.page()?))
}

fn put(input: &Input<'_>) -> Result<MessageWriter, Problem> {
    let track_id = input.track_id()?;
    let mut faults = Faults::default();
    let message = input.change().text(2, &track_id);
    let message = read_object(USE, &input.body, "", &mut faults, message);
    if input.body["use"] == track_id.as_str() {
        faults.add("use", "must be another track");
    }
    faults.none_or(message)
}

fn delete(input: &Input<'_>) -> Result<MessageWriter, Problem> {
    Ok(input.change().text(2, &input.track_id()?))
}
