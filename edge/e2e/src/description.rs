use boon::{Compiler, Schemas};
use serde_json::Value;

use crate::Answer;

/// What the edge tells of its API.
pub struct Description {
    /// The document.
    pub document: Value,
    compiler: Compiler,
    schemas: Schemas,
}

/// The name that the document is known by to the compiler.
const NAME: &str = "https://edge.test/api/openapi.json";

impl Description {
    /// Reads what was answered.
    ///
    /// # Panics
    /// When the document cannot be taken for schemas.
    pub fn read(answer: &Answer) -> Self {
        let document = answer.json.clone();
        let mut compiler = Compiler::new();
        compiler.enable_format_assertions();
        compiler.add_resource(NAME, document.clone()).expect("its name is a URL");
        Self { document, compiler, schemas: Schemas::new() }
    }

    /// Looks whether an answer to `method`, in small letters, at the pattern `path` is one that the
    /// document tells of.
    ///
    /// # Panics
    /// When it is not.
    pub fn check(&mut self, method: &str, path: &str, answer: &Answer) {
        let status = answer.status;
        let mut place = format!("/paths/{}/{method}/responses/{status}", path.replace('/', "~1"));
        if let Some(reference) = self.document.pointer(&format!("{place}/$ref")) {
            reference.as_str().unwrap_or_default().trim_start_matches('#').clone_into(&mut place);
        }
        let kind = answer.header("content-type").replace('/', "~1");
        let schema = format!("{NAME}#{place}/content/{kind}/schema");
        let schema = match self.compiler.compile(&schema, &mut self.schemas) {
            Ok(schema) => schema,
            Err(error) => panic!("{method} {path} tells of no {status} as {kind}: {error:#}"),
        };
        if let Err(error) = self.schemas.validate(&answer.json, schema) {
            panic!("{method} {path}: {error:#} in {}", answer.json);
        }
    }
}
