//! Albums, singers, playlists and charts.

use super::{
    super::{Page, SourceContext, SourceError},
    client, credit, denial, listed, text, wire,
};
use crate::{
    catalog::{
        Outcome,
        collection::{Collection, CollectionId, CollectionKind, CollectionPage},
        model::{Artist, Source},
    },
    ports::Host,
};

/// A chart of films, which are no tracks.
const FILM_CHART: u32 = 201;

/// The sides of a cover in pixels.
const COVER_SIZES: [u32; 5] = [150, 300, 500, 800, 1200];

/// Collections for `query`.
pub async fn search_collections<H: Host>(
    context: SourceContext<'_, H>,
    kind: CollectionKind,
    query: &str,
    page: Page,
) -> Result<Vec<Collection>, SourceError> {
    match kind {
        CollectionKind::Album => {
            let found: wire::Search<wire::Albums> =
                client::search(context, client::Kind::Albums, query, page).await?;
            let albums = denial::found(found.code, found.body.album)?;
            Ok(albums.into_iter().filter_map(album).collect())
        }
        CollectionKind::Artist => {
            let found: wire::Search<wire::Singers> =
                client::search(context, client::Kind::Singers, query, page).await?;
            let singers = denial::found(found.code, found.body.singer)?;
            Ok(singers.iter().filter_map(singer).collect())
        }
        CollectionKind::Playlist => {
            let found: wire::Search<wire::Playlists> =
                client::search(context, client::Kind::Playlists, query, page).await?;
            let playlists = denial::found(found.code, found.body.songlist)?;
            Ok(playlists.iter().filter_map(playlist).collect())
        }
        CollectionKind::Chart => {
            Err(SourceError::new(Outcome::Disabled, "charts are not searched for"))
        }
    }
}

/// Texts for `query`: songs, then singers, then albums.
pub async fn suggestions<H: Host>(
    context: SourceContext<'_, H>,
    query: &str,
) -> Result<Vec<String>, SourceError> {
    let answer = client::suggestions(context, query).await?;
    denial::check(answer.code, None)?;
    let kinds = answer.data.map(|data| [data.song, data.singer, data.album]);
    let items = kinds.into_iter().flatten().flat_map(|kind| kind.itemlist);
    Ok(text::distinct(items.map(|item| text::plain(&item.name))))
}

/// A collection and a page of its tracks.
pub async fn collection<H: Host>(
    context: SourceContext<'_, H>,
    kind: CollectionKind,
    id: &str,
    page: Page,
) -> Result<Option<CollectionPage>, SourceError> {
    let opened = match kind {
        CollectionKind::Album => open_album(context, id, page).await,
        CollectionKind::Artist => open_singer(context, id, page).await,
        CollectionKind::Playlist => open_playlist(context, id, page).await,
        CollectionKind::Chart => open_chart(context, id, page).await,
    };
    match opened {
        Err(error) if error.outcome == Outcome::NotFound => Ok(None),
        opened => opened,
    }
}

/// The charts, those of films left out.
pub async fn charts<H: Host>(
    context: SourceContext<'_, H>,
) -> Result<Vec<Collection>, SourceError> {
    let groups = client::charts(context).await?.group;
    let mut charts: Vec<Collection> = Vec::new();
    for chart in groups.iter().flat_map(|group| &group.toplist).filter_map(chart) {
        // One chart may be in several groups.
        if charts.iter().all(|known| known.id != chart.id) {
            charts.push(chart);
        }
    }
    Ok(charts)
}

/// The cover in the size nearest to `pixels`; one that is no picture of an album or a singer stays
/// as it is.
pub fn cover_of_size(cover_url: &str, pixels: u32) -> String {
    let resized = || {
        let (host, name) = cover_url.split_once("/photo_new/")?;
        let (kind, rest) = name.split_once('R')?;
        let (shown, picture) = rest.split_once("M000")?;
        let is_size = shown.bytes().all(|byte| byte.is_ascii_digit() || byte == b'x');
        let side = COVER_SIZES.into_iter().min_by_key(|side| side.abs_diff(pixels))?;
        is_size.then(|| format!("{host}/photo_new/{kind}R{side}x{side}M000{picture}"))
    };
    resized().unwrap_or_else(|| cover_url.to_owned())
}

/// The address of a picture: `T002` is an album's, `T001` a singer's.
pub(super) fn picture(kind: &str, mid: &str) -> Option<String> {
    (!mid.is_empty())
        .then(|| format!("https://y.gtimg.cn/music/photo_new/{kind}R500x500M000{mid}.jpg"))
}

async fn open_album<H: Host>(
    context: SourceContext<'_, H>,
    mid: &str,
    page: Page,
) -> Result<Option<CollectionPage>, SourceError> {
    let (detail, songs) = client::album(context, mid, page).await?;
    let Some(info) = detail.info.filter(|info| !info.album_mid.is_empty()) else {
        return Ok(None);
    };
    let album = named(&info.album_mid, &info.album_name).map(|collection| Collection {
        artists: detail.singer.list.into_iter().map(credit).collect(),
        description: description(&info.desc),
        cover_url: picture("T002", &info.album_mid),
        published_on: text::day(&info.publish_date),
        ..collection
    });
    let total = songs.total_num;
    let songs = songs.song_list.into_iter().map(|listed| listed.song).collect();
    Ok(album.map(|album| paged(album, songs, total, page)))
}

async fn open_singer<H: Host>(
    context: SourceContext<'_, H>,
    mid: &str,
    page: Page,
) -> Result<Option<CollectionPage>, SourceError> {
    let (details, songs) = client::singer(context, mid, page).await?;
    let singer = details.singer_list.into_iter().next().and_then(|detail| {
        let info = detail.basic_info;
        let collection = named(&info.mid, &info.name)?;
        let aliases = [text::plain(&detail.ex_info.foreign_name)].into_iter();
        Some(Collection {
            aliases: text::distinct(aliases.filter(|alias| *alias != collection.name)),
            description: description(&detail.ex_info.desc),
            cover_url: picture("T001", &info.mid),
            ..collection
        })
    });
    let total = songs.total_num;
    let songs = songs.song_list.into_iter().map(|listed| listed.song).collect();
    Ok(singer.map(|singer| paged(singer, songs, total, page)))
}

async fn open_playlist<H: Host>(
    context: SourceContext<'_, H>,
    id: &str,
    page: Page,
) -> Result<Option<CollectionPage>, SourceError> {
    let Ok(id) = id.parse() else { return Ok(None) };
    let opened = client::playlist(context, id, page).await?;
    denial::check(opened.code, None)?;
    let info = opened
        .dirinfo
        .ok_or_else(|| SourceError::new(Outcome::UpstreamChanged, "dirinfo is missing"))?;
    // A playlist that there is not has the number 0.
    let playlist = (info.id == id.to_string()).then(|| named(&info.id, &info.title)).flatten();
    let playlist = playlist.map(|collection| Collection {
        creator: Some(text::plain(&info.creator)).filter(|name| !name.is_empty()),
        description: description(&info.desc),
        cover_url: text::secure_url(&info.picture),
        ..collection
    });
    Ok(playlist.map(|playlist| paged(playlist, opened.songlist, opened.total_song_num, page)))
}

async fn open_chart<H: Host>(
    context: SourceContext<'_, H>,
    id: &str,
    page: Page,
) -> Result<Option<CollectionPage>, SourceError> {
    let Some(id) = id.parse().ok().filter(|&id| id != FILM_CHART) else { return Ok(None) };
    let opened = client::chart(context, id, page).await?;
    let data = opened.data.filter(|data| data.top_id == id);
    Ok(data.and_then(|data| Some(paged(chart(&data)?, opened.songs, data.total_num, page))))
}

fn paged(collection: Collection, songs: Vec<wire::Song>, total: u32, page: Page) -> CollectionPage {
    CollectionPage {
        collection: Collection {
            track_count: Some(total).filter(|&total| total > 0),
            ..collection
        },
        has_more: !songs.is_empty() && page.end() < u64::from(total),
        tracks: listed(songs),
    }
}

fn album(album: wire::FoundAlbum) -> Option<Collection> {
    let collection = named(&album.mid, &album.name)?;
    let artists: Vec<Artist> = if album.singer_list.is_empty() {
        let names = album.singer_name.split('/').map(text::plain).filter(|name| !name.is_empty());
        names.map(|name| Artist { id: String::new(), name }).collect()
    } else {
        album.singer_list.into_iter().map(credit).collect()
    };
    Some(Collection {
        artists,
        cover_url: picture("T002", &album.mid),
        track_count: Some(album.song_count).filter(|&count| count > 0),
        published_on: text::day(&album.published),
        ..collection
    })
}

fn singer(singer: &wire::FoundSinger) -> Option<Collection> {
    Some(Collection {
        cover_url: picture("T001", &singer.mid),
        track_count: Some(singer.song_count).filter(|&count| count > 0),
        ..named(&singer.mid, &singer.name)?
    })
}

fn playlist(playlist: &wire::FoundPlaylist) -> Option<Collection> {
    Some(Collection {
        creator: Some(text::plain(&playlist.creator.name)).filter(|name| !name.is_empty()),
        description: description(&playlist.introduction),
        cover_url: text::secure_url(&playlist.picture),
        track_count: Some(playlist.song_count).filter(|&count| count > 0),
        ..named(&playlist.id, &playlist.name)?
    })
}

fn chart(chart: &wire::Chart) -> Option<Collection> {
    let pictures = [&chart.front_pic_url, &chart.head_pic_url];
    Some(Collection {
        description: description(&chart.intro),
        cover_url: pictures.into_iter().find_map(|picture| text::secure_url(picture)),
        track_count: Some(chart.total_num).filter(|&count| count > 0),
        published_on: text::day(&chart.update_time),
        ..named(&chart.top_id.to_string(), &chart.title)?
    })
    .filter(|_| chart.top_id != FILM_CHART)
}

/// A collection with nothing but its name; `None` without one, and for an id that nobody could ask
/// for again.
fn named(id: &str, name: &str) -> Option<Collection> {
    let name = text::plain(name);
    let id = CollectionId::parse(&format!("{}:{id}", Source::Qq))?;
    (!name.is_empty()).then(|| Collection {
        id,
        source: Source::Qq,
        name,
        aliases: Vec::new(),
        artists: Vec::new(),
        creator: None,
        description: None,
        cover_url: None,
        track_count: None,
        published_on: None,
    })
}

fn description(sent: &str) -> Option<String> {
    Some(text::plain(&sent.replace("<br>", "\n"))).filter(|text| !text.is_empty())
}
