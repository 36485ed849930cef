use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::Invalid;

const DEFAULT_LIMIT: u32 = 20;
const MAX_LIMIT: u32 = 1000;
/// The year 10000: later instants are no instants of ours, and PostgreSQL has an end too.
const MAX_INSTANT_MS: i64 = 253_402_300_800_000;
const BAD_CURSOR: Invalid = Invalid::new("cursor", "must be one that was given out");

/// Which part of a list is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    limit: u32,
    cursor: String,
}

/// A part of a list.
#[derive(Debug, Clone)]
pub struct Listed<T> {
    /// Of the library.
    pub revision: u64,
    /// The list is as it was at the revision that the caller knows; `items` is empty then.
    pub unchanged: bool,
    /// In the list's order.
    pub items: Vec<T>,
    /// Where the next part begins; empty when there is none.
    pub next_cursor: String,
}

impl Page {
    /// `limit` of 0 is 20; an empty `cursor` is the beginning.
    pub fn new(limit: u32, cursor: String) -> Result<Self, Invalid> {
        match limit {
            0 => Ok(Self { limit: DEFAULT_LIMIT, cursor }),
            1..=MAX_LIMIT => Ok(Self { limit, cursor }),
            _ => Err(Invalid::new("limit", "must be up to 1000")),
        }
    }

    /// How many rows to read: one more than are answered tells whether there are more.
    pub(super) fn rows(&self) -> i64 {
        i64::from(self.limit) + 1
    }

    /// How many are answered at most.
    pub(super) fn limit(&self) -> usize {
        self.limit as usize
    }

    /// After which key to go on; `None` at the beginning.
    pub(super) fn after<K: DeserializeOwned>(&self) -> Result<Option<K>, Invalid> {
        if self.cursor.is_empty() {
            return Ok(None);
        }
        let json = BASE64_URL_SAFE_NO_PAD.decode(&self.cursor).map_err(|_| BAD_CURSOR)?;
        serde_json::from_slice(&json).map(Some).map_err(|_| BAD_CURSOR)
    }
}

impl<T> Listed<T> {
    /// From [`Page::rows`] rows; `key` is what [`Page::after`] reads.
    pub(super) fn new<K: Serialize>(
        revision: u64,
        page: &Page,
        mut items: Vec<T>,
        key: impl FnOnce(&T) -> K,
    ) -> Self {
        let limit = page.limit();
        let more = items.len() > limit;
        items.truncate(limit);
        let last = items.last().filter(|_| more);
        let next_cursor = last.map_or_else(String::new, |last| cursor(&key(last)));
        Self { revision, unchanged: false, items, next_cursor }
    }

    pub(super) fn unchanged(revision: u64) -> Self {
        Self { revision, unchanged: true, items: Vec::new(), next_cursor: String::new() }
    }
}

/// Opaque to whoever is given it.
pub(super) fn cursor(key: &impl Serialize) -> String {
    let json = serde_json::to_vec(key).expect("keys are texts and numbers");
    BASE64_URL_SAFE_NO_PAD.encode(json)
}

/// An instant as a cursor has it: exact, and one that can be.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Instant(pub DateTime<Utc>);

impl From<Instant> for i64 {
    fn from(Instant(instant): Instant) -> Self {
        instant.timestamp_micros()
    }
}

impl TryFrom<i64> for Instant {
    type Error = &'static str;

    fn try_from(micros: i64) -> Result<Self, Self::Error> {
        (0..MAX_INSTANT_MS * 1000)
            .contains(&micros)
            .then(|| DateTime::from_timestamp_micros(micros))
            .flatten()
            .map(Self)
            .ok_or("is no instant of ours")
    }
}

/// An instant as a message has it; `None` for one before 1970 or after the year 9999.
pub fn instant(millis: i64) -> Option<DateTime<Utc>> {
    let micros = millis.checked_mul(1000)?;
    Instant::try_from(micros).ok().map(|Instant(instant)| instant)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::ItemId;

    type Key = (Instant, ItemId);

    fn listed(count: u32, page: &Page) -> Listed<u32> {
        let items = (0..count).collect();
        let key =
            |item: &u32| (Instant(DateTime::UNIX_EPOCH), ItemId::parse(&format!("qq:{item}")));
        Listed::new(7, page, items, key)
    }

    #[test]
    fn a_list_goes_on_where_it_ended() {
        let page = Page::new(2, String::new()).unwrap();
        assert!(page.after::<Key>().unwrap().is_none());
        let first = listed(3, &page);
        assert_eq!(first.items, [0, 1]);
        let next = Page::new(2, first.next_cursor).unwrap();
        assert_eq!(next.after::<Key>().unwrap().unwrap().1.as_str(), "qq:1");
        assert_eq!(listed(2, &page).next_cursor, "");
    }

    #[test]
    fn a_cursor_of_no_list_is_refused() {
        let encoded = |json: &str| BASE64_URL_SAFE_NO_PAD.encode(json);
        for wrong in [
            "%".to_owned(),
            encoded("{}"),
            encoded(r#"[0, "qq:\u0000"]"#),
            encoded(r#"[-1, "qq:1"]"#),
            encoded(r#"[9223372036854775807, "qq:1"]"#),
            encoded(r#"[0, "qq:1", 2]"#),
        ] {
            let page = Page::new(0, wrong.clone()).unwrap();
            assert_eq!(page.after::<Key>().unwrap_err(), BAD_CURSOR, "{wrong}");
        }
        assert_eq!(Page::new(1001, String::new()).unwrap_err().field, "limit");
    }
}
