use std::{
    collections::HashSet,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{Json, Router, extract::State, http::HeaderMap, response::IntoResponse, routing::post};
use origin::clock::Clock;
use reqwest::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::watch, time::timeout};
use url::Url;
use uuid::Uuid;
use wasm_shared::{
    auth::service_token::{Audience, ServiceKey, ServicePublicKey},
    releases::Standing,
};

/// The seed of the origin's key in these tests.
pub const PUSH_SEED: &str = "q83vq83vq83vq83vq83vq83vq83vq83vq83vq83vq80";

/// An event as an edge is told of it.
#[derive(Debug, Clone, Deserialize)]
pub struct Told {
    pub id: Uuid,
    pub user_id: Uuid,
    pub kind: String,
    pub at: String,
    pub data: Value,
}

type Judge = Box<dyn FnMut(&Told) -> Result<(), &'static str> + Send>;

/// An edge that is told what happens.
#[derive(Clone)]
pub struct PushEdge {
    pub url: String,
    inner: Arc<Mutex<Inner>>,
    calls: watch::Sender<usize>,
    acknowledged: watch::Sender<usize>,
    /// What it was told is to be in force.
    standings: watch::Sender<Vec<Standing>>,
    key: Arc<ServicePublicKey>,
    clock: Clock,
}

#[derive(Default)]
struct Inner {
    /// `None`: the edge answers 503.
    judge: Option<Judge>,
    /// It answers events with nothing at all.
    silent: bool,
    taken: Vec<Told>,
    /// How often it took imports.
    offers: usize,
}

impl PushEdge {
    /// An edge that takes everything. `clock` is the origin's.
    pub async fn start(clock: Clock) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let key = ServiceKey::from_seed(PUSH_SEED, "origin").unwrap().public_key();
        let edge = Self {
            url: format!("http://{}", listener.local_addr().unwrap()),
            inner: Arc::default(),
            calls: watch::Sender::new(0),
            acknowledged: watch::Sender::new(0),
            standings: watch::Sender::default(),
            key: Arc::new(ServicePublicKey::parse(&key).unwrap()),
            clock,
        };
        edge.judge(|_| Ok(()));
        let router = Router::new()
            .route("/internal/v1/events", post(events))
            .route("/internal/v1/imports", post(imports))
            .route("/internal/v1/releases", post(release))
            .with_state(edge.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        edge
    }

    /// The settings that push to it, as lines of TOML.
    pub fn settings(&self) -> String {
        Self::settings_of(&[self])
    }

    /// The settings that push to each of these.
    pub fn settings_of(edges: &[&Self]) -> String {
        let urls: Vec<_> = edges.iter().map(|edge| &edge.url).collect();
        format!("edge.push_urls = {urls:?}\nedge.push_key = \"{PUSH_SEED}\"\n")
    }

    /// Its address as the origin names it.
    pub fn name(&self) -> Url {
        self.url.parse().unwrap()
    }

    /// From now on each event is acknowledged, or not with this code.
    pub fn judge(&self, judge: impl FnMut(&Told) -> Result<(), &'static str> + Send + 'static) {
        let mut inner = self.inner.lock().unwrap();
        inner.judge = Some(Box::new(judge));
        inner.silent = false;
    }

    /// From now on it answers 503.
    pub fn go_down(&self) {
        self.inner.lock().unwrap().judge = None;
    }

    /// From now on it lets those wait who tell it of events.
    pub fn go_silent(&self) {
        self.inner.lock().unwrap().silent = true;
    }

    /// How often it took imports.
    pub fn offers(&self) -> usize {
        self.inner.lock().unwrap().offers
    }

    /// What it acknowledged, in that order, as often as it did.
    pub fn taken(&self) -> Vec<Told> {
        self.inner.lock().unwrap().taken.clone()
    }

    /// How often it was called.
    pub fn calls(&self) -> usize {
        *self.calls.borrow()
    }

    /// Waits until it acknowledged so many events.
    pub async fn wait_for_taken(&self, count: usize) -> Vec<Told> {
        wait(&self.acknowledged, count).await;
        self.taken()
    }

    /// Waits until it was told that such a release is to be in force, and answers all of it.
    pub async fn wait_for_release(&self, number: u64) -> Standing {
        let mut standings = self.standings.subscribe();
        let is_it =
            |told: &Vec<Standing>| told.last().is_some_and(|told| told.current.number == number);
        let told = timeout(Duration::from_secs(20), standings.wait_for(is_it)).await;
        told.expect("it was to be told").unwrap().last().unwrap().clone()
    }

    /// Waits until it was called so often.
    pub async fn wait_for_calls(&self, count: usize) {
        wait(&self.calls, count).await;
    }
}

impl PushEdge {
    fn admit(&self, headers: &HeaderMap) {
        let token = headers["authorization"].to_str().unwrap().strip_prefix("Bearer ").unwrap();
        let token = self.key.verify(token, Audience::Edge, self.clock.timestamp());
        assert_eq!(token.unwrap().issuer, "origin");
    }

    fn is_silent(&self) -> bool {
        self.inner.lock().unwrap().silent
    }
}

async fn wait(counter: &watch::Sender<usize>, count: usize) {
    let mut counter = counter.subscribe();
    let reached = timeout(Duration::from_secs(20), counter.wait_for(|now| *now >= count)).await;
    assert!(reached.is_ok(), "{count} were expected");
}

#[derive(Deserialize)]
struct Batch {
    items: Vec<Told>,
}

async fn events(
    State(edge): State<PushEdge>,
    headers: HeaderMap,
    Json(batch): Json<Batch>,
) -> impl IntoResponse {
    edge.admit(&headers);
    assert!(batch.items.len() <= 100);
    if edge.is_silent() {
        edge.calls.send_modify(|count| *count += 1);
        std::future::pending::<()>().await;
    }
    let mut inner = edge.inner.lock().unwrap();
    let Inner { judge, taken, .. } = &mut *inner;
    let before = taken.len();
    let mut held = HashSet::new();
    let answer = judge.as_mut().map(|judge| {
        let items = batch.items.into_iter().map(|told| {
            let judged =
                if held.contains(&told.user_id) { Err("earlier_item") } else { judge(&told) };
            match judged {
                Ok(()) => {
                    let word = json!({ "id": told.id, "acknowledged": true });
                    taken.push(told);
                    word
                }
                Err(code) => {
                    held.insert(told.user_id);
                    json!({ "id": told.id, "acknowledged": false, "code": code })
                }
            }
        });
        json!({ "items": items.collect::<Vec<_>>() })
    });
    let more = taken.len() - before;
    drop(inner);
    edge.acknowledged.send_modify(|count| *count += more);
    edge.calls.send_modify(|count| *count += 1);
    match answer {
        Some(answer) => Json(answer).into_response(),
        None => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

async fn imports(State(edge): State<PushEdge>, headers: HeaderMap) -> StatusCode {
    edge.admit(&headers);
    let mut inner = edge.inner.lock().unwrap();
    if inner.judge.is_none() {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    inner.offers += 1;
    StatusCode::NO_CONTENT
}

async fn release(
    State(edge): State<PushEdge>,
    headers: HeaderMap,
    Json(standing): Json<Standing>,
) -> impl IntoResponse {
    edge.admit(&headers);
    if edge.inner.lock().unwrap().judge.is_none() {
        edge.calls.send_modify(|count| *count += 1);
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let answer = json!({
        "edge_instance": "push-edge",
        "edge_kind": "cloudflare",
        "revision": standing.revision,
        "release": standing.current.number,
        "candidate": standing.candidate.as_ref().map(|candidate| candidate.release.number),
        "stored": true,
    });
    edge.standings.send_modify(|standings| standings.push(standing));
    edge.calls.send_modify(|count| *count += 1);
    Json(answer).into_response()
}
