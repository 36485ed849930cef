use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

use super::{Parameters, Problem};
use crate::catalog::model::Source;

/// Where a list goes on: at which source and page. Opaque to clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// The source whose list it is.
    pub source: Source,
    /// The page, from 0.
    pub page: u32,
}

impl Cursor {
    /// The last page a cursor may name; no source lists further.
    const LAST_PAGE: u32 = 1_000;

    /// The opaque form.
    pub fn encode(self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(format!("{}:{}", self.source, self.page))
    }

    /// Reads [`Self::encode`]'s form.
    pub fn decode(text: &str) -> Option<Self> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
        let (source, page) = std::str::from_utf8(&bytes).ok()?.split_once(':')?;
        let page = page.parse().ok().filter(|page| *page <= Self::LAST_PAGE)?;
        Some(Self { source: Source::parse(source)?, page })
    }
}

/// `limit` and `cursor` of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListParameters {
    /// 1 to 100, 20 unless said.
    pub limit: u32,
    /// Where to go on.
    pub cursor: Option<Cursor>,
}

impl ListParameters {
    /// Reads both parameters.
    pub fn read(parameters: &Parameters<'_>) -> Result<Self, Problem> {
        let limit = parameters.parse(
            "limit",
            |text| text.parse().ok().filter(|limit| (1..=100).contains(limit)),
            "must be a number from 1 to 100",
        )?;
        let cursor = parameters.parse("cursor", Cursor::decode, "is not one of ours")?;
        Ok(Self { limit: limit.unwrap_or(20), cursor })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_come_back_and_strange_ones_do_not() {
        let cursor = Cursor { source: Source::Kugou, page: 7 };
        assert_eq!(Cursor::decode(&cursor.encode()), Some(cursor));
        for text in ["", "AAAA", "cXE6", "cXE6LTE", "!!", "cXE6OTk5OTk5"] {
            assert_eq!(Cursor::decode(text), None, "{text}");
        }
    }
}
