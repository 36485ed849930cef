//! `POST /internal/v1/releases`: what the origin has published.

use serde::Serialize;

use super::{Standing, Taken, look};
use crate::{
    http::{Problem, RequestContext, RequestView, Response, read_json_within},
    observe::{Level, log},
    ports::{BodyOf, Host},
};

/// A standing's body in bytes: two documents.
const BODY_LIMIT: usize = 1 << 20;

#[derive(Serialize)]
struct Acknowledgement<'a> {
    edge_instance: &'a str,
    edge_kind: &'static str,
    /// What is in force here now, which may be later than what was pushed.
    revision: u64,
    release: u64,
    candidate: Option<u64>,
    /// Whether the other isolates can find it.
    stored: bool,
}

/// Goes by what was published and says what is in force. It may come twice.
///
/// # Errors
/// `body_too_large`, `malformed_json`; `invalid_fields` for what is no standing, and for a current
/// release that cannot be gone by: then what was in force stays.
pub async fn receive_release<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
) -> Result<Response<BodyOf<H>>, Problem> {
    let standing: Standing = read_json_within(request, BODY_LIMIT).await?;
    let taken = look::take(context, &standing).map_err(|refused| {
        Problem::invalid_field("current.document", refused.reason.to_string())
    })?;
    let stored = match taken {
        Taken::Older => true,
        Taken::New | Taken::Known => look::keep(context, &standing)
            .await
            .inspect_err(|fault| log(context, Level::Warn, "release.keep", &[("fault", &fault.0)]))
            .is_ok(),
    };
    let isolate = &context.isolate;
    let in_force = isolate.releases.borrow();
    let acknowledgement = Acknowledgement {
        edge_instance: isolate.instance(context.host.entropy()),
        edge_kind: isolate.config.edge_kind,
        revision: in_force.revision(),
        release: in_force.current(),
        candidate: in_force.candidate(),
        stored,
    };
    Ok(Response::json(200, &acknowledgement).header("cache-control", "no-store"))
}
