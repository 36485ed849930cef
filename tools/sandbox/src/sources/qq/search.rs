//! Search by the desktop's and by the mobile method.

use serde_json::{Value, json};

use super::gateway::Context;
use super::song::track;
use crate::catalogue::{Listing, Source};
use crate::faults::Shape;
use crate::sources::parameters::page;

const SONGS: u64 = 0;
const LARGEST_PAGE: usize = 60;

pub(super) fn desktop(context: &Context<'_>, param: &Value, shape: Option<Shape>) -> Value {
    let (tracks, total) = find(context, param, shape);
    desktop_page(&tracks, total, param)
}

pub(super) fn mobile(context: &Context<'_>, param: &Value, shape: Option<Shape>) -> Value {
    let (tracks, total) = find(context, param, shape);
    mobile_page(&tracks, total, param)
}

/// The page of tracks that is asked for, and how many there are in all.
fn find(context: &Context<'_>, param: &Value, shape: Option<Shape>) -> (Vec<Value>, usize) {
    let songs = param["search_type"].as_u64().unwrap_or(SONGS) == SONGS;
    if shape == Some(Shape::Empty) || !songs {
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

pub(super) fn desktop_page(tracks: &[Value], total: usize, param: &Value) -> Value {
    let (number, size) = paging(param);
    json!({
        "body": {
            "album": { "list": [] },
            "mv": { "list": [] },
            "singer": { "list": [] },
            "song": { "list": tracks },
            "songlist": { "list": [] },
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
