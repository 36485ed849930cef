use uuid::Uuid;

use crate::{Truth, encode};

/// The sources.
pub const SOURCES: [&str; 4] = ["qq", "joox", "netease", "kugou"];

/// A call that has `source` asked for `operation`, by its name in `GET /api/v1/sources`: with a text
/// that was never asked for, or for a collection that the source has. A track's detail is kept for so
/// long that one is asked for that nobody has.
///
/// `None` for `playback`, `audio` and `lyrics`, for which others may answer as well.
pub fn call_of(source: &str, operation: &str, truth: &Truth) -> Option<String> {
    let nonce = Uuid::new_v4();
    let search = |kind: &str| {
        let text = encode(&format!("茉莉花 {}", nonce.simple()));
        format!("/api/v1/search?q={text}&source={source}&type={kind}")
    };
    let open = |path: &str, kind: &str| {
        format!("/api/v1/{path}/{}", encode(&truth.any_collection(kind, source).id))
    };
    Some(match operation {
        "search" => search("track"),
        "search_albums" => search("album"),
        "search_artists" => search("artist"),
        "search_playlists" => search("playlist"),
        "suggestions" => {
            format!("/api/v1/search/suggestions?q={}&source={source}", nonce.simple())
        }
        "detail" => format!("/api/v1/tracks/{}", encode(&nobodys_track(source, nonce))),
        "album" => open("albums", "albums"),
        "artist" => open("artists", "artists"),
        "playlist" => open("catalog/playlists", "playlists"),
        "chart" => open("charts", "charts"),
        "charts" => format!("/api/v1/charts?source={source}"),
        _ => return None,
    })
}

/// An id in the form that the source gives its tracks.
fn nobodys_track(source: &str, nonce: Uuid) -> String {
    let hex = nonce.simple().to_string();
    match source {
        "qq" => format!("qq:003{}", &hex[..11]),
        "joox" => format!("joox:{}==", &hex[..22]),
        "netease" => format!("netease:{}", 9_000_000_000 + nonce.as_u128() % 1_000_000_000),
        _ => format!("{source}:{hex}"),
    }
}
