/// Names that occur in titles; others are left as they are.
const ENTITIES: [(&str, &str); 24] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("middot", "·"),
    ("hellip", "…"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("times", "×"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("agrave", "à"),
    ("ccedil", "ç"),
    ("ntilde", "ñ"),
    ("auml", "ä"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("szlig", "ß"),
];

/// The longest reference, `#x10FFFF`, in bytes.
const LONGEST_REFERENCE: usize = 8;

/// `text` without the `<em>` that marks what a search matched, with HTML's character references
/// resolved, and without spaces at its ends. What is no markup stays: `<3` is a title, and so is
/// `R&B`.
pub fn plain(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return text.trim().to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = emphasis(rest) {
            rest = after;
        } else if let Some(after) = reference(rest, &mut plain) {
            rest = after;
        } else {
            // Both marks are one byte long.
            plain.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    plain.push_str(rest);
    plain.trim().to_owned()
}

/// What follows an opening or closing `em` at the start of `text`.
fn emphasis(text: &str) -> Option<&str> {
    ["<em>", "</em>", "<EM>", "</EM>"].into_iter().find_map(|tag| text.strip_prefix(tag))
}

/// Writes the character that the reference at the start of `text` stands for; what follows it.
fn reference<'a>(text: &'a str, plain: &mut String) -> Option<&'a str> {
    let text = text.strip_prefix('&')?;
    // Not further than a reference can reach: a long text may hold many `&` and no `;`.
    let end = text.bytes().take(LONGEST_REFERENCE + 1).position(|byte| byte == b';')?;
    let (name, after) = (&text[..end], &text[end + 1..]);
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        plain.push(char::from_u32(code).filter(|character| !character.is_control())?);
    } else {
        let (_, character) = ENTITIES.iter().find(|(entity, _)| *entity == name)?;
        plain.push_str(character);
    }
    Some(after)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::plain;

    #[test]
    fn markup_goes_and_everything_else_stays() {
        for (sent, meant) in [
            ("<em>茉莉</em>花", "茉莉花"),
            ("R&amp;B", "R&B"),
            ("R&B", "R&B"),
            ("&#39;O Sole Mio", "'O Sole Mio"),
            ("&#x4E00;&#X4e8c;", "一二"),
            ("&quot;A&quot; &lt;B&gt;", "\"A\" <B>"),
            ("<3 & 4; you", "<3 & 4; you"),
            ("&unknown;&#xD800;&#;", "&unknown;&#xD800;&#;"),
            ("a&nbsp;b ", "a b"),
            ("&amp;lt;", "&lt;"),
            ("Caf&eacute;", "Café"),
        ] {
            assert_eq!(plain(sent), meant);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_survived_and_never_grows(text in "(<em>|</em>|&amp;|&#[0-9]{0,7};|[&<;#]|\\PC){0,30}") {
            prop_assert!(plain(&text).len() <= text.len());
        }
    }
}
