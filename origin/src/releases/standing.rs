//! Telling the edges what is to be in force, at once and until each has said that it has it.

use std::{sync::Arc, time::Duration};

use futures_util::future::join_all;
use serde::Deserialize;
use sqlx::postgres::PgListener;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use url::Url;
use wasm_shared::releases::Standing;

use super::Releases;
use crate::{
    entropy,
    observe::chain,
    outbox::{Edges, pause},
    store::{self, settings_releases},
};

const PATH: &str = "/internal/v1/releases";
/// How long it may take to notice what no notification told of.
const POLL: Duration = Duration::from_secs(5);

/// What an edge answers.
#[derive(Deserialize)]
struct Acknowledgement {
    edge_instance: String,
    edge_kind: String,
    revision: u64,
    release: u64,
    candidate: Option<u64>,
    stored: bool,
}

impl Releases {
    /// What is to be in force.
    pub async fn standing(&self) -> Result<Standing, store::Error> {
        settings_releases::standing(&mut *self.store.connection().await?).await
    }

    /// The revision of what is to be in force, as this process last saw it: a second old at most, or
    /// zero before it looked.
    pub fn revision(&self) -> u64 {
        self.standing.borrow().as_ref().map_or(0, |standing| standing.revision)
    }

    async fn look(&self) -> Result<(), store::Error> {
        let seen = Arc::new(self.standing().await?);
        self.standing.send_if_modified(|known| {
            let newer = known.as_ref().is_none_or(|known| known.revision != seen.revision);
            if newer {
                *known = Some(seen);
            }
            newer
        });
        Ok(())
    }
}

/// Looks what is to be in force whenever somebody has changed it, until `shutdown` is cancelled.
pub async fn follow(releases: Arc<Releases>, shutdown: CancellationToken) {
    let mut listener = None;
    while !shutdown.is_cancelled() {
        if listener.is_none() {
            // Before the first look, so that nothing is published between the two unnoticed.
            let listening = releases.store.listen(settings_releases::CHANNEL).await;
            listener = listening.map_err(complain).ok();
        }
        // What failed is tried again with the next poll.
        let _ = releases.look().await.map_err(complain);
        let told = tokio::select! {
            () = shutdown.cancelled() => return,
            () = sleep(POLL) => true,
            told = wait(&mut listener) => told,
        };
        if !told {
            listener = None;
        }
    }
}

/// Tells every edge what is to be in force, each by itself, until `shutdown` is cancelled. What an edge
/// was just being told is given up when something later is to be in force.
pub async fn deliver(releases: Arc<Releases>, edges: Arc<Edges>, shutdown: CancellationToken) {
    let each = edges.urls().iter().map(|url| deliver_to(&releases, &edges, url));
    tokio::select! {
        () = shutdown.cancelled() => {}
        _ = join_all(each) => {}
    }
}

async fn deliver_to(releases: &Releases, edges: &Edges, url: &Url) {
    let mut standings = releases.standing.subscribe();
    loop {
        let standing = standings.borrow_and_update().clone();
        // Before the first release there is nothing to tell.
        let wanted = standing.filter(|standing| standing.revision > 0);
        let changed = match &wanted {
            None => standings.changed().await,
            Some(standing) => tokio::select! {
                changed = standings.changed() => changed,
                () = tell(releases, edges, url, standing) => standings.changed().await,
            },
        };
        if changed.is_err() {
            return;
        }
    }
}

/// Ends when the edge has it.
async fn tell(releases: &Releases, edges: &Edges, url: &Url, standing: &Standing) {
    for attempts in 1.. {
        match push(releases, edges, url, standing).await {
            Ok(()) => return,
            Err(reason) => {
                let revision = standing.revision;
                tracing::warn!(edge = %url, revision, attempts, reason, "an edge was not told");
            }
        }
        sleep(pause(attempts, entropy::bytes::<1>()[0])).await;
    }
}

async fn push(
    releases: &Releases,
    edges: &Edges,
    url: &Url,
    standing: &Standing,
) -> Result<(), String> {
    let body = edges.post(url, PATH, standing).await?;
    let answer: Acknowledgement =
        serde_json::from_slice(&body).map_err(|_| "its answer is not as agreed".to_owned())?;
    let Acknowledgement { edge_instance, edge_kind, revision, release, candidate, stored } = answer;
    let reported =
        releases.instance_reported(edge_instance, edge_kind, (release, candidate), "").await;
    if let Err(error) = reported {
        tracing::warn!(cause = chain(&error), "what an edge goes by was not written down");
    }
    if revision < standing.revision {
        return Err(format!("it goes by revision {revision}"));
    }
    if stored { Ok(()) } else { Err("its store did not take it".to_owned()) }
}

/// Waits for a notification; `false` when the connection for them is gone.
async fn wait(listener: &mut Option<PgListener>) -> bool {
    match listener {
        Some(listener) => listener.recv().await.is_ok(),
        None => std::future::pending().await,
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is mapped over results")]
fn complain(error: store::Error) {
    tracing::error!(cause = chain(&error), "what is to be in force cannot be read");
}
