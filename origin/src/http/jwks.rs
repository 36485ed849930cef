use axum::{
    extract::State,
    http::{HeaderName, header},
};

use super::HttpState;

/// `GET /.well-known/jwks.json`: the public keys of access tokens. The next key is among them long
/// before it signs, so that ten minutes of caching do no harm.
pub(super) async fn get(
    State(state): State<HttpState>,
) -> ([(HeaderName, &'static str); 2], Vec<u8>) {
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "public, max-age=600"),
    ];
    (headers, state.signing_keys.jwks())
}
