//! `POST /api/v1/library/playlists/import` and `GET /api/v1/library/imports/{id}`
//!
//! What somebody hands over, a file or a source's playlist, is read into lines here: tracks' ids, and
//! `title - artist` where no id is known. The origin keeps them as a job with a playlist that grows.
//! The edge looks the lines up step by step, after the answer that made the job and after each that
//! tells how far it is, so that whoever looks at the job moves it. What nobody looks at, the origin
//! offers from time to time.

mod csv;
mod json;
mod lines;
mod m3u8;
mod offered;
mod source_playlist;
mod text;
mod work;

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{input::Input, playlists::NAME, read::unreadable, shapes::IMPORT_JOB};
use crate::{
    auth::origin,
    catalog::{collection::CollectionKind, collections},
    contract::{
        shape::{Faults, Kind, Shape, member, read_object, show},
        wire::{MessageReader, WireError},
    },
    http::{Problem, RequestContext, Response},
    ports::{BodyOf, Host},
};
use lines::Lines;
pub use offered::receive_imports;

/// Bytes of a body with a list.
pub const BODY_LIMIT: usize = 1 << 20;
/// How a list that is handed over may be written.
pub const FORMATS: [&str; 4] = ["m3u8", "csv", "json", "text"];
/// What a playlist is called whose list has no name.
const UNNAMED: &str = "Imported";

/// The answer to a list that is taken over.
pub const CREATED: &Shape = &[member(2, "job", Kind::Object(IMPORT_JOB))];
/// The answer to whoever looks at a job.
pub const LOOKED_AT: &Shape = &[member(1, "job", Kind::Object(IMPORT_JOB))];

/// What makes a job.
const CREATE_PROCEDURE: &str = "/user.v1.UserService/CreateImport";
/// What looks at one.
const GET_PROCEDURE: &str = "/user.v1.UserService/GetImport";

/// `POST /library/playlists/import` `{source_playlist_id}` or `{format, content, name?}`
pub async fn create<H: Host>(
    context: &RequestContext<H>,
    input: &Input<'_>,
) -> Result<Response<BodyOf<H>>, Problem> {
    let (lines, field) = match input.body.get("source_playlist_id") {
        Some(id) => {
            let id = id.as_str().ok_or("must be a text");
            let id = id.and_then(|id| collections::parse_id(CollectionKind::Playlist, id));
            let field = "source_playlist_id";
            let id = id.map_err(|reason| Problem::invalid_field(field, reason))?;
            (source_playlist::read(context, &id).await?, field)
        }
        None => (read_content(&input.body)?, "content"),
    };
    let mut faults = Faults::default();
    let named: &Shape = &[member(2, "name", NAME).optional()];
    let message = read_object(named, &input.body, "", &mut faults, input.change());
    if let Some(reason) = lines.fault() {
        faults.add(field, reason);
    }
    let message = faults.none_or(message)?;
    let message = match &input.body["name"] {
        Value::String(_) => message,
        _ => message.text(2, lines.name().unwrap_or(UNNAMED)),
    };
    let message = lines.iter().fold(message, |message, line| message.text(3, line));
    let message = message.bytes(4, &Sha256::digest(input.body.to_string()));
    let answer = origin::exchange(context, CREATE_PROCEDURE, message.into_bytes()).await?;
    tell(context, input, CREATED, 202, &answer)
        .map_err(|error| unreadable(context, CREATE_PROCEDURE, error))
}

/// `GET /library/imports/{id}`
pub async fn get<H: Host>(
    context: &RequestContext<H>,
    input: &Input<'_>,
) -> Result<Response<BodyOf<H>>, Problem> {
    let message = input.caller().text(2, input.own_id(0)?);
    let answer = origin::exchange(context, GET_PROCEDURE, message.into_bytes()).await?;
    tell(context, input, LOOKED_AT, 200, &answer)
        .map_err(|error| unreadable(context, GET_PROCEDURE, error))
}

/// Answers with a job, and goes on with it.
fn tell<H: Host>(
    context: &RequestContext<H>,
    input: &Input<'_>,
    shape: &'static Shape,
    status: u16,
    answer: &[u8],
) -> Result<Response<BodyOf<H>>, WireError> {
    let message = MessageReader::read(answer)?;
    let job = message.message(shape[0].field)?.unwrap_or_default();
    if work::is_running(&job) {
        work::go_on(context, input.principal, job.text(1));
    }
    let body = show(shape, &message)?;
    Ok(Response::json_bytes(status, body.into()).header("cache-control", "no-store"))
}

/// The lines of a file.
fn read_content(body: &Value) -> Result<Lines, Problem> {
    let mut lines = Lines::default();
    let mut faults = Faults::default();
    match body["content"].as_str().map(|content| content.trim_start_matches('\u{feff}')) {
        Some(content) => match body["format"].as_str() {
            Some("m3u8") => m3u8::read(content, &mut lines),
            Some("csv") => csv::read(content, &mut lines),
            Some("json") if json::read(content, &mut lines).is_none() => {
                faults.add("content", "is not JSON with a list of tracks");
            }
            Some("json") => {}
            Some("text") => text::read(content, &mut lines),
            _ => faults.add("format", format!("must be one of {}", FORMATS.join(", "))),
        },
        None => faults.add("content", "must be a text; or name a source_playlist_id"),
    }
    faults.none_or(lines)
}
