use std::{collections::HashMap, mem, rc::Rc};

use sha2::{Digest, Sha256};

use super::Principal;
use crate::ports::Timestamp;

/// Verified tokens, by their SHA-256, until they expire. Verifying a signature in WASM costs about
/// a hundred times a look-up.
///
/// Two generations bound it: when the young one is full it becomes the old one, whose entries come
/// back when they are asked for and are forgotten otherwise.
#[derive(Debug)]
pub struct RememberedTokens {
    young: HashMap<[u8; 32], Rc<Principal>>,
    old: HashMap<[u8; 32], Rc<Principal>>,
    generation: usize,
}

impl RememberedTokens {
    /// Remembers at most `bound` tokens.
    pub fn new(bound: usize) -> Self {
        Self { young: HashMap::new(), old: HashMap::new(), generation: bound.div_ceil(2).max(1) }
    }

    /// The name a token is remembered by.
    pub fn digest(token: &str) -> [u8; 32] {
        Sha256::digest(token.as_bytes()).into()
    }

    /// Who showed this token before, unless it has expired since.
    pub fn get(&mut self, digest: &[u8; 32], now: Timestamp) -> Option<Rc<Principal>> {
        let valid = |principal: &Rc<Principal>| now < principal.expires_at;
        if let Some(principal) = self.young.get(digest) {
            return valid(principal).then(|| Rc::clone(principal));
        }
        let principal = self.old.remove(digest).filter(valid)?;
        self.put(*digest, Rc::clone(&principal));
        Some(principal)
    }

    /// Remembers a token that was verified.
    pub fn put(&mut self, digest: [u8; 32], principal: Rc<Principal>) {
        if self.young.len() >= self.generation {
            self.old = mem::take(&mut self.young);
        }
        self.young.insert(digest, principal);
    }

    /// Tokens held now.
    pub fn len(&self) -> usize {
        self.young.len() + self.old.len()
    }

    /// Whether none is held.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn principal(expires_at: i64) -> Rc<Principal> {
        Rc::new(Principal {
            user_id: "u".into(),
            device_id: "d".into(),
            session_id: "s".into(),
            token_version: 1,
            network: None,
            expires_at: Timestamp::from_secs(expires_at),
        })
    }

    #[test]
    fn a_token_is_remembered_until_it_expires() {
        let mut tokens = RememberedTokens::new(10);
        let digest = RememberedTokens::digest("token");
        tokens.put(digest, principal(100));
        assert!(tokens.get(&digest, Timestamp::from_millis(99_999)).is_some());
        assert!(tokens.get(&digest, Timestamp::from_secs(100)).is_none());
        assert!(tokens.get(&RememberedTokens::digest("other"), Timestamp::from_secs(1)).is_none());
    }

    #[test]
    fn it_is_bounded_and_keeps_what_is_used() {
        let mut tokens = RememberedTokens::new(10);
        let used = RememberedTokens::digest("used");
        tokens.put(used, principal(100));
        for number in 0..1_000 {
            assert!(tokens.get(&used, Timestamp::default()).is_some(), "after {number}");
            tokens.put(RememberedTokens::digest(&number.to_string()), principal(100));
            assert!(tokens.len() <= 10);
        }
    }
}
