//! The tables of characters that the matching looks things up in.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result};
use ferrous_opencc::{OpenCC, config::BuiltinConfig};
use pinyin::ToPinyinMulti as _;

/// The Basic Multilingual Plane's ideographs.
const IDEOGRAPHS: std::ops::RangeInclusive<char> = '\u{3400}'..='\u{9FFF}';

/// `simplified.txt`: a line for each traditional character, or Japanese one that Chinese does not
/// use, with the first simplified form that Open Chinese Convert has for it.
///
/// # Errors
/// When its dictionaries cannot be opened.
pub fn simplified() -> Result<String> {
    let open = |config| OpenCC::from_config(config).context("opening a dictionary");
    let to_simplified = open(BuiltinConfig::T2s)?;
    let from_japanese = open(BuiltinConfig::Jp2t)?;
    let mut table = String::new();
    for character in IDEOGRAPHS {
        let written = character.to_string();
        let mut simple = to_simplified.convert(&written);
        // What simplified Chinese also writes may be meant as it stands.
        if simple == written && !in_simplified_use(character) {
            simple = to_simplified.convert(&from_japanese.convert(&written));
        }
        let mut characters = simple.chars();
        let is_one =
            characters.next().is_some_and(|first| first != character && first <= '\u{9FFF}')
                && characters.next().is_none();
        if is_one {
            table.extend([written.as_str(), &simple, "\n"]);
        }
    }
    Ok(table)
}

/// `readings.txt`: a line for each Mandarin syllable without its tone, with the characters in
/// simplified use that are read so. `v` stands for ü.
pub fn readings() -> String {
    let mut readings: BTreeMap<String, BTreeSet<char>> = BTreeMap::new();
    for character in IDEOGRAPHS.filter(|&character| in_simplified_use(character)) {
        for reading in character.to_pinyin_multi().into_iter().flatten() {
            let syllable = reading.plain().replace('ü', "v").replace('ê', "e");
            if syllable.bytes().all(|byte| byte.is_ascii_lowercase()) {
                readings.entry(syllable).or_default().insert(character);
            }
        }
    }
    let line = |(syllable, characters): (String, BTreeSet<char>)| {
        format!("{syllable} {}\n", String::from_iter(characters))
    };
    readings.into_iter().map(line).collect()
}

/// Whether GB 2312 has a character: the 6,763 that simplified Chinese is set in.
fn in_simplified_use(character: char) -> bool {
    let mut buffer = [0; 4];
    let (bytes, _, failed) = encoding_rs::GBK.encode(character.encode_utf8(&mut buffer));
    matches!(bytes[..], [0xB0..=0xF7, 0xA1..=0xFE]) && !failed
}
