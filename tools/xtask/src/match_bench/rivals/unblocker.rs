//! `UnblockNeteaseMusic`: of the first five results the first whose length differs by less than 5 s,
//! otherwise the very first. Titles and performers are not compared. The title is stripped of
//! `(cover: …)` and `(翻自 …)` for the search, which has happened before candidates are seen.

use wasm_shared::catalog::matching::labelled::Group;

const LOOKED_AT: usize = 5;
const TOLERANCE_MS: u64 = 5_000;

pub fn choose(group: &Group) -> Option<usize> {
    let wanted = group.query.duration_ms;
    let close = group
        .candidates
        .iter()
        .take(LOOKED_AT)
        .position(|candidate| candidate.duration_ms.abs_diff(wanted) < TOLERANCE_MS);
    close.or_else(|| (!group.candidates.is_empty()).then_some(0))
}
