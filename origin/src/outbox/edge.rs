//! The edges' side of it: one signed call with a batch, one word for each event.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fmt,
    time::Duration,
};

use chrono::SecondsFormat;
use reqwest::header::AUTHORIZATION;
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;
use uuid::Uuid;
use wasm_shared::auth::service_token::{Audience, ServiceKey, ServiceTokenError};

use super::DueEvent;
use crate::{clock::Clock, config::PushSettings, entropy, observe::chain};

const PATH: &str = "/internal/v1/events";
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);
/// For a whole call. A lease is longer.
pub(super) const CALL_TIMEOUT: Duration = Duration::from_secs(10);
/// An answer is about 100 bytes an event.
const ANSWER_LIMIT: usize = 64 * 1024;
/// Codes that no later try will change. Any other is a fault that may pass.
const PERMANENT: [&str; 2] = ["invalid_fields", "unknown_kind"];

/// What an edge says of events behind one that it did not take.
const EARLIER_ITEM: &str = "earlier_item";

/// Where events go.
pub struct Edges {
    urls: Vec<Url>,
    key: Option<ServiceKey>,
    http: reqwest::Client,
    clock: Clock,
}

/// The edges cannot be called.
#[derive(Debug, thiserror::Error)]
pub enum EdgesError {
    /// The key that signs the calls.
    #[error("edge.push_key is not usable")]
    Key(#[from] ServiceTokenError),
    /// The HTTP client.
    #[error("the HTTP client cannot be set up")]
    Http(#[from] reqwest::Error),
}

/// What became of one event at an edge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It has it.
    Delivered,
    /// It waits for an earlier one of the same user.
    Behind,
    /// It will never take it.
    Refused(String),
    /// It did not take it now.
    Failed(String),
}

#[derive(Serialize)]
struct Batch<'a> {
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: Uuid,
    user_id: Uuid,
    kind: &'a str,
    at: String,
    data: &'a Value,
}

#[derive(Deserialize)]
struct Answer {
    items: Vec<Word>,
}

#[derive(Deserialize)]
struct Word {
    id: Uuid,
    acknowledged: bool,
    #[serde(default)]
    code: String,
}

/// What an edge says that does not do what it is asked.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Refusal {
    code: String,
    fields: BTreeMap<String, String>,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code)?;
        self.fields.iter().try_for_each(|(name, reason)| write!(f, ", {name}: {reason}"))
    }
}

impl Edges {
    /// From the settings; an address that is there twice is one edge. Without an address there is
    /// nobody to tell.
    pub fn new(settings: &PushSettings, clock: Clock) -> Result<Self, EdgesError> {
        let key = settings.key.as_ref();
        let key =
            key.map(|seed| ServiceKey::from_seed(seed.expose_secret(), "origin")).transpose()?;
        let http = reqwest::Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(CALL_TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        let urls: BTreeSet<_> = settings.urls.iter().cloned().collect();
        Ok(Self { urls: urls.into_iter().collect(), key, http, clock })
    }

    /// Their addresses, each once and in their order.
    pub fn urls(&self) -> &[Url] {
        &self.urls
    }

    /// One signed call of one edge; the body of its answer.
    ///
    /// # Errors
    /// Why there is none, for the log: also any status that is no success, with what the problem says.
    pub async fn post(
        &self,
        url: &Url,
        path: &str,
        body: &impl Serialize,
    ) -> Result<Vec<u8>, String> {
        let key = self.key.as_ref().ok_or("there is no key to sign with")?;
        let token = key
            .sign(Audience::Edge, self.clock.timestamp(), entropy::bytes())
            .map_err(|error| chain(&error))?;
        let mut url = url.clone();
        url.set_path(&format!("{}{path}", url.path().trim_end_matches('/')));
        let request = self.http.post(url).header(AUTHORIZATION, format!("Bearer {token}"));
        let mut response =
            request.json(body).send().await.map_err(|error| chain(&error.without_url()))?;
        let mut body = Vec::new();
        while let Some(chunk) =
            response.chunk().await.map_err(|error| chain(&error.without_url()))?
        {
            body.extend_from_slice(&chunk);
            if body.len() > ANSWER_LIMIT {
                return Err("its answer is too long".to_owned());
            }
        }
        match response.status() {
            status if status.is_success() => Ok(body),
            status => {
                let problem: Refusal = serde_json::from_slice(&body).unwrap_or_default();
                Err(format!("it answered {status} {problem}").trim_end().to_owned())
            }
        }
    }

    /// Tells an edge, and answers an outcome for each event in its order.
    ///
    /// # Errors
    /// Why there is no answer, which is logged here.
    pub(super) async fn push(
        &self,
        url: &Url,
        events: &[DueEvent],
    ) -> Result<Vec<Outcome>, String> {
        match self.call(url, events).await {
            Ok(words) => Ok(events.iter().map(|event| outcome(words.get(&event.event))).collect()),
            Err(reason) => {
                tracing::warn!(edge = %url, reason, events = events.len(), "an edge was not told");
                Err(reason)
            }
        }
    }

    async fn call(&self, url: &Url, events: &[DueEvent]) -> Result<HashMap<Uuid, Word>, String> {
        let batch = Batch { items: events.iter().map(Item::from).collect() };
        let body = self.post(url, PATH, &batch).await?;
        let answer: Answer =
            serde_json::from_slice(&body).map_err(|_| "its answer is not as agreed".to_owned())?;
        Ok(answer.items.into_iter().map(|word| (word.id, word)).collect())
    }

    /// All of them, beginning with one that chance names.
    pub(super) fn by_chance(&self) -> impl Iterator<Item = &Url> {
        let chance = usize::from(entropy::bytes::<1>()[0]);
        let first = chance.checked_rem(self.urls.len()).unwrap_or(0);
        self.urls.iter().cycle().skip(first).take(self.urls.len())
    }
}

/// Names the edges alone.
impl fmt::Debug for Edges {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Edges").field("urls", &self.urls).finish_non_exhaustive()
    }
}

impl<'a> From<&'a DueEvent> for Item<'a> {
    fn from(event: &'a DueEvent) -> Self {
        Self {
            id: event.event,
            user_id: event.user_id,
            kind: &event.kind,
            at: event.created_at.to_rfc3339_opts(SecondsFormat::Millis, true),
            data: &event.payload,
        }
    }
}

fn outcome(word: Option<&Word>) -> Outcome {
    match word {
        None => Outcome::Failed("it said nothing of the event".to_owned()),
        Some(Word { acknowledged: true, .. }) => Outcome::Delivered,
        Some(Word { code, .. }) => {
            let code: String = code.chars().take(64).collect();
            if code == EARLIER_ITEM {
                Outcome::Behind
            } else if PERMANENT.contains(&code.as_str()) {
                Outcome::Refused(code)
            } else {
                Outcome::Failed(code)
            }
        }
    }
}
