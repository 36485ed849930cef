//! Header and claims as JSON that readers take differently, signed by the right key.

use std::fmt::Write;

use super::{parties::Parties, random::Random};
use crate::issuer::NOW_S;

/// Puts `member` first or last into the object `text`.
fn insert(random: &mut Random, text: &str, member: &str) -> String {
    let inner = &text[1..text.len() - 1];
    if random.below(2) == 0 {
        format!("{{{member},{inner}}}")
    } else {
        format!("{{{inner},{member}}}")
    }
}

/// A member that is there already, or whose name comes to the same.
fn duplicate(random: &mut Random, text: &str, of_header: bool) -> String {
    let member = if of_header {
        random.pick(&[
            r#""alg":"none""#,
            r#""alg":"EdDSA""#,
            r#""kid":"next""#,
            r#""kid":"current""#,
            r#""typ":"JWT""#,
            r#""\u0061lg":"EdDSA""#,
            r#""crit":[],"crit":[]"#,
            r#""x":1,"x":2"#,
        ])
    } else {
        random.pick(&[
            r#""sub":"admin""#,
            r#""exp":1800000500"#,
            r#""exp":9999999999"#,
            r#""ver":999"#,
            r#""did":"other""#,
            r#""sid":"other""#,
            r#""aud":"listen-stream""#,
            r#""aud":"other""#,
            r#""iss":"https://listen.stream""#,
            r#""\u0073ub":"admin""#,
            r#""iat":1800000000"#,
            r#""x":1,"x":2"#,
            r#""x":{"sub":1,"sub":2}"#,
            r#""nbf":0,"nbf":9999999999"#,
        ])
    };
    insert(random, text, member)
}

/// Members that are there once and hard to read.
fn odd_member(random: &mut Random, text: &str) -> String {
    let depth = random.pick(&[10, 100, 126, 127, 128, 200, 300]);
    let nested = format!(r#""x":{}{}"#, "[".repeat(depth), "]".repeat(depth));
    let member = random.pick(&[
        r#""x":"\ud83c\udfb5""#,
        r#""x":"\ud83c""#,
        r#""\udfb5":1"#,
        r#""x":"\u0000""#,
        r#""":1"#,
        r#""x":1e400"#,
        r#""x":-0"#,
        r#""x":123456789012345678901234567890"#,
        r#""x":1E+2"#,
        r#""x":NaN"#,
        r#""x":Infinity"#,
        r#""x":01"#,
        r#""x":+1"#,
        r#""x":1."#,
        r#""x":.5"#,
        r#""x":0x1"#,
        r#""x":undefined"#,
        r"x:1",
        r"'x':1",
        r#""x":'1'"#,
        r#""x":1,"#,
        r#"/**/"x":1"#,
        r#""x":"\x41""#,
        r#""x":"\'""#,
        "\"x\":\"\t\"",
        "\"x\":\"\u{7f}\"",
        "\"x\":\"\u{2028}\"",
        "\"x\"\u{a0}:1",
        r#""x":"\u12""#,
        r#""x":[1,]"#,
        r#""x":tRue"#,
        nested.as_str(),
    ]);
    insert(random, text, member)
}

/// Numbers of time written otherwise.
fn odd_time(random: &mut Random, text: &str) -> String {
    let exact = NOW_S + 300;
    let written = [
        format!("{exact}.0"),
        format!("{exact}.999"),
        format!("{exact}e0"),
        "18000003e2".to_owned(),
        "1.8000003e9".to_owned(),
        "1.8000003E+9".to_owned(),
        format!("{exact}0e-1"),
        format!("-{exact}"),
        format!("0{exact}"),
        format!("+{exact}"),
        format!("\"{exact}\""),
        format!("{exact}n"),
        format!("[{exact}]"),
        format!("{NOW_S}.5"),
        format!("{exact}.0e-0"),
    ];
    let name = random.pick(&["exp", "iat", "nbf"]);
    // The written value is given beside the claims that are left, not twice.
    let mut claims: serde_json::Value = serde_json::from_str(text).unwrap();
    claims.as_object_mut().unwrap().remove(name);
    if name == "exp" {
        claims["iat"] = (NOW_S - 100).into();
    }
    let member = format!("\"{name}\":{}", random.pick(&written));
    insert(random, &claims.to_string(), &member)
}

/// Text around or in place of the object.
fn surroundings(random: &mut Random, text: &str) -> Vec<u8> {
    let with = |before: &str, after: &str| format!("{before}{text}{after}").into_bytes();
    match random.below(12) {
        0 => with("", random.pick(&[" ", "\n", "\r\n\t", "   "])),
        1 => with(random.pick(&[" ", "\n", "\t"]), ""),
        2 => with("", random.pick(&["x", "{}", ",", "\0", "null", "}", "//", "\u{b}", "\u{a0}"])),
        3 => with("\u{feff}", ""),
        4 => with("[", "]"),
        5 => text.replace(',', " ,\n\t").replace(':', " : ").into_bytes(),
        6 => serde_json::to_vec(text).unwrap(),
        7 => text.replace('"', "'").into_bytes(),
        8 => Vec::new(),
        9 => random.pick(&["null", "[]", "{}", "0", "\"\"", "true"]).into(),
        10 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        _ => text.as_bytes()[..random.below(text.len())].to_vec(),
    }
}

/// A string with a byte that is not UTF-8.
fn bad_utf8(random: &mut Random, text: &str) -> Vec<u8> {
    let mut bytes = insert(random, text, r#""x":"?""#).into_bytes();
    let position = bytes.windows(3).position(|window| window == b"\"?\"").unwrap() + 1;
    let bad: &[u8] = random.pick(&[
        &b"\xff"[..],
        b"\x80",
        b"\xc0\x80",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b"\xe6\xad",
    ]);
    bytes.splice(position..=position, bad.iter().copied());
    bytes
}

/// A list of the values in the order a reader might expect them in.
fn list(random: &mut Random, of_header: bool) -> Vec<u8> {
    let lists: &[&str] = if of_header {
        &[
            r#"["EdDSA",null,"current"]"#,
            r#"["EdDSA",null,"current","JWT"]"#,
            r#"["EdDSA"]"#,
            r#"["EdDSA","current"]"#,
            r#"["EdDSA","current","JWT"]"#,
            r#"["EdDSA",null,"current","JWT",null,null,null,null,null,null,null,null]"#,
        ]
    } else {
        &[
            r#"[1800000000,1800000600,null,"https://listen.stream","user","listen-stream"]"#,
            r#"[1800000000,1800000600,1800000000,"https://listen.stream","user","listen-stream","1",null,"phone","session",1]"#,
        ]
    };
    random.pick(lists).into()
}

/// An escape in place of a character, in names and values alike.
fn escaped(random: &mut Random, text: &str) -> String {
    let letters: Vec<(usize, char)> =
        text.char_indices().filter(|(_, letter)| letter.is_alphanumeric()).collect();
    let (at, letter) = random.pick(&letters);
    let mut escaped = text[..at].to_owned();
    for unit in letter.encode_utf16(&mut [0; 2]) {
        write!(escaped, "\\u{unit:04x}").unwrap();
    }
    escaped + &text[at + letter.len_utf8()..]
}

/// One oddity in the header or the claims.
pub fn json(parties: &Parties, random: &mut Random) -> String {
    let (issuer, header, claims) = parties.honest(random);
    let mut texts = [header.to_string().into_bytes(), claims.to_string().into_bytes()];
    let which = random.below(2);
    let text = String::from_utf8(texts[which].clone()).unwrap();
    texts[which] = match random.below(8) {
        0 | 1 => duplicate(random, &text, which == 0).into_bytes(),
        2 => odd_member(random, &text).into_bytes(),
        3 if which == 1 => odd_time(random, &text).into_bytes(),
        4 => bad_utf8(random, &text),
        5 => list(random, which == 0),
        6 => escaped(random, &text).into_bytes(),
        _ => surroundings(random, &text),
    };
    issuer.sign_bytes(&texts[0], &texts[1])
}
