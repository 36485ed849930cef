//! Kugou: searches, the mobile page's song information, two trackers, lists, suggestions and lyrics.

mod answer;
mod collections;
mod file;
mod lists;
mod lyrics;
mod search;
mod signature;
mod songinfo;
mod suggestions;
mod tracker;

pub use signature::{android_signature, tracker_key};

use std::sync::Arc;

use axum::Router;
use axum::routing::get;

use crate::catalogue::{Availability, Listing, Quality, Source};
use crate::faults::Target;
use crate::sandbox::{Caller, MEMBER, Sandbox};
use crate::sources::parameters::Parameters;

const TARGET: Target = Target::Source(Source::Kugou);
/// Too frequent.
const TOO_FREQUENT: i64 = 1002;
/// Verification wanted, also of clients without a registered device.
const VERIFICATION: i64 = 20_028;

/// Everything under `/kugou`.
pub fn routes() -> Router<Arc<Sandbox>> {
    Router::new()
        .route("/kugou/song_search_v2", get(search::web))
        .route("/kugou/api/v3/search/song", get(search::mobile))
        .route("/kugou/app/i/getSongInfo.php", get(songinfo::songinfo))
        .route("/kugou/v5/url", get(tracker::signed))
        .route("/kugou/i/v2/", get(tracker::keyed))
        .route("/kugou/api/v3/search/album", get(collections::search_albums))
        .route("/kugou/api/v3/search/singer", get(collections::search_artists))
        .route("/kugou/api/v3/search/special", get(collections::search_playlists))
        .route("/kugou/api/v3/album/info", get(collections::album))
        .route("/kugou/api/v3/singer/info", get(collections::artist))
        .route("/kugou/api/v3/special/info", get(collections::playlist))
        .route("/kugou/api/v3/album/song", get(lists::album))
        .route("/kugou/api/v3/singer/song", get(lists::artist))
        .route("/kugou/api/v3/special/song", get(lists::playlist))
        .route("/kugou/api/v5/rank/list", get(collections::charts))
        .route("/kugou/api/v3/rank/song", get(lists::chart))
        .route("/kugou/getSearchTip", get(suggestions::suggestions))
        .route("/kugou/search", get(lyrics::search))
        .route("/kugou/download", get(lyrics::download))
}

/// The track and quality that a hash, of upper or lower case, names.
fn find<'a>(sandbox: &'a Sandbox, hash: &str) -> Option<(&'a Listing, Quality)> {
    let hash = hash.to_ascii_lowercase();
    sandbox.catalogue.listings(Source::Kugou).find_map(|listing| {
        let mut qualities = listing.qualities.iter().copied();
        let quality = qualities.find(|quality| listing.identity.hash(*quality) == hash)?;
        Some((listing, quality))
    })
}

/// The operator's session is a token in the query or a cookie.
fn is_member(caller: &Caller, parameters: &Parameters) -> bool {
    parameters.text("token") == MEMBER || caller.is_member(&["token"])
}

/// 0 free, 8 for members, 10 to be paid for.
const fn privilege(availability: Availability) -> u8 {
    match availability {
        Availability::Full | Availability::Notice => 0,
        Availability::Vip | Availability::Trial => 8,
        Availability::Purchase | Availability::Region | Availability::Removed => 10,
    }
}

const fn pay_type(availability: Availability) -> u8 {
    match availability {
        Availability::Full | Availability::Notice => 0,
        Availability::Purchase => 2,
        _ => 3,
    }
}

/// Performers in one string.
fn singers(listing: &Listing) -> String {
    let names: Vec<&str> = listing.artists.iter().map(|artist| artist.name.as_str()).collect();
    names.join("、")
}
