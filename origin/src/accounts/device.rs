use chrono::{DateTime, Utc};

/// A device a user is or was signed in on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// As it named itself.
    pub id: String,
    /// For people.
    pub name: String,
    /// `ios`, `android`, `web`, …
    pub platform: String,
    /// Where it was last seen; empty when that is not known.
    pub last_ip_masked: String,
    /// When it last signed in or refreshed.
    pub last_seen_at: DateTime<Utc>,
    /// When it first signed in.
    pub created_at: DateTime<Utc>,
}

/// A device as it names itself, checked.
#[derive(Debug, Clone)]
pub struct DeviceClaim {
    id: String,
    name: DeviceName,
    platform: String,
}

/// A member of the claim that cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{field} {reason}")]
pub struct InvalidDevice {
    /// As the public contract names it.
    pub field: &'static str,
    /// What it must be.
    pub reason: &'static str,
}

const ID: InvalidDevice = InvalidDevice {
    field: "device.id",
    reason: "must be 1 to 64 letters, digits, dots, dashes or underscores",
};
const NAME: InvalidDevice =
    InvalidDevice { field: "name", reason: "must be 1 to 64 characters, none of control" };
const PLATFORM: InvalidDevice = InvalidDevice {
    field: "device.platform",
    reason: "must be 1 to 32 letters, digits, dots, dashes or underscores",
};

/// What a device is called, checked.
#[derive(Debug, Clone)]
pub struct DeviceName(String);

impl DeviceName {
    /// Checks a name. Surrounding white space is dropped.
    pub fn parse(text: &str) -> Result<Self, InvalidDevice> {
        let text = text.trim();
        let fit = (1..=64).contains(&text.chars().count()) && !text.chars().any(char::is_control);
        if fit { Ok(Self(text.to_owned())) } else { Err(NAME) }
    }

    /// As it is stored and shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl DeviceClaim {
    /// Checks what a device says of itself. Surrounding white space of the name is dropped.
    pub fn new(id: &str, name: &str, platform: &str) -> Result<Self, Vec<InvalidDevice>> {
        let id = if is_token(id, 64) { Ok(id.to_owned()) } else { Err(ID) };
        let name = DeviceName::parse(name)
            .map_err(|problem| InvalidDevice { field: "device.name", ..problem });
        let platform = if is_token(platform, 32) { Ok(platform.to_owned()) } else { Err(PLATFORM) };
        match (id, name, platform) {
            (Ok(id), Ok(name), Ok(platform)) => Ok(Self { id, name, platform }),
            (id, name, platform) => {
                Err([id.err(), name.err(), platform.err()].into_iter().flatten().collect())
            }
        }
    }

    /// Unique for its user.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// For people.
    pub fn name(&self) -> &str {
        self.name.as_str()
    }

    /// `ios`, `android`, `web`, …
    pub fn platform(&self) -> &str {
        &self.platform
    }
}

fn is_token(text: &str, longest: usize) -> bool {
    (1..=longest).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_device_is_taken() {
        let device = DeviceClaim::new("0b7c-1", " 小明的手机 ", "ios").unwrap();
        assert_eq!((device.id(), device.name()), ("0b7c-1", "小明的手机"));
    }

    #[test]
    fn every_wrong_member_is_named() {
        let invalid = DeviceClaim::new("a b", "\n", &"x".repeat(33)).unwrap_err();
        let fields: Vec<_> = invalid.iter().map(|problem| problem.field).collect();
        assert_eq!(fields, ["device.id", "device.name", "device.platform"]);
        assert!(DeviceClaim::new("a", "two\nlines", "web").is_err());
        assert!(DeviceClaim::new("", "a", "web").is_err());
    }
}
