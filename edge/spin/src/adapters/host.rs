use wasm_shared::ports::{Clock, Entropy, Host, Hubs, NoHubs, RateLimiter, Tasks};

use super::{
    body::SpinBody, clock::SpinClock, entropy::SpinEntropy, http_client::SpinHttp, kv::SpinKv,
    rate_limiter::SpinRateLimiter, tasks::SpinTasks,
};

/// What the platform gives every request alike.
#[derive(Clone)]
pub struct SpinHost;

impl Host for SpinHost {
    type Http = SpinHttp;
    type Kv = SpinKv;

    fn http(&self) -> &SpinHttp {
        &SpinHttp
    }

    fn kv(&self) -> &SpinKv {
        &SpinKv
    }

    fn clock(&self) -> &impl Clock {
        &SpinClock
    }

    fn entropy(&self) -> &impl Entropy {
        &SpinEntropy
    }

    fn tasks(&self) -> &impl Tasks {
        &SpinTasks
    }

    fn rate_limiter(&self) -> &impl RateLimiter {
        &SpinRateLimiter
    }

    fn hubs(&self) -> Option<&impl Hubs<Socket = SpinBody>> {
        None::<&NoHubs<SpinBody>>
    }

    fn log(&self, line: &str) {
        println!("{line}");
    }
}
