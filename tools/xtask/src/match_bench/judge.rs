use wasm_shared::catalog::matching::labelled::Group;
use wasm_shared::settings::MatchingSettings;

use crate::rivals::{downloader, finder, unblocker};

/// A way of choosing among candidates.
pub struct Judge {
    pub name: &'static str,
    /// The candidate of the group that it accepts.
    pub choose: fn(&Group) -> Option<usize>,
}

/// Ours first.
pub const JUDGES: [Judge; 4] = [
    Judge { name: "ours", choose: ours },
    Judge { name: "UnblockNeteaseMusic", choose: unblocker::choose },
    Judge { name: "lx-music", choose: finder::choose },
    Judge { name: "go-music-dl", choose: downloader::choose },
];

fn ours(group: &Group) -> Option<usize> {
    group.choose(MatchingSettings::default().threshold)
}
