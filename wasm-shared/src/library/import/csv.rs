use super::lines::Lines;

/// Names of columns in the first record, folded to lower case; the exports of other services among
/// them.
const ID: &[&str] = &["id", "track_id"];
const TITLE: &[&str] =
    &["title", "name", "track", "track name", "song", "歌名", "歌曲", "歌曲名", "标题"];
const ARTIST: &[&str] =
    &["artist", "artists", "artist name", "artist name(s)", "singer", "歌手", "艺人", "艺术家"];

/// Comma-separated values, RFC 4180, or with semicolons or tabs in place of commas. The columns are
/// those that the first record names; where it names no title, title and artist are the first two of
/// every record.
pub fn read(content: &str, lines: &mut Lines) {
    let mut records = Records { rest: content, separator: separator_of(content) };
    let Some(first) = records.next() else { return };
    let column = |names: &[&str]| {
        first.iter().position(|name| names.contains(&name.trim().to_lowercase().as_str()))
    };
    let columns = match column(TITLE) {
        Some(title) => (column(ID), title, column(ARTIST)),
        None => (None, 0, Some(1)),
    };
    if column(TITLE).is_none() {
        add(lines, &first, columns);
    }
    for record in records {
        add(lines, &record, columns);
    }
}

fn add(lines: &mut Lines, record: &[String], columns: (Option<usize>, usize, Option<usize>)) {
    let (id, title, artist) = columns;
    let cell = |column: Option<usize>| {
        column.and_then(|column| record.get(column)).map_or("", |cell| unguarded(cell))
    };
    lines.add_track(cell(id), cell(Some(title)), cell(artist));
}

/// A cell without the quote that keeps spreadsheets from taking it for a formula.
fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if text.starts_with(['=', '+', '-', '@']) => text,
        _ => cell,
    }
}

fn separator_of(content: &str) -> char {
    let first = content.lines().next().unwrap_or_default();
    [',', ';', '\t'].into_iter().max_by_key(|mark| first.matches(*mark).count()).unwrap_or(',')
}

/// The records of a text. Cells in quotes may hold separators, line ends and, doubled, quotes.
struct Records<'c> {
    rest: &'c str,
    separator: char,
}

impl Iterator for Records<'_> {
    type Item = Vec<String>;

    fn next(&mut self) -> Option<Vec<String>> {
        if self.rest.is_empty() {
            return None;
        }
        let mut cells = vec![String::new()];
        let mut quoted = false;
        let mut characters = self.rest.char_indices().peekable();
        let mut end = self.rest.len();
        while let Some((at, character)) = characters.next() {
            let cell = cells.last_mut()?;
            match character {
                '"' if quoted && characters.next_if(|(_, next)| *next == '"').is_some() => {
                    cell.push('"');
                }
                '"' if quoted || cell.is_empty() => quoted = !quoted,
                '\n' if !quoted => {
                    end = at + 1;
                    break;
                }
                '\r' if !quoted => {}
                separator if separator == self.separator && !quoted => cells.push(String::new()),
                other => cell.push(other),
            }
        }
        self.rest = &self.rest[end..];
        Some(cells)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(content: &str) -> Vec<String> {
        let mut lines = Lines::default();
        read(content, &mut lines);
        lines.iter().map(str::to_owned).collect()
    }

    #[test]
    fn columns_are_found_by_name_or_are_the_first_two() {
        assert_eq!(lines("Artist,Album,Title\nA,x,T\nB,,U\n"), ["T - A", "U - B"]);
        assert_eq!(lines("T,A\nU,B"), ["T - A", "U - B"]);
        assert_eq!(lines("歌名;歌手\r\n茉莉花;林小满\r\n"), ["茉莉花 - 林小满"]);
        assert_eq!(lines("title\tid\nx\tqq:1\ny\tnone"), ["qq:1", "y"]);
        assert_eq!(lines("only"), ["only"]);
    }

    #[test]
    fn quoted_cells_hold_anything() {
        let content = "title,artist\n\"a, \"\"b\"\"\nc\",\"d\"\n\"'=1+1\",'x\n\"open,e\nf";
        assert_eq!(lines(content), ["a, \"b\" c - d", "=1+1 - 'x", "open,e f"]);
        assert_eq!(lines("title,artist\n\n,\n\"\",\"\"\n"), Vec::<String>::new());
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(content: String) {
            lines(&content);
        }
    }
}
