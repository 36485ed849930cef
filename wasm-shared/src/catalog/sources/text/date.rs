use jiff::{Timestamp, civil::Date, tz};

/// The day, `YYYY-MM-DD`, of a date that may have a time behind it. `None` for what is no date, such
/// as the `0000-00-00` of what has none.
pub fn day(sent: &str) -> Option<String> {
    let day: Date = sent.trim().get(..10)?.parse().ok()?;
    Some(day.to_string())
}

/// The day in China, where the sources reckon releases, of an instant in milliseconds since the
/// epoch. `None` for 0, which stands for an unknown one, and beyond the years 1900 to 9999.
pub fn day_in_china(millis: i64) -> Option<String> {
    let instant = Timestamp::from_millisecond(millis).ok().filter(|_| millis != 0)?;
    let day = tz::offset(8).to_datetime(instant).date();
    (day.year() >= 1900).then(|| day.to_string())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_day_is_read_with_and_without_a_time() {
        for (sent, meant) in [
            ("2021-05-01", Some("2021-05-01")),
            (" 2021-05-01 00:00:00", Some("2021-05-01")),
            ("2021-05-01T00:00:00Z", Some("2021-05-01")),
            ("0000-00-00", None),
            ("2021-02-30", None),
            ("2021", None),
            ("二〇二一年五月一日", None),
            ("", None),
        ] {
            assert_eq!(day(sent).as_deref(), meant, "{sent}");
        }
    }

    #[test]
    fn an_instant_is_the_day_it_was_in_china() {
        for (millis, meant) in [
            (1_619_798_400_000, Some("2021-05-01")),
            (1_619_798_399_999, Some("2021-04-30")),
            (-28_800_000, Some("1970-01-01")),
            (0, None),
            (i64::MAX, None),
            (-60_000_000_000_000, None),
        ] {
            assert_eq!(day_in_china(millis).as_deref(), meant, "{millis}");
        }
    }

    proptest! {
        #[test]
        fn any_text_and_instant_are_survived(text in "\\PC{0,20}", millis in any::<i64>()) {
            let _ = (day(&text), day_in_china(millis));
        }
    }
}
