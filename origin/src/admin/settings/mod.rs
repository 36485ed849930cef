//! The settings of the edges: draft, releases, and what the edges go by.

mod diff;
mod draft;
mod edges;
mod export;
mod get_release;
mod import;
mod list_releases;
mod publish;
mod roll_back;
mod roll_out;
mod schema;
mod secrets;
mod validate;
mod withdraw;

use std::collections::BTreeMap;

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use wasm_shared::settings::{FieldProblem, tree::Difference};

use super::{
    AdminState,
    extract::Json,
    problem::{Code, Problem},
};
use crate::releases::{Draft, DraftTag, Kind, Release, ReleaseError, State};

pub(super) fn routes() -> OpenApiRouter<AdminState> {
    OpenApiRouter::new()
        .routes(routes!(schema::schema))
        .routes(routes!(draft::get, draft::put, draft::discard))
        .routes(routes!(validate::validate))
        .routes(routes!(diff::of_draft))
        .routes(routes!(secrets::set, secrets::remove))
        .routes(routes!(list_releases::list, publish::publish))
        .routes(routes!(get_release::get, roll_out::roll_out))
        .routes(routes!(diff::of_release))
        .routes(routes!(withdraw::withdraw))
        .routes(routes!(roll_back::roll_back))
        .routes(routes!(edges::list))
        .routes(routes!(export::export))
        .routes(routes!(import::import))
}

/// What is to be published next; where nobody has saved anything, what is in force.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SettingsDraft)]
struct DraftBody {
    /// What differs from the defaults. In place of a secret: `{"sealed": true, "set_at": …}`.
    document: Value,
    /// The release that was in force when it was last saved as a whole. Once another has come into
    /// force, it is published only after it was saved again.
    base_release: i64,
    /// As the header `ETag` has it.
    version: String,
    /// Null where nobody has saved anything.
    updated_by: Option<String>,
    updated_at: Option<DateTime<Utc>>,
    /// Everything that is wrong with it.
    problems: Vec<FieldBody>,
}

/// What is wrong with a field.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SettingsProblem)]
struct FieldBody {
    /// The dotted name.
    field: String,
    reason: String,
}

impl From<FieldProblem> for FieldBody {
    fn from(FieldProblem { field, reason }: FieldProblem) -> Self {
        Self { field, reason }
    }
}

impl From<Draft> for DraftBody {
    fn from(draft: Draft) -> Self {
        let (updated_by, updated_at) = draft.updated.unzip();
        Self {
            document: draft.document.shown(),
            base_release: draft.base_release,
            version: draft.tag.to_string(),
            updated_by,
            updated_at,
            problems: draft.problems.into_iter().map(FieldBody::from).collect(),
        }
    }
}

/// A draft and its `ETag`.
fn answer(draft: Draft) -> ([(HeaderName, HeaderValue); 1], Json<DraftBody>) {
    let tag = HeaderValue::try_from(format!("\"{}\"", draft.tag)).expect("digits and a hyphen");
    ([(header::ETAG, tag)], Json(draft.into()))
}

/// The version of the draft that the caller has seen, from `If-Match`; `None` where it says none.
///
/// # Errors
/// `version_conflict` for what was never a version.
fn seen(headers: &HeaderMap) -> Result<Option<DraftTag>, Problem> {
    let Some(header) = headers.get(header::IF_MATCH) else { return Ok(None) };
    let text = header.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Ok(None);
    }
    let tag = text.strip_prefix("W/").unwrap_or(text).trim_matches('"');
    Ok(Some(tag.parse::<DraftTag>()?))
}

/// The same where it must say one.
///
/// # Errors
/// `version_required`; `version_conflict`.
fn must_have_seen(headers: &HeaderMap) -> Result<DraftTag, Problem> {
    seen(headers)?.ok_or_else(|| Code::VersionRequired.into())
}

/// Something was or is in force.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SettingsRelease)]
struct ReleaseBody {
    /// From 1, without gaps.
    number: i64,
    kind: Kind,
    state: State,
    /// For how many of the users, in percent.
    rollout_percent: u8,
    /// An administrator's e-mail address, `cli` or `system`.
    author: String,
    reason: String,
    /// The release that a rollback went back to.
    restores: Option<i64>,
    created_at: DateTime<Utc>,
    /// As in the draft; not in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<Value>,
}

impl ReleaseBody {
    /// As it is in lists.
    fn brief(release: Release) -> Self {
        let Release { number, kind, state, rollout_percent, author, reason, restores, .. } =
            release;
        let created_at = release.created_at;
        let document = None;
        Self {
            number,
            kind,
            state,
            rollout_percent,
            author,
            reason,
            restores,
            created_at,
            document,
        }
    }

    /// By itself.
    fn whole(release: Release) -> Self {
        let document = Some(release.document.shown());
        Self { document, ..Self::brief(release) }
    }
}

/// Leaves that two documents do not share, by their names.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SettingsDiff)]
struct DiffBody {
    items: Vec<DifferenceBody>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SettingsDifference)]
struct DifferenceBody {
    /// The dotted name.
    path: String,
    /// Null where it is not there: the default holds.
    before: Option<Value>,
    /// The same.
    after: Option<Value>,
}

impl From<Vec<Difference>> for DiffBody {
    fn from(differences: Vec<Difference>) -> Self {
        let item = |Difference { path, before, after }| DifferenceBody { path, before, after };
        Self { items: differences.into_iter().map(item).collect() }
    }
}

/// Why something is done.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = SettingsReason)]
struct ReasonBody {
    /// 1 to 500 characters.
    reason: String,
}

impl From<ReleaseError> for Problem {
    fn from(error: ReleaseError) -> Self {
        match error {
            ReleaseError::NotFound => Code::NotFound.into(),
            ReleaseError::VersionConflict => Code::VersionConflict.into(),
            ReleaseError::DraftOutdated { .. } => {
                Self::with_detail(Code::VersionConflict, error.to_string())
            }
            ReleaseError::VersionRequired => Code::VersionRequired.into(),
            ReleaseError::Unchanged => Code::NothingChanged.into(),
            ReleaseError::RolloutUnderWay(_) => {
                Self::with_detail(Code::RolloutUnderWay, error.to_string())
            }
            ReleaseError::NotRollingOut => Code::ReleaseNotRollingOut.into(),
            ReleaseError::Invalid(problems) => fields(problems)
                .into_iter()
                .fold(Code::InvalidFields.into(), |problem: Self, (name, reason)| {
                    problem.field(name, reason)
                }),
            ReleaseError::Store(error) => error.into(),
        }
    }
}

/// By name; of two reasons for one field both.
fn fields(problems: Vec<FieldProblem>) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::<String, String>::new();
    for FieldProblem { field, reason } in problems {
        let known = fields.entry(field).or_default();
        *known = if known.is_empty() { reason } else { format!("{known}; {reason}") };
    }
    fields
}
