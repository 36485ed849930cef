//! Searches of the web site and of the mobile host.

use std::sync::Arc;

use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::answer::{open, refusal};
use super::{TARGET, pay_type, privilege, singers};
use crate::audio::size_bytes;
use crate::catalogue::{Availability, Listing, Quality, Source, highlight};
use crate::faults::Operation;
use crate::sandbox::{Caller, Sandbox};
use crate::sources::markup::escape;
use crate::sources::parameters::{Parameters, page};

const LARGEST_PAGE: usize = 100;

pub(super) async fn web(
    State(sandbox): State<Arc<Sandbox>>,
    caller: Caller,
    OriginalUri(uri): OriginalUri,
) -> Response {
    let parameters = Parameters::read(uri.query(), b"");
    let respond = |shape| {
        if let Some((code, text)) = refusal(shape) {
            let body = json!({ "status": 0, "error_code": code, "error_msg": text, "data": null });
            return Json(body).into_response();
        }
        let found = Found::read(&sandbox, &parameters, shape.is_some());
        let query = parameters.text("keyword");
        let lists: Vec<Value> =
            found.shown().iter().map(|listing| web_item(&sandbox, listing, query)).collect();
        Json(json!({
            "status": 1,
            "error_code": 0,
            "error_msg": "",
            "data": {
                "total": found.listings.len(),
                "page": found.page,
                "pagesize": found.size,
                "correctiontip": "",
                "istag": 0,
                "lists": lists,
            },
        }))
        .into_response()
    };
    sandbox.answer(&caller, TARGET, Operation::Search, respond).await
}

pub(super) async fn mobile(
    State(sandbox): State<Arc<Sandbox>>,
    caller: Caller,
    OriginalUri(uri): OriginalUri,
) -> Response {
    let data = |parameters: &Parameters, empty| {
        let found = Found::read(&sandbox, parameters, empty);
        let info: Vec<Value> = found.shown().iter().map(|listing| mobile_item(listing)).collect();
        let total = found.listings.len();
        json!({ "timestamp": sandbox.clock.now().as_second(), "total": total, "info": info })
    };
    open(&sandbox, &caller, &uri, Operation::Search, data).await
}

struct Found<'a> {
    listings: Vec<&'a Listing>,
    page: usize,
    size: usize,
}

impl<'a> Found<'a> {
    fn read(sandbox: &'a Sandbox, parameters: &Parameters, empty: bool) -> Self {
        let query = parameters.text("keyword");
        let listings = if empty { vec![] } else { sandbox.catalogue.search(Source::Kugou, query) };
        let page = parameters.number("page").unwrap_or(1).max(1);
        let size = parameters.number("pagesize").unwrap_or(30).clamp(1, LARGEST_PAGE);
        Self { listings, page, size }
    }

    fn shown(&self) -> &[&'a Listing] {
        &self.listings[page(self.listings.len(), self.page, self.size)]
    }
}

/// Hash and size of an encoding, empty and 0 if there is none; a removed track has none.
fn encoding(listing: &Listing, quality: Quality) -> (String, u64) {
    let removed = listing.availability == Availability::Removed;
    if removed || !listing.qualities.contains(&quality) {
        return (String::new(), 0);
    }
    (listing.identity.hash(quality), size_bytes(quality, listing.duration_ms))
}

fn web_item(sandbox: &Sandbox, listing: &Listing, query: &str) -> Value {
    let mark = |text: &str| highlight(text, query, sandbox.catalogue.script(), escape);
    let artists: Vec<Value> = listing
        .artists
        .iter()
        .map(|artist| json!({ "id": artist.identity.number(), "name": artist.name, "ip_id": 0 }))
        .collect();
    // This host writes hashes in capitals.
    let encoding = |quality| {
        let (hash, size) = encoding(listing, quality);
        (hash.to_uppercase(), size)
    };
    let (standard, standard_size) = encoding(Quality::Standard);
    let (exhigh, exhigh_size) = encoding(Quality::Exhigh);
    let (lossless, lossless_size) = encoding(Quality::Lossless);
    json!({
        "SongName": mark(&listing.title),
        "OriSongName": mark(&listing.main_title),
        "Suffix": mark(listing.title.strip_prefix(&listing.main_title).unwrap_or("").trim()),
        "SingerName": mark(&singers(listing)),
        "Singers": artists,
        "FileName": mark(&format!("{} - {}", singers(listing), listing.title)),
        "AlbumName": mark(&listing.album),
        "AlbumID": listing.album_identity.number().to_string(),
        "Audioid": listing.identity.number() + 1,
        "MixSongID": listing.identity.number().to_string(),
        "Duration": listing.duration_ms / 1000,
        "FileHash": standard,
        "FileSize": standard_size,
        "HQFileHash": exhigh,
        "HQFileSize": exhigh_size,
        "SQFileHash": lossless,
        "SQFileSize": lossless_size,
        "ResFileHash": "",
        "ResFileSize": 0,
        "ExtName": "mp3",
        "Image": cover(listing),
        "Privilege": privilege(listing.availability),
        "HQPrivilege": privilege(listing.availability),
        "SQPrivilege": privilege(listing.availability),
        "PayType": pay_type(listing.availability),
        "trans_param": { "union_cover": cover(listing), "language": "" },
        "Grp": [],
    })
}

pub(super) fn mobile_item(listing: &Listing) -> Value {
    let (standard, standard_size) = encoding(listing, Quality::Standard);
    let (exhigh, exhigh_size) = encoding(listing, Quality::Exhigh);
    let (lossless, lossless_size) = encoding(listing, Quality::Lossless);
    json!({
        "hash": standard,
        "320hash": exhigh,
        "sqhash": lossless,
        "songname": listing.title,
        "songname_original": listing.main_title,
        "singername": singers(listing),
        "filename": format!("{} - {}", singers(listing), listing.title),
        "album_id": listing.album_identity.number().to_string(),
        "album_name": listing.album,
        "album_audio_id": listing.identity.number(),
        "audio_id": listing.identity.number() + 1,
        "duration": listing.duration_ms / 1000,
        "filesize": standard_size,
        "320filesize": exhigh_size,
        "sqfilesize": lossless_size,
        "bitrate": 128,
        "extname": "mp3",
        "privilege": privilege(listing.availability),
        "320privilege": privilege(listing.availability),
        "sqprivilege": privilege(listing.availability),
        "pay_type": pay_type(listing.availability),
        "trans_param": { "union_cover": cover(listing) },
        "group": [],
    })
}

/// Address of a cover with the size left open.
pub(super) fn cover(listing: &Listing) -> String {
    let name = listing.album_identity.hash(Quality::Standard);
    format!("https://imge.kugou.com/stdmusic/{{size}}/20210501/{name}.jpg")
}
