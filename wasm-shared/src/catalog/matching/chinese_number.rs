//! Numbers written in Chinese.

/// Each at the place of its value.
const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

fn digit_of(character: char) -> Option<u64> {
    let written = if character == '零' { '〇' } else { character };
    let value = DIGITS.iter().position(|&digit| digit == written)?;
    u64::try_from(value).ok()
}

/// What a digit before it is multiplied with. 万 is another matter: it multiplies all before it.
const fn unit_of(character: char) -> Option<u64> {
    match character {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}

fn is_numeral(character: char) -> bool {
    character == '万' || unit_of(character).is_some() || digit_of(character).is_some()
}

/// A word with its runs of numerals in digits: 十二 is 12, 一九 is 19, 九百九十九 is 999. What counts
/// nothing, as in 千里之外 and 万一, stays as it is.
pub(super) fn in_digits(word: &str) -> String {
    let mut text = String::new();
    let mut left = word;
    while let Some(first) = left.chars().next() {
        let (run, behind) = split_run(left);
        if run.is_empty() {
            text.push(first);
            left = &left[first.len_utf8()..];
        } else {
            text.push_str(&run_in_digits(run));
            left = behind;
        }
    }
    text
}

/// The number that digits and the numerals behind them are, 10 and 万, with what follows those in
/// `word`. `None` where they are two things: only few digits are ever multiplied, more are a year.
pub(super) fn behind_digits<'a>(digits: &str, word: &'a str) -> Option<(u64, &'a str)> {
    const MOST_DIGITS: usize = 3;
    let is_number = digits.len() <= MOST_DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = digits.parse::<u64>().ok().filter(|_| is_number)?;
    let (run, behind) = split_run(word);
    run.starts_with(['百', '千', '万']).then_some(())?;
    Some((value(run, Some(number))?, behind))
}

/// The numerals that `text` begins with, and the rest.
fn split_run(text: &str) -> (&str, &str) {
    let end = text.find(|character: char| !is_numeral(character)).unwrap_or(text.len());
    text.split_at(end)
}

fn run_in_digits(run: &str) -> String {
    if let Some(value) = value(run, None) {
        return value.to_string();
    }
    // No number as a whole: the pieces between large units.
    let mut text = String::new();
    let mut piece = String::new();
    for character in run.chars() {
        if matches!(character, '百' | '千' | '万') {
            text.push_str(&piece_in_digits(&piece));
            piece.clear();
            text.push(character);
        } else {
            piece.push(character);
        }
    }
    text + &piece_in_digits(&piece)
}

/// Numerals up to 十 in digits: 一九 is 19, and so is 十九.
fn piece_in_digits(piece: &str) -> String {
    if let Some((tens, units)) = piece.split_once('十')
        && !units.contains('十')
    {
        let tens = if tens.is_empty() { "1".to_owned() } else { digits_of(tens) };
        let units = if units.is_empty() { "0".to_owned() } else { digits_of(units) };
        return tens + &units;
    }
    digits_of(piece)
}

/// Digit by digit, 10 for each 十 among them, and without zeros before them.
fn digits_of(piece: &str) -> String {
    let value = |character: char| if character == '十' { Some(10) } else { digit_of(character) };
    let digits: String =
        piece.chars().filter_map(value).map(|value: u64| value.to_string()).collect();
    let significant = digits.trim_start_matches('0');
    if significant.is_empty() && !digits.is_empty() {
        "0".to_owned()
    } else {
        significant.to_owned()
    }
}

/// The value of numerals in which units multiply; `before` is a number in other digits that the
/// first of them multiplies. `None` for what is not built so: digits alone, a large unit that
/// nothing is counted in, or two of a kind.
fn value(run: &str, before: Option<u64>) -> Option<u64> {
    const MYRIAD: u64 = 10_000;
    let mut myriads = None;
    let mut section = 0_u64;
    let mut pending = before;
    // The last unit: the next of its section is smaller.
    let mut unit = None;
    let mut is_filled = false;
    for character in run.chars() {
        if character == '万' {
            let counted = section + pending.take().unwrap_or(0);
            if myriads.is_some() || counted == 0 {
                return None;
            }
            myriads = Some(counted * MYRIAD);
            (section, unit, is_filled) = (0, Some(MYRIAD), false);
        } else if let Some(next) = unit_of(character) {
            let count = match pending.take() {
                Some(count) => count,
                None if next == 10 => 1,
                None => return None,
            };
            if !(1..=9).contains(&count) || unit.is_some_and(|unit| unit <= next) {
                return None;
            }
            section += count * next;
            (unit, is_filled) = (Some(next), false);
        } else {
            let digit = digit_of(character)?;
            if pending.is_some() {
                return None;
            }
            // 零 only says that a place is left out.
            if digit == 0 {
                is_filled = true;
            } else {
                pending = Some(digit);
            }
        }
    }
    let unit = unit?;
    // 三百五 is 350, 三百零五 is 305.
    let last = match pending {
        Some(digit) if unit > 10 && !is_filled => digit * (unit / 10),
        Some(digit) => digit,
        None => 0,
    };
    Some(myriads.unwrap_or(0) + section + last)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_counted() {
        for (written, digits) in [
            ("第五", "第5"),
            ("十", "10"),
            ("十二", "12"),
            ("二十四", "24"),
            ("二〇一九", "2019"),
            ("一九八四", "1984"),
            ("九百九十九朵玫瑰", "999朵玫瑰"),
            ("一千零一夜", "1001夜"),
            ("一百零八将", "108将"),
            ("三百五", "350"),
            ("一千年以后", "1000年以后"),
            ("一万年", "10000年"),
            ("十万八千里", "108000里"),
            ("三百万", "3000000"),
            ("零点", "0点"),
            ("〇〇七", "7"),
        ] {
            assert_eq!(in_digits(written), digits, "{written}");
        }
    }

    #[test]
    fn a_unit_that_counts_nothing_is_a_word() {
        for word in ["千里之外", "万水千山", "百年孤独", "千千阙歌", "百万", "万", "千山"]
        {
            assert_eq!(in_digits(word), word);
        }
        assert_eq!(in_digits("万一"), "万1");
        assert_eq!(in_digits("九九八十一"), "9981");
    }

    #[test]
    fn digits_are_multiplied_when_they_are_few() {
        assert_eq!(behind_digits("10", "万个为什么"), Some((100_000, "个为什么")));
        assert_eq!(behind_digits("3", "千里"), Some((3000, "里")));
        assert_eq!(behind_digits("2019", "万人"), None);
        assert_eq!(behind_digits("10", "年"), None);
        assert_eq!(behind_digits("x", "万"), None);
        assert_eq!(behind_digits("", "万"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_survived(word in "[〇零一二三四五六七八九十百千万a年]{0,24}", digits in "[0-9]{0,30}") {
            in_digits(&word);
            behind_digits(&digits, &word);
        }
    }
}
