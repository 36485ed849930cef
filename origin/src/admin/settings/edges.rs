use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::AdminState;
use crate::{
    admin::{extract::Json, problem::Problem},
    releases::EdgeInstance,
};

/// The edge instances that have been heard of in the last quarter of an hour, the last first, 500 at
/// most.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SettingsEdges)]
pub(super) struct Edges {
    items: Vec<EdgeBody>,
    next_cursor: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SettingsEdge)]
struct EdgeBody {
    /// Random, made once per isolate.
    edge_instance: String,
    /// `cloudflare` or `spin`.
    edge_kind: String,
    /// The release it goes by; 0 for none.
    release: i64,
    /// The one it goes by for some of its users.
    rollout_release: Option<i64>,
    /// Why it goes by no later one; null when it refused none.
    problem: Option<String>,
    seen_at: DateTime<Utc>,
}

impl From<EdgeInstance> for EdgeBody {
    fn from(instance: EdgeInstance) -> Self {
        Self {
            edge_instance: instance.edge_instance,
            edge_kind: instance.edge_kind,
            release: instance.release,
            rollout_release: instance.candidate,
            problem: Some(instance.refused).filter(|text| !text.is_empty()),
            seen_at: instance.seen_at,
        }
    }
}

/// Which edge goes by which release.
#[utoipa::path(get, path = "/settings/edges", tag = "settings",
    responses((status = 200, body = Edges)))]
pub(super) async fn list(State(state): State<AdminState>) -> Result<Json<Edges>, Problem> {
    let instances = state.releases.instances().await?;
    let items = instances.into_iter().map(EdgeBody::from).collect();
    Ok(Json(Edges { items, next_cursor: None }))
}
