use std::collections::HashSet;

use sandbox::catalogue::{Catalogue, Collection, CollectionKind, Lyrics, Source};

use crate::bench::Bench;

fn collections(catalogue: &Catalogue) -> impl Iterator<Item = &Collection> {
    Source::ALL
        .into_iter()
        .flat_map(|source| CollectionKind::ALL.map(|kind| (source, kind)))
        .flat_map(|(source, kind)| catalogue.collections(source, kind))
}

#[test]
fn every_source_has_collections_of_every_kind_and_no_two_share_an_id() {
    let bench = Bench::new();
    let catalogue = &bench.sandbox.catalogue;
    for source in Source::ALL {
        for kind in CollectionKind::ALL {
            let ids: Vec<String> =
                catalogue.collections(source, kind).map(Collection::id).collect();
            assert!(ids.len() >= 3, "{} has {} {}", source.name(), ids.len(), kind.plural());
            assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len(), "{ids:?}");
        }
    }
    for collection in collections(catalogue) {
        assert!(!collection.recordings.is_empty(), "{} is empty", collection.key);
        assert_eq!(catalogue.tracks(collection).count(), collection.recordings.len());
    }
}

#[test]
fn albums_and_artists_are_those_that_tracks_name() {
    let bench = Bench::new();
    let catalogue = &bench.sandbox.catalogue;
    for source in Source::ALL {
        for listing in catalogue.listings(source) {
            let albums = catalogue.collections(source, CollectionKind::Album);
            let named: Vec<_> =
                albums.filter(|album| album.identity == listing.album_identity).collect();
            assert_eq!(named.len(), 1, "{}", listing.album);
            assert_eq!(named[0].name, listing.album);
            assert!(named[0].recordings.contains(&listing.recording));
            for artist in &listing.artists {
                let found = catalogue
                    .collections(source, CollectionKind::Artist)
                    .find(|known| known.identity == artist.identity)
                    .unwrap();
                assert!(found.recordings.contains(&listing.recording));
            }
        }
    }
}

#[test]
fn one_playlist_holds_everything_a_source_lists_and_collections_are_found_by_name() {
    let bench = Bench::new();
    let catalogue = &bench.sandbox.catalogue;
    for source in Source::ALL {
        let found = catalogue.search_collections(source, CollectionKind::Playlist, "听遍所有");
        assert_eq!(found[0].key, "everything");
        assert_eq!(catalogue.tracks(found[0]).count(), catalogue.listings(source).count());
    }
    let joox = catalogue.search_collections(Source::Joox, CollectionKind::Artist, "Gu Beichen");
    assert_eq!(joox[0].name, "顧北辰");
}

#[test]
fn words_are_there_in_every_degree() {
    let bench = Bench::new();
    let lyrics = |key: &str, source| bench.sandbox.catalogue.lyrics(bench.listing(key, source));
    let full = lyrics("jasmine/lin-xiaoman/studio", Source::Qq).unwrap();
    let line = &full.lines()[10];
    assert_eq!(line.text, "茉莉花，第一一行");
    assert_eq!(line.translation.as_deref(), Some("Jasmine Flower, line 11"));
    assert_eq!(line.romanised.as_deref(), Some("di yi yi hang"));
    let words: String = line.words.iter().flatten().map(|(_, _, word)| word.as_str()).collect();
    assert_eq!(words, line.text);
    let lrc = full.lrc(|line| Some(&line.text)).unwrap();
    assert!(lrc.starts_with("[00:12.00]茉莉花，第一行\n[00:21.00]"), "{lrc}");
    let last = full.lines().last().unwrap();
    assert!(last.start_ms + last.duration_ms < 214_000);

    let plain = lyrics("farewell/gu-beichen/live", Source::Joox).unwrap();
    assert!(plain.lines()[0].text.starts_with("送別"));
    assert_eq!(plain.lrc(|line| line.translation.as_deref()), None);
    assert_eq!(lyrics("jasmine/lin-xiaoman/instrumental", Source::Qq), Some(Lyrics::Instrumental));
    assert_eq!(lyrics("jasmine/dj-ayan/dj", Source::Netease), None);
}

#[test]
fn suggestions_hold_what_was_typed_and_begin_with_it_first() {
    let bench = Bench::new();
    let suggestions = bench.sandbox.catalogue.suggest(Source::Qq, "LIN", 10);
    assert!(suggestions.artists.is_empty(), "the name is written in Han characters");
    assert!(bench.sandbox.catalogue.suggest(Source::Qq, " ", 10).tracks.is_empty());
    let suggestions = bench.sandbox.catalogue.suggest(Source::Joox, "江南听", 10);
    assert_eq!(suggestions.albums[0].name, "江南聽雨");
    let titles = bench.sandbox.catalogue.suggest(Source::Qq, "茉莉", 2).tracks;
    assert_eq!(titles.len(), 2);
    assert_ne!(titles[0].title, titles[1].title);
}

#[tokio::test]
async fn the_ground_truth_names_collections_and_words() {
    let bench = Bench::new();
    let truth = bench.get("/_catalog").await.json();
    for kind in CollectionKind::ALL {
        let count = collections(&bench.sandbox.catalogue).filter(|it| it.kind == kind).count();
        assert_eq!(truth[kind.plural()].as_array().unwrap().len(), count);
    }
    let chart = &truth["charts"][0];
    assert_eq!((&chart["id"], &chart["name"]), (&"26".into(), &"热歌榜".into()));
    assert_eq!(chart["track_count"], 50);
    let words = &truth["items"][0]["sources"]["netease"]["lyrics"];
    assert_eq!((&words["instrumental"], &words["words"]), (&false.into(), &true.into()));
    assert!(words["lines"].as_u64().unwrap() > 20);
}
