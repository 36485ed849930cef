use crate::{catalog::model::TrackId, library::playlists::LONGEST_NAME};

/// The lines of a list that is taken over, at most as many as a playlist has entries.
#[derive(Debug, Default)]
pub struct Lines {
    name: Option<String>,
    texts: Vec<String>,
    too_many: bool,
}

impl Lines {
    /// As many entries as a playlist may have.
    pub const MOST: usize = 10_000;
    /// Characters of a line; the rest of a longer one is cut off.
    const LONGEST: usize = 500;

    /// Adds a line of text, without the spaces around and between its words; nothing for an empty
    /// one.
    pub fn add(&mut self, text: &str) {
        let line = clean(text, Self::LONGEST);
        if line.is_empty() {
            return;
        }
        self.too_many = self.texts.len() == Self::MOST;
        if !self.too_many {
            self.texts.push(line);
        }
    }

    /// Adds a track by its id where that is one, by `title - artist` otherwise.
    pub fn add_track(&mut self, id: &str, title: &str, artist: &str) {
        let title = title.trim();
        if TrackId::parse(id).is_some() {
            self.add(id);
        } else if artist.trim().is_empty() || title.is_empty() {
            self.add(title);
        } else {
            self.add(&format!("{title} - {artist}"));
        }
    }

    /// Calls the list by a name that is in it.
    pub fn call(&mut self, name: &str) {
        self.name = Some(clean(name, LONGEST_NAME)).filter(|name| !name.is_empty());
    }

    /// The list's own name.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Why this list cannot be taken over.
    pub fn fault(&self) -> Option<&'static str> {
        if self.too_many {
            Some("has more than 10000 lines")
        } else if self.texts.is_empty() {
            Some("has no lines")
        } else {
            None
        }
    }

    /// The lines.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(String::as_str)
    }
}

fn clean(text: &str, longest: usize) -> String {
    let is_gap = |character: char| character.is_whitespace() || character.is_control();
    let mut line = String::new();
    for word in text.split(is_gap).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if let Some((end, _)) = line.char_indices().nth(longest) {
        line.truncate(end);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(texts: &[&str]) -> Vec<String> {
        let mut lines = Lines::default();
        for text in texts {
            lines.add(text);
        }
        lines.texts
    }

    #[test]
    fn lines_are_words_and_single_spaces() {
        assert_eq!(added(&["  a\t \u{0}b\r", "", " \u{3000}"]), ["a b"]);
        assert_eq!(added(&[&"茉".repeat(600)]), ["茉".repeat(500)]);
    }

    #[test]
    fn there_are_at_least_one_and_at_most_as_many_as_a_playlist_has() {
        let mut lines = Lines::default();
        assert_eq!(lines.fault(), Some("has no lines"));
        for _ in 0..Lines::MOST {
            lines.add("a");
        }
        assert_eq!(lines.fault(), None);
        lines.add("a");
        lines.add("");
        assert!(lines.fault().is_some());
    }

    #[test]
    fn a_track_is_its_id_or_its_names() {
        let mut lines = Lines::default();
        lines.add_track("netease:1", "t", "a");
        lines.add_track("spotify:1", "t", "a");
        lines.add_track("", " t ", "");
        lines.add_track("", "", "a");
        assert_eq!(lines.texts, ["netease:1", "t - a", "t"]);
    }
}
