//! The track object, which search and detail share.

use serde_json::{Value, json};

use super::gateway::Context;
use crate::audio::size_bytes;
use crate::catalogue::{Availability, Listing, Quality, Source, Version, highlight};
use crate::faults::Shape;
use crate::sandbox::Sandbox;
use crate::sources::markup::escape;

pub(super) fn detail(context: &Context<'_>, param: &Value, shape: Option<Shape>) -> Value {
    let mid = param["song_mid"].as_str().unwrap_or("");
    let id = param["song_id"].as_u64();
    let found = context.sandbox.catalogue.find(Source::Qq, |listing| {
        listing.id() == mid || (mid.is_empty() && id == Some(listing.identity.number()))
    });
    match found {
        Some(listing) if shape.is_none() => json!({
            "track_info": track(context.sandbox, listing, None),
            "info": {
                "company": { "title": "唱片公司", "content": [] },
                "genre": { "title": "歌曲流派", "content": [] },
                "lan": { "title": "歌曲语种", "content": [] },
                "pub_time": { "title": "发行时间", "content": [{ "id": 0, "value": PUBLISHED }] },
            },
            "extras": {},
        }),
        _ => json!({ "track_info": null, "info": {}, "extras": {} }),
    }
}

const PUBLISHED: &str = "2021-05-01";
/// The bits of `action.switch` above the lowest.
const PLAY_BITS: [(Quality, u64); 3] =
    [(Quality::Standard, 1 << 1), (Quality::Exhigh, 1 << 2), (Quality::Lossless, 1 << 3)];
const TRY_BIT: u64 = 1 << 14;
const OTHER_BITS: u64 = 0x10_0001;

/// A track; `query` marks what it matches with `<em>`.
pub(super) fn track(sandbox: &Sandbox, listing: &Listing, query: Option<&str>) -> Value {
    let script = sandbox.catalogue.script();
    let text = |text: &str| match query {
        Some(query) => highlight(text, query, script, escape),
        None => escape(text),
    };
    let singers: Vec<Value> = listing
        .artists
        .iter()
        .map(|artist| {
            json!({
                "id": artist.identity.number(),
                "mid": artist.identity.mid("001"),
                "name": text(&artist.name),
                "title": text(&artist.name),
                "type": 2,
                "uin": 0,
            })
        })
        .collect();
    let album = &listing.album_identity;
    let recording = sandbox.catalogue.recording(listing);
    let original = matches!(recording.version, Version::Studio | Version::Instrumental);
    json!({
        "id": listing.identity.number(),
        "mid": listing.id(),
        "name": text(&listing.title),
        "title": text(&listing.title),
        "title_main": text(&listing.main_title),
        "title_extra": text(listing.title.strip_prefix(&listing.main_title).unwrap_or("").trim()),
        "subtitle": "",
        "singer": singers,
        "album": {
            "id": album.number(),
            "mid": album.mid("000"),
            "pmid": album.mid("000"),
            "name": text(&listing.album),
            "title": text(&listing.album),
            "subtitle": "",
            "time_public": PUBLISHED,
        },
        "interval": listing.duration_ms / 1000,
        "index_album": 1,
        "index_cd": 0,
        "time_public": PUBLISHED,
        "language": 0,
        "genre": 0,
        "isonly": 0,
        "type": 0,
        "mv": { "id": 0, "vid": "" },
        "status": status(listing.availability),
        "ov": u8::from(original),
        "vs": [listing.identity.mid("001")],
        "sa": 0,
        "file": file(listing),
        "pay": pay(listing.availability),
        "action": { "switch": switch(listing), "msgid": 0, "alert": 0, "icons": 0 },
    })
}

const fn status(availability: Availability) -> u8 {
    match availability {
        Availability::Removed => 1,
        Availability::Region => 3,
        _ => 0,
    }
}

fn file(listing: &Listing) -> Value {
    let size = |quality: Quality| {
        let present = listing.qualities.contains(&quality);
        if present { size_bytes(quality, listing.duration_ms) } else { 0 }
    };
    let trial = listing.availability == Availability::Trial;
    let clip = if trial { size_bytes(Quality::Standard, listing.clip_ms()) } else { 0 };
    let clip_ms = if trial { listing.clip_ms() } else { 0 };
    json!({
        "media_mid": listing.identity.mid("002"),
        "size_24aac": 0, "size_48aac": 0, "size_96aac": 0, "size_192aac": 0,
        "size_96ogg": 0, "size_192ogg": 0,
        "size_128mp3": size(Quality::Standard),
        "size_320mp3": size(Quality::Exhigh),
        "size_ape": 0,
        "size_flac": size(Quality::Lossless),
        "size_hires": 0, "size_dts": 0, "size_dolby": 0,
        "size_new": [0, 0, 0, 0, 0, 0],
        "size_try": clip, "try_begin": 0, "try_end": clip_ms,
        "b_30s": 0, "e_30s": clip_ms,
    })
}

fn pay(availability: Availability) -> Value {
    let members = matches!(availability, Availability::Vip | Availability::Trial);
    let sold = availability == Availability::Purchase;
    json!({
        "pay_month": u8::from(members),
        "pay_play": u8::from(members || sold),
        "pay_down": u8::from(members || sold),
        "price_track": if members { 200 } else { 0 },
        "price_album": if sold { 2000 } else { 0 },
        "pay_status": 0,
        "time_free": 0,
    })
}

fn switch(listing: &Listing) -> u64 {
    let open = matches!(listing.availability, Availability::Full | Availability::Notice);
    let members_only = |quality: Quality| listing.vip_from.is_some_and(|from| quality >= from);
    let play = PLAY_BITS
        .into_iter()
        .filter(|(quality, _)| open && listing.qualities.contains(quality))
        .filter(|(quality, _)| !members_only(*quality))
        .fold(0, |bits, (_, bit)| bits | bit);
    let trial = if listing.availability == Availability::Trial { TRY_BIT } else { 0 };
    OTHER_BITS | play | trial
}
