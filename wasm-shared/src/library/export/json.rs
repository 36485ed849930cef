use super::{Entry, Format};
use crate::{
    contract::{
        shape::{Json, Kind, Shape, member},
        wire::{MessageReader, WireError},
    },
    library::shapes::SNAPSHOT,
};

/// `{name, description, tracks: [{id, title, artists, album, duration_ms, cover_url}]}`
pub const FORMAT: Format =
    Format { name: "json", content_type: "application/json", begin, entry, end: "]}" };

const HEAD: &Shape = &[member(2, "name", Kind::ANY_TEXT), member(3, "description", Kind::ANY_TEXT)];

/// What is written, for its description.
#[cfg(feature = "schema")]
pub const FILE: &Shape =
    &[HEAD[0], HEAD[1], member(0, "tracks", Kind::list_of(&Kind::Track(SNAPSHOT)))];

fn begin(playlist: &MessageReader<'_>, file: &mut Vec<u8>) -> Result<(), WireError> {
    let mut json = Json::default();
    json.raw("{");
    json.members(HEAD, playlist)?;
    json.raw(",\"tracks\":[");
    file.append(&mut json.into_bytes());
    Ok(())
}

fn entry(entry: &Entry<'_>, file: &mut Vec<u8>) -> Result<(), WireError> {
    let mut json = Json::default();
    if file.last() == Some(&b'}') {
        json.raw(",");
    }
    json.raw("{\"id\":");
    json.text(entry.track_id);
    json.members(SNAPSHOT, &entry.snapshot)?;
    json.raw("}");
    file.append(&mut json.into_bytes());
    Ok(())
}
