//! The administrators' panel: files that are part of the binary, and one page for every address that
//! is not a file's. Built without the panel, that page says so.

use axum::{
    Extension, Router,
    extract::Path,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use wasm_shared::http::problem::{Code, Problem};

use super::problem;
use crate::{entropy, observe::RequestId};

/// A file of the panel.
#[derive(Debug)]
struct File {
    /// Its path below `/admin/`.
    name: &'static str,
    /// Of its content.
    hash: &'static str,
    plain: &'static [u8],
    brotli: Option<&'static [u8]>,
    gzip: Option<&'static [u8]>,
}

/// By their names, sorted.
static FILES: &[File] = include!(concat!(env!("OUT_DIR"), "/panel.rs"));

const PAGE: &str = "index.html";
/// Below it a file's name changes with its content.
const HASHED: &str = "assets/";
/// What the page has in place of the nonce.
const NONCE: &str = "{{style_nonce}}";
const WITHOUT_PANEL: &str = "<!doctype html><meta charset=\"utf-8\"><title>Listen Stream</title>\
    <p>This origin was built without its panel. With Node.js installed, <code>make build</code> \
    builds both.\n";

/// For everything below `/admin`.
const HEADERS: [(HeaderName, HeaderValue); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];

/// The panel's addresses; those of its API are more particular, and so come first.
pub(super) fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/admin", get(async || page(FILES)))
        .route("/admin/", get(async || page(FILES)))
        .route("/admin/{*path}", get(answer))
}

async fn answer(
    Path(path): Path<String>,
    Extension(request_id): Extension<RequestId>,
    headers: HeaderMap,
) -> Response {
    find(FILES, &path, &headers)
        .unwrap_or_else(|| problem::respond(&Problem::new(Code::NotFound), &request_id))
}

/// The file of this name, or the page, whose script knows the address. `None` for a script or style
/// that is not of this build: a page in its place would be an obscure fault.
fn find(files: &[File], path: &str, headers: &HeaderMap) -> Option<Response> {
    match files.binary_search_by_key(&path, |file| file.name) {
        Ok(place) if path != PAGE => Some(serve(&files[place], headers)),
        Err(_) if path.starts_with(HASHED) => None,
        _ => Some(page(files)),
    }
}

fn page(files: &[File]) -> Response {
    let Some(file) = files.iter().find(|file| file.name == PAGE) else {
        let content_type = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
        return secured((content_type, WITHOUT_PANEL).into_response(), "default-src 'none'");
    };
    let nonce = hex::encode(entropy::bytes::<16>());
    let page = String::from_utf8_lossy(file.plain).replace(NONCE, &nonce);
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; \
         img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; \
         form-action 'self'"
    );
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        // A nonce is for one answer.
        (header::CACHE_CONTROL, "no-store"),
    ];
    secured((headers, page).into_response(), &policy)
}

fn serve(file: &File, headers: &HeaderMap) -> Response {
    let accepted = headers.get(header::ACCEPT_ENCODING);
    let accepted = accepted.and_then(|accepted| accepted.to_str().ok()).unwrap_or_default();
    let (encoding, content) = match file {
        File { brotli: Some(content), .. } if accepts(accepted, "br") => ("br", *content),
        File { gzip: Some(content), .. } if accepts(accepted, "gzip") => ("gzip", *content),
        File { plain, .. } => ("identity", *plain),
    };
    let tag = format!("\"{}-{encoding}\"", file.hash);
    let known = headers.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok());
    let mut response = if known.is_some_and(|known| known.split(',').any(|one| one.trim() == tag)) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, content_type(file.name))], content).into_response()
    };
    let kept = if file.name.starts_with(HASHED) {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=3600"
    };
    let answered = response.headers_mut();
    answered.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    answered.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if encoding != "identity" {
        answered.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    let tag = HeaderValue::from_str(&tag).expect("hexadecimal digits are a header's value");
    answered.insert(header::ETAG, tag);
    secured(response, "default-src 'none'")
}

fn secured(mut response: Response, policy: &str) -> Response {
    let policy = HeaderValue::from_str(policy).expect("a policy is of visible characters");
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    response.headers_mut().extend(HEADERS);
    response
}

/// Whether `Accept-Encoding` names a coding, and not to refuse it.
fn accepts(accepted: &str, coding: &str) -> bool {
    accepted.split(',').any(|one| {
        let mut parts = one.split(';').map(str::trim);
        parts.next() == Some(coding)
            && !parts.any(|weight| matches!(weight, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use axum::body::to_bytes;

    use super::*;

    static SAMPLE: &[File] = &[
        File {
            name: "assets/index-1a2b.js",
            hash: "0123",
            plain: b"plain",
            brotli: Some(b"brotli"),
            gzip: Some(b"gzip"),
        },
        File { name: "favicon.svg", hash: "4567", plain: b"<svg/>", brotli: None, gzip: None },
        File {
            name: PAGE,
            hash: "89ab",
            plain: b"<meta content=\"{{style_nonce}}\">",
            brotli: None,
            gzip: None,
        },
    ];

    fn get(path: &str, headers: &[(HeaderName, &'static str)]) -> Option<Response> {
        let headers =
            headers.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value)));
        find(SAMPLE, path, &headers.collect())
    }

    async fn text(response: Response) -> String {
        String::from_utf8(to_bytes(response.into_body(), 4096).await.unwrap().into()).unwrap()
    }

    #[tokio::test]
    async fn a_file_is_sent_in_the_smallest_form_that_is_accepted() {
        for (accepted, encoding, body) in [
            ("gzip, deflate, br", Some("br"), "brotli"),
            ("gzip, br;q=0", Some("gzip"), "gzip"),
            ("identity", None, "plain"),
        ] {
            let response =
                get("assets/index-1a2b.js", &[(header::ACCEPT_ENCODING, accepted)]).unwrap();
            let headers = response.headers();
            assert_eq!(headers.get("content-encoding").map(|it| it.to_str().unwrap()), encoding);
            assert_eq!(headers["cache-control"], "public, max-age=31536000, immutable");
            assert_eq!(headers["vary"], "accept-encoding");
            assert_eq!(headers["content-type"], "text/javascript; charset=utf-8");
            assert_eq!(text(response).await, body);
        }
        assert_eq!(text(get("favicon.svg", &[]).unwrap()).await, "<svg/>");
    }

    #[tokio::test]
    async fn a_file_that_is_known_is_not_sent_again() {
        let tag = get("favicon.svg", &[]).unwrap().headers()["etag"].clone();
        assert_eq!(tag, "\"4567-identity\"");
        let again = [(header::IF_NONE_MATCH, "\"0\", \"4567-identity\"")];
        let response = get("favicon.svg", &again).unwrap();
        assert_eq!(response.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(text(response).await, "");
        assert_eq!(get("favicon.svg", &[(header::IF_NONE_MATCH, "\"1\"")]).unwrap().status(), 200);
    }

    #[tokio::test]
    async fn every_other_address_is_the_page_with_a_nonce_of_its_own() {
        let mut seen = Vec::new();
        for path in ["settings", "users/1", PAGE] {
            let response = get(path, &[]).unwrap();
            let headers = response.headers();
            assert_eq!(headers["cache-control"], "no-store");
            assert_eq!(headers["x-frame-options"], "DENY");
            let policy = headers["content-security-policy"].to_str().unwrap().to_owned();
            let nonce =
                policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap().to_owned();
            assert_eq!(nonce.len(), 32);
            assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self' "));
            assert!(!policy.contains("unsafe"), "{policy}");
            assert_eq!(text(response).await, format!("<meta content=\"{nonce}\">"));
            assert!(!seen.contains(&nonce));
            seen.push(nonce);
        }
    }

    #[test]
    fn a_script_of_another_build_is_not_found() {
        assert!(get("assets/index-0000.js", &[]).is_none());
    }

    #[tokio::test]
    async fn without_a_panel_the_page_says_so() {
        let response = find(&[], "", &HeaderMap::new()).unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert!(text(response).await.contains("make build"));
    }
}
