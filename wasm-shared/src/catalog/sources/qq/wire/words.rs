use serde::Deserialize;

use crate::catalog::sources::text::lenient;

/// The words of a song, LRC in base64. Neither is there beside a `retcode` other than 0.
#[derive(Debug, Deserialize)]
pub(in super::super) struct Lyric {
    #[serde(deserialize_with = "lenient::number")]
    pub retcode: i64,
    #[serde(default, rename = "lyric", deserialize_with = "lenient::text")]
    pub words: String,
    #[serde(default, rename = "trans", deserialize_with = "lenient::text")]
    pub translation: String,
}

/// Names for what somebody has typed; without `data` when no name comes to mind.
#[derive(Debug, Deserialize)]
pub(in super::super) struct Suggestions {
    #[serde(deserialize_with = "lenient::number")]
    pub code: i64,
    #[serde(default)]
    pub data: Option<SuggestedKinds>,
}

#[derive(Debug, Deserialize)]
pub(in super::super) struct SuggestedKinds {
    pub song: Suggested,
    pub singer: Suggested,
    pub album: Suggested,
}

#[derive(Debug, Deserialize)]
pub(in super::super) struct Suggested {
    #[serde(deserialize_with = "lenient::items")]
    pub itemlist: Vec<SuggestedItem>,
}

#[derive(Debug, Deserialize)]
pub(in super::super) struct SuggestedItem {
    pub name: String,
}
