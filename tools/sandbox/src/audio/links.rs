//! Signed addresses of audio files, in the manner of each source.

use std::collections::HashMap;

use hmac::{Hmac, KeyInit, Mac};
use jiff::{SignedDuration, Timestamp};
use sha2::Sha256;
use url::form_urlencoded;

use super::{Cut, Take};
use crate::catalogue::{Catalogue, Listing, Quality, Source};
use crate::clock::{from_china, in_china};

const SECRET: &[u8] = b"listen-stream sandbox audio";

/// QQ states 80400 seconds.
pub const QQ_LIFE_S: i64 = 80_400;
/// One observed JOOX address lived 6006 seconds.
const JOOX_LIFE_S: i64 = 6_006;
/// The time in a `NetEase` path is 25 minutes after it was asked for.
const NETEASE_LIFE_S: i64 = 1_500;
/// Kugou does not say; the minute in its path is taken as the time of issue.
const KUGOU_LIFE_S: i64 = 7_200;
const NETEASE_TIME: &str = "%Y%m%d%H%M%S";
const KUGOU_TIME: &str = "%Y%m%d%H%M";

/// Makes addresses and reads them back.
#[derive(Debug)]
pub struct Links {
    takes: HashMap<(Source, String), Take>,
}

impl Links {
    /// Addresses of everything in `catalogue`.
    pub fn new(catalogue: &Catalogue) -> Self {
        let mut takes = HashMap::new();
        for listing in Source::ALL.into_iter().flat_map(|source| catalogue.listings(source)) {
            let whole = listing.qualities.iter().map(|quality| Take::whole(listing, *quality));
            for take in whole.chain([Take::clip(listing)]) {
                takes.insert((take.source, file_name(listing, take)), take);
            }
        }
        Self { takes }
    }

    /// Address of a file under `base` (scheme and host), valid from `now` for the source's time. A
    /// JOOX address comes as JOOX sends it, with `&amp;` for `&`.
    pub fn url(&self, base: &str, listing: &Listing, take: Take, now: Timestamp) -> String {
        let name = file_name(listing, take);
        let source = take.source;
        let root = format!("{base}/audio/{}", source.name());
        let second = now.as_second();
        match source {
            Source::Qq => format!("{root}/{}", qq_purl(listing, take, "0", now)),
            Source::Joox => {
                let expires = second + JOOX_LIFE_S;
                let signature = sign(source, &name, expires);
                format!("{root}/{name}?country=hk&amp;hdnts=exp={expires}~acl=/*~hmac={signature}")
            }
            Source::Netease => {
                let expires = second + NETEASE_LIFE_S;
                let time = in_china(now + SignedDuration::from_secs(NETEASE_LIFE_S), NETEASE_TIME);
                let signature = sign(source, &name, expires);
                format!("{root}/{time}/{signature}/jdymusic/obj/{name}")
            }
            Source::Kugou => {
                let issued = second - second.rem_euclid(60);
                let signature = sign(source, &name, issued + KUGOU_LIFE_S);
                let track = listing.identity.number();
                format!(
                    "{root}/{}/{signature}/v3/{name}/yp/full/ap1000_us0_pi409_mx{track}.{}",
                    in_china(now, KUGOU_TIME),
                    take.quality.extension(),
                )
            }
        }
    }

    /// What a path under `/audio/{source}/` with its query leads to; `None` if it is not signed by
    /// [`url`](Self::url) or its time is over.
    pub fn open(&self, source: Source, path: &str, query: &str, now: Timestamp) -> Option<Take> {
        let (name, expires, signature) = match source {
            Source::Qq => qq_parts(path, query)?,
            Source::Joox => joox_parts(path, query)?,
            Source::Netease => netease_parts(path)?,
            Source::Kugou => kugou_parts(path)?,
        };
        let signed = sign(source, &name, expires).eq_ignore_ascii_case(&signature);
        let take = self.takes.get(&(source, name))?;
        (signed && now.as_second() < expires).then_some(*take)
    }
}

/// File name and query of a QQ address, which the caller joins to a host.
pub fn qq_purl(listing: &Listing, take: Take, guid: &str, now: Timestamp) -> String {
    let name = file_name(listing, take);
    let expires = now.as_second() + QQ_LIFE_S;
    let vkey = format!("{expires:010X}{}", sign(Source::Qq, &name, expires).to_uppercase());
    let guid: String = form_urlencoded::byte_serialize(guid.as_bytes()).collect();
    format!("{name}?guid={guid}&vkey={vkey}&uin=0&fromtag=120032")
}

/// Name of a file in the manner of its source.
pub fn file_name(listing: &Listing, take: Take) -> String {
    let prefix = match (take.cut, take.quality) {
        (Cut::Clip, _) => "RS02",
        (Cut::Full | Cut::Notice, Quality::Standard) => "M500",
        (Cut::Full | Cut::Notice, Quality::Exhigh) => "M800",
        (Cut::Full | Cut::Notice, Quality::Lossless) => "F000",
    };
    let extension = take.quality.extension();
    let identity = &listing.identity;
    let hash = || match take.cut {
        Cut::Clip => identity.clip_hash(),
        Cut::Full | Cut::Notice => identity.hash(take.quality),
    };
    match (take.source, take.cut) {
        (Source::Qq, Cut::Clip) => format!("{prefix}{}.{extension}", identity.mid("001")),
        (Source::Qq | Source::Joox, _) => format!("{prefix}{}.{extension}", identity.mid("002")),
        (Source::Netease, _) => format!("{}.{extension}", hash()),
        (Source::Kugou, _) => hash(),
    }
}

fn sign(source: Source, name: &str, expires: i64) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET).expect("HMAC takes keys of any length");
    mac.update(format!("{}:{name}:{expires}", source.name()).as_bytes());
    hex::encode(&mac.finalize().into_bytes()[..16])
}

type Parts = (String, i64, String);

fn qq_parts(path: &str, query: &str) -> Option<Parts> {
    let vkey = parameter(query, "vkey")?;
    let (expires, signature) = vkey.split_at_checked(10)?;
    Some((path.to_owned(), i64::from_str_radix(expires, 16).ok()?, signature.to_owned()))
}

fn joox_parts(path: &str, query: &str) -> Option<Parts> {
    let token = parameter(query, "hdnts")?;
    let field =
        |name: &str| token.split('~').find_map(|field| field.strip_prefix(name)).map(str::to_owned);
    Some((path.to_owned(), field("exp=")?.parse().ok()?, field("hmac=")?))
}

fn netease_parts(path: &str) -> Option<Parts> {
    let segments: Vec<&str> = path.split('/').collect();
    let [time, signature, .., name] = segments[..] else { return None };
    let expires = from_china(time, NETEASE_TIME)?.as_second();
    Some((name.to_owned(), expires, signature.to_owned()))
}

fn kugou_parts(path: &str) -> Option<Parts> {
    let segments: Vec<&str> = path.split('/').collect();
    let [time, signature, "v3", name, ..] = segments[..] else { return None };
    let issued = from_china(time, KUGOU_TIME)?.as_second();
    Some((name.to_owned(), issued + KUGOU_LIFE_S, signature.to_owned()))
}

fn parameter(query: &str, name: &str) -> Option<String> {
    form_urlencoded::parse(query.as_bytes())
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}
