//! Lists that are read page by page.

use std::str::FromStr;

use super::problem::Problem;

/// How many items are asked for: 1 to 100, 20 unless given.
pub(super) fn limit(asked: Option<u16>) -> Result<i64, Problem> {
    match asked.unwrap_or(20) {
        limit @ 1..=100 => Ok(limit.into()),
        _ => Err(Problem::invalid_field("limit", "must be 1 to 100")),
    }
}

/// Where the page before ended.
pub(super) fn cursor<T: FromStr>(text: Option<&str>) -> Result<Option<T>, Problem> {
    let text = text.filter(|text| !text.is_empty());
    let read = |text: &str| {
        text.parse().map_err(|_| Problem::invalid_field("cursor", "is none that was given out"))
    };
    text.map(read).transpose()
}

/// Leaves of `limit + 1` items the page, and answers its last when another follows.
pub(super) fn cut<T>(items: &mut Vec<T>, limit: i64) -> Option<&T> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    if items.len() <= limit {
        return None;
    }
    items.truncate(limit);
    items.last()
}
