use std::{path::PathBuf, process::Stdio};

use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    task::JoinHandle,
};

/// A file that goes with its test.
pub struct SettingsFile(PathBuf);

impl SettingsFile {
    pub fn new(text: &str) -> Self {
        let name = format!("origin-test-{}.toml", uuid::Uuid::new_v4());
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, text).unwrap();
        Self(path)
    }

    /// The binary with these settings and no others.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_origin"));
        command.env_clear().arg("--config").arg(&self.0).kill_on_drop(true);
        command
    }
}

impl Drop for SettingsFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// An origin in a process of its own, that serves.
pub struct Process {
    pub http: String,
    pub grpc: String,
    child: Child,
    /// All it logs, once it has ended. Read all the while: it would wait for a pipe that is full.
    log: JoinHandle<Vec<String>>,
}

impl Process {
    /// Starts it and waits until it serves.
    pub async fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut log = Vec::new();
        let fields = loop {
            let line = lines.next_line().await.unwrap().expect("it serves before it ends");
            log.push(line.clone());
            let fields: Value = serde_json::from_str(&line).expect("a line is one JSON object");
            if fields["message"] == "serving" {
                break fields;
            }
        };
        let address = |name: &str| fields[name].as_str().unwrap().to_owned();
        let log = tokio::spawn(async move {
            while let Some(line) = lines.next_line().await.unwrap() {
                log.push(line);
            }
            log
        });
        Self { http: address("http"), grpc: address("grpc"), child, log }
    }

    /// Sends it a signal and waits for its end. Answers its exit code and all it logged.
    pub async fn end(mut self, signal: &str) -> (Option<i32>, Vec<String>) {
        let id = self.child.id().expect("it has not ended by itself").to_string();
        let kill = std::process::Command::new("kill").args([signal, &id]).status().unwrap();
        assert!(kill.success());
        let log = self.log.await.unwrap();
        (self.child.wait().await.unwrap().code(), log)
    }
}
