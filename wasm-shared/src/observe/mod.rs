//! What can be seen of a running edge: one line a request, the trace it belongs to, and counts
//! that go to the origin in batches. Nothing personal is in any of them.

mod counters;
mod event;
mod report;
mod request_line;
mod trace;

pub use counters::Counters;
pub use event::{Level, log};
pub use request_line::RequestLine;
pub use trace::TraceContext;

use crate::{
    http::RequestContext,
    ports::{Entropy, Host, Tasks},
};

/// Counts a finished request, logs it if it is sampled or failed, and sends the counts on when
/// they are due.
pub fn finish<H: Host>(context: &RequestContext<H>, line: &RequestLine<'_>) {
    let sample = context.isolate.settings().log.request_sample;
    let sampled = sample >= 1.0
        || (sample > 0.0
            && f64::from(u32::from_le_bytes(context.host.entropy().bytes()))
                < sample * f64::from(u32::MAX));
    if sampled || line.status >= 500 {
        context.host.log(&line.to_json(&context.request_id, &context.trace));
    }
    let due = context.isolate.counters.borrow_mut().record_request(line);
    if due {
        report::send(context);
    } else if !context.host.tasks().memory_lasts()
        && context.isolate.counters.borrow_mut().await_sending()
    {
        report::send_soon(context);
    }
}
