use std::{cell::RefCell, rc::Rc, time::Duration};

use bytes::Bytes;

use super::{TestClock, TestSocket};
use crate::ports::{Clock, HttpClient, HttpFault, InboundBody, InboundResponse, OutboundRequest};

/// What the network answers to one call.
#[derive(Debug, Clone)]
pub struct TestReply {
    /// How long it takes.
    pub after: Duration,
    /// The status and the rest, or the fault.
    pub answer: Result<(u16, TestBody), HttpFault>,
}

impl TestReply {
    /// An answer after 10 ms.
    pub fn new(status: u16, body: impl Into<Bytes>) -> Self {
        let answer =
            Ok((status, TestBody { headers: Vec::new(), bytes: body.into(), socket: None }));
        Self { after: Duration::from_millis(10), answer }
    }

    /// A call that nobody answers.
    pub fn hang() -> Self {
        Self { after: Duration::from_hours(1), ..Self::new(200, "") }
    }

    /// A call that cannot be made.
    pub fn unreachable() -> Self {
        Self {
            after: Duration::from_millis(10),
            answer: Err(HttpFault::Unreachable("connection refused".to_owned())),
        }
    }

    /// Answers later.
    #[must_use]
    pub fn after(mut self, after: Duration) -> Self {
        self.after = after;
        self
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        if let Ok((_, body)) = &mut self.answer {
            body.headers.push((name, value.into()));
        }
        self
    }
}

type Script = Box<dyn FnMut(&OutboundRequest) -> TestReply>;

/// A network that is a function of the request, and remembers what was asked.
#[derive(Clone)]
pub struct TestNetwork {
    clock: TestClock,
    script: Rc<RefCell<Script>>,
    calls: Rc<RefCell<Vec<OutboundRequest>>>,
}

impl TestNetwork {
    /// Answers by `script`.
    pub fn new(
        clock: TestClock,
        script: impl FnMut(&OutboundRequest) -> TestReply + 'static,
    ) -> Self {
        Self { clock, script: Rc::new(RefCell::new(Box::new(script))), calls: Rc::default() }
    }

    /// Answers by another script from now on.
    pub fn rescript(&self, script: impl FnMut(&OutboundRequest) -> TestReply + 'static) {
        *self.script.borrow_mut() = Box::new(script);
    }

    /// The calls since the last time they were taken.
    pub fn take_calls(&self) -> Vec<OutboundRequest> {
        std::mem::take(&mut self.calls.borrow_mut())
    }
}

impl HttpClient for TestNetwork {
    type Body = TestBody;

    async fn send(&self, request: OutboundRequest) -> Result<InboundResponse<TestBody>, HttpFault> {
        let reply = (self.script.borrow_mut())(&request);
        self.calls.borrow_mut().push(request);
        self.clock.sleep(reply.after).await;
        let (status, body) = reply.answer?;
        Ok(InboundResponse { status, body })
    }
}

/// The headers and body of an answer.
#[derive(Debug, Clone)]
pub struct TestBody {
    headers: Vec<(&'static str, String)>,
    /// The body.
    pub bytes: Bytes,
    /// The socket that it opens, of an answer that does.
    pub socket: Option<TestSocket>,
}

impl TestBody {
    /// An answer that opens a socket.
    pub(super) const fn of_socket(socket: TestSocket) -> Self {
        Self { headers: Vec::new(), bytes: Bytes::new(), socket: Some(socket) }
    }
}

impl InboundBody for TestBody {
    fn header(&self, name: &str) -> Option<String> {
        self.headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone())
    }

    async fn bytes(self, limit: usize) -> Result<Bytes, HttpFault> {
        if self.bytes.len() > limit { Err(HttpFault::TooLarge { limit }) } else { Ok(self.bytes) }
    }

    async fn beginning(self, length: usize) -> Result<Bytes, HttpFault> {
        Ok(self.bytes.slice(..length.min(self.bytes.len())))
    }
}
