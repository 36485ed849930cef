//! What the commands print about themselves, apart from the output of what they run.

use std::fmt::Display;
use std::io::IsTerminal as _;
use std::sync::LazyLock;

static COLOURED: LazyLock<bool> = LazyLock::new(|| {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        && std::io::stdout().is_terminal()
});

/// The colours in use, by their ANSI numbers.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Colour {
    Red = 31,
    Green = 32,
    Yellow = 33,
    Blue = 34,
    Magenta = 35,
    Cyan = 36,
}

/// `text` in a colour where the terminal shows colours and `NO_COLOR` is not set.
pub fn paint(colour: Colour, text: impl Display) -> String {
    if *COLOURED { format!("\x1b[{}m{text}\x1b[0m", colour as u8) } else { text.to_string() }
}

/// Announces what is done next.
pub fn step(text: impl Display) {
    println!("{} {text}", paint(Colour::Blue, "==>"));
}

/// Tells how a step went or what it found.
pub fn note(text: impl Display) {
    println!("    {text}");
}
