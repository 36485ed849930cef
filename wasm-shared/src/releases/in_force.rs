use std::rc::Rc;

use super::{Release, Standing, takes_part};
use crate::{
    crypto::SealingKey,
    ports::Timestamp,
    settings::{Settings, SettingsError},
};

/// The releases that an isolate goes by.
pub struct InForce {
    revision: u64,
    current: (u64, Rc<Settings>),
    candidate: Option<Running>,
    /// The last revision that was refused, in whole or for its candidate, and why.
    refused: Option<(u64, Refused)>,
    /// When the store was last looked into, or somebody began to.
    pub(super) looked_at: Option<Timestamp>,
    pub(super) looking: bool,
    /// Whether the store was looked into, with or without success.
    pub(super) looked: bool,
    /// When the origin was last asked.
    pub(super) asked_at: Option<Timestamp>,
}

struct Running {
    number: u64,
    percent: u8,
    settings: Rc<Settings>,
}

/// A release that the isolate does not go by.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("release {release}: {reason}")]
pub struct Refused {
    /// Its number.
    pub release: u64,
    /// What is wrong with it.
    pub reason: SettingsError,
}

impl Refused {
    /// Its text, at most 200 characters of it.
    pub fn summary(&self) -> String {
        self.to_string().chars().take(200).collect()
    }
}

/// What became of a standing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It is in force now.
    New,
    /// It was before.
    Known,
    /// A later one is in force.
    Older,
}

impl InForce {
    /// What the host says alone.
    pub fn new(base: Settings) -> Self {
        Self {
            revision: 0,
            current: (0, Rc::new(base)),
            candidate: None,
            refused: None,
            looked_at: None,
            looking: false,
            looked: false,
            asked_at: None,
        }
    }

    /// Whether the store was looked into, with or without success.
    pub(crate) const fn looked(&self) -> bool {
        self.looked
    }

    /// The revision of the standing.
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// The number of the release that holds for everybody; zero for none.
    pub const fn current(&self) -> u64 {
        self.current.0
    }

    /// The number of the release that is rolled out.
    pub fn candidate(&self) -> Option<u64> {
        self.candidate.as_ref().map(|running| running.number)
    }

    /// What was refused of the standing in force, or of a later one.
    pub fn refused(&self) -> Option<&Refused> {
        let refused = self.refused.as_ref().filter(|(revision, _)| *revision >= self.revision);
        refused.map(|(_, refused)| refused)
    }

    /// The settings of whoever is nobody in particular.
    pub fn settings(&self) -> Rc<Settings> {
        Rc::clone(&self.current.1)
    }

    /// The candidate's settings, for a user whose turn it is.
    pub fn settings_of(&self, user_id: &str) -> Option<Rc<Settings>> {
        let running = self.candidate.as_ref()?;
        let chosen = takes_part(user_id, running.number, running.percent);
        chosen.then(|| Rc::clone(&running.settings))
    }

    /// Goes by a standing if it is later than that in force; `base` is what the host says.
    ///
    /// # Errors
    /// The current release cannot be gone by. A candidate that cannot is left out, which
    /// [`Self::refused`] tells.
    pub fn take(
        &mut self,
        standing: &Standing,
        base: &Settings,
        key: Option<&SealingKey>,
    ) -> Result<Taken, Refused> {
        match standing.revision.cmp(&self.revision) {
            std::cmp::Ordering::Less => return Ok(Taken::Older),
            std::cmp::Ordering::Equal => return Ok(Taken::Known),
            std::cmp::Ordering::Greater => {}
        }
        if let Some((revision, refused)) = &self.refused
            && *revision == standing.revision
        {
            return Err(refused.clone());
        }
        let current = open(&standing.current, base, key)
            .inspect_err(|refused| self.refused = Some((standing.revision, refused.clone())))?;
        let candidate = match &standing.candidate {
            None => None,
            Some(candidate) => {
                let settings = open(&candidate.release, base, key);
                let settings = settings.inspect_err(|refused| {
                    self.refused = Some((standing.revision, refused.clone()));
                });
                let (number, percent) = (candidate.release.number, candidate.percent);
                settings.ok().map(|settings| Running { number, percent, settings })
            }
        };
        self.revision = standing.revision;
        self.current = (standing.current.number, current);
        self.candidate = candidate;
        Ok(Taken::New)
    }
}

fn open(
    release: &Release,
    base: &Settings,
    key: Option<&SealingKey>,
) -> Result<Rc<Settings>, Refused> {
    let settings = base.overlaid(&release.document).and_then(|mut settings| {
        settings.open_secrets(key)?;
        Ok(settings)
    });
    settings.map(Rc::new).map_err(|reason| Refused { release: release.number, reason })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::{releases::Candidate, settings::Secret};

    fn release(number: u64, document: Value) -> Release {
        Release { number, document }
    }

    fn standing(revision: u64, current: Release) -> Standing {
        Standing { revision, current, candidate: None }
    }

    fn bytes(number: u64) -> Value {
        json!({ "limits": { "query_bytes": number } })
    }

    fn take(in_force: &mut InForce, standing: &Standing) -> Result<Taken, Refused> {
        in_force.take(standing, &Settings::default(), Some(&SealingKey::new(&[7; 32]).unwrap()))
    }

    #[test]
    fn only_a_later_standing_takes_the_place() {
        let mut in_force = InForce::new(Settings::default());
        assert_eq!(take(&mut in_force, &standing(5, release(2, bytes(50)))), Ok(Taken::New));
        assert_eq!(take(&mut in_force, &standing(5, release(3, bytes(60)))), Ok(Taken::Known));
        assert_eq!(take(&mut in_force, &standing(4, release(9, bytes(70)))), Ok(Taken::Older));
        assert_eq!((in_force.current(), in_force.settings().limits.query_bytes), (2, 50));
    }

    #[test]
    fn what_cannot_be_gone_by_leaves_what_was() {
        let mut in_force = InForce::new(Settings::default());
        take(&mut in_force, &standing(1, release(1, bytes(50)))).unwrap();
        let moved = Secret::seal("a", "elsewhere", &SealingKey::new(&[7; 32]).unwrap(), [1; 12]);
        let moved = json!({"sources": {"qq": {"common": {"cookie": moved.unwrap()}}}});
        for document in [bytes(0), json!({"limit": {}}), json!([]), moved] {
            let refused = take(&mut in_force, &standing(2, release(2, document))).unwrap_err();
            assert_eq!(refused.release, 2);
            assert_eq!(in_force.refused(), Some(&refused));
            assert_eq!((in_force.current(), in_force.settings().limits.query_bytes), (1, 50));
        }
        take(&mut in_force, &standing(3, release(3, bytes(60)))).unwrap();
        assert_eq!((in_force.current(), in_force.refused()), (3, None));
    }

    #[test]
    fn a_candidate_holds_for_its_users_alone() {
        let mut in_force = InForce::new(Settings::default());
        let candidate =
            |percent, number| Some(Candidate { release: release(2, bytes(number)), percent });
        let mut rolling =
            Standing { candidate: candidate(30, 90), ..standing(1, release(1, bytes(50))) };
        take(&mut in_force, &rolling).unwrap();
        assert_eq!((in_force.current(), in_force.candidate()), (1, Some(2)));
        let (mut with, mut without) = (0, 0);
        for id in 0..100 {
            match in_force.settings_of(&id.to_string()) {
                Some(settings) => {
                    assert_eq!(settings.limits.query_bytes, 90);
                    with += 1;
                }
                None => without += 1,
            }
        }
        assert!(with > 10 && without > 40, "{with} and {without}");
        rolling.revision = 2;
        rolling.candidate = candidate(30, 0);
        take(&mut in_force, &rolling).unwrap();
        assert_eq!((in_force.candidate(), in_force.refused().unwrap().release), (None, 2));
    }
}
