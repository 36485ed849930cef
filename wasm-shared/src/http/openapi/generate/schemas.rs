use schemars::{
    JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings, transform::transform_subschemas,
};
use serde_json::{Map, Value, json};

/// Where the document keeps the schemas that others refer to.
const PLACE: &str = "/components/schemas";

/// The schemas of the document.
pub struct Schemas {
    /// Of types that are answered.
    types: SchemaGenerator,
    /// Of everything else that has a name.
    named: Map<String, Value>,
}

impl Schemas {
    /// None yet.
    pub fn new() -> Self {
        let settings = SchemaSettings::draft2020_12().for_serialize().with_transform(tidy);
        let types = settings.with(|with| with.definitions_path = PLACE.into()).into_generator();
        Self { types, named: Map::new() }
    }

    /// What an answer of a type is; named, where the type is an object of ours.
    pub fn answered<T: JsonSchema>(&mut self) -> Value {
        let mut schema = self.types.subschema_for::<T>();
        tidy(&mut schema);
        schema.to_value()
    }

    /// A reference to what `make` makes, under a name.
    pub fn named(&mut self, name: &str, make: impl FnOnce(&mut Self) -> Value) -> Value {
        if !self.named.contains_key(name) {
            let schema = make(self);
            self.named.insert(name.to_owned(), schema);
        }
        json!({ "$ref": format!("#{PLACE}/{name}") })
    }

    /// All that have names.
    pub fn into_named(mut self) -> Map<String, Value> {
        for (name, schema) in self.types.take_definitions(true) {
            let other = self.named.insert(name.clone(), schema);
            assert!(other.is_none(), "two schemas are called {name}");
        }
        self.named
    }
}

/// What a body of a type is.
pub fn asked<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft2020_12().for_deserialize().with_transform(tidy);
    let settings = settings.with(|with| {
        with.inline_subschemas = true;
        with.meta_schema = None;
    });
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

/// Takes out what is Rust's alone, and makes a list of constants an enumeration.
fn tidy(schema: &mut Schema) {
    if let Some(members) = schema.as_object_mut() {
        let format = members.get("format").and_then(Value::as_str).unwrap_or_default();
        if ["int", "uint", "float", "double"].iter().any(|size| format.starts_with(size)) {
            members.remove("format");
        }
        // What an absent member is read as.
        members.remove("default");
        if let Some((texts, told)) = members.get("oneOf").and_then(constants) {
            members.remove("oneOf");
            let of_all = members.get("description").and_then(Value::as_str).unwrap_or_default();
            let description = format!("{of_all}\n\n{told}");
            members.insert("type".to_owned(), "string".into());
            members.insert("enum".to_owned(), texts.into());
            members.insert("description".to_owned(), description.trim_start().into());
        }
    }
    transform_subschemas(&mut tidy, schema);
}

/// Texts, and what each stands for; `None` when something else is among them.
fn constants(schemas: &Value) -> Option<(Vec<Value>, String)> {
    let (mut texts, mut told) = (Vec::new(), Vec::new());
    for schema in schemas.as_array()? {
        let text = schema.get("const")?.as_str()?;
        texts.push(text.into());
        told.push(format!("- `{text}`: {}", schema.get("description")?.as_str()?));
    }
    Some((texts, told.join("\n")))
}

/// The same, or null.
pub fn nullable(mut schema: Value) -> Value {
    match schema.get("type").cloned() {
        Some(Value::String(kind)) => {
            schema["type"] = json!([kind, "null"]);
            if let Some(choices) = schema.get_mut("enum").and_then(Value::as_array_mut) {
                choices.push(Value::Null);
            }
            schema
        }
        _ => json!({ "anyOf": [schema, { "type": "null" }] }),
    }
}
