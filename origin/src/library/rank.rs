use std::iter::successors;

use serde::{Deserialize, Serialize};

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BASE: usize = DIGITS.len();
/// The digits that are counted up and down at the ends of a list: 28 billion entries either way.
const HEAD: u32 = 6;
/// Where the first entry of a list goes.
const MIDDLE: usize = BASE.pow(HEAD) / 2;
/// Longer ranks are given out anew. An entry put into the same gap again and again needs a digit more
/// each fifth time or later, so that this is some 290 times away.
const MAX_LENGTH: usize = 64;

/// Where an entry stands in its list: a fraction between 0 and 1 in digits of base 62, which sort as
/// bytes. Between any two there is another, and the ends go on without growing.
///
/// At least six digits; those after the sixth do not end in zero. So no two ranks are one number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, sqlx::Type)]
#[serde(try_from = "String")]
#[sqlx(transparent)]
pub struct Rank(String);

impl Rank {
    /// Reads a rank; `None` for what is none.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let exact =
            text.len() == HEAD as usize || text.len() > HEAD as usize && !text.ends_with('0');
        (digits && exact).then(|| Self(text.to_owned()))
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is time to give out the list's ranks anew.
    pub fn is_long(&self) -> bool {
        self.0.len() > MAX_LENGTH
    }

    /// The ranks of a list of this length, short and with room everywhere.
    pub fn fresh(count: usize) -> Vec<Self> {
        Self::spread(None, None, count)
    }

    /// `count` ranks in order, all of them between two neighbours that are in order; `None` is an end
    /// of the list.
    pub fn spread(after: Option<&Self>, before: Option<&Self>, count: usize) -> Vec<Self> {
        let Some(more) = count.checked_sub(1) else { return Vec::new() };
        match (after, before) {
            (_, None) => {
                let first = Self::between(after, None);
                successors(Some(first), |last| Some(Self::between(Some(last), None)))
                    .take(count)
                    .collect()
            }
            (None, Some(_)) => {
                let last = Self::between(None, before);
                let backwards =
                    successors(Some(last), |next| Some(Self::between(None, Some(next))));
                let mut ranks: Vec<_> = backwards.take(count).collect();
                ranks.reverse();
                ranks
            }
            (Some(_), Some(_)) => {
                // Halving the gap keeps the ranks as short as they can be.
                let middle = Self::between(after, before);
                let mut ranks = Self::spread(after, Some(&middle), more / 2);
                let upper = Self::spread(Some(&middle), before, more - more / 2);
                ranks.push(middle);
                ranks.extend(upper);
                ranks
            }
        }
    }

    /// A rank between two neighbours that are in order.
    pub fn between(after: Option<&Self>, before: Option<&Self>) -> Self {
        let stepped = match (after, before) {
            (None, None) => Some(MIDDLE),
            (Some(after), None) => {
                after.head().checked_add(1).filter(|head| *head < BASE.pow(HEAD))
            }
            // Zero itself is left free: there would be nothing before it.
            (None, Some(before)) => before.head().checked_sub(1).filter(|head| *head > 0),
            (Some(_), Some(_)) => None,
        };
        stepped.map_or_else(|| Self::halfway(after, before), Self::from_head)
    }

    fn from_head(head: usize) -> Self {
        let digit = |place: u32| DIGITS[head / BASE.pow(place) % BASE];
        Self((0..HEAD).rev().map(|place| char::from(digit(place))).collect())
    }

    /// The first digits, as a number.
    fn head(&self) -> usize {
        (0..HEAD as usize).fold(0, |head, place| head * BASE + self.digit(place))
    }

    /// A digit by its place; behind the last one there are zeros.
    fn digit(&self, place: usize) -> usize {
        let digit = self.0.as_bytes().get(place);
        digit.and_then(|digit| DIGITS.binary_search(digit).ok()).unwrap_or(0)
    }

    fn halfway(after: Option<&Self>, mut before: Option<&Self>) -> Self {
        let mut digits = String::new();
        for place in 0.. {
            let low = after.map_or(0, |after| after.digit(place));
            let high = before.map_or(BASE, |before| before.digit(place));
            let middle = usize::midpoint(low, high);
            digits.push(char::from(DIGITS[middle]));
            if middle > low {
                break;
            }
            if low < high {
                // From here on everything above `after` is below `before`.
                before = None;
            }
        }
        Self(format!("{digits:0<width$}", width = HEAD as usize))
    }
}

impl TryFrom<String> for Rank {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("is no rank")
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    fn assert_in_order(ranks: &[Rank]) {
        assert!(ranks.is_sorted_by(|one, next| one < next), "{ranks:?}");
        assert!(ranks.iter().all(|rank| Rank::parse(rank.as_str()).as_ref() == Some(rank)));
    }

    proptest! {
        /// However entries are put in, each is where it was put, and none takes another's place.
        #[test]
        fn there_is_always_room(places in vec((any::<prop::sample::Index>(), 1_usize..5), 1..200)) {
            let mut ranks = Vec::new();
            for (place, count) in places {
                let place = place.index(ranks.len() + 1);
                let after = place.checked_sub(1).map(|after| &ranks[after]);
                let new = Rank::spread(after, ranks.get(place), count);
                prop_assert_eq!(new.len(), count);
                ranks.splice(place..place, new);
            }
            assert_in_order(&ranks);
        }

        /// In the worst place a rank is not too long for 280 times.
        #[test]
        fn ranks_grow_slowly(
            above in prop_oneof![
                Just(vec![true; 280]),
                Just(vec![false; 280]),
                vec(any::<bool>(), 280),
            ],
        ) {
            let fresh = Rank::fresh(2);
            let (mut low, mut high) = (fresh[0].clone(), fresh[1].clone());
            for above in above {
                let middle = Rank::between(Some(&low), Some(&high));
                prop_assert!(low < middle && middle < high && !middle.is_long());
                if above { low = middle } else { high = middle }
            }
        }
    }

    #[test]
    fn the_ends_go_on_without_growing() {
        let mut ranks = Rank::fresh(10_000);
        let first = ranks[0].clone();
        ranks.splice(0..0, Rank::spread(None, Some(&first), 10_000));
        assert_in_order(&ranks);
        assert!(ranks.iter().all(|rank| rank.as_str().len() == HEAD as usize));
    }

    #[test]
    fn beyond_the_ends_of_the_head_there_is_room_too() {
        let first = Rank::parse("000001").unwrap();
        let last = Rank::parse("zzzzzz").unwrap();
        let before = Rank::spread(None, Some(&first), 20);
        let after = Rank::spread(Some(&last), None, 20);
        assert_in_order(&[&before[..], &[first, last], &after].concat());
    }

    /// Ten thousand entries between two neighbours: a bulk insert does not lengthen what comes after.
    #[test]
    fn many_at_once_stay_short() {
        let fresh = Rank::fresh(2);
        let ranks = Rank::spread(fresh.first(), fresh.get(1), 10_000);
        assert_in_order(&ranks);
        assert!(ranks.iter().all(|rank| rank.as_str().len() <= 10), "{:?}", ranks.iter().max());
    }

    #[test]
    fn what_is_no_rank_is_refused() {
        for text in ["", "V0000", "V000000", "V0000\u{0}", "V0000é", "V0000-"] {
            assert_eq!(Rank::parse(text), None, "{text:?}");
        }
    }
}
