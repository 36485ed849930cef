//! The schema: its names, its way up and down.

use futures_util::future::join_all;
use origin::{
    config::{Layers, Settings},
    store::Store,
};
use sqlx::Row;

use crate::support::{Database, settings_text};

fn store(database: &Database) -> Store {
    let text = settings_text(&database.url(), "http://127.0.0.1:1/");
    let settings = Settings::from_layers(&Layers::parse(&text, []).unwrap()).unwrap();
    Store::new(&settings.database).unwrap()
}

async fn names(database: &Database, query: &'static str) -> Vec<(String, String)> {
    let rows = sqlx::query(query).fetch_all(&mut database.connect().await).await.unwrap();
    rows.iter().map(|row| (row.get(0), row.get(1))).collect()
}

/// Every column, index and constraint, as text.
async fn dump(database: &Database) -> Vec<(String, String)> {
    names(
        database,
        "SELECT table_name::text, column_name || ' ' || data_type || ' ' || is_nullable
                || ' ' || coalesce(column_default, '') FROM information_schema.columns
         WHERE table_schema = 'public' AND table_name NOT LIKE '\\_sqlx%'
         UNION ALL
         SELECT tablename::text, indexdef FROM pg_indexes
         WHERE schemaname = 'public' AND tablename NOT LIKE '\\_sqlx%'
         UNION ALL
         SELECT conrelid::regclass::text, conname || ' ' || pg_get_constraintdef(oid)
         FROM pg_constraint
         WHERE connamespace = 'public'::regnamespace
           AND conrelid::regclass::text NOT LIKE '\\_sqlx%'
         ORDER BY 1, 2",
    )
    .await
}

#[tokio::test]
async fn origins_that_start_at_once_agree_on_the_schema() {
    let database = Database::empty().await;
    let stores: Vec<_> = (0..6).map(|_| store(&database)).collect();
    let results = join_all(stores.iter().map(Store::migrate_up)).await;
    assert!(results.iter().all(Result::is_ok), "{results:?}");
    let applied = database.count("SELECT count(*) FROM _sqlx_migrations").await;
    assert_eq!(usize::try_from(applied).unwrap(), migration_files().len());
}

#[tokio::test]
async fn the_way_down_leads_back_up() {
    let database = Database::empty().await;
    let store = store(&database);
    store.migrate_up().await.unwrap();
    let first = dump(&database).await;
    assert!(!first.is_empty());

    let newest = store.migrate_down(false).await.unwrap();
    assert_eq!(newest.len(), 1);
    store.migrate_up().await.unwrap();
    assert_eq!(dump(&database).await, first);

    let all = store.migrate_down(true).await.unwrap();
    assert_eq!(all.len(), migration_files().len());
    assert_eq!(dump(&database).await, []);
    store.migrate_up().await.unwrap();
    assert_eq!(dump(&database).await, first);
}

#[tokio::test]
async fn names_follow_the_rules() {
    let database = Database::empty().await;
    store(&database).migrate_up().await.unwrap();

    let tables = "SELECT tablename::text, '' FROM pg_tables
                  WHERE schemaname = 'public' AND tablename NOT LIKE '\\_sqlx%'";
    for (table, _) in names(&database, tables).await {
        let sums = ["_hourly", "_daily"].iter().find_map(|step| table.strip_suffix(step));
        let plural = sums.unwrap_or(&table).ends_with('s');
        assert!(plural, "{table} is no plural");
    }

    let foreign = "SELECT conname::text,
                          'fk_' || conrelid::regclass || '_' || confrelid::regclass
                   FROM pg_constraint
                   WHERE contype = 'f' AND connamespace = 'public'::regnamespace";
    for (name, expected) in names(&database, foreign).await {
        assert_eq!(name, expected);
    }

    let checks = "SELECT conname::text, 'ck_' || conrelid::regclass || '_'
                  FROM pg_constraint
                  WHERE contype = 'c' AND connamespace = 'public'::regnamespace";
    for (name, prefix) in names(&database, checks).await {
        assert!(name.starts_with(&prefix), "{name}");
    }

    let indexes = "SELECT i.relname::text,
                          'idx_' || t.relname || '_' || string_agg(a.attname, '_' ORDER BY k.n)
                   FROM pg_index x
                   JOIN pg_class i ON i.oid = x.indexrelid
                   JOIN pg_class t ON t.oid = x.indrelid
                   JOIN pg_namespace s ON s.oid = t.relnamespace AND s.nspname = 'public'
                   CROSS JOIN unnest(x.indkey) WITH ORDINALITY AS k (attnum, n)
                   JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum
                   WHERE NOT x.indisprimary AND t.relname NOT LIKE '\\_sqlx%'
                   GROUP BY i.relname, t.relname";
    let indexes = names(&database, indexes).await;
    assert!(indexes.len() > 5, "{indexes:?}");
    for (name, expected) in indexes {
        assert_eq!(name, expected);
    }
}

/// A foreign key without an index makes every delete of the referenced row read the whole table.
#[tokio::test]
async fn foreign_keys_are_indexed() {
    let database = Database::empty().await;
    store(&database).migrate_up().await.unwrap();
    let bare = "SELECT c.conname::text, c.conrelid::regclass::text
                FROM pg_constraint c
                WHERE c.contype = 'f' AND NOT EXISTS (
                    SELECT FROM pg_index x WHERE x.indrelid = c.conrelid
                    AND x.indpred IS NULL
                    AND x.indkey[0] = ANY (c.conkey))";
    assert_eq!(names(&database, bare).await, []);
}

/// Every migration can be reverted, is named by time and purpose, and says what its indexes serve.
#[test]
fn migration_files_follow_the_rules() {
    for name in migration_files() {
        let (time, what) = name.split_once('_').unwrap();
        assert!(time.len() == 14 && time.bytes().all(|byte| byte.is_ascii_digit()), "{name}");
        assert!(what.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{name}");
        let read = |direction: &str| {
            std::fs::read_to_string(format!("../migrations/{name}.{direction}.sql"))
                .unwrap_or_else(|error| panic!("{name}.{direction}.sql: {error}"))
        };
        assert!(!read("down").trim().is_empty(), "{name}");
        let up = read("up");
        let lines: Vec<_> = up.lines().collect();
        for (number, line) in lines.iter().enumerate() {
            if line.starts_with("CREATE") && line.contains("INDEX") {
                assert!(lines[number - 1].starts_with("-- "), "{name}: {line}");
            }
        }
    }
}

fn migration_files() -> Vec<String> {
    let files = std::fs::read_dir("../migrations").unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> =
        names.filter_map(|name| name.strip_suffix(".up.sql").map(str::to_owned)).collect();
    names.sort();
    names
}
