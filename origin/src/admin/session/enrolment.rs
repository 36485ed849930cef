use axum::{Extension, extract::State, response::IntoResponse};
use serde::Serialize;
use utoipa::ToSchema;

use super::{AdminState, CodeBody, Json, SessionBody, body, cookie};
use crate::{
    admin::{guard::Begun, problem::Problem},
    administrators::{RecoveryCode, Visitor},
};

/// A second factor to take into an app.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Enrolment {
    /// Base32, for typing.
    secret: String,
    /// `otpauth://totp/…`
    otpauth_url: String,
    /// The same as a QR code, an SVG document.
    qr_svg: String,
}

/// The session, signed in, and what to keep for the day the app is lost.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Enrolled {
    #[serde(flatten)]
    session: SessionBody,
    /// Each signs in once. They are not shown again.
    recovery_codes: Vec<String>,
}

/// Begin to set up the second factor.
///
/// Asked again in the same session, it answers the same secret.
#[utoipa::path(post, path = "/session/enrolment", tag = "session",
    responses((status = 200, body = Enrolment)))]
pub(super) async fn begin(
    State(state): State<AdminState>,
    begun: Begun,
) -> Result<Json<Enrolment>, Problem> {
    let enrolment = state.administrators.begin_enrolment(&begun.session).await?;
    Ok(Json(Enrolment {
        secret: enrolment.totp.base32(),
        otpauth_url: enrolment.totp.url(&enrolment.account),
        qr_svg: enrolment.totp.qr_svg(&enrolment.account),
    }))
}

/// Put the second factor in force with a code of it, and sign in.
#[utoipa::path(post, path = "/session/enrolment/confirm", tag = "session",
    request_body = CodeBody, responses((status = 200, body = Enrolled)))]
pub(super) async fn confirm(
    State(state): State<AdminState>,
    Extension(visitor): Extension<Visitor>,
    begun: Begun,
    Json(code): Json<CodeBody>,
) -> Result<impl IntoResponse, Problem> {
    let enrolled =
        state.administrators.confirm_enrolment(&begun.session, &code.code, &visitor).await?;
    let signed_in = &enrolled.signed_in;
    let answer = Enrolled {
        session: body(&state, &signed_in.session, &signed_in.token),
        recovery_codes: enrolled.recovery_codes.iter().map(RecoveryCode::show).collect(),
    };
    Ok((cookie::set(&state, &signed_in.token), Json(answer)))
}
