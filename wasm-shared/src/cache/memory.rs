use std::{collections::HashMap, rc::Rc};

use super::{CacheKey, Entry};

/// The first tier: what one isolate has in memory, bounded by bytes, the longest unused dropped
/// first.
///
/// Entries stand in a slab and are linked by use, so that reading moves two links and allocates
/// nothing.
#[derive(Debug)]
pub struct MemoryCache {
    places: HashMap<Rc<str>, usize>,
    slots: Vec<Slot>,
    vacant: Vec<usize>,
    /// The most and the least recently used slot.
    ends: Option<(usize, usize)>,
    weight: usize,
    bound: usize,
}

#[derive(Debug)]
struct Slot {
    key: Rc<str>,
    entry: Option<Rc<Entry>>,
    weight: usize,
    newer: Option<usize>,
    older: Option<usize>,
}

/// What an entry costs beside its body: its slot and its place in the map, about.
const OVERHEAD: usize = size_of::<Slot>() + 2 * size_of::<usize>() + 32;

impl MemoryCache {
    /// An empty cache of at most `bound` bytes.
    pub fn new(bound: usize) -> Self {
        Self {
            places: HashMap::new(),
            slots: Vec::new(),
            vacant: Vec::new(),
            ends: None,
            weight: 0,
            bound,
        }
    }

    /// Holds at most `bound` bytes from now on, and drops what is too much.
    pub fn resize(&mut self, bound: usize) {
        self.bound = bound;
        self.make_room(0);
    }

    /// Bytes held now, about.
    pub const fn weight(&self) -> usize {
        self.weight
    }

    /// Entries held now.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether nothing is held.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The entry, which becomes the most recently used.
    pub fn get(&mut self, key: &CacheKey) -> Option<Rc<Entry>> {
        let place = *self.places.get(key.as_str())?;
        if self.ends.is_some_and(|(newest, _)| newest != place) {
            self.unlink(place);
            self.link_newest(place);
        }
        self.slots[place].entry.clone()
    }

    /// Keeps `entry`, dropping others for it. One that alone exceeds the bound is not kept.
    pub fn put(&mut self, key: &CacheKey, entry: Rc<Entry>) {
        self.remove(key);
        let key: Rc<str> = key.as_str().into();
        let weight = entry.weight() + key.len() + OVERHEAD;
        if weight > self.bound {
            return;
        }
        self.make_room(weight);
        let slot =
            Slot { key: Rc::clone(&key), entry: Some(entry), weight, newer: None, older: None };
        let place = if let Some(place) = self.vacant.pop() {
            self.slots[place] = slot;
            place
        } else {
            self.slots.push(slot);
            self.slots.len() - 1
        };
        self.places.insert(key, place);
        self.weight += weight;
        self.link_newest(place);
    }

    /// Drops the entry.
    pub fn remove(&mut self, key: &CacheKey) {
        if let Some(&place) = self.places.get(key.as_str()) {
            self.vacate(place);
        }
    }

    fn make_room(&mut self, weight: usize) {
        while self.weight + weight > self.bound {
            let Some((_, oldest)) = self.ends else { break };
            self.vacate(oldest);
        }
    }

    fn vacate(&mut self, place: usize) {
        self.unlink(place);
        let slot = &mut self.slots[place];
        slot.entry = None;
        self.weight -= slot.weight;
        self.places.remove(&slot.key);
        self.vacant.push(place);
    }

    fn unlink(&mut self, place: usize) {
        let (newer, older) = (self.slots[place].newer.take(), self.slots[place].older.take());
        if let Some(newer) = newer {
            self.slots[newer].older = older;
        }
        if let Some(older) = older {
            self.slots[older].newer = newer;
        }
        self.ends = self.ends.and_then(|(newest, oldest)| {
            let newest = if newest == place { older? } else { newest };
            let oldest = if oldest == place { newer? } else { oldest };
            Some((newest, oldest))
        });
    }

    fn link_newest(&mut self, place: usize) {
        self.ends = Some(match self.ends {
            None => (place, place),
            Some((newest, oldest)) => {
                self.slots[newest].newer = Some(place);
                self.slots[place].older = Some(newest);
                (place, oldest)
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use bytes::Bytes;
    use proptest::prelude::*;

    use super::{
        super::{Content, Stored},
        *,
    };
    use crate::ports::Timestamp;

    fn key(name: &str) -> CacheKey {
        CacheKey::suggestions(name, None)
    }

    fn entry(length: usize) -> Rc<Entry> {
        let content = Content::Present(Bytes::from(vec![b'x'; length]));
        Rc::new(Entry {
            content,
            fresh_until: Timestamp::default(),
            revalidate_until: Timestamp::default(),
            stale_until: Timestamp::default(),
            etag: String::new(),
            source: None,
            stored: Cell::new(Stored::From(Timestamp::default())),
        })
    }

    #[test]
    fn the_longest_unused_goes_first() {
        let mut cache = MemoryCache::new(3 * (entry(1_000).weight() + OVERHEAD + 40));
        for name in ["a", "b", "c"] {
            cache.put(&key(name), entry(1_000));
        }
        assert!(cache.get(&key("a")).is_some());
        cache.put(&key("d"), entry(1_000));
        assert!(cache.get(&key("b")).is_none(), "b was unused the longest");
        for name in ["a", "c", "d"] {
            assert!(cache.get(&key(name)).is_some(), "{name}");
        }
    }

    #[test]
    fn one_too_large_is_not_kept_and_drops_nothing() {
        let mut cache = MemoryCache::new(5_000);
        cache.put(&key("a"), entry(100));
        cache.put(&key("huge"), entry(5_000));
        assert!(cache.get(&key("huge")).is_none());
        assert!(cache.get(&key("a")).is_some());
    }

    #[test]
    fn a_smaller_bound_drops_what_is_too_much() {
        let mut cache = MemoryCache::new(10_000);
        for name in ["a", "b", "c"] {
            cache.put(&key(name), entry(1_000));
        }
        let one = cache.weight() / 3;
        cache.resize(2 * one);
        assert!(cache.weight() <= 2 * one && cache.get(&key("a")).is_none());
        cache.put(&key("d"), entry(1_000));
        assert_eq!(cache.len(), 2);
    }

    proptest! {
        /// Against a list kept by hand: the same entries, never above the bound.
        #[test]
        fn it_is_a_bounded_lru(steps in prop::collection::vec((0..3u8, 0..12u8, 0..900usize), 1..300)) {
            const BOUND: usize = 4_000;
            let mut cache = MemoryCache::new(BOUND);
            let mut model: Vec<(u8, usize)> = Vec::new();
            for (action, name, length) in steps {
                let key = key(&name.to_string());
                match action {
                    0 => {
                        let found = cache.get(&key).is_some();
                        let position = model.iter().position(|(known, _)| *known == name);
                        prop_assert_eq!(found, position.is_some());
                        if let Some(position) = position {
                            let used = model.remove(position);
                            model.push(used);
                        }
                    }
                    1 => {
                        let weight = entry(length).weight() + key.as_str().len() + OVERHEAD;
                        cache.put(&key, entry(length));
                        model.retain(|(known, _)| *known != name);
                        if weight <= BOUND {
                            while model.iter().map(|(_, weight)| weight).sum::<usize>() + weight > BOUND {
                                model.remove(0);
                            }
                            model.push((name, weight));
                        }
                    }
                    _ => {
                        cache.remove(&key);
                        model.retain(|(known, _)| *known != name);
                    }
                }
                prop_assert_eq!(cache.len(), model.len());
                prop_assert_eq!(cache.weight(), model.iter().map(|(_, weight)| weight).sum::<usize>());
            }
        }
    }
}
