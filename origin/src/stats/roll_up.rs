use chrono::TimeDelta;

use super::{Statistics, Step};
use crate::store::{self, active_users, daily_stats, source_states};

/// Edges may report for a day, and vendors say for a day what became of a message: two days after its
/// beginning nothing is added to a day any more.
const FINAL_AFTER: TimeDelta = TimeDelta::days(2);
/// An edge that has not reported for so long is gone.
const EDGES_KEPT: TimeDelta = TimeDelta::days(1);

impl Statistics {
    /// Adds up every day that is not final, today's among them. Whatever was missed or came late is in
    /// it the next time; done twice, it comes to the same. Answers how many days there were.
    pub async fn roll_up(&self) -> Result<usize, store::Error> {
        let now = self.clock.now();
        let today = Step::Day.start(now);
        let mut connection = self.store.connection().await?;
        let first = daily_stats::first_open_day(&mut connection, FINAL_AFTER).await?;
        drop(connection);
        let mut day = first.unwrap_or(today).min(today);
        let mut days = 0;
        while day <= today {
            let end = day + Step::Day.length();
            let mut transaction = self.store.begin().await?;
            daily_stats::roll_up(&mut transaction, day, end).await?;
            active_users::roll_up(&mut transaction, day, end).await?;
            daily_stats::mark_rolled_up(&mut transaction, day, now).await?;
            transaction.commit().await.map_err(store::Error::Database)?;
            (day, days) = (end, days + 1);
        }
        Ok(days)
    }

    /// Deletes hours and days that are older than they are kept, the marks of days that are final and
    /// edges that are gone. Answers how many rows went.
    pub async fn prune(&self) -> Result<u64, store::Error> {
        let now = self.clock.now();
        let mut connection = self.store.connection().await?;
        let (hours, days) = (now - self.hours_kept, now - self.days_kept);
        let stats = daily_stats::prune(&mut connection, hours, days, FINAL_AFTER).await?;
        let open = daily_stats::first_open_day(&mut connection, FINAL_AFTER).await?;
        let marks = match open {
            Some(day) => active_users::prune_marks(&mut connection, day).await?,
            None => 0,
        };
        let edges = source_states::prune(&mut connection, now - EDGES_KEPT).await?;
        Ok(stats + marks + edges)
    }
}
