//! The ground truth: what was recorded, and what each source has of it.
//!
//! The data files under `catalogue/` name works, performers and recordings; ids are derived from
//! them, so that they stay the same from run to run without being written down.

mod availability;
mod collection;
mod collections;
mod identity;
mod listing;
mod load;
mod lyrics;
mod performer;
mod recording;
mod script;
mod search;
mod suggestions;
mod version;
mod work;

pub use availability::{Availability, Playable, Quality, Refusal};
pub use collection::{Collection, CollectionKind};
pub use identity::Identity;
pub use listing::{Credit, Listing};
pub use load::{Catalogue, LoadError};
pub use lyrics::{Line, Lyrics, Words};
pub use performer::{Performer, Timbre};
pub use recording::Recording;
pub use script::{Script, Spelling};
pub use search::highlight;
pub use suggestions::Suggestions;
pub use version::Version;
pub use work::Work;

use serde::{Deserialize, Serialize};

/// One of the simulated music sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// QQ Music.
    Qq,
    /// JOOX.
    Joox,
    /// `NetEase` Cloud Music.
    Netease,
    /// Kugou.
    Kugou,
}

impl Source {
    /// Every source, in the order the product asks them.
    pub const ALL: [Self; 4] = [Self::Qq, Self::Joox, Self::Netease, Self::Kugou];

    /// The name in paths, faults and counts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Qq => "qq",
            Self::Joox => "joox",
            Self::Netease => "netease",
            Self::Kugou => "kugou",
        }
    }
}
