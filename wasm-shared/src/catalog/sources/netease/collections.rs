//! Albums, artists, playlists and charts, which are playlists.

use std::collections::BTreeMap;

use super::{
    super::{Page, SourceContext, SourceError, absent_as_none},
    client, credit, found, text, track, tracks, wire,
};
use crate::{
    catalog::{
        Outcome,
        collection::{Collection, CollectionId, CollectionKind, CollectionPage},
        model::{Source, Track},
    },
    ports::Host,
};

/// Collections for `query`.
pub async fn search_collections<H: Host>(
    context: SourceContext<'_, H>,
    kind: CollectionKind,
    query: &str,
    page: Page,
) -> Result<Vec<Collection>, SourceError> {
    match kind {
        CollectionKind::Album => {
            let albums = client::search(context, client::Kind::Albums, query, page).await?;
            Ok(found(albums, page)?.iter().map(album).collect())
        }
        CollectionKind::Artist => {
            let artists = client::search(context, client::Kind::Artists, query, page).await?;
            Ok(found(artists, page)?.iter().map(artist).collect())
        }
        CollectionKind::Playlist => {
            let lists = client::search(context, client::Kind::Playlists, query, page).await?;
            Ok(found(lists, page)?.iter().map(playlist).collect())
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
    let matches = client::suggestions(context, query).await?.result.all_match;
    Ok(text::distinct(matches.iter().map(|suggestion| text::plain(&suggestion.keyword))))
}

/// A collection and a page of its tracks.
pub async fn collection<H: Host>(
    context: SourceContext<'_, H>,
    kind: CollectionKind,
    id: &str,
    page: Page,
) -> Result<Option<CollectionPage>, SourceError> {
    let Ok(id) = id.parse() else { return Ok(None) };
    absent_as_none(match kind {
        CollectionKind::Album => open_album(context, id, page).await,
        CollectionKind::Artist => open_artist(context, id, page).await,
        CollectionKind::Playlist | CollectionKind::Chart => open_playlist(context, id, page).await,
    })
}

/// The charts.
pub async fn charts<H: Host>(
    context: SourceContext<'_, H>,
) -> Result<Vec<Collection>, SourceError> {
    Ok(client::charts(context).await?.list.iter().map(playlist).collect())
}

/// The cover in any size: the image host scales.
pub fn cover_of_size(cover_url: &str, pixels: u32) -> String {
    let (address, _) = cover_url.split_once('?').unwrap_or((cover_url, ""));
    format!("{address}?param={pixels}y{pixels}")
}

async fn open_album<H: Host>(
    context: SourceContext<'_, H>,
    id: u64,
    page: Page,
) -> Result<CollectionPage, SourceError> {
    let opened = client::album(context, id).await?;
    let collection = album(&opened.album);
    let has_more = page.end() < opened.songs.len() as u64;
    let tracks = page
        .cut(opened.songs)
        .map(|song| {
            let track = track(song, None);
            // Songs within an album may come without its picture.
            Track { cover_url: track.cover_url.or_else(|| collection.cover_url.clone()), ..track }
        })
        .collect();
    Ok(CollectionPage { collection, tracks, has_more })
}

/// The songs that come with an artist are the beginning of the list that another call pages
/// through; as far as they reach, they save that call.
async fn open_artist<H: Host>(
    context: SourceContext<'_, H>,
    id: u64,
    page: Page,
) -> Result<CollectionPage, SourceError> {
    let opened = client::artist(context, id).await?;
    let (known, total) = (opened.hot_songs.len() as u64, u64::from(opened.artist.music_size));
    let collection = artist(&opened.artist);
    let (songs, has_more) = if page.end() <= known || total <= known {
        (page.cut(opened.hot_songs).collect(), page.end() < known.max(total))
    } else {
        let further = client::artist_songs(context, id, page).await?;
        (further.songs, further.more)
    };
    let tracks = songs.into_iter().map(|song| track(song, None)).collect();
    Ok(CollectionPage { collection, tracks, has_more })
}

/// A playlist comes with the numbers of all its songs and the data of some. A song that was taken
/// down has no data and is left out of its page.
async fn open_playlist<H: Host>(
    context: SourceContext<'_, H>,
    id: u64,
    page: Page,
) -> Result<CollectionPage, SourceError> {
    let mut opened = client::playlist(context, id, page.size).await?;
    let numbers = opened
        .playlist
        .track_ids
        .take()
        .ok_or_else(|| SourceError::new(Outcome::UpstreamChanged, "trackIds are missing"))?
        .items;
    let has_more = page.end() < numbers.len() as u64;
    let wanted: Vec<u64> = page.cut(numbers).map(|song| song.id).collect();
    let songs = std::mem::take(&mut opened.playlist.tracks);
    let mut known: BTreeMap<u64, Track> =
        tracks(wire::Details { songs, privileges: opened.privileges }).collect();
    let missing: Vec<u64> =
        wanted.iter().copied().filter(|number| !known.contains_key(number)).collect();
    if !missing.is_empty() {
        known.extend(tracks(client::details(context, &missing).await?));
    }
    Ok(CollectionPage {
        collection: playlist(&opened.playlist),
        tracks: wanted.iter().filter_map(|number| known.get(number).cloned()).collect(),
        has_more,
    })
}

fn album(album: &wire::Release) -> Collection {
    Collection {
        aliases: aliases(&album.alias),
        artists: album.artists.iter().filter_map(credit).collect(),
        track_count: counted(album.size),
        published_on: text::day_in_china(album.publish_time),
        ..collection_of(album.id, &album.name, &album.pic_url, &album.description)
    }
}

fn artist(artist: &wire::Performer) -> Collection {
    Collection {
        aliases: aliases(&artist.alias),
        track_count: counted(artist.music_size),
        ..collection_of(artist.id, &artist.name, &artist.pic_url, &artist.brief_desc)
    }
}

fn playlist(list: &wire::Playlist) -> Collection {
    let creator = list.creator.as_ref().map(|creator| text::plain(&creator.nickname));
    Collection {
        creator: creator.filter(|name| !name.is_empty()),
        track_count: counted(list.track_count),
        published_on: text::day_in_china(list.update_time),
        ..collection_of(list.id, &list.name, &list.cover_img_url, &list.description)
    }
}

/// What every kind of collection has; empty for what the source does not say.
fn collection_of(id: u64, name: &str, cover: &str, description: &str) -> Collection {
    Collection {
        id: CollectionId::new(Source::Netease, id.to_string()),
        source: Source::Netease,
        name: text::plain(name),
        aliases: Vec::new(),
        artists: Vec::new(),
        creator: None,
        description: Some(text::plain(description)).filter(|text| !text.is_empty()),
        cover_url: text::secure_url(cover),
        track_count: None,
        published_on: None,
    }
}

fn aliases(sent: &[String]) -> Vec<String> {
    text::distinct(sent.iter().map(|alias| text::plain(alias)))
}

/// 0 stands for a count that is not known.
fn counted(count: u32) -> Option<u32> {
    Some(count).filter(|&count| count > 0)
}
