//! Numbered notation.

/// A tone or a rest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Note {
    /// Semitones above the tonic; `None` for a rest.
    pub semitones: Option<i32>,
    /// Length in quarter notes.
    pub beats: f64,
}

/// The notes of a phrase.
#[derive(Debug, Clone, PartialEq)]
pub struct Melody {
    /// In the order they sound.
    pub notes: Vec<Note>,
}

/// A token that is no note.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{token}` is not a note of numbered notation")]
pub struct NotationError {
    /// The token.
    pub token: String,
}

impl Melody {
    /// Reads the notation described in `catalogue/works.toml`.
    pub fn parse(notation: &str) -> Result<Self, NotationError> {
        let mut notes: Vec<Note> = Vec::new();
        for token in notation.split_whitespace().filter(|token| *token != "|") {
            let error = || NotationError { token: token.to_owned() };
            if token == "-" {
                notes.last_mut().ok_or_else(error)?.beats += 1.0;
            } else {
                notes.push(note(token).ok_or_else(error)?);
            }
        }
        if notes.is_empty() {
            return Err(NotationError { token: String::new() });
        }
        Ok(Self { notes })
    }

    /// Length in quarter notes.
    pub fn beats(&self) -> f64 {
        self.notes.iter().map(|note| note.beats).sum()
    }
}

fn note(token: &str) -> Option<Note> {
    let (accidental, rest) = match token.as_bytes().first()? {
        b'#' => (1, &token[1..]),
        b'b' => (-1, &token[1..]),
        _ => (0, token),
    };
    let mut characters = rest.chars();
    let mut semitones = match characters.next()? {
        '0' => None,
        '1' => Some(0),
        '2' => Some(2),
        '3' => Some(4),
        '4' => Some(5),
        '5' => Some(7),
        '6' => Some(9),
        '7' => Some(11),
        _ => return None,
    };
    let mut beats = 1.0;
    for mark in characters {
        match mark {
            '\'' => semitones = semitones.map(|pitch| pitch + 12),
            ',' => semitones = semitones.map(|pitch| pitch - 12),
            '_' => beats /= 2.0,
            '.' => beats *= 1.5,
            _ => return None,
        }
    }
    Some(Note { semitones: semitones.map(|pitch| pitch + accidental), beats })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_degrees_octaves_accidentals_and_lengths() {
        let melody = Melody::parse("1 | #2' b7,_ 0. 5 - -").unwrap();
        let read: Vec<(Option<i32>, f64)> =
            melody.notes.iter().map(|note| (note.semitones, note.beats)).collect();
        assert_eq!(
            read,
            [(Some(0), 1.0), (Some(15), 1.0), (Some(-2), 0.5), (None, 1.5), (Some(7), 3.0)]
        );
        assert!((melody.beats() - 7.0).abs() < f64::EPSILON);
    }

    #[test]
    fn refuses_what_is_no_note() {
        for wrong in ["8", "1x", "-", "", "#"] {
            assert!(Melody::parse(wrong).is_err(), "{wrong}");
        }
    }
}
