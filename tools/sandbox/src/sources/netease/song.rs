//! Songs and their privileges.

use serde_json::{Value, json};

use super::api::Context;
use crate::audio::size_bytes;
use crate::catalogue::{Availability, Listing, Quality, Source};
use crate::sources::parameters::Parameters;

/// 2021-05-01 in China.
const PUBLISHED_MS: u64 = 1_619_798_400_000;
/// Pictures have numbers of eighteen digits.
pub(super) const FIRST_PICTURE: u64 = 109_951_160_000_000_000;

pub(super) fn detail(context: &Context<'_>, parameters: &Parameters, empty: bool) -> Value {
    let wanted: Value = serde_json::from_str(parameters.text("c")).unwrap_or_default();
    let ids = wanted.as_array().into_iter().flatten().filter_map(|item| id(&item["id"]));
    let found: Vec<&Listing> = ids.filter(|_| !empty).filter_map(|id| find(context, id)).collect();
    let songs: Vec<Value> = found.iter().map(|listing| song(listing)).collect();
    let privileges: Vec<Value> = found.iter().map(|listing| privilege(listing)).collect();
    json!({ "songs": songs, "privileges": privileges, "code": 200 })
}

pub(super) fn old_detail(context: &Context<'_>, parameters: &Parameters, empty: bool) -> Value {
    let songs: Vec<Value> = ids(parameters.text("ids"))
        .into_iter()
        .filter(|_| !empty)
        .filter_map(|id| find(context, id))
        .map(old_song)
        .collect();
    json!({ "songs": songs, "equalizers": {}, "code": 200 })
}

/// A list of ids as the calls take it: JSON, of numbers or of strings.
pub(super) fn ids(text: &str) -> Vec<u64> {
    let list: Value = serde_json::from_str(text).unwrap_or_default();
    match list {
        Value::Array(items) => items.iter().filter_map(id).collect(),
        single => id(&single).into_iter().collect(),
    }
}

fn id(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

pub(super) fn find<'a>(context: &Context<'a>, id: u64) -> Option<&'a Listing> {
    context.sandbox.catalogue.find(Source::Netease, |listing| listing.identity.number() == id)
}

/// 0 free, 1 for members, 4 to be bought, 8 free in low quality.
pub(super) const fn fee(listing: &Listing) -> u8 {
    match listing.availability {
        Availability::Vip | Availability::Trial => 1,
        Availability::Purchase => 4,
        Availability::Full | Availability::Notice if listing.vip_from.is_some() => 8,
        Availability::Full
        | Availability::Notice
        | Availability::Region
        | Availability::Removed => 0,
    }
}

pub(super) fn song(listing: &Listing) -> Value {
    let artists: Vec<Value> = listing
        .artists
        .iter()
        .map(|artist| {
            json!({
                "id": artist.identity.number(), "name": artist.name, "tns": [], "alias": [],
            })
        })
        .collect();
    let removed = listing.availability == Availability::Removed;
    let cover = listing.title.contains("翻");
    json!({
        "id": listing.identity.number(),
        "name": listing.title,
        "ar": artists,
        "al": album(listing, "pic"),
        "dt": listing.duration_ms,
        "alia": [],
        "tns": [],
        "fee": fee(listing),
        "mv": 0,
        "no": 1,
        "cd": "01",
        "pop": listing.identity.choice("popularity", 100),
        "publishTime": PUBLISHED_MS,
        "l": encoding(listing, Quality::Standard),
        "m": null,
        "h": encoding(listing, Quality::Exhigh),
        "sq": encoding(listing, Quality::Lossless),
        "hr": null,
        "noCopyrightRcmd": if removed { json!({ "type": 2, "typeDesc": "其它版本可播" }) } else { Value::Null },
        "originCoverType": if cover { 2 } else { 1 },
        "privilege": privilege(listing),
    })
}

pub(super) fn old_song(listing: &Listing) -> Value {
    let artists: Vec<Value> = listing
        .artists
        .iter()
        .map(|artist| {
            json!({
                "id": artist.identity.number(), "name": artist.name, "picUrl": null, "alias": [],
            })
        })
        .collect();
    json!({
        "id": listing.identity.number(),
        "name": listing.title,
        "artists": artists,
        "album": album(listing, "picId"),
        "duration": listing.duration_ms,
        "copyrightId": 0,
        "status": 0,
        "alias": [],
        "rtype": 0,
        "ftype": 0,
        "mvid": 0,
        "fee": fee(listing),
        "rUrl": null,
        "mark": 0,
    })
}

fn album(listing: &Listing, picture: &str) -> Value {
    let id = listing.album_identity.number();
    let pic = FIRST_PICTURE + id;
    let mut album = json!({
        "id": id,
        "name": listing.album,
        "picUrl": format!("https://p1.music.126.net/{}/{pic}.jpg", listing.album_identity.mid("0")),
        "tns": [],
    });
    album[picture] = pic.into();
    album
}

fn encoding(listing: &Listing, quality: Quality) -> Value {
    if !listing.qualities.contains(&quality) {
        return Value::Null;
    }
    json!({
        "br": quality.bitrate_bps(),
        "size": size_bytes(quality, listing.duration_ms),
        "fid": 0,
        "vd": 0,
        "sr": 48_000,
    })
}

/// What callers without a session may do.
pub(super) fn privilege(listing: &Listing) -> Value {
    let best = listing.qualities.last().copied().unwrap_or(Quality::Standard);
    let free = match listing.availability {
        Availability::Full | Availability::Notice => listing
            .qualities
            .iter()
            .rfind(|quality| listing.vip_from.is_none_or(|from| **quality < from))
            .copied(),
        _ => None,
    };
    let bitrate = |quality: Option<Quality>| {
        quality.map_or(0, |quality| match quality {
            Quality::Lossless => 999_000,
            other => other.bitrate_bps(),
        })
    };
    let level = |quality: Option<Quality>| quality.map_or("none", Quality::name);
    let off_shelf = matches!(listing.availability, Availability::Removed | Availability::Region);
    json!({
        "id": listing.identity.number(),
        "fee": fee(listing),
        "payed": 0,
        "st": if off_shelf { -200 } else { 0 },
        "pl": bitrate(free),
        "dl": bitrate(free),
        "fl": bitrate(free),
        "maxbr": bitrate(Some(best)),
        "plLevel": level(free),
        "dlLevel": level(free),
        "flLevel": level(free),
        "maxBrLevel": level(Some(best)),
        "toast": listing.availability == Availability::Region,
        "flag": 0,
        "cs": false,
        "sp": 7,
        "subp": 1,
    })
}
