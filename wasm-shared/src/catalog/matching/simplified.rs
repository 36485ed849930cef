//! Traditional characters to simplified ones.
//!
//! `simplified.txt` is made by `cargo xtask match-bench --generate` from the dictionaries of Open
//! Chinese Convert (Apache-2.0), as the `ferrous-opencc` crate carries them: the first simplified
//! form of every character of the Basic Multilingual Plane that has one, and of Japanese characters
//! that Chinese does not use, by way of their traditional form. Each line is two characters of three
//! bytes, sorted, so the text is its own lookup table and costs nothing at start-up.

const TABLE: &[u8] = include_bytes!("simplified.txt");

/// Bytes of a character in the table.
const CHARACTER: usize = 3;
/// Bytes of a line with its end.
const LINE: usize = 2 * CHARACTER + 1;

const _: () = assert!(TABLE.len().is_multiple_of(LINE), "a line is not two characters of 3 bytes");

/// Written apart by some catalogues only, and left alone by the table, because in running text they
/// may be meant.
const VARIANTS: [(char, char); 4] = [('妳', '你'), ('著', '着'), ('瞭', '了'), ('甚', '什')];

/// The simplified form of `character`, or itself.
pub(super) fn simplified(character: char) -> char {
    if let Some((_, variant)) = VARIANTS.iter().find(|(written, _)| *written == character) {
        return *variant;
    }
    let mut buffer = [0; 4];
    let wanted = character.encode_utf8(&mut buffer).as_bytes();
    if wanted.len() != CHARACTER {
        return character;
    }
    // UTF-8 sorts as the characters do.
    let (mut low, mut high) = (0, TABLE.len() / LINE);
    while low < high {
        let middle = low.midpoint(high);
        let line = &TABLE[middle * LINE..][..2 * CHARACTER];
        match line[..CHARACTER].cmp(wanted) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => {
                return std::str::from_utf8(&line[CHARACTER..])
                    .ok()
                    .and_then(|text| text.chars().next())
                    .unwrap_or(character);
            }
        }
    }
    character
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_whole() {
        let lines: Vec<&[u8]> = TABLE.chunks(LINE).collect();
        assert!(lines.len() > 2_900);
        assert!(lines.is_sorted_by(|a, b| a[..CHARACTER] < b[..CHARACTER]));
        for line in lines {
            let text = std::str::from_utf8(line).unwrap();
            assert_eq!(text.chars().count(), 3, "{text}");
            assert!(text.ends_with('\n'), "{text}");
        }
    }

    #[test]
    fn traditional_becomes_simplified_and_the_rest_stays() {
        let text: String =
            "萬里長城後來現場演唱會純音樂國語粵語の花a".chars().map(simplified).collect();
        assert_eq!(text, "万里长城后来现场演唱会纯音乐国语粤语の花a");
    }

    #[test]
    fn the_first_and_the_last_line_are_found() {
        for line in [&TABLE[..LINE], &TABLE[TABLE.len() - LINE..]] {
            let mut characters = std::str::from_utf8(line).unwrap().chars();
            let traditional = characters.next().unwrap();
            assert_eq!(simplified(traditional), characters.next().unwrap());
        }
    }
}
