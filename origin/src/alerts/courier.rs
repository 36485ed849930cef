use std::time::Duration;

use chrono::TimeDelta;
use futures_util::future::join_all;
use reqwest::{header::CONTENT_TYPE, redirect::Policy};
use serde::Serialize;
use tokio::time::Instant;
use url::{Host, Url};
use utoipa::ToSchema;

use super::{
    Alerts,
    public_address::{PublicResolver, is_public},
    signature,
};
use crate::{
    accounts::Fault,
    clock::Clock,
    http::REQUEST_LIMIT,
    observe::chain,
    store::{alert_deliveries, alert_webhooks},
};

/// For a whole call. A lease is longer.
const CALL_TIMEOUT: Duration = Duration::from_secs(10);
/// The same for a call that an administrator waits for: of the nine seconds in which the origin
/// answers, one is left for the database.
pub(super) const TEST_TIMEOUT: Duration = REQUEST_LIMIT.saturating_sub(Duration::from_secs(1));
const LEASE: TimeDelta = TimeDelta::seconds(30);
/// How many calls are made at once.
const BATCH: i64 = 8;
/// The pause after the first failure; each is twice the one before, up to an hour.
const FIRST_PAUSE_S: i64 = 5;
const LONGEST_PAUSE_S: i64 = 3_600;
/// With the pauses this is 15 hours.
const MAX_ATTEMPTS: i32 = 24;

/// Calls webhooks.
#[derive(Debug, Clone)]
pub struct AlertCourier {
    http: reqwest::Client,
    /// Whether addresses may be private, and unencrypted.
    allows_private: bool,
}

/// What came of a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Answer {
    /// Whether it counts as taken: a status of 200 to 299.
    pub delivered: bool,
    /// Of HTTP; null when there was no answer.
    pub status: Option<u16>,
    /// Why it counts as failed; null when it does not.
    pub error: Option<String>,
    /// How long it took.
    pub took_ms: u64,
}

impl AlertCourier {
    /// With `allows_private`, webhooks may be at private addresses and without TLS.
    ///
    /// # Errors
    /// The HTTP client cannot be set up.
    pub fn new(allows_private: bool) -> Result<Self, reqwest::Error> {
        let mut http = reqwest::Client::builder()
            // Where a redirection leads was not checked, and a proxy would resolve names itself.
            .redirect(Policy::none())
            .no_proxy();
        if !allows_private {
            http = http.dns_resolver(PublicResolver).https_only(true);
        }
        Ok(Self { http: http.build()?, allows_private })
    }

    /// Whether a webhook may be there, so far as the address itself tells; else why not.
    pub(super) fn check(&self, url: &Url) -> Result<(), &'static str> {
        if !url.username().is_empty() || url.password().is_some() {
            return Err("must not hold a name or password");
        }
        let ip = match url.host() {
            None => return Err("must be an https address"),
            Some(Host::Domain(_)) => None,
            Some(Host::Ipv4(ip)) => Some(ip.into()),
            Some(Host::Ipv6(ip)) => Some(ip.into()),
        };
        match url.scheme() {
            "https" => {}
            "http" if self.allows_private => {}
            _ => return Err("must be an https address"),
        }
        if !self.allows_private && ip.is_some_and(|ip| !is_public(ip)) {
            return Err("must not be a private address");
        }
        Ok(())
    }

    /// Sends a body, signed, within `limit`. What is answered counts only by its status.
    pub(super) async fn call(
        &self,
        url: &str,
        secret: &[u8],
        body: &str,
        limit: Duration,
        clock: &Clock,
    ) -> Answer {
        let begun = Instant::now();
        // It was checked when it was set up; the settings may be others since.
        let checked = Url::parse(url).ok().filter(|url| self.check(url).is_ok());
        let (status, error) = match checked {
            None => (None, Some("the address is not allowed".to_owned())),
            Some(url) => {
                let call = self
                    .http
                    .post(url)
                    .timeout(limit)
                    .header(CONTENT_TYPE, "application/json")
                    .header("listen-signature", signature(secret, clock.now(), body))
                    .body(body.to_owned());
                match call.send().await {
                    Ok(answer) if answer.status().is_success() => (Some(answer.status()), None),
                    Ok(answer) => {
                        let error = format!("answered {}", answer.status().as_u16());
                        (Some(answer.status()), Some(error))
                    }
                    Err(error) if error.is_timeout() => {
                        (None, Some(format!("gave no answer within {} s", limit.as_secs())))
                    }
                    Err(error) => (None, Some(chain(&error.without_url()))),
                }
            }
        };
        let status = status.map(|status| status.as_u16());
        let took_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        Answer { delivered: error.is_none(), status, error, took_ms }
    }
}

impl Alerts {
    /// Tells the webhook what is due, until nothing is. Several origins may do so at once. Answers how
    /// many calls were made.
    pub async fn deliver_due(&self) -> Result<usize, Fault> {
        let mut calls = 0;
        loop {
            let mut connection = self.store.connection().await?;
            let webhook = alert_webhooks::get(&mut connection).await?;
            let Some(webhook) = webhook.filter(|webhook| webhook.enabled) else {
                return Ok(calls);
            };
            let now = self.clock.now();
            let due = alert_deliveries::claim(&mut connection, now, now + LEASE, BATCH).await?;
            drop(connection);
            if due.is_empty() {
                return Ok(calls);
            }
            calls += due.len();
            let calls_made = due.iter().map(|due| self.call(&webhook, &due.body, CALL_TIMEOUT));
            let answers = join_all(calls_made).await;
            for (due, answer) in due.iter().zip(answers) {
                let (answer, now) = (answer?, self.clock.now());
                let next = (!answer.delivered && due.attempts < MAX_ATTEMPTS)
                    .then(|| now + pause(due.attempts));
                if !answer.delivered && next.is_none() {
                    tracing::error!(delivery = %due.id, "an alert was given up");
                }
                let mut transaction = self.store.begin().await?;
                alert_deliveries::record(&mut transaction, due, &answer, next, now).await?;
                transaction.commit().await.map_err(Fault::Transaction)?;
            }
        }
    }
}

/// How long to wait after this many attempts.
fn pause(attempts: i32) -> TimeDelta {
    let doublings = attempts.saturating_sub(1).clamp(0, 16);
    TimeDelta::seconds((FIRST_PAUSE_S << doublings).min(LONGEST_PAUSE_S))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_an_hour_and_end_within_a_day() {
        let pauses: Vec<_> = (1..MAX_ATTEMPTS).map(|made| pause(made).num_seconds()).collect();
        assert_eq!(pauses[..4], [5, 10, 20, 40]);
        assert_eq!(pauses[22], 3_600);
        let hours = pauses.iter().sum::<i64>() / 3_600;
        assert!((14..=15).contains(&hours), "{hours}");
        assert_eq!(pause(i32::MAX), TimeDelta::hours(1));
    }

    #[test]
    fn a_webhook_is_public_and_encrypted_unless_the_settings_allow_more() {
        let (strict, lenient) =
            (AlertCourier::new(false).unwrap(), AlertCourier::new(true).unwrap());
        for (url, public, private) in [
            ("https://hooks.example/alerts?team=1", true, true),
            ("https://8.8.8.8/", true, true),
            ("http://hooks.example/", false, true),
            ("https://127.0.0.1:8443/", false, true),
            ("https://[::1]/", false, true),
            ("https://0x7f.1/", false, true),
            ("https://user:pw@hooks.example/", false, false),
            ("ftp://hooks.example/", false, false),
            ("data:text/plain,x", false, false),
        ] {
            let url = Url::parse(url).unwrap();
            let allowed = (strict.check(&url).is_ok(), lenient.check(&url).is_ok());
            assert_eq!(allowed, (public, private), "{url}");
        }
    }
}
