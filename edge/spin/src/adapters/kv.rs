use std::time::Duration;

use bytes::{Buf, BufMut, Bytes};
use spin_sdk::key_value::{Error, Store};
use wasm_shared::ports::{Clock, KvFault, KvStore, Timestamp};

use super::clock::SpinClock;

/// The store `default` of the manifest. The platform keeps a value until it is deleted, so each
/// begins with the moment it ends at: milliseconds since the epoch, eight bytes, the highest first.
pub struct SpinKv;

impl KvStore for SpinKv {
    async fn get(&self, key: &str) -> Result<Option<Bytes>, KvFault> {
        let stored = open().await?.get(key).await.map_err(fault)?;
        Ok(stored.and_then(|stored| living(stored.into())))
    }

    async fn put(&self, key: &str, value: Bytes, time_to_live: Duration) -> Result<(), KvFault> {
        let until = SpinClock.now() + time_to_live;
        let mut stored = Vec::with_capacity(size_of::<i64>() + value.len());
        stored.put_i64(until.as_millis());
        stored.put(value);
        open().await?.set(key, stored).await.map_err(fault)
    }

    async fn delete(&self, key: &str) -> Result<(), KvFault> {
        open().await?.delete(key).await.map_err(fault)
    }
}

async fn open() -> Result<Store, KvFault> {
    Store::open_default().await.map_err(fault)
}

/// The value, unless it has ended or is none of ours.
fn living(mut stored: Bytes) -> Option<Bytes> {
    let until = Timestamp::from_millis(stored.try_get_i64().ok()?);
    (SpinClock.now() < until).then_some(stored)
}

#[expect(clippy::needless_pass_by_value, reason = "the shape `map_err` takes")]
fn fault(error: Error) -> KvFault {
    KvFault(error.to_string())
}
