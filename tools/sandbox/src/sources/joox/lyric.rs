//! Words: with the track's data, and by `web_lyric`, the old call for them alone.

use std::sync::Arc;

use axum::extract::{OriginalUri, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::{TARGET, find, refused};
use crate::catalogue::{Listing, Lyrics};
use crate::faults::Operation;
use crate::sandbox::{Caller, Sandbox};
use crate::sources::parameters::Parameters;

/// The words of a track in base64; `None` when there are none.
pub(super) fn encoded(sandbox: &Sandbox, listing: &Listing) -> Option<String> {
    let lrc = match sandbox.catalogue.lyrics(listing)? {
        Lyrics::Instrumental => "[00:00.00]純音樂，請欣賞\n".to_owned(),
        lyrics @ Lyrics::Lines(_) => {
            let lines = lyrics.lrc(|line| Some(&line.text))?;
            format!("[ti:{}]\n[al:{}]\n{lines}", listing.title, listing.album)
        }
    };
    Some(STANDARD.encode(lrc))
}

/// Whether the track's data holds the words that it says there are; of some it does not.
pub(super) fn is_within_data(listing: &Listing) -> bool {
    listing.identity.choice("lyrics", 4) > 0
}

pub(super) async fn alone(
    State(sandbox): State<Arc<Sandbox>>,
    caller: Caller,
    OriginalUri(uri): OriginalUri,
) -> Response {
    let parameters = Parameters::read(uri.query(), b"");
    let respond = |shape| {
        refused(shape).unwrap_or_else(|| {
            let found = find(&sandbox, parameters.text("musicid")).filter(|_| shape.is_none());
            let words = found.and_then(|listing| encoded(&sandbox, listing)).unwrap_or_default();
            let answer = json!({ "code": 0, "msg": "", "lyric": words });
            let script = format!("MusicJsonCallback({answer})");
            ([(header::CONTENT_TYPE, "application/x-javascript")], script).into_response()
        })
    };
    sandbox.answer(&caller, TARGET, Operation::Lyrics, respond).await
}
