use super::{Entry, Format};
use crate::contract::wire::{MessageReader, WireError};

/// RFC 4180 with a header.
pub const FORMAT: Format = Format {
    name: "csv",
    content_type: "text/csv; charset=utf-8; header=present",
    begin,
    entry,
    end: "",
};

#[expect(clippy::unnecessary_wraps, reason = "what all formats are written by")]
fn begin(_playlist: &MessageReader<'_>, file: &mut Vec<u8>) -> Result<(), WireError> {
    file.extend_from_slice(b"title,artists,album,duration_ms,id\r\n");
    Ok(())
}

fn entry(entry: &Entry<'_>, file: &mut Vec<u8>) -> Result<(), WireError> {
    let album = entry.snapshot.message(3)?.unwrap_or_default();
    let duration_ms = entry.duration_ms().map(|millis| millis.to_string()).unwrap_or_default();
    let cells = [entry.title(), &entry.artists, album.text(2), &duration_ms, entry.track_id];
    for (index, text) in cells.into_iter().enumerate() {
        if index > 0 {
            file.push(b',');
        }
        file.extend_from_slice(cell(text).as_bytes());
    }
    file.extend_from_slice(b"\r\n");
    Ok(())
}

/// A cell, quoted where it has to be. One that a spreadsheet would take for a formula has a quote
/// before it, which makes it text there: titles come from strangers.
fn cell(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    if text.contains(['"', ',', '\n', '\r']) {
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    } else {
        format!("{guard}{text}")
    }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn cells_are_quoted_and_are_no_formulas() {
        for (text, written) in [
            ("plain 茉莉", "plain 茉莉"),
            ("a,b", "\"a,b\""),
            ("say \"hi\"\nthere", "\"say \"\"hi\"\"\nthere\""),
            ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@a", "'@a"),
            ("\t=1", "'\t=1"),
            ("\r=1", "\"'\r=1\""),
            ("a=1", "a=1"),
        ] {
            assert_eq!(cell(text), written, "{text:?}");
        }
    }
}
