use std::env;

use sha2::{Digest as _, Sha256};
use sqlx::{Connection, PgConnection, migrate::Migrator};
use uuid::Uuid;

static MIGRATIONS: Migrator = sqlx::migrate!("../migrations");

/// A database of one test's own, dropped with it.
pub struct Database {
    server: String,
    name: String,
}

impl Database {
    /// A database with the schema. Running every migration for every test would take longer than the
    /// tests: it is a copy of one on which they have run.
    pub async fn create() -> Self {
        let server = server();
        let template = template(&server).await;
        Self::named(server, &format!("TEMPLATE {template}")).await
    }

    /// An empty database.
    pub async fn empty() -> Self {
        Self::named(server(), "").await
    }

    async fn named(server: String, options: &str) -> Self {
        let name = format!("origin_test_{}", Uuid::new_v4().simple());
        execute(&server, &format!("CREATE DATABASE {name} {options}")).await;
        Self { server, name }
    }

    /// Its address.
    pub fn url(&self) -> String {
        url_of(&self.server, &self.name)
    }

    /// A connection beside the origin's.
    pub async fn connect(&self) -> PgConnection {
        PgConnection::connect(&self.url()).await.unwrap()
    }

    /// The one number a query answers.
    pub async fn count(&self, query: &'static str) -> i64 {
        sqlx::query_scalar(query).fetch_one(&mut self.connect().await).await.unwrap()
    }

    /// Cuts every connection and refuses new ones, until [`Self::come_back`].
    pub async fn go_away(&self) {
        let name = &self.name;
        execute(&self.server, &format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false")).await;
        let cut = format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
        );
        execute(&self.server, &cut).await;
    }

    /// Ends [`Self::go_away`].
    pub async fn come_back(&self) {
        let name = &self.name;
        execute(&self.server, &format!("ALTER DATABASE {name} ALLOW_CONNECTIONS true")).await;
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let (server, name) = (self.server.clone(), self.name.clone());
        // The test's own runtime cannot be waited for from inside.
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime
                .unwrap()
                .block_on(execute(&server, &format!("DROP DATABASE {name} WITH (FORCE)")));
        });
        let _ = dropped.join();
    }
}

fn server() -> String {
    env::var("TEST_DATABASE_URL").unwrap_or_else(|_| {
        panic!(
            "TEST_DATABASE_URL must name a PostgreSQL server for tests, for example postgres://postgres@127.0.0.1:5433/postgres"
        )
    })
}

fn url_of(server: &str, database: &str) -> String {
    let mut url = url::Url::parse(server).unwrap();
    url.set_path(database);
    url.to_string()
}

/// The database that others are copies of, named after its migrations. The first test makes it, of
/// whichever program.
async fn template(server: &str) -> String {
    let digest = MIGRATIONS
        .iter()
        .fold(Sha256::new(), |digest, migration| digest.chain_update(&migration.checksum))
        .finalize();
    let name = format!("origin_template_{}", hex::encode(&digest[..16]));
    let mut connection = PgConnection::connect(server).await.unwrap();
    // Held by the connection; it ends with it.
    sqlx::query("SELECT pg_advisory_lock(hashtextextended($1, 0))")
        .bind(&name)
        .execute(&mut connection)
        .await
        .unwrap();
    let there = "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)";
    let there: bool =
        sqlx::query_scalar(there).bind(&name).fetch_one(&mut connection).await.unwrap();
    if !there {
        // It gets its name when it is whole.
        let unfinished = format!("origin_test_{}", Uuid::new_v4().simple());
        execute(server, &format!("CREATE DATABASE {unfinished}")).await;
        let mut within = PgConnection::connect(&url_of(server, &unfinished)).await.unwrap();
        MIGRATIONS.run(&mut within).await.unwrap();
        within.close().await.unwrap();
        execute(server, &format!("ALTER DATABASE {unfinished} RENAME TO {name}")).await;
    }
    connection.close().await.unwrap();
    name
}

async fn execute(server: &str, statement: &str) {
    let mut connection = PgConnection::connect(server)
        .await
        .unwrap_or_else(|error| panic!("TEST_DATABASE_URL cannot be reached: {error}"));
    sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(&mut connection).await.unwrap();
}
