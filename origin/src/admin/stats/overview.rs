use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::{AdminState, TotalsBody};
use crate::admin::{extract::Json, problem::Problem};

/// Today beside yesterday.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Overview)]
pub(super) struct OverviewBody {
    at: DateTime<Utc>,
    /// Since midnight UTC.
    today: TotalsBody,
    /// The whole day before.
    yesterday: TotalsBody,
    active_users_today: i64,
    active_users_yesterday: i64,
}

/// Today beside yesterday.
#[utoipa::path(get, path = "/stats/overview", tag = "stats",
    responses((status = 200, body = OverviewBody)))]
pub(super) async fn overview(
    State(state): State<AdminState>,
) -> Result<Json<OverviewBody>, Problem> {
    let overview = state.statistics.overview().await?;
    Ok(Json(OverviewBody {
        at: overview.at,
        today: (&overview.today).into(),
        yesterday: (&overview.yesterday).into(),
        active_users_today: overview.active_users_today,
        active_users_yesterday: overview.active_users_yesterday,
    }))
}
