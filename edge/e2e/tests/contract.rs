//! The contracts of the ports, asked of the hosts' own adapters: each host in `CONTRACT_HOSTS` (`name
//! url` a line) was built with the suite in it, and may call the upstream that is served here, on the
//! port `CONTRACT_UPSTREAM`.

use std::env;

use reqwest::Client;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use uuid::Uuid;

/// As `wasm_shared::testing::contract` has them.
const CONTRACTS: [&str; 6] =
    ["clock", "entropy", "key-value", "http", "after-response-begin", "after-response-end"];

fn large() -> Vec<u8> {
    (0..300_000_usize).map(|place| u8::try_from(place % 251).expect("it is less")).collect()
}

/// Reads one request, and gives its first line, its header `x-contract` and its body.
async fn read(stream: &mut TcpStream) -> Option<(String, String, Vec<u8>)> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|part| part == b"\r\n\r\n") {
            break end;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8(bytes[..end].to_vec()).ok()?;
    let header = |name: &str| {
        head.lines().find_map(|line| {
            let (known, value) = line.split_once(':')?;
            known.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    };
    let length = header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = bytes.split_off(end + 4);
    while body.len() < length {
        if stream.read_buf(&mut body).await.ok()? == 0 {
            return None;
        }
    }
    Some((head.lines().next()?.to_owned(), header("x-contract").unwrap_or_default(), body))
}

async fn answer(mut stream: TcpStream) {
    let Some((line, given, body)) = read(&mut stream).await else { return };
    let (status, headers, body) = match line.rsplit_once(' ').map_or("", |(asked, _)| asked) {
        "POST /echo" => ("200 OK", format!("x-contract: {given}\r\n"), body),
        "GET /teapot" => ("418 I'm a teapot", String::new(), Vec::new()),
        "GET /redirect" => ("302 Found", "location: /echo\r\n".to_owned(), Vec::new()),
        "GET /large" => ("200 OK", String::new(), large()),
        "GET /hang" => return std::future::pending().await,
        "GET /broken" => {
            let part = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n0123456789";
            let _ = stream.write_all(part.as_bytes()).await;
            return;
        }
        _ => ("404 Not Found", String::new(), Vec::new()),
    };
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n{headers}\r\n"
    );
    let _ = stream.write_all(&[head.into_bytes(), body].concat()).await;
}

/// The hosts, and where the upstream is.
async fn stage() -> (Vec<(String, String)>, String) {
    let variable = |name| env::var(name).unwrap_or_else(|_| panic!("`make test` sets {name}"));
    let port = variable("CONTRACT_UPSTREAM");
    let listener = TcpListener::bind(format!("127.0.0.1:{port}")).await.expect("the port is free");
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(answer(stream));
        }
    });
    let hosts = variable("CONTRACT_HOSTS");
    let hosts = hosts.lines().filter_map(|line| line.split_once(' '));
    let hosts: Vec<_> = hosts.map(|(name, url)| (name.to_owned(), url.to_owned())).collect();
    assert!(!hosts.is_empty(), "there are hosts");
    (hosts, format!("http://127.0.0.1:{port}"))
}

/// One test, since there is one upstream.
#[tokio::test]
async fn every_host_keeps_every_contract() {
    let (hosts, upstream) = stage().await;
    let client = Client::new();
    for (host, url) in &hosts {
        let nonce = Uuid::new_v4().simple();
        for name in CONTRACTS {
            let asked = format!("{url}/contract/{name}?upstream={upstream}&nonce={nonce}");
            let answer = client.get(asked).send().await.expect("the host answers");
            let (status, told) = (answer.status(), answer.text().await.expect("it says what"));
            assert_eq!((status.as_u16(), &*told), (200, ""), "{host}: {name}");
        }
        requests(&client, host, url).await;
        let stream = client.get(format!("{url}/contract/stream?upstream={upstream}"));
        let stream = stream.send().await.expect("the host answers");
        assert_eq!(stream.status(), 200, "{host}");
        assert!(stream.bytes().await.expect("it ends") == large(), "{host}: every byte passes");
    }
}

/// A request is seen as it was sent.
async fn requests(client: &Client, host: &str, url: &str) {
    let request = client.post(format!("{url}/contract/request?q=%E8%8C%89&x=1"));
    let request = request.header("X-Contract", "a, b").body(vec![0; 1_000]);
    let answer = request.send().await.expect("the host answers");
    let told: Value = answer.json().await.expect("it is JSON");
    let expected = json!({
        "method": "POST",
        "path": "/contract/request",
        "query": "q=%E8%8C%89&x=1",
        "header": "a, b",
        "absent": null,
        "client_ip": "127.0.0.1",
        "body": 1_000,
        "fault": null,
    });
    assert_eq!(told, expected, "{host}");
    let request = client.put(format!("{url}/contract/request")).body(vec![0; 1_001]);
    let told: Value = request.send().await.expect("it answers").json().await.expect("JSON");
    assert_eq!((&told["body"], &told["fault"]), (&Value::Null, &json!("TooLarge")), "{host}");
}
