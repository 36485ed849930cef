use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use wasm_shared::http::problem::Problem;

use crate::observe::RequestId;

/// A refused request as `application/problem+json`.
pub(super) fn respond(problem: &Problem, request_id: &RequestId) -> Response {
    let mut response = Response::new(Body::from(problem.to_json(request_id.as_str())));
    *response.status_mut() = StatusCode::from_u16(problem.code.status())
        .expect("every code has a status of HTTP: a test reads them all");
    let headers = response.headers_mut();
    let problem_json = HeaderValue::from_static("application/problem+json");
    headers.insert(header::CONTENT_TYPE, problem_json);
    if let Some(seconds) = problem.retry_after_s {
        headers.insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;
    use wasm_shared::http::problem::Code;

    use super::*;

    #[test]
    fn every_code_has_an_answer() {
        let request_id = RequestId::of(&HeaderMap::new());
        for code in Code::ALL {
            let response = respond(&Problem::new(code).retry_after(7), &request_id);
            assert!(response.status().is_client_error() || response.status().is_server_error());
            assert_eq!(response.headers()["retry-after"], "7");
        }
    }
}
