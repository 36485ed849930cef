//! `audit_records`, `audit_heads`

use sqlx::PgConnection;

use super::{Error, Result};
use crate::{
    audit::{Action, Actor, Hash, Record},
    clock::Clock,
};

/// Appends a record to the chain; it is there when the transaction is committed, and was never when it
/// is not. Answers its number.
///
/// Call it last: from here to the commit everybody else who appends waits.
pub async fn append(
    connection: &mut PgConnection,
    clock: &Clock,
    actor: &Actor,
    action: &Action,
) -> Result<i64> {
    let head = sqlx::query!("SELECT number, hash FROM audit_heads FOR UPDATE")
        .fetch_one(&mut *connection)
        .await?;
    let previous_hash = hash(&head.hash)?;
    let record = Record::new(head.number + 1, previous_hash, clock.now(), actor, action);
    let (id, email) = match &record.actor {
        Actor::Admin { id, email } => (Some(*id), Some(email.as_str())),
        Actor::Cli | Actor::System => (None, None),
    };
    sqlx::query!(
        "WITH record AS (
             INSERT INTO audit_records (number, at, actor_kind, actor_id, actor_email, action,
                                        target, payload, previous_hash, hash)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
             RETURNING number, hash
         )
         UPDATE audit_heads SET number = record.number, hash = record.hash FROM record",
        record.number,
        record.at,
        record.actor.kind(),
        id,
        email,
        record.action,
        record.target,
        record.payload,
        &record.previous_hash,
        &record.hash,
    )
    .execute(connection)
    .await?;
    Ok(record.number)
}

fn hash(bytes: &[u8]) -> Result<Hash> {
    let reason = "a hash is not 32 bytes";
    bytes.try_into().map_err(|_| Error::Corrupt { table: "audit_records", reason })
}
