use std::env;

use sqlx::{Connection, PgConnection};
use uuid::Uuid;

/// A database of one test's own, dropped with it.
pub struct Database {
    server: String,
    name: String,
}

impl Database {
    /// An empty database.
    pub async fn create() -> Self {
        let Ok(server) = env::var("TEST_DATABASE_URL") else {
            panic!(
                "TEST_DATABASE_URL must name a PostgreSQL server for tests, for example postgres://postgres@127.0.0.1:5433/postgres"
            );
        };
        let name = format!("origin_test_{}", Uuid::new_v4().simple());
        execute(&server, &format!("CREATE DATABASE {name}")).await;
        Self { server, name }
    }

    /// Its address.
    pub fn url(&self) -> String {
        let mut url = url::Url::parse(&self.server).unwrap();
        url.set_path(&self.name);
        url.to_string()
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

async fn execute(server: &str, statement: &str) {
    let mut connection = PgConnection::connect(server)
        .await
        .unwrap_or_else(|error| panic!("TEST_DATABASE_URL cannot be reached: {error}"));
    sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(&mut connection).await.unwrap();
}
