//! The configuration document: typed, with a default for everything, so that a document names
//! only what differs. Unknown names are refused: a misspelt setting must not be a silent default.

mod auth;
mod cache;
mod chain;
mod document;
mod secret;
mod sources;
mod sync;
mod web;

pub use auth::AuthSettings;
pub use cache::{CacheSettings, Lifetime, PlaybackCaps};
pub use chain::{BreakerSettings, ChainSettings, MatchingSettings};
pub use document::{Settings, SettingsError};
pub use secret::Secret;
pub use sources::{
    JooxSettings, KugouSettings, NeteaseSettings, NeteaseTransport, QqSettings, SourceSettings,
    SourcesSettings,
};
pub use sync::SyncSettings;
pub use web::{LimitSettings, LogSettings, StreamSettings, WebSettings};
