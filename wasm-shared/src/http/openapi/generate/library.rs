//! The listener's library, from the tables that its calls are read and shown by.

use serde_json::{Map, Value, json};

use super::{
    operation::Operation,
    parameter::Parameter,
    schemas::{Schemas, nullable},
    shapes::Way,
};
use crate::{
    catalog::{collection::CollectionId, model::TrackId},
    contract::shape::{Kind, Shape, member},
    http::Code,
    library::{
        Call,
        described::{
            Answered, CHANGE_KINDS, CHANGES, ChangeTold, Described, FAVORITE_NAMES, IMPORT_FORMATS,
            ITEM_KINDS, ITEM_SNAPSHOT, LONGEST_ID, MOST_FAVORITE_CHANGES, NOW_PLAYING,
            PLAYLIST_NAME, Sent, Validator,
        },
    },
};

/// An operation of the library.
pub fn describe(call: Call, schemas: &mut Schemas) -> Operation {
    let described = call.described();
    let Described { sent, answered, status, tells_creation, is_write, validator } = described;
    let (id, summary, told) = words(call);
    let mut operation =
        Operation::new(id, summary).refuses(&[Code::AccountBanned, Code::OriginUnavailable]);
    operation = particulars(call, operation, schemas);
    if is_write {
        operation = operation.once();
    }
    operation = match body(sent, schemas) {
        Some(schema) => operation.body(schema),
        None => operation,
    };
    if let Answered::File(types) = answered {
        let content = types.iter().map(|(_, kind, shape)| match shape {
            Some(shape) => (*kind, schemas.shape(Way::Answered, shape)),
            None => (*kind, json!({ "type": "string" })),
        });
        return operation
            .answers_with(status, told, content.collect())
            .with_headers(&["Content-Disposition"]);
    }
    operation = match answer(answered, schemas) {
        Some(schema) if tells_creation => {
            operation.answers(201, "It is new.", schema.clone()).answers(status, told, schema)
        }
        Some(schema) => operation.answers(status, told, schema),
        None => operation.says(status, told),
    };
    match validator {
        Validator::None => operation,
        Validator::Answer => operation.with_headers(&["X-Cache"]).conditional(),
        Validator::Playlist => operation.with_headers(&["ETag"]),
    }
}

/// Name, summary, and what is answered.
const fn words(call: Call) -> (&'static str, &'static str, &'static str) {
    match call {
        Call::ListFavorites => ("listFavorites", "Favourites, the newest first", "A page."),
        Call::GetFavorite => ("getFavorite", "Whether something is a favourite", "It is."),
        Call::PutFavorite => ("putFavorite", "Keeps something as a favourite", "It is."),
        Call::DeleteFavorite => {
            ("deleteFavorite", "Keeps something as a favourite no more", "It is none.")
        }
        Call::ChangeFavorites => {
            ("changeFavorites", "Changes several favourites, all or none", "How many.")
        }
        Call::ListPlays => ("listPlays", "What was played, the latest first", "A page."),
        Call::ListRecentTracks => {
            ("listRecentTracks", "Every track that was played, with its latest play", "A page.")
        }
        Call::AddPlays => {
            ("addPlays", "Tells of plays; those told before are dropped", "How many were new.")
        }
        Call::ClearPlays => ("clearPlays", "Forgets everything that was played", "Forgotten."),
        Call::ListPlaylists => {
            ("listPlaylists", "Playlists, the one changed last first", "A page.")
        }
        Call::GetPlaylist => ("getPlaylist", "A playlist without its entries", "The playlist."),
        Call::CreatePlaylist => ("createPlaylist", "Makes a playlist", "The playlist."),
        Call::UpdatePlaylist => {
            ("updatePlaylist", "Changes the members of a playlist that are sent", "The playlist.")
        }
        Call::DeletePlaylist => ("deletePlaylist", "Deletes a playlist", "Deleted."),
        Call::ListEntries => ("listEntries", "A playlist's entries, in its order", "A page."),
        Call::AddEntries => {
            ("addEntries", "Adds tracks to a playlist, at its end unless said", "The entries.")
        }
        Call::DeleteEntry => ("deleteEntry", "Takes an entry out of a playlist", "Taken out."),
        Call::MoveEntry => {
            ("moveEntry", "Moves an entry behind another, or to the beginning", "The playlist.")
        }
        Call::CreateImport => {
            ("createImport", "Takes a source's playlist or a list over", "The job that does it.")
        }
        Call::GetImport => ("getImport", "How far an import is", "The job."),
        Call::ExportPlaylist => ("exportPlaylist", "A playlist as a file", "The file."),
        Call::ListSubstitutions => {
            ("listSubstitutions", "What the listener has play in place of tracks", "A page.")
        }
        Call::PutSubstitution => {
            ("putSubstitution", "Has another track play in place of one", "The choice.")
        }
        Call::DeleteSubstitution => {
            ("deleteSubstitution", "Has a track play as for everybody", "Done.")
        }
        Call::ListChanges => {
            ("listChanges", "Everything that is not as it was at a revision", "A page.")
        }
        Call::GetPlayback => ("getNowPlaying", "What plays, or played last", "What plays."),
        Call::PutPlayback => ("putNowPlaying", "Tells what this device plays", "What plays."),
    }
}

/// What only this call has: the parameters of its path and query, and its refusals.
fn particulars(call: Call, operation: Operation, schemas: &mut Schemas) -> Operation {
    let own = |name, description| {
        let schema = json!({
            "type": "string", "maxLength": LONGEST_ID, "pattern": "^[A-Za-z0-9_-]+$",
        });
        Parameter::path(name, description, schema)
    };
    let playlist = || own("id", "The playlist.");
    let kinds = || json!({ "type": "string", "enum": ITEM_KINDS });
    match call {
        Call::ListFavorites => {
            operation.parameter(Parameter::query("kind", "Only those.", kinds())).list()
        }
        Call::GetFavorite | Call::PutFavorite | Call::DeleteFavorite => {
            let id = schemas.answered::<CollectionId>();
            operation
                .parameter(Parameter::path("kind", "What it is.", kinds()))
                .parameter(Parameter::path("id", "Its id, percent-encoded.", id))
                .refuses(&[Code::NotFound, Code::InvalidFields])
        }
        Call::ListPlays
        | Call::ListRecentTracks
        | Call::ListPlaylists
        | Call::ListSubstitutions => operation.list(),
        Call::ListChanges => {
            let since = json!({ "type": "integer", "minimum": 0, "maximum": i64::MAX });
            let since = Parameter::query("since", "A revision; 0 for the beginning.", since);
            operation.parameter(since).list()
        }
        Call::CreatePlaylist => operation.refuses(&[Code::PlaylistLimitExceeded]),
        Call::CreateImport => operation.refuses(&[
            Code::NotFound,
            Code::PlaylistLimitExceeded,
            Code::SourcesUnavailable,
        ]),
        Call::GetPlaylist => operation.parameter(playlist()).refuses(&[Code::NotFound]),
        Call::UpdatePlaylist | Call::DeletePlaylist => operation
            .parameter(playlist())
            .parameter(Parameter::if_match())
            .refuses(&[Code::NotFound, Code::VersionConflict]),
        Call::ListEntries => operation.parameter(playlist()).list().refuses(&[Code::NotFound]),
        Call::AddEntries => operation
            .parameter(playlist())
            .parameter(Parameter::if_match())
            .refuses(&[Code::NotFound, Code::PlaylistFull, Code::VersionConflict]),
        Call::DeleteEntry | Call::MoveEntry => operation
            .parameter(playlist())
            .parameter(own("entry_id", "The entry."))
            .parameter(Parameter::if_match())
            .refuses(&[Code::NotFound, Code::VersionConflict]),
        Call::ExportPlaylist => {
            let Answered::File(types) = call.described().answered else { return operation };
            let names: Vec<_> = types.iter().map(|(name, ..)| *name).collect();
            let format = json!({ "type": "string", "enum": names, "default": names[0] });
            operation
                .parameter(playlist())
                .parameter(Parameter::query("format", "How it is written.", format))
                .refuses(&[Code::NotFound])
        }
        Call::GetImport => operation.parameter(own("id", "The job.")).refuses(&[Code::NotFound]),
        Call::PutSubstitution | Call::DeleteSubstitution => {
            let track = schemas.answered::<TrackId>();
            operation
                .parameter(Parameter::path("track_id", "The track, percent-encoded.", track))
                .refuses(&[Code::InvalidFields])
        }
        Call::ChangeFavorites
        | Call::AddPlays
        | Call::ClearPlays
        | Call::GetPlayback
        | Call::PutPlayback => operation,
    }
}

fn body(sent: Sent, schemas: &mut Schemas) -> Option<Value> {
    Some(match sent {
        Sent::Nothing => return None,
        Sent::Body(shape) => schemas.shape(Way::Sent, shape),
        Sent::FavoriteChanges => {
            let operation = |schemas: &mut Schemas, op: &str, shape: &Shape| {
                let op = Map::from_iter([("op".to_owned(), json!({ "const": op }))]);
                schemas.object(Way::Sent, op, shape)
            };
            let snapshot = member(3, "snapshot", Kind::Object(ITEM_SNAPSHOT));
            let put = operation(schemas, "put", &[FAVORITE_NAMES, &[snapshot]].concat());
            let delete = operation(schemas, "delete", FAVORITE_NAMES);
            let operations = json!({
                "type": "array", "minItems": 1, "maxItems": MOST_FAVORITE_CHANGES,
                "items": { "oneOf": [put, delete] },
            });
            let properties = json!({ "operations": operations });
            json!({ "type": "object", "required": ["operations"], "properties": properties })
        }
        Sent::Import => {
            let name = nullable(schemas.kind(Way::Sent, PLAYLIST_NAME));
            let id = schemas.answered::<CollectionId>();
            let format = json!({ "type": "string", "enum": IMPORT_FORMATS });
            json!({ "anyOf": [
                {
                    "type": "object",
                    "required": ["source_playlist_id"],
                    "properties": { "source_playlist_id": id, "name": name },
                },
                {
                    "type": "object",
                    "required": ["format", "content"],
                    "properties": {
                        "format": format,
                        "content": { "type": "string", "description": "At most 1 MiB." },
                        "name": name,
                    },
                },
            ] })
        }
    })
}

fn answer(answered: Answered, schemas: &mut Schemas) -> Option<Value> {
    Some(match answered {
        Answered::Nothing | Answered::File(_) => return None,
        Answered::Body(shape) => schemas.shape(Way::Answered, shape),
        // Where nothing ever played there is no track.
        Answered::Playback => schemas.named("LatestPlaying", |schemas| {
            let mut playing = schemas.object(Way::Answered, Map::new(), NOW_PLAYING);
            let track = playing["properties"]["track"].take();
            playing["properties"]["track"] = nullable(track);
            playing
        }),
        Answered::Changes => {
            let change = schemas.named("Change", change);
            let items = json!({ "type": "array", "items": change });
            let items = Map::from_iter([("items".to_owned(), items)]);
            schemas.object(Way::Answered, items, CHANGES)
        }
    })
}

/// One of the sorts of changes; of one that is not known yet there is the revision alone.
fn change(schemas: &mut Schemas) -> Value {
    let revision = || json!({ "type": "integer", "minimum": 0 });
    let known = CHANGE_KINDS.iter().map(|(_, kind, deleted, told)| {
        let mut members = Map::new();
        members.insert("revision".to_owned(), revision());
        members.insert("kind".to_owned(), json!({ "const": kind }));
        if *deleted {
            members.insert("deleted".to_owned(), json!({ "const": true }));
        }
        let thing = match told {
            ChangeTold::Members(shape) => Some(schemas.shape(Way::Answered, shape)),
            ChangeTold::Text(name) => Some(json!({
                "type": "object",
                "required": [name],
                "properties": { *name: { "type": "string" } },
            })),
            ChangeTold::Nothing => None,
        };
        members.extend(thing.map(|thing| ((*kind).to_owned(), thing)));
        schemas.object(Way::Answered, members, &[])
    });
    let unknown = json!({
        "type": "object",
        "required": ["revision"],
        "properties": { "revision": revision() },
        "not": { "required": ["kind"] },
    });
    let sorts: Vec<_> = known.chain([unknown]).collect();
    json!({ "anyOf": sorts })
}
