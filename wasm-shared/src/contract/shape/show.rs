use super::{Kind, Member, Shape};
use crate::{
    contract::wire::{MessageReader, WireError},
    ports::Timestamp,
};

/// JSON that is being written.
#[derive(Debug, Default)]
pub struct Json(Vec<u8>);

impl Json {
    /// What the text says as it stands: punctuation, numbers and literals.
    pub fn raw(&mut self, json: &str) {
        self.0.extend_from_slice(json.as_bytes());
    }

    /// A text, quoted.
    pub fn text(&mut self, text: &str) {
        serde_json::to_writer(&mut self.0, text).expect("a vector takes whatever is written");
    }

    /// Members of an object that has begun, each but the object's first behind a comma.
    pub fn members(&mut self, shape: &Shape, message: &MessageReader<'_>) -> Result<(), WireError> {
        for member in shape {
            if self.0.last() != Some(&b'{') {
                self.raw(",");
            }
            self.text(member.name);
            self.raw(":");
            self.value(member, message)?;
        }
        Ok(())
    }

    /// An object of `shape`.
    pub fn object(&mut self, shape: &Shape, message: &MessageReader<'_>) -> Result<(), WireError> {
        self.raw("{");
        self.members(shape, message)?;
        self.raw("}");
        Ok(())
    }

    /// The JSON.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    fn value(&mut self, member: &Member, message: &MessageReader<'_>) -> Result<(), WireError> {
        let Member { kind, field, optional, .. } = *member;
        let (text, number) = (message.text(field), message.number(field));
        match kind {
            Kind::List(_, _, kind) => return self.list(*kind, message.each(field)),
            Kind::Object(shape) => {
                return match message.message(field)? {
                    None if optional => {
                        self.raw("null");
                        Ok(())
                    }
                    within => self.object(shape, &within.unwrap_or_default()),
                };
            }
            Kind::Track(_) if text.is_empty() => self.raw("null"),
            Kind::Track(shape) => {
                self.raw("{\"id\":");
                self.text(text);
                self.members(shape, &message.message(field + 1)?.unwrap_or_default())?;
                self.raw("}");
            }
            Kind::Flag => self.raw(if number == 0 { "false" } else { "true" }),
            Kind::Number(_) | Kind::Instant if optional && !message.has(field) => self.raw("null"),
            Kind::Number(_) => self.raw(&number.to_string()),
            Kind::Instant => {
                self.text(&Timestamp::from_millis(number.cast_signed()).to_string());
            }
            Kind::Enumeration(names) => {
                let place = usize::try_from(number).unwrap_or_default().checked_sub(1);
                self.text(place.and_then(|place| names.get(place)).copied().unwrap_or_default());
            }
            Kind::Text { .. } | Kind::Lines(_) | Kind::Url | Kind::TrackId | Kind::Choice(_) => {
                if optional && text.is_empty() {
                    self.raw("null");
                } else {
                    self.text(text);
                }
            }
        }
        Ok(())
    }

    fn list<'m>(
        &mut self,
        kind: Kind,
        items: impl Iterator<Item = &'m [u8]>,
    ) -> Result<(), WireError> {
        self.raw("[");
        for (index, item) in items.enumerate() {
            if index > 0 {
                self.raw(",");
            }
            match kind {
                Kind::Object(shape) => self.object(shape, &MessageReader::read(item)?)?,
                _ => self.text(str::from_utf8(item).map_err(|_| WireError)?),
            }
        }
        self.raw("]");
        Ok(())
    }
}

/// A message as an object of a shape.
pub fn show(shape: &Shape, message: &MessageReader<'_>) -> Result<Vec<u8>, WireError> {
    let mut json = Json::default();
    json.object(shape, message)?;
    Ok(json.into_bytes())
}
