//! What the origins do by themselves.

use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{AdminState, extract::Json, problem::Problem};
use crate::store::job_runs::{self, JobRun};

pub(super) fn routes() -> OpenApiRouter<AdminState> {
    OpenApiRouter::new().routes(routes!(list))
}

/// A job and its last run, whichever origin did it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Job)]
struct JobBody {
    name: String,
    /// `done` or `failed`.
    state: String,
    last_run_at: DateTime<Utc>,
    duration_ms: i64,
    /// Why it failed, if it did.
    error: Option<String>,
    runs: i64,
    failures: i64,
}

#[derive(Debug, Serialize, ToSchema)]
struct Jobs {
    items: Vec<JobBody>,
    /// Always null: there are a handful.
    next_cursor: Option<String>,
}

impl From<JobRun> for JobBody {
    fn from(run: JobRun) -> Self {
        Self {
            name: run.name,
            state: run.outcome,
            last_run_at: run.started_at,
            duration_ms: run.duration_ms,
            error: run.error,
            runs: run.runs,
            failures: run.failures,
        }
    }
}

/// The jobs, by name, and how each ended last. One that has not run yet is not listed.
#[utoipa::path(get, path = "/jobs", tag = "jobs", responses((status = 200, body = Jobs)))]
async fn list(State(state): State<AdminState>) -> Result<Json<Jobs>, Problem> {
    let runs = job_runs::list(&mut *state.store.connection().await?).await?;
    Ok(Json(Jobs { items: runs.into_iter().map(JobBody::from).collect(), next_cursor: None }))
}
