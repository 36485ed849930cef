//! Serves the sandbox until SIGTERM or Ctrl-C, which end it at once.

use std::process::ExitCode;
use std::sync::Arc;

use sandbox::app::app;
use sandbox::clock::Clock;
use sandbox::connection::{Connection, ResettableListener};
use sandbox::sandbox::Sandbox;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

const USAGE: &str = "usage: sandbox [ADDRESS]\n\
                     ADDRESS, or SANDBOX_ADDR in the environment: host and port to listen on; \
                     127.0.0.1:8900 if neither is given";

#[tokio::main]
async fn main() -> ExitCode {
    let argument = std::env::args().nth(1);
    if matches!(argument.as_deref(), Some("--help" | "-h")) {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    let address = argument
        .or_else(|| std::env::var("SANDBOX_ADDR").ok().filter(|address| !address.is_empty()))
        .unwrap_or_else(|| "127.0.0.1:8900".to_owned());
    match run(&address).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sandbox: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(address: &str) -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Arc::new(Sandbox::new(Clock::System)?);
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| format!("cannot listen on {address}: {error}"))?;
    let mut terminate = signal(SignalKind::terminate())?;
    println!("sandbox listening on http://{}", listener.local_addr()?);
    let service = app(sandbox).into_make_service_with_connect_info::<Connection>();
    tokio::select! {
        served = axum::serve(ResettableListener(listener), service) => served?,
        _ = terminate.recv() => {}
        interrupted = tokio::signal::ctrl_c() => interrupted?,
    }
    Ok(())
}
