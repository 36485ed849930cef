use std::time::Duration;

use serde::{Deserialize, Serialize};

/// What is counted for the origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct TelemetrySettings {
    /// How long counts gather at an isolate before they are sent, in milliseconds: how old the
    /// origin's figures may be. One call to the origin each, and none while nobody calls.
    pub report_after_ms: u64,
}

impl Default for TelemetrySettings {
    fn default() -> Self {
        Self { report_after_ms: 10_000 }
    }
}

impl TelemetrySettings {
    /// `report_after_ms`.
    pub fn report_after(&self) -> Duration {
        Duration::from_millis(self.report_after_ms)
    }
}
