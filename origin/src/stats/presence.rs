use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Step;
use crate::vault::Vault;

/// That a user was there, without who.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presence {
    /// When the hour began.
    pub hour: DateTime<Utc>,
    /// What counts once in the hour.
    pub mark_of_hour: [u8; 16],
    /// When the day began.
    pub day: DateTime<Utc>,
    /// What counts once in the day.
    pub mark_of_day: [u8; 16],
}

impl Presence {
    /// Of a user, now.
    pub fn new(vault: &Vault, user_id: Uuid, now: DateTime<Utc>) -> Self {
        let (hour, day) = (Step::Hour.start(now), Step::Day.start(now));
        let mark = |step: Step, start: DateTime<Utc>| {
            vault.presence_mark(&format!("{}:{}:{user_id}", step.as_str(), start.timestamp()))
        };
        Self { hour, mark_of_hour: mark(Step::Hour, hour), day, mark_of_day: mark(Step::Day, day) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_user_has_one_mark_a_period_and_another_in_the_next() {
        let (vault, user) = (Vault::new(&[1; 32]), Uuid::from_u128(1));
        let at = |text: &str| Presence::new(&vault, user, text.parse().unwrap());
        let (eight, later) = (at("2026-06-01T08:00:01Z"), at("2026-06-01T08:59:59Z"));
        assert_eq!(eight, later);
        let nine = at("2026-06-01T09:00:00Z");
        assert_ne!(eight.mark_of_hour, nine.mark_of_hour);
        assert_eq!(eight.mark_of_day, nine.mark_of_day);
        assert_ne!(eight.mark_of_day, at("2026-06-02T08:00:00Z").mark_of_day);
        let midnight = at("2026-06-01T00:00:00Z");
        assert_ne!(midnight.mark_of_hour, midnight.mark_of_day);
        let other =
            Presence::new(&vault, Uuid::from_u128(2), "2026-06-01T08:00:00Z".parse().unwrap());
        assert_ne!(eight.mark_of_day, other.mark_of_day);
    }
}
