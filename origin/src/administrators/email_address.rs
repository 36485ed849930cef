use std::fmt;

/// The longest that SMTP carries (RFC 5321, section 4.5.3.1.3, less the brackets).
const MAX_LENGTH: usize = 254;

/// An e-mail address, in lower case: two spellings are not two administrators.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

/// Not an e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be an e-mail address, for example name@example.com")]
pub struct InvalidEmailAddress;

impl EmailAddress {
    /// The address of the owner that `make dev` makes; a production origin refuses to start with it.
    pub const DEVELOPMENT: &str = "owner@listen.local";

    /// Reads an address. Only a message would show that it exists; what is checked is that it can be
    /// one and holds nothing that would be taken for something else where it is shown.
    pub fn parse(text: &str) -> Result<Self, InvalidEmailAddress> {
        let text = text.trim().to_lowercase();
        let (local, domain) = text.split_once('@').ok_or(InvalidEmailAddress)?;
        let plain = |part: &str| {
            !part.is_empty()
                && part.chars().all(|c| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c))
        };
        let usable = text.len() <= MAX_LENGTH && plain(local) && plain(domain);
        usable.then_some(Self(text)).ok_or(InvalidEmailAddress)
    }

    /// One that was stored.
    pub(crate) fn stored(text: String) -> Self {
        Self(text)
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_has_one_spelling() {
        let address = EmailAddress::parse(" Owner@Example.COM ").unwrap();
        assert_eq!(address.as_str(), "owner@example.com");
        assert!(EmailAddress::parse("王@例子.中国").is_ok());
    }

    #[test]
    fn what_cannot_be_one_is_refused() {
        let long = format!("{}@example.com", "a".repeat(250));
        for text in ["", "@", "a@", "@b", "a b@c.d", "a@b@c", "a@b\n.c", "<a@b.c>", "a", &long] {
            assert_eq!(EmailAddress::parse(text), Err(InvalidEmailAddress), "{text}");
        }
    }
}
