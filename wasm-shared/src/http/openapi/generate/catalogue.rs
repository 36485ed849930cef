//! What the four sources have.

use serde_json::{Value, json};

use super::{operation::Operation, parameter::Parameter, schemas::Schemas};
use crate::{
    catalog::{
        MergedAnswer,
        alternatives::Alternatives,
        charts::ChartList,
        collection::{CollectionId, CollectionKind},
        collections::CollectionAnswer,
        cover,
        lyrics::LyricsAnswer,
        model::{Quality, Source, Track, TrackId},
        playback::Playback,
        search::SearchAnswer,
        source_status::SourceList,
        suggestions::Suggestions,
    },
    http::{Code, Route},
};

/// Headers of an answer that a source gave or a cache kept.
const KEPT: [&str; 2] = ["X-Cache", "X-Source"];

/// An operation of this part; `None` for a route of another.
pub fn describe(route: Route, schemas: &mut Schemas) -> Option<Operation> {
    Some(match route {
        Route::Search => search(schemas),
        Route::Suggestions => asked("suggest", "What somebody who types may mean")
            .parameter(text())
            .parameter(source())
            .kept("Searches.", schemas.answered::<Suggestions>()),
        Route::Track => of_track("getTrack", "One track", schemas)
            .kept("The track.", schemas.answered::<Track>()),
        Route::Playback => of_track("getPlayback", "Where a track can be heard", schemas)
            .parameter(quality())
            .answers(200, "The audio's address.", schemas.answered::<Playback>())
            .with_headers(&KEPT)
            .refuses(&[Code::NoPlayableSource]),
        Route::Stream => stream(schemas),
        Route::Alternatives => {
            of_track("listAlternatives", "What could be played in place of a track", schemas)
                .kept("On every source, ranked.", schemas.answered::<Alternatives<'_>>())
        }
        Route::Lyrics => of_track("getLyrics", "The words of a track", schemas)
            .kept("The words.", schemas.answered::<LyricsAnswer>()),
        Route::Cover => of_track("getCover", "The picture of a track", schemas)
            .parameter(Parameter::query("size", "Pixels a side.", cover_size()))
            .says(302, "The picture, in the nearest size that its source has.")
            .with_headers(&["Location", "X-Cache", "X-Source"]),
        Route::Collection(kind) => collection(kind, schemas),
        Route::Charts => asked("listCharts", "The charts of all sources")
            .parameter(source())
            .list()
            .kept("A page of them.", schemas.answered::<ChartList>()),
        Route::Sources => Operation::new("listSources", "The state of the sources").answers(
            200,
            "As this isolate sees them.",
            schemas.answered::<SourceList>(),
        ),
        _ => return None,
    })
}

/// A call that sources answer.
fn asked(id: &'static str, summary: &'static str) -> Operation {
    Operation::new(id, summary).refuses(&[Code::SourcesUnavailable])
}

fn of_track(id: &'static str, summary: &'static str, schemas: &mut Schemas) -> Operation {
    let track = schemas.answered::<TrackId>();
    let track = Parameter::path("id", "The track, percent-encoded.", track);
    asked(id, summary).parameter(track).refuses(&[Code::InvalidFields, Code::NotFound])
}

impl Operation {
    /// It answers with what the caches keep.
    fn kept(self, description: &'static str, schema: Value) -> Self {
        self.answers(200, description, schema).with_headers(&KEPT).conditional()
    }
}

fn search(schemas: &mut Schemas) -> Operation {
    let one = schemas.answered::<SearchAnswer<'_>>();
    let merged = schemas.answered::<MergedAnswer<'_>>();
    let kinds = json!({
        "type": "string", "enum": ["track", "album", "artist", "playlist"], "default": "track",
    });
    let merge = "Asks all sources for tracks, and folds the same recording into one item.";
    asked("search", "Finds tracks, albums, artists and playlists")
        .parameter(text())
        .parameter(Parameter::query("type", "What is searched for.", kinds))
        .parameter(source())
        .parameter(Parameter::query("merge", merge, flag()))
        .list()
        .kept(
            "What the first source in order has; of all sources with `merge=true`.",
            json!({ "anyOf": [merged, one] }),
        )
}

fn collection(kind: CollectionKind, schemas: &mut Schemas) -> Operation {
    let (id, summary) = match kind {
        CollectionKind::Album => ("getAlbum", "An album and its tracks"),
        CollectionKind::Artist => ("getArtist", "An artist and the tracks they are known for"),
        CollectionKind::Playlist => ("getCataloguePlaylist", "A source's playlist and its tracks"),
        CollectionKind::Chart => ("getChart", "A chart and its tracks"),
    };
    let named = schemas.answered::<CollectionId>();
    asked(id, summary)
        .parameter(Parameter::path("id", "Its id, percent-encoded.", named))
        .list()
        .kept("It, with a page of its tracks.", schemas.answered::<CollectionAnswer>())
        .refuses(&[Code::NotFound])
}

fn stream(schemas: &mut Schemas) -> Operation {
    let range = Parameter::header("Range", "Which bytes (RFC 9110).", json!({ "type": "string" }));
    let if_range = "The validator that the range is of; all is sent where it is of another.";
    let redirect = "Sends the player to the audio in place of passing it on.";
    let audio = || vec![("audio/*", json!({ "type": "string", "format": "binary" }))];
    let headers = ["Accept-Ranges", "Content-Length", "X-Cache", "X-Source"];
    of_track("streamTrack", "The audio of a track; counts no play", schemas)
        .parameter(quality())
        .parameter(Parameter::query("redirect", redirect, flag()))
        .parameter(range)
        .parameter(Parameter::header("If-Range", if_range, json!({ "type": "string" })))
        .answers_with(200, "All of it.", audio())
        .with_headers(&headers)
        .answers_with(206, "The range that was asked for.", audio())
        .with_headers(&headers)
        .with_headers(&["Content-Range"])
        .says(302, "Where it is, with `redirect=true`.")
        .with_headers(&["Location", "X-Cache", "X-Source"])
        .refuses(&[Code::NoPlayableSource, Code::RangeNotSatisfiable])
}

fn text() -> Parameter {
    let schema = json!({ "type": "string", "minLength": 1 });
    Parameter::query("q", "The text, of at most 200 bytes unless set otherwise.", schema).required()
}

fn source() -> Parameter {
    let names = Source::ALL.map(Source::as_str);
    let names: Vec<_> = std::iter::once("auto").chain(names).collect();
    let schema = json!({ "type": "string", "enum": names, "default": "auto" });
    Parameter::query("source", "The only source to ask; `auto` for all, in order.", schema)
}

fn quality() -> Parameter {
    let names = Quality::ALL.map(Quality::as_str);
    let default = Quality::default().as_str();
    let schema = json!({ "type": "string", "enum": names, "default": default });
    Parameter::query("quality", "The tier that is wanted; a lower one may be given.", schema)
}

fn flag() -> Value {
    json!({ "type": "boolean", "default": false })
}

fn cover_size() -> Value {
    let (least, most) = (cover::PIXELS.start(), cover::PIXELS.end());
    json!({ "type": "integer", "minimum": least, "maximum": most, "default": cover::USUAL })
}
