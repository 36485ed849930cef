use std::{cell::Cell, rc::Rc, time::Duration};

use super::{CacheKey, Content, Entry, Stored};
use crate::{
    catalog::model::Source,
    http::{Problem, RequestContext},
    observe::{Level, log},
    ports::{Clock, Host, KvStore, Tasks, Timestamp},
    resilience::deadline::within,
    settings::Lifetime,
};

/// The longest the store is waited for; a slow store is treated as one that has nothing.
const STORE_BOUND: Duration = Duration::from_millis(800);
/// A copy that lives shorter than the store's minimum is not stored.
const STORE_MINIMUM: Duration = Duration::from_mins(1);
/// How long a key is left alone in the store after it was written: one write a second and key is the
/// platform's bound, for each of the many isolates that write the same key.
const STORE_PAUSE: Duration = Duration::from_mins(1);
/// How often and how many times a request looks for the answer another one is fetching.
const COALESCE_PAUSE: Duration = Duration::from_millis(20);
const COALESCE_LOOKS: u32 = 40;
/// What a load may take beyond the chain's deadline until another request may load the same.
const MARK_SLACK: Duration = Duration::from_secs(2);

/// Where an answer came from, the value of `X-Cache`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CacheTier {
    /// Isolate memory.
    Memory,
    /// The key-value store.
    Kv,
    /// A copy past its freshness.
    Stale,
    /// The sources themselves.
    Miss,
}

impl CacheTier {
    /// The value of the header.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Memory => "memory",
            Self::Kv => "kv",
            Self::Stale => "stale",
            Self::Miss => "miss",
        }
    }
}

/// An answer and where it came from.
#[derive(Debug, Clone)]
pub struct Served {
    /// The answer.
    pub entry: Rc<Entry>,
    /// The tier.
    pub tier: CacheTier,
}

/// A new answer.
#[derive(Debug)]
pub struct Loaded {
    /// The answer.
    pub content: Content,
    /// The source that gave it.
    pub source: Option<Source>,
    /// Its life where that is not the kind's own, for example of a URL that expires.
    pub lifetime: Option<Lifetime>,
}

impl Loaded {
    /// Whether nothing was found of what `old` has, while a source that could not be asked may have it.
    fn says_less_than(&self, old: &Entry) -> bool {
        self.lifetime == Some(Lifetime::NONE) && matches!(old.content, Content::Present(_))
    }
}

/// Why no new answer could be had.
#[derive(Debug)]
pub enum LoadError {
    /// The sources failed: an old copy is better than this.
    Unavailable(Problem),
    /// The request cannot be answered whatever the sources do.
    Refused(Problem),
}

/// Answers from the nearest tier that may, and from `load` otherwise.
///
/// A copy in its revalidation window is served at once and fetched again after the response; one
/// past it is served only when `load` finds the sources unavailable, or finds nothing while one of them
/// may have it. While one request loads, the others take the old copy or wait shortly for the new one:
/// requests never share a future.
pub async fn serve<H, L>(
    context: &RequestContext<H>,
    key: CacheKey,
    lifetime: Lifetime,
    load: L,
) -> Result<Served, Problem>
where
    H: Host,
    L: AsyncFn(&RequestContext<H>) -> Result<Loaded, LoadError> + 'static,
{
    let now = context.host.clock().now();
    let remembered = context.isolate.memory.borrow_mut().get(&key);
    if let Some(entry) = remembered.as_ref().filter(|entry| now < entry.fresh_until) {
        store_when_due(context, &key, entry, now);
        return Ok(Served { entry: Rc::clone(entry), tier: CacheTier::Memory });
    }
    let stale = |entry: Rc<Entry>| Served { entry, tier: CacheTier::Stale };
    let last_stored = remembered
        .as_ref()
        .map(|entry| entry.stored.get())
        .filter(|stored| *stored != Stored::Unasked);
    if let Some(entry) = remembered.as_ref().filter(|entry| now < entry.revalidate_until) {
        if let Some(mark) = RefreshMark::of_load(context, &key) {
            revalidate(context, (key, lifetime, last_stored), load, mark);
        }
        return Ok(stale(Rc::clone(entry)));
    }
    // On the heap from here: what is in memory, which is most, need not have room for the rest.
    let stored = Box::pin(from_store(context, &key)).await;
    if let Some(entry) = stored.as_ref().filter(|entry| now < entry.fresh_until) {
        context.isolate.memory.borrow_mut().put(&key, Rc::clone(entry));
        return Ok(Served { entry: Rc::clone(entry), tier: CacheTier::Kv });
    }
    let last_stored = last_stored.or_else(|| written_a_lifetime_ago(stored.as_deref(), now));
    let old = [remembered, stored]
        .into_iter()
        .flatten()
        .filter(|entry| now < entry.stale_until)
        .max_by_key(|entry| entry.fresh_until);

    let mark = RefreshMark::of_load(context, &key);
    if let Some(entry) = old.as_ref().filter(|entry| mark.is_none() || now < entry.revalidate_until)
    {
        if let Some(mark) = mark {
            revalidate(context, (key, lifetime, last_stored), load, mark);
        }
        return Ok(stale(Rc::clone(entry)));
    }
    if mark.is_none()
        && let Some(entry) = Box::pin(wait_for_other(context, &key)).await
    {
        return Ok(Served { entry, tier: CacheTier::Memory });
    }
    match Box::pin(load(context)).await {
        Ok(loaded) => {
            if let Some(old) = old.filter(|old| loaded.says_less_than(old)) {
                return Ok(stale(old));
            }
            let entry = keep(context, &key, lifetime, loaded, last_stored);
            Ok(Served { entry, tier: CacheTier::Miss })
        }
        Err(LoadError::Refused(problem)) => Err(problem),
        Err(LoadError::Unavailable(problem)) => old.map(stale).ok_or(problem),
    }
}

/// As [`serve`], for whoever knows that an answer is no good: a copy that `is_wrong` is passed over, and
/// the new answer takes its place in memory and, if the store has it, there at once. Other isolates
/// would go by it for as long as it is fresh.
///
/// # Errors
/// What `load` came to.
pub async fn serve_other<H: Host>(
    context: &RequestContext<H>,
    key: &CacheKey,
    lifetime: Lifetime,
    is_wrong: impl Fn(&Entry) -> bool,
    load: impl AsyncFn(&RequestContext<H>) -> Result<Loaded, LoadError>,
) -> Result<Served, Problem> {
    let now = context.host.clock().now();
    let is_fresh = |entry: &Rc<Entry>| now < entry.fresh_until;
    let remembered = context.isolate.memory.borrow_mut().get(key).filter(is_fresh);
    let (known, tier) = match remembered {
        Some(entry) => (Some(entry), CacheTier::Memory),
        None => (from_store(context, key).await.filter(is_fresh), CacheTier::Kv),
    };
    if let Some(entry) = known.as_ref().filter(|entry| !is_wrong(entry)) {
        context.isolate.memory.borrow_mut().put(key, Rc::clone(entry));
        return Ok(Served { entry: Rc::clone(entry), tier });
    }
    context.isolate.memory.borrow_mut().remove(key);
    let mark = RefreshMark::of_load(context, key);
    if mark.is_none() {
        // Somebody may only have read the wrong one from the store again.
        let other = wait_for_other(context, key).await;
        if let Some(entry) = other.filter(|entry| !is_wrong(entry)) {
            return Ok(Served { entry, tier: CacheTier::Memory });
        }
    }
    match load(context).await {
        Ok(loaded) => {
            let entry = keep(context, key, lifetime, loaded, None);
            if let Some(wrong) = known {
                correct_store(context, key, &entry, wrong.stored.get());
            }
            Ok(Served { entry, tier: CacheTier::Miss })
        }
        Err(LoadError::Refused(problem) | LoadError::Unavailable(problem)) => Err(problem),
    }
}

/// Has an answer in memory and in the store although nobody asked for it, unless the store's is fresh
/// for half its life yet. `None` when it cannot be had.
pub(crate) async fn prefetch<H: Host>(
    context: &RequestContext<H>,
    key: &CacheKey,
    lifetime: Lifetime,
    load: impl AsyncFn(&RequestContext<H>) -> Result<Loaded, LoadError>,
) -> Option<Rc<Entry>> {
    let now = context.host.clock().now();
    let stored = from_store(context, key).await;
    if let Some(entry) = stored.filter(|entry| now + lifetime.fresh() / 2 < entry.fresh_until) {
        return Some(entry);
    }
    let loaded = load(context).await.ok()?;
    Some(keep(context, key, lifetime, loaded, Some(Stored::From(now))))
}

/// What the store has; a store that fails or is slow has nothing.
async fn from_store<H: Host>(context: &RequestContext<H>, key: &CacheKey) -> Option<Rc<Entry>> {
    let get = context.host.kv().get(key.as_str());
    match within(context.host.clock(), STORE_BOUND, get).await {
        Some(Ok(value)) => {
            let now = context.host.clock().now();
            Entry::from_envelope(&value?, now).ok().map(Rc::new)
        }
        Some(Err(fault)) => {
            log(context, Level::Warn, "cache.get", &[("fault", &fault.0)]);
            None
        }
        None => None,
    }
}

/// Puts a new answer into memory, unless it is not to be kept. The store gets it after the response when
/// somebody asked for the key before, which is when there was an older copy, or where memory is brief.
fn keep<H: Host>(
    context: &RequestContext<H>,
    key: &CacheKey,
    lifetime: Lifetime,
    loaded: Loaded,
    last_stored: Option<Stored>,
) -> Rc<Entry> {
    let now = context.host.clock().now();
    let lifetime = loaded.lifetime.unwrap_or(lifetime);
    let entry = Rc::new(new_entry(now, lifetime, loaded));
    if lifetime == Lifetime::NONE {
        return entry;
    }
    context.isolate.memory.borrow_mut().put(key, Rc::clone(&entry));
    let at_once = || context.isolate.config.stores_at_once.then_some(Stored::From(now));
    if let Some(last) = last_stored.or_else(at_once) {
        entry.stored.set(Stored::From(due_after(last)));
        store_when_due(context, key, &entry, now);
    }
    entry
}

/// When the store was written, of a key of which it has a copy that is not fresh.
fn written_a_lifetime_ago(stored: Option<&Entry>, now: Timestamp) -> Option<Stored> {
    stored.map(|_| Stored::From(now))
}

/// When a key may be written again.
fn due_after(last: Stored) -> Timestamp {
    match last {
        Stored::At(at) | Stored::CorrectedAt(at) => at + STORE_PAUSE,
        Stored::From(due) => due,
        Stored::Unasked => Timestamp::default(),
    }
}

/// Writes an entry over a wrong one that the store has. That does not wait for the key's minute; a
/// correction that turns out wrong as well does, so that a source that gives nothing but wrong answers
/// costs no more than two writes a minute.
fn correct_store<H: Host>(
    context: &RequestContext<H>,
    key: &CacheKey,
    entry: &Rc<Entry>,
    wrong: Stored,
) {
    let Stored::At(_) = wrong else { return entry.stored.set(Stored::From(due_after(wrong))) };
    store_when_due(context, key, entry, context.host.clock().now());
    if let Stored::At(at) = entry.stored.get() {
        entry.stored.set(Stored::CorrectedAt(at));
    }
}

/// Writes an entry into the store after the response, unless it is there, or its key was written a
/// moment ago, or it ends too soon.
fn store_when_due<H: Host>(
    context: &RequestContext<H>,
    key: &CacheKey,
    entry: &Rc<Entry>,
    now: Timestamp,
) {
    if entry.stored.get() == Stored::Unasked {
        return entry.stored.set(Stored::From(now));
    }
    let due = matches!(entry.stored.get(), Stored::From(due) if now >= due);
    let time_to_live = entry.stale_until.since(now);
    if !due || time_to_live < STORE_MINIMUM {
        return;
    }
    entry.stored.set(Stored::At(now));
    let (background, key, envelope) = (context.clone(), key.clone(), entry.to_envelope());
    context.host.tasks().run_after_response(async move {
        if let Err(fault) = background.host.kv().put(key.as_str(), envelope, time_to_live).await {
            log(&background, Level::Warn, "cache.put", &[("fault", &fault.0)]);
        }
    });
}

fn new_entry(now: Timestamp, lifetime: Lifetime, loaded: Loaded) -> Entry {
    let fresh_until = now + lifetime.fresh();
    Entry {
        etag: Entry::etag_of(&loaded.content),
        content: loaded.content,
        fresh_until,
        revalidate_until: fresh_until + lifetime.revalidate(),
        stale_until: fresh_until + lifetime.stale().max(lifetime.revalidate()),
        source: loaded.source,
        stored: Cell::new(Stored::From(now)),
    }
}

/// Keeps in memory alone what came along with another answer.
pub(crate) fn remember<H: Host>(
    context: &RequestContext<H>,
    key: &CacheKey,
    lifetime: Lifetime,
    loaded: Loaded,
) {
    let now = context.host.clock().now();
    let known = context.isolate.memory.borrow_mut().get(key);
    if known.is_none_or(|entry| entry.fresh_until <= now) {
        let entry = new_entry(now, lifetime, loaded);
        entry.stored.set(Stored::Unasked);
        context.isolate.memory.borrow_mut().put(key, Rc::new(entry));
    }
}

fn revalidate<H, L>(
    context: &RequestContext<H>,
    (key, lifetime, last_stored): (CacheKey, Lifetime, Option<Stored>),
    load: L,
    mark: RefreshMark<H>,
) where
    H: Host,
    L: AsyncFn(&RequestContext<H>) -> Result<Loaded, LoadError> + 'static,
{
    let background = context.begun_again();
    context.host.tasks().run_after_response(async move {
        let stored = from_store(&background, &key).await;
        let now = background.host.clock().now();
        let last_stored = last_stored.or_else(|| written_a_lifetime_ago(stored.as_deref(), now));
        if let Some(entry) = stored.filter(|entry| now < entry.fresh_until) {
            // Another isolate was first.
            background.isolate.memory.borrow_mut().put(&key, entry);
        } else if let Ok(loaded) = load(&background).await {
            keep(&background, &key, lifetime, loaded, last_stored);
        }
        // A failure leaves the old copy in place; the sources' own outcomes are counted.
        drop(mark);
    });
}

/// Looks for the answer that another request is fetching, for less than a second.
async fn wait_for_other<H: Host>(context: &RequestContext<H>, key: &CacheKey) -> Option<Rc<Entry>> {
    for _ in 0..COALESCE_LOOKS {
        context.host.clock().sleep(COALESCE_PAUSE).await;
        let now = context.host.clock().now();
        let entry = context.isolate.memory.borrow_mut().get(key);
        if entry.as_ref().is_some_and(|entry| now < entry.fresh_until) {
            return entry;
        }
        if context.isolate.refreshing.borrow().get(key).is_none_or(|until| now >= *until) {
            return None;
        }
    }
    None
}

/// Says that a request is fetching the answer for a key, until it is dropped or its time is over: of a
/// request whose listener hangs up a host may leave the future where it is, neither going on nor
/// dropped.
pub(crate) struct RefreshMark<H: Host> {
    context: RequestContext<H>,
    key: CacheKey,
    /// Tells it from a later mark of the same key.
    until: Timestamp,
}

impl<H: Host> RefreshMark<H> {
    /// For as long as a load may take.
    fn of_load(context: &RequestContext<H>, key: &CacheKey) -> Option<Self> {
        let deadline = Duration::from_millis(context.settings.chain.deadline_ms);
        Self::take(context, key, deadline + MARK_SLACK)
    }

    /// `None` when another request has the mark.
    pub(crate) fn take(
        context: &RequestContext<H>,
        key: &CacheKey,
        bound: Duration,
    ) -> Option<Self> {
        let now = context.host.clock().now();
        let mut marks = context.isolate.refreshing.borrow_mut();
        marks.retain(|_, until| now < *until);
        if marks.contains_key(key) {
            return None;
        }
        let until = now + bound;
        marks.insert(key.clone(), until);
        Some(Self { context: context.clone(), key: key.clone(), until })
    }
}

impl<H: Host> Drop for RefreshMark<H> {
    fn drop(&mut self) {
        let mut marks = self.context.isolate.refreshing.borrow_mut();
        if marks.get(&self.key) == Some(&self.until) {
            marks.remove(&self.key);
        }
    }
}
