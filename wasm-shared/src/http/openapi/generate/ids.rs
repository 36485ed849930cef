//! Texts of a form of their own.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::catalog::{
    collection::CollectionId,
    matching::Reason,
    model::{Source, TrackId},
};

/// An id at a source behind its source's name.
fn id(longest: usize) -> Schema {
    let sources = Source::ALL.map(Source::as_str).join("|");
    json_schema!({
        "type": "string",
        "pattern": format!("^({sources}):[A-Za-z0-9+/=_-]{{1,{longest}}}$"),
        "description": "`{source}:{id at the source}`, for example `netease:1901371647`.",
    })
}

impl JsonSchema for TrackId {
    fn schema_name() -> Cow<'static, str> {
        "TrackId".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        id(Self::MAX_ID_LENGTH)
    }
}

impl JsonSchema for CollectionId {
    fn schema_name() -> Cow<'static, str> {
        "CollectionId".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        id(Self::MAX_ID_LENGTH)
    }
}

impl JsonSchema for Reason {
    fn schema_name() -> Cow<'static, str> {
        "Reason".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": "^[a-z_]+(:[a-z0-9_]+)?$",
            "description": "What spoke for or against two tracks being the same recording, for \
                example `title_exact`, `duration_off_ms:2300` or `version_extra:live`.",
        })
    }
}
