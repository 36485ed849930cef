use axum::extract::State;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use utoipa::ToSchema;
use wasm_shared::settings::tree;

use super::{AdminState, PublishedRelease, source_of};
use crate::{
    admin::{
        extract::{Json, Path},
        guard::Admin,
        problem::Problem,
    },
    audit::Action,
};

#[derive(Deserialize, ToSchema)]
pub(super) struct SourceCredential {
    /// The cookie header of the operator's session at the source. It is sealed at once and never
    /// given back.
    #[schema(write_only)]
    value: String,
    /// Why, for other administrators: 1 to 500 characters.
    reason: String,
}

/// Set the operator's credential at a source, for everybody and at once.
#[utoipa::path(put, path = "/sources/{source}/credential", tag = "sources",
    params(("source" = String, Path)), request_body = SourceCredential,
    responses((status = 200, body = PublishedRelease)))]
pub(super) async fn set_credential(
    State(state): State<AdminState>,
    admin: Admin,
    Path(name): Path<String>,
    Json(SourceCredential { value, reason }): Json<SourceCredential>,
) -> Result<Json<PublishedRelease>, Problem> {
    let (source, value) = (source_of(&name)?.as_str(), SecretString::from(value));
    let field = format!("sources.{source}.common.cookie");
    let sealed = state.releases.seal(&field, value.expose_secret())?;
    let change = |document: &mut serde_json::Value| {
        tree::put(document, &field, sealed.clone());
        let (source, reason) = (source.to_owned(), reason.clone());
        Some(Action::SourceCredentialSet { source, reason })
    };
    let release = state.releases.publish_change(&admin.actor(), &reason, change).await?;
    Ok(Json(release.into()))
}
