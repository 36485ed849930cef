/// What stands in place of words where there is nothing to sing, punctuation and spaces left out.
const NOTHING_TO_SING: [&str; 6] = [
    "纯音乐请欣赏",
    "纯音乐请您欣赏",
    "純音樂請欣賞",
    "此歌曲为没有填词的纯音乐请您欣赏",
    "此歌曲為沒有填詞的純音樂請您欣賞",
    "暂无歌词纯音乐请欣赏",
];

/// LRC, or lines without times, as answers show it: line ends of one kind, without a byte order
/// mark, empty lines and the lines of JSON that some sources put credits in. `None` when there is
/// no text in it.
pub fn lrc(sent: &str) -> Option<String> {
    let lines: Vec<&str> = sent
        .trim_start_matches('\u{feff}')
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('{'))
        .collect();
    lines.iter().any(|line| !words_of(line).is_empty()).then(|| lines.join("\n"))
}

/// Whether all that `lrc` says is that there is nothing to sing.
pub fn is_instrumental(lrc: &str) -> bool {
    let mut lines = lrc.lines().map(words_of).filter(|words| !words.is_empty()).peekable();
    lines.peek().is_some()
        && lines.all(|words| {
            let letters: String = words.chars().filter(|c| c.is_alphanumeric()).collect();
            NOTHING_TO_SING.contains(&letters.as_str())
        })
}

/// What a line says behind its times; nothing for a tag such as `[ar:…]`.
fn words_of(line: &str) -> &str {
    let mut rest = line.trim();
    while let Some((_, after)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        rest = after.trim_start();
    }
    rest
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_no_text_goes_and_the_lines_stay() {
        let sent = "\u{feff}[ti:茉莉花]\r\n{\"t\":0,\"c\":[{\"tx\":\"作词\"}]}\r\n\r\n[00:01.00]第一行\r\n";
        assert_eq!(lrc(sent).as_deref(), Some("[ti:茉莉花]\n[00:01.00]第一行"));
        assert_eq!(lrc("第一行\n第二行").as_deref(), Some("第一行\n第二行"));
        for empty in ["", " \n", "[ti:茉莉花]\n[00:01.00]", "{\"t\":0}", "\u{feff}"] {
            assert_eq!(lrc(empty), None, "{empty}");
        }
    }

    #[test]
    fn a_notice_that_there_is_nothing_to_sing_is_known() {
        for notice in [
            "[00:00.00]纯音乐，请欣赏",
            "[ti:茉莉花]\n[00:00:00]此歌曲为没有填词的纯音乐，请您欣赏",
            "純音樂，請欣賞",
        ] {
            assert!(is_instrumental(notice), "{notice}");
        }
        for words in
            ["", "[ti:x]", "[00:01.00]纯音乐，请欣赏\n[00:05.00]第一行", "[00:01.00]纯音乐"]
        {
            assert!(!is_instrumental(words), "{words}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_survived_and_never_grows(text in "(\\[|\\]|\r\n|\n|\\{|\\PC){0,40}") {
            let cleaned = lrc(&text);
            prop_assert!(cleaned.as_ref().is_none_or(|lrc| lrc.len() <= text.len()));
            let _ = is_instrumental(&text);
            prop_assert_eq!(cleaned.as_deref().and_then(lrc), cleaned.clone());
        }
    }
}
