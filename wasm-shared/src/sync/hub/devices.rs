use super::KnownDevice;
use crate::{auth::AccessClaims, ports::Timestamp};
use std::time::Duration;

/// [`KnownDevice::seen_at`] is for telling which device has been away longest; it is not written
/// again before this has passed.
const SEEN_STEP: Duration = Duration::from_mins(1);
/// A token that is older than this is none.
const TOKEN_LIFETIME: Duration = Duration::from_secs(AccessClaims::LIFETIME_S);

/// Whether a token that expires then was made before a moment of the origin's clock.
pub(super) fn is_from_before(expires_at: Timestamp, at: Timestamp) -> bool {
    (expires_at - TOKEN_LIFETIME).as_secs() < at.as_secs()
}

/// The user's devices: those that are signed in, and for a while those that were.
#[derive(Debug)]
pub(super) struct Devices(Vec<KnownDevice>);

impl Devices {
    pub fn restore(saved: Vec<KnownDevice>) -> Self {
        Self(saved)
    }

    /// Those that are signed in.
    pub fn iter(&self) -> impl Iterator<Item = &KnownDevice> {
        self.0.iter().filter(|device| device.removed_at.is_none())
    }

    pub fn knows(&self, id: &str) -> bool {
        self.iter().any(|device| device.id == id)
    }

    pub fn is_signed_out(&self, id: &str) -> bool {
        self.0.iter().any(|device| device.id == id && device.removed_at.is_some())
    }

    /// Whether a token that expires then is from before the device was signed out.
    pub fn was_removed(&self, id: &str, expires_at: Timestamp) -> bool {
        let removed = |at| is_from_before(expires_at, at);
        self.0.iter().any(|device| device.id == id && device.removed_at.is_some_and(removed))
    }

    /// The last event that every device which takes part has acknowledged; `None` when none does.
    pub fn acknowledged_by_all(&self) -> Option<u64> {
        self.iter().filter_map(|device| device.acknowledged).min()
    }

    /// A new log: what was acknowledged of the old one says nothing. What changed.
    pub fn begin(&mut self) -> impl Iterator<Item = KnownDevice> {
        let acknowledged = self.0.iter_mut().filter(|device| device.acknowledged.is_some());
        acknowledged.map(|device| {
            device.acknowledged = Some(0);
            device.clone()
        })
    }

    /// The device takes part, from the event `head` on if it has not before. What changed.
    pub fn see(&mut self, now: Timestamp, id: &str, head: u64) -> Option<KnownDevice> {
        let device = self.entry(now, id);
        let fresh = device.acknowledged.is_none() || device.removed_at.is_some();
        if !fresh && now.since(device.seen_at) < SEEN_STEP {
            return None;
        }
        device.removed_at = None;
        device.acknowledged.get_or_insert(head);
        device.seen_at = now;
        Some(device.clone())
    }

    /// The device was signed in, and is called this.
    pub fn add(&mut self, now: Timestamp, id: &str, name: &str, platform: &str) -> KnownDevice {
        let device = self.entry(now, id);
        device.removed_at = None;
        device.name = Some(name.to_owned());
        device.platform = Some(platform.to_owned());
        device.clone()
    }

    /// The device was signed out at this moment of the origin's clock.
    pub fn remove(&mut self, now: Timestamp, id: &str, at: Timestamp) -> KnownDevice {
        let device = self.entry(now, id);
        device.removed_at = Some(at);
        device.acknowledged = None;
        device.clone()
    }

    /// The device has every event up to this one. What changed.
    pub fn acknowledge(&mut self, id: &str, seq: u64) -> Option<KnownDevice> {
        let device = self.0.iter_mut().find(|device| device.id == id)?;
        let further = device.acknowledged.is_some_and(|acknowledged| acknowledged < seq);
        further.then(|| {
            device.acknowledged = Some(seq);
            device.clone()
        })
    }

    pub fn forget(&mut self, id: &str) {
        self.0.retain(|device| device.id != id);
    }

    /// Forgets the devices of which no token can be left. Their ids.
    pub fn forget_removed(&mut self, now: Timestamp) -> impl Iterator<Item = String> {
        let over = move |device: &mut KnownDevice| {
            device.removed_at.is_some_and(|at| at + TOKEN_LIFETIME <= now)
        };
        self.0.extract_if(.., over).map(|device| device.id)
    }

    /// When [`Self::forget_removed`] has something to do next.
    pub fn next_removal(&self) -> Option<Timestamp> {
        self.0.iter().filter_map(|device| device.removed_at).min().map(|at| at + TOKEN_LIFETIME)
    }

    fn entry(&mut self, now: Timestamp, id: &str) -> &mut KnownDevice {
        let place = self.0.iter().position(|device| device.id == id).unwrap_or_else(|| {
            self.0.push(KnownDevice {
                id: id.to_owned(),
                name: None,
                platform: None,
                acknowledged: None,
                seen_at: now,
                removed_at: None,
            });
            self.0.len() - 1
        });
        &mut self.0[place]
    }
}
