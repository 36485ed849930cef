//! Parameters of a call, from its query and its form.

use std::collections::BTreeMap;
use std::ops::Range;
use std::str::FromStr;

use serde_json::Value;
use url::form_urlencoded;

/// Parameters by name; of several with one name the last counts.
#[derive(Debug, Clone, Default)]
pub(super) struct Parameters(BTreeMap<String, String>);

impl Parameters {
    /// Reads a query and a form body.
    pub(super) fn read(query: Option<&str>, body: &[u8]) -> Self {
        let query = form_urlencoded::parse(query.unwrap_or("").as_bytes());
        let pairs = query.chain(form_urlencoded::parse(body));
        Self(pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect())
    }

    /// Takes the members of a JSON object; what is no string keeps its JSON text.
    pub(super) fn from_json(object: &Value) -> Self {
        let members = object.as_object().into_iter().flatten();
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        Self(members.map(|(name, value)| (name.clone(), text(value))).collect())
    }

    /// The value, `""` if there is none.
    pub(super) fn text(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// The value as a number, if it is one.
    pub(super) fn number<T: FromStr>(&self, name: &str) -> Option<T> {
        self.0.get(name)?.trim().parse().ok()
    }

    /// All of them by name.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

/// The part of a list of `total` items that is page `page` (from 1) of `size` items.
pub(super) fn page(total: usize, page: usize, size: usize) -> Range<usize> {
    let start = page.saturating_sub(1).saturating_mul(size).min(total);
    start..start.saturating_add(size).min(total)
}
