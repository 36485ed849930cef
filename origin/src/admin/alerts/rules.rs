use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::AdminState;
use crate::{
    admin::{extract::Json, problem::Problem},
    alerts::{Rule, RuleSettings, Unit},
};

/// A rule, and how it is evaluated.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AlertRule)]
pub(super) struct RuleBody {
    name: Rule,
    enabled: bool,
    /// From when on it fires, in the unit.
    threshold: f64,
    unit: Unit,
    /// How far back it looks.
    window_s: i32,
    /// Unless it is changed.
    default_threshold: f64,
    /// Unless it is changed.
    default_window_s: i32,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AlertRules)]
pub(super) struct Rules {
    items: Vec<RuleBody>,
}

impl RuleBody {
    pub(super) fn new(rule: Rule, settings: RuleSettings) -> Self {
        let defaults = rule.defaults();
        Self {
            name: rule,
            enabled: settings.enabled,
            threshold: settings.threshold,
            unit: rule.unit(),
            window_s: settings.window_s,
            default_threshold: defaults.threshold,
            default_window_s: defaults.window_s,
        }
    }
}

/// Every rule.
#[utoipa::path(get, path = "/alerts/rules", tag = "alerts",
    responses((status = 200, body = Rules)))]
pub(super) async fn rules(State(state): State<AdminState>) -> Result<Json<Rules>, Problem> {
    let rules = state.alerts.rules().await?.into_iter();
    let items = rules.map(|(rule, settings)| RuleBody::new(rule, settings)).collect();
    Ok(Json(Rules { items }))
}
