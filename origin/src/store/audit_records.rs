//! `audit_records`, `audit_heads`

use std::ops::Range;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Error, Result};
use crate::{
    audit::{Action, Actor, ActorFilter, Filter, Hash, Record},
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
    let done = sqlx::query!(
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
    debug_assert_eq!(done.rows_affected(), 1, "the row is locked");
    Ok(record.number)
}

/// The end of the chain: the number and hash of the last record.
pub async fn head(connection: &mut PgConnection) -> Result<(i64, Hash)> {
    let head = sqlx::query!("SELECT number, hash FROM audit_heads").fetch_one(connection).await?;
    Ok((head.number, hash(&head.hash)?))
}

/// Deletes the records up to a number, which a pruning has to tell of.
pub async fn delete_to(connection: &mut PgConnection, number: i64) -> Result<()> {
    sqlx::query!("DELETE FROM audit_records WHERE number <= $1", number)
        .execute(connection)
        .await?;
    Ok(())
}

/// One record.
pub async fn get(connection: &mut PgConnection, number: i64) -> Result<Option<Record>> {
    sqlx::query_as!(
        Row,
        "SELECT number, at, actor_kind, actor_id, actor_email, action, target, payload,
                previous_hash, hash
         FROM audit_records WHERE number = $1",
        number,
    )
    .fetch_optional(connection)
    .await?
    .map(Record::try_from)
    .transpose()
}

/// Up to `limit` records that match and have numbers below `before`, newest first.
pub async fn descending(
    connection: &mut PgConnection,
    filter: &Filter,
    before: i64,
    limit: i64,
) -> Result<Vec<Record>> {
    let ActorColumns { kind, id, email } = ActorColumns::of(filter);
    let rows = sqlx::query_as!(
        Row,
        "SELECT number, at, actor_kind, actor_id, actor_email, action, target, payload,
                previous_hash, hash
         FROM audit_records
         WHERE number < $1
           AND ($3::text IS NULL OR actor_kind = $3)
           AND ($4::uuid IS NULL OR actor_id = $4)
           AND ($5::text IS NULL OR actor_email = $5)
           AND ($6::text IS NULL OR action = $6 OR split_part(action, '.', 1) = $6)
           AND ($7::text IS NULL OR target = $7)
           AND ($8::timestamptz IS NULL OR at >= $8)
           AND ($9::timestamptz IS NULL OR at < $9)
         ORDER BY number DESC
         LIMIT $2",
        before,
        limit,
        kind,
        id,
        email,
        filter.action,
        filter.target,
        filter.from,
        filter.to,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(Record::try_from).collect()
}

/// Up to `limit` records that match and have numbers after the first and before the second of `span`,
/// oldest first.
pub async fn ascending(
    connection: &mut PgConnection,
    filter: &Filter,
    span: Range<i64>,
    limit: i64,
) -> Result<Vec<Record>> {
    let ActorColumns { kind, id, email } = ActorColumns::of(filter);
    let rows = sqlx::query_as!(
        Row,
        "SELECT number, at, actor_kind, actor_id, actor_email, action, target, payload,
                previous_hash, hash
         FROM audit_records
         WHERE number > $1 AND number < $10
           AND ($3::text IS NULL OR actor_kind = $3)
           AND ($4::uuid IS NULL OR actor_id = $4)
           AND ($5::text IS NULL OR actor_email = $5)
           AND ($6::text IS NULL OR action = $6 OR split_part(action, '.', 1) = $6)
           AND ($7::text IS NULL OR target = $7)
           AND ($8::timestamptz IS NULL OR at >= $8)
           AND ($9::timestamptz IS NULL OR at < $9)
         ORDER BY number
         LIMIT $2",
        span.start,
        limit,
        kind,
        id,
        email,
        filter.action,
        filter.target,
        filter.from,
        filter.to,
        span.end,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(Record::try_from).collect()
}

/// The filter on the actor as the columns have it.
struct ActorColumns<'a> {
    kind: Option<&'a str>,
    id: Option<Uuid>,
    email: Option<&'a str>,
}

impl<'a> ActorColumns<'a> {
    fn of(filter: &'a Filter) -> Self {
        let none = Self { kind: None, id: None, email: None };
        match &filter.actor {
            None => none,
            Some(ActorFilter::Kind(kind)) => Self { kind: Some(kind), ..none },
            Some(ActorFilter::Id(id)) => Self { id: Some(*id), ..none },
            Some(ActorFilter::Email(email)) => Self { email: Some(email), ..none },
        }
    }
}

struct Row {
    number: i64,
    at: DateTime<Utc>,
    actor_kind: String,
    actor_id: Option<Uuid>,
    actor_email: Option<String>,
    action: String,
    target: String,
    payload: String,
    previous_hash: Vec<u8>,
    hash: Vec<u8>,
}

impl TryFrom<Row> for Record {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let actor = match (row.actor_kind.as_str(), row.actor_id, row.actor_email) {
            ("admin", Some(id), Some(email)) => Actor::Admin { id, email },
            ("cli", None, None) => Actor::Cli,
            ("system", None, None) => Actor::System,
            _ => {
                let reason = "the actor is not known";
                return Err(Error::Corrupt { table: "audit_records", reason });
            }
        };
        Ok(Self {
            number: row.number,
            at: row.at,
            actor,
            action: row.action,
            target: row.target,
            payload: row.payload,
            previous_hash: hash(&row.previous_hash)?,
            hash: hash(&row.hash)?,
        })
    }
}

fn hash(bytes: &[u8]) -> Result<Hash> {
    let reason = "a hash is not 32 bytes";
    bytes.try_into().map_err(|_| Error::Corrupt { table: "audit_records", reason })
}
