//! Asking the origin for a user's token version, once for all who want to know at a time.

use std::{cell::Cell, collections::HashMap, rc::Rc, time::Duration};

use super::{
    AccessClaims,
    known_version::{self, KnownVersion},
    origin::{self, OriginError},
};
use crate::{
    contract::auth::v1 as auth,
    http::{Code, RequestContext},
    observe::{Level, log},
    ports::{Clock, Host, Tasks, Timestamp},
    resilience::{breaker::Breaker, deadline::within},
    settings::BreakerSettings,
};

/// The longest the origin is waited for: a listener is waiting for a song meanwhile.
const BOUND: Duration = Duration::from_secs(2);
/// How often a request looks for the answer another one is waiting for.
const PAUSE: Duration = Duration::from_millis(20);
/// Questions that hang on requests which the host has given up are swept out past this number, and so
/// are changes that no token is older than.
const SWEEP: usize = 256;
/// A token made before a change has expired after this.
const TOKEN_LIFE: Duration = Duration::from_secs(AccessClaims::LIFETIME_S);
/// An origin that hangs costs nobody [`BOUND`] more than thrice in five seconds. Open no longer than
/// that: while it is, revocations are not seen.
const BREAKER: BreakerSettings =
    BreakerSettings { consecutive_faults: 3, open_ms: 5_000, open_max_ms: 5_000 };

/// What the origin said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// The user's token version.
    Version(u64),
    /// There is no such user any more.
    Gone,
    /// Nothing that can be used.
    Unavailable,
}

/// The questions on their way, by user, and since when answers to earlier ones do not count.
#[derive(Debug, Default)]
pub struct Inquiries {
    asked: HashMap<String, Rc<Inquiry>>,
    /// When a user did here what raises their version.
    changed: HashMap<String, Timestamp>,
    breaker: Breaker,
}

#[derive(Debug)]
struct Inquiry {
    asked_at: Timestamp,
    answer: Cell<Option<Answer>>,
}

impl Inquiries {
    /// Takes in that a user did at `now` what raises their version. A question on its way was put
    /// before: it is answered to those who wait for it already, and to nobody else.
    pub(super) fn change(&mut self, user_id: &str, now: Timestamp) {
        if self.changed.len() >= SWEEP {
            self.changed.retain(|_, at| now.since(*at) <= TOKEN_LIFE);
        }
        self.changed.insert(user_id.to_owned(), now);
        self.asked.remove(user_id);
    }

    /// When a user last did here what raises their version. What was found out before says nothing of
    /// it.
    pub(super) fn changed_at(&self, user_id: &str) -> Option<Timestamp> {
        self.changed.get(user_id).copied()
    }

    /// The question on its way, or a new one that the caller has to put (`true`).
    fn join(&mut self, user_id: &str, now: Timestamp) -> (Rc<Inquiry>, bool) {
        let waits = |inquiry: &Inquiry| now.since(inquiry.asked_at) <= BOUND;
        if let Some(inquiry) = self.asked.get(user_id).filter(|inquiry| waits(inquiry)) {
            return (Rc::clone(inquiry), false);
        }
        if self.asked.len() >= SWEEP {
            self.asked.retain(|_, inquiry| waits(inquiry));
        }
        let inquiry = Rc::new(Inquiry { asked_at: now, answer: Cell::new(None) });
        self.asked.insert(user_id.to_owned(), Rc::clone(&inquiry));
        (inquiry, true)
    }
}

/// The user's token version, as the origin says after this call began or shortly before. Requests
/// share the answer and never a future: whoever does not ask looks every [`PAUSE`], and asks when
/// the one that did was given up.
pub(super) async fn ask<H: Host>(context: &RequestContext<H>, user_id: &str) -> Answer {
    loop {
        let now = context.host.clock().now();
        let (inquiry, mine) = context.isolate.inquiries.borrow_mut().join(user_id, now);
        if mine {
            let mark = Mark { context, user_id, inquiry };
            let answer = put(context, user_id).await;
            mark.inquiry.answer.set(Some(answer));
            return answer;
        }
        context.host.clock().sleep(PAUSE).await;
        if let Some(answer) = inquiry.answer.get() {
            return answer;
        }
    }
}

/// Says that a request is asking, until it is dropped.
struct Mark<'a, H: Host> {
    context: &'a RequestContext<H>,
    user_id: &'a str,
    inquiry: Rc<Inquiry>,
}

impl<H: Host> Drop for Mark<'_, H> {
    fn drop(&mut self) {
        let mut inquiries = self.context.isolate.inquiries.borrow_mut();
        if self.inquiry.answer.get().is_none() {
            inquiries.breaker.record_abandoned();
        }
        // One that was given up for lost may have been replaced.
        let own = |inquiry: &Rc<Inquiry>| Rc::ptr_eq(inquiry, &self.inquiry);
        if inquiries.asked.get(self.user_id).is_some_and(own) {
            inquiries.asked.remove(self.user_id);
        }
    }
}

async fn put<H: Host>(context: &RequestContext<H>, user_id: &str) -> Answer {
    let clock = context.host.clock();
    // The answer is as old as the question: the version may rise while it is on its way.
    let checked_at = clock.now();
    if !context.isolate.inquiries.borrow_mut().breaker.try_acquire(checked_at) {
        return Answer::Unavailable;
    }
    let message = auth::GetTokenVersionRequest { user_id: user_id.to_owned() };
    let call = origin::call(context, "/auth.v1.AuthService/GetTokenVersion", &message);
    let answer = match within(clock, BOUND, call).await {
        Some(Ok(auth::GetTokenVersionResponse { token_version })) => Answer::Version(token_version),
        Some(Err(OriginError::Refused(problem))) if problem.code == Code::NotFound => Answer::Gone,
        Some(Err(_)) => Answer::Unavailable,
        None => {
            log(context, Level::Error, "token_version", &[("reason", "no answer in time")]);
            Answer::Unavailable
        }
    };
    {
        let breaker = &mut context.isolate.inquiries.borrow_mut().breaker;
        match answer {
            Answer::Unavailable => breaker.record_fault(clock.now(), &BREAKER),
            Answer::Version(_) | Answer::Gone => breaker.record_answer(),
        }
    }
    if let Answer::Version(version) = answer {
        let (background, user_id) = (context.clone(), user_id.to_owned());
        context.host.tasks().run_after_response(async move {
            let known = KnownVersion { version, checked_at };
            if let Err(fault) = known_version::keep(&background, &user_id, known).await {
                log(&background, Level::Warn, "token_version.keep", &[("fault", &fault.0)]);
            }
        });
    }
    answer
}
