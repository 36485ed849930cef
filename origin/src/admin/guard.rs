//! What every call passes before its handler: where it comes from, whose session it is, what the
//! session may do. The table in `permission.rs` decides, so that no handler can forget to.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, FromRequestParts, MatchedPath, Request, State},
    http::{HeaderMap, HeaderValue, Method, header, request::Parts},
    middleware::Next,
    response::Response,
};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::{
    AdminState,
    cookie::session_token,
    permission::{Access, Permission, access},
    problem::{Code, Problem},
};
use crate::{
    accounts::Client,
    administrators::{Administrator, Session, SessionState, SessionToken, Visitor},
    audit::Actor,
};

/// Where the API is. Behind it come the paths of the table.
pub(super) const PREFIX: &str = "/admin/api/v1";
/// What writes carry; `GET /session` gives it.
pub(super) const CSRF_TOKEN: &str = "x-csrf-token";

/// The administrator who calls, who may.
#[derive(Debug, Clone)]
pub struct Admin {
    /// Their session, signed in.
    pub session: Session,
}

impl Admin {
    /// Who it is.
    pub fn administrator(&self) -> &Administrator {
        &self.session.administrator
    }

    /// As the record of what they do names them.
    pub fn actor(&self) -> Actor {
        self.session.administrator.actor()
    }

    /// For a call that wants a code that was shown of late for some of what it may bring: the table
    /// cannot tell.
    ///
    /// # Errors
    /// `step_up_required`.
    pub fn must_have_stepped_up(&self) -> Result<(), Problem> {
        match self.session.step_up_until {
            Some(_) => Ok(()),
            None => Err(Code::StepUpRequired.into()),
        }
    }

    /// What they may do.
    pub fn permissions(&self) -> Vec<Permission> {
        Permission::of(self.session.administrator.role)
    }
}

/// A session at any step of sign-in, and its token.
#[derive(Debug, Clone)]
pub(super) struct Begun {
    pub(super) session: Session,
    pub(super) token: SessionToken,
}

/// Lets the call through to its handler, or refuses it.
pub(super) async fn check(
    State(state): State<AdminState>,
    path: MatchedPath,
    mut request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let path = path.as_str().strip_prefix(PREFIX).unwrap_or_default();
    let Some(access) = access(request.method(), path) else {
        tracing::error!(path, "the call is not in the table of permissions");
        return Err(Code::Forbidden.into());
    };
    let writes = !matches!(*request.method(), Method::GET | Method::HEAD);
    if writes && is_foreign(request.headers()) {
        return Err(Code::CrossOrigin.into());
    }
    let visitor = visitor(&state, &request);
    request.extensions_mut().insert(visitor);
    if access == Access::Open {
        return Ok(next.run(request).await);
    }
    let token = session_token(request.headers()).ok_or(Code::NotSignedIn)?;
    let session = state.administrators.find_session(&token).await?.ok_or(Code::NotSignedIn)?;
    if writes && !has_csrf_token(&state, &token, request.headers()) {
        return Err(Code::CsrfTokenInvalid.into());
    }
    let access = match access {
        Access::OwnOr(_) if names(request.uri().path(), &session) => Access::SignedIn,
        Access::OwnOr(permission) if writes => Access::NeedsStepUp(permission),
        Access::OwnOr(permission) => Access::Needs(permission),
        access => access,
    };
    permit(access, &session)?;
    if session.state == SessionState::SignedIn {
        request.extensions_mut().insert(Admin { session: session.clone() });
    }
    request.extensions_mut().insert(Begun { session, token });
    Ok(next.run(request).await)
}

/// Whether a path is about the administrator who calls.
fn names(path: &str, session: &Session) -> bool {
    let mut segments = path.split('/').skip_while(|segment| *segment != "admins").skip(1);
    let id = segments.next().and_then(|id| id.parse::<Uuid>().ok());
    id == Some(session.administrator.id)
}

fn permit(access: Access, session: &Session) -> Result<(), Code> {
    let (permission, step_up) = match access {
        Access::Open | Access::Begun => return Ok(()),
        Access::SignedIn => (None, false),
        Access::SteppedUp => (None, true),
        Access::Needs(permission) => (Some(permission), false),
        Access::NeedsStepUp(permission) | Access::OwnOr(permission) => (Some(permission), true),
    };
    if session.state != SessionState::SignedIn {
        return Err(Code::NotSignedIn);
    }
    if permission.is_some_and(|permission| !permission.is_of(session.administrator.role)) {
        return Err(Code::Forbidden);
    }
    if step_up && session.step_up_until.is_none() {
        return Err(Code::StepUpRequired);
    }
    Ok(())
}

/// Whether a browser says that a page of another site made the call. `Sec-Fetch-Site` cannot be set by
/// a page; `Origin` is what older browsers say. Who says neither is no browser, and has no cookie that
/// it does not mean to send.
fn is_foreign(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    if let Some(site) = text("sec-fetch-site") {
        return site != "same-origin";
    }
    text("origin").is_some_and(|origin| {
        let host = origin.split_once("://").map(|(_, host)| host);
        host.is_none() || host != text(header::HOST.as_str())
    })
}

fn has_csrf_token(state: &AdminState, token: &SessionToken, headers: &HeaderMap) -> bool {
    let expected = token.csrf_token(&state.vault);
    let given = headers.get(CSRF_TOKEN).map(HeaderValue::as_bytes).unwrap_or_default();
    expected.as_bytes().ct_eq(given).into()
}

fn visitor(state: &AdminState, request: &Request) -> Visitor {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let ip = address(request.headers(), peer, state.trusted_proxies);
    let user_agent = request.headers().get(header::USER_AGENT);
    let user_agent = user_agent.and_then(|value| value.to_str().ok()).unwrap_or_default();
    Visitor::new(Client { ip }, user_agent)
}

/// The caller's address: the peer's, or what the outermost of so many proxies saw. What stands further
/// left in `X-Forwarded-For`, anybody can have written.
fn address(headers: &HeaderMap, peer: Option<IpAddr>, trusted_proxies: u8) -> Option<IpAddr> {
    let Some(position) = trusted_proxies.checked_sub(1) else { return peer };
    let lines = headers.get_all("x-forwarded-for").into_iter();
    let hops: Vec<_> = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .map(|hop| hop.trim().parse().ok())
        .collect();
    hops.into_iter().rev().nth(position.into()).flatten().or(peer)
}

impl<S: Sync> FromRequestParts<S> for Admin {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get().cloned().ok_or_else(|| Code::NotSignedIn.into())
    }
}

impl<S: Sync> FromRequestParts<S> for Begun {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get().cloned().ok_or_else(|| Code::NotSignedIn.into())
    }
}
