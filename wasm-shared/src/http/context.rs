use std::rc::Rc;

use crate::{
    Isolate,
    observe::TraceContext,
    ports::{Clock, Host, Timestamp},
    settings::Settings,
};

/// What a request works with: its isolate, its host and its trace. Cheap to clone, for work after
/// the response.
pub struct RequestContext<H: Host> {
    /// What the isolate remembers.
    pub isolate: Rc<Isolate>,
    /// The settings it goes by from beginning to end.
    pub settings: Rc<Settings>,
    /// The request's view of its host.
    pub host: H,
    /// Carried on to every call that goes out to the origin.
    pub trace: TraceContext,
    /// The name of this request in logs and answers.
    pub request_id: Rc<str>,
    /// When it began, from which its deadline is counted.
    pub started: Timestamp,
}

impl<H: Host> RequestContext<H> {
    /// For work that nobody waits for: its deadline is counted from now.
    #[must_use]
    pub fn begun_again(&self) -> Self {
        Self { started: self.host.clock().now(), ..self.clone() }
    }

    /// For what a user asks, where a release is rolled out that holds for them already.
    pub fn of_user(&self, user_id: &str) -> Option<Self> {
        let settings = self.isolate.releases.borrow().settings_of(user_id)?;
        Some(Self { settings, ..self.clone() })
    }
}

impl<H: Host> Clone for RequestContext<H> {
    fn clone(&self) -> Self {
        Self {
            isolate: Rc::clone(&self.isolate),
            settings: Rc::clone(&self.settings),
            host: self.host.clone(),
            trace: self.trace,
            request_id: Rc::clone(&self.request_id),
            started: self.started,
        }
    }
}
