use super::lines::Lines;

/// A line each, with or without a number before it: `12. title - artist`.
pub fn read(content: &str, lines: &mut Lines) {
    for line in content.lines() {
        lines.add(without_number(line.trim()));
    }
}

/// A number before a dot and a space counts the lines; others are of titles.
fn without_number(line: &str) -> &str {
    let rest = line.trim_start_matches(|character: char| character.is_ascii_digit());
    match rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") ")) {
        Some(text) if (1..=5).contains(&(line.len() - rest.len())) => text,
        _ => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_count_are_left_out() {
        let mut lines = Lines::default();
        let content = "1. 茉莉花 - 林小满\r\n\n12) a - b\n99 - c\n1.5 - d\nnetease:5\n2024. 7";
        read(content, &mut lines);
        let read: Vec<_> = lines.iter().collect();
        assert_eq!(read, ["茉莉花 - 林小满", "a - b", "99 - c", "1.5 - d", "netease:5", "7"]);
    }
}
