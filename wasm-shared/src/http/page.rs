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
    /// Items a page. That of the first one holds for all, or pages would overlap.
    pub size: u32,
    /// Whether the source is asked by the simplified form of the text, because it knew nothing by
    /// the text itself.
    pub simplified: bool,
}

impl Cursor {
    /// The last page a cursor may name; no source lists further.
    pub const LAST_PAGE: u32 = 1_000;

    /// The opaque form.
    pub fn encode(self) -> String {
        let Self { source, page, size, simplified } = self;
        let script = if simplified { ":s" } else { "" };
        write_opaque(&format!("{source}:{page}:{size}{script}"))
    }

    /// Reads [`Self::encode`]'s form.
    pub fn decode(text: &str) -> Option<Self> {
        let text = read_opaque(text)?;
        let mut parts = text.split(':');
        let source = Source::parse(parts.next()?)?;
        let page = parts.next()?.parse().ok().filter(|page| *page <= Self::LAST_PAGE)?;
        let size = read_size(parts.next()?)?;
        let simplified = match (parts.next(), parts.next()) {
            (None, None) => false,
            (Some("s"), None) => true,
            _ => return None,
        };
        Some(Self { source, page, size, simplified })
    }
}

/// A cursor that holds `text`.
pub fn write_opaque(text: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(text)
}

/// The text within a cursor.
pub fn read_opaque(cursor: &str) -> Option<String> {
    String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()
}

/// Items a page, 1 to 100.
pub fn read_size(text: &str) -> Option<u32> {
    text.parse().ok().filter(|size| (1..=100).contains(size))
}

/// `limit` and `cursor` of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListParameters<C = Cursor> {
    /// 1 to 100, 20 unless said.
    pub limit: u32,
    /// Where to go on.
    pub cursor: Option<C>,
}

impl ListParameters {
    /// The limit unless said.
    pub const DEFAULT_LIMIT: u32 = 20;

    /// Reads both parameters; a cursor brings the limit it was made with.
    pub fn read(parameters: &Parameters<'_>) -> Result<Self, Problem> {
        let mut list = Self::read_with(parameters, Cursor::decode)?;
        if let Some(cursor) = list.cursor {
            list.limit = cursor.size;
        }
        Ok(list)
    }
}

impl<C> ListParameters<C> {
    /// Reads both parameters of a list with cursors of its own.
    pub fn read_with(
        parameters: &Parameters<'_>,
        decode: impl Fn(&str) -> Option<C>,
    ) -> Result<Self, Problem> {
        let limit = parameters.parse("limit", read_size, "must be a number from 1 to 100")?;
        let cursor = parameters.parse("cursor", decode, "is not one of ours")?;
        Ok(Self { limit: limit.unwrap_or(ListParameters::DEFAULT_LIMIT), cursor })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_come_back_and_strange_ones_do_not() {
        for simplified in [false, true] {
            let cursor = Cursor { source: Source::Kugou, page: 7, size: 20, simplified };
            assert_eq!(Cursor::decode(&cursor.encode()), Some(cursor));
        }
        for text in ["", "qq", "qq:1", "qq:-1:20", "qq:999999:20", "qq:1:0", "qq:1:101", "qq:1:20:"]
        {
            assert_eq!(Cursor::decode(&write_opaque(text)), None, "{text}");
        }
        for text in ["AAAA", "!!", "cXE6MToyMA=="] {
            assert_eq!(Cursor::decode(text), None, "{text}");
        }
    }
}
