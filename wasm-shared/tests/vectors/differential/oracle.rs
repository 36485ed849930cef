use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
    thread,
};

use serde::Deserialize;
use serde_json::Value;

/// What the independent implementation says of a token.
#[derive(Deserialize)]
pub struct Verdict {
    /// Whether it accepts the token.
    pub accepted: bool,
    /// The code of its refusal.
    #[serde(default)]
    pub reason: String,
    /// The JSON it read in the claims, when it accepts.
    #[serde(default)]
    pub claims: String,
}

/// Asks `jose`, the npm package, for all tokens in one process of `node`.
pub fn ask<'a>(question: &Value, tokens: impl Iterator<Item = &'a str>) -> Vec<Verdict> {
    let script =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/differential/verify.mjs");
    let mut input = format!("{question}\n");
    for token in tokens {
        input.push_str(&serde_json::to_string(token).unwrap());
        input.push('\n');
    }
    let mut node = Command::new("node")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node is installed, as README asks");
    let mut stdin = node.stdin.take().unwrap();
    // Written beside the reading, or both sides would wait on full pipes.
    let writer = thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success(), "verify.mjs failed; `npm ci` installs what it needs");
    writer.join().unwrap().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}
