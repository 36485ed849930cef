//! What an instance has around it.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::path::Path;
use std::sync::Arc;

use wasmtime::component::{Accessor, FutureReader, HasSelf, Resource, ResourceTable, StreamReader};
use wasmtime_wasi::{WasiCtx, WasiCtxView, WasiView};
use wasmtime_wasi_http::{WasiHttpCtx, WasiHttpCtxView, WasiHttpView};

use crate::bindings::spin::{
    key_value::key_value::{self, Error as KeyValueError},
    variables::variables::{self, Error as VariableError},
};
use crate::{AllowedHosts, KeyValue, manifest::Manifest};

/// What all instances of the application share.
#[derive(Debug)]
pub struct Application {
    stores: HashMap<String, Arc<KeyValue>>,
    variables: BTreeMap<String, String>,
    allowed_hosts: AllowedHosts,
}

impl Application {
    /// The application of a manifest, its stores in a folder.
    ///
    /// # Errors
    /// A store that cannot be opened.
    pub fn open(manifest: &Manifest, folder: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        let mut stores = HashMap::new();
        for label in &manifest.stores {
            let store = KeyValue::open(&folder.join(format!("key-value-{label}")))?;
            stores.insert(label.clone(), Arc::new(store));
        }
        let (variables, allowed_hosts) =
            (manifest.variables.clone(), manifest.allowed_hosts.clone());
        Ok(Self { stores, variables, allowed_hosts })
    }

    /// A store by its label.
    pub fn store(&self, label: &str) -> Option<&Arc<KeyValue>> {
        self.stores.get(label)
    }
}

/// The state of one instance.
pub struct Surroundings {
    application: Arc<Application>,
    table: ResourceTable,
    wasi: WasiCtx,
    http: WasiHttpCtx,
    allowed_hosts: AllowedHosts,
}

impl Surroundings {
    pub fn new(application: Arc<Application>) -> Self {
        Self {
            allowed_hosts: application.allowed_hosts.clone(),
            application,
            table: ResourceTable::new(),
            // Nothing but the streams that end in the host's log.
            wasi: WasiCtx::builder().inherit_stdout().inherit_stderr().build(),
            http: WasiHttpCtx::new(),
        }
    }
}

impl WasiView for Surroundings {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView { ctx: &mut self.wasi, table: &mut self.table }
    }
}

impl WasiHttpView for Surroundings {
    fn http(&mut self) -> WasiHttpCtxView<'_> {
        WasiHttpCtxView {
            hooks: &mut self.allowed_hosts,
            table: &mut self.table,
            ctx: &mut self.http,
        }
    }
}

/// A store that an instance has opened.
pub struct OpenStore(Arc<KeyValue>);

type Surrounded = HasSelf<Surroundings>;
type Told<T> = wasmtime::Result<Result<T, KeyValueError>>;

fn store(
    accessor: &Accessor<Surroundings, Surrounded>,
    handle: &Resource<OpenStore>,
) -> wasmtime::Result<Arc<KeyValue>> {
    accessor.with(|mut access| Ok(Arc::clone(&access.get().table.get(handle)?.0)))
}

impl key_value::Host for Surroundings {}

impl key_value::HostStore for Surroundings {}

impl key_value::HostStoreWithStore<Surroundings> for Surrounded {
    async fn open(
        accessor: &Accessor<Surroundings, Self>,
        label: String,
    ) -> Told<Resource<OpenStore>> {
        accessor.with(|mut access| {
            let surroundings = access.get();
            let Some(store) = surroundings.application.store(&label) else {
                return Ok(Err(KeyValueError::AccessDenied));
            };
            let open = OpenStore(Arc::clone(store));
            Ok(Ok(surroundings.table.push(open)?))
        })
    }

    async fn get(
        accessor: &Accessor<Surroundings, Self>,
        handle: Resource<OpenStore>,
        key: String,
    ) -> Told<Option<Vec<u8>>> {
        Ok(store(accessor, &handle)?.get(&key).await.map_err(KeyValueError::Other))
    }

    async fn set(
        accessor: &Accessor<Surroundings, Self>,
        handle: Resource<OpenStore>,
        key: String,
        value: Vec<u8>,
    ) -> Told<()> {
        Ok(store(accessor, &handle)?.set(key, value).await.map_err(KeyValueError::Other))
    }

    async fn delete(
        accessor: &Accessor<Surroundings, Self>,
        handle: Resource<OpenStore>,
        key: String,
    ) -> Told<()> {
        Ok(store(accessor, &handle)?.delete(&key).await.map_err(KeyValueError::Other))
    }

    async fn exists(
        accessor: &Accessor<Surroundings, Self>,
        handle: Resource<OpenStore>,
        key: String,
    ) -> Told<bool> {
        let value = store(accessor, &handle)?.get(&key).await;
        Ok(value.map(|value| value.is_some()).map_err(KeyValueError::Other))
    }

    async fn get_keys(
        accessor: &Accessor<Surroundings, Self>,
        handle: Resource<OpenStore>,
    ) -> wasmtime::Result<(StreamReader<String>, FutureReader<Result<(), KeyValueError>>)> {
        let keys = store(accessor, &handle)?.keys().await;
        let (keys, outcome) = match keys {
            Ok(keys) => (keys, Ok(())),
            Err(reason) => (Vec::new(), Err(KeyValueError::Other(reason))),
        };
        accessor.with(|mut access| {
            let keys = StreamReader::new(&mut access, keys)?;
            let outcome = FutureReader::new(&mut access, async { wasmtime::error::Ok(outcome) })?;
            Ok((keys, outcome))
        })
    }

    async fn drop(
        accessor: &Accessor<Surroundings, Self>,
        handle: Resource<OpenStore>,
    ) -> wasmtime::Result<()> {
        accessor.with(|mut access| access.get().table.delete(handle))?;
        Ok(())
    }
}

impl variables::Host for Surroundings {}

impl variables::HostWithStore<Surroundings> for Surrounded {
    async fn get(
        accessor: &Accessor<Surroundings, Self>,
        name: String,
    ) -> wasmtime::Result<Result<String, VariableError>> {
        accessor.with(|mut access| {
            let value = access.get().application.variables.get(&name).cloned();
            Ok(value.ok_or(VariableError::Undefined(name)))
        })
    }
}
