use super::super::{
    capabilities,
    collection::CollectionKind,
    model::Source,
    sources::{Operation, Page},
};
use crate::http::{Cursor, ListParameters, Parameters, Problem};

/// What is searched for.
#[derive(Debug, Clone)]
pub struct Query {
    /// The text, trimmed.
    pub text: String,
    /// `None` for tracks.
    pub kind: Option<CollectionKind>,
    /// `None` for the chain.
    pub source: Option<Source>,
    /// Which page of it.
    pub page: Page,
    /// Whether the first page was found by the simplified form of the text.
    pub simplified: bool,
}

impl Query {
    /// Reads `q`, `type`, `source`, `limit` and `cursor`.
    pub fn read(parameters: &Parameters<'_>, longest: usize) -> Result<Self, Problem> {
        let text = read_text(parameters, longest)?;
        let kind = read_kind(parameters)?;
        let operation = operation(kind);
        let named = capabilities::read_source(parameters, operation)?;
        let list = ListParameters::read(parameters)?;
        let Some(Cursor { source, page, simplified, .. }) = list.cursor else {
            let page = Page { size: list.limit, number: 0 };
            return Ok(Self { text, kind, source: named, page, simplified: false });
        };
        if named.is_some_and(|named| named != source) || !capabilities::has(source, operation) {
            return Err(Problem::invalid_field("cursor", "is of another source"));
        }
        let page = Page { size: list.limit, number: page };
        Ok(Self { text, kind, source: Some(source), page, simplified })
    }

    /// What is asked of a source.
    pub const fn operation(&self) -> Operation {
        operation(self.kind)
    }
}

const fn operation(kind: Option<CollectionKind>) -> Operation {
    match kind {
        None | Some(CollectionKind::Chart) => Operation::Search,
        Some(CollectionKind::Album) => Operation::SearchAlbums,
        Some(CollectionKind::Artist) => Operation::SearchArtists,
        Some(CollectionKind::Playlist) => Operation::SearchPlaylists,
    }
}

/// The `q` parameter, trimmed, of at most `longest` bytes.
pub fn read_text(parameters: &Parameters<'_>, longest: usize) -> Result<String, Problem> {
    let text = parameters.get("q").unwrap_or_default().trim();
    let wrong = if text.is_empty() {
        "must not be empty".into()
    } else if text.len() > longest {
        format!("must have at most {longest} bytes")
    } else if text.chars().any(char::is_control) {
        "must not hold control characters".into()
    } else {
        return Ok(text.to_owned());
    };
    Err(Problem::invalid_field("q", wrong))
}

/// The `type` parameter; `None` for tracks.
fn read_kind(parameters: &Parameters<'_>) -> Result<Option<CollectionKind>, Problem> {
    let kind = parameters.parse(
        "type",
        |kind| match kind {
            "track" => Some(None),
            "album" => Some(Some(CollectionKind::Album)),
            "artist" => Some(Some(CollectionKind::Artist)),
            "playlist" => Some(Some(CollectionKind::Playlist)),
            _ => None,
        },
        "must be track, album, artist or playlist",
    )?;
    Ok(kind.flatten())
}
