use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Entry, Format};
use crate::contract::wire::{MessageReader, WireError};

/// Extended M3U in UTF-8. A track's address is that of its audio at this service, on the host that
/// the file is from; a player has to show a token there.
pub const FORMAT: Format = Format {
    name: "m3u8",
    content_type: "application/vnd.apple.mpegurl; charset=utf-8",
    begin,
    entry,
    end: "",
};

#[expect(clippy::unnecessary_wraps, reason = "what all formats are written by")]
fn begin(playlist: &MessageReader<'_>, file: &mut Vec<u8>) -> Result<(), WireError> {
    let name = on_one_line(playlist.text(2));
    file.extend_from_slice(format!("#EXTM3U\n#PLAYLIST:{name}\n").as_bytes());
    Ok(())
}

#[expect(clippy::unnecessary_wraps, reason = "what all formats are written by")]
fn entry(entry: &Entry<'_>, file: &mut Vec<u8>) -> Result<(), WireError> {
    let seconds = match entry.duration_ms() {
        Some(millis) => millis.div_ceil(1_000).to_string(),
        None => "-1".to_owned(),
    };
    let (artists, title) = (on_one_line(&entry.artists), on_one_line(entry.title()));
    let named = if artists.is_empty() { title } else { format!("{artists} - {title}") };
    let id = utf8_percent_encode(entry.track_id, NON_ALPHANUMERIC);
    let lines = format!("#EXTINF:{seconds},{named}\n/api/v1/tracks/{id}/stream\n");
    file.extend_from_slice(lines.as_bytes());
    Ok(())
}

fn on_one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}
