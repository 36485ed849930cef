use std::{sync::Arc, time::Duration};

use futures_util::future::join_all;
use sqlx::postgres::PgListener;
use tokio::{sync::watch, time::sleep};
use tokio_util::sync::CancellationToken;
use url::Url;

use super::{Courier, Round, backoff::pause};
use crate::{
    entropy,
    observe::chain,
    store::{self, Store, outbox_events::CHANNEL},
};

/// How long it may take to notice what no notification told of: an origin's lease that ran out, a
/// notification lost with its connection, or an edge that answers again.
const POLL: Duration = Duration::from_secs(5);

/// What is due and was not claimed waits for an earlier one, or is another origin's just now.
const SHORTEST: Duration = Duration::from_secs(1);

/// Delivers what is written to the outbox to each edge as soon as it is committed, until `shutdown` is
/// cancelled. Calls that are under way then are waited for.
pub async fn run(courier: Arc<Courier>, shutdown: CancellationToken) {
    let urls = courier.edges.urls();
    if urls.is_empty() {
        return;
    }
    let written = watch::Sender::new(());
    let each = urls.iter().map(|url| deliver_to(&courier, url, written.subscribe(), &shutdown));
    tokio::join!(join_all(each), follow(&courier.store, &written, &shutdown));
}

/// Delivers to one edge, however the others do.
async fn deliver_to(
    courier: &Courier,
    edge: &Url,
    mut written: watch::Receiver<()>,
    shutdown: &CancellationToken,
) {
    let mut failures = 0_u32;
    while !shutdown.is_cancelled() {
        // Before the look, so that nothing is written between the two unnoticed.
        written.mark_unchanged();
        let round = courier.deliver_due(edge).await.map_err(complain).unwrap_or_default();
        failures = if round.answered { 0 } else { failures.saturating_add(1) };
        tokio::select! {
            () = shutdown.cancelled() => return,
            () = sleep(rest(courier, &round, failures)) => {}
            // An edge that does not answer is not called for each event.
            _ = written.changed(), if round.answered => {}
        }
    }
}

/// Until the first event is due, or the edge is tried again; a poll at most.
fn rest(courier: &Courier, round: &Round, failures: u32) -> Duration {
    if failures > 0 {
        return pause(failures, entropy::bytes::<1>()[0]).min(POLL);
    }
    let due_in = round.backlog.next_attempt.map(|next| next - courier.clock.now());
    due_in.map_or(POLL, |due| due.to_std().unwrap_or_default().clamp(SHORTEST, POLL))
}

/// Passes on that something was written, and that something may have been while nobody listened.
async fn follow(store: &Store, written: &watch::Sender<()>, shutdown: &CancellationToken) {
    let mut listener = None;
    while !shutdown.is_cancelled() {
        if listener.is_none() {
            listener = store.listen(CHANNEL).await.map_err(complain).ok();
            written.send_replace(());
        }
        let told = tokio::select! {
            () = shutdown.cancelled() => return,
            told = wait(&mut listener) => told,
        };
        if told {
            written.send_replace(());
        } else {
            listener = None;
        }
    }
}

/// Waits for a notification; `false`, after a while, when there is no connection for them.
async fn wait(listener: &mut Option<PgListener>) -> bool {
    if let Some(listener) = listener {
        listener.recv().await.is_ok()
    } else {
        sleep(POLL).await;
        false
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is mapped over results")]
fn complain(error: store::Error) {
    tracing::error!(cause = chain(&error), "the outbox cannot be read");
}
