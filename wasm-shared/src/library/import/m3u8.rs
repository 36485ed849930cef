use percent_encoding::percent_decode_str;

use super::lines::Lines;
use crate::catalog::model::TrackId;

/// Extended M3U: `#EXTINF:seconds,artist - title` before each address, where there is one. An
/// address of ours names the track; of others the file's name is all that is known.
pub fn read(content: &str, lines: &mut Lines) {
    let mut named = None;
    for line in content.lines().map(str::trim) {
        if let Some(info) = line.strip_prefix("#EXTINF:") {
            named = info.split_once(',').map(|(_, name)| name);
        } else if let Some(name) = line.strip_prefix("#PLAYLIST:") {
            lines.call(name);
        } else if !line.is_empty() && !line.starts_with('#') {
            let named = named.take().filter(|name| !name.trim().is_empty());
            match (track_of(line), named) {
                (Some(id), _) => lines.add(&id),
                (None, Some(name)) => lines.add(name),
                (None, None) => lines.add(&file_name(line)),
            }
        }
    }
}

/// The id of `…/tracks/{id}/stream`.
fn track_of(address: &str) -> Option<String> {
    let (_, path) = address.rsplit_once("/tracks/")?;
    let id = percent_decode_str(path.split(['/', '?']).next()?).decode_utf8().ok()?;
    TrackId::parse(&id).map(|id| id.to_string())
}

/// The last segment of an address without its ending.
fn file_name(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    percent_decode_str(name).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tracks_are_named_by_address_by_info_or_by_file() {
        let content = "#EXTM3U\n#PLAYLIST:夏天\n#EXTINF:215,林小满 - 茉莉花\n\
            https://edge.example/api/v1/tracks/joox%3Aa%2Bb%3D/stream\n\
            #EXTINF:-1 tvg-id=\"x\",A - B\n# a comment\nC:\\music\\x.mp3\n\
            #EXTINF:10,\nmusic/A%20-%20B.flac?x=1.2\nplain";
        let mut lines = Lines::default();
        read(content, &mut lines);
        assert_eq!(lines.iter().collect::<Vec<_>>(), ["joox:a+b=", "A - B", "A - B", "plain"]);
        assert_eq!(lines.name(), Some("夏天"));
    }
}
