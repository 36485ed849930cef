//! What we accept, an independent implementation accepts too: `jose`, the npm package, on the
//! cryptography of Node.js, over tokens that were tampered with in every way one could think of.
//! What it accepts and we refuse has a reason that is found in the token.

mod commitment;
mod explain;
mod json;
mod members;
mod oracle;
mod parties;
mod random;
mod signature;
mod text;

use std::collections::BTreeMap;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use wasm_shared::{
    auth::{KeySet, Principal, TokenError, verify},
    settings::AuthSettings,
};

use self::{
    commitment::{plus_order_two, with_commitment},
    oracle::Verdict,
    parties::Parties,
    random::Random,
};
use crate::issuer::{NOW, NOW_S, claims, encode};

type Make = fn(&Parties, &mut Random) -> String;

/// The ways to tamper, how many tokens each makes, and what it is called in the table.
const CLASSES: [(&str, usize, Make); 12] = [
    ("untouched", 500, Parties::token),
    ("a bit of the text", 2_000, text::text_bit),
    ("a bit of the bytes", 2_000, text::byte_bit),
    ("a bit, then signed", 3_000, text::signed_bit),
    ("base64", 2_000, text::base64),
    ("structure", 700, text::structure),
    ("header", 2_000, members::header),
    ("claims", 3_000, members::claims),
    ("header and claims", 1_000, members::both),
    ("key confusion", 800, members::confusion),
    ("JSON", 3_000, json::json),
    ("signature", 1_500, signature::signature),
];

/// How the two judged the tokens of one class.
#[derive(Default)]
struct Row {
    both_accept: u32,
    both_refuse: u32,
    only_we_refuse: u32,
    only_we_accept: u32,
}

/// Whether what we read in a token is what the other implementation read.
fn agrees(principal: &Principal, verdict: &Verdict) -> bool {
    let claims: Value = serde_json::from_str(&verdict.claims).unwrap();
    let seconds = |name: &str| claims[name].as_f64().map(f64::trunc);
    #[expect(clippy::cast_precision_loss, reason = "JavaScript reads numbers as doubles")]
    let (version, expires_at) =
        (principal.token_version as f64, principal.expires_at.as_secs() as f64);
    claims["sub"] == principal.user_id.as_str()
        && claims["did"] == principal.device_id.as_str()
        && claims["sid"] == principal.session_id.as_str()
        && claims["net"].as_str() == principal.network.as_deref()
        && claims["ver"].as_f64() == Some(version)
        && seconds("exp") == Some(expires_at)
}

fn key_set(parties: &Parties) -> KeySet {
    KeySet::parse(parties.jwks().to_string().as_bytes()).unwrap()
}

fn ours(keys: &KeySet, token: &str) -> Result<Principal, TokenError> {
    verify(token, keys, &AuthSettings::default(), NOW)
}

fn theirs<'a>(parties: &Parties, tokens: impl Iterator<Item = &'a str>) -> Vec<Verdict> {
    let AuthSettings { issuer, audience, .. } = AuthSettings::default();
    let question = json!({
        "jwks": parties.jwks(), "issuer": issuer, "audience": audience,
        "now_s": NOW_S, "skew_s": 60,
    });
    oracle::ask(&question, tokens)
}

fn first(tokens: &[String]) -> &[String] {
    &tokens[..tokens.len().min(10)]
}

#[test]
fn not_one_token_is_wrongly_accepted() {
    let parties = Parties::new();
    let mut random = Random::new(8037);
    let cases: Vec<(&str, String)> = CLASSES
        .iter()
        .flat_map(|&(class, count, make)| (0..count).map(move |_| (class, make)))
        .map(|(class, make)| (class, make(&parties, &mut random)))
        .collect();
    let verdicts = theirs(&parties, cases.iter().map(|(_, token)| token.as_str()));
    assert_eq!(verdicts.len(), cases.len());
    let keys = key_set(&parties);
    let mut rows = BTreeMap::<&str, Row>::new();
    let mut reasons = BTreeMap::<&str, u32>::new();
    let (mut wrong, mut unexplained) = (Vec::new(), Vec::new());
    for ((class, token), verdict) in cases.iter().zip(&verdicts) {
        let row = rows.entry(class).or_default();
        match (ours(&keys, token), verdict.accepted) {
            (Ok(principal), true) => {
                row.both_accept += 1;
                if !agrees(&principal, verdict) {
                    wrong.push(format!("{class}: read otherwise: {token}"));
                }
            }
            (Err(_), false) => row.both_refuse += 1,
            (Ok(_), false) => {
                row.only_we_accept += 1;
                wrong.push(format!("{class}: {} says the other: {token}", verdict.reason));
            }
            (Err(_), true) => {
                row.only_we_refuse += 1;
                match explain::refusal(token) {
                    Some(reason) => *reasons.entry(reason).or_default() += 1,
                    None => unexplained.push(format!("{class}: {token}")),
                }
            }
        }
    }
    print(&rows, &reasons);
    assert!(wrong.is_empty(), "{} wrongly accepted, the first: {:#?}", wrong.len(), first(&wrong));
    let count = unexplained.len();
    assert!(count == 0, "{count} refused for no reason, the first: {:#?}", first(&unexplained));
    // The comparison would say nothing if either side accepted, or refused, all of it.
    assert_eq!(rows["untouched"].both_accept, 500);
    for signed_again in ["a bit, then signed", "claims", "JSON"] {
        let row = &rows[signed_again];
        assert!(row.both_accept >= 100 && row.both_refuse >= 100, "{signed_again}");
    }
}

/// Where the two differ in what a signature is. RFC 8032 (5.1.7) has the equation multiplied by the
/// cofactor and lets a verifier leave that out; ours multiplies, OpenSSL under Node.js does not. So
/// who holds the key can add a point of small order to the commitment and sign a token that we
/// accept and OpenSSL refuses. It is valid, and nobody without the key can make it.
#[test]
fn torsion_in_the_commitment_takes_the_key_and_is_no_forgery() {
    let parties = Parties::new();
    let issuer = &parties.ours[0];
    let honest = issuer.sign(&issuer.header(), &claims());
    let (input, signature) = honest.rsplit_once('.').unwrap();
    let by_the_key =
        with_commitment(&issuer.key, input, |point, nonce| (plus_order_two(point), nonce));
    let mut by_another = BASE64_URL_SAFE_NO_PAD.decode(signature).unwrap();
    let point = plus_order_two(by_another[..32].try_into().unwrap());
    by_another[..32].copy_from_slice(&point);
    let [by_the_key, by_another] =
        [&by_the_key[..], &by_another].map(|bytes| format!("{input}.{}", encode(bytes)));

    let tokens = [honest, by_the_key, by_another];
    let keys = key_set(&parties);
    let we_accept = tokens.each_ref().map(|token| ours(&keys, token).is_ok());
    assert_eq!(we_accept, [true, true, false]);
    let verdicts = theirs(&parties, tokens.iter().map(String::as_str));
    assert_eq!(verdicts.iter().map(|one| one.accepted).collect::<Vec<_>>(), [true, false, false]);
}

fn print(rows: &BTreeMap<&str, Row>, reasons: &BTreeMap<&str, u32>) {
    println!(
        "{:<22}{:>8}{:>13}{:>13}{:>16}{:>16}",
        "tampered with", "tokens", "both accept", "both refuse", "only we refuse", "only we accept"
    );
    let mut sum = [0; 5];
    let line = |name: &str, [tokens, accept, refuse, we_refuse, we_accept]: [u32; 5]| {
        println!("{name:<22}{tokens:>8}{accept:>13}{refuse:>13}{we_refuse:>16}{we_accept:>16}");
    };
    for (class, _, _) in CLASSES {
        let Row { both_accept, both_refuse, only_we_refuse, only_we_accept } = &rows[class];
        let counts = [both_accept, both_refuse, only_we_refuse, only_we_accept].map(|count| *count);
        let [accept, refuse, we_refuse, we_accept] = counts;
        let row = [counts.iter().sum(), accept, refuse, we_refuse, we_accept];
        line(class, row);
        sum = std::array::from_fn(|column| sum[column] + row[column]);
    }
    line("all", sum);
    println!("\nonly we refuse, because of");
    for (reason, count) in reasons {
        println!("{count:>8}  {reason}");
    }
}
