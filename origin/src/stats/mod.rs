//! What is known of the service as a whole: hours as the edges report them, days added up from them,
//! and the figures of this minute.
//!
//! Nothing personal is in any of it. That somebody was there is marked by a keyed digest of who and
//! which hour or day, so that one counts once; marks are forgotten when the day has been counted. An
//! exact count needs one row for each active user and period, 60 bytes or so; a sketch would need a
//! few kilobytes for all, and every sign-in would wait for the one row that it is in.

mod durations;
mod figures;
mod live;
mod metric;
mod overview;
mod presence;
mod range;
mod roll_up;
mod series;
mod source_health;
mod totals;

use chrono::TimeDelta;

pub use durations::Durations;
pub use figures::{Figures, MinuteFigures};
pub use live::{Live, Subscription, TooManyStreams};
pub use metric::{Metric, Unit};
pub use overview::Overview;
pub use presence::Presence;
pub use range::{InvalidRange, Range, Step};
pub use series::{Point, Series, SeriesSet};
pub use source_health::SourceHealth;
pub use totals::Totals;

use crate::{clock::Clock, store::Store};

/// The statistics.
#[derive(Debug)]
pub struct Statistics {
    /// Where they are.
    pub store: Store,
    /// Time.
    pub clock: Clock,
    /// How long hours are kept.
    pub hours_kept: TimeDelta,
    /// How long days are kept.
    pub days_kept: TimeDelta,
}
