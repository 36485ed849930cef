//! The track object of searches and lists.

use serde_json::{Value, json};

use crate::catalogue::{Availability, Credit, Identity, Listing};

pub(super) const CLIP_S: u64 = 30;

/// Whether JOOX marks the track for members.
pub(super) const fn vip_flag(listing: &Listing) -> u8 {
    matches!(listing.availability, Availability::Vip) as u8
}

pub(super) fn artists(listing: &Listing) -> Vec<Value> {
    credits(&listing.artists)
}

pub(super) fn credits(artists: &[Credit]) -> Vec<Value> {
    artists
        .iter()
        .map(|artist| json!({ "id": artist.identity.opaque(), "name": artist.name }))
        .collect()
}

pub(super) fn images(album: &Identity) -> Vec<Value> {
    let cover = album.mid("0");
    [100, 300, 1000]
        .into_iter()
        .map(|width| {
            json!({
                "width": width,
                "height": width,
                "url": format!("https://image.joox.com/JOOXcover/0/{cover}/{width}"),
            })
        })
        .collect()
}

/// A track in a search; its length is always the whole track's.
pub(super) fn track(listing: &Listing) -> Value {
    let playable = matches!(
        listing.availability,
        Availability::Full | Availability::Vip | Availability::Trial | Availability::Notice
    );
    json!({
        "id": listing.id(),
        "name": listing.title,
        "album_id": listing.album_identity.opaque(),
        "album_name": listing.album,
        "artist_list": artists(listing),
        "play_duration": listing.duration_ms / 1000,
        "images": images(&listing.album_identity),
        "vip_flag": vip_flag(listing),
        "is_playable": playable,
        "track_label_flag": 0,
    })
}
