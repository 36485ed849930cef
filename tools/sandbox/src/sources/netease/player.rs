//! Addresses of files, by bit rate or by level.

use md5::{Digest, Md5};
use serde_json::{Value, json};

use super::api::Context;
use super::song::{fee, find, ids};
use crate::audio::{Take, file_name};
use crate::catalogue::{Listing, Playable, Quality, Refusal};
use crate::sources::parameters::Parameters;

const OK: i64 = 200;
const DENIED: i64 = -110;
const UNAVAILABLE: i64 = 404;
const LIFE_S: u64 = 1200;

pub(super) fn by_bitrate(context: &Context<'_>, parameters: &Parameters, empty: bool) -> Value {
    let quality = match parameters.number::<u64>("br").unwrap_or(999_000) {
        ..320_000 => Quality::Standard,
        320_000..=320_999 => Quality::Exhigh,
        _ => Quality::Lossless,
    };
    answer(context, parameters, quality, empty)
}

pub(super) fn by_level(context: &Context<'_>, parameters: &Parameters, empty: bool) -> Value {
    let quality = match parameters.text("level") {
        "standard" | "higher" => Quality::Standard,
        "exhigh" | "" => Quality::Exhigh,
        _ => Quality::Lossless,
    };
    answer(context, parameters, quality, empty)
}

fn answer(context: &Context<'_>, parameters: &Parameters, quality: Quality, empty: bool) -> Value {
    let data: Vec<Value> = ids(parameters.text("ids"))
        .into_iter()
        .filter(|_| !empty)
        .map(|id| match find(context, id) {
            Some(listing) => listed(context, listing, quality),
            None => without_file(id, UNAVAILABLE, 0),
        })
        .collect();
    json!({ "data": data, "code": OK })
}

fn listed(context: &Context<'_>, listing: &Listing, quality: Quality) -> Value {
    let id = listing.identity.number();
    match listing.play(quality, context.member) {
        Playable::File(served) | Playable::Notice(served) => {
            file(context, listing, Take::whole(listing, served))
        }
        Playable::Clip => {
            let mut clip = file(context, listing, Take::clip(listing));
            clip["freeTrialInfo"] = json!({ "start": 0, "end": listing.clip_ms() / 1000 });
            clip["freeTrialPrivilege"]["cannotListenReason"] = 1.into();
            clip
        }
        Playable::Refused(Refusal::Vip | Refusal::Purchase) => {
            without_file(id, DENIED, fee(listing))
        }
        Playable::Refused(Refusal::Region | Refusal::Removed) => {
            without_file(id, UNAVAILABLE, fee(listing))
        }
    }
}

fn file(context: &Context<'_>, listing: &Listing, take: Take) -> Value {
    let mut item = without_file(listing.identity.number(), OK, fee(listing));
    let quality = take.quality;
    item["url"] = context.sandbox.links.url(context.base_url, listing, take, context.now).into();
    item["br"] = quality.bitrate_bps().into();
    item["size"] = take.size_bytes(listing).into();
    item["md5"] = hex::encode(Md5::digest(file_name(listing, take))).into();
    item["expi"] = LIFE_S.into();
    item["type"] = quality.extension().into();
    item["level"] = quality.name().into();
    item["encodeType"] = quality.extension().into();
    item["time"] = take.duration_ms(listing).into();
    item
}

fn without_file(id: u64, code: i64, fee: u8) -> Value {
    json!({
        "id": id,
        "url": null,
        "br": 0,
        "size": 0,
        "md5": null,
        "code": code,
        "expi": LIFE_S,
        "type": null,
        "gain": 0.0,
        "fee": fee,
        "uf": null,
        "payed": 0,
        "flag": 0,
        "canExtend": false,
        "freeTrialInfo": null,
        "level": null,
        "encodeType": null,
        "freeTrialPrivilege": {
            "resConsumable": false,
            "userConsumable": false,
            "cannotListenReason": null,
        },
        "urlSource": 0,
        "time": 0,
    })
}
