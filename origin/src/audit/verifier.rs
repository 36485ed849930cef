use super::{Hash, Record};

/// The first record that is not as it was written, and how that shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("record {number} {reason}")]
pub struct Broken {
    /// Of the record.
    pub number: i64,
    /// Its state.
    pub reason: Reason,
}

/// How a broken record shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Its hash is not that of what it says.
    #[error("was altered")]
    Altered,
    /// Its hash fits it, but is not the one that was signed or that the next record holds.
    #[error("was written again with another hash")]
    Rewritten,
    /// It is gone.
    #[error("is missing")]
    Missing,
    /// The end of the chain does not know of it.
    #[error("was added past the end of the chain")]
    Added,
    /// The checkpoint that should speak of it is gone or was not signed by this origin.
    #[error("has no genuine checkpoint, and later records have")]
    Unsigned,
}

/// Follows the chain record by record, in the order of their numbers.
#[derive(Debug)]
pub(super) struct Verifier {
    number: i64,
    hash: Hash,
    /// A signature stands for the last record.
    is_signed: bool,
}

impl Verifier {
    /// Goes on after a record that is known to be right; `0` and [`GENESIS`](super::GENESIS) for the
    /// beginning.
    pub(super) fn after(number: i64, hash: Hash) -> Self {
        Self { number, hash, is_signed: true }
    }

    /// The record before the next.
    pub(super) fn number(&self) -> i64 {
        self.number
    }

    /// Checks the next record; `signed` is the hash that a checkpoint states for it.
    pub(super) fn check(&mut self, record: &Record, signed: Option<Hash>) -> Result<(), Broken> {
        let next = self.number + 1;
        let broken = |number, reason| Err(Broken { number, reason });
        if record.number > next {
            return broken(next, Reason::Missing);
        }
        if record.number < next || !record.holds() {
            return broken(record.number, Reason::Altered);
        }
        if signed.is_some_and(|signed| signed != record.hash) {
            return broken(next, Reason::Rewritten);
        }
        if record.previous_hash != self.hash {
            // Each of the two fits what it says. Unless a signature stands for the earlier, it is
            // the one that is no more what the later was built on.
            let number = if self.is_signed { next } else { self.number };
            return broken(number, Reason::Rewritten);
        }
        (self.number, self.hash, self.is_signed) = (next, record.hash, signed.is_some());
        Ok(())
    }

    /// Checks that the chain ends where its head says.
    pub(super) fn finish(&self, head: i64, head_hash: Hash) -> Result<(), Broken> {
        let broken = |number, reason| Err(Broken { number, reason });
        if head > self.number {
            broken(self.number + 1, Reason::Missing)
        } else if head < self.number {
            broken(head + 1, Reason::Added)
        } else if head_hash != self.hash {
            broken(head, Reason::Rewritten)
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use proptest::prelude::*;

    use super::*;
    use crate::audit::{Action, Actor, GENESIS};

    /// What somebody does to the table by hand. Records are named by their place from 0.
    #[derive(Debug, Clone, Copy)]
    enum Tampering {
        Alter(usize),
        Delete(usize),
        /// The two change places, that is numbers.
        Swap(usize, usize),
        /// The end is cut off there.
        Cut(usize),
        /// Altered, with a hash that fits.
        Rehash(usize),
        /// Altered, and everything from there on chained anew, the head too.
        Rewrite(usize),
        /// One too many at the end.
        Add,
    }

    fn record(number: i64, previous: Hash, user: u128) -> Record {
        let at = DateTime::from_timestamp_millis(1_780_300_800_000 + number).unwrap();
        let user_id = uuid::Uuid::from_u128(user);
        Record::new(number, previous, at, &Actor::Cli, &Action::UserViewed { user_id })
    }

    fn extend(records: &mut Vec<Record>, number: i64, user: u128) {
        let previous = records.last().map_or(GENESIS, |last| last.hash);
        records.push(record(number, previous, user));
    }

    fn chain(length: usize) -> Vec<Record> {
        let mut records = Vec::new();
        for number in 1..=i64::try_from(length).unwrap() {
            extend(&mut records, number, number.unsigned_abs().into());
        }
        records
    }

    fn follow(records: &[Record], head: (i64, Hash), signed: &[Hash]) -> Result<(), Broken> {
        let mut verifier = Verifier::after(0, GENESIS);
        for record in records {
            let place = usize::try_from(record.number - 1).unwrap();
            verifier.check(record, signed.get(place).copied())?;
        }
        verifier.finish(head.0, head.1)
    }

    fn head(records: &[Record]) -> (i64, Hash) {
        records.last().map_or((0, GENESIS), |last| (last.number, last.hash))
    }

    fn tamperings(length: usize) -> impl Strategy<Value = Tampering> {
        let place = 0..length;
        prop_oneof![
            place.clone().prop_map(Tampering::Alter),
            place.clone().prop_map(Tampering::Delete),
            (place.clone(), place.clone())
                .prop_filter("two places", |(one, other)| one != other)
                .prop_map(|(one, other)| Tampering::Swap(one.min(other), one.max(other))),
            place.clone().prop_map(Tampering::Cut),
            place.clone().prop_map(Tampering::Rehash),
            place.prop_map(Tampering::Rewrite),
            Just(Tampering::Add),
        ]
    }

    /// Does it, and answers the place of the first record that is broken by it.
    fn tamper(records: &mut Vec<Record>, head: &mut (i64, Hash), tampering: Tampering) -> usize {
        match tampering {
            Tampering::Alter(place) => {
                records[place].payload.push(' ');
                place
            }
            Tampering::Delete(place) => {
                records.remove(place);
                place
            }
            Tampering::Swap(one, other) => {
                (records[one].number, records[other].number) =
                    (records[other].number, records[one].number);
                records.swap(one, other);
                one
            }
            Tampering::Cut(place) => {
                records.truncate(place);
                place
            }
            Tampering::Rehash(place) => {
                let (number, previous) = (records[place].number, records[place].previous_hash);
                records[place] = record(number, previous, u128::MAX);
                place
            }
            Tampering::Rewrite(place) => {
                let length = records.len();
                records.truncate(place);
                for number in place + 1..=length {
                    extend(records, i64::try_from(number).unwrap(), u128::MAX);
                }
                *head = self::head(records);
                place
            }
            Tampering::Add => {
                let length = records.len();
                extend(records, i64::try_from(length + 1).unwrap(), u128::MAX);
                length
            }
        }
    }

    proptest! {
        #[test]
        fn a_chain_that_nobody_touched_holds(length in 0_usize..40, signed in 0_usize..40) {
            let records = chain(length);
            let hashes: Vec<_> = records.iter().map(|record| record.hash).take(signed).collect();
            prop_assert_eq!(follow(&records, head(&records), &hashes), Ok(()));
        }

        /// However much of it was signed; but what was chained anew was signed before.
        #[test]
        fn the_first_broken_record_is_named(
            (length, tampering) in (2_usize..40).prop_flat_map(|n| (Just(n), tamperings(n))),
            signed in 0_usize..40,
        ) {
            let mut records = chain(length);
            let signed = if matches!(tampering, Tampering::Rewrite(_)) { length } else { signed };
            let hashes: Vec<_> = records.iter().map(|record| record.hash).take(signed).collect();
            let mut head = head(&records);
            let place = tamper(&mut records, &mut head, tampering);
            let broken = follow(&records, head, &hashes).expect_err("it is found");
            prop_assert_eq!(broken.number, i64::try_from(place + 1).unwrap());
        }
    }
}
