//! Signing keys: made once, rotated with overlap.

use std::sync::Arc;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use origin::{
    accounts::SigningKeys,
    config::{Layers, Settings},
    store::{Store, signing_keys::KeyState},
    vault::Vault,
};
use serde_json::Value;

use crate::support::{Origin, origin::PHONE, settings_text};

fn kids(jwks: &[u8]) -> Vec<String> {
    let set: Value = serde_json::from_slice(jwks).unwrap();
    let keys = set["keys"].as_array().unwrap().iter();
    let mut kids: Vec<_> = keys.map(|key| key["kid"].as_str().unwrap().to_owned()).collect();
    kids.sort();
    kids
}

async fn open_beside(origin: &Origin) -> SigningKeys {
    let text = settings_text(&origin.database.url(), "http://127.0.0.1:1/");
    let settings = Settings::from_layers(&Layers::parse(&text, []).unwrap()).unwrap();
    let vault = Arc::new(Vault::new(settings.secret_key.expose()));
    let store = Store::new(&settings.database).unwrap();
    SigningKeys::open(store, vault, origin.clock.clone()).await.unwrap()
}

#[tokio::test]
async fn origins_share_their_keys() {
    let origin = Origin::start().await;
    let (one, other) = tokio::join!(open_beside(&origin), open_beside(&origin));
    assert_eq!(kids(&one.jwks()), kids(&other.jwks()));
}

/// The `kid` in the header of a token.
fn kid(token: &str) -> String {
    let header = BASE64_URL_SAFE_NO_PAD.decode(token.split('.').next().unwrap()).unwrap();
    let header: Value = serde_json::from_slice(&header).unwrap();
    header["kid"].as_str().unwrap().to_owned()
}

/// Whoever fetched the set before a rotation can verify what is signed after it.
#[tokio::test]
async fn a_key_is_published_before_it_signs() {
    let origin = Origin::start().await;
    let keys = open_beside(&origin).await;
    let states = async || {
        let listed = keys.list().await.unwrap();
        listed.into_iter().map(|key| (key.state, key.id, key.since)).collect::<Vec<_>>()
    };
    let start = origin.clock.now();
    let [(KeyState::Current, first, _), (KeyState::Next, second, since)] = &states().await[..]
    else {
        panic!("two keys at first")
    };
    assert_eq!(*since, start);
    assert!(kids(&keys.jwks()).contains(second));
    let tokens = origin.sign_in(PHONE, "a").await.tokens.unwrap();
    assert_eq!(kid(&tokens.access_token), *first);

    origin.clock.advance(TimeDelta::hours(1));
    keys.rotate().await.unwrap();
    let now = origin.clock.now();
    let rotated = states().await;
    assert_eq!(
        rotated[..2],
        [(KeyState::Previous, first.clone(), now), (KeyState::Current, second.clone(), now),]
    );
    assert!(kids(&keys.jwks()).contains(&rotated[2].1));
    let beside = origin.beside("").await;
    let tokens = beside.edge.refresh(&tokens.refresh_token).await.unwrap();
    assert_eq!(kid(&tokens.access_token), *second);
    // The origin that has not read the keys again knows the key all the same.
    assert!(origin.edge.verify(&tokens.access_token).await.active);
    beside.shutdown.cancel();
    beside.task.await.unwrap();
}

#[tokio::test]
async fn tokens_of_the_key_before_still_count() {
    let origin = Origin::start().await;
    let keys = open_beside(&origin).await;
    let before = origin.sign_in(PHONE, "a").await.tokens.unwrap();
    let published = kids(&keys.jwks());
    keys.rotate().await.unwrap();
    let rotated = kids(&keys.jwks());
    assert_eq!(rotated.len(), 3);
    assert!(published.iter().all(|kid| rotated.contains(kid)));
    // The origin that serves has not noticed yet, and does not have to.
    assert!(origin.edge.verify(&before.access_token).await.active);
    origin.clock.advance(TimeDelta::minutes(1));
    let after = origin.edge.refresh(&before.refresh_token).await.unwrap();
    assert!(origin.edge.verify(&after.access_token).await.active);

    keys.rotate().await.unwrap();
    let twice = kids(&keys.jwks());
    assert_eq!(twice.len(), 3);
    assert!(published.iter().any(|kid| !twice.contains(kid)));
}
