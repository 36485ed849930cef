//! Headers and claims that say something else, signed by whoever may.

use std::sync::LazyLock;

use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use super::{parties::Parties, random::Random};
use crate::issuer::{NOW_S, encode};

/// Removes a member instead of changing it.
const ABSENT: &str = "\0absent";

fn change(random: &mut Random, object: &mut Value, choices: &Value) {
    let choices: Vec<_> = choices.as_object().unwrap().iter().collect();
    let object = object.as_object_mut().unwrap();
    for _ in 0..=random.below(2) {
        let (name, values) = random.pick(&choices);
        let value = random.pick(values.as_array().unwrap());
        if value == ABSENT {
            object.remove(name);
        } else {
            object.insert(name.clone(), value);
        }
    }
}

/// What a member of the header may be changed to.
static HEADERS: LazyLock<Value> = LazyLock::new(|| {
    let embedded = Parties::new().stranger.jwk();
    json!({
        "alg": [
            ABSENT, null, "", "none", "None", "NONE", "HS256", "RS256", "ES256", "PS256", "Ed25519",
            "ed25519", "Ed448", "eddsa", "EDDSA", "EdDSA ", "EdDSA\0", ["EdDSA"],
            {"alg": "EdDSA"}, 1,
        ],
        "kid": [
            ABSENT, null, "", "current", "next", "weak", "Current", "current ", "../current",
            ["current"], 0, "' OR 1=1 --", "current\0", "k".repeat(600),
        ],
        "typ": [
            ABSENT, null, "", "JWT", "jwt", "at+jwt", "JWE", "application/at+jwt", "JOSE", ["JWT"],
            1,
        ],
        "crit": [
            [], null, ["exp"], ["b64"], ["alg"], "exp", {}, [1], ["http://example.com/UNDEFINED"],
            [""], true,
        ],
        "b64": [true, false, null, "false"],
        "jwk": [embedded, embedded.to_string(), null, ""],
        "jku": ["https://evil.example/jwks.json", null, 1],
        "x5u": ["https://evil.example/chain.pem", 1],
        "x5c": [["MIIB"], [], "MIIB", [1]],
        "x5t": ["dGh1bWI"],
        "x5t#S256": ["dGh1bWI"],
        "cty": ["JWT", "text/plain", 1],
        "salt": ["AAAA", "=", 1],
        "zip": ["DEF"],
        "enc": ["A256GCM"],
        "exp": [NOW_S + 60, 0],
        "sub": ["admin"],
        "__proto__": [{"alg": "none"}, {"kid": "next"}],
        "pad": ["p".repeat(300), "p".repeat(460), "p".repeat(2000)],
    })
});

/// One or two members of the header changed and the token signed again, mostly by the right key.
pub fn header(parties: &Parties, random: &mut Random) -> String {
    let (issuer, mut header, claims) = parties.honest(random);
    change(random, &mut header, &HEADERS);
    if random.below(8) == 0 {
        return parties.stranger.sign(&header, &claims);
    }
    issuer.sign(&header, &claims)
}

/// Times around every bound there is, and what is no time.
fn times() -> Value {
    let bounds = [-1_000_000, -1200, -660, -600, -60, 0, 60, 120, 600, 3600, 10_000_000_000];
    let mut times = json!([
        ABSENT,
        null,
        true,
        [NOW_S],
        {},
        -1,
        -1.5,
        0,
        1e300,
        -1e300,
        u64::MAX,
        i64::MIN,
        1_u64 << 32,
    ]);
    for seconds in bounds.into_iter().flat_map(|bound| [bound - 1, bound, bound + 1]) {
        let time = NOW_S + seconds;
        #[expect(clippy::cast_precision_loss, reason = "far below 2⁵³")]
        let within_the_second = time as f64 + 0.5;
        let written = [json!(time), json!(within_the_second), json!(time.to_string())];
        times.as_array_mut().unwrap().extend(written);
    }
    times
}

static CLAIMS: LazyLock<Value> = LazyLock::new(|| {
    let issuer = "https://listen.stream";
    let audience = "listen-stream";
    let texts = json!([ABSENT, null, "", "other", 1, true, {}, [], ["user"], "x".repeat(900),]);
    json!({
        "exp": times(),
        "iat": times(),
        "nbf": times(),
        "iss": [
            ABSENT, null, [issuer], [], "https://evil.example", format!("{issuer}/"),
            issuer.to_uppercase(), format!(" {issuer}"), {"iss": issuer}, 1,
            format!("{issuer}\0"), "",
        ],
        "aud": [
            ABSENT, null, [audience], [audience, "other"], [], ["other"], "other", [audience, 1],
            [[audience]], 1, {"0": audience}, "Listen-Stream", [null, audience], "",
            [audience, audience], "listen-stream other",
        ],
        "sub": texts,
        "did": texts,
        "sid": texts,
        "jti": texts,
        "net": texts,
        "ver": [ABSENT, null, 0, -1, 1.5, 1.0, "1", u64::MAX, 1e19, true, [1], {}],
        "nonce": ["n", 1, null],
        "kid": ["next", 1],
        "admin": [true, {"deep": [1, 2, {"er": null}]}],
        "__proto__": [{"sub": "admin"}],
    })
});

/// One or two claims changed and the token signed again by the right key.
pub fn claims(parties: &Parties, random: &mut Random) -> String {
    let (issuer, header, mut claims) = parties.honest(random);
    change(random, &mut claims, &CLAIMS);
    issuer.sign(&header, &claims)
}

/// Header and claims both.
pub fn both(parties: &Parties, random: &mut Random) -> String {
    let (issuer, mut header, mut claims) = parties.honest(random);
    change(random, &mut header, &HEADERS);
    change(random, &mut claims, &CLAIMS);
    issuer.sign(&header, &claims)
}

/// A token whose header says how to verify it, made by one who has no key of ours: without
/// signature, with our public key as a shared secret, or with a key that it brings along.
pub fn confusion(parties: &Parties, random: &mut Random) -> String {
    let (issuer, mut header, claims) = parties.honest(random);
    let public = issuer.key.pk.as_slice();
    match random.below(3) {
        0 => {
            header["alg"] = random.pick(&["none", "None", "nOnE", "", "EdDSA"]).into();
            let signature = random.pick(&["", "AAAA", "bm9uZQ"]);
            let (header, claims) = (header.to_string(), claims.to_string());
            format!("{}.{}.{signature}", encode(header.as_bytes()), encode(claims.as_bytes()))
        }
        1 => {
            header["alg"] = random.pick(&["HS256", "EdDSA", "Ed25519"]).into();
            let secret = match random.below(4) {
                0 => public.to_vec(),
                1 => encode(public).into_bytes(),
                2 => issuer.jwk().to_string().into_bytes(),
                _ => issuer.key.pk.to_pem().into_bytes(),
            };
            let (header, claims) = (header.to_string(), claims.to_string());
            let input = format!("{}.{}", encode(header.as_bytes()), encode(claims.as_bytes()));
            let mut mac = Hmac::<Sha256>::new_from_slice(&secret).unwrap();
            mac.update(input.as_bytes());
            format!("{input}.{}", encode(&mac.finalize().into_bytes()))
        }
        _ => {
            let jwk = parties.stranger.jwk();
            match random.below(4) {
                0 => header["jwk"] = jwk,
                1 => header["jwk"] = jwk.to_string().into(),
                2 => header["jku"] = "https://evil.example/.well-known/jwks.json".into(),
                _ => header["x5c"] = json!([encode(&parties.stranger.key.pk.to_der())]),
            }
            if random.below(2) == 0 {
                header.as_object_mut().unwrap().remove("kid");
            }
            parties.stranger.sign(&header, &claims)
        }
    }
}
