//! Listeners. Every look at one is recorded; a whole number is in no answer and no log.

mod ban;
mod devices;
mod end_device;
mod get;
mod search;
mod sign_out;

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{
    AdminState,
    problem::{Code, Problem},
};
use crate::accounts::{AccountError, Device, UserSummary};

pub(super) fn routes() -> OpenApiRouter<AdminState> {
    OpenApiRouter::new()
        .routes(routes!(search::search))
        .routes(routes!(get::get))
        .routes(routes!(ban::ban, ban::unban))
        .routes(routes!(sign_out::sign_out))
        .routes(routes!(devices::devices))
        .routes(routes!(end_device::end_device))
}

/// A listener.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = User)]
struct UserBody {
    id: Uuid,
    /// Masked.
    phone: String,
    /// Empty until they choose one.
    nickname: String,
    avatar_url: String,
    created_at: DateTime<Utc>,
    /// When a device last signed in or refreshed.
    last_seen_at: Option<DateTime<Utc>>,
    banned: bool,
    /// When the account goes, if its deletion was asked for.
    deletes_at: Option<DateTime<Utc>>,
}

impl From<UserSummary> for UserBody {
    fn from(UserSummary { user, last_seen_at }: UserSummary) -> Self {
        Self {
            id: user.id,
            phone: user.phone_masked,
            nickname: user.nickname,
            avatar_url: user.avatar_url,
            created_at: user.created_at,
            last_seen_at,
            banned: user.banned,
            deletes_at: user.deletes_at,
        }
    }
}

/// Where a listener is signed in.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Device)]
struct DeviceBody {
    id: String,
    name: String,
    platform: String,
    /// Masked; empty where it is not known.
    last_ip: String,
    last_seen_at: DateTime<Utc>,
    created_at: DateTime<Utc>,
}

impl From<Device> for DeviceBody {
    fn from(device: Device) -> Self {
        let Device { id, name, platform, last_ip_masked, last_seen_at, created_at } = device;
        Self { id, name, platform, last_ip: last_ip_masked, last_seen_at, created_at }
    }
}

impl From<AccountError> for Problem {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::NotFound => Code::NotFound.into(),
            AccountError::Fault(fault) => fault.into(),
        }
    }
}
