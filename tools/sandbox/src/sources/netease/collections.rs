//! Albums, artists, playlists and charts, which are playlists.

use jiff::civil::Date;
use jiff::tz;
use serde_json::{Value, json};

use super::api::Context;
use super::song::{FIRST_PICTURE, privilege, song};
use crate::catalogue::{Collection, CollectionKind, Listing, Source};
use crate::sources::parameters::Parameters;

/// How many of an artist's songs come with the artist.
const HOT_SONGS: usize = 50;
/// How many songs of a playlist come with their data at most, whatever is asked for.
const WHOLE_SONGS: usize = 10;
const LARGEST_PAGE: usize = 100;

pub(super) fn album(context: &Context<'_>, id: &str, empty: bool) -> Value {
    let Some(album) = find(context, CollectionKind::Album, id, empty) else { return absent() };
    let songs: Vec<Value> = tracks(context, album)
        .map(|listing| {
            let mut song = song(listing);
            // Within its album a song does not repeat the picture.
            if let Some(of) = song["al"].as_object_mut() {
                of.remove("picUrl");
            }
            song
        })
        .collect();
    json!({ "resourceState": true, "songs": songs, "album": release(album), "code": 200 })
}

pub(super) fn artist(context: &Context<'_>, id: &str, empty: bool) -> Value {
    let Some(artist) = find(context, CollectionKind::Artist, id, empty) else { return absent() };
    let mut shown = performer(artist);
    // A search leaves this out.
    shown["musicSize"] = artist.recordings.len().into();
    shown["briefDesc"] = artist.description.as_str().into();
    let songs: Vec<Value> = tracks(context, artist).take(HOT_SONGS).map(song).collect();
    let more = artist.recordings.len() > HOT_SONGS;
    json!({ "artist": shown, "hotSongs": songs, "more": more, "code": 200 })
}

pub(super) fn artist_songs(context: &Context<'_>, parameters: &Parameters, empty: bool) -> Value {
    let id = parameters.text("id");
    let Some(artist) = find(context, CollectionKind::Artist, id, empty) else { return absent() };
    let limit = parameters.number("limit").unwrap_or(50).clamp(1, LARGEST_PAGE);
    let offset: usize = parameters.number("offset").unwrap_or(0);
    let songs: Vec<Value> = tracks(context, artist).skip(offset).take(limit).map(song).collect();
    let total = artist.recordings.len();
    let more = offset.saturating_add(limit) < total;
    json!({ "songs": songs, "more": more, "total": total, "code": 200 })
}

pub(super) fn playlist(
    context: &Context<'_>,
    kind: CollectionKind,
    parameters: &Parameters,
    empty: bool,
) -> Value {
    let Some(list) = find(context, kind, parameters.text("id"), empty) else { return absent() };
    let whole = parameters.number("n").unwrap_or(WHOLE_SONGS).min(WHOLE_SONGS);
    let all: Vec<&Listing> = tracks(context, list).collect();
    let (first, _) = all.split_at(whole.min(all.len()));
    let mut shown = summary(list);
    shown["tracks"] = first.iter().map(|listing| song(listing)).collect();
    shown["trackIds"] = all
        .iter()
        .map(|listing| json!({ "id": listing.identity.number(), "v": 1, "t": 0, "alg": null }))
        .collect();
    let privileges: Vec<Value> = first.iter().map(|listing| privilege(listing)).collect();
    json!({ "code": 200, "playlist": shown, "privileges": privileges })
}

pub(super) fn charts(context: &Context<'_>, empty: bool) -> Value {
    let charts = context.sandbox.catalogue.collections(Source::Netease, CollectionKind::Chart);
    let list: Vec<Value> = charts
        .filter(|_| !empty)
        .map(|chart| {
            let mut shown = summary(chart);
            shown["updateFrequency"] = "每天更新".into();
            // The list of charts does not say who makes them.
            shown["creator"] = Value::Null;
            shown
        })
        .collect();
    json!({ "code": 200, "list": list, "artistToplist": {} })
}

/// An album by itself.
pub(super) fn release(album: &Collection) -> Value {
    let artists: Vec<Value> = album
        .artists
        .iter()
        .map(|artist| json!({ "id": artist.identity.number(), "name": artist.name, "alias": [] }))
        .collect();
    json!({
        "id": album.identity.number(),
        "name": album.name,
        "picUrl": picture(album),
        "picId": FIRST_PICTURE + album.identity.number(),
        "artist": artists.first(),
        "artists": artists,
        "size": album.recordings.len(),
        "publishTime": millis(&album.published_on),
        "alias": [],
        "description": album.description,
        "company": "",
        "type": "专辑",
    })
}

/// An artist as a search shows them.
pub(super) fn performer(artist: &Collection) -> Value {
    json!({
        "id": artist.identity.number(),
        "name": artist.name,
        "picUrl": picture(artist),
        "alias": artist.latin_name.iter().collect::<Vec<_>>(),
        "albumSize": 1,
        "musicSize": 0,
        "mvSize": 0,
        "trans": null,
    })
}

/// A playlist or chart without its songs.
pub(super) fn summary(list: &Collection) -> Value {
    let id: u64 = list.id().parse().unwrap_or_default();
    json!({
        "id": id,
        "name": list.name,
        "coverImgUrl": picture(list),
        "creator": { "nickname": list.creator, "userId": 1 },
        "trackCount": list.recordings.len(),
        "description": if list.description.is_empty() { Value::Null } else { list.description.as_str().into() },
        "playCount": 0,
        "updateTime": millis(&list.published_on),
    })
}

fn find<'a>(
    context: &Context<'a>,
    kind: CollectionKind,
    id: &str,
    empty: bool,
) -> Option<&'a Collection> {
    context.sandbox.catalogue.collection(Source::Netease, kind, id).filter(|_| !empty)
}

fn tracks<'a>(
    context: &Context<'a>,
    collection: &'a Collection,
) -> impl Iterator<Item = &'a Listing> {
    context.sandbox.catalogue.tracks(collection)
}

fn absent() -> Value {
    json!({ "code": 404, "msg": "no resource", "message": "no resource" })
}

/// Pictures are on the plain scheme here.
fn picture(collection: &Collection) -> String {
    let number = FIRST_PICTURE + collection.identity.number();
    format!("http://p1.music.126.net/{}/{number}.jpg", collection.identity.mid("0"))
}

/// The beginning of a day in China.
fn millis(day: &str) -> i64 {
    let day: Date = day.parse().expect("the catalogue has dates");
    let start = tz::offset(8).to_timestamp(day.at(0, 0, 0, 0));
    start.expect("days of this century are instants").as_millisecond()
}
