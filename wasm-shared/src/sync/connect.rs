//! `GET /api/v1/sync`: a socket to the user's hub.

use std::time::Duration;

use super::{
    NewConnection,
    deliver::{in_time, unavailable},
};
use crate::{
    auth::Principal,
    http::{Body, Code, Parameters, Problem, RequestContext, RequestView, Response},
    ports::{BodyOf, Host, Hubs, Method},
};

/// What is spoken on the socket, as a subprotocol.
const SUBPROTOCOL: &str = "listen.v1";
/// The longest a hub is waited for.
const CONNECT_BOUND: Duration = Duration::from_secs(5);

/// Opens a socket. The token has been looked at before: what is not let in is told so by an answer,
/// not by a close code. A caller that offers subprotocols has to offer `listen.v1` among them, which
/// is selected; one that offers none gets a socket without.
///
/// # Errors
/// `sockets_unsupported` where there are none, `upgrade_required` for a call that does not ask for one,
/// `invalid_fields`, `sync_unavailable`
pub async fn connect<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
    principal: &Principal,
) -> Result<Response<BodyOf<H>>, Problem> {
    let Some(hubs) = context.host.hubs() else {
        return Err(unsupported(&context.isolate.settings().sync.sockets_at));
    };
    let upgrade = request.header("upgrade").unwrap_or_default();
    if request.method() != Some(Method::Get) || !upgrade.eq_ignore_ascii_case("websocket") {
        let detail = "Open a WebSocket, or read the events at /api/v1/sync/events.";
        return Err(Problem::with_detail(Code::UpgradeRequired, detail));
    }
    let offered = request.header("sec-websocket-protocol");
    let ours = |offered: &str| offered.split(',').any(|protocol| protocol.trim() == SUBPROTOCOL);
    if offered.as_deref().is_some_and(|offered| !ours(offered)) {
        return Err(Problem::invalid_field("sec-websocket-protocol", "must offer listen.v1"));
    }
    let replaces = Parameters::of(request).get("replaces").map(str::to_owned);
    let (limits, entropy) = (context.settings.sync.clone(), context.host.entropy());
    let connection = NewConnection::of(principal, replaces, limits, entropy);
    let socket = hubs.connect(&principal.user_id, &connection);
    let socket = in_time(context, CONNECT_BOUND, socket).await;
    let socket = socket.map_err(|fault| unavailable(context, &fault))?;
    let response = Response { body: Body::Socket(socket), ..Response::empty(101) };
    Ok(match offered {
        Some(_) => response.header("sec-websocket-protocol", SUBPROTOCOL),
        None => response,
    })
}

/// Says where a socket can be opened, if that is known, and what can be done here.
fn unsupported(sockets_at: &str) -> Problem {
    let poll = "read the events at /api/v1/sync/events";
    if sockets_at.is_empty() {
        return Problem::with_detail(Code::SocketsUnsupported, format!("Here, {poll}."));
    }
    let detail = format!("Open the WebSocket at {sockets_at}, or {poll} here.");
    Problem::with_detail(Code::SocketsUnsupported, detail).extension("sockets_at", sockets_at)
}
