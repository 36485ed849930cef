use std::{cell::Cell, collections::HashMap, mem, net::IpAddr, rc::Rc};

use sha2::{Digest, Sha256};

use super::Principal;
use crate::ports::Timestamp;

/// A token whose signature and claims hold, and what was last found out about it.
#[derive(Debug)]
pub struct RememberedToken {
    /// Who shows it.
    pub principal: Principal,
    standing: Cell<Standing>,
    /// The address that strict mode last let pass.
    pub(super) admitted_address: Cell<Option<IpAddr>>,
}

/// Whether the user's token version still allows a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Not looked at.
    Unchecked,
    /// It did at this moment.
    CheckedAt(Timestamp),
    /// It does not, and never will again: versions only rise.
    Revoked,
}

impl RememberedToken {
    /// A token that was just verified.
    pub fn new(principal: Principal) -> Self {
        Self {
            principal,
            standing: Cell::new(Standing::Unchecked),
            admitted_address: Cell::new(None),
        }
    }

    pub(super) fn standing(&self) -> Standing {
        self.standing.get()
    }

    /// Takes in what was found out. A revocation that came meanwhile stays.
    pub(super) fn settle(&self, found: Standing) -> Standing {
        if self.standing.get() != Standing::Revoked {
            self.standing.set(found);
        }
        self.standing.get()
    }
}

/// Verified tokens, by their SHA-256, until they expire. Verifying a signature in WASM costs about
/// a hundred times a look-up.
///
/// Two generations bound it: when the young one is full it becomes the old one, whose entries come
/// back when they are asked for and are forgotten otherwise.
#[derive(Debug)]
pub struct RememberedTokens {
    young: HashMap<[u8; 32], Rc<RememberedToken>>,
    old: HashMap<[u8; 32], Rc<RememberedToken>>,
    generation: usize,
}

impl RememberedTokens {
    /// Remembers at most `bound` tokens.
    pub fn new(bound: usize) -> Self {
        Self { young: HashMap::new(), old: HashMap::new(), generation: bound.div_ceil(2).max(1) }
    }

    /// Remembers at most `bound` tokens from now on; of more, those that were not used lately are
    /// forgotten with the next that is remembered.
    pub fn resize(&mut self, bound: usize) {
        self.generation = bound.div_ceil(2).max(1);
    }

    /// The name a token is remembered by.
    pub fn digest(token: &str) -> [u8; 32] {
        Sha256::digest(token.as_bytes()).into()
    }

    /// The token, when it was shown before and has not expired since.
    pub fn get(&mut self, digest: &[u8; 32], now: Timestamp) -> Option<Rc<RememberedToken>> {
        let valid = |token: &Rc<RememberedToken>| now < token.principal.expires_at;
        if let Some(token) = self.young.get(digest) {
            return valid(token).then(|| Rc::clone(token));
        }
        let token = self.old.remove(digest).filter(valid)?;
        self.put(*digest, Rc::clone(&token));
        Some(token)
    }

    /// Remembers a token that was verified.
    pub fn put(&mut self, digest: [u8; 32], token: Rc<RememberedToken>) {
        if self.young.len() >= self.generation {
            self.old = mem::take(&mut self.young);
        }
        self.young.insert(digest, token);
    }

    /// Refuses from now on the tokens of whom `revoked` says so. Looks at every token held.
    pub fn revoke(&self, revoked: impl Fn(&Principal) -> bool) {
        for token in self.young.values().chain(self.old.values()) {
            if revoked(&token.principal) {
                token.settle(Standing::Revoked);
            }
        }
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

    fn token(expires_at: i64) -> Rc<RememberedToken> {
        Rc::new(RememberedToken::new(Principal {
            user_id: "u".into(),
            device_id: "d".into(),
            session_id: "s".into(),
            token_version: 1,
            network: None,
            expires_at: Timestamp::from_secs(expires_at),
        }))
    }

    #[test]
    fn a_token_is_remembered_until_it_expires() {
        let mut tokens = RememberedTokens::new(10);
        let digest = RememberedTokens::digest("token");
        tokens.put(digest, token(100));
        assert!(tokens.get(&digest, Timestamp::from_millis(99_999)).is_some());
        assert!(tokens.get(&digest, Timestamp::from_secs(100)).is_none());
        assert!(tokens.get(&RememberedTokens::digest("other"), Timestamp::from_secs(1)).is_none());
    }

    #[test]
    fn it_is_bounded_and_keeps_what_is_used() {
        let mut tokens = RememberedTokens::new(10);
        let used = RememberedTokens::digest("used");
        tokens.put(used, token(100));
        for number in 0..1_000 {
            assert!(tokens.get(&used, Timestamp::default()).is_some(), "after {number}");
            tokens.put(RememberedTokens::digest(&number.to_string()), token(100));
            assert!(tokens.len() <= 10);
        }
    }

    #[test]
    fn a_revocation_is_for_good_and_reaches_both_generations() {
        let mut tokens = RememberedTokens::new(2);
        let held = [token(100), token(100)];
        for (number, token) in held.iter().enumerate() {
            tokens.put(RememberedTokens::digest(&number.to_string()), Rc::clone(token));
        }
        tokens.revoke(|principal| principal.token_version < 1);
        assert!(held.iter().all(|token| token.standing() == Standing::Unchecked));
        tokens.revoke(|principal| principal.token_version < 2);
        for token in &held {
            token.settle(Standing::CheckedAt(Timestamp::from_secs(1)));
            assert_eq!(token.standing(), Standing::Revoked);
        }
    }
}
