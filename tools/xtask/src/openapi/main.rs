//! Describes the edge's API; run by `cargo xtask openapi` from the repository's root.

use std::fs;
use std::process::ExitCode;

use wasm_shared::http::openapi::{Generated, generate};

const DOCUMENT: &str = "wasm-shared/src/http/openapi/openapi.json";
const ETAG: &str = "wasm-shared/src/http/openapi/openapi.etag";

fn main() -> ExitCode {
    let check = std::env::args().any(|argument| argument == "--check");
    let Generated { document, etag } = generate();
    let stale = [(DOCUMENT, document), (ETAG, etag)]
        .into_iter()
        .filter(|(path, content)| fs::read(path).ok().as_deref() != Some(content.as_bytes()));
    let mut exit = ExitCode::SUCCESS;
    for (path, content) in stale {
        if check {
            eprintln!("openapi: {path} is not as generated, run `cargo xtask openapi`");
            exit = ExitCode::FAILURE;
        } else if let Err(error) = fs::write(path, content) {
            eprintln!("openapi: {path}: {error}");
            exit = ExitCode::FAILURE;
        } else {
            println!("wrote {path}");
        }
    }
    exit
}
