//! Devices and their limit.

use chrono::TimeDelta;
use wasm_shared::contract::auth::v1::{Device, ListDevicesRequest};

use crate::support::{
    Origin, caller,
    origin::{TEST_CODE, TEST_PHONE},
    problem,
};

async fn devices(origin: &Origin, access_token: &str) -> Vec<Device> {
    let request = ListDevicesRequest { caller: Some(caller(access_token)) };
    origin.edge.auth().list_devices(request).await.unwrap().into_inner().devices
}

fn ids(devices: &[Device]) -> Vec<&str> {
    devices.iter().map(|device| device.id.as_str()).collect()
}

#[tokio::test]
async fn devices_are_listed_last_seen_first() {
    let origin = Origin::start().await;
    let first = origin.sign_in(TEST_PHONE, "a").await.tokens.unwrap();
    origin.clock.advance(TimeDelta::minutes(1));
    origin.sign_in(TEST_PHONE, "b").await;
    assert_eq!(ids(&devices(&origin, &first.access_token).await), ["b", "a"]);
    origin.clock.advance(TimeDelta::minutes(1));
    origin.edge.refresh(&first.refresh_token).await.unwrap();
    let listed = devices(&origin, &first.access_token).await;
    assert_eq!(ids(&listed), ["a", "b"]);
    assert_eq!(listed[0].last_ip_masked, "198.51.*.*");
    assert_eq!(listed[0].last_seen_at_ms - listed[0].created_at_ms, 120_000);
}

#[tokio::test]
async fn the_sixth_device_must_replace_another() {
    let origin = Origin::start().await;
    let mut sessions = Vec::new();
    for device in ["a", "b", "c", "d", "e"] {
        sessions.push(origin.sign_in(TEST_PHONE, device).await);
        origin.clock.advance(TimeDelta::seconds(1));
    }

    origin.edge.request_code(TEST_PHONE).await.unwrap();
    for nonsense in [None, Some("z")] {
        let refused = origin.edge.create_session(TEST_PHONE, TEST_CODE, "f", nonsense).await;
        let refused = problem(refused);
        assert_eq!(refused.code, "device_limit_exceeded");
        assert_eq!(ids(&refused.devices), ["e", "d", "c", "b", "a"]);
    }
    // The same code still serves to try again.
    let sixth = origin.edge.create_session(TEST_PHONE, TEST_CODE, "f", Some("b")).await.unwrap();
    let sixth = sixth.tokens.unwrap().access_token;
    assert_eq!(ids(&devices(&origin, &sixth).await), ["f", "e", "d", "c", "a"]);

    let replaced = sessions[1].tokens.clone().unwrap();
    assert!(!origin.edge.verify(&replaced.access_token).await.active);
    let refused = problem(origin.edge.refresh(&replaced.refresh_token).await);
    assert_eq!(refused.code, "refresh_token_invalid");
    let kept = sessions[0].tokens.clone().unwrap();
    let kept = origin.edge.refresh(&kept.refresh_token).await.unwrap();
    assert!(origin.edge.verify(&kept.access_token).await.active);
}

/// The list of devices is for who has the code.
#[tokio::test]
async fn a_wrong_code_does_not_show_the_devices() {
    let origin = Origin::start().await;
    for device in ["a", "b", "c", "d", "e"] {
        origin.sign_in(TEST_PHONE, device).await;
    }
    origin.edge.request_code(TEST_PHONE).await.unwrap();
    let refused = problem(origin.edge.create_session(TEST_PHONE, "000000", "f", None).await);
    assert_eq!(refused.code, "code_invalid");
    assert!(refused.devices.is_empty());
}

#[tokio::test]
async fn a_device_that_signs_in_again_takes_its_own_place() {
    let origin = Origin::start().await;
    for device in ["a", "b", "c", "d", "e"] {
        origin.sign_in(TEST_PHONE, device).await;
    }
    let again = origin.sign_in(TEST_PHONE, "c").await;
    assert_eq!(devices(&origin, &again.tokens.unwrap().access_token).await.len(), 5);
    let open = "SELECT count(*) FROM sessions WHERE ended_at IS NULL";
    assert_eq!(origin.database.count(open).await, 5);
}

/// Codes for five free places and ten devices that ask at once.
#[tokio::test(flavor = "multi_thread")]
async fn the_limit_holds_under_concurrency() {
    let origin = Origin::start().await;
    for device in ["a", "b", "c", "d"] {
        origin.sign_in(TEST_PHONE, device).await;
    }
    let attempts = (0..10).map(|number| {
        let edge = origin.edge.clone();
        tokio::spawn(async move {
            // Another's code may replace ours in between; then this attempt simply fails.
            let _ = edge.request_code(TEST_PHONE).await;
            edge.create_session(TEST_PHONE, TEST_CODE, &format!("x{number}"), None).await.is_ok()
        })
    });
    futures_util::future::join_all(attempts).await;
    let open = "SELECT count(*) FROM sessions WHERE ended_at IS NULL";
    assert_eq!(origin.database.count(open).await, 5);
}
