//! The library's reads at an origin whose database is full: 100,000 users with 1,000,000 favourites
//! and 5,000,000 plays.

use std::time::Instant;

use anyhow::{Result, ensure};
use md5::{Digest as _, Md5};
use prost::Message;
use tokio::runtime::Runtime;
use tonic::client::Grpc;
use tonic::transport::Channel;
use wasm_shared::contract::auth::v1::Caller as User;
use wasm_shared::contract::user::v1 as wire;

use crate::figures::{Bound, Figures, percentile};
use crate::origin_stage::{Caller, OriginStage};

const USERS: u32 = 100_000;
const FAVORITES: u32 = 1_000_000;
const PLAYS: u32 = 5_000_000;
/// Of each call.
const CALLS: u32 = 4_000;
/// Prime to the number of users: calls one after another are for users far apart, so that nearly none
/// finds its rows in memory because of the one before.
const STRIDE: u32 = 7_919;

/// Fills a database and measures at the origin's door: the gate, the check of the session and the
/// query.
pub fn measure(runtime: &Runtime, figures: &mut Figures) -> Result<()> {
    let stage = OriginStage::set()?;
    let started = Instant::now();
    let [users, favorites, plays] = [USERS, FAVORITES, PLAYS].map(|count| count.to_string());
    stage.run(&["seed", "--users", &users, "--favorites", &favorites, "--plays", &plays])?;
    figures.add("library: seeding", started.elapsed().as_secs_f64(), "s", None);
    let measured = runtime.block_on(async {
        let caller = stage.caller()?;
        let client = caller.connect().await?;
        Reads { caller, client, figures }.measure().await
    });
    stage.strike()?;
    measured
}

struct Reads<'f> {
    caller: Caller,
    client: Grpc<Channel>,
    figures: &'f mut Figures,
}

impl Reads<'_> {
    async fn measure(mut self) -> Result<()> {
        let (kind, page) = (wire::ItemKind::Track.into(), Some(wire::Page::default()));
        let favorite = |caller| {
            let id = "qq:4".to_owned();
            wire::GetFavoriteRequest { caller, kind, id }
        };
        let found = |answer: &wire::GetFavoriteResponse| answer.favorite.is_some();
        self.read("/user.v1.UserService/GetFavorite", favorite, found).await?;

        let page = || page.clone();
        let favorites = |caller| wire::ListFavoritesRequest {
            caller,
            kind,
            page: page(),
            ..wire::ListFavoritesRequest::default()
        };
        let found = |answer: &wire::ListFavoritesResponse| !answer.items.is_empty();
        self.read("/user.v1.UserService/ListFavorites", favorites, found).await?;

        let plays = |caller| {
            let page = page();
            wire::ListPlaysRequest { caller, page, ..wire::ListPlaysRequest::default() }
        };
        let found = |answer: &wire::ListPlaysResponse| answer.items.len() == 20;
        self.read("/user.v1.UserService/ListPlays", plays, found).await?;

        let recent = |caller| {
            let page = page();
            wire::ListRecentTracksRequest {
                caller,
                page,
                ..wire::ListRecentTracksRequest::default()
            }
        };
        let found = |answer: &wire::ListRecentTracksResponse| answer.items.len() == 20;
        self.read("/user.v1.UserService/ListRecentTracks", recent, found).await?;

        let changes = |caller| {
            let since = u64::from((FAVORITES + PLAYS) / USERS) - 10;
            wire::ListChangesRequest { caller, since, ..wire::ListChangesRequest::default() }
        };
        let found = |_: &wire::ListChangesResponse| true;
        self.read("/sync.v1.SyncService/ListChanges", changes, found).await
    }

    /// Latencies of one call after another, each for another user; each answer has to be as it should.
    async fn read<M, A>(
        &mut self,
        path: &'static str,
        request: impl Fn(Option<User>) -> M,
        holds: impl Fn(&A) -> bool,
    ) -> Result<()>
    where
        M: Message + 'static,
        A: Message + Default + 'static,
    {
        let mut latencies = Vec::new();
        for call in 0..CALLS {
            let message = request(Some(user(1 + call * STRIDE % USERS)));
            let sent = Instant::now();
            let answer = self.caller.call(&mut self.client, path, message).await?;
            latencies.push(sent.elapsed().as_secs_f64() * 1e3);
            ensure!(holds(&answer), "{path} answers something else");
        }
        let name = path.rsplit('/').next().unwrap_or(path);
        let p50 = percentile(latencies.clone(), 50);
        self.figures.add(&format!("library: {name}, p50"), p50, "ms", None);
        let p99 = percentile(latencies, 99);
        let bound = Some(Bound::Below(10.0));
        self.figures.add(&format!("library: {name}, p99"), p99, "ms", bound);
        Ok(())
    }
}

/// One of those that `origin seed` makes, by the ids it gives.
fn user(number: u32) -> User {
    let id = |text: String| hex::encode(Md5::digest(text));
    User {
        user_id: id(format!("seed {number}")),
        session_id: id(format!("seed session {number}")),
        device_id: "seed".to_owned(),
        token_version: 1,
    }
}
