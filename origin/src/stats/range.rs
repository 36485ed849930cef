use chrono::{DateTime, DurationRound, TimeDelta, Utc};

/// How far the points of a series are apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Clock hours.
    Hour,
    /// Days of UTC.
    Day,
}

/// The most points of one series.
const MAX_POINTS: i32 = 1_100;

impl Step {
    /// As it is asked for and stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
        }
    }

    /// Reads [`Self::as_str`]'s form.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Hour, Self::Day].into_iter().find(|step| step.as_str() == text)
    }

    /// How long one lasts.
    pub const fn length(self) -> TimeDelta {
        match self {
            Self::Hour => TimeDelta::hours(1),
            Self::Day => TimeDelta::days(1),
        }
    }

    /// When the one began that `instant` is in.
    pub fn start(self, instant: DateTime<Utc>) -> DateTime<Utc> {
        instant.duration_trunc(self.length()).unwrap_or(instant)
    }
}

/// Whole hours or days, the last not included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// How far points are apart.
    pub step: Step,
    /// The first.
    pub from: DateTime<Utc>,
    /// After the last.
    pub to: DateTime<Utc>,
}

/// Not a range that is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be before `to`, and by at most 1,100 steps")]
pub struct InvalidRange;

impl Range {
    /// From the step that `from` is in up to and with the one that `to` is in; a day of hours or a
    /// month of days unless said, up to `now`.
    pub fn new(
        step: Step,
        from: Option<DateTime<Utc>>,
        to: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Result<Self, InvalidRange> {
        let usual = match step {
            Step::Hour => 23,
            Step::Day => 29,
        };
        let length = step.length();
        let last = step.start(to.unwrap_or(now));
        let first = from.or_else(|| last.checked_sub_signed(length * usual)).ok_or(InvalidRange)?;
        let to = last.checked_add_signed(length).ok_or(InvalidRange)?;
        let range = Self { step, from: step.start(first), to };
        let sound = range.from < range.to && range.to - range.from <= length * MAX_POINTS;
        if sound { Ok(range) } else { Err(InvalidRange) }
    }

    /// When each step began.
    pub fn starts(&self) -> impl Iterator<Item = DateTime<Utc>> {
        let (from, to, length) = (self.from, self.to, self.step.length());
        (0..MAX_POINTS).map(move |place| from + length * place).take_while(move |at| *at < to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_range_is_of_whole_steps() {
        let now = at("2026-06-01T08:30:00Z");
        let range = Range::new(Step::Hour, None, None, now).unwrap();
        assert_eq!(
            (range.from, range.to),
            (at("2026-05-31T09:00:00Z"), at("2026-06-01T09:00:00Z"))
        );
        assert_eq!(range.starts().count(), 24);
        let range = Range::new(Step::Day, Some(now), Some(now), now).unwrap();
        assert_eq!(range.starts().collect::<Vec<_>>(), [at("2026-06-01T00:00:00Z")]);
    }

    #[test]
    fn one_that_ends_before_it_begins_or_is_endless_is_refused() {
        let (early, late) = (at("2020-01-01T00:00:00Z"), at("2026-06-01T00:00:00Z"));
        assert_eq!(Range::new(Step::Hour, Some(late), Some(early), late), Err(InvalidRange));
        assert_eq!(Range::new(Step::Hour, Some(early), Some(late), late), Err(InvalidRange));
        let (first, last) = (DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC);
        for (from, to) in [(None, Some(first)), (Some(last), None), (Some(first), Some(last))] {
            assert_eq!(Range::new(Step::Day, from, to, late), Err(InvalidRange));
        }
    }
}
