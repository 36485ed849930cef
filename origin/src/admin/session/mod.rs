//! Signing in and out, and one's own account.

mod begin;
mod enrolment;
mod get;
mod password;
mod prove;
mod recovery_codes;
mod sign_out;
mod step_up;

use axum::http::{HeaderName, HeaderValue};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{AdminState, cookie, extract::Json, permission::Permission};
use crate::administrators::{Administrator, NewSession, Role, Session, SessionState, SessionToken};

pub(super) fn routes() -> OpenApiRouter<AdminState> {
    OpenApiRouter::new()
        .routes(routes!(get::get, begin::begin, sign_out::sign_out))
        .routes(routes!(prove::totp))
        .routes(routes!(prove::recovery))
        .routes(routes!(enrolment::begin))
        .routes(routes!(enrolment::confirm))
        .routes(routes!(step_up::step_up))
        .routes(routes!(password::change))
        .routes(routes!(recovery_codes::make))
}

/// A session, as far as sign-in has come.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Session)]
struct SessionBody {
    state: SessionState,
    /// Null before the second factor.
    admin: Option<Own>,
    /// For the header `X-CSRF-Token` of writes.
    csrf_token: String,
    /// Whatever is done in it; half an hour in which nothing is done ends it too.
    expires_at: DateTime<Utc>,
    /// Until when calls that want it may be made.
    step_up_until: Option<DateTime<Utc>>,
    permissions: Vec<Permission>,
}

/// Who is signed in.
#[derive(Debug, Serialize, ToSchema)]
struct Own {
    id: Uuid,
    email: String,
    name: String,
    role: Role,
}

impl From<&Administrator> for Own {
    fn from(administrator: &Administrator) -> Self {
        let Administrator { id, email, name, role, .. } = administrator;
        Self { id: *id, email: email.to_string(), name: name.clone(), role: *role }
    }
}

/// A code, as it was typed.
#[derive(Debug, Deserialize, ToSchema)]
struct CodeBody {
    code: String,
}

fn body(state: &AdminState, session: &Session, token: &SessionToken) -> SessionBody {
    let signed_in = session.state == SessionState::SignedIn;
    let who = signed_in.then_some(&session.administrator);
    SessionBody {
        state: session.state,
        admin: who.map(Own::from),
        csrf_token: token.csrf_token(&state.vault),
        expires_at: session.expires_at,
        step_up_until: session.step_up_until,
        permissions: who.map(|who| Permission::of(who.role)).unwrap_or_default(),
    }
}

/// The cookie of a session with a new token, and the session.
fn entered(
    state: &AdminState,
    new: &NewSession,
) -> ([(HeaderName, HeaderValue); 1], Json<SessionBody>) {
    (cookie::set(state, &new.token), Json(body(state, &new.session, &new.token)))
}
