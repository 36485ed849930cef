use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    AuthSettings, BreakerSettings, CacheSettings, ChainSettings, LimitSettings, LogSettings,
    MatchingSettings, SourcesSettings, StreamSettings, SyncSettings, WebSettings,
};
use crate::{crypto::SealingKey, resilience::rate_limit::TokenBuckets};

/// The whole document.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Tokens and keys.
    pub auth: AuthSettings,
    /// The four music services and their order.
    pub sources: SourcesSettings,
    /// How they are asked one after another.
    pub chain: ChainSettings,
    /// When a failing source is left alone.
    pub breaker: BreakerSettings,
    /// When two recordings are the same.
    pub matching: MatchingSettings,
    /// How long answers are kept.
    pub cache: CacheSettings,
    /// Which hosts audio may be fetched from and covers may be on.
    pub stream: StreamSettings,
    /// What a user's hub keeps and bears.
    pub sync: SyncSettings,
    /// Browsers of other origins.
    pub web: WebSettings,
    /// Bounds on what callers send.
    pub limits: LimitSettings,
    /// What is logged.
    pub log: LogSettings,
}

/// Why a document was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// Not JSON of the document's shape; the text names the place.
    #[error("settings: {0}")]
    Malformed(String),
    /// A value outside its range.
    #[error("settings: {field}: {reason}")]
    Invalid {
        /// The dotted name.
        field: &'static str,
        /// What is wrong with it.
        reason: &'static str,
    },
}

impl Settings {
    /// Reads a document that names what differs from the defaults, and validates it.
    pub fn parse(json: &str) -> Result<Self, SettingsError> {
        // A list would be read as the members in their order, which nobody means.
        let settings: Self = serde_json::from_str::<Map<String, Value>>(json)
            .and_then(|members| serde_json::from_value(Value::Object(members)))
            .map_err(|error| SettingsError::Malformed(error.to_string()))?;
        settings.validate()?;
        Ok(settings)
    }

    /// Opens the sealed secrets of the document with the key that edges and configuration share.
    ///
    /// # Errors
    /// The name of the first that does not open.
    pub fn open_secrets(&mut self, key: Option<&SealingKey>) -> Result<(), SettingsError> {
        let sources = &mut self.sources;
        let cookies = [
            (&mut sources.qq.common.cookie, "sources.qq.common.cookie"),
            (&mut sources.joox.common.cookie, "sources.joox.common.cookie"),
            (&mut sources.netease.common.cookie, "sources.netease.common.cookie"),
            (&mut sources.kugou.common.cookie, "sources.kugou.common.cookie"),
        ];
        for (cookie, field) in cookies {
            let reason = "does not open with the sealing key";
            cookie.open(field, key).map_err(|_| SettingsError::Invalid { field, reason })?;
        }
        Ok(())
    }

    /// Checks what types cannot say.
    pub fn validate(&self) -> Result<(), SettingsError> {
        let rules: [(bool, &'static str, &'static str); 13] = [
            (!self.auth.issuer.is_empty(), "auth.issuer", "must not be empty"),
            (!self.auth.audience.is_empty(), "auth.audience", "must not be empty"),
            (self.auth.version_memory_s <= 60, "auth.version_memory_s", "must be between 0 and 60"),
            (
                (1..=300).contains(&self.auth.version_store_s),
                "auth.version_store_s",
                "must be between 1 and 300",
            ),
            (
                self.limits.sign_in_per_minute <= TokenBuckets::MAX_PER_MINUTE,
                "limits.sign_in_per_minute",
                "must be between 0 and 10000000",
            ),
            (
                self.limits.calls_per_minute <= TokenBuckets::MAX_PER_MINUTE,
                "limits.calls_per_minute",
                "must be between 0 and 10000000",
            ),
            (!self.sources.order.is_empty(), "sources.order", "must name a source"),
            (
                (1..self.sources.order.len())
                    .all(|end| !self.sources.order[..end].contains(&self.sources.order[end])),
                "sources.order",
                "names a source twice",
            ),
            (
                (100..=60_000).contains(&self.chain.deadline_ms),
                "chain.deadline_ms",
                "must be between 100 and 60000",
            ),
            (
                (0.0..=1.0).contains(&self.matching.threshold),
                "matching.threshold",
                "must be between 0 and 1",
            ),
            (
                (0.0..=1.0).contains(&self.chain.retry_budget_ratio),
                "chain.retry_budget_ratio",
                "must be between 0 and 1",
            ),
            (
                self.breaker.consecutive_faults > 0,
                "breaker.consecutive_faults",
                "must be at least 1",
            ),
            (
                (0.0..=1.0).contains(&self.log.request_sample),
                "log.request_sample",
                "must be between 0 and 1",
            ),
        ];
        match rules.into_iter().chain(self.sync.rules()).find(|(holds, ..)| !holds) {
            Some((_, field, reason)) => Err(SettingsError::Invalid { field, reason }),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::model::Source;

    #[test]
    fn a_document_names_only_what_differs() {
        let settings = Settings::parse(r#"{"chain":{"deadline_ms":4000}}"#).unwrap();
        assert_eq!(settings.chain.deadline_ms, 4_000);
        assert_eq!(settings.chain.hedge_after_ms, Settings::default().chain.hedge_after_ms);
        assert_eq!(Settings::parse("{}").unwrap(), Settings::default());
        let order = Settings::parse(r#"{"sources":{"order":["kugou"]}}"#).unwrap().sources.order;
        assert_eq!(order, [Source::Kugou]);
    }

    #[test]
    fn the_defaults_are_valid_and_written_as_they_are_read() {
        let settings = Settings::default();
        assert_eq!(settings.validate(), Ok(()));
        let json = serde_json::to_string(&settings).unwrap();
        assert_eq!(Settings::parse(&json).unwrap(), settings);
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (document, place) in [
            ("", "EOF"),
            ("[]", "invalid type"),
            (r#"{"chian":{}}"#, "chian"),
            (r#"{"chain":{"deadlin_ms":1}}"#, "deadlin_ms"),
            (r#"{"chain":{"deadline_ms":"4s"}}"#, "4s"),
            (r#"{"chain":{"deadline_ms":10}}"#, "chain.deadline_ms"),
            (r#"{"chain":{"retry_budget_ratio":2}}"#, "chain.retry_budget_ratio"),
            (r#"{"sources":{"order":[]}}"#, "sources.order"),
            (r#"{"sources":{"order":["qq","joox","qq"]}}"#, "sources.order"),
            (r#"{"sources":{"order":["spotify"]}}"#, "spotify"),
            (r#"{"sources":{"netease":{"transport":"http"}}}"#, "http"),
            (r#"{"matching":{"threshold":1.5}}"#, "matching.threshold"),
            (r#"{"breaker":{"consecutive_faults":0}}"#, "breaker.consecutive_faults"),
            (r#"{"log":{"request_sample":-1}}"#, "log.request_sample"),
            (r#"{"auth":{"issuer":""}}"#, "auth.issuer"),
            (r#"{"auth":{"audience":""}}"#, "auth.audience"),
            (r#"{"auth":{"version_memory_s":61}}"#, "auth.version_memory_s"),
            (r#"{"auth":{"version_store_s":0}}"#, "auth.version_store_s"),
            (r#"{"auth":{"strict":"yes"}}"#, "yes"),
            (r#"{"limits":{"sign_in_per_minute":10000001}}"#, "limits.sign_in_per_minute"),
            (r#"{"limits":{"calls_per_minute":-1}}"#, "-1"),
            (r#"{"sync":{"heartbeat_ms":4999}}"#, "sync.heartbeat_ms"),
            (r#"{"sync":{"retention_days":0}}"#, "sync.retention_days"),
            (r#"{"sync":{"retention_events":0}}"#, "sync.retention_events"),
            (r#"{"sync":{"devices":0}}"#, "sync.devices"),
            (r#"{"sync":{"connections":0}}"#, "sync.connections"),
            (r#"{"sync":{"max_unsent_bytes":65536}}"#, "sync.max_unsent_bytes"),
            (r#"{"sync":{"max_frame_bytes":65537}}"#, "sync.max_frame_bytes"),
            (r#"{"sync":{"frames_per_second":0}}"#, "sync.frames_per_second"),
        ] {
            let error = Settings::parse(document).unwrap_err().to_string();
            assert!(error.contains(place), "{document}: {error}");
        }
    }
}
