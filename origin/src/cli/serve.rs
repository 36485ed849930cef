use std::error::Error;

use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};
use tokio_util::sync::CancellationToken;

use crate::{app::App, clock::Clock, config::Settings};

/// Serves until SIGTERM or SIGINT.
pub(super) async fn run(settings: &Settings) -> Result<(), Box<dyn Error>> {
    let shutdown = CancellationToken::new();
    let (mut terminate, mut interrupt) =
        (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let stop = shutdown.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        stop.cancel();
    });

    let app = tokio::select! {
        app = App::start(settings, Clock::system()) => app?,
        () = shutdown.cancelled() => return Ok(()),
    };
    let http = listen(settings.http_address, "http.address").await?;
    let grpc = listen(settings.grpc_address, "grpc.address").await?;
    tracing::info!(
        http = %http.local_addr()?,
        grpc = %grpc.local_addr()?,
        mode = ?settings.mode,
        "serving"
    );
    app.serve(http, grpc, shutdown).await?;
    tracing::info!("ended");
    Ok(())
}

async fn listen(
    address: std::net::SocketAddr,
    setting: &str,
) -> Result<TcpListener, Box<dyn Error>> {
    TcpListener::bind(address)
        .await
        .map_err(|error| format!("{setting}: cannot listen on {address}: {error}").into())
}
