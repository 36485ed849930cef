//! Search by the desktop's and by the mobile method.

use serde_json::{Value, json};

use super::collections::picture;
use super::gateway::Context;
use super::song::track;
use crate::catalogue::{Collection, CollectionKind, Listing, Source, highlight};
use crate::faults::{Operation, Shape};
use crate::sources::markup::escape;
use crate::sources::parameters::page;

const LARGEST_PAGE: usize = 60;

/// What is searched for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Songs,
    Collections(CollectionKind),
    /// What the sandbox has none of, films for example.
    Others,
}

impl Kind {
    pub(super) fn of(param: &Value) -> Self {
        match param["search_type"].as_u64() {
            None | Some(0) => Self::Songs,
            Some(1) => Self::Collections(CollectionKind::Artist),
            Some(2) => Self::Collections(CollectionKind::Album),
            Some(3) => Self::Collections(CollectionKind::Playlist),
            Some(_) => Self::Others,
        }
    }

    pub(super) const fn operation(self) -> Operation {
        match self {
            Self::Collections(CollectionKind::Artist) => Operation::SearchArtists,
            Self::Collections(CollectionKind::Album) => Operation::SearchAlbums,
            Self::Collections(CollectionKind::Playlist) => Operation::SearchPlaylists,
            Self::Collections(CollectionKind::Chart) | Self::Songs | Self::Others => {
                Operation::Search
            }
        }
    }
}

pub(super) fn desktop(
    context: &Context<'_>,
    kind: Kind,
    param: &Value,
    shape: Option<Shape>,
) -> Value {
    let (items, total) = match kind {
        Kind::Songs => find(context, param, shape),
        Kind::Collections(kind) => find_collections(context, kind, param, shape),
        Kind::Others => (Vec::new(), 0),
    };
    desktop_page(kind, &items, total, param)
}

/// The mobile method serves songs alone here.
pub(super) fn mobile(
    context: &Context<'_>,
    kind: Kind,
    param: &Value,
    shape: Option<Shape>,
) -> Value {
    let (tracks, total) =
        if kind == Kind::Songs { find(context, param, shape) } else { (Vec::new(), 0) };
    mobile_page(&tracks, total, param)
}

fn find_collections(
    context: &Context<'_>,
    kind: CollectionKind,
    param: &Value,
    shape: Option<Shape>,
) -> (Vec<Value>, usize) {
    let query = param["query"].as_str().unwrap_or("");
    let catalogue = &context.sandbox.catalogue;
    let mut found = catalogue.search_collections(Source::Qq, kind, query);
    found.retain(|_| shape.is_none());
    let (number, size) = paging(param);
    let marked = |text: &str| highlight(text, query, catalogue.script(), escape);
    let shown = found[page(found.len(), number, size)]
        .iter()
        .map(|collection| item(collection, &marked(&collection.name)))
        .collect();
    (shown, found.len())
}

fn item(collection: &Collection, name: &str) -> Value {
    let (id, count) = (collection.id(), collection.recordings.len());
    match collection.kind {
        CollectionKind::Artist => json!({
            "singerID": collection.identity.number(),
            "singerMID": id,
            "singerName": name,
            "singerPic": picture("T001", &id),
            "songNum": count,
            "albumNum": 0,
        }),
        CollectionKind::Album => {
            let singers: Vec<Value> = collection
                .artists
                .iter()
                .map(|artist| {
                    json!({
                        "id": artist.identity.number(),
                        "mid": artist.identity.mid("001"),
                        "name": escape(&artist.name),
                    })
                })
                .collect();
            let names: Vec<String> =
                collection.artists.iter().map(|artist| escape(&artist.name)).collect();
            json!({
                "albumID": collection.identity.number(),
                "albumMID": id,
                "albumName": name,
                "albumPic": picture("T002", &id),
                "publicTime": collection.published_on,
                "song_count": count,
                "singerName": names.join("/"),
                "singer_list": singers,
            })
        }
        CollectionKind::Playlist | CollectionKind::Chart => json!({
            "dissid": id,
            "dissname": name,
            "imgurl": format!("http://qpic.y.qq.com/music_cover/{id}/300?n=1"),
            "introduction": escape(&collection.description),
            "song_count": count,
            "creator": { "name": escape(&collection.creator) },
        }),
    }
}

/// The page of tracks that is asked for, and how many there are in all.
fn find(context: &Context<'_>, param: &Value, shape: Option<Shape>) -> (Vec<Value>, usize) {
    if shape == Some(Shape::Empty) {
        return (Vec::new(), 0);
    }
    let query = param["query"].as_str().unwrap_or("");
    let marked = flag(&param["highlight"]).then_some(query);
    let found: Vec<&Listing> = context.sandbox.catalogue.search(Source::Qq, query);
    let (number, size) = paging(param);
    let shown = found[page(found.len(), number, size)]
        .iter()
        .map(|listing| track(context.sandbox, listing, marked))
        .collect();
    (shown, found.len())
}

/// `1` and `true` are both seen.
fn flag(value: &Value) -> bool {
    value.as_u64() == Some(1) || value.as_bool() == Some(true)
}

fn paging(param: &Value) -> (usize, usize) {
    let number = |name: &str| param[name].as_u64().and_then(|n| usize::try_from(n).ok());
    let size = number("num_per_page").unwrap_or(10).clamp(1, LARGEST_PAGE);
    (number("page_num").unwrap_or(1).max(1), size)
}

fn next_page(total: usize, param: &Value) -> i64 {
    let (number, size) = paging(param);
    if number.saturating_mul(size) >= total {
        return -1;
    }
    i64::try_from(number).unwrap_or(-2) + 1
}

pub(super) fn desktop_page(kind: Kind, items: &[Value], total: usize, param: &Value) -> Value {
    let (number, size) = paging(param);
    let list = |of: Kind| json!({ "list": if of == kind { items } else { &[] } });
    json!({
        "body": {
            "album": list(Kind::Collections(CollectionKind::Album)),
            "mv": { "list": [] },
            "singer": list(Kind::Collections(CollectionKind::Artist)),
            "song": list(Kind::Songs),
            "songlist": list(Kind::Collections(CollectionKind::Playlist)),
            "user": { "list": [] },
            "zhida": { "type": 0 },
        },
        "code": 0,
        "meta": {
            "curpage": number,
            "nextpage": next_page(total, param),
            "perpage": size,
            "query": param["query"],
            "sum": total,
            "estimate_sum": total,
        },
        "ver": 0,
    })
}

pub(super) fn mobile_page(tracks: &[Value], total: usize, param: &Value) -> Value {
    let (_, size) = paging(param);
    json!({
        "body": { "item_song": tracks, "item_album": [], "item_mv": [], "singer": [] },
        "code": 0,
        "meta": {
            "sum": total,
            "estimate_sum": total,
            "nextpage": next_page(total, param),
            "perpage": size,
            "query": param["query"],
            "searchid": param["searchid"],
        },
    })
}
