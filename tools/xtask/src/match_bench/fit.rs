use wasm_shared::catalog::matching::labelled::{Group, Half, Tally};

/// What each threshold gives on the half that is for fitting.
pub fn print(groups: &[Group]) {
    println!("threshold  precision  recall  wrong version  right");
    for hundredths in (50..=100).step_by(2) {
        let threshold = f64::from(hundredths) / 100.0;
        let mut tally = Tally::default();
        for group in groups.iter().filter(|group| group.half() == Half::Fit) {
            tally.add(group, group.choose(threshold));
        }
        println!(
            "{threshold:9.2}  {:9.4}  {:6.4}  {:13.4}  {:6.4}",
            tally.precision(),
            tally.recall(),
            tally.wrong_version_rate(),
            tally.right(),
        );
    }
}
