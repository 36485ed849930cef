//! The ports in memory hold what every host's adapters have to.

use std::time::Duration;

use wasm_shared::{
    http::Body,
    ports::{HttpFault, Method, OutboundRequest},
    testing::{
        TestHost, TestReply, TestRequest,
        contract::{CONTRACTS, answer, large},
    },
};

/// The upstream of the suite.
fn upstream(request: &OutboundRequest) -> TestReply {
    let Some(path) = request.url.strip_prefix("http://upstream.test") else {
        return TestReply::unreachable();
    };
    match (request.method, path) {
        (Method::Post, "/echo") => {
            let given = request.headers.iter().find(|(name, _)| *name == "x-contract");
            let given = given.map(|(_, value)| value.to_string()).unwrap_or_default();
            TestReply::new(200, request.body.clone()).header("x-contract", given)
        }
        (Method::Get, "/teapot") => TestReply::new(418, ""),
        (Method::Get, "/redirect") => TestReply::new(302, "").header("location", "/echo"),
        (Method::Get, "/large") => TestReply::new(200, large()),
        (Method::Get, "/hang") => TestReply::hang(),
        _ => TestReply {
            answer: Err(HttpFault::Broken("told to".to_owned())),
            after: Duration::from_millis(1),
        },
    }
}

#[test]
fn every_contract_is_kept() {
    let host = TestHost::new(upstream);
    for name in CONTRACTS {
        let target = format!("/contract/{name}?upstream=http://upstream.test&nonce=1");
        let request = TestRequest::get(&target);
        let response = host.clock.run(answer(&host, &request)).expect("it is a contract");
        let Body::Bytes(told) = response.body else { panic!("it is told") };
        assert_eq!((response.status, str::from_utf8(&told)), (200, Ok("")), "{name}");
    }
}

/// The suite can fail.
#[test]
fn a_host_that_breaks_a_contract_is_found_out() {
    let host = TestHost::new(|_| TestReply::new(200, "always the same"));
    host.store.fail(true);
    for name in ["key-value", "http"] {
        let target = format!("/contract/{name}?upstream=http://upstream.test&nonce=1");
        let response = host.clock.run(answer(&host, &TestRequest::get(&target))).unwrap();
        assert_eq!(response.status, 500, "{name}");
    }
}
