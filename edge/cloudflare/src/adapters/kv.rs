use std::time::Duration;

use bytes::Bytes;
use wasm_shared::ports::{KvFault, KvStore};
use worker::kv;

use super::bindings::WorkerBindings;

/// The platform refuses a shorter life.
const MINIMUM_LIFE_S: u64 = 60;

impl WorkerBindings {
    fn store(&self) -> Result<kv::KvStore, KvFault> {
        self.0.kv("CACHE").map_err(|error| KvFault(error.to_string()))
    }
}

/// The namespace bound as `CACHE`.
impl KvStore for WorkerBindings {
    async fn get(&self, key: &str) -> Result<Option<Bytes>, KvFault> {
        let value = self.store()?.get(key).bytes().await.map_err(fault)?;
        Ok(value.map(Bytes::from))
    }

    async fn put(&self, key: &str, value: Bytes, time_to_live: Duration) -> Result<(), KvFault> {
        self.store()?
            .put_bytes(key, &value)
            .map_err(fault)?
            .expiration_ttl(time_to_live.as_secs().max(MINIMUM_LIFE_S))
            .execute()
            .await
            .map_err(fault)
    }

    async fn delete(&self, key: &str) -> Result<(), KvFault> {
        self.store()?.delete(key).await.map_err(fault)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the shape `map_err` takes")]
fn fault(error: kv::KvError) -> KvFault {
    KvFault(format!("{error:?}"))
}
