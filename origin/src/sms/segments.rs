/// Characters of a message that is charged once, and of each part of one that is longer (the last
/// three are spent on joining the parts).
const ALONE: usize = 70;
const PART: usize = 67;

/// What the Chinese vendors charge for a text: so many messages.
pub(super) fn segments(text: &str) -> u32 {
    let characters = text.chars().count();
    let parts = if characters <= ALONE { 1 } else { characters.div_ceil(PART) };
    u32::try_from(parts).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_charged_by_its_parts() {
        for (characters, expected) in [(0, 1), (70, 1), (71, 2), (134, 2), (135, 3)] {
            assert_eq!(segments(&"听".repeat(characters)), expected, "{characters}");
        }
    }
}
