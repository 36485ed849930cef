use serde::{Deserialize, Serialize, Serializer, ser::SerializeStruct};
use serde_json::{Map, Value};

/// What an event says happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EventKind {
    /// Favourites came or went.
    FavoritesChanged,
    /// A playlist or its entries.
    PlaylistsChanged,
    /// The listener's own choices of what plays in place of a track.
    SubstitutionsChanged,
    /// Something was played.
    HistoryAdded,
    /// What plays now.
    PlaybackChanged,
    /// The user signed in on a device that was not signed in.
    DeviceAdded,
    /// A device is not signed in any more.
    DeviceRemoved,
    /// Another release of the settings.
    ConfigChanged,
    /// The token version rose.
    SessionRevoked,
}

impl EventKind {
    /// All of them, in the order of the contract.
    pub const ALL: [Self; 9] = [
        Self::FavoritesChanged,
        Self::PlaylistsChanged,
        Self::SubstitutionsChanged,
        Self::HistoryAdded,
        Self::PlaybackChanged,
        Self::DeviceAdded,
        Self::DeviceRemoved,
        Self::ConfigChanged,
        Self::SessionRevoked,
    ];

    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FavoritesChanged => "favorites.changed",
            Self::PlaylistsChanged => "playlists.changed",
            Self::SubstitutionsChanged => "substitutions.changed",
            Self::HistoryAdded => "history.added",
            Self::PlaybackChanged => "playback.changed",
            Self::DeviceAdded => "device.added",
            Self::DeviceRemoved => "device.removed",
            Self::ConfigChanged => "config.changed",
            Self::SessionRevoked => "session.revoked",
        }
    }

    /// Reads [`Self::as_str`]'s form.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// Something that happened to a user.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Unique; the same event may come more than once.
    pub id: String,
    /// Whom it concerns.
    pub user_id: String,
    /// What.
    pub kind: EventKind,
    /// When, by the origin's clock.
    pub at: jiff::Timestamp,
    /// The rest, as devices are told it.
    pub data: Map<String, Value>,
    /// What of it this edge acts on.
    pub payload: Payload,
}

/// What of an event concerns the edge itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Payload {
    /// The user's token version is this, or higher by now.
    Revoked {
        /// The version.
        token_version: u64,
    },
    /// Nothing: it is for the devices.
    ForDevices,
}

/// Why an item of a push is no event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EventError {
    /// A member is missing or of another shape.
    #[error("a member is missing or not valid")]
    InvalidFields,
    /// A kind this edge does not know.
    #[error("the kind is not known")]
    UnknownKind,
}

#[derive(Deserialize)]
struct Item {
    id: String,
    user_id: String,
    kind: String,
    at: String,
    data: Map<String, Value>,
}

/// Ids are UUIDs; a store's key has to hold them.
const MAX_ID_LENGTH: usize = 64;

impl Event {
    /// Reads one item of a push.
    pub fn parse(item: &Value) -> Result<Self, EventError> {
        let item = Item::deserialize(item).map_err(|_| EventError::InvalidFields)?;
        let usable = |id: &str| (1..=MAX_ID_LENGTH).contains(&id.len());
        if !usable(&item.id) || !usable(&item.user_id) {
            return Err(EventError::InvalidFields);
        }
        let kind = EventKind::parse(&item.kind).ok_or(EventError::UnknownKind)?;
        let text = |value: Option<&Value>| value.is_some_and(Value::is_string);
        let payload = match kind {
            EventKind::SessionRevoked => {
                let token_version = item.data.get("token_version").and_then(Value::as_u64);
                let token_version = token_version.ok_or(EventError::InvalidFields)?;
                Payload::Revoked { token_version }
            }
            EventKind::DeviceAdded
                if !["id", "name", "platform"].iter().all(|name| {
                    text(item.data.get("device").and_then(|device| device.get(name)))
                }) =>
            {
                return Err(EventError::InvalidFields);
            }
            EventKind::DeviceRemoved if !text(item.data.get("device_id")) => {
                return Err(EventError::InvalidFields);
            }
            _ => Payload::ForDevices,
        };
        let at = item.at.parse().map_err(|_| EventError::InvalidFields)?;
        let Item { id, user_id, data, .. } = item;
        Ok(Self { id, user_id, kind, at, data, payload })
    }
}

/// As [`Event::parse`] reads it.
impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut item = serializer.serialize_struct("Event", 5)?;
        item.serialize_field("id", &self.id)?;
        item.serialize_field("user_id", &self.user_id)?;
        item.serialize_field("kind", self.kind.as_str())?;
        item.serialize_field("at", &self.at)?;
        item.serialize_field("data", &self.data)?;
        item.end()
    }
}

/// Reads a JSON list of events.
pub fn parse_events(list: &str) -> Result<Vec<Event>, EventError> {
    let items: Vec<Value> = serde_json::from_str(list).map_err(|_| EventError::InvalidFields)?;
    items.iter().map(Event::parse).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn item(kind: &str, data: &Value) -> Value {
        json!({"id": "e", "user_id": "u", "kind": kind, "at": "2026-01-01T00:00:00Z", "data": data})
    }

    #[test]
    fn every_kind_of_the_contract_is_read() {
        for kind in EventKind::ALL {
            let data = json!({
                "token_version": 3,
                "device_id": "d",
                "device": {"id": "d", "name": "Phone", "platform": "ios"},
            });
            let event = Event::parse(&item(kind.as_str(), &data)).unwrap();
            assert_eq!((event.kind, event.data.len()), (kind, 3));
            let written = serde_json::to_string(&[&event]).unwrap();
            assert_eq!(parse_events(&written).unwrap(), std::slice::from_ref(&event), "{written}");
            let revoked = event.payload == Payload::Revoked { token_version: 3 };
            assert_eq!(revoked, kind == EventKind::SessionRevoked);
        }
    }

    #[test]
    fn other_items_are_refused() {
        let good = item("session.revoked", &json!({"token_version": 3}));
        assert!(Event::parse(&good).is_ok());
        let with = |name: &str, value: Value| {
            let mut item = good.clone();
            item[name] = value;
            Event::parse(&item).unwrap_err()
        };
        assert_eq!(with("kind", json!("session.ended")), EventError::UnknownKind);
        for (name, value) in [
            ("id", json!("")),
            ("id", json!(1)),
            ("user_id", json!("u".repeat(65))),
            ("user_id", json!(null)),
            ("at", json!("yesterday")),
            ("at", json!(0)),
            ("data", json!(null)),
            ("data", json!({})),
            ("data", json!({"token_version": -1})),
            ("data", json!({"token_version": "3"})),
            ("kind", json!("device.added")),
            ("kind", json!("device.removed")),
        ] {
            assert_eq!(with(name, value.clone()), EventError::InvalidFields, "{name}: {value}");
        }
        for item in [json!(null), json!([]), json!("e"), json!({})] {
            assert_eq!(Event::parse(&item), Err(EventError::InvalidFields), "{item}");
        }
    }
}
