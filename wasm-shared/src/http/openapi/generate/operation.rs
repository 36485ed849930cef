use serde_json::{Map, Value, json};

use super::{
    parameter::{Parameter, Place},
    refusals::{self, GUARD},
};
use crate::http::{Access, Code};

/// What is told of one route.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Its name, unique.
    id: &'static str,
    summary: &'static str,
    parameters: Vec<Parameter>,
    body: Option<Value>,
    answers: Vec<Answer>,
    refusals: Vec<Code>,
}

/// A good answer.
#[derive(Debug, Clone)]
struct Answer {
    status: u16,
    description: &'static str,
    /// Content types and their schemas.
    content: Vec<(&'static str, Value)>,
    headers: Vec<&'static str>,
}

/// The parts of the document that operations share, by name.
#[derive(Debug, Default)]
pub struct Shared {
    /// Parameters.
    pub parameters: Map<String, Value>,
    /// Responses.
    pub responses: Map<String, Value>,
}

impl Operation {
    /// One that only refuses as yet.
    pub const fn new(id: &'static str, summary: &'static str) -> Self {
        Self {
            id,
            summary,
            parameters: Vec::new(),
            body: None,
            answers: Vec::new(),
            refusals: Vec::new(),
        }
    }

    /// It has a parameter. What is not in the path can be refused for its form.
    pub fn parameter(mut self, parameter: Parameter) -> Self {
        let is_read = parameter.place == Place::Query || parameter.name == "Idempotency-Key";
        self.parameters.push(parameter);
        if is_read { self.refuses(&[Code::InvalidFields]) } else { self }
    }

    /// It is known when it is made again.
    pub fn once(self) -> Self {
        self.parameter(Parameter::idempotency_key()).refuses(&[Code::IdempotencyKeyReused])
    }

    /// It lists.
    pub fn list(self) -> Self {
        Parameter::list().into_iter().fold(self, Self::parameter)
    }

    /// It has a body.
    pub fn body(mut self, schema: Value) -> Self {
        self.body = Some(schema);
        self.refuses(&[Code::MalformedJson, Code::BodyTooLarge, Code::InvalidFields])
    }

    /// It answers with JSON.
    pub fn answers(self, status: u16, description: &'static str, schema: Value) -> Self {
        self.answers_with(status, description, vec![("application/json", schema)])
    }

    /// It answers with one of these content types.
    pub fn answers_with(
        mut self,
        status: u16,
        description: &'static str,
        content: Vec<(&'static str, Value)>,
    ) -> Self {
        self.answers.push(Answer { status, description, content, headers: Vec::new() });
        self
    }

    /// It answers without a body.
    pub fn says(self, status: u16, description: &'static str) -> Self {
        self.answers_with(status, description, Vec::new())
    }

    /// The answer told last has these headers.
    pub fn with_headers(mut self, headers: &[&'static str]) -> Self {
        if let Some(answer) = self.answers.last_mut() {
            answer.headers.extend(headers);
        }
        self
    }

    /// The answer told last has a validator, and is not sent again to who has it.
    pub fn conditional(self) -> Self {
        self.with_headers(&["ETag"])
            .parameter(Parameter::if_none_match())
            .says(304, "What the caller has still holds.")
            .with_headers(&["ETag"])
    }

    /// It refuses with these codes.
    pub fn refuses(mut self, codes: &[Code]) -> Self {
        self.refusals.extend(codes);
        self
    }

    /// It is of `HEAD`: its answers are without bodies.
    pub fn of_head(mut self) -> Self {
        for answer in &mut self.answers {
            answer.content.clear();
        }
        self
    }

    /// As the document has it, with what its access refuses.
    pub fn write(self, name: &str, tag: &str, access: Access, shared: &mut Shared) -> Value {
        let Self { summary, parameters, body, answers, mut refusals, .. } = self;
        let security = match access {
            Access::Open | Access::Service => json!([]),
            Access::SignIn => {
                refusals.push(Code::RateLimited);
                json!([])
            }
            Access::SignedIn => json!([{ "bearer": [] }]),
            Access::Socket => json!([{ "bearer": [] }, { "subprotocol": [] }]),
        };
        if matches!(access, Access::SignedIn | Access::Socket) {
            refusals.extend(GUARD);
            refusals.extend([Code::RateLimited, Code::OriginUnavailable]);
        }
        refusals.sort_by_key(|code| Code::ALL.iter().position(|known| known == code));
        let mut responses: Map<_, _> =
            answers.into_iter().map(|answer| (answer.status.to_string(), answer.write())).collect();
        if !refusals.is_empty() {
            refusals::refuse(&refusals, &mut responses, &mut shared.responses);
        }
        let mut operation = json!({
            "operationId": name,
            "tags": [tag],
            "summary": summary,
            "security": security,
            "responses": responses,
        });
        if !parameters.is_empty() {
            let parameters = parameters.into_iter();
            let written = parameters.map(|parameter| parameter.write(&mut shared.parameters));
            operation["parameters"] = written.collect();
        }
        if let Some(schema) = body {
            let content = json!({ "application/json": { "schema": schema } });
            operation["requestBody"] = json!({ "required": true, "content": content });
        }
        operation
    }

    /// Its name.
    pub const fn id(&self) -> &'static str {
        self.id
    }
}

impl Answer {
    fn write(self) -> Value {
        let mut response = json!({ "description": self.description });
        if !self.content.is_empty() {
            let content = self.content.into_iter();
            let content: Map<_, _> = content
                .map(|(kind, schema)| (kind.to_owned(), json!({ "schema": schema })))
                .collect();
            response["content"] = content.into();
        }
        if !self.headers.is_empty() {
            let reference = |name: &str| json!({ "$ref": format!("#/components/headers/{name}") });
            let headers = self.headers.into_iter();
            let headers: Map<_, _> =
                headers.map(|name| (name.to_owned(), reference(name))).collect();
            response["headers"] = headers.into();
        }
        response
    }
}
