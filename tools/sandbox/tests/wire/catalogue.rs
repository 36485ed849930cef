use std::collections::HashSet;

use sandbox::audio::{Arrangement, Melody};
use sandbox::catalogue::{Availability, Source, Version};

use crate::bench::Bench;

#[test]
fn there_are_at_least_sixty_recordings_each_with_a_melody_that_can_be_read() {
    let bench = Bench::new();
    let catalogue = &bench.sandbox.catalogue;
    assert!(catalogue.recordings.len() >= 60);
    for recording in &catalogue.recordings {
        let melody = Melody::parse(&recording.work.melody)
            .unwrap_or_else(|error| panic!("{}: {error}", recording.key));
        assert!(melody.beats() >= 12.0, "{} is short", recording.key);
        assert!((60_000..480_000).contains(&recording.duration_ms), "{}", recording.key);
        assert!(!recording.listings.is_empty(), "{} is nowhere", recording.key);
    }
}

#[test]
fn keys_and_ids_name_one_thing_each() {
    let bench = Bench::new();
    let catalogue = &bench.sandbox.catalogue;
    let mut keys = HashSet::new();
    for recording in &catalogue.recordings {
        assert!(keys.insert(&recording.key), "{} is there twice", recording.key);
    }
    for source in Source::ALL {
        let mut ids = HashSet::new();
        for listing in catalogue.listings(source) {
            assert!(ids.insert(listing.id()), "{} of {}", listing.id(), listing.title);
            assert!(ids.insert(listing.identity.number().to_string()) || source == Source::Netease);
        }
    }
}

#[test]
fn joox_ids_need_escaping_and_its_titles_are_traditional() {
    let bench = Bench::new();
    for listing in bench.sandbox.catalogue.listings(Source::Joox) {
        let id = listing.id();
        assert!(id.contains('+') && id.contains('/') && id.ends_with("=="), "{id}");
    }
    let farewell = bench.listing("farewell/gu-beichen/studio", Source::Joox);
    assert_eq!((farewell.title.as_str(), farewell.artists[0].name.as_str()), ("送別", "顧北辰"));
    let romanised = bench.listing("purse/chen-yuanshan/studio", Source::Joox);
    assert_eq!(romanised.artists[0].name, "Chen Yuanshan");
}

#[test]
fn lengths_differ_between_sources_by_three_seconds_at_most() {
    let bench = Bench::new();
    let mut differing = 0;
    for recording in &bench.sandbox.catalogue.recordings {
        for listing in &recording.listings {
            let difference = listing.duration_ms.abs_diff(recording.duration_ms);
            assert!(difference <= 3_000, "{}", recording.key);
            differing += u32::from(difference > 0);
        }
    }
    assert!(differing > 50, "only {differing} listings differ");
}

/// The traps that substitution has to see through.
#[test]
fn the_traps_are_set() {
    let bench = Bench::new();
    let availability = |key: &str, source| bench.listing(key, source).availability;
    for source in Source::ALL {
        assert_eq!(availability("jasmine/lin-xiaoman/studio", source), Availability::Full);
        assert_eq!(availability("farewell/gu-beichen/studio", source), Availability::Vip);
        assert_eq!(availability("farewell/gu-beichen/live", source), Availability::Full);
        assert_eq!(availability("moon-spring/silk-bamboo/studio", source), Availability::Trial);
    }
    assert_eq!(availability("kangding/chen-yuanshan/studio", Source::Qq), Availability::Vip);
    for version in ["studio", "live", "instrumental"] {
        let key = format!("kangding/chen-yuanshan/{version}");
        assert_eq!(availability(&key, Source::Netease), Availability::Full);
    }
    assert_eq!(availability("moon-spring/su-wanqing/studio", Source::Kugou), Availability::Notice);
    let recordings = &bench.sandbox.catalogue.recordings;
    let versions: HashSet<&str> = recordings.iter().map(|r| r.version.name()).collect();
    assert_eq!(versions.len(), 8, "{versions:?}");
    let everywhere = |recording: &&sandbox::catalogue::Recording| {
        recording.version == Version::Studio && recording.listings.len() == 4
    };
    assert!(recordings.iter().filter(everywhere).count() > 10);
}

#[test]
fn no_two_recordings_sound_the_same() {
    let bench = Bench::new();
    let arrangements: Vec<Arrangement> =
        bench.sandbox.catalogue.recordings.iter().map(Arrangement::of).collect();
    for (place, arrangement) in arrangements.iter().enumerate() {
        assert!(!arrangements[place + 1..].contains(arrangement), "number {place} has a double");
    }
}

#[tokio::test]
async fn the_ground_truth_says_what_each_source_has() {
    let bench = Bench::new();
    let truth = bench.get("/_catalog").await.json();
    assert_eq!(truth["total"], bench.sandbox.catalogue.recordings.len());
    let jasmine = &truth["items"][0];
    assert_eq!(jasmine["id"], "jasmine/lin-xiaoman/studio");
    assert_eq!(jasmine["artists"][0]["latin"], "Lin Xiaoman");
    for source in Source::ALL {
        let listed = &jasmine["sources"][source.name()];
        let listing = bench.listing("jasmine/lin-xiaoman/studio", source);
        assert_eq!(listed["id"], listing.id());
        assert_eq!(listed["duration_ms"], listing.duration_ms);
        assert_eq!(listed["qualities"][0]["quality"], "standard");
    }
}
