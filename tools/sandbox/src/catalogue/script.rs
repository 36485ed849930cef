//! Simplified, traditional and romanised writing.

use std::collections::HashMap;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How a source spells a performer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Spelling {
    /// In simplified characters.
    Simplified,
    /// In traditional characters.
    Traditional,
    /// Romanised.
    Latin,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pairs {
    simplified: String,
    traditional: String,
}

/// Conversion between the two scripts, for the characters the catalogue uses.
#[derive(Debug)]
pub struct Script {
    to_traditional: HashMap<char, char>,
    to_simplified: HashMap<char, char>,
}

impl Script {
    /// Reads `catalogue/script.toml`. The error is the parser's; strings of different length are one.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let pairs: Pairs = toml::from_str(text).map_err(|error| error.to_string())?;
        if pairs.simplified.chars().count() != pairs.traditional.chars().count() {
            return Err("`simplified` and `traditional` differ in length".to_owned());
        }
        let aligned = || pairs.simplified.chars().zip(pairs.traditional.chars());
        Ok(Self {
            to_traditional: aligned().collect(),
            to_simplified: aligned()
                .map(|(simplified, traditional)| (traditional, simplified))
                .collect(),
        })
    }

    /// `text` in traditional characters.
    pub fn traditional(&self, text: &str) -> String {
        text.chars().map(|c| self.to_traditional.get(&c).copied().unwrap_or(c)).collect()
    }

    /// One character as searches compare it: simplified, lower case, half width, no accent.
    pub fn fold(&self, character: char) -> char {
        let simplified = self.to_simplified.get(&character).copied().unwrap_or(character);
        let base = simplified.nfkd().find(|c| !is_combining_mark(*c)).unwrap_or(simplified);
        base.to_lowercase().next().unwrap_or(base)
    }
}
