//! The binary: what it says and how it ends.

use std::process::{Output, Stdio};

use serde_json::json;
use tokio::{io::AsyncWriteExt, process::Command};
use wasm_shared::{crypto::SealingKey, settings::Settings as EdgeSettings};

use crate::support::{Database, Process, SettingsFile, settings_text};

fn origin() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_origin"));
    command.env_clear();
    command
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[tokio::test]
async fn settings_that_are_not_usable_are_all_named() {
    let output = origin().env("LISTEN_MODE", "development").output().await.unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = stderr(&output);
    for key in ["DATABASE_URL", "secret_key", "edge.public_keys", "sms.vendors", "http.address"] {
        assert!(said.contains(key), "{key} is not in\n{said}");
    }
}

#[tokio::test]
async fn a_file_that_is_not_there_is_named() {
    let output = origin().args(["--config", "/nowhere.toml"]).output().await.unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("/nowhere.toml"));
}

#[tokio::test]
async fn production_refuses_the_development_settings() {
    let output = origin()
        .args(["--config", "../deploy/dev/origin.toml"])
        .env("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none")
        .env("LISTEN_MODE", "production")
        .output()
        .await
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = stderr(&output);
    for key in ["secret_key", "edge.public_keys", "access_key_secret", "test_phones"] {
        assert!(said.contains(key), "{key} is not in\n{said}");
    }
    assert!(!said.contains("sandbox-key-secret"), "{said}");
}

#[tokio::test]
async fn a_database_that_does_not_answer_is_said() {
    let text = settings_text("postgres://nobody:hunter2@127.0.0.1:1/none", "http://127.0.0.1:1/");
    let file = SettingsFile::new(&text);
    let mut command = file.command();
    command.env("LISTEN_DATABASE_ACQUIRE_TIMEOUT_MS", "300");
    let output = command.output().await.unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(said.contains("database"), "{said}");
    assert!(!said.contains("hunter2"), "{said}");
}

#[tokio::test]
async fn a_port_that_is_taken_is_named() {
    let database = Database::create().await;
    let taken = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let file = SettingsFile::new(&settings_text(&database.url(), "http://127.0.0.1:1/"));
    let mut command = file.command();
    let output = command.env("LISTEN_GRPC_ADDRESS", &address).output().await.unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(said.contains("grpc.address") && said.contains(&address), "{said}");
}

#[tokio::test]
async fn a_signal_ends_it_in_peace() {
    for signal in ["-TERM", "-INT"] {
        let database = Database::create().await;
        let file = SettingsFile::new(&settings_text(&database.url(), "http://127.0.0.1:1/"));
        let process = Process::start(file.command()).await;
        let (exit_code, log) = process.end(signal).await;
        assert_eq!(exit_code, Some(0), "{signal}");
        assert!(log.last().unwrap().contains("ended"), "{log:?}");
    }
}

#[tokio::test]
async fn the_schema_goes_up_and_down_by_command() {
    let database = Database::empty().await;
    let file = SettingsFile::new(&settings_text(&database.url(), "http://127.0.0.1:1/"));
    let run = async |arguments: &[&str]| {
        let output = file.command().args(arguments).output().await.unwrap();
        assert!(output.status.success(), "{}", stderr(&output));
    };
    let tables = "SELECT count(*) FROM pg_tables
                  WHERE schemaname = 'public' AND tablename NOT LIKE '\\_sqlx%'";
    run(&["migrate", "up"]).await;
    let applied = "SELECT count(*) FROM _sqlx_migrations";
    let all = database.count(applied).await;
    run(&["migrate", "down"]).await;
    assert_eq!(database.count(applied).await, all - 1);
    run(&["migrate", "up"]).await;
    run(&["keys", "rotate"]).await;
    assert_eq!(database.count("SELECT count(*) FROM signing_keys").await, 3);
    run(&["migrate", "down", "--all"]).await;
    assert_eq!(database.count(tables).await, 0);
}

#[tokio::test]
async fn a_database_is_seeded_in_development_only() {
    let database = Database::create().await;
    let text = settings_text(&database.url(), "https://vendor.example/");
    let seed = async |text: &str| {
        let file = SettingsFile::new(text);
        let arguments = ["seed", "--users", "20", "--favorites", "100", "--plays", "800"];
        file.command().args(arguments).output().await.unwrap()
    };
    for _ in 0..2 {
        let output = seed(&text).await;
        assert!(output.status.success(), "{}", stderr(&output));
    }
    for (rows, expected) in [
        ("SELECT count(*) FROM users", 20),
        ("SELECT count(*) FROM favorites", 100),
        ("SELECT count(*) FROM plays", 800),
        ("SELECT sum(play_count) FROM recent_tracks", 800),
        ("SELECT count(*) FROM playlist_entries", 100),
        ("SELECT min(library_revision) FROM users", 5 + 40 + 51),
    ] {
        assert_eq!(database.count(rows).await, expected, "{rows}");
    }
    let production = text.replace("development", "production");
    let output = seed(production.split("[[auth").next().unwrap()).await;
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stderr(&output).contains("development only"), "{}", stderr(&output));
}

/// What is printed opens at the edge, for the setting it was sealed for.
#[tokio::test]
async fn a_secret_is_sealed_for_the_edges() {
    let key = "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI";
    let text = settings_text("postgres://nobody@127.0.0.1:1/none", "http://127.0.0.1:1/");
    let file = SettingsFile::new(&format!("edge.sealing_key = \"{key}\"\n{text}"));
    let mut command = file.command();
    command.args(["seal", "sources.qq.common.cookie"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"uin=o1; qm_keyst=abc\n").await.unwrap();
    let output = child.wait_with_output().await.unwrap();
    let sealed = String::from_utf8(output.stdout).unwrap();
    assert!(sealed.starts_with("sealed:") && !sealed.contains("qm_keyst"), "{sealed}");

    let document = json!({"sources": {"qq": {"common": {"cookie": sealed.trim()}}}});
    let mut settings = EdgeSettings::parse(&document.to_string()).unwrap();
    settings.open_secrets(Some(&SealingKey::from_base64url(key).unwrap())).unwrap();
    assert_eq!(&*settings.sources.qq.common.cookie, "uin=o1; qm_keyst=abc");
}
