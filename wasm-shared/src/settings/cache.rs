use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::catalog::model::Source;

/// How long a kind of answer is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Lifetime {
    /// Served without asking, in seconds.
    pub fresh_s: u64,
    /// After that, served at once while it is fetched again, in seconds.
    pub revalidate_s: u64,
    /// After that, served when every source fails, in seconds.
    pub stale_s: u64,
}

impl Lifetime {
    /// For what must not be kept.
    pub const NONE: Self = Self { fresh_s: 0, revalidate_s: 0, stale_s: 0 };

    const fn minutes(fresh: u64, revalidate: u64, stale: u64) -> Self {
        Self { fresh_s: fresh * 60, revalidate_s: revalidate * 60, stale_s: stale * 60 }
    }

    /// [`Self::fresh_s`] as a duration.
    pub const fn fresh(&self) -> Duration {
        Duration::from_secs(self.fresh_s)
    }

    /// [`Self::revalidate_s`] as a duration.
    pub const fn revalidate(&self) -> Duration {
        Duration::from_secs(self.revalidate_s)
    }

    /// [`Self::stale_s`] as a duration.
    pub const fn stale(&self) -> Duration {
        Duration::from_secs(self.stale_s)
    }
}

/// The tiers' sizes and the lifetimes by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct CacheSettings {
    /// The first tier's bound in bytes, keys and book-keeping included.
    pub memory_bytes: usize,
    /// Search answers, and the alternatives of a track, which are made of searches.
    pub search: Lifetime,
    /// Texts that a listener who types may mean.
    pub suggestions: Lifetime,
    /// Track data.
    pub detail: Lifetime,
    /// Albums and artists.
    pub collections: Lifetime,
    /// Charts and playlists, which change.
    pub charts: Lifetime,
    /// The words of a track.
    pub lyrics: Lifetime,
    /// How long a listener's browser keeps where a cover is, in seconds.
    pub cover_s: u64,
    /// Playback answers; also bounded by 80 % of what is left of the URL's own life.
    pub playback: Lifetime,
    /// That a thing is truly nowhere.
    pub absent: Lifetime,
    /// How long an answer is fresh that some of the sources are missing from, in seconds.
    pub partial_s: u64,
    /// The longest life of a playback URL by source, in seconds, whatever the source says.
    pub playback_cap_s: PlaybackCaps,
}

/// The longest life of a playback URL by source, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct PlaybackCaps {
    /// QQ says 22 h 20 min.
    pub qq: u64,
    /// JOOX signs for about 100 min.
    pub joox: u64,
    /// NetEase says 20 min.
    pub netease: u64,
    /// Kugou does not say.
    pub kugou: u64,
}

impl PlaybackCaps {
    /// That of one source.
    pub const fn of(&self, source: Source) -> u64 {
        match source {
            Source::Qq => self.qq,
            Source::Joox => self.joox,
            Source::Netease => self.netease,
            Source::Kugou => self.kugou,
        }
    }
}

impl Default for PlaybackCaps {
    fn default() -> Self {
        Self { qq: 6 * 3600, joox: 3600, netease: 15 * 60, kugou: 10 * 60 }
    }
}

impl Default for CacheSettings {
    fn default() -> Self {
        Self {
            memory_bytes: 24 << 20,
            search: Lifetime::minutes(15, 15, 24 * 60),
            suggestions: Lifetime::minutes(10, 10, 24 * 60),
            detail: Lifetime::minutes(24 * 60, 24 * 60, 7 * 24 * 60),
            collections: Lifetime::minutes(24 * 60, 24 * 60, 7 * 24 * 60),
            charts: Lifetime::minutes(60, 60, 7 * 24 * 60),
            lyrics: Lifetime::minutes(7 * 24 * 60, 7 * 24 * 60, 30 * 24 * 60),
            cover_s: 7 * 24 * 3600,
            playback: Lifetime::minutes(6 * 60, 0, 0),
            absent: Lifetime::minutes(10, 0, 0),
            partial_s: 30,
            playback_cap_s: PlaybackCaps::default(),
        }
    }
}
