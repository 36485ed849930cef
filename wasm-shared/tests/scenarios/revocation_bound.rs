//! The promise: a revoked token reads for at most 75 s while the origin answers, whatever becomes of
//! pushes and however old a copy the store shows.

use std::time::Duration;

use proptest::prelude::*;
use wasm_shared::{
    ports::Timestamp,
    settings::Settings,
    testing::{TestReply, TestRequest},
};

use crate::{
    edge::{Answer, TestEdge, version_reply},
    push::push_revocation,
};

/// `auth.version_memory_s` and `auth.version_store_s` together.
const BOUND: Duration = Duration::from_secs(75);
/// After an outage: the breaker's five seconds, then what was let pass is remembered for fifteen.
const RECOVERY: Duration = Duration::from_secs(21);
const PLACES: usize = 3;

#[derive(Debug, Clone)]
enum Step {
    Wait { millis: u64 },
    Read { place: usize, token: usize },
    Raise,
    Push { place: usize },
    Lag { place: usize, millis: u64 },
    StoreFails { place: usize, fails: bool },
    OriginTakes { millis: u64 },
    Outage { lasts: bool },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (0..20_000_u64).prop_map(|millis| Step::Wait { millis }),
        8 => (0..PLACES, 0..4_usize).prop_map(|(place, token)| Step::Read { place, token }),
        1 => Just(Step::Raise),
        1 => (0..PLACES).prop_map(|place| Step::Push { place }),
        1 => (0..PLACES, 0..60_000_u64).prop_map(|(place, millis)| Step::Lag { place, millis }),
        1 => (0..PLACES, any::<bool>())
            .prop_map(|(place, fails)| Step::StoreFails { place, fails }),
        1 => (0..1_900_u64).prop_map(|millis| Step::OriginTakes { millis }),
        1 => any::<bool>().prop_map(|lasts| Step::Outage { lasts }),
    ]
}

/// The truth, and what the edges were told of it.
struct World {
    places: Vec<TestEdge>,
    version: u64,
    /// When the version rose above each, from 1 on.
    raised_at: Vec<Timestamp>,
    /// Tokens with their version and the end of their life, the newest last.
    tokens: Vec<(String, u64, Timestamp)>,
    takes: Duration,
    /// Whether the origin is down, and until when it was.
    outage: (bool, Option<Timestamp>),
}

impl World {
    fn new() -> Self {
        let first = TestEdge::new(Settings::default(), |call| panic!("call of {}", call.url));
        let mut places: Vec<_> = (1..PLACES).map(|_| first.elsewhere()).collect();
        places.push(first);
        let mut world = Self {
            tokens: Vec::new(),
            version: 1,
            raised_at: Vec::new(),
            takes: Duration::from_millis(10),
            outage: (false, None),
            places,
        };
        world.sign_in();
        // Everybody has the key set: it is not what this is about.
        for place in &world.places {
            place.send(&TestRequest::get("/.well-known/jwks.json"));
        }
        world
    }

    fn now(&self) -> Timestamp {
        self.places[0].now()
    }

    fn sign_in(&mut self) {
        let token = self.places[0].token_of("user", self.version);
        self.tokens.push((token, self.version, self.now() + Duration::from_mins(10)));
    }

    fn tell_origin(&self) {
        let (down, _) = self.outage;
        let reply = if down { TestReply::unreachable() } else { version_reply(self.version) };
        self.places[0].origin_says(reply.after(self.takes));
    }

    fn take(&mut self, step: &Step) -> Result<(), TestCaseError> {
        match *step {
            Step::Wait { millis } => {
                self.places[0].host.clock.advance(Duration::from_millis(millis));
            }
            Step::Read { place, token } => self.read(place, token)?,
            Step::Raise => {
                self.version += 1;
                self.raised_at.push(self.now());
                self.sign_in();
            }
            Step::Push { place } => {
                push_revocation(&self.places[place], "user", self.version);
            }
            Step::Lag { place, millis } => {
                self.places[place].host.store.lag(Duration::from_millis(millis));
            }
            Step::StoreFails { place, fails } => self.places[place].host.store.fail(fails),
            Step::OriginTakes { millis } => self.takes = Duration::from_millis(millis),
            Step::Outage { lasts } => {
                let until = if self.outage.0 { Some(self.now()) } else { self.outage.1 };
                self.outage = (lasts, until);
            }
        }
        self.tell_origin();
        Ok(())
    }

    /// Shows one of the newest tokens somewhere, and judges the answer.
    fn read(&mut self, place: usize, token: usize) -> Result<(), TestCaseError> {
        let (_, _, ends_at) = self.tokens[self.tokens.len() - 1];
        if ends_at <= self.now() + Duration::from_secs(5) {
            self.sign_in();
        }
        let back = token.min(self.tokens.len() - 1);
        let (token, version, _) = &self.tokens[self.tokens.len() - 1 - back];
        let asked_at = self.now();
        let request = TestRequest::get("/api/v1/sources").bearer(token);
        let answer = Answer::of(self.places[place].send(&request));
        let current = *version == self.version;
        let (down, was_down_until) = self.outage;
        let origin_answers =
            !down && was_down_until.is_none_or(|until| asked_at > until + RECOVERY);
        if current && back == 0 {
            let unknown = answer.code() == "origin_unavailable" && !origin_answers;
            prop_assert!(answer.status == 200 || unknown, "refused: {}", answer.json);
        }
        if !current && origin_answers {
            let raised_at = self.raised_at[usize::try_from(*version - 1).unwrap()];
            let late = asked_at > raised_at + BOUND;
            let age = asked_at.since(raised_at);
            prop_assert!(!late || answer.status == 401, "read {age:?} after the version rose");
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn no_revoked_token_reads_past_the_bound(steps in prop::collection::vec(step(), 1..120)) {
        let mut world = World::new();
        for step in &steps {
            world.take(step)?;
        }
    }
}

/// The worst that can happen without a push: what the store and then the isolate remember adds up,
/// to the bound and not past it.
#[test]
fn the_bound_is_reached_and_not_passed() {
    let mut world = World::new();
    let at = |world: &World, seconds: u64| {
        let begun = world.places[0].now();
        move |world: &World| {
            let passed = world.now().since(begun);
            world.places[0].host.clock.advance(Duration::from_secs(seconds).saturating_sub(passed));
        }
    };
    let status = |world: &World, place: usize| {
        let request = TestRequest::get("/api/v1/sources").bearer(&world.tokens[0].0);
        world.places[place].send(&request).status
    };
    world.take(&Step::OriginTakes { millis: 0 }).unwrap();
    let (copied, last, past) = (at(&world, 60), at(&world, 74), at(&world, 75));
    assert_eq!(status(&world, 0), 200, "the origin is asked");
    world.take(&Step::Raise).unwrap();
    copied(&world);
    assert_eq!(status(&world, 1), 200, "by the store's copy, in its last moment");
    last(&world);
    assert_eq!(status(&world, 1), 200, "by what the isolate remembers of it");
    past(&world);
    assert_eq!(status(&world, 1), 401);
}
