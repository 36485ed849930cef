use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};
use wasm_shared::settings::{
    Settings,
    tree::{self, Difference},
};

use crate::audit::Change;

/// When each secret was set, by its dotted name.
pub type Secrets = BTreeMap<String, DateTime<Utc>>;

/// What differs from the defaults, and when its secrets were set.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// As the edges are given it: secrets are sealed.
    pub tree: Value,
    /// Those in `tree`.
    pub secrets: Secrets,
}

impl Default for Document {
    fn default() -> Self {
        Self { tree: Value::Object(Map::new()), secrets: Secrets::new() }
    }
}

impl Document {
    /// As it may be shown: in place of a secret stands that there is one, and since when.
    pub fn shown(&self) -> Value {
        let mut shown = self.tree.clone();
        for name in Settings::SECRETS {
            if tree::get(&self.tree, name).is_some() {
                let set_at = self.secrets.get(name);
                tree::put(&mut shown, name, json!({ "sealed": true, "set_at": set_at }));
            }
        }
        shown
    }

    /// What `after` has that this has not, and the other way round. Secrets are compared and not
    /// shown.
    pub fn differences(&self, after: &Self) -> Vec<Difference> {
        let show = |document: &Self, path: &str| tree::get(&document.shown(), path).cloned();
        tree::differences(&self.tree, &after.tree)
            .into_iter()
            .map(|difference| {
                if !Settings::SECRETS.contains(&difference.path.as_str()) {
                    return difference;
                }
                let (before, after) = (show(self, &difference.path), show(after, &difference.path));
                Difference { before, after, ..difference }
            })
            .collect()
    }

    /// [`Self::differences`], as the audit keeps them.
    pub(super) fn changes(&self, after: &Self) -> Vec<Change> {
        let change = |difference: Difference| Change {
            path: difference.path,
            before: difference.before.unwrap_or_default(),
            after: difference.after.unwrap_or_default(),
        };
        self.differences(after).into_iter().map(change).collect()
    }

    /// Another tree in place of this one, at `now`: a secret that is not the same was set then.
    pub(super) fn replaced(&self, tree: Value, now: DateTime<Utc>) -> Self {
        let set_at = |name: &'static str| {
            let sealed = tree::get(&tree, name)?;
            let kept =
                self.secrets.get(name).filter(|_| tree::get(&self.tree, name) == Some(sealed));
            Some((name.to_owned(), kept.copied().unwrap_or(now)))
        };
        let secrets = Settings::SECRETS.into_iter().filter_map(set_at).collect();
        Self { tree, secrets }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COOKIE: &str = "sources.qq.common.cookie";

    fn document(cookie: &str, at: i64) -> Document {
        let tree = json!({"sources": {"qq": {"common": {"cookie": cookie}}}});
        Document::default().replaced(tree, DateTime::from_timestamp_secs(at).unwrap())
    }

    #[test]
    fn a_secret_is_compared_and_not_shown() {
        let (old, new) = (document("sealed:a", 1), document("sealed:b", 2));
        let differences = old.differences(&new);
        let shown = serde_json::to_string(&differences).unwrap();
        assert_eq!((differences.len(), differences[0].path.as_str()), (1, COOKIE));
        assert!(shown.contains(r#""set_at":"1970-01-01T00:00:02Z""#), "{shown}");
        assert!(!shown.contains("sealed:") && !old.shown().to_string().contains("sealed:"));
        assert_eq!(old.differences(&old.clone()), []);
    }

    #[test]
    fn a_secret_that_stays_keeps_its_moment() {
        let old = document("sealed:a", 1);
        let same = old.replaced(old.tree.clone(), DateTime::from_timestamp_secs(9).unwrap());
        assert_eq!(same, old);
        let gone = old.replaced(json!({}), DateTime::from_timestamp_secs(9).unwrap());
        assert!(gone.secrets.is_empty());
    }
}
