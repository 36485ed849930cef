//! `settings_drafts`

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::{PgConnection, types::Json};

use super::Result;
use crate::releases::{Document, Kind, SavedDraft, Secrets};

/// How often the draft has been changed, and the draft if there is one.
pub async fn get(connection: &mut PgConnection) -> Result<(i64, Option<SavedDraft>)> {
    let row = sqlx::query!(
        "SELECT version, document, secrets AS \"secrets: Json<Secrets>\", kind, base_release,
                updated_by, updated_at
         FROM settings_drafts",
    )
    .fetch_one(connection)
    .await?;
    let parts = (row.document, row.secrets, row.base_release, row.updated_by, row.updated_at);
    let draft = match parts {
        (Some(tree), Some(secrets), Some(base_release), Some(updated_by), Some(updated_at)) => {
            let document = Document { tree, secrets: secrets.0 };
            let kind = Kind::parse(&row.kind).unwrap_or(Kind::Publish);
            Some(SavedDraft { document, kind, base_release, updated_by, updated_at })
        }
        _ => None,
    };
    Ok((row.version, draft))
}

/// Puts a draft in place of what there is, or none, and raises the version.
pub async fn put(connection: &mut PgConnection, draft: Option<&SavedDraft>) -> Result<()> {
    let document: Option<&Value> = draft.map(|draft| &draft.document.tree);
    let secrets = draft.map(|draft| Json(&draft.document.secrets));
    let updated_at: Option<DateTime<Utc>> = draft.map(|draft| draft.updated_at);
    sqlx::query!(
        "UPDATE settings_drafts
         SET version = version + 1, document = $1, secrets = $2, kind = $3, base_release = $4,
             updated_by = $5, updated_at = $6",
        document as Option<&Value>,
        secrets as Option<Json<&Secrets>>,
        draft.map_or(Kind::Publish, |draft| draft.kind).as_str(),
        draft.map(|draft| draft.base_release),
        draft.map(|draft| draft.updated_by.as_str()),
        updated_at,
    )
    .execute(connection)
    .await?;
    Ok(())
}
