use std::{error::Error, sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::time::Instant;

use crate::{
    clock::Clock,
    observe::{Metrics, chain},
    store::{self, Store, job_runs},
};

/// Shares the jobs among the origins, and shows how they ended.
#[derive(Debug, Clone)]
pub struct Board {
    /// Where runs are written down.
    pub store: Store,
    /// Time.
    pub clock: Clock,
    /// What is counted.
    pub metrics: Arc<Metrics>,
}

impl Board {
    /// Runs a job unless another origin is at it, or was within most of the period; then writes down
    /// how it ended. Answers whether it ran.
    pub async fn turn<E: Error>(
        &self,
        name: &'static str,
        period: Duration,
        job: impl Future<Output = Result<(), E>>,
    ) -> Result<bool, store::Error> {
        // Held until the end: an origin that dies gives the job free.
        let mut transaction = self.store.begin().await?;
        if !job_runs::try_lock(&mut transaction, name).await? {
            return Ok(false);
        }
        let started_at = self.clock.now();
        let recently = TimeDelta::from_std(period * 9 / 10).unwrap_or(TimeDelta::MAX);
        let last = job_runs::last_start(&mut transaction, name).await?;
        if last.is_some_and(|last| started_at - last < recently) {
            // Dropped, it would hold the job for a moment longer, before the next who asks.
            transaction.rollback().await?;
            return Ok(false);
        }
        let (took, error) = self.run(name, started_at, job).await;
        job_runs::record(&mut transaction, name, started_at, took, error.as_deref()).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Runs a job that each origin does for itself, and writes down how it ended: of several origins,
    /// the one that ended last is shown.
    pub async fn run_here<E: Error>(
        &self,
        name: &'static str,
        job: impl Future<Output = Result<(), E>>,
    ) -> Result<(), store::Error> {
        let started_at = self.clock.now();
        let (took, error) = self.run(name, started_at, job).await;
        let mut connection = self.store.connection().await?;
        job_runs::record(&mut connection, name, started_at, took, error.as_deref()).await
    }

    /// Runs a job and counts it. Answers how long it took, and why it failed if it did.
    async fn run<E: Error>(
        &self,
        name: &'static str,
        started_at: DateTime<Utc>,
        job: impl Future<Output = Result<(), E>>,
    ) -> (Duration, Option<String>) {
        let watch = Instant::now();
        let error = job.await.err().map(|error| chain(&error));
        let took = watch.elapsed();
        if let Some(cause) = &error {
            tracing::error!(job = name, cause, "a job failed");
        }
        self.metrics.job_ended(name, error.is_none(), started_at, took);
        (took, error)
    }
}
