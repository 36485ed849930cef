use anyhow::{Context as _, Result, bail};
use wasm_shared::catalog::matching::labelled::Listing;

use super::{Draft, work};

/// Reads the groups that were written by hand, each with its class. The notation is told at the
/// head of the file.
pub fn read_all(text: &str) -> Result<Vec<(String, Draft)>> {
    let mut groups = Vec::new();
    let mut class = String::new();
    for (at, line) in text.lines().enumerate() {
        let number = at + 1;
        let of = || format!("line {number}: {line}");
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            name.clone_into(&mut class);
            continue;
        }
        let Some((mark, rest)) = line.split_at_checked(2) else { continue };
        if mark == "# " {
            continue;
        }
        let listing = read(rest).with_context(of)?;
        match (mark, groups.last_mut()) {
            ("? ", _) => {
                let draft = Draft { query: listing, right: Vec::new(), wrong: Vec::new() };
                groups.push((class.clone(), draft));
            }
            ("+ ", Some((_, draft))) => draft.right.push(listing),
            ("- ", Some((_, draft))) => draft.wrong.push(listing),
            _ => bail!("not understood: {}", of()),
        }
    }
    Ok(groups)
}

fn read(text: &str) -> Result<Listing> {
    // Spaces around the marks are optional, since a field may be empty.
    let fields: Vec<&str> = text.split('|').map(str::trim).collect();
    let [title, artists, album, duration] = fields.as_slice() else { bail!("not four fields") };
    let names = artists.split(" + ").filter(|name| !name.is_empty());
    Ok(Listing {
        source: None,
        title: (*title).to_owned(),
        artists: names.map(str::to_owned).collect(),
        album: (!album.is_empty()).then(|| (*album).to_owned()),
        duration_ms: if *duration == "?" { 0 } else { work::milliseconds(duration)? },
    })
}
