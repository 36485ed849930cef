//! `GET /api/v1/library/playlists/{id}/export?format=m3u8|csv|json`

mod csv;
mod json;
mod m3u8;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{
    entries::LIST_PROCEDURE,
    input::{Input, page},
    playlists::{self, GET_PROCEDURE},
    read::unreadable,
};
use crate::{
    auth::origin,
    contract::wire::{MessageReader, WireError},
    http::{Problem, RequestContext, Response},
    ports::{BodyOf, Host},
};

/// Entries of one answer of the origin.
const PAGE: u64 = 500;

/// How a playlist is written into a file.
struct Format {
    /// In the query, and the ending of the file's name.
    name: &'static str,
    content_type: &'static str,
    begin: fn(&MessageReader<'_>, &mut Vec<u8>) -> Result<(), WireError>,
    entry: fn(&Entry<'_>, &mut Vec<u8>) -> Result<(), WireError>,
    end: &'static str,
}

const FORMATS: [Format; 3] = [m3u8::FORMAT, csv::FORMAT, json::FORMAT];

/// Name and content type of each format, and the shape of what is JSON, for their description.
#[cfg(feature = "schema")]
pub const FILES: [(&str, &str, Option<&crate::contract::shape::Shape>); 3] = [
    (m3u8::FORMAT.name, m3u8::FORMAT.content_type, None),
    (csv::FORMAT.name, csv::FORMAT.content_type, None),
    (json::FORMAT.name, json::FORMAT.content_type, Some(json::FILE)),
];

/// What a file says of an entry.
struct Entry<'m> {
    track_id: &'m str,
    snapshot: MessageReader<'m>,
    /// All of them, as one text.
    artists: String,
}

impl<'m> Entry<'m> {
    fn read(entry: &'m [u8]) -> Result<Self, WireError> {
        let entry = MessageReader::read(entry)?;
        let snapshot = entry.message(3)?.unwrap_or_default();
        let mut artists = Vec::new();
        for artist in snapshot.each(2) {
            artists.push(MessageReader::read(artist)?.text(2));
        }
        Ok(Self { track_id: entry.text(2), artists: artists.join(" / "), snapshot })
    }

    fn title(&self) -> &'m str {
        self.snapshot.text(1)
    }

    fn duration_ms(&self) -> Option<u64> {
        self.snapshot.has(4).then(|| self.snapshot.number(4))
    }
}

/// Answers with a playlist as a file. Its entries are asked for page by page, so that one which is
/// changed meanwhile may be told as it was or as it is.
pub async fn export<H: Host>(
    context: &RequestContext<H>,
    input: &Input<'_>,
) -> Result<Response<BodyOf<H>>, Problem> {
    let named = |name: &str| FORMATS.iter().find(|format| format.name == name);
    let format = input.parameters.parse("format", named, "must be m3u8, csv or json")?;
    let format = format.unwrap_or(&FORMATS[0]);
    let message = playlists::get(input)?.into_bytes();
    let playlist = origin::exchange(context, GET_PROCEDURE, message).await?;
    let mut file = Vec::new();
    let name = begin(format, &playlist, &mut file)
        .map_err(|error| unreadable(context, GET_PROCEDURE, error))?;
    let mut cursor = String::new();
    loop {
        let message = playlists::get(input)?.message(3, &page(PAGE, &cursor)).into_bytes();
        let answer = origin::exchange(context, LIST_PROCEDURE, message).await?;
        cursor = add(format, &answer, &mut file)
            .map_err(|error| unreadable(context, LIST_PROCEDURE, error))?;
        if cursor.is_empty() {
            break;
        }
    }
    file.extend_from_slice(format.end.as_bytes());
    let name = utf8_percent_encode(&name, NON_ALPHANUMERIC);
    let disposition = format!("attachment; filename*=UTF-8''{name}.{}", format.name);
    Ok(Response::bytes(200, format.content_type, file.into())
        .header("cache-control", "no-store")
        .header("content-disposition", disposition))
}

/// Writes what stands before the entries; the playlist's name.
fn begin(format: &Format, answer: &[u8], file: &mut Vec<u8>) -> Result<String, WireError> {
    let playlist = MessageReader::read(answer)?.message(2)?.unwrap_or_default();
    (format.begin)(&playlist, file)?;
    Ok(playlist.text(2).to_owned())
}

/// Writes a page of entries; the cursor of the next, empty for none.
fn add(format: &Format, answer: &[u8], file: &mut Vec<u8>) -> Result<String, WireError> {
    let answer = MessageReader::read(answer)?;
    for entry in answer.each(3) {
        (format.entry)(&Entry::read(entry)?, file)?;
    }
    Ok(answer.text(4).to_owned())
}
