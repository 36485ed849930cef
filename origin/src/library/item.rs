use serde::{Deserialize, Serialize};

/// The longest id, in bytes: a source's name, and 128 for the source's own.
const MAX_ID: usize = 160;

/// What can be a favourite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ItemKind {
    Track,
    Album,
    Artist,
    Playlist,
}

impl ItemKind {
    const ALL: [Self; 4] = [Self::Track, Self::Album, Self::Artist, Self::Playlist];

    /// As it is stored and told.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Track => "track",
            Self::Album => "album",
            Self::Artist => "artist",
            Self::Playlist => "playlist",
        }
    }

    /// Reads [`Self::as_str`]'s form.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// The id of something a source has, `{source}:{source id}`. What a source's ids look like is the
/// edge's to know.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(try_from = "String")]
#[sqlx(transparent)]
pub struct ItemId(String);

impl ItemId {
    /// Reads an id; `None` for what no source could have given.
    pub fn parse(text: &str) -> Option<Self> {
        Self::try_from(text.to_owned()).ok()
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ItemId {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let parts =
            text.split_once(':').filter(|(source, id)| !source.is_empty() && !id.is_empty());
        let written = text.len() <= MAX_ID && text.bytes().all(|byte| byte.is_ascii_graphic());
        if parts.is_some() && written { Ok(Self(text)) } else { Err("is no id of a source") }
    }
}

impl From<ItemId> for String {
    fn from(id: ItemId) -> Self {
        id.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_names_its_source() {
        assert!(ItemId::parse("joox:aB+/=-_").is_some());
        let long = format!("qq:{}", "x".repeat(MAX_ID));
        for text in ["", "qq", "qq:", ":1", "qq:1 2", "qq:\u{0}", "qq:歌", &long] {
            assert_eq!(ItemId::parse(text), None, "{text:?}");
        }
    }
}
