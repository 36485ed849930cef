//! What operators and browsers look at.

use edge_e2e::{Answer, System};
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn health_tells_the_process_from_its_dependencies() {
    let system = System::begin().await;
    let health = Answer::of(system.request(Method::GET, "/health")).await;
    assert_eq!((health.status, &health.json["status"]), (200, &json!("ok")));
    let ready = Answer::of(system.request(Method::GET, "/health/ready")).await;
    assert_eq!(ready.status, 200, "{}", ready.json);
    let names: Vec<_> =
        ready.json["dependencies"].as_array().unwrap().iter().map(|one| &one["name"]).collect();
    assert_eq!(names, ["kv", "origin"]);
}

#[tokio::test]
async fn every_answer_says_which_request_it_answers() {
    let system = System::begin().await;
    let ask = |id: &str| system.request(Method::GET, "/health").header("x-request-id", id);
    let own = Answer::of(ask("my-request.1")).await;
    assert_eq!(own.header("x-request-id"), "my-request.1");
    let odd = Answer::of(ask("<script>")).await;
    assert_eq!(odd.header("x-request-id").len(), 32, "a malformed one is replaced");
    assert!(own.header("server-timing").starts_with("edge;dur="));
    assert_eq!(own.header("x-content-type-options"), "nosniff");
}

#[tokio::test]
async fn only_listed_origins_may_read() {
    let system = System::begin().await;
    let preflight = async |origin: &str| {
        let request = system
            .request(Method::OPTIONS, "/api/v1/me")
            .header("origin", origin)
            .header("access-control-request-method", "GET");
        Answer::of(request).await
    };
    let listed = preflight("https://app.listen.example").await;
    assert_eq!(listed.status, 204);
    assert_eq!(listed.header("access-control-allow-origin"), "https://app.listen.example");
    assert!(listed.header("access-control-allow-headers").contains("Authorization"));
    let other = preflight("https://evil.example").await;
    assert_eq!(other.header("access-control-allow-origin"), "");
}
