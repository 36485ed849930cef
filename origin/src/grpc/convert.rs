//! Between the messages of the contract and the domain.

use chrono::TimeDelta;
use uuid::Uuid;
use wasm_shared::contract::auth::v1 as wire;

use super::refusal::Refusal;
use crate::accounts::{AccessToken, Caller, Client, Device, TokenPair, User};

/// An address that is not one is treated as not known: the edge copies what it was told.
pub(super) fn client(client: Option<wire::Client>) -> Client {
    Client { ip: client.and_then(|client| client.ip.parse().ok()) }
}

pub(super) fn caller(caller: Option<wire::Caller>) -> Result<Caller, Refusal> {
    let caller = caller.unwrap_or_default();
    Ok(Caller {
        user_id: id("caller.user_id", &caller.user_id)?,
        session_id: id("caller.session_id", &caller.session_id)?,
        device_id: caller.device_id,
        token_version: caller.token_version,
    })
}

pub(super) fn id(name: &'static str, text: &str) -> Result<Uuid, Refusal> {
    text.parse().map_err(|_| Refusal::invalid_field(name, "must be a UUID"))
}

pub(super) fn user(user: User) -> wire::User {
    wire::User {
        id: user.id.to_string(),
        phone_masked: user.phone_masked,
        nickname: user.nickname,
        avatar_url: user.avatar_url,
        created_at_ms: user.created_at.timestamp_millis(),
    }
}

pub(super) fn device(device: Device) -> wire::Device {
    wire::Device {
        id: device.id,
        name: device.name,
        platform: device.platform,
        last_seen_at_ms: device.last_seen_at.timestamp_millis(),
        last_ip_masked: device.last_ip_masked,
        created_at_ms: device.created_at.timestamp_millis(),
    }
}

pub(super) fn tokens(tokens: &TokenPair) -> wire::Tokens {
    wire::Tokens {
        access_token: tokens.access().to_owned(),
        expires_in_seconds: seconds(AccessToken::LIFETIME),
        refresh_token: tokens.refresh().to_owned(),
    }
}

pub(super) fn seconds(duration: TimeDelta) -> u32 {
    u32::try_from(duration.num_seconds()).unwrap_or(0)
}
