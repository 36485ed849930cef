use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;
use wasm_shared::{
    ports::Timestamp,
    settings::SyncSettings,
    sync::{Event, EventKind},
};

/// What the hub has to have, computed the plainest way: nothing is ever deleted, and what cannot be
/// had any more is a number.
pub struct Reference {
    limits: SyncSettings,
    pub epoch: String,
    /// The ids of every log there has been, in order.
    logs: HashMap<String, Vec<String>>,
    stored_at: Vec<Timestamp>,
    ids: HashSet<String>,
    /// The last event that is not there any more.
    pub floor: u64,
    /// Of the devices that take part.
    acknowledged: BTreeMap<String, u64>,
}

impl Reference {
    pub fn new(limits: SyncSettings, epoch: &str) -> Self {
        Self {
            limits,
            epoch: epoch.to_owned(),
            logs: HashMap::from([(epoch.to_owned(), Vec::new())]),
            stored_at: Vec::new(),
            ids: HashSet::new(),
            floor: 0,
            acknowledged: BTreeMap::new(),
        }
    }

    pub fn head(&self) -> u64 {
        self.stored_at.len() as u64
    }

    pub fn id(&self, epoch: &str, seq: u64) -> &str {
        &self.logs[epoch][usize::try_from(seq - 1).unwrap()]
    }

    /// Whether a device can go on from there without a gap.
    pub fn holds(&self, epoch: Option<&str>, after: u64) -> bool {
        epoch == Some(&self.epoch) && (self.floor..=self.head()).contains(&after)
    }

    /// The devices that `stay` are back already when it is told that they were signed out.
    pub fn publish(&mut self, now: Timestamp, events: &[Event], stay: &[String]) {
        for event in events {
            if !self.ids.insert(event.id.clone()) {
                continue;
            }
            self.logs.get_mut(&self.epoch).unwrap().push(event.id.clone());
            self.stored_at.push(self.stored_at.last().map_or(now, |last| now.max(*last)));
            let device_id = event.data.get("device_id").and_then(Value::as_str).unwrap_or_default();
            if event.kind == EventKind::DeviceRemoved && stay.iter().all(|id| id != device_id) {
                self.acknowledged.remove(device_id);
            }
        }
        self.expire(now);
        self.settle();
    }

    /// The device takes part from here on, if it has not before.
    pub fn join(&mut self, device_id: &str) {
        let head = self.head();
        self.acknowledged.entry(device_id.to_owned()).or_insert(head);
    }

    pub fn acknowledge(&mut self, device_id: &str, seq: u64) {
        if let Some(acknowledged) = self.acknowledged.get_mut(device_id) {
            *acknowledged = seq.max(*acknowledged);
        }
        self.settle();
    }

    /// Events go by age and number.
    pub fn expire(&mut self, now: Timestamp) {
        let old = |at: &&Timestamp| **at + self.limits.retention() <= now;
        let expired = self.stored_at.iter().take_while(old).count() as u64;
        let over = self.head().saturating_sub(self.limits.retention_events as u64);
        self.floor = self.floor.max(expired).max(over);
    }

    fn settle(&mut self) {
        let all = self.acknowledged.values().min().copied().unwrap_or(self.head());
        self.floor = self.floor.max(all);
    }

    /// A new log; devices that are still known have nothing of it.
    pub fn begin(&mut self, epoch: &str, forgets_devices: bool) {
        epoch.clone_into(&mut self.epoch);
        self.logs.insert(epoch.to_owned(), Vec::new());
        self.stored_at.clear();
        self.ids.clear();
        self.floor = 0;
        if forgets_devices {
            self.acknowledged.clear();
        }
        self.acknowledged.values_mut().for_each(|acknowledged| *acknowledged = 0);
    }
}
