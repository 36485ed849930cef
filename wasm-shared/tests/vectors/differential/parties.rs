use serde_json::{Value, json};

use super::random::Random;
use crate::issuer::{Issuer, NOW_S, claims};

/// Who signs: the origin with its two keys, and a stranger.
pub struct Parties {
    /// The keys that are in the set.
    pub ours: [Issuer; 2],
    /// One that is not, under a name that is.
    pub stranger: Issuer,
}

/// A key of small order: the neutral element. With it anyone can sign.
pub const NEUTRAL: [u8; 32] = {
    let mut point = [0; 32];
    point[0] = 1;
    point
};

impl Parties {
    /// The same in every run.
    pub fn new() -> Self {
        Self {
            ours: [Issuer::new("current", 1), Issuer::new("next", 2)],
            stranger: Issuer::new("current", 3),
        }
    }

    /// The key set both implementations verify with.
    pub fn jwks(&self) -> Value {
        let [current, next] = &self.ours;
        let mut complete = current.jwk();
        complete["alg"] = "EdDSA".into();
        complete["use"] = "sig".into();
        let mut weak = current.jwk();
        weak["kid"] = "weak".into();
        weak["x"] = crate::issuer::encode(&NEUTRAL).into();
        json!({"keys": [complete, next.jwk(), weak]})
    }

    /// A token as the origin would make it, yet unsigned: who signs, the header, the claims.
    pub fn honest(&self, random: &mut Random) -> (&Issuer, Value, Value) {
        let issuer = &self.ours[random.below(2)];
        let mut claims = claims();
        let issued_at = NOW_S - i64::try_from(random.below(600)).unwrap();
        claims["iat"] = issued_at.into();
        claims["exp"] = (issued_at + 600).into();
        claims["ver"] = random.below(1000).into();
        for name in ["sub", "did", "sid", "jti"] {
            let value: String = (0..=random.below(20))
                .map(|_| random.pick(&['a', 'Z', '7', '-', 'é', '歌', '🎵', '"', '/']))
                .collect();
            claims[name] = value.into();
        }
        (issuer, issuer.header(), claims)
    }

    /// [`Self::honest`], signed.
    pub fn token(&self, random: &mut Random) -> String {
        let (issuer, header, claims) = self.honest(random);
        issuer.sign(&header, &claims)
    }
}
