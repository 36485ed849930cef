use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    AuthSettings, BreakerSettings, CacheSettings, ChainSettings, FieldProblem, LimitSettings,
    LogSettings, MatchingSettings, Secret, SmsSettings, SourcesSettings, StreamSettings,
    SyncSettings, TelemetrySettings, WebSettings, ranges, tree,
};
use crate::crypto::SealingKey;

/// The whole document.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// Who sends messages.
    pub sms: SmsSettings,
    /// What is counted.
    pub telemetry: TelemetrySettings,
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
        field: Cow<'static, str>,
        /// What is wrong with it.
        reason: Cow<'static, str>,
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

    /// The dotted names of the secrets.
    pub const SECRETS: [&str; 4] = [
        "sources.qq.common.cookie",
        "sources.joox.common.cookie",
        "sources.netease.common.cookie",
        "sources.kugou.common.cookie",
    ];

    /// In the order of [`Self::SECRETS`].
    fn secrets(&mut self) -> [&mut Secret; 4] {
        let sources = &mut self.sources;
        [
            &mut sources.qq.common.cookie,
            &mut sources.joox.common.cookie,
            &mut sources.netease.common.cookie,
            &mut sources.kugou.common.cookie,
        ]
    }

    /// Opens the sealed secrets of the document with the key that edges and configuration share.
    ///
    /// # Errors
    /// The name of the first that does not open.
    pub fn open_secrets(&mut self, key: Option<&SealingKey>) -> Result<(), SettingsError> {
        for (secret, field) in self.secrets().into_iter().zip(Self::SECRETS) {
            let reason = "does not open with the sealing key";
            secret.open(field, key).map_err(|_| SettingsError::Invalid {
                field: field.into(),
                reason: reason.into(),
            })?;
        }
        Ok(())
    }

    /// Checks what types cannot say.
    pub fn validate(&self) -> Result<(), SettingsError> {
        match self.violations().into_iter().next() {
            Some(FieldProblem { field, reason }) => {
                Err(SettingsError::Invalid { field: field.into(), reason: reason.into() })
            }
            None => Ok(()),
        }
    }

    /// Everything that types cannot say and that does not hold.
    pub(super) fn violations(&self) -> Vec<FieldProblem> {
        let tree = self.to_tree();
        let (sources, sms) = (&self.sources.order, &self.sms.order);
        let sockets_at = &self.sync.sockets_at;
        let is_socket = |at: &str| at.starts_with("wss://") || at.starts_with("ws://");
        let rules = [
            (!self.auth.issuer.is_empty(), "auth.issuer", "must not be empty"),
            (!self.auth.audience.is_empty(), "auth.audience", "must not be empty"),
            (!sources.is_empty(), "sources.order", "must name a source"),
            (are_distinct(sources), "sources.order", "names a source twice"),
            (are_distinct(sms), "sms.order", "names a vendor twice"),
            (
                sockets_at.is_empty() || is_socket(sockets_at),
                "sync.sockets_at",
                "must be empty or a ws or wss address",
            ),
        ];
        let broken = rules.into_iter().filter(|(holds, ..)| !holds);
        let broken = broken.map(|(_, field, reason)| (field.to_owned(), reason.to_owned()));
        let outside = ranges::violations(&tree).map(|(field, range)| (field, range.to_string()));
        let addresses = tree::leaves(&tree).into_iter().filter(|(field, value)| {
            field.ends_with("_base") && !value.as_str().is_some_and(is_address)
        });
        let addresses = addresses.map(|(field, _)| (field, NO_ADDRESS.to_owned()));
        let all = broken.chain(outside).chain(addresses);
        all.map(|(field, reason)| FieldProblem { field, reason }).collect()
    }
}

const NO_ADDRESS: &str = "must be an http or https address without a slash at the end";

/// Whether paths can be written behind it.
fn is_address(text: &str) -> bool {
    (text.starts_with("http://") || text.starts_with("https://"))
        && !text.ends_with('/')
        && url::Url::parse(text).is_ok()
}

fn are_distinct<T: PartialEq>(items: &[T]) -> bool {
    (1..items.len()).all(|end| !items[..end].contains(&items[end]))
}

/// The parser's words without where in the text it was.
pub(super) fn without_position(message: &str) -> String {
    message.split(" at line ").next().unwrap_or(message).to_owned()
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
            (r#"{"telemetry":{"report_after_ms":99}}"#, "telemetry.report_after_ms"),
            (r#"{"telemetry":{"report_after_ms":20001}}"#, "telemetry.report_after_ms"),
        ] {
            let error = Settings::parse(document).unwrap_err().to_string();
            assert!(error.contains(place), "{document}: {error}");
        }
    }
}
