//! Every answer of every scenario is one that the description of the API tells of, and so is every body
//! that a good answer was given to.

use std::cell::RefCell;

use boon::{Compiler, Schemas};
use futures_util::FutureExt;
use serde_json::Value;
use wasm_shared::{
    http::{Access, Body, Matched, RequestView, Response, Router, openapi::DOCUMENT},
    ports::Method,
    testing::{TestBody, TestRequest},
};

/// The name that the document is known by to the compiler.
const NAME: &str = "https://edge.test/api/openapi.json";

struct Description {
    router: Router,
    document: Value,
    compiler: Compiler,
    schemas: Schemas,
}

thread_local! {
    static DESCRIPTION: RefCell<Description> = RefCell::new(Description::new());
}

/// Fails for an answer whose status, content type or body is not described, and for a body that was
/// taken and should not have been. What is asked of no route, or by the origin, is not told of.
pub fn check(request: &TestRequest, response: &Response<TestBody>) {
    let told = DESCRIPTION.with_borrow_mut(|description| description.check(request, response));
    if let Err(reason) = told {
        panic!("{:?} {}: {reason}", request.method(), request.path());
    }
}

impl Description {
    fn new() -> Self {
        let document: Value = serde_json::from_str(DOCUMENT).expect("the document is JSON");
        let mut compiler = Compiler::new();
        compiler.enable_format_assertions();
        compiler.add_resource(NAME, document.clone()).expect("its name is a URL");
        Self { router: Router::new(), document, compiler, schemas: Schemas::new() }
    }

    fn check(
        &mut self,
        request: &TestRequest,
        response: &Response<TestBody>,
    ) -> Result<(), String> {
        let method = request.method();
        let found = self.router.find(method, request.path());
        let Matched::Route { pattern, access, .. } = found else { return Ok(()) };
        let (Some(method), false) = (method, access == Access::Service) else { return Ok(()) };
        let method = if method == Method::Head { Method::Get } else { method };
        let (path, method) = (pattern.replace('/', "~1"), method.as_str().to_lowercase());
        let operation = format!("/paths/{path}/{method}");
        self.check_answer(&operation, response)?;
        let taken = format!("{operation}/requestBody");
        if (200..300).contains(&response.status) && self.document.pointer(&taken).is_some() {
            let body = request.body(usize::MAX).now_or_never().and_then(Result::ok);
            self.check_body(&taken, "application/json", &body.unwrap_or_default())?;
        }
        Ok(())
    }

    fn check_answer(
        &mut self,
        operation: &str,
        response: &Response<TestBody>,
    ) -> Result<(), String> {
        let status = response.status;
        let mut place = format!("{operation}/responses/{status}");
        let mut answer = self.document.pointer(&place);
        if let Some(reference) = answer.and_then(|answer| answer["$ref"].as_str()) {
            reference.trim_start_matches('#').clone_into(&mut place);
            answer = self.document.pointer(&place);
        }
        let answer = answer.ok_or_else(|| format!("no answer {status} is described"))?;
        let Body::Bytes(body) = &response.body else { return Ok(()) };
        let kind = response.get_header("content-type").unwrap_or_default();
        if answer["content"].get(kind).is_none() {
            return Err(format!("{status} is not described as {kind:?}"));
        }
        if kind.ends_with("json") { self.check_body(&place, kind, body) } else { Ok(()) }
    }

    fn check_body(&mut self, place: &str, kind: &str, body: &[u8]) -> Result<(), String> {
        let body: Value = serde_json::from_slice(body).map_err(|error| error.to_string())?;
        let schema = format!("{NAME}#{place}/content/{}/schema", kind.replace('/', "~1"));
        let schema = self.compiler.compile(&schema, &mut self.schemas);
        let schema = schema.map_err(|error| format!("{error:#}"))?;
        self.schemas.validate(&body, schema).map_err(|error| format!("{error:#} in {body}"))
    }
}
