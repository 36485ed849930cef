//! An instance remembers what it was asked before, and is told of when it ends.

use std::time::Duration;

use spin_host::Reuse;

use crate::edge::Edge;
use crate::origin::Origin;

const SIGNED_IN: &str = "/api/v1/sources";

#[tokio::test]
async fn an_instance_remembers_a_token_and_another_instance_does_not() {
    for (requests, asked) in [(128, 1), (1, 3)] {
        let origin = Origin::start().await;
        let reuse = Reuse { requests, ..Reuse::default() };
        let edge = Edge::start_with(&origin, &origin.url, reuse).await;
        // The key set would come from the store.
        edge.store().disturb(Some(spin_host::Disturbance::Failing));
        for _ in 0..3 {
            assert_eq!(edge.get(SIGNED_IN, Some(&origin.token("user"))).await.0, 200);
        }
        assert_eq!(origin.times_asked("/jwks.json"), asked, "{requests} requests an instance");
    }
}

/// Counts are sent before the instance that has them is gone.
#[tokio::test]
async fn what_was_counted_reaches_the_origin() {
    let origin = Origin::start().await;
    let edge = Edge::start(&origin).await;
    assert_eq!(edge.get("/health", None).await.0, 200);
    for _ in 0..100 {
        if origin.times_asked("TelemetryService/Report") > 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("after ten seconds nothing was reported");
}
