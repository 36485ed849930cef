use chrono::{DateTime, Utc};

use super::{Statistics, Step, Totals};
use crate::store::{self, active_users, stats};

/// Today beside yesterday.
#[derive(Debug, Clone, PartialEq)]
pub struct Overview {
    /// When it was read.
    pub at: DateTime<Utc>,
    /// Since midnight UTC.
    pub today: Totals,
    /// The whole day before.
    pub yesterday: Totals,
    /// Users that were there since midnight UTC.
    pub active_users_today: i64,
    /// Users that were there the day before.
    pub active_users_yesterday: i64,
}

impl Statistics {
    /// Today beside yesterday, to the last batch.
    pub async fn overview(&self) -> Result<Overview, store::Error> {
        let at = self.clock.now();
        let today = Step::Day.start(at);
        let (tomorrow, yesterday) = (today + Step::Day.length(), today - Step::Day.length());
        let mut connection = self.store.connection().await?;
        Ok(Overview {
            at,
            today: stats::totals(&mut connection, today, tomorrow).await?,
            yesterday: stats::totals(&mut connection, yesterday, today).await?,
            active_users_today: active_users::count_day(&mut connection, today).await?,
            // Its marks are kept until today is final.
            active_users_yesterday: active_users::count_day(&mut connection, yesterday).await?,
        })
    }
}
