//! A key-value store on disk: a file of all writes, read at the start and rewritten without what is
//! not there any more.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// One store. Its keys and values are lost with the disk alone, not with the process.
#[derive(Debug)]
pub struct KeyValue(Mutex<State>);

#[derive(Debug)]
struct State {
    values: HashMap<String, Vec<u8>>,
    log: File,
    disturbance: Option<Disturbance>,
}

/// What a store can be told to suffer from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disturbance {
    /// Every call fails.
    Failing,
    /// Nothing more can be written.
    Full,
    /// Every call takes so long.
    Slow(Duration),
}

/// In place of a value's length where a key was deleted.
const DELETED: u32 = u32::MAX;

impl KeyValue {
    /// The store in this file, which is made if it is not there.
    pub fn open(path: &Path) -> io::Result<Self> {
        let values = match fs::read(path) {
            Ok(log) => replay(&log),
            Err(error) if error.kind() == io::ErrorKind::NotFound => HashMap::new(),
            Err(error) => return Err(error),
        };
        let mut compact = Vec::new();
        for (key, value) in &values {
            compact.extend(record(key, Some(value)));
        }
        let next = path.with_extension("next");
        fs::write(&next, compact)?;
        fs::rename(next, path)?;
        let log = OpenOptions::new().append(true).open(path)?;
        Ok(Self(Mutex::new(State { values, log, disturbance: None })))
    }

    /// Has the store suffer from something from now on, or from nothing.
    pub fn disturb(&self, disturbance: Option<Disturbance>) {
        self.state().disturbance = disturbance;
    }

    /// The value of a key.
    ///
    /// # Errors
    /// Why it is not told.
    pub async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, String> {
        self.reach().await?;
        Ok(self.state().values.get(key).cloned())
    }

    /// Sets the value of a key.
    ///
    /// # Errors
    /// Why it is as it was.
    pub async fn set(&self, key: String, value: Vec<u8>) -> Result<(), String> {
        self.reach().await?;
        let mut state = self.state();
        if state.disturbance == Some(Disturbance::Full) {
            return Err("the store is full".to_owned());
        }
        let record = record(&key, Some(&value));
        state.append(&record)?;
        state.values.insert(key, value);
        Ok(())
    }

    /// Deletes a key, which need not be there.
    ///
    /// # Errors
    /// Why it is as it was.
    pub async fn delete(&self, key: &str) -> Result<(), String> {
        self.reach().await?;
        let mut state = self.state();
        if state.values.contains_key(key) {
            state.append(&record(key, None))?;
            state.values.remove(key);
        }
        Ok(())
    }

    /// All keys, in no order.
    ///
    /// # Errors
    /// Why they are not told.
    pub async fn keys(&self) -> Result<Vec<String>, String> {
        self.reach().await?;
        Ok(self.state().values.keys().cloned().collect())
    }

    async fn reach(&self) -> Result<(), String> {
        let disturbance = self.state().disturbance;
        match disturbance {
            Some(Disturbance::Failing) => Err("told to fail".to_owned()),
            Some(Disturbance::Slow(delay)) => {
                tokio::time::sleep(delay).await;
                Ok(())
            }
            Some(Disturbance::Full) | None => Ok(()),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Adds a record, or leaves the log as it was: behind half of one, the next could not be read.
    fn append(&mut self, record: &[u8]) -> Result<(), String> {
        let length = self.log.metadata().map_err(|error| error.to_string())?.len();
        self.log.write_all(record).map_err(|error| {
            let _ = self.log.set_len(length);
            error.to_string()
        })
    }
}

/// A write: the lengths of key and value, then both.
fn record(key: &str, value: Option<&[u8]>) -> Vec<u8> {
    let length = |length: usize| u32::try_from(length).unwrap_or(DELETED - 1).to_le_bytes();
    let mut record = length(key.len()).to_vec();
    record.extend(value.map_or(DELETED.to_le_bytes(), |value| length(value.len())));
    record.extend(key.as_bytes());
    record.extend(value.unwrap_or_default());
    record
}

/// What a log amounts to; a write that was cut off at its end is left out.
fn replay(mut log: &[u8]) -> HashMap<String, Vec<u8>> {
    let mut values = HashMap::new();
    while let Some((key, value, rest)) = next(log) {
        match value {
            Some(value) => values.insert(key, value),
            None => values.remove(&key),
        };
        log = rest;
    }
    values
}

/// A key, its value unless it was deleted, and the log behind them.
type Read<'l> = (String, Option<Vec<u8>>, &'l [u8]);

fn next(log: &[u8]) -> Option<Read<'_>> {
    let (key_length, rest) = log.split_first_chunk()?;
    let (value_length, rest) = rest.split_first_chunk()?;
    let (key, rest) = rest.split_at_checked(u32::from_le_bytes(*key_length) as usize)?;
    let key = String::from_utf8(key.to_vec()).ok()?;
    let value_length = u32::from_le_bytes(*value_length);
    if value_length == DELETED {
        return Some((key, None, rest));
    }
    let (value, rest) = rest.split_at_checked(value_length as usize)?;
    Some((key, Some(value.to_vec()), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_was_written_is_there_after_a_restart_and_a_torn_write_is_not() {
        let folder = std::env::temp_dir().join(format!("key-value-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("default");
        let store = KeyValue::open(&path).unwrap();
        store.set("kept".to_owned(), vec![1]).await.unwrap();
        store.set("kept".to_owned(), vec![2]).await.unwrap();
        store.set("deleted".to_owned(), vec![3]).await.unwrap();
        store.delete("deleted").await.unwrap();
        drop(store);
        let mut log = OpenOptions::new().append(true).open(&path).unwrap();
        log.write_all(&record("torn", Some(&[4, 5]))[..12]).unwrap();
        for _ in 0..2 {
            let store = KeyValue::open(&path).unwrap();
            assert_eq!(store.keys().await.unwrap(), ["kept"]);
            assert_eq!(store.get("kept").await.unwrap(), Some(vec![2]));
            assert_eq!(store.get("deleted").await.unwrap(), None);
        }
        fs::remove_dir_all(folder).unwrap();
    }
}
