//! What the origin does by itself, from time to time, until it is shut down.

mod delete_users;
mod expire_sessions;
mod fetch_receipts;
mod prune;
mod reload_keys;

use std::{sync::Arc, time::Duration};

use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    accounts::{Accounts, SigningKeys},
    clock::Clock,
    observe::chain,
    sms::Sms,
    store::Store,
};

/// Starts the jobs on `tasks`; they end when `shutdown` is cancelled.
pub fn start(
    tasks: &TaskTracker,
    shutdown: &CancellationToken,
    store: Store,
    signing_keys: Arc<SigningKeys>,
    sms: Arc<Sms>,
    accounts: Arc<Accounts>,
    clock: Clock,
) {
    tasks.spawn(every(reload_keys::PERIOD, shutdown.clone(), "reload keys", move || {
        reload_keys::run(Arc::clone(&signing_keys))
    }));
    tasks.spawn(every(fetch_receipts::PERIOD, shutdown.clone(), "fetch receipts", move || {
        fetch_receipts::run(Arc::clone(&sms))
    }));
    let leaving = Arc::clone(&accounts);
    tasks.spawn(every(delete_users::PERIOD, shutdown.clone(), "delete users", move || {
        delete_users::run(Arc::clone(&leaving))
    }));
    tasks.spawn(every(expire_sessions::PERIOD, shutdown.clone(), "expire sessions", move || {
        expire_sessions::run(Arc::clone(&accounts))
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
        let done = tokio::select! {
            () = shutdown.cancelled() => return,
            done = job() => done,
        };
        if let Err(error) = done {
            tracing::error!(job = name, cause = chain(&error), "a job failed");
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::mpsc;

    use super::*;

    #[tokio::test]
    async fn a_job_runs_on_after_a_failure_and_ends_at_shutdown() {
        let (ran, mut runs) = mpsc::channel(1);
        let shutdown = CancellationToken::new();
        let job = every(Duration::from_millis(1), shutdown.clone(), "test", move || {
            let ran = ran.clone();
            async move {
                // Nobody listens once the test has seen enough.
                let _ = ran.send(()).await;
                Err(std::fmt::Error)
            }
        });
        let job = tokio::spawn(job);
        for _ in 0..3 {
            runs.recv().await.expect("the job goes on");
        }
        drop(runs);
        shutdown.cancel();
        job.await.unwrap();
    }
}
