//! Load on `VerifyToken`: 100 callers at once against a served origin, first at a steady rate, then
//! as fast as they can. `ORIGIN_GRPC` is its address, `SERVICE_KEY` the edge's seed, `ACCESS_TOKEN` a
//! token to verify.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a tool for the terminal")]

use std::{env, sync::Arc, time::Duration};

use origin::{
    clock::Clock, entropy, grpc::generated::auth::auth_service_client::AuthServiceClient,
};
use tokio::time::{Instant, interval};
use tonic::{Request, transport::Endpoint};
use wasm_shared::{
    auth::service_token::{Audience, ServiceKey},
    contract::auth::v1::VerifyTokenRequest,
};

const CALLERS: u32 = 100;
const LENGTH: Duration = Duration::from_secs(5);

#[tokio::main]
async fn main() {
    for rate in [Some(500), Some(1000), None] {
        run(rate).await;
    }
}

async fn run(rate: Option<u32>) {
    let key = Arc::new(ServiceKey::from_seed(&env::var("SERVICE_KEY").unwrap(), "load").unwrap());
    let token = env::var("ACCESS_TOKEN").unwrap();
    let address = format!("http://{}", env::var("ORIGIN_GRPC").unwrap());
    let end = Instant::now() + LENGTH;
    let callers = (0..CALLERS).map(|_| {
        let (key, token, address) = (Arc::clone(&key), token.clone(), address.clone());
        tokio::spawn(async move {
            let channel = Endpoint::try_from(address).unwrap().connect().await.unwrap();
            let mut client = AuthServiceClient::new(channel);
            let mut pace = rate.map(|rate| interval(Duration::from_secs(1) * CALLERS / rate));
            let mut times = Vec::new();
            while Instant::now() < end {
                if let Some(pace) = &mut pace {
                    pace.tick().await;
                }
                let now = Clock::system().timestamp();
                let bearer = key.sign(Audience::Origin, now, entropy::bytes()).unwrap();
                let message = VerifyTokenRequest { access_token: token.clone(), client_ip: None };
                let mut request = Request::new(message);
                let bearer = format!("Bearer {bearer}").parse().unwrap();
                request.metadata_mut().insert("authorization", bearer);
                let begun = Instant::now();
                assert!(client.verify_token(request).await.unwrap().into_inner().active);
                times.push(begun.elapsed());
            }
            times
        })
    });
    let callers: Vec<_> = callers.collect();
    let mut times = Vec::new();
    for caller in callers {
        times.extend(caller.await.unwrap());
    }
    times.sort_unstable();
    let at = |percent: usize| times[(times.len() * percent / 100).min(times.len() - 1)];
    let rate = rate.map_or("unbounded".to_owned(), |rate| format!("{rate}/s"));
    println!("{rate}: {} calls, p50 {:?}, p90 {:?}, p99 {:?}", times.len(), at(50), at(90), at(99));
}
