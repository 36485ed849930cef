//! `auth.v1.AuthService/VerifyToken` at the origin, as a hundred callers see it at once.

use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use tokio::runtime::Runtime;
use tokio::task::LocalSet;
use wasm_shared::contract::auth::v1::{
    CreateSessionRequest, CreateSessionResponse, DeviceClaim, RequestSmsCodeRequest,
    RequestSmsCodeResponse, VerifyTokenRequest, VerifyTokenResponse,
};

use crate::figures::{Bound, Figures, factor, percentile};
use crate::origin_stage::{Caller, OriginStage};
use crate::password;

const VERIFY_TOKEN: &str = "/auth.v1.AuthService/VerifyToken";
const CALLERS: u32 = 100;
const LENGTH: Duration = Duration::from_secs(10);
/// What all callers ask for together in the paced run, a second. Callers that never pause would
/// measure how many calls two cores can make, the caller's own signing included, and not how long one
/// takes; that run is printed beside it.
const PACE: u32 = 1_000;
/// A phone of the development settings whose code is fixed.
const PHONE: &str = "+8613900000042";
const CODE: &str = "246810";

/// Measures it at an origin with a database of its own.
pub fn measure(runtime: &Runtime, figures: &mut Figures) -> Result<()> {
    let stage = OriginStage::set()?;
    let caller = Rc::new(stage.caller()?);
    let measured = runtime.block_on(LocalSet::new().run_until(async {
        load(&caller, figures).await?;
        password::sign_in(stage.http(), figures).await
    }));
    stage.strike()?;
    measured
}

async fn load(caller: &Rc<Caller>, figures: &mut Figures) -> Result<()> {
    let token = sign_in(caller).await?;
    run(caller, &token, Some(PACE), Duration::from_secs(2)).await?;
    let paced = run(caller, &token, Some(PACE), LENGTH).await?;
    let unpaced = run(caller, &token, None, LENGTH).await?;
    figures.add("VerifyToken, 100 callers, p50", percentile(paced.clone(), 50), "ms", None);
    let bound = Some(Bound::Below(5.0));
    figures.add("VerifyToken, 100 callers, p99", percentile(paced, 99), "ms", bound);
    let rate = factor(unpaced.len()) / LENGTH.as_secs_f64();
    figures.add("VerifyToken, 100 callers without a pause", rate, "/s", None);
    figures.add("VerifyToken without a pause, p99", percentile(unpaced, 99), "ms", None);
    Ok(())
}

/// Latencies in milliseconds of every call that was made; each has to say that the token is active.
async fn run(
    caller: &Rc<Caller>,
    token: &str,
    pace: Option<u32>,
    length: Duration,
) -> Result<Vec<f64>> {
    let mut clients = Vec::new();
    for _ in 0..CALLERS {
        clients.push(caller.connect().await?);
    }
    let started = Instant::now();
    let tasks: Vec<_> = clients
        .into_iter()
        .zip(0_u32..)
        .map(|(mut client, number)| {
            let (caller, access_token) = (Rc::clone(caller), token.to_owned());
            tokio::task::spawn_local(async move {
                let mut latencies = Vec::new();
                let period = pace.map(|pace| Duration::from_secs(1) * CALLERS / pace);
                let mut ticks = period.map(|period| {
                    // Spread over the period, as callers that know nothing of each other are.
                    let first = tokio::time::Instant::now() + period * number / CALLERS;
                    tokio::time::interval_at(first, period)
                });
                while started.elapsed() < length {
                    if let Some(ticks) = &mut ticks {
                        ticks.tick().await;
                    }
                    let message =
                        VerifyTokenRequest { access_token: access_token.clone(), client_ip: None };
                    let sent = Instant::now();
                    let verified: VerifyTokenResponse =
                        caller.call(&mut client, VERIFY_TOKEN, message).await?;
                    latencies.push(sent.elapsed().as_secs_f64() * 1e3);
                    ensure!(verified.active, "the token is {}", verified.reason);
                }
                Ok(latencies)
            })
        })
        .collect();
    let mut latencies = Vec::new();
    for task in tasks {
        latencies.extend(task.await??);
    }
    Ok(latencies)
}

async fn sign_in(caller: &Caller) -> Result<String> {
    let mut client = caller.connect().await?;
    let asked =
        RequestSmsCodeRequest { phone: PHONE.to_owned(), ..RequestSmsCodeRequest::default() };
    let _: RequestSmsCodeResponse =
        caller.call(&mut client, "/auth.v1.AuthService/RequestSmsCode", asked).await?;
    let device = DeviceClaim {
        id: "bench".to_owned(),
        name: "Bench".to_owned(),
        platform: "cli".to_owned(),
    };
    let session = CreateSessionRequest {
        phone: PHONE.to_owned(),
        code: CODE.to_owned(),
        device: Some(device),
        ..CreateSessionRequest::default()
    };
    let session: CreateSessionResponse =
        caller.call(&mut client, "/auth.v1.AuthService/CreateSession", session).await?;
    Ok(session.tokens.context("no tokens")?.access_token)
}
