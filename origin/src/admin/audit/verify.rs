use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::AdminState;
use crate::{
    admin::{
        extract::Json,
        guard::Admin,
        problem::{Code, Problem},
    },
    audit::{Verification, VerifyError},
};

/// What came of following the chain from the first record that is kept.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuditVerification)]
pub(super) struct VerificationBody {
    /// Whether every record is as it was written.
    intact: bool,
    /// How many are, from the first on.
    checked: i64,
    /// The last record that was let go, being old enough; 0 for none.
    pruned_to: i64,
    /// The number of the first that is not.
    first_broken: Option<i64>,
    /// What became of it.
    reason: Option<String>,
    /// The last record that signed checkpoints in the database speak of.
    signed_to: i64,
    /// The last that those kept apart speak of; null when none are kept.
    kept_to: Option<i64>,
}

impl From<Verification> for VerificationBody {
    fn from(verification: Verification) -> Self {
        let Verification { checked, pruned_to, broken, signed_to, kept_to } = verification;
        Self {
            intact: broken.is_none(),
            checked,
            pruned_to,
            first_broken: broken.map(|broken| broken.number),
            reason: broken.map(|broken| broken.reason.to_string()),
            signed_to,
            kept_to,
        }
    }
}

impl From<VerifyError> for Problem {
    fn from(error: VerifyError) -> Self {
        match error {
            VerifyError::Store(error) => error.into(),
            VerifyError::File(_) => Self::new(Code::Internal).caused_by(error),
        }
    }
}

/// Follow the chain. Larger audits than a call has time for are verified by `origin audit verify`.
#[utoipa::path(post, path = "/audit/verify", tag = "audit",
    responses((status = 200, body = VerificationBody)))]
pub(super) async fn verify(
    State(state): State<AdminState>,
    admin: Admin,
) -> Result<Json<VerificationBody>, Problem> {
    let verification = state.audit.verify().await?;
    state.audit.record_verification(&admin.actor(), &verification).await?;
    Ok(Json(verification.into()))
}
