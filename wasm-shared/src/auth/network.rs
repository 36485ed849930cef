//! Which network a client calls from: what strict mode binds tokens to, and what open calls are
//! counted by.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// What a token is bound to: the session and the network of `ip`, /24 of IPv4 and /48 of IPv6. 16
/// bytes in base64url that tell nobody the address.
///
/// A phone keeps its /24 or /48 while it stays at home or at work, and so do the addresses that one
/// home is given in turn.
pub fn network_binding(session_id: &str, ip: IpAddr) -> String {
    let digest = Sha256::new()
        .chain_update("listen-net\0")
        .chain_update(session_id)
        .chain_update("\0")
        .chain_update(binding_prefix(ip))
        .finalize();
    BASE64_URL_SAFE_NO_PAD.encode(&digest[..16])
}

fn binding_prefix(ip: IpAddr) -> String {
    match ip.to_canonical() {
        IpAddr::V4(ip) => format!("{}/24", first_bits_of_4(ip, 24)),
        IpAddr::V6(ip) => format!("{}/48", first_bits_of_6(ip, 48)),
    }
}

/// Who counts as one caller of the open calls: an IPv4 address, or the /64 that an IPv6 subscriber
/// has to themselves.
pub(crate) fn counted_network(ip: IpAddr) -> IpAddr {
    match ip.to_canonical() {
        IpAddr::V6(ip) => first_bits_of_6(ip, 64).into(),
        ip @ IpAddr::V4(_) => ip,
    }
}

fn first_bits_of_4(ip: Ipv4Addr, bits: u32) -> Ipv4Addr {
    Ipv4Addr::from_bits(ip.to_bits() & (u32::MAX << (32 - bits)))
}

fn first_bits_of_6(ip: Ipv6Addr, bits: u32) -> Ipv6Addr {
    Ipv6Addr::from_bits(ip.to_bits() & (u128::MAX << (128 - bits)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prefix(ip: &str) -> String {
        binding_prefix(ip.parse().unwrap())
    }

    #[test]
    fn prefixes_are_written_one_way() {
        assert_eq!(prefix("198.51.100.7"), "198.51.100.0/24");
        assert_eq!(prefix("::ffff:198.51.100.7"), "198.51.100.0/24");
        assert_eq!(prefix("2001:db8:1:2:3:4:5:6"), "2001:db8:1::/48");
        assert_eq!(prefix("2001:0DB8:0001::"), "2001:db8:1::/48");
        assert_eq!(prefix("::1"), "::/48");
    }

    /// The form is shared with the origin, which makes the claim: computed by another implementation.
    #[test]
    fn a_binding_is_that_of_its_session_and_network() {
        let binding = |session: &str, ip: &str| network_binding(session, ip.parse().unwrap());
        assert_eq!(binding("session", "198.51.100.7"), "EYPQdOgWoB_7hVnTDzJyyg");
        assert_eq!(binding("session", "2001:db8:1:2::3"), "erNACk4At4atg44b6dXrmQ");
        assert_eq!(binding("session", "198.51.100.7"), binding("session", "198.51.100.250"));
        assert_ne!(binding("session", "198.51.100.7"), binding("session", "198.51.101.7"));
        assert_ne!(binding("session", "198.51.100.7"), binding("other", "198.51.100.7"));
    }

    #[test]
    fn open_calls_are_counted_by_address_or_64() {
        let counted = |ip: &str| counted_network(ip.parse().unwrap()).to_string();
        assert_eq!(counted("198.51.100.7"), "198.51.100.7");
        assert_eq!(counted("::ffff:198.51.100.7"), "198.51.100.7");
        assert_eq!(counted("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
    }
}
