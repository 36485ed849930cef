use chrono::{DateTime, TimeDelta, Utc};

use super::Releases;
use crate::store::{self, edge_instances};

/// One that has not been heard of for this long is not there any more: a busy one reports every few
/// seconds, and nobody ends an idle one.
const SHOWN_FOR: TimeDelta = TimeDelta::minutes(15);
/// The most that are shown.
const MOST_SHOWN: i64 = 500;
/// The longest text that is kept of an instance.
const LONGEST: usize = 200;

/// An edge instance and what it goes by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EdgeInstance {
    /// Random, made once per isolate.
    pub edge_instance: String,
    /// `cloudflare` or `spin`.
    pub edge_kind: String,
    /// The release that holds there for everybody; zero for none.
    pub release: i64,
    /// The one that is rolled out to some of its users.
    pub candidate: Option<i64>,
    /// Why it goes by no later one; empty when it refused none.
    pub refused: String,
    /// When it last said so.
    pub seen_at: DateTime<Utc>,
}

impl Releases {
    /// Writes down what an instance says that it goes by. One that no edge of ours would send is
    /// passed over.
    pub async fn instance_reported(
        &self,
        edge_instance: String,
        edge_kind: String,
        (release, candidate): (u64, Option<u64>),
        refused: &str,
    ) -> Result<(), store::Error> {
        let number = |number: u64| i64::try_from(number).ok();
        let plausible = (1..=LONGEST).contains(&edge_instance.len())
            && edge_kind.len() <= LONGEST
            && [&edge_instance, &edge_kind].iter().all(|text| !text.contains('\0'));
        let Some(release) = number(release).filter(|_| plausible) else { return Ok(()) };
        let instance = EdgeInstance {
            edge_instance,
            edge_kind,
            release,
            candidate: candidate.and_then(number),
            refused: refused.chars().filter(|letter| *letter != '\0').take(LONGEST).collect(),
            seen_at: self.clock.now(),
        };
        edge_instances::put(&mut *self.store.connection().await?, &instance).await
    }

    /// The instances that have been heard of lately, the last first.
    pub async fn instances(&self) -> Result<Vec<EdgeInstance>, store::Error> {
        let since = self.clock.now() - SHOWN_FOR;
        let mut connection = self.store.connection().await?;
        edge_instances::seen_since(&mut connection, since, MOST_SHOWN).await
    }
}
