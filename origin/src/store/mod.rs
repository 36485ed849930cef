//! PostgreSQL. All SQL of the origin is in this module.
//!
//! A function takes a connection, so that its caller decides what is one transaction, and returns
//! the domain's values. Absent is `None`; an [`Error`] is a fault.

pub mod active_users;
pub mod administrator_lockouts;
pub mod administrator_recovery_codes;
pub mod administrator_sessions;
pub mod administrators;
pub mod alert_deliveries;
pub mod alert_evaluations;
pub mod alert_events;
pub mod alert_rules;
pub mod alert_signals;
pub mod alert_webhooks;
pub mod audit_checkpoints;
pub mod audit_prunings;
pub mod audit_records;
pub mod daily_stats;
pub mod devices;
pub mod edge_instances;
pub mod favorites;
pub mod idempotency_keys;
pub mod import_jobs;
pub mod job_runs;
pub mod library;
pub mod outbox_deliveries;
pub mod outbox_edges;
pub mod outbox_events;
pub mod playbacks;
pub mod playlist_entries;
pub mod playlists;
pub mod plays;
pub mod prune;
pub mod prune_library;
pub mod seed;
pub mod sessions;
pub mod settings_drafts;
pub mod settings_releases;
pub mod signing_keys;
pub mod sms_budgets;
pub mod sms_codes;
pub mod sms_deliveries;
pub mod source_states;
pub mod stats;
pub mod substitutions;
pub mod telemetry;
pub mod user_files;
pub mod users;

use std::time::Duration;

use secrecy::ExposeSecret;
use sqlx::{
    Connection, PgConnection, Postgres, Transaction,
    migrate::{MigrateError, Migrator},
    pool::PoolConnection,
    postgres::{PgConnectOptions, PgListener, PgPool, PgPoolOptions},
};

use crate::config::DatabaseSettings;

/// The migrations in `/migrations`, embedded.
static MIGRATIONS: Migrator = sqlx::migrate!("../migrations");

/// How long after its last use a connection is taken to live still.
const TRUSTED_FOR: Duration = Duration::from_secs(1);

/// A fault of the database, never an absence.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A statement failed, or no connection was to be had.
    #[error("the database failed")]
    Database(#[from] sqlx::Error),
    /// The schema could not be brought to the version wanted.
    #[error("the migrations failed")]
    Migrate(#[from] MigrateError),
    /// A row holds what the schema should have refused.
    #[error("a row of {table} is not as it should be: {reason}")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// What is wrong, without the value.
        reason: &'static str,
    },
}

/// A result of the store.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The pool. Clones share it.
#[derive(Debug, Clone)]
pub struct Store {
    pool: PgPool,
}

impl Store {
    /// Prepares the pool. Connects when first asked, so that a start with the database down ends in
    /// the message of what was asked for.
    ///
    /// # Errors
    /// The address is no PostgreSQL address.
    pub fn new(settings: &DatabaseSettings) -> Result<Self> {
        let options: PgConnectOptions = settings.url.expose_secret().parse()?;
        let pool = PgPoolOptions::new()
            .max_connections(settings.max_connections)
            .acquire_timeout(settings.acquire_timeout)
            // Asking whether a connection lives costs as much as a query: those in use are trusted.
            .test_before_acquire(false)
            .before_acquire(|connection, metadata| {
                Box::pin(async move {
                    let rested = metadata.idle_for >= TRUSTED_FOR;
                    Ok(!rested || connection.ping().await.is_ok())
                })
            })
            .connect_lazy_with(options.application_name("listen-stream-origin"));
        Ok(Self { pool })
    }

    /// A connection for statements that need no transaction.
    pub async fn connection(&self) -> Result<PoolConnection<Postgres>> {
        Ok(self.pool.acquire().await?)
    }

    /// A transaction. Dropped without [`commit`](Transaction::commit), it is rolled back.
    pub async fn begin(&self) -> Result<Transaction<'static, Postgres>> {
        Ok(self.pool.begin().await?)
    }

    /// A transaction that reads, and sees nothing of what is committed after it began.
    pub async fn begin_snapshot(&self) -> Result<Transaction<'static, Postgres>> {
        Ok(self.pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?)
    }

    /// Listens on a channel of `NOTIFY`, on a connection of its own. What was sent while the database
    /// was away is lost.
    pub async fn listen(&self, channel: &str) -> Result<PgListener> {
        let mut listener = PgListener::connect_with(&self.pool).await?;
        listener.listen(channel).await?;
        Ok(listener)
    }

    /// Whether the database answers, within `limit`.
    pub async fn ping(&self, limit: Duration) -> bool {
        let ping = async {
            let mut connection = self.pool.acquire().await?;
            sqlx::query!("SELECT 1 AS one").fetch_one(&mut *connection).await
        };
        matches!(tokio::time::timeout(limit, ping).await, Ok(Ok(_)))
    }

    /// Open connections, and how many of them are idle.
    pub fn pool_state(&self) -> (u32, usize) {
        (self.pool.size(), self.pool.num_idle())
    }

    /// Applies every migration that is missing. Several origins may do so at once: an advisory lock
    /// makes the others wait, and then find nothing to do.
    pub async fn migrate_up(&self) -> Result<()> {
        Ok(MIGRATIONS.run(&self.pool).await?)
    }

    /// Reverts the last migration, or all of them. Answers the versions reverted, newest first.
    pub async fn migrate_down(&self, all: bool) -> Result<Vec<i64>> {
        let mut connection = self.pool.acquire().await?;
        let mut applied = applied_versions(&mut connection).await?;
        drop(connection);
        let target = if all { 0 } else { applied.iter().rev().nth(1).copied().unwrap_or(0) };
        applied.retain(|version| *version > target);
        applied.reverse();
        MIGRATIONS.undo(&self.pool, target).await?;
        Ok(applied)
    }

    /// Closes the pool after its connections have been given back.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

/// Oldest first; none when the table of the migrator is not there yet.
async fn applied_versions(connection: &mut PgConnection) -> Result<Vec<i64>> {
    use sqlx::migrate::Migrate;
    connection.ensure_migrations_table("_sqlx_migrations").await?;
    let applied = connection.list_applied_migrations("_sqlx_migrations").await?;
    Ok(applied.into_iter().map(|migration| migration.version).collect())
}

/// Takes a lock that the end of the transaction gives back; everybody with the same `name` waits.
async fn lock_for_transaction(connection: &mut PgConnection, name: &str) -> Result<()> {
    sqlx::query!("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", name)
        .execute(connection)
        .await?;
    Ok(())
}

/// No connection, or one the server ended or did not want: SQLSTATE classes 08 (connection), 53
/// (resources), 57 (operator), and 55000, a database that takes no connections.
pub fn is_away(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed => true,
        sqlx::Error::Database(error) => error.code().is_some_and(|code| {
            ["08", "53", "57"].iter().any(|class| code.starts_with(class)) || code == "55000"
        }),
        _ => false,
    }
}
