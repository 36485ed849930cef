use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{AdminState, rules::RuleBody};
use crate::{
    admin::{
        extract::{Json, Path},
        guard::Admin,
        problem::{Code, Problem},
    },
    alerts::{Rule, RuleChange, RuleChangeError},
};

/// What is to be changed; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = AlertRuleChange)]
pub(super) struct ChangeBody {
    enabled: Option<bool>,
    /// In the rule's unit: times 1 to 1,000,000, a share up to 1, seconds up to 86,400.
    threshold: Option<f64>,
    /// 10 to 86,400.
    window_s: Option<i32>,
}

impl From<RuleChangeError> for Problem {
    fn from(error: RuleChangeError) -> Self {
        match error {
            RuleChangeError::Threshold(_) => Self::invalid_field("threshold", error.to_string()),
            RuleChangeError::Window => Self::invalid_field("window_s", error.to_string()),
            RuleChangeError::Store(error) => error.into(),
        }
    }
}

/// Change a rule, from the next evaluation on.
#[utoipa::path(patch, path = "/alerts/rules/{name}", tag = "alerts", request_body = ChangeBody,
    params(("name" = Rule, Path, description = "A rule")),
    responses((status = 200, body = RuleBody)))]
pub(super) async fn change_rule(
    State(state): State<AdminState>,
    admin: Admin,
    Path(name): Path<String>,
    Json(change): Json<ChangeBody>,
) -> Result<Json<RuleBody>, Problem> {
    let rule = Rule::parse(&name).ok_or(Code::NotFound)?;
    let ChangeBody { enabled, threshold, window_s } = change;
    let change = RuleChange { enabled, threshold, window_s };
    let settings = state.alerts.change_rule(&admin.actor(), rule, change).await?;
    Ok(Json(RuleBody::new(rule, settings)))
}
