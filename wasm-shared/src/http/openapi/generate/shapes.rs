//! The schemas of shapes: what [`crate::contract::shape::read`] takes, and what
//! [`crate::contract::shape::show`] shows.

use serde_json::{Map, Value, json};

use super::schemas::{Schemas, nullable};
use crate::{
    catalog::model::TrackId,
    contract::shape::{Kind, Member, Shape},
    library::described::{ITEM_SNAPSHOT, NAMES},
};

/// Which way a message goes. Bounds are those of what is sent; an answer leaves nothing out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To the edge.
    Sent,
    /// From it.
    Answered,
}

impl Way {
    fn name(self, name: &str) -> String {
        match self {
            Self::Sent => format!("New{name}"),
            Self::Answered => name.to_owned(),
        }
    }
}

impl Schemas {
    /// An object of a shape, by its name where it has one.
    pub fn shape(&mut self, way: Way, shape: &Shape) -> Value {
        match NAMES.iter().find(|(_, known)| *known == shape) {
            Some((name, _)) => {
                self.named(&way.name(name), |schemas| schemas.object(way, Map::new(), shape))
            }
            None => self.object(way, Map::new(), shape),
        }
    }

    /// `members` and those of a shape.
    pub fn object(&mut self, way: Way, members: Map<String, Value>, shape: &Shape) -> Value {
        let mut required: Vec<_> = members.keys().cloned().collect();
        let mut properties = members;
        for member in shape {
            if way == Way::Answered || !member.optional {
                required.push(member.name.to_owned());
            }
            properties.insert(member.name.to_owned(), self.member(way, member));
        }
        json!({ "type": "object", "required": required, "properties": properties })
    }

    fn member(&mut self, way: Way, member: &Member) -> Value {
        let schema = self.kind(way, member.kind);
        // What is absent of these is shown as empty or false.
        let is_shown = matches!(member.kind, Kind::List(..) | Kind::Flag | Kind::Enumeration(_));
        if member.optional && !(way == Way::Answered && is_shown) {
            nullable(schema)
        } else {
            schema
        }
    }

    /// A value of a kind.
    pub fn kind(&mut self, way: Way, kind: Kind) -> Value {
        let bounded = |schema: Value, bounds: &[(&str, usize)]| bounded(way, schema, bounds);
        match kind {
            Kind::Text { least, most } => {
                let bounds = [("minLength", least), ("maxLength", most)];
                bounded(json!({ "type": "string" }), &bounds)
            }
            Kind::Lines(most) => bounded(json!({ "type": "string" }), &[("maxLength", most)]),
            Kind::Url => {
                // More is taken than RFC 3986 has, such as other scripts.
                let url = json!({
                    "type": "string", "description": "An absolute `http` or `https` URL.",
                });
                bounded(url, &[("maxLength", Kind::LONGEST_URL)])
            }
            Kind::TrackId => self.answered::<TrackId>(),
            Kind::Instant => json!({ "type": "string", "format": "date-time" }),
            Kind::Number(most) => {
                let most = usize::try_from(most).unwrap_or(usize::MAX);
                bounded(json!({ "type": "integer", "minimum": 0 }), &[("maximum", most)])
            }
            Kind::Flag => json!({ "type": "boolean" }),
            Kind::Choice(choices) | Kind::Enumeration(choices) => {
                json!({ "type": "string", "enum": choices })
            }
            Kind::Object(shape) => self.shape(way, shape),
            Kind::List(least, most, kind) => {
                let items = self.kind(way, *kind);
                let list = json!({ "type": "array", "items": items });
                bounded(list, &[("minItems", least), ("maxItems", most)])
            }
            Kind::Track(shape) => {
                let id = self.answered::<TrackId>();
                let make = |schemas: &mut Self| {
                    schemas.object(way, Map::from_iter([("id".to_owned(), id)]), shape)
                };
                if shape == ITEM_SNAPSHOT {
                    self.named(&way.name("SavedTrack"), make)
                } else {
                    make(self)
                }
            }
        }
    }
}

/// With those of the bounds that say something.
fn bounded(way: Way, mut schema: Value, bounds: &[(&str, usize)]) -> Value {
    for (name, bound) in bounds {
        if way == Way::Sent && ![0, usize::MAX].contains(bound) {
            schema[*name] = (*bound).into();
        }
    }
    schema
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{
        contract::shape::read,
        http::{Route, route::TABLE},
        library::described::Sent,
    };

    #[test]
    fn what_is_said_to_be_required_is_what_reading_asks_for() {
        let mut bodies = 0;
        for row in TABLE {
            let Route::Library(call) = row.route else { continue };
            let Sent::Body(shape) = call.described().sent else { continue };
            let schema = Schemas::new().object(Way::Sent, Map::new(), shape);
            let told = schema["required"].as_array().unwrap();
            let told: BTreeSet<_> = told.iter().filter_map(Value::as_str).collect();
            let problem = read(shape, &json!({})).err();
            let fields = problem.iter().flat_map(|problem| &problem.fields);
            let asked: BTreeSet<_> =
                fields.filter_map(|(path, _)| path.split('.').next()).collect();
            assert_eq!(told, asked, "{call:?}");
            bodies += 1;
        }
        assert!(bodies > 5);
    }
}
