use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{AdminState, DeviceBody, UserBody};
use crate::{
    accounts::{Ban, LibraryCounts},
    admin::{
        extract::{Json, Path},
        guard::Admin,
        problem::Problem,
    },
};

/// A listener and what belongs to them.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct UserDetail {
    #[serde(flatten)]
    user: UserBody,
    /// What `ver` of their access tokens must be.
    token_version: u64,
    ban: Option<BanBody>,
    /// Those they are signed in on, last seen first.
    devices: Vec<DeviceBody>,
    /// That are open.
    sessions_count: i64,
    counts: CountsBody,
}

/// Why an account may not be used.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Ban)]
struct BanBody {
    at: DateTime<Utc>,
    /// Empty where nobody gave any.
    reason: String,
}

/// How much there is in a library.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LibraryCounts)]
struct CountsBody {
    favorites: i64,
    playlists: i64,
    plays: i64,
}

/// A listener. That somebody looked is recorded.
#[utoipa::path(get, path = "/users/{id}", tag = "users", params(("id" = Uuid, Path)),
    responses((status = 200, body = UserDetail)))]
pub(super) async fn get(
    State(state): State<AdminState>,
    admin: Admin,
    Path(id): Path<Uuid>,
) -> Result<Json<UserDetail>, Problem> {
    let file = state.accounts.inspect_user(&admin.actor(), id).await?;
    let LibraryCounts { favorites, playlists, plays } = file.library;
    Ok(Json(UserDetail {
        token_version: file.summary.user.token_version,
        user: file.summary.into(),
        ban: file.ban.map(|Ban { at, reason }| BanBody { at, reason: reason.unwrap_or_default() }),
        devices: file.devices.into_iter().map(DeviceBody::from).collect(),
        sessions_count: file.sessions,
        counts: CountsBody { favorites, playlists, plays },
    }))
}
