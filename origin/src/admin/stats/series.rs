use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::AdminState;
use crate::{
    admin::{
        extract::{Json, Query},
        problem::Problem,
    },
    stats::{Metric, Range, Series, SeriesSet, Step},
};

/// The longest route that is asked for.
const LONGEST_ROUTE: usize = 200;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct SeriesQuery {
    /// `active_users`, `sign_ins`, `searches`, `requests`, `plays`, `play_outcomes`,
    /// `substitutions`, `cache`, `sms`, `sms_failures`, `source_calls`, `source_faults`, `latency`
    /// or `source_latency`.
    metric: String,
    /// In the first hour or day; a day or a month back unless given.
    from: Option<DateTime<Utc>>,
    /// In the last hour or day; now unless given. At most 1,100 steps after `from`.
    to: Option<DateTime<Utc>>,
    /// `hour` or `day` (of UTC).
    step: String,
    /// For `latency`: of this route alone, for example `/api/v1/search`.
    route: Option<String>,
}

/// What a chart shows.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SeriesSet)]
pub(super) struct SeriesSetBody {
    metric: &'static str,
    /// `count` or `ms`.
    unit: &'static str,
    /// `hour` or `day`.
    step: &'static str,
    series: Vec<SeriesBody>,
}

/// A line of a chart.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Series)]
struct SeriesBody {
    label: String,
    points: Vec<PointBody>,
}

/// A point of a line.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Point)]
struct PointBody {
    /// When the hour or day began.
    at: DateTime<Utc>,
    /// Null where nothing was measured.
    value: Option<f64>,
}

/// A metric over time, by hour or by day.
#[utoipa::path(get, path = "/stats/series", tag = "stats", params(SeriesQuery),
    responses((status = 200, body = SeriesSetBody)))]
pub(super) async fn series(
    State(state): State<AdminState>,
    Query(query): Query<SeriesQuery>,
) -> Result<Json<SeriesSetBody>, Problem> {
    let metric = Metric::parse(&query.metric)
        .ok_or_else(|| Problem::invalid_field("metric", "must be one of those described"))?;
    let step = Step::parse(&query.step)
        .ok_or_else(|| Problem::invalid_field("step", "must be hour or day"))?;
    let range = Range::new(step, query.from, query.to, state.clock.now())
        .map_err(|invalid| Problem::invalid_field("from", invalid.to_string()))?;
    let route = query.route.as_deref();
    if route.is_some_and(|route| route.len() > LONGEST_ROUTE || route.contains('\0')) {
        return Err(Problem::invalid_field("route", "must be a pattern of at most 200 bytes"));
    }
    Ok(Json(state.statistics.series(metric, range, route).await?.into()))
}

impl From<SeriesSet> for SeriesSetBody {
    fn from(set: SeriesSet) -> Self {
        Self {
            metric: set.metric.as_str(),
            unit: set.metric.unit().as_str(),
            step: set.range.step.as_str(),
            series: set.series.into_iter().map(SeriesBody::from).collect(),
        }
    }
}

impl From<Series> for SeriesBody {
    fn from(series: Series) -> Self {
        let points = series.points.into_iter();
        let points = points.map(|point| PointBody { at: point.at, value: point.value }).collect();
        Self { label: series.label, points }
    }
}
