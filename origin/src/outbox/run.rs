use std::{sync::Arc, time::Duration};

use sqlx::postgres::PgListener;
use tokio_util::sync::CancellationToken;

use super::{Backlog, Courier};
use crate::{observe::chain, store::outbox_events::CHANNEL};

/// How long it may take to notice what no notification told of: an origin's lease that ran out, or a
/// notification lost with its connection.
const POLL: Duration = Duration::from_secs(5);

/// What is due and was not claimed waits for an earlier one, or is another origin's just now.
const SHORTEST: Duration = Duration::from_secs(1);

/// Delivers what is written to the outbox as soon as it is committed, until `shutdown` is cancelled.
/// A call that is under way then is waited for.
pub async fn run(courier: Arc<Courier>, shutdown: CancellationToken) {
    let mut listener = None;
    while !shutdown.is_cancelled() {
        if listener.is_none() {
            // Before the first look, so that nothing is written between the two unnoticed.
            listener = courier.store.listen(CHANNEL).await.map_err(complain).ok();
        }
        let backlog = courier.deliver_due().await.map_err(complain).unwrap_or_default();
        let told = tokio::select! {
            () = shutdown.cancelled() => return,
            () = tokio::time::sleep(rest(&courier, &backlog)) => true,
            told = wait(&mut listener) => told,
        };
        if !told {
            listener = None;
        }
    }
}

/// Until the first event is due, and a poll at most.
fn rest(courier: &Courier, backlog: &Backlog) -> Duration {
    let due_in = backlog.next_attempt.map(|next| next - courier.clock.now());
    due_in.map_or(POLL, |due| due.to_std().unwrap_or_default().clamp(SHORTEST, POLL))
}

/// Waits for a notification; `false` when the connection for them is gone.
async fn wait(listener: &mut Option<PgListener>) -> bool {
    match listener {
        Some(listener) => listener.recv().await.is_ok(),
        None => std::future::pending().await,
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is mapped over results")]
fn complain(error: crate::store::Error) {
    tracing::error!(cause = chain(&error), "the outbox cannot be read");
}
