use serde_json::{Map, Value, json};

use crate::{
    http::{LONGEST_KEY, ListParameters},
    library::described::LONGEST_CURSOR,
};

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the path, still to be percent-decoded.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
}

/// A parameter of an operation.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// Where it stands.
    pub place: Place,
    /// What it says.
    pub description: &'static str,
    /// What it may be.
    pub schema: Value,
    /// Whether it has to be there.
    pub required: bool,
    /// The name it is kept under, where several operations have it.
    pub shared: Option<&'static str>,
}

impl Parameter {
    /// A part of the path.
    pub fn path(name: &'static str, description: &'static str, schema: Value) -> Self {
        Self { name, place: Place::Path, description, schema, required: true, shared: None }
    }

    /// A parameter of the query that may be absent.
    pub fn query(name: &'static str, description: &'static str, schema: Value) -> Self {
        Self { name, place: Place::Query, description, schema, required: false, shared: None }
    }

    /// A header that may be absent.
    pub fn header(name: &'static str, description: &'static str, schema: Value) -> Self {
        Self { place: Place::Header, ..Self::query(name, description, schema) }
    }

    /// It has to be there.
    pub fn required(self) -> Self {
        Self { required: true, ..self }
    }

    fn shared(self, name: &'static str) -> Self {
        Self { shared: Some(name), ..self }
    }

    /// How much of a list, and from where.
    pub fn list() -> [Self; 2] {
        let default = ListParameters::DEFAULT_LIMIT;
        let limit = json!({ "type": "integer", "minimum": 1, "maximum": 100, "default": default });
        let cursor = json!({ "type": "string", "maxLength": LONGEST_CURSOR });
        [
            Self::query("limit", "Items a page.", limit).shared("Limit"),
            Self::query("cursor", "The `next_cursor` of the page before.", cursor).shared("Cursor"),
        ]
    }

    /// The validator of the answer at hand.
    pub fn if_none_match() -> Self {
        let description = "Validators of answers at hand; 304 where one still holds.";
        Self::header("If-None-Match", description, json!({ "type": "string" }))
            .shared("IfNoneMatch")
    }

    /// The version that is to be changed.
    pub fn if_match() -> Self {
        let description = "The `ETag` that the playlist must still have.";
        Self::header("If-Match", description, json!({ "type": "string" })).shared("IfMatch")
    }

    /// What makes a repeated call one.
    pub fn idempotency_key() -> Self {
        let schema = json!({
            "type": "string", "minLength": 1, "maxLength": LONGEST_KEY, "pattern": "^[!-~]+$",
        });
        let description = "Kept for 24 hours: the same key and call give the first answer again.";
        Self::header("Idempotency-Key", description, schema).shared("IdempotencyKey")
    }

    /// As an operation lists it; what is shared goes to `components`.
    pub fn write(self, components: &mut Map<String, Value>) -> Value {
        let place = match self.place {
            Place::Path => "path",
            Place::Query => "query",
            Place::Header => "header",
        };
        let mut parameter = json!({
            "name": self.name,
            "in": place,
            "description": self.description,
            "schema": self.schema,
        });
        if self.required {
            parameter["required"] = true.into();
        }
        match self.shared {
            None => parameter,
            Some(name) => {
                components.insert(name.to_owned(), parameter);
                json!({ "$ref": format!("#/components/parameters/{name}") })
            }
        }
    }
}
