//! The time, which tests set.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};

/// Where the sandbox reads the time.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's.
    System,
    /// Stands still at these seconds since 1970 until they are changed.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// The time in whole seconds.
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => Timestamp::now(),
            Self::Fixed(seconds) => {
                Timestamp::from_second(seconds.load(Ordering::Relaxed)).unwrap_or(Timestamp::MAX)
            }
        }
    }
}

/// A time as the sources write it into paths, in China's zone, by a `strftime` format.
pub fn in_china(time: Timestamp, format: &str) -> String {
    time.to_zoned(china()).strftime(format).to_string()
}

/// Reads what [`in_china`] writes; `None` if it is not of the format.
pub fn from_china(text: &str, format: &str) -> Option<Timestamp> {
    let parsed = jiff::civil::DateTime::strptime(format, text).ok()?;
    Some(parsed.to_zoned(china()).ok()?.timestamp())
}

fn china() -> TimeZone {
    TimeZone::fixed(Offset::constant(8))
}
