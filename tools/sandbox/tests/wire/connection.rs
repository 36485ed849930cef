use std::io::ErrorKind;

use sandbox::app::app;
use sandbox::connection::{Connection, ResettableListener};
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::bench::Bench;

/// Over a real socket: the peer gets not one byte, and an error in place of an orderly end.
#[tokio::test]
async fn a_reset_ends_the_connection_without_an_answer() {
    let bench = Bench::new();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = app(bench.sandbox.clone()).into_make_service_with_connect_info::<Connection>();
    let server =
        tokio::spawn(async move { axum::serve(ResettableListener(listener), service).await });
    let request = b"GET /kugou/song_search_v2?keyword=canon HTTP/1.1\r\nhost: x\r\n\
                    connection: close\r\n\r\n";
    let mut answer = Vec::new();
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request).await.unwrap();
    stream.read_to_end(&mut answer).await.unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 200 OK"));
    bench.faults(json!([{ "target": "kugou", "operation": "search", "kind": "reset" }])).await;
    let mut answer = Vec::new();
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request).await.unwrap();
    let end = stream.read_to_end(&mut answer).await;
    assert_eq!(end.map_err(|error| error.kind()), Err(ErrorKind::ConnectionReset));
    assert!(answer.is_empty());
    server.abort();
}
