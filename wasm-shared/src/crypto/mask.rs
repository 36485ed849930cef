use std::net::IpAddr;

/// A phone number as it may be shown and logged: `138****5678`. The country code is left out for
/// China and kept elsewhere; a number too short to hide anything in is hidden whole.
pub fn mask_phone(e164: &str) -> String {
    let national = e164.strip_prefix("+86").unwrap_or(e164);
    let length = national.chars().count();
    if length < 8 {
        return "*".repeat(length);
    }
    let head: String = national.chars().take(3).collect();
    let tail: String = national.chars().skip(length - 4).collect();
    format!("{head}****{tail}")
}

/// An address with what tells one household from another left out: the last two groups of four
/// (`203.0.*.*`), all but the first three groups of eight (`2001:db8:1:*`).
pub fn mask_ip(address: IpAddr) -> String {
    match address {
        IpAddr::V4(v4) => {
            let [first, second, ..] = v4.octets();
            format!("{first}.{second}.*.*")
        }
        IpAddr::V6(v6) => {
            let [first, second, third, ..] = v6.segments();
            format!("{first:x}:{second:x}:{third:x}:*")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_keep_three_and_four_digits() {
        assert_eq!(mask_phone("+8613812345678"), "138****5678");
        assert_eq!(mask_phone("+85251234567"), "+85****4567");
        assert_eq!(mask_phone("+12345"), "******");
        assert_eq!(mask_phone(""), "");
    }

    #[test]
    fn addresses_lose_the_household() {
        assert_eq!(mask_ip("203.0.113.77".parse().unwrap()), "203.0.*.*");
        assert_eq!(mask_ip("2001:db8:1:2::9".parse().unwrap()), "2001:db8:1:*");
    }
}
