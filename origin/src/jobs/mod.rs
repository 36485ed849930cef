//! What the origin does by itself, from time to time, until it is shut down.
//!
//! Several origins share the jobs: one does each at a time, and none before its period is over; but for
//! those that each does for itself. The last run of each is in `job_runs`; `origin jobs` shows it,
//! `/metrics` those of this process.

mod abandon_imports;
mod board;
mod copy_checkpoints;
mod delete_users;
mod deliver_alerts;
mod evaluate_alerts;
mod expire_sessions;
mod fetch_receipts;
mod name_edges;
mod offer_imports;
mod prune;
mod prune_audit;
mod prune_library;
mod prune_stats;
mod reload_keys;
mod roll_up_stats;
mod sign_checkpoints;

use std::{error::Error, sync::Arc, time::Duration};

pub use board::Board;
pub use sign_checkpoints::SIGN_CHECKPOINTS;

use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    accounts::SigningKeys, alerts::Alerts, audit::Audit, library::Library, observe::chain,
    outbox::Courier, stats::Statistics,
};

/// Starts the jobs on `tasks`; they end when `shutdown` is cancelled.
pub fn start(
    tasks: &TaskTracker,
    shutdown: &CancellationToken,
    board: &Board,
    signing_keys: Arc<SigningKeys>,
    library: &Arc<Library>,
    courier: &Arc<Courier>,
    statistics: &Arc<Statistics>,
) {
    let jobs = Jobs { tasks, shutdown, board };
    // Each origin has keys of its own in memory.
    jobs.start_here("reload keys", reload_keys::PERIOD, move || {
        reload_keys::run(Arc::clone(&signing_keys))
    });
    // Each origin has settings of its own.
    let named = Arc::clone(courier);
    jobs.start_here("name edges", name_edges::PERIOD, move || name_edges::run(Arc::clone(&named)));
    let sms = Arc::clone(&library.accounts.sms);
    jobs.start("fetch receipts", fetch_receipts::PERIOD, move || {
        fetch_receipts::run(Arc::clone(&sms))
    });
    let accounts = Arc::clone(&library.accounts);
    jobs.start("delete users", delete_users::PERIOD, move || {
        delete_users::run(Arc::clone(&accounts))
    });
    let accounts = Arc::clone(&library.accounts);
    jobs.start("expire sessions", expire_sessions::PERIOD, move || {
        expire_sessions::run(Arc::clone(&accounts))
    });
    let Board { store, clock, .. } = board.clone();
    jobs.start("prune", prune::PERIOD, move || prune::run(store.clone(), clock.clone()));
    let libraries = Arc::clone(library);
    jobs.start("prune library", prune_library::PERIOD, move || {
        prune_library::run(Arc::clone(&libraries))
    });
    jobs.start("offer imports", offer_imports::PERIOD, {
        let (library, courier) = (Arc::clone(library), Arc::clone(courier));
        move || offer_imports::run(Arc::clone(&library), Arc::clone(&courier))
    });
    let libraries = Arc::clone(library);
    jobs.start("abandon imports", abandon_imports::PERIOD, move || {
        abandon_imports::run(Arc::clone(&libraries))
    });
    let stats = Arc::clone(statistics);
    jobs.start("roll up stats", roll_up_stats::PERIOD, move || {
        roll_up_stats::run(Arc::clone(&stats))
    });
    let stats = Arc::clone(statistics);
    jobs.start("prune stats", prune_stats::PERIOD, move || prune_stats::run(Arc::clone(&stats)));
}

/// Starts the jobs that watch over the service itself, likewise.
pub fn start_watching(
    tasks: &TaskTracker,
    shutdown: &CancellationToken,
    board: &Board,
    audit: &Arc<Audit>,
    alerts: &Arc<Alerts>,
) {
    let jobs = Jobs { tasks, shutdown, board };
    // Each origin has a file of its own, or none.
    if audit.file.is_some() {
        let copied = Arc::clone(audit);
        jobs.start_here("copy checkpoints", copy_checkpoints::PERIOD, move || {
            copy_checkpoints::run(Arc::clone(&copied))
        });
    }
    let signed = Arc::clone(audit);
    jobs.start(SIGN_CHECKPOINTS, sign_checkpoints::PERIOD, move || {
        sign_checkpoints::run(Arc::clone(&signed))
    });
    let pruned = Arc::clone(audit);
    jobs.start("prune audit", prune_audit::PERIOD, move || prune_audit::run(Arc::clone(&pruned)));
    let evaluated = Arc::clone(alerts);
    jobs.start("evaluate alerts", evaluate_alerts::PERIOD, move || {
        evaluate_alerts::run(Arc::clone(&evaluated))
    });
    let delivered = Arc::clone(alerts);
    jobs.start("deliver alerts", deliver_alerts::PERIOD, move || {
        deliver_alerts::run(Arc::clone(&delivered))
    });
}

/// Where jobs are started.
struct Jobs<'a> {
    tasks: &'a TaskTracker,
    shutdown: &'a CancellationToken,
    board: &'a Board,
}

impl Jobs<'_> {
    /// One that origins share.
    fn start<E, F>(
        &self,
        name: &'static str,
        period: Duration,
        job: impl Fn() -> F + Send + 'static,
    ) where
        E: Error + Send + 'static,
        F: Future<Output = Result<(), E>> + Send + 'static,
    {
        let board = self.board.clone();
        self.tasks.spawn(every(period, self.shutdown.clone(), name, move || {
            let (board, job) = (board.clone(), job());
            async move { board.turn(name, period, job).await.map(drop) }
        }));
    }

    /// One that each origin does for itself.
    fn start_here<E, F>(
        &self,
        name: &'static str,
        period: Duration,
        job: impl Fn() -> F + Send + 'static,
    ) where
        E: Error + Send + 'static,
        F: Future<Output = Result<(), E>> + Send + 'static,
    {
        let board = self.board.clone();
        self.tasks.spawn(every(period, self.shutdown.clone(), name, move || {
            let (board, job) = (board.clone(), job());
            async move { board.run_here(name, job).await }
        }));
    }
}

/// The longest that a job waits after the start: an origin that is deployed each day has to come to what
/// is done once a day, too. The board knows what has been done.
const FIRST: Duration = Duration::from_mins(1);

/// Runs `job` each `period`, for the first time after [`FIRST`] at the latest. A failure is logged and
/// the next run goes ahead as if nothing had been.
async fn every<E, F>(
    period: Duration,
    shutdown: CancellationToken,
    name: &'static str,
    job: impl Fn() -> F,
) where
    E: Error,
    F: Future<Output = Result<(), E>>,
{
    let mut pause = period.min(FIRST);
    loop {
        tokio::select! {
            () = shutdown.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
        pause = period;
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
