use chrono::{DateTime, NaiveDate, Utc};
use secrecy::{ExposeSecret, SecretString};
use toml::Value;

/// Phones that sign in with a fixed code until a date, for app review and tests. No message is sent
/// to them and no sending budget applies; everything else does.
#[derive(Debug, Clone)]
pub struct TestPhones {
    /// E.164 without the plus, both ends included.
    first: u64,
    last: u64,
    code: SecretString,
    /// The last day, UTC.
    until: NaiveDate,
}

impl TestPhones {
    /// Reads `{ first, last, code, until }`; `last` may be left out.
    pub(super) fn read(value: &Value) -> Result<Self, String> {
        let form = || {
            "must hold { first, last, code, until }: two numbers in E.164, six digits, and a date"
                .to_owned()
        };
        let member = |name: &str| value.get(name).and_then(Value::as_str);
        let first = member("first").and_then(number).ok_or_else(form)?;
        let last = match value.get("last") {
            None => first,
            Some(_) => member("last").and_then(number).ok_or_else(form)?,
        };
        let code = member("code")
            .filter(|code| code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()))
            .ok_or_else(form)?;
        let until = member("until").and_then(|date| date.parse().ok()).filter(|_| first <= last);
        Ok(Self { first, last, code: code.into(), until: until.ok_or_else(form)? })
    }

    /// The fixed code of `e164`, if it is one of these and their time has not run out.
    pub fn code_of(&self, e164: &str, now: DateTime<Utc>) -> Option<&str> {
        let number = number(e164)?;
        let covered = (self.first..=self.last).contains(&number) && now.date_naive() <= self.until;
        covered.then(|| self.code.expose_secret())
    }

    /// Whether some phone is in both.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

fn number(e164: &str) -> Option<u64> {
    let digits = e164.strip_prefix('+')?;
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phones(text: &str) -> Result<TestPhones, String> {
        TestPhones::read(&Value::Table(text.parse().unwrap()))
    }

    const RANGE: &str = "first = '+8613900000000'\nlast = '+8613900000099'\n\
                         code = '246810'\nuntil = '2027-01-31'";

    #[test]
    fn the_range_and_the_last_day_are_inclusive() {
        let phones = phones(RANGE).unwrap();
        let last_moment = "2027-01-31T23:59:59Z".parse().unwrap();
        assert_eq!(phones.code_of("+8613900000000", last_moment), Some("246810"));
        assert_eq!(phones.code_of("+8613900000099", last_moment), Some("246810"));
        assert_eq!(phones.code_of("+8613900000100", last_moment), None);
        assert_eq!(phones.code_of("+8613900000000", "2027-02-01T00:00:00Z".parse().unwrap()), None);
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        assert!(phones(&RANGE.replace("246810", "24681")).is_err());
        assert!(phones(&RANGE.replace("2027-01-31", "soon")).is_err());
        assert!(phones(&RANGE.replace("'+8613900000099'", "'+8613800000000'")).is_err());
        assert!(phones(&RANGE.replace("first", "from")).is_err());
    }

    #[test]
    fn the_code_is_not_shown() {
        assert!(!format!("{:?}", phones(RANGE).unwrap()).contains("246810"));
    }
}
