//! Versions of a song, and how each source writes them into a title.

use serde::{Deserialize, Serialize};

use super::Source;

/// What kind of recording it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Version {
    /// The ordinary recording.
    #[default]
    Studio,
    /// In front of an audience.
    Live,
    /// Without the voice.
    Instrumental,
    /// Another performer's song.
    Cover,
    /// Rearranged.
    Remix,
    /// With a beat under it.
    Dj,
    /// An early sketch.
    Demo,
    /// Cut for television.
    Tv,
}

impl Version {
    /// What follows the title at `source`, `""` for a studio recording; `original` is the performer
    /// that a cover goes back to.
    pub fn suffix(self, source: Source, original: Option<&str>) -> String {
        let text = match (self, source) {
            (Self::Studio, _) => return String::new(),
            (Self::Live, Source::Netease) => "（Live）",
            (Self::Live, Source::Joox) => " (現場版)",
            (Self::Live, Source::Qq | Source::Kugou) => " (Live)",
            (Self::Instrumental, Source::Netease) => " (纯音乐)",
            (Self::Instrumental, Source::Joox) => "（伴奏）",
            (Self::Instrumental, Source::Qq | Source::Kugou) => " (伴奏)",
            (Self::Cover, Source::Netease) => {
                return original
                    .map_or_else(|| "（翻唱）".to_owned(), |name| format!("（翻自 {name}）"));
            }
            (Self::Cover, Source::Qq) => {
                return original
                    .map_or_else(|| " (Cover)".to_owned(), |name| format!(" (Cover: {name})"));
            }
            (Self::Cover, Source::Joox) => " (翻唱)",
            (Self::Cover, Source::Kugou) => " (cover)",
            (Self::Remix, _) => " (Remix)",
            (Self::Dj, Source::Netease) => "（DJ版）",
            (Self::Dj, _) => " (DJ版)",
            (Self::Demo, _) => " (Demo)",
            (Self::Tv, Source::Joox) => " (電視版)",
            (Self::Tv, _) => " (TV Size)",
        };
        text.to_owned()
    }

    /// The name in the ground truth and in keys.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Studio => "studio",
            Self::Live => "live",
            Self::Instrumental => "instrumental",
            Self::Cover => "cover",
            Self::Remix => "remix",
            Self::Dj => "dj",
            Self::Demo => "demo",
            Self::Tv => "tv",
        }
    }
}
