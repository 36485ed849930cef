use std::{
    collections::{HashSet, VecDeque},
    rc::Rc,
    time::Duration,
};

use super::{LoggedEvent, Write};
use crate::ports::Timestamp;

/// How many ids are remembered at least. An origin that was not answered sends at most the events
/// again that it has sent since, a hundred at a time and each user's in order.
const REMEMBERED_IDS: usize = 1_000;
/// Ids are forgotten so many at a time.
const FORGOTTEN_AT_ONCE: usize = 100;

/// The last events by number, the older of them by their ids only.
#[derive(Debug, Default)]
pub(super) struct Log {
    /// Consecutive. Up to `floor` without frames, from there on with.
    events: VecDeque<LoggedEvent>,
    ids: HashSet<Rc<str>>,
    /// The last event that devices cannot be sent any more, 0 for none.
    floor: u64,
}

impl Log {
    /// The log of these events; `None` when one is missing.
    pub fn restore(events: Vec<LoggedEvent>) -> Option<Self> {
        let follows = |pair: &[LoggedEvent]| {
            let [one, next] = pair else { return true };
            one.seq.checked_add(1) == Some(next.seq)
                && (one.frame.is_none() || next.frame.is_some())
        };
        if !events.windows(2).all(follows) {
            return None;
        }
        let dropped = events.iter().take_while(|event| event.frame.is_none()).last();
        let before = events.first().map_or(0, |first| first.seq.saturating_sub(1));
        Some(Self {
            floor: dropped.map_or(before, |event| event.seq),
            ids: events.iter().map(|event| Rc::clone(&event.id)).collect(),
            events: events.into(),
        })
    }

    /// The last event's number, 0 when there has been none.
    pub fn head(&self) -> u64 {
        self.events.back().map_or(0, |event| event.seq)
    }

    /// Whether an event with this id was put in lately.
    pub fn knows(&self, id: &str) -> bool {
        self.ids.contains(id)
    }

    /// Whether every event behind this one is still here.
    pub fn holds_after(&self, seq: u64) -> bool {
        (self.floor..=self.head()).contains(&seq)
    }

    /// The events behind this one that are still here, with their frames.
    pub fn after(&self, seq: u64) -> impl Iterator<Item = (u64, &Rc<str>)> {
        let first = self.events.front().map_or(0, |event| event.seq);
        let known = seq.max(self.floor).saturating_add(1).saturating_sub(first);
        let known = usize::try_from(known).unwrap_or(usize::MAX).min(self.events.len());
        let events = self.events.range(known..);
        events.filter_map(|event| Some((event.seq, event.frame.as_ref()?)))
    }

    /// Puts an event in, by the frame that is made for its number. Its time is never before that of
    /// the event before it, whatever the clock says.
    pub fn append(
        &mut self,
        now: Timestamp,
        id: &str,
        frame: impl FnOnce(u64) -> Rc<str>,
    ) -> &LoggedEvent {
        let seq = self.head() + 1;
        let latest = self.events.back().map_or(now, |event| event.stored_at);
        let id: Rc<str> = id.into();
        self.ids.insert(Rc::clone(&id));
        let frame = Some(frame(seq));
        self.events.push_back(LoggedEvent { seq, id, stored_at: now.max(latest), frame });
        &self.events[self.events.len() - 1]
    }

    /// Drops the frames up to this event's.
    pub fn drop_through(&mut self, seq: u64) -> Option<Write> {
        let through = seq.min(self.head());
        let after = self.floor;
        let dropped =
            usize::try_from(through.checked_sub(after).filter(|count| *count > 0)?).ok()?;
        let kept = self.kept();
        for event in self.events.range_mut(self.events.len() - kept..).take(dropped) {
            event.frame = None;
        }
        self.floor = through;
        Some(Write::Drop { after, through })
    }

    /// Drops the frames of events that are older than `age`, and of those before the last `most`.
    pub fn trim(&mut self, now: Timestamp, age: Duration, most: usize) -> Option<Write> {
        let kept = self.events.range(self.events.len() - self.kept()..);
        let old = kept.take_while(|event| event.stored_at + age <= now).last();
        let old = old.map_or(0, |event| event.seq);
        self.drop_through(old.max(self.head().saturating_sub(most as u64)))
    }

    /// Forgets the ids before the last `kept`, which are no fewer than frames are kept.
    pub fn forget(&mut self, kept: usize) -> Option<Write> {
        let kept = kept.max(REMEMBERED_IDS).max(self.kept());
        let over = self.events.len().checked_sub(kept).filter(|over| *over >= FORGOTTEN_AT_ONCE)?;
        let forgotten = self.events.drain(..over).inspect(|event| {
            self.ids.remove(&event.id);
        });
        forgotten.last().map(|event| Write::Forget(event.seq))
    }

    /// When the oldest event with a frame was put in.
    pub fn oldest(&self) -> Option<Timestamp> {
        self.events.range(self.events.len() - self.kept()..).next().map(|event| event.stored_at)
    }

    /// How many events have frames.
    fn kept(&self) -> usize {
        usize::try_from(self.head() - self.floor).unwrap_or(usize::MAX).min(self.events.len())
    }
}
