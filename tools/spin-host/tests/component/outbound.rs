//! The hosts that the manifest lists can be called, and no other.

use spin_host::Reuse;

use crate::edge::Edge;
use crate::origin::Origin;

#[tokio::test]
async fn a_host_that_is_not_listed_is_refused() {
    let origin = Origin::start().await;
    let (status, _) = Edge::start(&origin).await.get("/.well-known/jwks.json", None).await;
    assert_eq!((status, origin.times_asked("/jwks.json")), (200, 1), "listed, it is called");

    let elsewhere = "http://127.0.0.1:9";
    let edge = Edge::start_with(&origin, elsewhere, Reuse::default()).await;
    let (status, answer) = edge.get("/.well-known/jwks.json", None).await;
    assert_eq!((status, &answer["code"]), (503, &"origin_unavailable".into()), "{answer}");
    let (status, ready) = edge.get("/health/ready", None).await;
    assert_eq!((status, &ready["dependencies"][1]["status"]), (503, &"down".into()), "{ready}");
    assert_eq!(origin.times_asked("/jwks.json"), 1, "nothing has reached it");
}
