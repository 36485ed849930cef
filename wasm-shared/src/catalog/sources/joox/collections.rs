//! Albums, artists, playlists and charts. Names are in Traditional characters, as the service shows
//! them. There are no suggestions.

use super::{
    super::{Page, SourceContext, SourceError},
    client, cover, credits, denial, text, track, wire,
};
use crate::{
    catalog::{
        Outcome,
        collection::{Collection, CollectionId, CollectionKind, CollectionPage},
        model::{Source, Track},
    },
    ports::Host,
};

/// The sides of a cover in pixels.
const COVER_SIZES: [u32; 4] = [100, 300, 640, 1000];

/// Collections for `query`. The source gives about 30 in one answer; pages are cut from that.
pub async fn search_collections<H: Host>(
    context: SourceContext<'_, H>,
    kind: CollectionKind,
    query: &str,
    page: Page,
) -> Result<Vec<Collection>, SourceError> {
    let hits: Vec<wire::Listed> = match kind {
        CollectionKind::Album => {
            let found: wire::Albums = client::search(context, client::Kind::Albums, query).await?;
            found.albums.into_iter().filter_map(wire::Found::into_hit).collect()
        }
        CollectionKind::Artist => {
            let found: wire::Artists =
                client::search(context, client::Kind::Artists, query).await?;
            found.artists.into_iter().filter_map(wire::Found::into_hit).collect()
        }
        CollectionKind::Playlist => {
            let sections = client::search_everything(context, query).await?.section_list;
            let items = sections.into_iter().flat_map(|section| section.item_list);
            items.filter_map(|item| item.editor_playlist).collect()
        }
        CollectionKind::Chart => {
            return Err(SourceError::new(Outcome::Disabled, "charts are not searched for"));
        }
    };
    Ok(page.cut(hits.into_iter().filter_map(listed).collect()).collect())
}

/// None: the source has no such operation.
pub async fn suggestions<H: Host>(
    _context: SourceContext<'_, H>,
    _query: &str,
) -> Result<Vec<String>, SourceError> {
    Err(SourceError::new(Outcome::Disabled, "not an operation of this source"))
}

/// A collection and a page of its tracks.
pub async fn collection<H: Host>(
    context: SourceContext<'_, H>,
    kind: CollectionKind,
    id: &str,
    page: Page,
) -> Result<Option<CollectionPage>, SourceError> {
    let opened = match kind {
        CollectionKind::Chart => open_chart(context, id, page).await,
        _ => open(context, kind, id, page).await,
    };
    match opened {
        Err(error) if denial::is_absent(&error) || error.outcome == Outcome::NotFound => Ok(None),
        opened => opened,
    }
}

/// The charts.
pub async fn charts<H: Host>(
    context: SourceContext<'_, H>,
) -> Result<Vec<Collection>, SourceError> {
    Ok(client::charts(context).await?.topcharts.data.into_iter().filter_map(listed).collect())
}

/// The cover in the size nearest to `pixels`; one whose address does not end in its size stays as
/// it is.
pub fn cover_of_size(cover_url: &str, pixels: u32) -> String {
    let resized = || {
        let (address, query) = cover_url.split_at(cover_url.find('?').unwrap_or(cover_url.len()));
        let (path, shown) = address.rsplit_once('/')?;
        let is_size = path.contains("/JOOXcover/") && shown.parse::<u32>().is_ok();
        let side = COVER_SIZES.into_iter().min_by_key(|side| side.abs_diff(pixels))?;
        is_size.then(|| format!("{path}/{side}{query}"))
    };
    resized().unwrap_or_else(|| cover_url.to_owned())
}

async fn open<H: Host>(
    context: SourceContext<'_, H>,
    kind: CollectionKind,
    id: &str,
    page: Page,
) -> Result<Option<CollectionPage>, SourceError> {
    let opened = client::tracks(context, kind.as_str(), id, page).await?;
    if let Some(denied) = denial::of_answer(&opened.status) {
        return Err(denied);
    }
    let Some(tracks) = opened.tracks else { return Ok(None) };
    let (total, goes_on) = (tracks.total_count, tracks.next_index > 0);
    let tracks = shown(tracks.items);
    let name = if opened.name.is_empty() && kind == CollectionKind::Artist {
        name_of_artist(&tracks, id).unwrap_or_default()
    } else {
        opened.name
    };
    if name.is_empty() && !tracks.is_empty() {
        return Err(SourceError::new(Outcome::UpstreamChanged, "a list without a name"));
    }
    let images = opened.images;
    Ok(named(id, &name).map(|collection| {
        let album = kind == CollectionKind::Album;
        // The tracks of an album have its picture.
        let cover_of_tracks = || tracks.first().filter(|_| album)?.cover_url.clone();
        let collection = Collection {
            artists: if album { credits(opened.artist_list) } else { Vec::new() },
            description: Some(text::plain(&opened.description)).filter(|text| !text.is_empty()),
            cover_url: cover(&images).or_else(cover_of_tracks),
            track_count: Some(total).filter(|&total| total > 0),
            published_on: text::day(&opened.publish_date),
            ..collection
        };
        let has_more = !tracks.is_empty() && (goes_on || page.end() < u64::from(total));
        CollectionPage { collection, tracks, has_more }
    }))
}

/// An artist's answer does not name them; their tracks do.
fn name_of_artist(tracks: &[Track], id: &str) -> Option<String> {
    let same = |other: &str| other.replace('/', "_") == id.replace('/', "_");
    let mut credits = tracks.iter().flat_map(|track| &track.artists);
    credits.find(|artist| same(&artist.id)).map(|artist| artist.name.clone())
}

async fn open_chart<H: Host>(
    context: SourceContext<'_, H>,
    id: &str,
    page: Page,
) -> Result<Option<CollectionPage>, SourceError> {
    let detail = client::chart(context, id).await?;
    let Some(tracks) = detail.tracks_item_list.tracks else { return Ok(None) };
    let of_id = |chart: &Collection| chart.id.id == id;
    let beside = detail.top_charts.toplists.into_iter().filter_map(listed).find(of_id);
    let chart = match beside {
        None if tracks.items.is_empty() => return Ok(None),
        None => charts(context).await?.into_iter().find(of_id).ok_or_else(|| {
            SourceError::new(Outcome::UpstreamChanged, "a chart that is not among the charts")
        })?,
        Some(chart) => chart,
    };
    let tracks = shown(tracks.items);
    let total = tracks.len();
    Ok(Some(CollectionPage {
        collection: Collection { track_count: u32::try_from(total).ok(), ..chart },
        has_more: page.end() < total as u64,
        tracks: page.cut(tracks).collect(),
    }))
}

fn shown(songs: Vec<wire::Song>) -> Vec<Track> {
    let songs = songs.into_iter().filter(|song| !song.id.is_empty());
    songs.map(|song| track(song, Vec::new())).collect()
}

fn listed(listed: wire::Listed) -> Option<Collection> {
    let collection = named(&listed.id, &listed.name)?;
    Some(Collection {
        artists: credits(listed.artist_list),
        cover_url: cover(&listed.images),
        track_count: Some(listed.track_num).filter(|&count| count > 0),
        published_on: text::day(&listed.publish_date).or_else(|| text::day(&listed.update_time)),
        ..collection
    })
}

/// A collection with nothing but its name; `None` without one, and for an id that nobody could ask
/// for again.
fn named(id: &str, name: &str) -> Option<Collection> {
    let name = text::plain(name);
    let id = CollectionId::parse(&format!("{}:{id}", Source::Joox))?;
    (!name.is_empty()).then(|| Collection {
        id,
        source: Source::Joox,
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
