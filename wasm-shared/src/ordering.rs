//! Order for short lists.

/// Sorts a list of some dozens, stably. The standard library's sort is made for long lists: each type
/// and key that it is used with is another 6 KiB of the worker's script, which has a bound.
pub fn sort_short_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    for end in 1..items.len() {
        let mut place = end;
        while place > 0 && key(&items[place]) < key(&items[place - 1]) {
            items.swap(place, place - 1);
            place -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::sort_short_by_key;

    proptest! {
        #[test]
        fn it_is_the_order_of_the_standard_library(keys in prop::collection::vec(0u8..8, 0..40)) {
            let mut items: Vec<_> = keys.into_iter().enumerate().collect();
            let mut expected = items.clone();
            expected.sort_by_key(|(_, key)| *key);
            sort_short_by_key(&mut items, |(_, key)| *key);
            prop_assert_eq!(items, expected);
        }
    }
}
