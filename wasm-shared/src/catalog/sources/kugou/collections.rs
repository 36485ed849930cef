//! Albums, artists, playlists and charts. Data and songs are two calls, made at once.

use futures_util::future::join;
use serde::de::DeserializeOwned;

use super::{
    super::{Page, SourceContext, SourceError, absent_as_none},
    artists, cover, listed, lists, text, wire,
};
use crate::{
    catalog::{
        Outcome,
        collection::{Collection, CollectionId, CollectionKind, CollectionPage},
        model::Source,
    },
    ports::Host,
};

/// The sizes that pictures come in, in pixels a side.
const COVER_SIZES: [u32; 5] = [120, 150, 240, 400, 480];

const ALBUM: (&str, &str) = ("album", "albumid");
const ARTIST: (&str, &str) = ("singer", "singerid");
const PLAYLIST: (&str, &str) = ("special", "specialid");

/// Collections for `query`.
pub async fn search_collections<H: Host>(
    context: SourceContext<'_, H>,
    kind: CollectionKind,
    query: &str,
    page: Page,
) -> Result<Vec<Collection>, SourceError> {
    match kind {
        CollectionKind::Album => {
            let found: wire::Listed<wire::Album> =
                lists::search(context, ALBUM.0, query, page).await?;
            Ok(found.info.iter().map(album).collect())
        }
        CollectionKind::Artist => {
            let found: wire::Items<wire::Artist> =
                lists::search(context, ARTIST.0, query, page).await?;
            Ok(found.items.iter().map(artist).collect())
        }
        CollectionKind::Playlist => {
            let found: wire::Listed<wire::Playlist> =
                lists::search(context, PLAYLIST.0, query, page).await?;
            Ok(found.info.iter().map(playlist).collect())
        }
        CollectionKind::Chart => {
            Err(SourceError::new(Outcome::Disabled, "charts are not searched for"))
        }
    }
}

/// Texts for `query`.
pub async fn suggestions<H: Host>(
    context: SourceContext<'_, H>,
    query: &str,
) -> Result<Vec<String>, SourceError> {
    let groups = lists::suggestions(context, query).await?;
    let tips = groups.iter().flat_map(|group| &group.tips);
    Ok(text::distinct(tips.map(|tip| clean(&tip.text))))
}

/// A collection and a page of its tracks. Of the ids that playlists have, only the numbers are
/// known; the others are for signed calls.
pub async fn collection<H: Host>(
    context: SourceContext<'_, H>,
    kind: CollectionKind,
    id: &str,
    page: Page,
) -> Result<Option<CollectionPage>, SourceError> {
    if !id.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(None);
    }
    let opened = match kind {
        CollectionKind::Album => open(context, ALBUM, album, id, page).await,
        CollectionKind::Artist => open(context, ARTIST, artist, id, page).await,
        CollectionKind::Playlist => open(context, PLAYLIST, playlist, id, page).await,
        CollectionKind::Chart => open_chart(context, id, page).await,
    };
    Ok(absent_as_none(opened)?.flatten())
}

/// The charts.
pub async fn charts<H: Host>(
    context: SourceContext<'_, H>,
) -> Result<Vec<Collection>, SourceError> {
    Ok(lists::charts(context).await?.iter().map(chart).collect())
}

/// The cover in the nearest of the sizes there are. The size is a part of the path.
pub fn cover_of_size(cover_url: &str, pixels: u32) -> String {
    let nearest = COVER_SIZES.into_iter().min_by_key(|size| size.abs_diff(pixels)).unwrap_or(480);
    let is_size = |part: &str| part.parse().is_ok_and(|size: u32| COVER_SIZES.contains(&size));
    let mut replaced = false;
    let parts: Vec<String> = cover_url
        .split('/')
        .map(|part| {
            if !replaced && is_size(part) {
                replaced = true;
                return nearest.to_string();
            }
            part.to_owned()
        })
        .collect();
    parts.join("/")
}

async fn open<H: Host, T: DeserializeOwned>(
    context: SourceContext<'_, H>,
    kind: (&str, &str),
    read: impl Fn(&T) -> Collection,
    id: &str,
    page: Page,
) -> Result<Option<CollectionPage>, SourceError> {
    let info = lists::info(context, kind, id);
    let (info, songs) = join(info, lists::songs(context, kind, id, page)).await;
    // What is not there has no songs either, however that call puts it.
    let Some(info) = info? else { return Ok(None) };
    Ok(Some(page_of(read(&info), &songs?, page)))
}

/// The songs of a chart come without its name, which the list of charts has.
async fn open_chart<H: Host>(
    context: SourceContext<'_, H>,
    id: &str,
    page: Page,
) -> Result<Option<CollectionPage>, SourceError> {
    let (charts, songs) = join(charts(context), lists::chart_songs(context, id, page)).await;
    let Some(chart) = charts?.into_iter().find(|chart| chart.id.id == id) else { return Ok(None) };
    Ok(Some(page_of(chart, &songs?, page)))
}

fn page_of(collection: Collection, songs: &wire::SongList, page: Page) -> CollectionPage {
    CollectionPage {
        collection: Collection {
            track_count: collection.track_count.or(Some(songs.total).filter(|&total| total > 0)),
            ..collection
        },
        tracks: songs.info.iter().filter_map(listed::track).collect(),
        has_more: page.end() < u64::from(songs.total),
    }
}

fn album(album: &wire::Album) -> Collection {
    let mut singers = artists(std::iter::empty(), &album.singers);
    if let [only] = singers.as_mut_slice() {
        only.id.clone_from(&album.singer_id);
    }
    Collection {
        artists: singers,
        published_on: text::day(&album.published),
        track_count: counted(album.song_count),
        ..collection_of(album.id, &album.name, &album.picture, &album.intro)
    }
}

fn artist(artist: &wire::Artist) -> Collection {
    Collection {
        track_count: counted(artist.song_count),
        ..collection_of(artist.id, &artist.name, &artist.picture, &artist.intro)
    }
}

fn playlist(list: &wire::Playlist) -> Collection {
    Collection {
        creator: Some(clean(&list.creator)).filter(|name| !name.is_empty()),
        track_count: counted(list.song_count),
        ..collection_of(list.id, &list.name, &list.picture, &list.intro)
    }
}

fn chart(chart: &wire::Chart) -> Collection {
    collection_of(chart.id, &chart.name, &chart.picture, &chart.intro)
}

/// What every kind of collection has; empty for what the source does not say.
fn collection_of(id: u64, name: &str, picture: &str, intro: &str) -> Collection {
    Collection {
        id: CollectionId::new(Source::Kugou, id.to_string()),
        source: Source::Kugou,
        name: clean(name),
        aliases: Vec::new(),
        artists: Vec::new(),
        creator: None,
        description: Some(clean(intro)).filter(|text| !text.is_empty()),
        cover_url: cover(picture),
        track_count: None,
        published_on: None,
    }
}

/// 0 stands for a count that is not known.
fn counted(count: u32) -> Option<u32> {
    Some(count).filter(|&count| count > 0)
}

/// Names are marked up, escaped, and some percent-encoded.
fn clean(sent: &str) -> String {
    text::plain(&text::unescaped(sent))
}
