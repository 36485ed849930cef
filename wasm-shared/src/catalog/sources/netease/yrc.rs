//! NetEase's form of lyrics with every word's time: `[line start,length]` and, before each word,
//! `(start,length,0)`, all in milliseconds from the beginning of the recording.

use crate::catalog::model::{TimedLine, TimedWord};

/// The lines with words in them. Lines of another form, such as the JSON that credits are in, are
/// left out.
pub(super) fn read(yrc: &str) -> Vec<TimedLine> {
    yrc.lines().filter_map(line).collect()
}

fn line(line: &str) -> Option<TimedLine> {
    let (times, mut rest) = line.trim().strip_prefix('[')?.split_once(']')?;
    let (start_ms, duration_ms) = pair(times)?;
    let mut words = Vec::new();
    while let Some((before, times, after)) = next_mark(rest) {
        push_text(&mut words, before);
        let (start_ms, duration_ms) = times;
        words.push(TimedWord { start_ms, duration_ms, text: String::new() });
        rest = after;
    }
    push_text(&mut words, rest);
    words.retain(|word| !word.text.is_empty());
    (!words.is_empty()).then_some(TimedLine { start_ms, duration_ms, words })
}

/// Gives `text` to the mark before it; what stands before the first mark has no time.
fn push_text(words: &mut [TimedWord], text: &str) {
    if let Some(word) = words.last_mut() {
        word.text.push_str(text);
    }
}

/// What stands before the next `(start,length,…)`, its times, and what follows it. Other brackets
/// are part of the words.
fn next_mark(text: &str) -> Option<(&str, (u64, u64), &str)> {
    text.match_indices('(').find_map(|(at, _)| {
        let (inside, after) = text[at + 1..].split_once(')')?;
        let (times, _) = inside.rsplit_once(',')?;
        Some((&text[..at], pair(times)?, after))
    })
}

fn pair(times: &str) -> Option<(u64, u64)> {
    let (start, length) = times.split_once(',')?;
    Some((start.parse().ok()?, length.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_word_has_its_time() {
        let lines = read(
            "{\"t\":0,\"c\":[{\"tx\":\"作词: \"}]}\n[1000,900](1000,300,0)第(1300,200,0)一(1500,400,0)行\n",
        );
        assert_eq!(lines.len(), 1);
        assert_eq!((lines[0].start_ms, lines[0].duration_ms), (1000, 900));
        let words: Vec<_> = lines[0]
            .words
            .iter()
            .map(|word| (word.start_ms, word.duration_ms, word.text.as_str()))
            .collect();
        assert_eq!(words, [(1000, 300, "第"), (1300, 200, "一"), (1500, 400, "行")]);
    }

    #[test]
    fn brackets_among_the_words_stay() {
        let lines = read("[0,9](0,3,0)one (live) (3,3,0)two (a,b,c)(6,3,0)(oh)");
        let words: Vec<_> = lines[0].words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(words, ["one (live) ", "two (a,b,c)", "(oh)"]);
    }

    #[test]
    fn lines_of_another_form_are_left_out() {
        for line in ["", "[ti:茉莉花]", "[0,9]", "[0,9]no times", "[0](0,1,0)x", "[0,9](0,1,0)"]
        {
            assert_eq!(read(line), [], "{line}");
        }
        assert_eq!(read("[0,9](99999999999999999999,1,0)x"), []);
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in "([\\[\\](),\n]|[0-9]{1,3}|\\PC){0,60}") {
            for line in read(&text) {
                prop_assert!(line.words.iter().all(|word| !word.text.is_empty()));
            }
        }
    }
}
