//! `/api/v1/library/favorites`

use serde_json::Value;

use super::{
    input::{ITEM_KINDS, Input, NOT_AN_ID, item_id, item_kind},
    operation::{Operation, Shown},
    shapes::{FAVORITE, SNAPSHOT},
};
use crate::{
    contract::{
        shape::{Faults, Kind, Shape, member, read, read_object},
        wire::MessageWriter,
    },
    http::Problem,
};

/// Operations of one batch.
pub const MOST_OPERATIONS: usize = 100;

/// What names a favourite.
pub const NAMES: &Shape =
    &[member(1, "kind", Kind::Enumeration(ITEM_KINDS)), member(2, "id", Kind::text(1, usize::MAX))];

const FAVORITES: &Shape = &[
    member(3, "items", Kind::list_of(&Kind::Object(FAVORITE))),
    member(4, "next_cursor", Kind::ANY_TEXT).optional(),
];

const CHANGED: &Shape = &[
    member(2, "created", Kind::ANY_NUMBER),
    member(3, "updated", Kind::ANY_NUMBER),
    member(4, "deleted", Kind::ANY_NUMBER),
];

/// `GET /library/favorites?kind=`: the newest first.
pub const LIST: Operation =
    Operation::list("/user.v1.UserService/ListFavorites", list, 4, FAVORITES);
/// `GET /library/favorites/{kind}/{id}`
pub const GET: Operation =
    Operation::read("/user.v1.UserService/GetFavorite", get, Shown::Part(2, FAVORITE));
/// `PUT /library/favorites/{kind}/{id}`, its body the item's snapshot.
pub const PUT: Operation =
    Operation::write("/user.v1.UserService/PutFavorite", put, Shown::Part(3, FAVORITE))
        .telling_creation();
/// `DELETE /library/favorites/{kind}/{id}`
pub const DELETE: Operation =
    Operation::write("/user.v1.UserService/DeleteFavorite", delete, Shown::Nothing);
/// `POST /library/favorites/batch` `{operations: [{op, kind, id, snapshot?}]}`: all or none.
pub const BATCH: Operation =
    Operation::write("/user.v1.UserService/ChangeFavorites", batch, Shown::Whole(CHANGED));

fn list(input: &Input<'_>) -> Result<MessageWriter, Problem> {
    let expected = "must be track, album, artist or playlist";
    let kind = input.parameters.parse("kind", item_kind, expected)?;
    let page = input.page()?;
    Ok(input.caller().number(2, kind.unwrap_or_default()).message(3, &page))
}

fn get(input: &Input<'_>) -> Result<MessageWriter, Problem> {
    let (kind, id) = input.favorite()?;
    Ok(input.caller().number(2, kind).text(3, &id))
}

fn put(input: &Input<'_>) -> Result<MessageWriter, Problem> {
    let (kind, id) = input.favorite()?;
    let snapshot = read(SNAPSHOT, &input.body)?;
    Ok(input.change().number(2, kind).text(3, &id).message(4, &snapshot))
}

fn delete(input: &Input<'_>) -> Result<MessageWriter, Problem> {
    let (kind, id) = input.favorite()?;
    Ok(input.change().number(2, kind).text(3, &id))
}

fn batch(input: &Input<'_>) -> Result<MessageWriter, Problem> {
    let operations = input.body["operations"]
        .as_array()
        .filter(|operations| (1..=MOST_OPERATIONS).contains(&operations.len()))
        .ok_or_else(|| Problem::invalid_field("operations", "must be a list of 1 to 100"))?;
    let mut faults = Faults::default();
    let message = operations.iter().enumerate().fold(input.change(), |message, (index, body)| {
        message.message(2, &operation(body, &format!("operations[{index}]"), &mut faults))
    });
    faults.none_or(message)
}

/// One of a batch: `put` with the item's snapshot, or `delete`.
fn operation(body: &Value, path: &str, faults: &mut Faults) -> MessageWriter {
    let message = read_object(NAMES, body, path, faults, MessageWriter::default());
    let kind = body["kind"].as_str().and_then(item_kind);
    let id = body["id"].as_str().zip(kind).map(|(id, kind)| item_id(kind, id));
    if id == Some(None) {
        faults.add(format!("{path}.id"), NOT_AN_ID);
    }
    match body["op"].as_str() {
        Some("delete") => message,
        Some("put") => {
            let path = format!("{path}.snapshot");
            let snapshot = &body["snapshot"];
            let snapshot = read_object(SNAPSHOT, snapshot, &path, faults, MessageWriter::default());
            message.message(3, &snapshot)
        }
        _ => {
            faults.add(format!("{path}.op"), "must be one of put, delete");
            message
        }
    }
}
