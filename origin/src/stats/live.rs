use std::{sync::Arc, time::Duration};

use tokio::{
    sync::{Notify, OwnedSemaphorePermit, Semaphore, watch},
    time::Instant,
};
use tokio_util::sync::CancellationToken;

use super::{Figures, Statistics, Step, figures::Samples};
use crate::{
    observe::chain,
    store::{self, active_users, source_states, stats},
};

/// How often the sums are read while somebody looks on.
const PERIOD: Duration = Duration::from_secs(1);
/// How often the users of the day are counted, which takes longer the more there are.
const USERS_PERIOD: Duration = Duration::from_secs(10);
/// The most streams of one origin; a panel has one.
const STREAMS: usize = 64;

/// The figures of this second, read once for everybody who looks on, and not at all while nobody
/// does.
#[derive(Debug)]
pub struct Live {
    figures: watch::Sender<Option<Arc<Figures>>>,
    streams: Arc<Semaphore>,
    wanted: Notify,
    ended: CancellationToken,
}

/// Somebody who looks on.
#[derive(Debug)]
pub struct Subscription {
    figures: watch::Receiver<Option<Arc<Figures>>>,
    ended: CancellationToken,
    _stream: OwnedSemaphorePermit,
}

/// As many look on as may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many streams are open")]
pub struct TooManyStreams;

impl Default for Live {
    fn default() -> Self {
        let (figures, _) = watch::channel(None);
        let streams = Arc::new(Semaphore::new(STREAMS));
        Self { figures, streams, wanted: Notify::new(), ended: CancellationToken::new() }
    }
}

impl Live {
    /// Looks on from now on.
    pub fn subscribe(&self) -> Result<Subscription, TooManyStreams> {
        let stream = Arc::clone(&self.streams).try_acquire_owned().map_err(|_| TooManyStreams)?;
        let figures = self.figures.subscribe();
        self.wanted.notify_one();
        Ok(Subscription { figures, ended: self.ended.clone(), _stream: stream })
    }

    /// Reads and hands out figures while somebody looks on, until `shutdown` is cancelled; then every
    /// subscription ends.
    pub async fn run(&self, statistics: &Statistics, shutdown: &CancellationToken) {
        let _ended = self.ended.clone().drop_guard();
        let mut reader = Reader { statistics, samples: Samples::default(), users: None };
        while !shutdown.is_cancelled() {
            if self.figures.receiver_count() == 0 {
                // What was seen last is no figure for who comes next.
                self.figures.send_replace(None);
                reader.samples = Samples::default();
                tokio::select! {
                    () = shutdown.cancelled() => return,
                    () = self.wanted.notified() => {}
                }
            }
            match reader.read().await {
                Ok(figures) => drop(self.figures.send_replace(Some(Arc::new(figures)))),
                Err(error) => tracing::error!(cause = chain(&error), "no figures could be read"),
            }
            tokio::select! {
                () = shutdown.cancelled() => return,
                () = tokio::time::sleep(PERIOD) => {}
            }
        }
    }
}

impl Subscription {
    /// The next figures; those that were missed are not told. `None` once the origin shuts down.
    pub async fn next(&mut self) -> Option<Arc<Figures>> {
        loop {
            tokio::select! {
                () = self.ended.cancelled() => return None,
                changed = self.figures.changed() => changed.ok()?,
            }
            let figures = self.figures.borrow_and_update().clone();
            if figures.is_some() {
                return figures;
            }
        }
    }
}

struct Reader<'a> {
    statistics: &'a Statistics,
    samples: Samples,
    /// How many, and when they were counted.
    users: Option<(i64, Instant)>,
}

impl Reader<'_> {
    async fn read(&mut self) -> Result<Figures, store::Error> {
        let Statistics { store, clock, .. } = self.statistics;
        let (at, now) = (clock.now(), Instant::now());
        let day = Step::Day.start(at);
        let mut connection = store.connection().await?;
        let today = stats::totals(&mut connection, day, day + Step::Day.length()).await?;
        let minute_ago = at - chrono::TimeDelta::minutes(1);
        let edges = source_states::count_edges(&mut connection, minute_ago).await?;
        let counted = self.users.filter(|(_, counted)| now - *counted < USERS_PERIOD);
        let (active_users, _) = match counted {
            Some(counted) => counted,
            None => (active_users::count_day(&mut connection, day).await?, now),
        };
        self.users = counted.or(Some((active_users, now)));
        let minute = self.samples.minute(now, day, &today);
        Ok(Figures { at, today, active_users, edges, minute })
    }
}
