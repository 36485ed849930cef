//! What an edge says that cannot open a socket. Passed over where one can be opened.

use edge_e2e::{Answer, System};
use reqwest::Method;

#[tokio::test]
async fn who_asks_for_a_socket_is_told_where_there_are_some() {
    let system = System::begin().await;
    let listener = system.sign_in().await;
    let asked = listener
        .request(Method::GET, "/api/v1/sync")
        .header("connection", "upgrade")
        .header("upgrade", "websocket")
        .header("sec-websocket-version", "13")
        .header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");
    let answer = Answer::of(asked).await;
    assert_eq!((answer.status, answer.code()), (426, "sockets_unsupported"), "{}", answer.json);
    assert_eq!(answer.json["sockets_at"], "wss://edge.listen.example/api/v1/sync");
    let detail = answer.json["detail"].as_str().unwrap();
    assert!(detail.contains("wss://edge.listen.example/api/v1/sync"), "{detail}");
    assert!(detail.contains("/api/v1/sync/events"), "{detail}");
    let nobody = system.socket(&[]).await;
    assert_eq!(nobody.err(), Some(401), "the token is looked at first");
}
