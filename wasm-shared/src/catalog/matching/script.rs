//! The scripts that names are written in.

/// The script of a letter in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Latin,
    Han,
    Kana,
    Hangul,
    Cyrillic,
    Thai,
}

impl Script {
    pub const ALL: [Self; 6] =
        [Self::Latin, Self::Han, Self::Kana, Self::Hangul, Self::Cyrillic, Self::Thai];

    /// `None` for digits, marks and what is seldom met.
    pub fn of(letter: char) -> Option<Self> {
        match letter {
            _ if letter.is_ascii_alphabetic() => Some(Self::Latin),
            '\u{3040}'..='\u{31FF}' => Some(Self::Kana),
            '\u{AC00}'..='\u{D7A3}' => Some(Self::Hangul),
            '\u{400}'..='\u{52F}' => Some(Self::Cyrillic),
            '\u{E00}'..='\u{E7F}' => Some(Self::Thai),
            _ if super::fold::is_dense(letter) => Some(Self::Han),
            _ => None,
        }
    }

    /// Whether a folded text has letters of it.
    pub fn is_in(self, text: &str) -> bool {
        text.chars().any(|letter| Self::of(letter) == Some(self))
    }
}
