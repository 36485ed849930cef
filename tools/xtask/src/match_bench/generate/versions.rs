//! Kinds of difficulty in which another version tempts.

use wasm_shared::catalog::matching::labelled::Listing;

use super::{
    Dice, Draft,
    work::{Work, shifted},
};

/// Versions by their suffixes. In three of four groups the plain recording is wanted, and half of
/// those have it; in the others a version is, of which the plain one and a third are wrong.
pub(super) fn version(work: &Work, dice: &mut Dice, suffixes: &[&str]) -> Draft {
    let suffixes = dice.some(3, suffixes);
    let titles: Vec<String> =
        suffixes.iter().map(|suffix| format!("{}{suffix}", work.title)).collect();
    if dice.one_in(4) {
        let right = shifted(work.elsewhere(&titles[0], dice), 1_000, dice);
        return Draft {
            query: work.titled(&titles[0]),
            right: vec![right],
            wrong: vec![work.listed()],
        };
    }
    let wrong = titles.iter().map(|title| shifted(work.titled(title), 3_000, dice)).collect();
    let right = if dice.one_in(2) { vec![work.elsewhere(&work.title, dice)] } else { Vec::new() };
    Draft { query: work.listed(), right, wrong }
}

pub(super) fn cover(work: &Work, dice: &mut Dice) -> Draft {
    let singer = dice.of(&["小鹿不在家", "阿远", "Ellen Hart", "白鹭合唱团"]);
    let mark = dice.of(&[
        " (翻自 P)",
        "（翻唱：P）",
        " (Cover: P)",
        " (Cover P)",
        " (原唱：P)",
        "（翻自:P）",
    ]);
    let title = format!("{}{}", work.title, mark.replace('P', &work.performer));
    let sung = |listing: Listing| Listing { artists: vec![singer.to_owned()], ..listing };
    if dice.one_in(4) {
        let right = shifted(sung(work.titled(&title)), 1_000, dice);
        return Draft {
            query: sung(work.titled(&title)),
            right: vec![right],
            wrong: vec![work.listed()],
        };
    }
    let wrong = vec![sung(work.titled(&title)), sung(work.listed()), work.titled(&title)];
    let right = if dice.one_in(2) { vec![work.elsewhere(&work.title, dice)] } else { Vec::new() };
    Draft { query: work.listed(), right, wrong }
}

pub(super) fn tv_size(work: &Work, dice: &mut Dice) -> Draft {
    const LENGTH_MS: u64 = 90_000;
    let marks = dice.some(
        2,
        &[
            " (TV Size)",
            " -TV Ver.-",
            "（电视版）",
            " (TVサイズ)",
            " [TV Version]",
            " (动画版)",
            "（TV版）",
        ],
    );
    let cut = |mark: &str| {
        let listing = work.titled(&format!("{}{mark}", work.title));
        Listing { duration_ms: LENGTH_MS, ..listing }
    };
    let unnamed = Listing { duration_ms: LENGTH_MS, ..work.listed() };
    if dice.one_in(3) {
        let right = shifted(cut(marks[0]), 1_000, dice);
        return Draft { query: cut(marks[0]), right: vec![right], wrong: vec![work.listed()] };
    }
    let right = if dice.one_in(2) { vec![work.elsewhere(&work.title, dice)] } else { Vec::new() };
    Draft { query: work.listed(), right, wrong: vec![cut(marks[0]), cut(marks[1]), unnamed] }
}

pub(super) fn language(work: &Work, dice: &mut Dice) -> Draft {
    const LANGUAGES: [&[&str]; 5] = [
        &[" (国语版)", " (國語)", "（普通话版）", " (Mandarin Version)"],
        &[" (粤语版)", " (粵語)", "【粤语】", " (Cantonese Version)"],
        &[" (日文版)", " (Japanese Ver.)", "（日语版）"],
        &[" (英文版)", " (English Version)", " (English Ver.)"],
        &[" (韩文版)", " (Korean Version)", "（韓語版）"],
    ];
    let first = dice.below(LANGUAGES.len());
    let second = (first + 1 + dice.below(LANGUAGES.len() - 1)) % LANGUAGES.len();
    let title = |suffix: &str| format!("{}{suffix}", work.title);
    let other = work.titled(&title(dice.of(LANGUAGES[second])));
    let suffixes = dice.some(2, LANGUAGES[first]);
    if dice.one_in(2) {
        let right = work.elsewhere(&title(suffixes[0]), dice);
        let query = work.titled(&title(suffixes[1]));
        return Draft { query, right: vec![right], wrong: vec![other, work.listed()] };
    }
    let wrong = vec![other, work.titled(&title(suffixes[0]))];
    let right = if dice.one_in(2) { vec![work.elsewhere(&work.title, dice)] } else { Vec::new() };
    Draft { query: work.listed(), right, wrong }
}

pub(super) fn remaster(work: &Work, dice: &mut Dice) -> Draft {
    let mark = dice.of(&[
        " (2011 Remaster)",
        " - Remastered 2009",
        " (重制版)",
        " (Remastered)",
        "（2015 数位重制）",
        " [Remastered Version]",
        " (Album Version)",
        " (专辑版)",
        " (Original Mix)",
    ]);
    let title = format!("{}{mark}", work.title);
    let live = work.titled(&format!("{} (Live){mark}", work.title));
    let (query, right) = if dice.one_in(2) {
        (work.titled(&title), work.elsewhere(&work.title, dice))
    } else {
        (work.listed(), work.elsewhere(&title, dice))
    };
    Draft { query, right: vec![right], wrong: vec![live] }
}
