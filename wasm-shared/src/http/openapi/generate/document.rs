use serde_json::{Map, Value, json};

use super::{
    account, catalogue, library,
    operation::{Operation, Shared},
    refusals,
    schemas::Schemas,
    service, sync,
};
use crate::{
    cache::{Content, Entry},
    http::{Route, route::TABLE},
    ports::Method,
};

/// What is kept in the tree of the description.
#[derive(Debug, PartialEq, Eq)]
pub struct Generated {
    /// `openapi.json`
    pub document: String,
    /// `openapi.etag`
    pub etag: String,
}

/// The description as the code has it now.
pub fn generate() -> Generated {
    let document = lines(&describe(), 0) + "\n";
    let etag = Entry::etag_of(&Content::Present(document.clone().into()));
    Generated { document, etag }
}

/// What is told of a route, and the part of the document it is in; `None` for what the origin calls.
fn operation(route: Route, schemas: &mut Schemas) -> Option<(&'static str, Operation)> {
    let (tag, operation) = match route {
        Route::RequestSmsCode
        | Route::CreateSession
        | Route::RefreshTokens
        | Route::VerifyToken
        | Route::Jwks
        | Route::EndCurrentSession
        | Route::EndAllSessions
        | Route::ListDevices
        | Route::RenameDevice
        | Route::EndDevice
        | Route::GetMe
        | Route::UpdateMe
        | Route::DeleteMe
        | Route::ExportMe => ("account", account::describe(route, schemas)),
        Route::Search
        | Route::Suggestions
        | Route::Track
        | Route::Playback
        | Route::Stream
        | Route::Alternatives
        | Route::Lyrics
        | Route::Cover
        | Route::Collection(_)
        | Route::Charts
        | Route::Sources => ("catalogue", catalogue::describe(route, schemas)),
        Route::Library(call) => ("library", Some(library::describe(call, schemas))),
        Route::Sync | Route::SyncEvents => ("sync", sync::describe(route, schemas)),
        Route::Health | Route::Ready | Route::OpenApi => {
            ("service", service::describe(route, schemas))
        }
        Route::ReceiveEvents | Route::ReceiveImports | Route::ReceiveRelease => return None,
    };
    Some((tag, operation.unwrap_or_else(|| panic!("nothing is told of {route:?}"))))
}

fn describe() -> Value {
    let (mut schemas, mut shared) = (Schemas::new(), Shared::default());
    refusals::describe(&mut schemas);
    let mut paths = Map::new();
    for row in TABLE {
        let Some((tag, operation)) = operation(row.route, &mut schemas) else { continue };
        let (name, operation) = if row.method == Method::Head {
            (format!("{}Head", operation.id()), operation.of_head())
        } else {
            (operation.id().to_owned(), operation)
        };
        let written = operation.write(&name, tag, row.access, &mut shared);
        let path = paths.entry(row.path).or_insert_with(|| json!({}));
        path[row.method.as_str().to_lowercase()] = written;
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Listen Stream",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "Music search and playback over QQ Music, JOOX, NetEase Cloud Music and Kugou.",
            "description": "Instants are RFC 3339 in UTC, lengths of time in the unit of their name. \
                Every answer has `X-Request-Id` and `Server-Timing`; every `GET` can be asked by \
                `HEAD`. Members that are not known are ignored, and may be added to answers.",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "tags": [
            tag("account", "Signing in, devices, the listener's own data."),
            tag("catalogue", "What the four sources have, and where it can be heard."),
            tag("library", "Favourites, history, playlists, choices, what plays."),
            tag("sync", "What happens on the listener's other devices."),
            tag("service", "The edge itself."),
        ],
        "paths": paths,
        "components": {
            "schemas": schemas.into_named(),
            "parameters": shared.parameters,
            "responses": shared.responses,
            "headers": headers(),
            "securitySchemes": {
                "bearer": { "type": "http", "scheme": "bearer", "bearerFormat": "JWT" },
                "subprotocol": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "Sec-WebSocket-Protocol",
                    "description": "`listen.v1, bearer.<access token>`, for browsers, which can set \
                        no other header when they open a WebSocket.",
                },
            },
        },
    })
}

fn tag(name: &str, description: &str) -> Value {
    json!({ "name": name, "description": description })
}

fn headers() -> Value {
    let header = |description: &str, kind: &str| json!({ "description": description, "schema": { "type": kind } });
    let text = |description: &str| header(description, "string");
    json!({
        "Accept-Ranges": text("`bytes`, where ranges can be asked for."),
        "Content-Disposition": text("The file's name."),
        "Content-Length": header("Bytes.", "integer"),
        "Content-Range": text("Which bytes of how many."),
        "ETag": text("The validator of this answer, or the version of the playlist."),
        "Location": text("Where to go."),
        "Retry-After": header("Seconds to wait.", "integer"),
        "Sec-WebSocket-Protocol": text("`listen.v1`, where it was offered."),
        "Upgrade": text("`websocket`"),
        "WWW-Authenticate": text("`Bearer`"),
        "X-Cache": text("`memory`, `kv`, `stale` or `miss`."),
        "X-Source": text("The source that gave it."),
    })
}

/// How deep the document is written a member a line, so that a change of one operation or schema is a
/// change of one line.
const DEPTH: usize = 3;

fn lines(value: &Value, depth: usize) -> String {
    match value.as_object().filter(|members| depth < DEPTH && !members.is_empty()) {
        Some(members) => {
            let line = |(name, value)| format!("{}:{}", json!(name), lines(value, depth + 1));
            let members: Vec<_> = members.iter().map(line).collect();
            format!("{{\n{}\n}}", members.join(",\n"))
        }
        None => value.to_string(),
    }
}
