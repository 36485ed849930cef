use sha2::{Digest, Sha256};

/// Whether a user goes by a release that is rolled out to `percent` of them.
///
/// Decided by a hash of user and release: the same everywhere and every time, another choice of users
/// for each release, and a higher percentage keeps those it had.
pub fn takes_part(user_id: &str, release: u64, percent: u8) -> bool {
    let digest = Sha256::new().chain_update(release.to_be_bytes()).chain_update(user_id).finalize();
    let [a, b, c, d, ..] = <[u8; 32]>::from(digest);
    // From 0 to 99, each as often to within 100 in 2³².
    let place = (u64::from(u32::from_be_bytes([a, b, c, d])) * 100) >> 32;
    place < u64::from(percent)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_higher_percentage_keeps_those_it_had(
            user_id in "[0-9a-f-]{1,36}", release in 1..u64::MAX, percent in 0..100_u8,
        ) {
            if takes_part(&user_id, release, percent) {
                prop_assert!(takes_part(&user_id, release, percent + 1));
            }
            prop_assert!(!takes_part(&user_id, release, 0));
            prop_assert!(takes_part(&user_id, release, 100));
        }

        /// Of 10,000 users, within four standard deviations of the share.
        #[test]
        fn the_share_is_the_percentage(release in 1..u64::MAX, percent in 1..100_u8) {
            let share = f64::from(percent) / 100.0;
            let users = (0..10_000).filter(|id| takes_part(&format!("user-{id}"), release, percent));
            #[expect(clippy::cast_precision_loss, reason = "at most 10,000")]
            let off = users.count() as f64 - 10_000.0 * share;
            prop_assert!(off.abs() <= 4.0 * (10_000.0 * share * (1.0 - share)).sqrt(), "{off}");
        }
    }

    /// Edges of different builds have to choose the same users.
    #[test]
    fn the_choice_is_fixed() {
        let chosen: Vec<_> =
            (0..20).filter(|id| takes_part(&format!("user-{id}"), 7, 25)).collect();
        assert_eq!(chosen, [1, 9, 10, 11]);
    }

    #[test]
    fn releases_choose_different_users() {
        let of = |release| (0..1_000).map(move |id| takes_part(&format!("user-{id}"), release, 50));
        let both = of(1).zip(of(2)).filter(|(one, other)| *one && *other).count();
        assert!((180..320).contains(&both), "{both}");
    }
}
