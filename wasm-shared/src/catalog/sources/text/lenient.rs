//! What the sources are loose about: a number as a string, a flag as 0 or 1, `null` for an empty
//! list, and one odd item among good ones. For `#[serde(deserialize_with)]`.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Error, SeqAccess, Visitor},
};
use serde_json::value::RawValue;

/// A whole number, also written as a string or with a fraction of zero; `null` and the empty
/// string are 0.
///
/// # Errors
/// For what is no number or does not fit `T`.
pub fn number<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: TryFrom<i128>,
{
    let number = deserializer.deserialize_any(NumberVisitor)?;
    T::try_from(number).map_err(|_| D::Error::custom(format_args!("{number} is out of range")))
}

/// Whether a flag is set: `true`, or a number or string of a number other than 0.
///
/// # Errors
/// For what is neither.
pub fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(deserializer.deserialize_any(NumberVisitor)? != 0)
}

/// Text, also written as a number; `null` is the empty string.
///
/// # Errors
/// For an object or a list.
pub fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    deserializer.deserialize_any(TextVisitor)
}

/// `T`, or its default for `null`.
///
/// # Errors
/// For anything else that is no `T`.
pub fn nullable<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// The items of a list that are of shape `T`; `null` is an empty list. One odd item among good
/// ones does not spoil the answer.
///
/// # Errors
/// The first item's, when there are items and not one is of that shape.
pub fn items<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    deserializer.deserialize_any(ItemsVisitor(PhantomData))
}

struct NumberVisitor;

impl Visitor<'_> for NumberVisitor {
    type Value = i128;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, a flag or the text of a number")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<i128, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<i128, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<i128, E> {
        Ok(value.into())
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "saturates; the range is checked by the caller"
    )]
    fn visit_f64<E: Error>(self, value: f64) -> Result<i128, E> {
        Ok(value as i128)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<i128, E> {
        match value.trim() {
            "" | "false" => Ok(0),
            "true" => Ok(1),
            digits => digits.parse::<i128>().or_else(|_| {
                digits.parse().map_err(E::custom).and_then(|value| self.visit_f64(value))
            }),
        }
    }

    fn visit_unit<E: Error>(self) -> Result<i128, E> {
        Ok(0)
    }
}

struct TextVisitor;

impl Visitor<'_> for TextVisitor {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text or a number")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<String, E> {
        Ok(value.to_owned())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<String, E> {
        Ok(value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_unit<E: Error>(self) -> Result<String, E> {
        Ok(String::new())
    }
}

struct ItemsVisitor<T>(PhantomData<T>);

impl<'de, T: DeserializeOwned> Visitor<'de> for ItemsVisitor<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_unit<E: Error>(self) -> Result<Vec<T>, E> {
        Ok(Vec::new())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<T>, A::Error> {
        let mut items = Vec::with_capacity(list.size_hint().unwrap_or(0).min(100));
        let mut odd = None;
        while let Some(item) = list.next_element::<Box<RawValue>>()? {
            match serde_json::from_str(item.get()) {
                Ok(item) => items.push(item),
                Err(error) => odd = odd.or(Some(error)),
            }
        }
        match odd {
            Some(error) if items.is_empty() => Err(A::Error::custom(error)),
            _ => Ok(items),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Loose {
        #[serde(default, deserialize_with = "number")]
        size: u64,
        #[serde(default, deserialize_with = "flag")]
        vip: bool,
        #[serde(default, deserialize_with = "text")]
        id: String,
        #[serde(default, deserialize_with = "items")]
        list: Vec<u8>,
    }

    fn read(json: &str) -> Result<Loose, String> {
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    #[test]
    fn the_ways_a_number_is_written_are_one() {
        for json in [r#"{"size":3}"#, r#"{"size":"3"}"#, r#"{"size":3.0}"#, r#"{"size":" 3 "}"#] {
            assert_eq!(read(json).unwrap().size, 3, "{json}");
        }
        for json in ["{}", r#"{"size":null}"#, r#"{"size":""}"#] {
            assert_eq!(read(json).unwrap().size, 0, "{json}");
        }
    }

    #[test]
    fn what_is_no_number_is_an_error() {
        for json in [r#"{"size":"many"}"#, r#"{"size":{}}"#, r#"{"size":[1]}"#, r#"{"size":-1}"#] {
            assert!(read(json).is_err(), "{json}");
        }
    }

    #[test]
    fn flags_and_texts_are_read_in_every_form() {
        let read = read(r#"{"vip":"1","id":12}"#).unwrap();
        assert!(read.vip && read.id == "12");
    }

    #[test]
    fn an_odd_item_is_left_out_and_a_list_of_odd_items_is_an_error() {
        assert_eq!(read(r#"{"list":[1,"x",3]}"#).unwrap().list, [1, 3]);
        assert!(read(r#"{"list":[]}"#).unwrap().list.is_empty());
        assert!(read(r#"{"list":null}"#).unwrap().list.is_empty());
        assert!(read(r#"{"list":["x"]}"#).is_err());
        assert!(read(r#"{"list":{}}"#).is_err());
    }

    proptest! {
        #[test]
        fn any_number_is_survived(value in any::<f64>(), text in "\\PC{0,12}") {
            let _ = read(&serde_json::json!({ "size": value, "vip": text }).to_string());
        }
    }
}
