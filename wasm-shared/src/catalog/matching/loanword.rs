//! Whether a name in kana or Hangul is that of Latin letters as it sounds there: サイレント for
//! `Silent`, 버터 for `Butter`. Vowels are lost on the way, and so are the differences that those
//! languages do not hear; the consonants that are left are compared.

use super::{fold, romanise};

/// Fewer consonants are too many names'.
const FEWEST: usize = 3;
/// How alike the consonants must be; those of short names must be the same.
const LIKENESS: f64 = 0.75;
const SHORT: usize = 6;

/// Whether `latin` sounds like `native`, which is all in kana or all in Hangul. Both are folded keys.
pub(super) fn is_loan(native: &str, latin: &str) -> bool {
    if native.is_ascii() || !romanise::is_latin(latin) {
        return false;
    }
    let Some(spelled) = romanise::spelled(native) else { return false };
    let (ours, theirs) = (consonants(&spelled), consonants(latin));
    let shorter = ours.len().min(theirs.len());
    if shorter < SHORT {
        shorter >= FEWEST && ours == theirs
    } else {
        fold::likeness(&ours, &theirs) >= LIKENESS
    }
}

/// The consonants of a word as kana and Hangul tell them apart.
fn consonants(latin: &str) -> String {
    const SPELLINGS: [(&str, &str); 10] = [
        ("ph", "f"),
        ("ck", "k"),
        ("ch", "t"),
        ("ts", "t"),
        ("tz", "t"),
        ("th", "s"),
        ("sh", "s"),
        ("ce", "se"),
        ("ci", "si"),
        ("x", "ks"),
    ];
    let text = SPELLINGS.iter().fold(latin.to_owned(), |text, (from, to)| text.replace(from, to));
    let letters: Vec<char> = text.chars().collect();
    let mut heard = String::new();
    for (at, &letter) in letters.iter().enumerate() {
        let next = letters.get(at + 1).copied();
        let before_vowel = next.is_some_and(|next| "aeiouyw".contains(next));
        let sound = match letter {
            // An `r` that is not followed by a vowel only makes one long: `sugar`, シュガー.
            'r' | 'l' if letter == 'l' || before_vowel => 'r',
            'c' | 'k' | 'q' | 'g' => 'k',
            's' | 'z' | 'j' => 's',
            'd' | 't' => 't',
            'b' | 'v' => 'b',
            'f' | 'p' => 'p',
            'h' | 'm' | 'n' => letter,
            digit if digit.is_ascii_digit() => digit,
            _ => continue,
        };
        if next != Some(letter) {
            heard.push(sound);
        }
    }
    heard
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loanwords_are_heard() {
        for (native, latin) in [
            ("サイレントマジョリティー", "Silent Majority"),
            ("シュガーソングとビターステップ", "Sugar Song to Bitter Step"),
            ("フライディ・チャイナタウン", "Fly-Day Chinatown"),
            ("スピッツ", "Spitz"),
            ("다이너마이트", "Dynamite"),
        ] {
            assert!(is_loan(&fold::key(native), &fold::key(latin)), "{native} {latin}");
        }
        for (native, latin) in [
            ("サイレントマジョリティー", "Ambivalent"),
            ("アイドル", "Idol"),
            ("シュガー", "Sugar Song"),
            ("千本桜", "Senbonzakura"),
            ("", ""),
        ] {
            assert!(!is_loan(&fold::key(native), &fold::key(latin)), "{native} {latin}");
        }
    }
}
