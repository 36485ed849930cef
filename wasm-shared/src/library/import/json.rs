use serde_json::Value;

use super::lines::Lines;

/// A list of tracks, alone or as `tracks`, `items` or `songs` of an object with a `name`. A track is
/// a text, or an object with `id`, or with `title` or `name` and `artists` or `artist`; it may stand
/// in a `track` of its item. `None` when it is none of that.
pub fn read(content: &str, lines: &mut Lines) -> Option<()> {
    let document: Value = serde_json::from_str(content).ok()?;
    if let Some(name) = document["name"].as_str() {
        lines.call(name);
    }
    let lists = [&document, &document["tracks"], &document["items"], &document["songs"]];
    for item in lists.into_iter().find_map(Value::as_array)? {
        let track = item.get("track").unwrap_or(item);
        if let Some(line) = track.as_str() {
            lines.add(line);
            continue;
        }
        let text = |name: &str| track[name].as_str().unwrap_or_default();
        let title = if text("title").is_empty() { text("name") } else { text("title") };
        let artists = track.get("artists").unwrap_or(&track["artist"]);
        lines.add_track(text("id"), title, &names(artists));
    }
    Some(())
}

/// Of a text, an object with a `name`, or a list of those.
fn names(artists: &Value) -> String {
    match artists {
        Value::String(name) => name.clone(),
        Value::Array(list) => list.iter().map(names).collect::<Vec<_>>().join(" / "),
        one => one["name"].as_str().unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(content: &str) -> Option<Vec<String>> {
        let mut lines = Lines::default();
        read(content, &mut lines)?;
        Some(lines.iter().map(str::to_owned).collect())
    }

    #[test]
    fn tracks_are_found_in_every_usual_form() {
        for (content, expected) in [
            (r#"["t - a","netease:5"]"#, vec!["t - a", "netease:5"]),
            (r#"{"tracks":[{"id":"netease:5","title":"t"}]}"#, vec!["netease:5"]),
            (r#"{"songs":[{"name":"t","artist":"a"}]}"#, vec!["t - a"]),
            (
                r#"{"items":[{"track":{"id":"x","name":"t","artists":[{"name":"a"},"b"]}}]}"#,
                vec!["t - a / b"],
            ),
            (r#"[1,null,{},{"title":1}]"#, vec![]),
        ] {
            let expected = expected.into_iter().map(str::to_owned).collect();
            assert_eq!(lines(content), Some(expected), "{content}");
        }
    }

    #[test]
    fn anything_else_is_none() {
        for content in ["", "{", "1", "{}", r#"{"tracks":{}}"#, "null"] {
            assert_eq!(lines(content), None, "{content}");
        }
    }
}
