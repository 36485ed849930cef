//! The keys that sign and verify access tokens, from the database.

use std::sync::{Arc, PoisonError, RwLock};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use jwt_simple::prelude::Ed25519KeyPair;
use quick_cache::sync::Cache;
use sha2::{Digest, Sha256};
use wasm_shared::{
    auth::{Jwk, KeySet},
    settings::AuthSettings,
};

use super::{AccessToken, AccessTokenError, Fault};
use crate::{
    audit::{Action, Actor},
    clock::Clock,
    store::{
        Store, audit_records,
        signing_keys::{self, KeyState, StoredKey},
    },
    vault::Vault,
};

/// The keys as last read. One origin that rotates them is followed by the others at their next
/// [`reload`](SigningKeys::reload); until then they sign with what is `previous` by then, which is
/// still published.
#[derive(Debug)]
pub struct SigningKeys {
    store: Store,
    vault: Arc<Vault>,
    clock: Clock,
    ring: RwLock<Arc<KeyRing>>,
}

/// How many verified tokens are remembered, at about 300 bytes each. A token lives ten minutes: the
/// listeners of an hour are not many times more.
const REMEMBERED: usize = 50_000;

/// A key as an operator may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyInfo {
    /// The `kid`.
    pub id: String,
    /// Where it stands.
    pub state: KeyState,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// One state of the keys.
pub(super) struct KeyRing {
    /// Signs; carries its id.
    pub(super) current: Ed25519KeyPair,
    /// Verify.
    verifying: KeySet,
    /// The public keys as a JWK set.
    jwks: Vec<u8>,
    /// What they have verified, by the SHA-256 of the token. It goes with the ring: a key that is
    /// dropped vouches for nothing any more.
    verified: Cache<[u8; 32], Arc<AccessToken>>,
}

/// The private half stays out of sight.
impl std::fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeyRing").field("verifying", &self.verifying).finish_non_exhaustive()
    }
}

/// The keys cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SigningKeysError {
    /// The database, or a key that does not open.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// The table lacks a key, or holds one that is no Ed25519 key.
    #[error("the signing keys are not usable: {0}")]
    Unusable(&'static str),
}

impl From<crate::store::Error> for SigningKeysError {
    fn from(error: crate::store::Error) -> Self {
        Self::Fault(error.into())
    }
}

impl SigningKeys {
    /// Reads the keys, creating those that are missing. Several origins may start at once.
    pub async fn open(
        store: Store,
        vault: Arc<Vault>,
        clock: Clock,
    ) -> Result<Self, SigningKeysError> {
        let mut transaction = store.begin().await?;
        signing_keys::lock(&mut transaction).await?;
        let mut keys = signing_keys::list(&mut transaction).await?;
        for state in [KeyState::Current, KeyState::Next] {
            if keys.iter().all(|key| key.state != state) {
                let key = generate(&vault, state, clock.now())?;
                signing_keys::insert(&mut transaction, &key).await?;
                keys.push(key);
            }
        }
        transaction.commit().await.map_err(Fault::Transaction)?;
        let ring = RwLock::new(Arc::new(KeyRing::open(&keys, &vault)?));
        Ok(Self { store, vault, clock, ring })
    }

    /// Reads the keys again.
    pub async fn reload(&self) -> Result<(), SigningKeysError> {
        let mut connection = self.store.connection().await?;
        let keys = signing_keys::list(&mut connection).await?;
        let ring = KeyRing::open(&keys, &self.vault)?;
        let signs = |ring: &KeyRing| ring.current.public_key().to_bytes();
        let before = self.ring();
        if ring.jwks != before.jwks || signs(&ring) != signs(&before) {
            *self.ring.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(ring);
        }
        Ok(())
    }

    /// The keys, in the order of their lives: the one before, the one that signs, the next.
    pub async fn list(&self) -> Result<Vec<KeyInfo>, SigningKeysError> {
        let mut connection = self.store.connection().await?;
        let mut keys = signing_keys::list(&mut connection).await?;
        keys.sort_by_key(|key| key.state);
        let info = |key: StoredKey| KeyInfo { id: key.id, state: key.state, since: key.since };
        Ok(keys.into_iter().map(info).collect())
    }

    /// Lets the next key sign, keeps the current one for what it signed, drops the one before and
    /// makes a new next one. It is recorded as done from a shell, which is where it is done.
    ///
    /// Clients must have fetched the next key by then: leave an hour between two rotations.
    pub async fn rotate(&self) -> Result<(), SigningKeysError> {
        let now = self.clock.now();
        let mut transaction = self.store.begin().await?;
        signing_keys::lock(&mut transaction).await?;
        let keys = signing_keys::list(&mut transaction).await?;
        let promoted = keys.into_iter().find(|key| key.state == KeyState::Next);
        let promoted = promoted.ok_or(SigningKeysError::Unusable("there is no next key"))?;
        signing_keys::shift(&mut transaction, now).await?;
        let key = generate(&self.vault, KeyState::Next, now)?;
        signing_keys::insert(&mut transaction, &key).await?;
        let action = Action::KeysRotated { current: promoted.id, next: key.id };
        audit_records::append(&mut transaction, &self.clock, &Actor::Cli, &action).await?;
        transaction.commit().await.map_err(Fault::Transaction)?;
        self.reload().await
    }

    /// The public keys as a JWK set.
    pub fn jwks(&self) -> Vec<u8> {
        self.ring().jwks.clone()
    }

    pub(super) fn ring(&self) -> Arc<KeyRing> {
        Arc::clone(&self.ring.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl KeyRing {
    fn open(keys: &[StoredKey], vault: &Vault) -> Result<Self, SigningKeysError> {
        let current = keys
            .iter()
            .find(|key| key.state == KeyState::Current)
            .ok_or(SigningKeysError::Unusable("there is no current key"))?;
        let private = vault
            .open(&current.private_key_sealed, &seal_context(&current.id))
            .map_err(|source| Fault::Seal { table: "signing_keys", source })?;
        let pair = Ed25519KeyPair::from_bytes(&private)
            .map_err(|_| SigningKeysError::Unusable("the current key is no Ed25519 key"))?
            .with_key_id(&current.id);
        let public = keys
            .iter()
            .map(|key| Some(Jwk::ed25519(&key.id, key.public_key.as_slice().try_into().ok()?)))
            .collect::<Option<Vec<_>>>()
            .ok_or(SigningKeysError::Unusable("a public key is not 32 bytes"))?;
        let jwks = KeySet::to_json(&public);
        let verifying = KeySet::parse(&jwks)
            .map_err(|_| SigningKeysError::Unusable("the public keys are no JWK set"))?;
        Ok(Self { current: pair, verifying, jwks, verified: Cache::new(REMEMBERED) })
    }

    /// Who a token belongs to. The signature, which is what costs, is checked once for each token.
    pub(super) fn verify(
        &self,
        token: &str,
        settings: &AuthSettings,
        now: DateTime<Utc>,
    ) -> Result<Arc<AccessToken>, AccessTokenError> {
        let digest: [u8; 32] = Sha256::digest(token).into();
        if let Some(known) = self.verified.get(&digest) {
            let expired = known.expires_at <= now;
            return if expired { Err(AccessTokenError::Expired) } else { Ok(known) };
        }
        let token = Arc::new(AccessToken::verify(token, &self.verifying, settings, now)?);
        self.verified.insert(digest, Arc::clone(&token));
        Ok(token)
    }
}

fn generate(vault: &Vault, state: KeyState, since: DateTime<Utc>) -> Result<StoredKey, Fault> {
    let pair = Ed25519KeyPair::generate();
    let public_key = pair.public_key().to_bytes();
    let id = BASE64_URL_SAFE_NO_PAD.encode(&Sha256::digest(&public_key)[..12]);
    let private_key_sealed = vault
        .seal(&pair.to_bytes(), &seal_context(&id))
        .map_err(|source| Fault::Seal { table: "signing_keys", source })?;
    Ok(StoredKey { id, state, since, public_key, private_key_sealed })
}

fn seal_context(id: &str) -> String {
    format!("signing_keys.private_key:{id}")
}
