//! What the origin does by itself, from time to time, until it is shut down.

mod prune;
mod reload_keys;

use std::{sync::Arc, time::Duration};

use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{accounts::SigningKeys, clock::Clock, observe::chain, store::Store};

/// Starts the jobs on `tasks`; they end when `shutdown` is cancelled.
pub fn start(
    tasks: &TaskTracker,
    shutdown: &CancellationToken,
    store: Store,
    signing_keys: Arc<SigningKeys>,
    clock: Clock,
) {
    tasks.spawn(every(reload_keys::PERIOD, shutdown.clone(), "reload keys", move || {
        reload_keys::run(Arc::clone(&signing_keys))
    }));
    tasks.spawn(every(prune::PERIOD, shutdown.clone(), "prune", move || {
        prune::run(store.clone(), clock.clone())
    }));
}

/// Runs `job` each `period`, for the first time after one. A failure is logged and the next run goes
/// ahead as if nothing had been.
async fn every<E, F>(
    period: Duration,
    shutdown: CancellationToken,
    name: &'static str,
    job: impl Fn() -> F,
) where
    E: std::error::Error,
    F: Future<Output = Result<(), E>>,
{
    loop {
        tokio::select! {
            () = shutdown.cancelled() => return,
            () = tokio::time::sleep(period) => {}
        }
        if let Err(error) = job().await {
            tracing::error!(job = name, cause = chain(&error), "a job failed");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_job_runs_on_after_a_failure_and_ends_at_shutdown() {
        let (runs, shutdown) = (Arc::new(AtomicU32::new(0)), CancellationToken::new());
        let counted = Arc::clone(&runs);
        let job = every(Duration::from_secs(60), shutdown.clone(), "test", move || {
            counted.fetch_add(1, Ordering::SeqCst);
            async { Err(std::fmt::Error) }
        });
        let job = tokio::spawn(job);
        tokio::time::sleep(Duration::from_secs(150)).await;
        assert_eq!(runs.load(Ordering::SeqCst), 2);
        shutdown.cancel();
        job.await.unwrap();
    }
}
