use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{Durations, Metric, Range, Statistics, source_health::faults};
use crate::{
    store::{
        self,
        stats::{self, BucketValue, LabelledValue},
    },
    telemetry::Subject,
};

/// The percentiles of a series of durations.
const PERCENTILES: [(&str, f64); 3] = [("p50", 0.5), ("p95", 0.95), ("p99", 0.99)];

/// The series of a metric over a range.
#[derive(Debug, Clone, PartialEq)]
pub struct SeriesSet {
    /// Of what.
    pub metric: Metric,
    /// Over what.
    pub range: Range,
    /// One for each label, in the order of the labels.
    pub series: Vec<Series>,
}

/// One line of a chart, with a point for every step of the range.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// The source, the vendor, the tier, the percentile …
    pub label: String,
    /// In the order of time.
    pub points: Vec<Point>,
}

/// A value at a time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// When the hour or day began.
    pub at: DateTime<Utc>,
    /// `None` where nothing was measured.
    pub value: Option<f64>,
}

impl Statistics {
    /// The series of `metric` over `range`; `route` narrows [`Metric::Latency`] down to one.
    pub async fn series(
        &self,
        metric: Metric,
        range: Range,
        route: Option<&str>,
    ) -> Result<SeriesSet, store::Error> {
        let mut connection = self.store.connection().await?;
        let series = match metric {
            Metric::Latency => {
                let subject = Subject::Route.as_str();
                let values = stats::durations(&mut connection, &range, subject, route).await?;
                percentiles(&range, values)
            }
            Metric::SourceLatency => {
                let subject = Subject::Source.as_str();
                let values = stats::durations(&mut connection, &range, subject, None).await?;
                percentiles(&range, values)
            }
            _ => counts(&range, count(&mut connection, metric, &range).await?),
        };
        Ok(SeriesSet { metric, range, series })
    }
}

async fn count(
    connection: &mut PgConnection,
    metric: Metric,
    range: &Range,
) -> Result<Vec<LabelledValue>, store::Error> {
    match metric {
        Metric::ActiveUsers => stats::active_users(connection, range).await,
        Metric::SignIns => {
            stats::requests_of(connection, range, "POST", "/api/v1/auth/sessions").await
        }
        Metric::Searches => stats::requests_of(connection, range, "GET", "/api/v1/search").await,
        Metric::Requests => stats::requests(connection, range).await,
        Metric::Plays => stats::plays(connection, range, false).await,
        Metric::Substitutions => stats::plays(connection, range, true).await,
        Metric::PlayOutcomes => stats::play_outcomes(connection, range).await,
        Metric::Cache => stats::cache(connection, range).await,
        Metric::Sms => stats::messages(connection, range, true).await,
        Metric::SmsFailures => stats::messages(connection, range, false).await,
        Metric::SourceCalls => stats::source_calls(connection, range, None).await,
        Metric::SourceFaults => stats::source_calls(connection, range, Some(&faults())).await,
        Metric::Latency | Metric::SourceLatency => Ok(Vec::new()),
    }
}

/// A step without a value had none of it.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2⁵²")]
fn counts(range: &Range, values: Vec<LabelledValue>) -> Vec<Series> {
    let mut by_label = BTreeMap::<String, BTreeMap<DateTime<Utc>, i64>>::new();
    for LabelledValue { at, label, value } in values {
        by_label.entry(label).or_default().insert(at, value);
    }
    let point = |values: &BTreeMap<DateTime<Utc>, i64>, at| {
        let value = values.get(&at).copied().unwrap_or_default();
        Point { at, value: Some(value as f64) }
    };
    let series = by_label.into_iter().map(|(label, values)| Series {
        label,
        points: range.starts().map(|at| point(&values, at)).collect(),
    });
    series.collect()
}

/// Three series for each name: `p50`, or `qq p50` where names are told apart.
fn percentiles(range: &Range, values: Vec<BucketValue>) -> Vec<Series> {
    let mut by_name = BTreeMap::<String, BTreeMap<DateTime<Utc>, Durations>>::new();
    for BucketValue { at, name, bound_ms, times } in values {
        by_name.entry(name).or_default().entry(at).or_default().add(bound_ms, times);
    }
    let mut series = Vec::with_capacity(by_name.len() * PERCENTILES.len());
    for (name, steps) in by_name {
        for (percentile, share) in PERCENTILES {
            let value = |at| steps.get(&at).and_then(|durations| durations.percentile(share));
            series.push(Series {
                label: format!("{name} {percentile}").trim_start().to_owned(),
                points: range.starts().map(|at| Point { at, value: value(at) }).collect(),
            });
        }
    }
    series
}
