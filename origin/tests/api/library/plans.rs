//! How the database finds what it is asked for, once there is a lot of it.

use std::{collections::BTreeMap, fs};

use serde_json::Value;
use sqlx::{AssertSqlSafe, Row};

use crate::support::{Database, SettingsFile, settings_text};

/// The tables that grow with their listeners' libraries.
const TABLES: [&str; 8] = [
    "favorites",
    "plays",
    "recent_tracks",
    "playlists",
    "playlist_entries",
    "substitutions",
    "import_jobs",
    "idempotency_keys",
];

/// A part of a query that is asked for lists, and the index that has the list in its order.
const LISTS: [(&str, &str); 10] = [
    ("ORDER BY created_at DESC, kind DESC", "idx_favorites_user_id_created_at_kind_item_id"),
    ("ORDER BY created_at DESC, item_id DESC", "idx_favorites_user_id_kind_created_at_item_id"),
    ("ORDER BY played_at DESC", "idx_plays_user_id_played_at_event_id"),
    ("ORDER BY last_played_at DESC", "idx_recent_tracks_user_id_last_played_at_track_id"),
    ("ORDER BY id DESC", "idx_playlists_user_id_id"),
    ("ORDER BY rank, id LIMIT $4", "idx_playlist_entries_playlist_id_rank_id"),
    ("rank > $2 AND id <> $3", "idx_playlist_entries_playlist_id_rank_id"),
    ("ORDER BY rank DESC, id DESC LIMIT 1", "idx_playlist_entries_playlist_id_rank_id"),
    ("ORDER BY updated_at DESC", "idx_substitutions_user_id_updated_at_track_id"),
    ("SELECT revision FROM plays", "idx_plays_user_id_revision"),
];

/// A step of a plan: what is done, with which table and index.
#[derive(Debug)]
struct Step {
    kind: String,
    table: String,
    index: String,
}

fn steps(plan: &Value, into: &mut Vec<Step>) {
    let text = |name: &str| plan[name].as_str().unwrap_or_default().to_owned();
    into.push(Step {
        kind: text("Node Type"),
        table: text("Relation Name"),
        index: text("Index Name"),
    });
    plan["Plans"].as_array().into_iter().flatten().for_each(|plan| steps(plan, into));
}

/// Every query of the origin that the library's tables are in, as it is sent.
fn queries() -> Vec<String> {
    let files = fs::read_dir(".sqlx").unwrap();
    let queries = files.map(|file| {
        let described = fs::read(file.unwrap().path()).unwrap();
        let described: Value = serde_json::from_slice(&described).unwrap();
        described["query"].as_str().unwrap().to_owned()
    });
    let of_library = |query: &String| {
        let words = query.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
        let mut words = words.collect::<Vec<_>>().into_iter();
        words.any(|word| TABLES.contains(&word)) && !query.contains("generate_series")
    };
    let mut queries: Vec<_> = queries.filter(of_library).collect();
    queries.sort();
    queries
}

/// As many users as make reading a table the dear way; each with enough that sorting is dear too.
async fn seeded() -> Database {
    let database = Database::create().await;
    let file = SettingsFile::new(&settings_text(&database.url(), "http://127.0.0.1:1/"));
    let mut command = file.command();
    command.args(["seed", "--users", "200", "--favorites", "200000", "--plays", "200000"]);
    let output = command.output().await.unwrap();
    assert!(output.status.success(), "{output:?}");
    let more = "INSERT INTO substitutions (user_id, track_id, use_track_id, updated_at, revision)
                SELECT id, 'qq:' || n, 'joox:' || n, now() - n * interval '1 hour', n
                FROM users, generate_series(1, 100) AS n;
                INSERT INTO import_jobs (id, user_id, playlist_id, state, lines, total, created_at,
                                         updated_at)
                SELECT gen_random_uuid(), id, gen_random_uuid(), 'done', '{}', 1, now(),
                       now() - n * interval '1 hour'
                FROM users, generate_series(1, 50) AS n;
                INSERT INTO idempotency_keys (user_id, key, request_hash, response, created_at)
                SELECT id, n::text, '', '', now() - n * interval '1 minute'
                FROM users, generate_series(1, 100) AS n;
                INSERT INTO playlists (id, user_id, name, description, cover_url, public, revision,
                                       created_at, updated_at)
                SELECT gen_random_uuid(), id, 'x', '', '', false, n, now(), now()
                FROM users, generate_series(1, 100) AS n;
                INSERT INTO playlist_entries (id, playlist_id, user_id, rank, track_id, snapshot,
                                              added_at, revision)
                SELECT gen_random_uuid(), playlists.id, user_id, 'V' || lpad(n::text, 5, '0'),
                       'qq:1', '{}', now(), n
                FROM playlists, generate_series(1, 50) AS n WHERE revision % 20 = 0;
                ANALYZE";
    sqlx::raw_sql(more).execute(&mut database.connect().await).await.unwrap();
    database
}

#[tokio::test]
async fn every_query_uses_an_index_and_every_list_its_own() {
    let database = seeded().await;
    let mut connection = database.connect().await;
    let queries = queries();
    assert!(queries.len() > 40, "{}", queries.len());
    let mut found = BTreeMap::new();
    for query in &queries {
        let explain = AssertSqlSafe(format!("EXPLAIN (GENERIC_PLAN, FORMAT JSON) {query}"));
        let plan = sqlx::raw_sql(explain).fetch_one(&mut connection).await;
        let plan: Value = plan.unwrap_or_else(|error| panic!("{query}: {error}")).get(0);
        let mut all = Vec::new();
        steps(&plan[0]["Plan"], &mut all);
        for step in &all {
            let read_whole = step.kind == "Seq Scan" && TABLES.contains(&&*step.table);
            assert!(!read_whole, "{query}\n{all:?}");
        }
        for (part, index) in LISTS.iter().filter(|(part, _)| query.contains(part)) {
            assert!(all.iter().any(|step| step.index == *index), "{query}\n{all:?}");
            let sorts = all.iter().any(|step| step.kind.contains("Sort"));
            // What is put together from several lists is sorted once more.
            assert!(!sorts || query.contains("UNION"), "{query}\n{all:?}");
            *found.entry(part).or_insert(0) += 1;
        }
    }
    assert_eq!(found.len(), LISTS.len(), "{found:?}");
}
