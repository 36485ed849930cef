//! The configuration document: typed, with a default for everything, so that a document names
//! only what differs. Unknown names are refused: a misspelt setting must not be a silent default.

mod auth;
mod cache;
mod chain;
mod check;
mod document;
mod ranges;
#[cfg(feature = "schema")]
mod schema;
mod secret;
mod sms;
mod sources;
mod sync;
mod telemetry;
pub mod tree;
mod web;

pub use auth::AuthSettings;
pub use cache::{CacheSettings, Lifetime, PlaybackCaps};
pub use chain::{BreakerSettings, ChainSettings, MatchingSettings};
pub use check::FieldProblem;
pub use document::{Settings, SettingsError};
pub use ranges::{RANGES, Range};
#[cfg(feature = "schema")]
pub use schema::schema;
pub use secret::Secret;
pub use sms::{SmsSettings, SmsVendor};
pub use sources::{
    JooxSettings, KugouSettings, NeteaseSettings, NeteaseTransport, QqSettings, SourceSettings,
    SourcesSettings,
};
pub use sync::SyncSettings;
pub use telemetry::TelemetrySettings;
pub use web::{LimitSettings, LogSettings, StreamSettings, WebSettings};
