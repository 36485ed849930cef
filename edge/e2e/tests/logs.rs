//! What the services wrote while the black box ran, read for what must never be in a log. Runs after
//! it: cargo runs test programs one after another, by name.

use std::{collections::BTreeSet, env, fs, path::Path};

use serde_json::Value;

/// The services whose logs are read. The sandbox stands for somebody else.
const SERVICES: [&str; 2] = ["origin", "edge"];
/// How JSON web tokens begin: `{"alg":` in base64url.
const TOKEN: &str = "eyJhbGciOi";
/// The fixed code of test phones, and how their numbers begin.
const TEST_CODE: &str = "246810";
const TEST_PHONES: &str = "13900000";

/// What a line holds that it must not.
fn secret_in(
    line: &str,
    phones: &BTreeSet<String>,
    codes: &BTreeSet<String>,
) -> Option<&'static str> {
    if line.contains(TOKEN) {
        return Some("a token");
    }
    let mut numbers = line.split(|letter: char| !letter.is_ascii_digit());
    let is_phone = |number: &str| {
        let national = number.strip_prefix("86").unwrap_or(number);
        national.starts_with(TEST_PHONES) && national.len() == 11
            || number.len() >= 10 && phones.iter().any(|phone| phone.ends_with(number))
    };
    if numbers.any(is_phone) {
        return Some("a phone number");
    }
    // A code counts where it is a word of its own: six digits are part of many longer things.
    let mut words = line.split(|letter: char| !letter.is_ascii_alphanumeric());
    words.any(|word| word == TEST_CODE || codes.contains(word)).then_some("a code")
}

#[tokio::test]
async fn no_secret_and_no_phone_is_in_the_log_of_a_full_run() {
    let sandbox = env::var("SANDBOX_URL").unwrap();
    let inbox = reqwest::get(format!("{sandbox}/_inbox")).await.unwrap();
    let inbox: Value = inbox.json().await.unwrap();
    let all = |member: &str| -> BTreeSet<String> {
        let messages = inbox["items"].as_array().unwrap();
        messages.iter().filter_map(|message| message[member].as_str().map(str::to_owned)).collect()
    };
    let (phones, codes) = (all("phone"), all("code"));
    assert!(
        phones.len() > 2 && codes.len() > 2,
        "messages were sent, so that there is something to find"
    );
    let directory = env::var("LOG_DIRECTORY").unwrap();
    for service in SERVICES {
        let log = fs::read(Path::new(&directory).join(service)).unwrap();
        let log = String::from_utf8_lossy(&log);
        assert!(log.lines().count() > 100, "the log of {service} tells of the run");
        for (line, number) in log.lines().zip(1..) {
            let found = secret_in(line, &phones, &codes);
            assert_eq!(found, None, "the log of {service}, line {number}");
        }
    }
}

#[test]
fn each_kind_is_found_and_what_is_masked_is_not() {
    let phones = BTreeSet::from(["+8613812345678".to_owned()]);
    let codes = BTreeSet::from(["135790".to_owned()]);
    let found = |line| secret_in(line, &phones, &codes);
    assert_eq!(found("to +8613812345678"), Some("a phone number"));
    assert_eq!(found("to 13812345678."), Some("a phone number"));
    assert_eq!(found(r#"{"phone":"+8613900000007"}"#), Some("a phone number"));
    assert_eq!(found("code=135790"), Some("a code"));
    assert_eq!(found("Bearer eyJhbGciOiJFZERTQSJ9.x"), Some("a token"));
    assert_eq!(found("to 138****5678 in 1357901 µs at 17951357901"), None);
}
