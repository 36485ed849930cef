//! Albums, singers and playlists. What is answered for an id that names nothing is not known of
//! albums and singers: here it is an album without ids, and no singer.

use serde_json::{Value, json};

use super::gateway::Context;
use super::song::track;
use crate::catalogue::{Collection, CollectionKind, Source};
use crate::faults::Shape;
use crate::sources::markup::escape;

/// The address of a picture, `T001` of a singer and `T002` of an album.
pub(super) fn picture(kind: &str, mid: &str) -> String {
    format!("http://y.gtimg.cn/music/photo_new/{kind}R300x300M000{mid}.jpg")
}

fn find<'a>(
    context: &Context<'a>,
    kind: CollectionKind,
    id: &str,
    shape: Option<Shape>,
) -> Option<&'a Collection> {
    context.sandbox.catalogue.collection(Source::Qq, kind, id).filter(|_| shape.is_none())
}

/// The part of a collection's tracks that `begin` and `num` ask for, and how many there are.
pub(super) fn part(
    context: &Context<'_>,
    collection: &Collection,
    begin: &Value,
    num: &Value,
) -> (Vec<Value>, usize) {
    let number = |value: &Value| value.as_u64().and_then(|n| usize::try_from(n).ok());
    let (begin, num) = (number(begin).unwrap_or(0), number(num).unwrap_or(0));
    let tracks = context.sandbox.catalogue.tracks(collection).skip(begin).take(num);
    let tracks = tracks.map(|listing| track(context.sandbox, listing, None)).collect();
    (tracks, collection.recordings.len())
}

pub(super) fn album(context: &Context<'_>, param: &Value, shape: Option<Shape>) -> Value {
    let mid = param["albumMid"].as_str().unwrap_or("");
    let Some(album) = find(context, CollectionKind::Album, mid, shape) else {
        let nothing = json!({ "albumID": 0, "albumMid": "", "albumName": "", "publishDate": "" });
        return json!({ "basicInfo": nothing, "singer": { "singerList": null } });
    };
    let singers: Vec<Value> = album
        .artists
        .iter()
        .map(|artist| {
            json!({
                "mid": artist.identity.mid("001"),
                "name": escape(&artist.name),
                "singerID": artist.identity.number(),
            })
        })
        .collect();
    json!({
        "basicInfo": {
            "albumID": album.identity.number(),
            "albumMid": mid,
            "albumName": escape(&album.name),
            "publishDate": album.published_on,
            "desc": escape(&album.description),
            "genre": "",
            "language": "",
        },
        "company": { "ID": 0, "name": "" },
        "singer": { "singerList": singers },
    })
}

pub(super) fn album_songs(context: &Context<'_>, param: &Value, shape: Option<Shape>) -> Value {
    let mid = param["albumMid"].as_str().unwrap_or("");
    song_list(context, find(context, CollectionKind::Album, mid, shape), "albumMid", param)
}

pub(super) fn singer(context: &Context<'_>, param: &Value, shape: Option<Shape>) -> Value {
    let mids = param["singer_mids"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let singers: Vec<Value> = mids
        .filter_map(|mid| find(context, CollectionKind::Artist, mid, shape))
        .map(|singer| {
            let foreign = singer.latin_name.as_deref().unwrap_or("");
            json!({
                "basic_info": {
                    "singer_id": singer.identity.number(),
                    "singer_mid": singer.id(),
                    "name": escape(&singer.name),
                    "type": 0,
                    "has_photo": 1,
                },
                "ex_info": { "area": 0, "desc": escape(&singer.description), "foreign_name": foreign },
                "wiki": "",
                "pic": { "big_black": "", "big_white": "", "pic": picture("T001", &singer.id()) },
            })
        })
        .collect();
    json!({ "singer_list": singers })
}

pub(super) fn singer_songs(context: &Context<'_>, param: &Value, shape: Option<Shape>) -> Value {
    let mid = param["singerMid"].as_str().unwrap_or("");
    song_list(context, find(context, CollectionKind::Artist, mid, shape), "singerMid", param)
}

fn song_list(
    context: &Context<'_>,
    collection: Option<&Collection>,
    id_name: &str,
    param: &Value,
) -> Value {
    let (tracks, total) = collection.map_or_else(Default::default, |collection| {
        part(context, collection, &param["begin"], &param["num"])
    });
    let songs: Vec<Value> = tracks.into_iter().map(|track| json!({ "songInfo": track })).collect();
    json!({ id_name: param[id_name], "totalNum": total, "songList": songs })
}

/// `None` for a number that names nothing.
pub(super) fn playlist(context: &Context<'_>, param: &Value) -> Option<Value> {
    let id = param["disstid"].as_u64()?.to_string();
    let playlist = find(context, CollectionKind::Playlist, &id, None)?;
    let (songs, total) = part(context, playlist, &param["song_begin"], &param["song_num"]);
    let begin = param["song_begin"].as_u64().unwrap_or(0);
    let more = begin + (songs.len() as u64) < total as u64;
    Some(json!({
        "code": 0,
        "subcode": 0,
        "msg": "",
        "dirinfo": {
            "id": playlist.identity.number(),
            "dirid": 0,
            "title": escape(&playlist.name),
            "picurl": format!("http://qpic.y.qq.com/music_cover/{id}/300?n=1"),
            "desc": escape(&playlist.description),
            "host_nick": escape(&playlist.creator),
            "songnum": total,
            "listennum": 0,
        },
        "songlist_size": songs.len(),
        "songlist": songs,
        "total_song_num": total,
        "hasmore": u8::from(more),
    }))
}
