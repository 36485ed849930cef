//! The kinds of difficulty, each after complaints of listeners.

use wasm_shared::catalog::matching::labelled::Listing;

use super::{
    Dice, Draft,
    versions::{cover, language, remaster, tv_size, version},
    work::{Work, shifted},
};

/// Makes a group of a work.
type Class = (&'static str, fn(&Work, &mut Dice) -> Draft);

/// All generated classes.
pub const CLASSES: &[Class] = &[
    ("live", |work, dice| {
        version(
            work,
            dice,
            &[
                " (Live)",
                "（现场版）",
                " - Live",
                " Live",
                "【Live】",
                " (Live版)",
                " (演唱会版)",
                " (現場)",
                " (Live Version)",
                " (巡回演唱会现场)",
            ],
        )
    }),
    ("accompaniment", |work, dice| {
        version(
            work,
            dice,
            &[
                " (伴奏)",
                "（纯音乐）",
                " (Instrumental)",
                " - Karaoke",
                " (Off Vocal)",
                "伴奏",
                " (伴奏版)",
                "【純音樂】",
                " (カラオケ)",
                " (Karaoke Version)",
            ],
        )
    }),
    ("dj_and_remix", |work, dice| {
        version(
            work,
            dice,
            &[
                " (DJ版)",
                " (Remix)",
                "DJ版",
                "（DJ阿远版）",
                " - Sable Remix",
                " (Club Mix)",
                "【Remix】",
                " (DJ阿卓 Remix)",
                " (抖音DJ版)",
            ],
        )
    }),
    ("cover", cover),
    ("tv_size", tv_size),
    ("speed", |work, dice| {
        version(
            work,
            dice,
            &[
                " (Sped Up)",
                " (加速版)",
                " (Slowed)",
                " (0.8x)",
                "（1.2倍速）",
                " (Nightcore)",
                " (慢速版)",
                " - Slowed + Reverb",
                " (降速版)",
            ],
        )
    }),
    ("demo_and_arrangement", |work, dice| {
        version(
            work,
            dice,
            &[
                " (Demo)",
                " (Acoustic)",
                " (钢琴版)",
                " (Piano Version)",
                "（吉他版）",
                " (不插电)",
                " (A Cappella)",
                " (交响版)",
                " (Unplugged)",
                " - Acoustic Version",
            ],
        )
    }),
    ("edit_and_clip", |work, dice| {
        version(
            work,
            dice,
            &[
                " (Radio Edit)",
                " (Extended Mix)",
                " (铃声版)",
                " (片段)",
                "（剪辑版）",
                " (Extended Version)",
                " (Short Ver.)",
                " (抖音版)",
            ],
        )
    }),
    ("rerecorded", |work, dice| {
        version(
            work,
            dice,
            &[
                " (Re-Recorded)",
                " (重唱版)",
                " (2021 Version)",
                " (新版)",
                "（重新录制版）",
                " (10th Anniversary Version)",
            ],
        )
    }),
    ("language", language),
    ("remaster", remaster),
    ("traditional", |work, dice| {
        let other = Listing {
            artists: vec![work.performer_other_script.clone()],
            ..work.titled(&work.title_other_script)
        };
        plain(work, shifted(other, 2_000, dice), dice)
    }),
    ("width_and_case", width_and_case),
    ("brackets", brackets),
    ("featuring", featuring),
    ("romanised_artist", romanised_artist),
    ("same_title_other_artist", same_title_other_artist),
    ("same_length_other_song", same_length_other_song),
    ("drift", drift),
    ("series", series),
    ("punctuation", punctuation),
    ("missing_facts", missing_facts),
    ("subtitle", subtitle),
    ("several_right", several_right),
    ("no_right_answer", no_right_answer),
    ("medley", |work, dice| {
        version(work, dice, &[" (串烧)", " (Medley)", " (Mashup)", "（联唱）", " - Medley"])
    }),
];

/// The plain recording is wanted and listed once, beside a version of it.
fn plain(work: &Work, right: Listing, dice: &mut Dice) -> Draft {
    let version = dice.of(&[" (Live)", " (伴奏)", " (DJ版)", " (Demo)"]);
    let wrong = vec![work.titled(&format!("{}{version}", work.title))];
    Draft { query: work.listed(), right: vec![right], wrong }
}

fn width_and_case(work: &Work, dice: &mut Dice) -> Draft {
    let tail = dice.of(&["ABC", "No.7", "Oh Yeah", "Club 21"]);
    let wide = |text: &str| -> String {
        let widen = |character: char| match character {
            '!'..='~' => char::from_u32(u32::from(character) + 0xFEE0).unwrap_or(character),
            ' ' => '\u{3000}',
            _ => character,
        };
        text.chars().map(widen).collect()
    };
    let title = format!("{} {tail}", work.title);
    let written = match dice.below(4) {
        0 => wide(&title),
        1 => title.to_uppercase(),
        2 => title.to_lowercase(),
        _ => wide(&title).to_lowercase(),
    };
    let right = shifted(work.titled(&written), 1_000, dice);
    let wrong = vec![
        work.titled(&format!("{} {tail}D", work.title)),
        work.titled(&format!("{} (Live)", wide(&title))),
    ];
    Draft { query: work.titled(&title), right: vec![right], wrong }
}

fn brackets(work: &Work, dice: &mut Dice) -> Draft {
    const KINDS: [(&str, &str); 8] = [
        ("(", ")"),
        ("（", "）"),
        ("[", "]"),
        ("【", "】"),
        ("「", "」"),
        ("〔", "〕"),
        ("『", "』"),
        ("<", ">"),
    ];
    let inside = dice.of(&["Live", "伴奏", "国语版", "电影《长街》插曲", "Demo"]);
    let in_brackets = |(open, close): (&str, &str)| format!("{} {open}{inside}{close}", work.title);
    let first = dice.below(KINDS.len());
    let second = (first + 1 + dice.below(KINDS.len() - 1)) % KINDS.len();
    let right = work.elsewhere(&in_brackets(KINDS[second]), dice);
    let other = if *inside == *"Demo" { "Live" } else { "Demo" };
    let (open, close) = KINDS[first];
    let wrong = vec![work.titled(&format!("{}{open}{other}{close}", work.title))];
    Draft { query: work.titled(&in_brackets(KINDS[first])), right: vec![right], wrong }
}

fn featuring(work: &Work, dice: &mut Dice) -> Draft {
    let guest = dice.of(&["周宁", "Otto Reed", "沈青禾"]);
    let mark =
        dice.of(&[" (feat. G)", " feat. G", " (ft. G)", " [Feat.G]", "（feat. G）", " (with G)"]);
    let in_title = work.titled(&format!("{}{}", work.title, mark.replace('G', guest)));
    let names = vec![work.performer_other_script.clone(), guest.to_owned()];
    let joined = format!("{}{}{guest}", work.performer, dice.of(&["、", "/", " & ", ",", ";"]));
    let spellings = [
        in_title,
        Listing { artists: names, ..work.titled(&work.title_other_script) },
        Listing { artists: vec![joined], ..work.listed() },
    ];
    let first = dice.below(3);
    let second = (first + 1 + dice.below(2)) % 3;
    let right = shifted(spellings[second].clone(), 2_000, dice);
    let stranger =
        Listing { artists: vec![guest.to_owned(), "阿远".to_owned()], ..work.listed() };
    let remix = work.titled(&format!("{} (feat. {guest}) [Remix]", work.title));
    Draft { query: spellings[first].clone(), right: vec![right], wrong: vec![stranger, remix] }
}

fn romanised_artist(work: &Work, dice: &mut Dice) -> Draft {
    let spellings = match work.performer_romanised.split_once(' ') {
        Some((one, other)) if dice.one_in(4) => format!("{one} {other} ({})", work.performer),
        _ => work.performer_romanised.clone(),
    };
    let latin = Listing { artists: vec![spellings], ..work.listed() };
    let han = Listing {
        artists: vec![work.performer_other_script.clone()],
        ..work.titled(&work.title_other_script)
    };
    let (query, right) = if dice.one_in(2) { (latin, han) } else { (han, latin) };
    let album = if dice.one_in(2) { None } else { right.album.clone() };
    let right = shifted(Listing { album, ..right }, 1_500, dice);
    let singer = dice.of(&["Ellen Hart", "小鹿不在家", "Karaoke Hits Band"]);
    let wrong = vec![Listing { artists: vec![singer.to_owned()], album: None, ..work.listed() }];
    let right = if dice.one_in(5) { Vec::new() } else { vec![right] };
    Draft { query, right, wrong }
}

fn same_title_other_artist(work: &Work, dice: &mut Dice) -> Draft {
    let singers = dice
        .some(3, &["小鹿不在家", "王小北", "Ellen Hart", "白鹭合唱团", "阿远", "Various Artists"]);
    let listing = |singer: &&str| {
        let album = if singer.starts_with('V') { None } else { Some(work.album.clone()) };
        let drift = if singer.starts_with('V') { 14_000 } else { 0 };
        let duration_ms = work.duration_ms + drift;
        Listing { artists: vec![(*singer).to_owned()], album, duration_ms, ..work.listed() }
    };
    let wrong = singers.iter().map(listing).collect();
    let right = if dice.one_in(2) { vec![work.elsewhere(&work.title, dice)] } else { Vec::new() };
    Draft { query: work.listed(), right, wrong }
}

fn same_length_other_song(work: &Work, dice: &mut Dice) -> Draft {
    let mut shorter: String = work.title.chars().collect();
    shorter.pop();
    let others = [
        work.sibling.clone(),
        shorter,
        format!("{}{}", work.title, dice.of(&["谣", "人", "s of Mine", " Again"])),
        format!("{}{}", dice.of(&["新", "不", "My ", "Another "]), work.title),
    ];
    let wrong = others.iter().map(|title| work.titled(title)).collect();
    let right = if dice.one_in(3) { vec![work.elsewhere(&work.title, dice)] } else { Vec::new() };
    Draft { query: work.listed(), right, wrong }
}

/// The same recording differs by seconds between catalogues. What differs by far more is a cut.
fn drift(work: &Work, dice: &mut Dice) -> Draft {
    let by = [3_000, 4_000, 5_500, 6_000, 7_000, 8_000][dice.below(6)];
    let longer = dice.one_in(2);
    let duration_ms = if longer { work.duration_ms + by } else { work.duration_ms - by };
    let right = Listing { duration_ms, ..work.listed() };
    let far = [30_000, 45_000, 60_000, 95_000][dice.below(4)];
    let wrong = vec![
        Listing { duration_ms: work.duration_ms - far, ..work.listed() },
        work.titled(&format!("{} (Live)", work.title)),
        work.titled(&work.sibling),
    ];
    let right = if dice.one_in(4) { Vec::new() } else { vec![right] };
    Draft { query: work.listed(), right, wrong }
}

fn series(work: &Work, dice: &mut Dice) -> Draft {
    const NUMBERS: [[&str; 4]; 4] = [
        [" 2", " II", " Ⅱ", "２"],
        [" 3", " III", " Ⅲ", "３"],
        [" Pt. 1", " (Part 1)", " Part I", ", Pt. I"],
        [" Pt. 2", " (Part 2)", " Part II", ", Pt. II"],
    ];
    let title = |suffix: &str| format!("{}{suffix}", work.title);
    let wanted = dice.below(NUMBERS.len());
    let spellings = dice.some(2, &[&NUMBERS[wanted][0], &NUMBERS[wanted][1], &NUMBERS[wanted][2]]);
    let others =
        (0..NUMBERS.len()).filter(|other| other % 2 != wanted % 2 || *other / 2 == wanted / 2);
    let mut wrong: Vec<Listing> = others
        .filter(|other| *other != wanted)
        .map(|other| work.titled(&title(NUMBERS[other][dice.below(4)])))
        .collect();
    if dice.one_in(3) {
        wrong.push(work.titled(&title(spellings[0])));
        return Draft { query: work.listed(), right: Vec::new(), wrong };
    }
    wrong.push(work.listed());
    let right = shifted(work.titled(&title(spellings[1])), 1_000, dice);
    Draft { query: work.titled(&title(spellings[0])), right: vec![right], wrong }
}

fn punctuation(work: &Work, dice: &mut Dice) -> Draft {
    let (wanted, written) = [
        ("#!", "#"),
        ("#...", "#…"),
        ("#, Baby", "# Baby"),
        ("《#》", "#"),
        ("# & Me", "# and Me"),
        ("“#”", "#"),
        ("It's #", "Its #"),
        ("#——", "#"),
        ("The #", "#"),
        ("#?", "#？"),
    ][dice.below(10)];
    let title = |pattern: &str| pattern.replace('#', &work.title);
    let right = work.elsewhere(&title(written), dice);
    let wrong =
        vec![work.titled(&format!("{} (Live)", title(written))), work.titled(&work.sibling)];
    Draft { query: work.titled(&title(wanted)), right: vec![right], wrong }
}

fn missing_facts(work: &Work, dice: &mut Dice) -> Draft {
    let mut query = work.listed();
    let mut right = work.elsewhere(&work.title, dice);
    match dice.below(4) {
        0 => query.album = None,
        1 => right.duration_ms = 0,
        2 => query.duration_ms = 0,
        _ => (query.album, right.album) = (None, None),
    }
    let live = work.titled(&format!("{} (Live)", work.title));
    let unknown =
        Listing { artists: vec!["王小北".to_owned()], duration_ms: 0, ..work.listed() };
    let wrong = vec![Listing { duration_ms: right.duration_ms, ..live }, unknown];
    let right = if dice.one_in(4) { Vec::new() } else { vec![right] };
    Draft { query, right, wrong }
}

fn subtitle(work: &Work, dice: &mut Dice) -> Draft {
    let with = match dice.below(7) {
        0 => format!("{} ({})", work.title, work.title_translated),
        1 => format!("{} {}", work.title, work.title_translated),
        2 => format!("{}（{}）", work.title, work.title_translated),
        3 => format!("{} (电视剧《长河》主题曲)", work.title),
        4 => format!("{} - 电影《长河》片尾曲", work.title),
        5 => format!("{} · 序章", work.title),
        _ => format!("{} - {}", work.performer, work.title),
    };
    let (query, right) = if dice.one_in(2) {
        (work.titled(&with), work.elsewhere(&work.title, dice))
    } else {
        (work.listed(), work.elsewhere(&with, dice))
    };
    let wrong =
        vec![work.titled(&format!("{with} (伴奏)")), work.titled(&format!("{}番外", work.title))];
    Draft { query, right: vec![right], wrong }
}

fn several_right(work: &Work, dice: &mut Dice) -> Draft {
    let right = (0..3).map(|_| work.elsewhere(&work.title, dice)).collect();
    let live = work.titled(&format!("{} (Live)", work.title));
    let cover = Listing { artists: vec!["小鹿不在家".to_owned()], ..work.listed() };
    Draft { query: work.listed(), right, wrong: vec![live, cover] }
}

/// Everything tempts, nothing is it.
fn no_right_answer(work: &Work, dice: &mut Dice) -> Draft {
    let suffix =
        dice.of(&[" (Live)", "（伴奏）", "DJ版", " (Remix)", " (0.9x)", " (粤语版)", " (女声版)"]);
    let cut = Listing { duration_ms: work.duration_ms / 2, ..work.listed() };
    let cover = Listing { artists: vec!["王小北".to_owned()], ..work.listed() };
    let version = work.titled(&format!("{}{suffix}", work.title));
    let others = [cut, cover, version, work.titled(&work.sibling)];
    let wrong = dice.some(3, &[&others[0], &others[1], &others[2], &others[3]]);
    Draft { query: work.listed(), right: Vec::new(), wrong: wrong.into_iter().cloned().collect() }
}
