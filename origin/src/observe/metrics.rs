use std::{fmt, sync::atomic::AtomicU64, time::Duration};

use chrono::{DateTime, Utc};
use prometheus_client::{
    encoding::{EncodeLabelSet, EncodeLabelValue, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::{Registry, Unit},
};

use crate::outbox::Backlog;

/// Upper bounds in seconds: a query is below 10 ms, a vendor's answer below 4 s.
const BUCKETS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0];

/// What the origin counts, in Prometheus' terms.
pub struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    durations: Family<DurationLabels, Histogram, fn() -> Histogram>,
    sms: Family<SmsLabels, Counter>,
    sms_receipts: Family<SmsLabels, Counter>,
    sms_cost: Family<VendorLabels, Counter>,
    outbox: Family<OutboxLabels, Counter>,
    outbox_waiting: Family<EdgeLabels, Gauge>,
    outbox_oldest: Family<EdgeLabels, Gauge>,
    outbox_set_aside: Family<EdgeLabels, Gauge>,
    jobs: Family<JobRunLabels, Counter>,
    job_started: Family<JobLabels, Gauge>,
    job_took: Family<JobLabels, Gauge<f64, AtomicU64>>,
    connections: Family<ConnectionLabels, Gauge>,
}

/// What a request was spoken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelValue)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Protocol {
    Http,
    Grpc,
    GrpcWeb,
}

/// How a request ended.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct RequestLabels {
    /// What it was spoken in.
    pub protocol: Protocol,
    /// The pattern, or the method of a service; a bounded number.
    pub route: String,
    /// The HTTP status, or the number of the gRPC status.
    pub status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct DurationLabels {
    protocol: Protocol,
    route: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct VendorLabels {
    vendor: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct SmsLabels {
    vendor: &'static str,
    outcome: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OutboxLabels {
    edge: String,
    result: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct EdgeLabels {
    edge: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct JobRunLabels {
    job: &'static str,
    outcome: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct JobLabels {
    job: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ConnectionLabels {
    state: &'static str,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("origin");
        let requests = Family::default();
        registry.register("requests", "Requests by how they ended", requests.clone());
        let durations = Family::new_with_constructor(new_histogram as fn() -> Histogram);
        registry.register_with_unit(
            "request_duration",
            "How long requests took",
            Unit::Seconds,
            durations.clone(),
        );
        let sms = Family::default();
        registry.register("sms_attempts", "Messages handed to vendors", sms.clone());
        let sms_receipts = Family::default();
        registry.register("sms_receipts", "Messages that ended", sms_receipts.clone());
        let sms_cost = Family::default();
        registry.register("sms_cost_units", "What vendors charge by: segments", sms_cost.clone());
        let outbox = Family::default();
        registry.register("outbox_deliveries", "Attempts to tell the edges", outbox.clone());
        let outbox_waiting = Family::default();
        registry.register("outbox_waiting", "Events to be delivered", outbox_waiting.clone());
        let outbox_oldest = Family::default();
        registry.register_with_unit(
            "outbox_oldest",
            "Age of the oldest event to be delivered",
            Unit::Seconds,
            outbox_oldest.clone(),
        );
        let outbox_set_aside = Family::default();
        registry.register(
            "outbox_set_aside",
            "Events that an edge would not take",
            outbox_set_aside.clone(),
        );
        let jobs = Family::default();
        registry.register("job_runs", "Jobs by how they ended", jobs.clone());
        let job_started = Family::default();
        registry.register_with_unit(
            "job_last_start_timestamp",
            "When a job was last begun here",
            Unit::Seconds,
            job_started.clone(),
        );
        let job_took = Family::default();
        registry.register_with_unit(
            "job_last_duration",
            "How long a job took the last time here",
            Unit::Seconds,
            job_took.clone(),
        );
        let connections = Family::default();
        registry.register("database_connections", "Connections of the pool", connections.clone());
        Self {
            registry,
            requests,
            durations,
            sms,
            sms_receipts,
            sms_cost,
            outbox,
            outbox_waiting,
            outbox_oldest,
            outbox_set_aside,
            jobs,
            job_started,
            job_took,
            connections,
        }
    }
}

impl Metrics {
    /// Counts a request.
    pub fn request_ended(&self, labels: &RequestLabels, took: Duration) {
        self.requests.get_or_create(labels).inc();
        let labels = DurationLabels { protocol: labels.protocol, route: labels.route.clone() };
        self.durations.get_or_create(&labels).observe(took.as_secs_f64());
    }

    /// Counts an attempt to hand a message to a vendor.
    pub fn sms_attempted(&self, vendor: &'static str, outcome: &'static str) {
        self.sms.get_or_create(&SmsLabels { vendor, outcome }).inc();
    }

    /// Counts a message that was delivered or given up.
    pub fn sms_settled(&self, vendor: &'static str, outcome: &'static str) {
        self.sms_receipts.get_or_create(&SmsLabels { vendor, outcome }).inc();
    }

    /// Adds what a vendor charges for a message.
    pub fn sms_charged(&self, vendor: &'static str, units: u32) {
        self.sms_cost.get_or_create(&VendorLabels { vendor }).inc_by(units.into());
    }

    /// Counts an attempt to deliver an event to an edge.
    pub fn outbox_attempted(&self, edge: &str, result: &'static str) {
        self.outbox.get_or_create(&OutboxLabels { edge: edge.to_owned(), result }).inc();
    }

    /// Notes what waits in the outbox for an edge, which every origin sees alike.
    pub fn outbox_stands(&self, edge: &str, backlog: &Backlog, now: DateTime<Utc>) {
        let oldest = backlog.oldest.map_or(0, |oldest| (now - oldest).num_seconds());
        let labels = EdgeLabels { edge: edge.to_owned() };
        self.outbox_waiting.get_or_create(&labels).set(backlog.waiting);
        self.outbox_oldest.get_or_create(&labels).set(oldest);
        self.outbox_set_aside.get_or_create(&labels).set(backlog.set_aside);
    }

    /// Notes how a job ended.
    pub fn job_ended(&self, job: &'static str, done: bool, start: DateTime<Utc>, took: Duration) {
        let outcome = if done { "done" } else { "failed" };
        self.jobs.get_or_create(&JobRunLabels { job, outcome }).inc();
        self.job_started.get_or_create(&JobLabels { job }).set(start.timestamp());
        self.job_took.get_or_create(&JobLabels { job }).set(took.as_secs_f64());
    }

    /// All figures as `OpenMetrics` text, which Prometheus reads. The pool's are given, for they are
    /// as of now.
    pub fn render(&self, open_connections: u32, idle_connections: usize) -> String {
        let idle = i64::try_from(idle_connections).unwrap_or(i64::MAX);
        let in_use = i64::from(open_connections).saturating_sub(idle);
        self.connections.get_or_create(&ConnectionLabels { state: "idle" }).set(idle);
        self.connections.get_or_create(&ConnectionLabels { state: "in_use" }).set(in_use);
        let mut text = String::new();
        encode(&mut text, &self.registry).expect("a string takes everything");
        text
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Metrics")
    }
}

fn new_histogram() -> Histogram {
    Histogram::new(BUCKETS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_counted_is_rendered() {
        let metrics = Metrics::default();
        let labels =
            RequestLabels { protocol: Protocol::Http, route: "/health".to_owned(), status: 200 };
        metrics.request_ended(&labels, Duration::from_millis(3));
        metrics.sms_attempted("aliyun", "accepted");
        let text = metrics.render(5, 3);
        for line in [
            r#"origin_requests_total{protocol="Http",route="/health",status="200"} 1"#,
            r#"origin_request_duration_seconds_bucket{le="0.005",protocol="Http",route="/health"} 1"#,
            r#"origin_sms_attempts_total{vendor="aliyun",outcome="accepted"} 1"#,
            r#"origin_database_connections{state="in_use"} 2"#,
        ] {
            assert!(text.contains(line), "{line} is not in\n{text}");
        }
    }
}
