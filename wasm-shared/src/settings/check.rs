//! Finding everything that is wrong with a document, not only the first thing.

use serde_json::Value;

use super::{Settings, SettingsError, document::without_position, tree};

/// What is wrong with a field of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// The dotted name.
    pub field: String,
    /// What is wrong with it, without its value.
    pub reason: String,
}

impl Settings {
    /// Lays `document`, which names what differs, over these settings. Sealed secrets stay sealed.
    ///
    /// # Errors
    /// As [`Self::parse`].
    pub fn overlaid(&self, document: &Value) -> Result<Self, SettingsError> {
        let mut tree = self.to_tree();
        if !document.is_object() {
            return Err(SettingsError::Malformed("must be an object".to_owned()));
        }
        tree::merge(&mut tree, document);
        let settings: Self = serde_json::from_value(tree)
            .map_err(|error| SettingsError::Malformed(error.to_string()))?;
        settings.validate()?;
        Ok(settings)
    }

    /// Everything that is wrong with a document that names what differs from the defaults, in the
    /// order of its fields; empty for a good one.
    pub fn problems(document: &Value) -> Vec<FieldProblem> {
        if !document.is_object() {
            let (field, reason) = ("document".to_owned(), "must be an object".to_owned());
            return vec![FieldProblem { field, reason }];
        }
        let defaults = Self::default().to_tree();
        // A leaf at a time over the defaults: what fails then fails because of this leaf.
        let (mut sound, mut problems) = (defaults.clone(), Vec::new());
        for (field, value) in tree::leaves(document) {
            let mut alone = defaults.clone();
            tree::put(&mut alone, &field, value.clone());
            match serde_json::from_value::<Self>(alone) {
                Ok(_) => tree::put(&mut sound, &field, value.clone()),
                Err(error) => {
                    let reason = without_position(&error.to_string());
                    problems.push(FieldProblem { field, reason });
                }
            }
        }
        // It consists of defaults and of leaves that each are of their type.
        if let Ok(settings) = serde_json::from_value::<Self>(sound) {
            problems.extend(settings.violations());
        }
        problems
    }

    pub(super) fn to_tree(&self) -> Value {
        serde_json::to_value(self).expect("texts, numbers and lists of them serialise without fail")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn everything_wrong_is_named_and_nothing_else() {
        let document = json!({
            "chain": {"deadline_ms": 10, "hedge_after_ms": "soon", "candidates": 5},
            "chian": {"deadline_ms": 1000},
            "sources": {"order": ["qq", "spotify"], "qq": {"api_base": "ftp://x"}},
            "matching": 1,
            "cache": {"search": {"fresh_s": 1.5}},
            "log": {"request_sample": 2},
        });
        let mut named: Vec<_> =
            Settings::problems(&document).into_iter().map(|problem| problem.field).collect();
        named.sort_unstable();
        let expected = [
            "cache.search.fresh_s",
            "chain.deadline_ms",
            "chain.hedge_after_ms",
            "chian.deadline_ms",
            "log.request_sample",
            "matching",
            "sources.order",
            "sources.qq.api_base",
        ];
        assert_eq!(named, expected);
        assert_eq!(Settings::problems(&json!({})), []);
        assert_eq!(Settings::problems(&json!([]))[0].field, "document");
        assert_eq!(Settings::problems(&Settings::default().to_tree()), []);
    }

    #[test]
    fn a_reason_does_not_show_a_secret() {
        let document = json!({"sources": {"qq": {"common": {"cookie": {"value": "qm_keyst=1"}}}}});
        let problems = Settings::problems(&document);
        assert_eq!(problems.len(), 1);
        assert!(!problems[0].reason.contains("qm_keyst"), "{}", problems[0].reason);
    }

    #[test]
    fn a_document_is_laid_over_what_the_host_says() {
        let base = Settings::parse(r#"{"auth":{"issuer":"http://here"},"chain":{"candidates":3}}"#);
        let settings = base.unwrap().overlaid(&json!({"chain": {"candidates": 7}})).unwrap();
        assert_eq!((settings.auth.issuer.as_str(), settings.chain.candidates), ("http://here", 7));
        let lifetime = settings.overlaid(&json!({"cache": {"search": {"fresh_s": 1}}})).unwrap();
        assert_eq!(lifetime.cache.search.stale_s, Settings::default().cache.search.stale_s);
        assert!(settings.overlaid(&json!({"chain": {"candidates": 0}})).is_err());
        assert!(settings.overlaid(&json!("x")).is_err());
    }
}
