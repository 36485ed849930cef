//! `administrators`

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Error, Result, lock_for_transaction};
use crate::administrators::{Administrator, EmailAddress, Role};

/// The columns of an [`Administrator`].
pub(super) struct Row {
    pub(super) id: Uuid,
    pub(super) email: String,
    pub(super) name: String,
    pub(super) role: String,
    pub(super) totp_enrolled: bool,
    pub(super) disabled_at: Option<DateTime<Utc>>,
    pub(super) created_at: DateTime<Utc>,
    pub(super) last_signed_in_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for Administrator {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let reason = "the role is not known";
        Ok(Self {
            id: row.id,
            email: EmailAddress::stored(row.email),
            name: row.name,
            role: Role::parse(&row.role)
                .ok_or(Error::Corrupt { table: "administrators", reason })?,
            totp_enrolled: row.totp_enrolled,
            disabled_at: row.disabled_at,
            created_at: row.created_at,
            last_signed_in_at: row.last_signed_in_at,
        })
    }
}

/// Makes everybody else who changes administrators wait for the end of the transaction.
pub async fn lock(connection: &mut PgConnection) -> Result<()> {
    lock_for_transaction(connection, "administrators").await
}

/// Adds an administrator; `false` when another has the e-mail address.
pub async fn insert(
    connection: &mut PgConnection,
    administrator: &Administrator,
    password_hash: &str,
) -> Result<bool> {
    let done = sqlx::query!(
        "INSERT INTO administrators (id, email, name, role, password_hash, created_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (email) DO NOTHING",
        administrator.id,
        administrator.email.as_str(),
        administrator.name,
        administrator.role.as_str(),
        password_hash,
        administrator.created_at,
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// An administrator and the hash of their password.
pub async fn find_by_email(
    connection: &mut PgConnection,
    email: &EmailAddress,
) -> Result<Option<(Administrator, String)>> {
    let row = sqlx::query!(
        "SELECT id, email, name, role, totp_secret_sealed IS NOT NULL AS \"totp_enrolled!\",
                disabled_at, created_at, last_signed_in_at, password_hash
         FROM administrators WHERE email = $1",
        email.as_str(),
    )
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let administrator = Row {
        id: row.id,
        email: row.email,
        name: row.name,
        role: row.role,
        totp_enrolled: row.totp_enrolled,
        disabled_at: row.disabled_at,
        created_at: row.created_at,
        last_signed_in_at: row.last_signed_in_at,
    };
    Ok(Some((administrator.try_into()?, row.password_hash)))
}

/// Replaces a password's hash; `false` when there is no such administrator.
pub async fn set_password(connection: &mut PgConnection, id: Uuid, hash: &str) -> Result<bool> {
    let done = sqlx::query!("UPDATE administrators SET password_hash = $2 WHERE id = $1", id, hash)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// One administrator.
pub async fn get(connection: &mut PgConnection, id: Uuid) -> Result<Option<Administrator>> {
    let row = sqlx::query_as!(
        Row,
        "SELECT id, email, name, role, totp_secret_sealed IS NOT NULL AS \"totp_enrolled!\",
                disabled_at, created_at, last_signed_in_at
         FROM administrators WHERE id = $1",
        id,
    )
    .fetch_optional(connection)
    .await?;
    row.map(Administrator::try_from).transpose()
}

/// Up to `limit` administrators by their ids, those after `after`.
pub async fn list(
    connection: &mut PgConnection,
    after: Uuid,
    limit: i64,
) -> Result<Vec<Administrator>> {
    let rows = sqlx::query_as!(
        Row,
        "SELECT id, email, name, role, totp_secret_sealed IS NOT NULL AS \"totp_enrolled!\",
                disabled_at, created_at, last_signed_in_at
         FROM administrators WHERE id > $1 ORDER BY id LIMIT $2",
        after,
        limit,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(Administrator::try_from).collect()
}

/// Writes name, role and whether they are disabled.
pub async fn update(connection: &mut PgConnection, administrator: &Administrator) -> Result<()> {
    sqlx::query!(
        "UPDATE administrators SET name = $2, role = $3, disabled_at = $4 WHERE id = $1",
        administrator.id,
        administrator.name,
        administrator.role.as_str(),
        administrator.disabled_at,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Removes an administrator with what hangs on them.
pub async fn delete(connection: &mut PgConnection, id: Uuid) -> Result<()> {
    sqlx::query!("DELETE FROM administrators WHERE id = $1", id).execute(connection).await?;
    Ok(())
}

/// How many owners there are that are not disabled.
pub async fn owners(connection: &mut PgConnection) -> Result<i64> {
    let owners = sqlx::query_scalar!(
        "SELECT count(*) AS \"count!\" FROM administrators
         WHERE role = 'owner' AND disabled_at IS NULL",
    )
    .fetch_one(connection)
    .await?;
    Ok(owners)
}

/// Takes the second factor away; `false` when there is no such administrator.
pub async fn forget_totp(connection: &mut PgConnection, id: Uuid) -> Result<bool> {
    let done = sqlx::query!(
        "UPDATE administrators SET totp_secret_sealed = NULL, totp_last_step = NULL WHERE id = $1",
        id,
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Gives an administrator a second factor in place of any other; steps that were used stay used.
pub async fn keep_totp(
    connection: &mut PgConnection,
    id: Uuid,
    secret_sealed: &[u8],
) -> Result<()> {
    sqlx::query!(
        "UPDATE administrators SET totp_secret_sealed = $2 WHERE id = $1",
        id,
        secret_sealed,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The sealed secret of the second factor and the last step it was used at; `None` without one.
pub async fn totp(
    connection: &mut PgConnection,
    id: Uuid,
) -> Result<Option<(Vec<u8>, Option<i64>)>> {
    let row = sqlx::query!(
        "SELECT totp_secret_sealed, totp_last_step FROM administrators WHERE id = $1",
        id,
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.and_then(|row| Some((row.totp_secret_sealed?, row.totp_last_step))))
}

/// Uses up a step and those before it; `false` when it was used up.
pub async fn use_totp_step(connection: &mut PgConnection, id: Uuid, step: i64) -> Result<bool> {
    let done = sqlx::query!(
        "UPDATE administrators SET totp_last_step = $2
         WHERE id = $1 AND (totp_last_step IS NULL OR totp_last_step < $2)",
        id,
        step,
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Gives who has no second factor one, with the step that showed it works used up; `false` when they
/// have one.
pub async fn enrol(
    connection: &mut PgConnection,
    id: Uuid,
    secret_sealed: &[u8],
    step: i64,
) -> Result<bool> {
    let done = sqlx::query!(
        "UPDATE administrators SET totp_secret_sealed = $2, totp_last_step = $3
         WHERE id = $1 AND totp_secret_sealed IS NULL",
        id,
        secret_sealed,
        step,
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes a sign-in.
pub async fn signed_in(connection: &mut PgConnection, id: Uuid, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!("UPDATE administrators SET last_signed_in_at = $2 WHERE id = $1", id, now)
        .execute(connection)
        .await?;
    Ok(())
}
