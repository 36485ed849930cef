//! `vkey`: addresses of files, for many tracks at a time.

use serde_json::{Value, json};

use super::gateway::Context;
use crate::audio::{QQ_LIFE_S, Take, qq_purl};
use crate::catalogue::{Availability, Listing, Playable, Quality, Source};
use crate::faults::Shape;

const LARGEST_BATCH: usize = 100;
const NO_PERMISSION: i64 = 104_003;
const FAILED: i64 = 104_004;
const REFUSED: i64 = 104_009;

pub(super) fn vkey(context: &Context<'_>, param: &Value, shape: Option<Shape>) -> Value {
    let host = format!("{}/audio/qq/", context.base_url);
    let guid = param["guid"].as_str().unwrap_or("0");
    let answers: Vec<Value> = wanted(param)
        .map(|(mid, file)| {
            let purl = match shape {
                None => purl(context, mid, file.as_deref(), guid),
                Some(_) => Ok(String::new()),
            };
            let name = file.unwrap_or_else(|| format!("C400{mid}.m4a"));
            item(mid, &name, purl)
        })
        .collect();
    json!({
        "uin": param["uin"],
        "retcode": 0,
        "verify_type": 0,
        "login_key": "",
        "msg": "",
        "sip": [host, host],
        "thirdip": ["", ""],
        "testfilewifi": "",
        "testfile2g": "",
        "expiration": QQ_LIFE_S,
        "midurlinfo": answers,
    })
}

/// The whole call refused by the risk check.
pub(super) fn refused(param: &Value) -> Value {
    let items: Vec<Value> = wanted(param)
        .map(|(mid, file)| item(mid, file.as_deref().unwrap_or(""), Err(REFUSED)))
        .collect();
    json!({
        "uin": param["uin"],
        "retcode": 0,
        "msg": "invalidq",
        "sip": [],
        "testfilewifi": "",
        "testfile2g": "",
        "expiration": 0,
        "midurlinfo": items,
    })
}

fn wanted(param: &Value) -> impl Iterator<Item = (&str, Option<String>)> {
    let mids = param["songmid"].as_array().into_iter().flatten().filter_map(Value::as_str);
    mids.take(LARGEST_BATCH)
        .enumerate()
        .map(|(place, mid)| (mid, param["filename"][place].as_str().map(str::to_owned)))
}

fn item(mid: &str, name: &str, purl: Result<String, i64>) -> Value {
    let result = purl.as_ref().err().copied().unwrap_or(0);
    let purl = purl.unwrap_or_default();
    let vkey = purl.split_once("vkey=").and_then(|(_, rest)| rest.split('&').next()).unwrap_or("");
    json!({
        "songmid": mid,
        "filename": name,
        "purl": purl,
        "wifiurl": purl,
        "vkey": vkey,
        "ekey": "",
        "errtype": "",
        "result": result,
        "subcode": result,
        "tips": "",
        "uiAlert": 0,
        "isbuy": 0,
        "isonly": 0,
        "pneed": 0,
        "premain": 0,
    })
}

/// The path of a file with its key, or the result code of the denial.
fn purl(context: &Context<'_>, mid: &str, file: Option<&str>, guid: &str) -> Result<String, i64> {
    let catalogue = &context.sandbox.catalogue;
    let listing = catalogue.find(Source::Qq, |listing| listing.id() == mid).ok_or(FAILED)?;
    let (quality, base) = match file.and_then(|name| name.split_at_checked(4)) {
        Some(("M500", base)) => (Some(Quality::Standard), base),
        Some(("M800", base)) => (Some(Quality::Exhigh), base),
        Some(("F000", base)) => (Some(Quality::Lossless), base),
        Some(("RS02", base)) => (None, base),
        // AAC, Ogg and the rest are not on the shelf; so is the default, C400.
        _ => return Err(NO_PERMISSION),
    };
    if !names(listing, base) {
        return Err(FAILED);
    }
    let take = match quality {
        None if listing.availability == Availability::Trial => Take::clip(listing),
        None => return Err(NO_PERMISSION),
        Some(quality) => match listing.play_exactly(quality, context.member) {
            Some(Playable::File(quality) | Playable::Notice(quality)) => {
                Take::whole(listing, quality)
            }
            Some(Playable::Clip | Playable::Refused(_)) | None => return Err(NO_PERMISSION),
        },
    };
    Ok(qq_purl(listing, take, guid, context.now))
}

/// A file is named by the media id, twice the track's id, or the trial's id; the track's id alone
/// names nothing.
fn names(listing: &Listing, base: &str) -> bool {
    let stem = base.split('.').next().unwrap_or("");
    let mid = listing.id();
    [listing.identity.mid("002"), listing.identity.mid("001"), format!("{mid}{mid}")]
        .iter()
        .any(|name| name == stem)
}
