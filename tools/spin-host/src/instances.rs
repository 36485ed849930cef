//! How instances come and go.

use std::fmt;
use std::future::pending;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Sleep;
use wasmtime::component::{GuestTaskId, Linker};
use wasmtime::{Engine, Store, StoreContextMut};
use wasmtime_wasi_http::WasiHttpView as _;
use wasmtime_wasi_http::handler::{
    HandlerState, Instance, ProxyPre, ShouldAccept, WorkerExpiration, WorkerState, WorkerStatus,
};
use wasmtime_wasi_http::p3::bindings::ServicePre;

use crate::Application;
use crate::bindings::spin::{key_value::key_value, variables::variables};
use crate::platform::Surroundings;

/// How many instances there are, and how long one is gone on with. The defaults are those of Spin's HTTP
/// trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reuse {
    /// Instances at a time at most. A request that finds all of them busy waits.
    pub instances: usize,
    /// Requests that one instance is given at most.
    pub requests: usize,
    /// Requests that it is given at a time at most.
    pub concurrent: usize,
    /// How long it is kept with nothing to do.
    pub idle: Duration,
}

impl Default for Reuse {
    fn default() -> Self {
        let instances = Semaphore::MAX_PERMITS;
        Self { instances, requests: 128, concurrent: 16, idle: Duration::from_secs(1) }
    }
}

/// Makes instances of the component.
pub struct Instances {
    engine: Engine,
    component: ServicePre<Surroundings>,
    application: Arc<Application>,
    reuse: Reuse,
    places: Arc<Semaphore>,
}

/// There are as many instances as there may be.
#[derive(Debug)]
pub struct Full;

impl fmt::Display for Full {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("there are as many instances as there may be")
    }
}

impl std::error::Error for Full {}

/// What an instance takes up, until it ends.
pub struct Place {
    reuse: Reuse,
    _permit: OwnedSemaphorePermit,
}

impl Instances {
    /// Compiles the component.
    pub fn compile(
        component: &[u8],
        application: Arc<Application>,
        reuse: Reuse,
    ) -> wasmtime::Result<Self> {
        let mut config = wasmtime::Config::new();
        config.wasm_component_model_async(true);
        let engine = Engine::new(&config)?;
        let component = wasmtime::component::Component::new(&engine, component)?;
        let mut linker = Linker::<Surroundings>::new(&engine);
        // The standard library of the component's target asks for the older interfaces.
        wasmtime_wasi::p2::add_to_linker_async(&mut linker)?;
        wasmtime_wasi::p3::add_to_linker(&mut linker)?;
        wasmtime_wasi_http::p3::add_to_linker(&mut linker)?;
        key_value::add_to_linker::<_, wasmtime::component::HasSelf<_>>(&mut linker, |state| state)?;
        variables::add_to_linker::<_, wasmtime::component::HasSelf<_>>(&mut linker, |state| state)?;
        let component = ServicePre::new(linker.instantiate_pre(&component)?)?;
        let places = Arc::new(Semaphore::new(reuse.instances));
        Ok(Self { engine, component, application, reuse, places })
    }
}

impl HandlerState for Instances {
    type StoreData = Surroundings;
    type WorkerExpiration = Idleness;
    type WorkerState = Place;

    async fn instantiate(&self) -> wasmtime::Result<Instance<Surroundings, Idleness, Place>> {
        let permit = Arc::clone(&self.places).try_acquire_owned().map_err(|_| Full)?;
        let mut store = Store::new(&self.engine, Surroundings::new(Arc::clone(&self.application)));
        let component = ProxyPre::P3(self.component.clone());
        let proxy = component.instantiate_async(&mut store).await?;
        let expiration = Idleness { limit: self.reuse.idle, sleep: None };
        let state = Place { reuse: self.reuse, _permit: permit };
        Ok(Instance { store, proxy, view: Surroundings::http, expiration, state })
    }
}

impl WorkerState for Place {
    type StoreData = Surroundings;
    type RequestData = ();

    fn should_accept_request(&self, concurrent_count: usize, total_count: usize) -> ShouldAccept {
        if total_count >= self.reuse.requests {
            ShouldAccept::Never
        } else if concurrent_count >= self.reuse.concurrent {
            ShouldAccept::No
        } else {
            ShouldAccept::Yes
        }
    }

    fn on_request_start(
        &self,
        _store: StoreContextMut<'_, Surroundings>,
        (): (),
        _task: GuestTaskId,
    ) -> Pin<Box<dyn Future<Output = ()> + Send + Sync>> {
        // No request is cut off.
        Box::pin(pending())
    }

    fn drop(&self, _store: Store<Surroundings>, result: wasmtime::Result<()>) {
        if let Err(error) = result {
            eprintln!("an instance failed: {error:?}");
        }
    }
}

/// Ends an instance that has had nothing to do for so long.
pub struct Idleness {
    limit: Duration,
    sleep: Option<Pin<Box<Sleep>>>,
}

impl WorkerExpiration for Idleness {
    fn poll(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        status: WorkerStatus,
        start: Instant,
    ) -> Poll<()> {
        if status != WorkerStatus::Idle {
            return Poll::Pending;
        }
        let end = (start + self.limit).into();
        let sleep = self.sleep.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(end)));
        if sleep.deadline() != end {
            sleep.as_mut().reset(end);
        }
        sleep.as_mut().poll(context)
    }
}
