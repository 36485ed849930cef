//! `settings_releases`, `settings_heads`

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};
use sqlx::{PgConnection, types::Json};
use wasm_shared::releases::{Candidate, Release as EdgeRelease, Standing};

use super::{Error, Result};
use crate::releases::{Document, Kind, Release, Secrets, State};

/// Where `NOTIFY` says that something else is to be in force.
pub const CHANNEL: &str = "settings_releases";

struct Row {
    number: i64,
    kind: String,
    state: String,
    document: Value,
    secrets: Json<Secrets>,
    rollout_percent: i16,
    author: String,
    reason: String,
    restores: Option<i64>,
    created_at: DateTime<Utc>,
}

impl TryFrom<Row> for Release {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let corrupt = |reason| Error::Corrupt { table: "settings_releases", reason };
        Ok(Self {
            number: row.number,
            kind: Kind::parse(&row.kind).ok_or_else(|| corrupt("the kind is not known"))?,
            state: State::parse(&row.state).ok_or_else(|| corrupt("the state is not known"))?,
            document: Document { tree: row.document, secrets: row.secrets.0 },
            rollout_percent: row.rollout_percent.try_into().map_err(|_| corrupt("the share"))?,
            author: row.author,
            reason: row.reason,
            restores: row.restores,
            created_at: row.created_at,
        })
    }
}

/// Makes everybody else who changes settings wait for the end of the transaction. Answers the number
/// of the last release.
pub async fn lock(connection: &mut PgConnection) -> Result<i64> {
    let head = sqlx::query!("SELECT number FROM settings_heads FOR UPDATE");
    Ok(head.fetch_one(connection).await?.number)
}

/// The release in this state, of which there is one at most; `None` also where nothing was published
/// yet.
pub async fn in_state(connection: &mut PgConnection, state: State) -> Result<Option<Release>> {
    let row = sqlx::query_as!(
        Row,
        "SELECT number, kind, state, document, secrets AS \"secrets: Json<Secrets>\",
                rollout_percent, author, reason, restores, created_at
         FROM settings_releases WHERE state = $1 AND state IN ('active', 'rolling_out')",
        state.as_str(),
    );
    row.fetch_optional(connection).await?.map(Release::try_from).transpose()
}

/// A release by its number.
pub async fn get(connection: &mut PgConnection, number: i64) -> Result<Option<Release>> {
    let row = sqlx::query_as!(
        Row,
        "SELECT number, kind, state, document, secrets AS \"secrets: Json<Secrets>\",
                rollout_percent, author, reason, restores, created_at
         FROM settings_releases WHERE number = $1",
        number,
    );
    row.fetch_optional(connection).await?.map(Release::try_from).transpose()
}

/// The last releases below a number, newest first.
pub async fn list(connection: &mut PgConnection, below: i64, limit: i64) -> Result<Vec<Release>> {
    let rows = sqlx::query_as!(
        Row,
        "SELECT number, kind, state, document, secrets AS \"secrets: Json<Secrets>\",
                rollout_percent, author, reason, restores, created_at
         FROM settings_releases WHERE number < $1 ORDER BY number DESC LIMIT $2",
        below,
        limit,
    );
    rows.fetch_all(connection).await?.into_iter().map(Release::try_from).collect()
}

/// Adds a release, whose number is the head's next. Everything else that is in its state has to be
/// moved away before.
pub async fn insert(connection: &mut PgConnection, release: &Release) -> Result<()> {
    sqlx::query!(
        "INSERT INTO settings_releases
             (number, kind, state, document, secrets, rollout_percent, author, reason, restores,
              created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        release.number,
        release.kind.as_str(),
        release.state.as_str(),
        release.document.tree,
        Json(&release.document.secrets) as Json<&Secrets>,
        i16::from(release.rollout_percent),
        release.author,
        release.reason,
        release.restores,
        release.created_at,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Moves the release that is in one state, if any is, to another.
pub async fn move_state(connection: &mut PgConnection, from: State, to: State) -> Result<()> {
    sqlx::query!(
        "UPDATE settings_releases SET state = $2
         WHERE state = $1 AND state IN ('active', 'rolling_out')",
        from.as_str(),
        to.as_str(),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Sets to how many users the release that is rolled out goes.
pub async fn set_percent(connection: &mut PgConnection, percent: u8) -> Result<()> {
    sqlx::query!(
        "UPDATE settings_releases SET rollout_percent = $1 WHERE state = 'rolling_out'",
        i16::from(percent),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Says that something else is to be in force: raises the revision and tells those who listen once
/// the transaction is committed. A revision is a moment in milliseconds where the clock allows it, so
/// that it rises also after the database was put back to an earlier state.
pub async fn advance(connection: &mut PgConnection, number: i64, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "WITH head AS (
             UPDATE settings_heads
             SET number = greatest(number, $1), revision = greatest(revision + 1, $2)
             RETURNING number
         )
         SELECT pg_notify($3, '') FROM head",
        number,
        now.timestamp_millis(),
        CHANNEL,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// What is to be in force, as of one moment.
pub async fn standing(connection: &mut PgConnection) -> Result<Standing> {
    let row = sqlx::query!(
        "SELECT h.revision, a.number AS \"current_number?\", a.document AS \"current_document?\",
                c.number AS \"candidate_number?\", c.document AS \"candidate_document?\",
                c.rollout_percent AS \"percent?\"
         FROM settings_heads h
         LEFT JOIN settings_releases a ON a.state = 'active'
         LEFT JOIN settings_releases c ON c.state = 'rolling_out'",
    )
    .fetch_one(connection)
    .await?;
    let release = |number: i64, document| EdgeRelease { number: number.cast_unsigned(), document };
    let current = match (row.current_number, row.current_document) {
        (Some(number), Some(document)) => release(number, document),
        _ => release(0, Value::Object(Map::new())),
    };
    let candidate = match (row.candidate_number, row.candidate_document, row.percent) {
        (Some(number), Some(document), Some(percent)) => {
            let percent = percent.try_into().unwrap_or(0);
            Some(Candidate { release: release(number, document), percent })
        }
        _ => None,
    };
    Ok(Standing { revision: row.revision.cast_unsigned(), current, candidate })
}
