//! Messages as bytes, in [postcard](https://postcard.jamesmunns.com)'s format: values one after the other, nothing by name.
//!
//! Page and worker are two instances of one program, so the format needs no versions.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Why a value cannot be sent, or bytes are no message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// The value has a shape that the format does not know, such as a list of unknown length.
    #[error("a message could not be written")]
    Unwritable(#[source] postcard::Error),
    /// The bytes end too soon, or are not those of this type of message.
    #[error("a message could not be read")]
    Unreadable(#[source] postcard::Error),
    /// The message is over before the bytes are.
    #[error("a message has {extra} bytes too many")]
    TooLong {
        /// Bytes behind its end.
        extra: usize,
    },
}

/// A message as bytes.
///
/// # Errors
/// [`WireError::Unwritable`]. No message has such a shape; tests walk through all of them.
///
/// ```
/// use outturn_protocol::{ForgetFile, WireError, decode, encode};
/// let forget = ForgetFile { file: "a".into() };
/// let mut bytes = encode(&forget)?;
/// assert_eq!(decode(&bytes), Ok(forget));
///
/// bytes.push(0);
/// assert_eq!(decode::<ForgetFile>(&bytes), Err(WireError::TooLong { extra: 1 }));
/// # Ok::<(), WireError>(())
/// ```
pub fn encode<T: Serialize>(message: &T) -> Result<Vec<u8>, WireError> {
    postcard::to_allocvec(message).map_err(WireError::Unwritable)
}

/// The message that these bytes are, all of them.
///
/// # Errors
/// [`WireError::Unreadable`] or [`WireError::TooLong`].
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, WireError> {
    match postcard::take_from_bytes(bytes) {
        Ok((message, [])) => Ok(message),
        Ok((_, rest)) => Err(WireError::TooLong { extra: rest.len() }),
        Err(error) => Err(WireError::Unreadable(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::Deserialize;
    use std::collections::BTreeMap;

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    enum Part {
        Nothing,
        One(f32),
        Two(i8, char),
        Named { sizes: Vec<u16>, inner: Box<Part> },
    }

    type Whole = (
        bool,
        u8,
        i64,
        Option<String>,
        BTreeMap<String, Vec<Part>>,
        [Option<u64>; 2],
    );

    fn part() -> impl Strategy<Value = Part> {
        let flat = prop_oneof![
            Just(Part::Nothing),
            (-1e9_f32..1e9).prop_map(Part::One),
            any::<(i8, char)>().prop_map(|(number, letter)| Part::Two(number, letter)),
        ];
        flat.prop_recursive(3, 8, 1, |inner| {
            (any::<Vec<u16>>(), inner).prop_map(|(sizes, inner)| Part::Named {
                sizes,
                inner: Box::new(inner),
            })
        })
    }

    fn whole() -> impl Strategy<Value = Whole> {
        let plain = any::<(bool, u8, i64, Option<String>)>();
        let by_name = prop::collection::btree_map(".*", prop::collection::vec(part(), 0..4), 0..4);
        (plain, by_name, any::<[Option<u64>; 2]>()).prop_map(
            |((yes, small, large, text), by_name, pair)| (yes, small, large, text, by_name, pair),
        )
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(value in whole()) {
            prop_assert_eq!(decode::<Whole>(&encode(&value).unwrap()), Ok(value));
        }

        #[test]
        fn numbers_cross_to_the_last_bit(bits: u64) {
            let read: f64 = decode(&encode(&f64::from_bits(bits)).unwrap()).unwrap();
            prop_assert_eq!(read.to_bits(), bits);
        }

        #[test]
        fn cut_or_longer_bytes_are_no_message(value in whole(), at in any::<prop::sample::Index>()) {
            let bytes = encode(&value).unwrap();
            let cut = decode::<Whole>(&bytes[..at.index(bytes.len())]);
            prop_assert_eq!(cut, Err(WireError::Unreadable(postcard::Error::DeserializeUnexpectedEnd)));
            let longer = decode::<Whole>(&[&bytes[..], &[0]].concat());
            prop_assert_eq!(longer, Err(WireError::TooLong { extra: 1 }));
        }

        /// A damaged length may be any number: it is not believed before the bytes are there.
        #[test]
        fn damaged_bytes_are_no_message_or_another_one(value in whole(), at in any::<prop::sample::Index>(), byte: u8) {
            let mut bytes = encode(&value).unwrap();
            let at = at.index(bytes.len());
            bytes[at] = byte;
            if let Ok(other) = decode::<Whole>(&bytes) {
                prop_assert_eq!(decode::<Whole>(&encode(&other).unwrap()), Ok(other));
            }
        }
    }

    #[test]
    fn a_flag_that_is_neither_yes_nor_no_is_refused() {
        let refused = WireError::Unreadable(postcard::Error::DeserializeBadBool);
        assert_eq!(decode::<bool>(&[2]), Err(refused));
    }

    #[test]
    fn a_list_of_unknown_length_cannot_be_sent() {
        struct Even;

        impl Serialize for Even {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_seq((0..9).filter(|n| n % 2 == 0))
            }
        }
        let refused = WireError::Unwritable(postcard::Error::SerializeSeqLengthUnknown);
        assert_eq!(encode(&Even), Err(refused));
    }
}
