//! Messages as bytes: every number in eight bytes to the last bit, every length and variant in four, nothing by name.
//!
//! Page and worker are two instances of one program, so the form needs no versions, and there is no error to be handled on the way.

mod read;
mod write;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A message as bytes.
///
/// ```
/// use outturn_protocol::{Envelope, Request, decode, encode};
/// let forget = Envelope { id: 7, body: Request::Forget { file: "a".into() } };
/// assert_eq!(decode(&encode(&forget)), Some(forget));
/// ```
#[must_use]
pub fn encode<T: Serialize>(message: &T) -> Vec<u8> {
    let mut writer = write::Writer(Vec::new());
    let Ok(()) = message.serialize(&mut writer);
    writer.0
}

/// The message that these bytes are; `None` where they are not as many as it takes.
///
/// # Panics
/// On bytes that [`encode`] did not write for this type: no two parts of one program can disagree on that.
#[must_use]
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let mut reader = read::Reader::new(bytes);
    let Ok(message) = T::deserialize(&mut reader);
    reader.is_done().then_some(message)
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
            prop_assert_eq!(decode::<Whole>(&encode(&value)), Some(value));
        }

        #[test]
        fn numbers_cross_to_the_last_bit(bits: u64) {
            let read: f64 = decode(&encode(&f64::from_bits(bits))).unwrap();
            prop_assert_eq!(read.to_bits(), bits);
        }

        #[test]
        fn cut_or_longer_bytes_are_no_message(value in whole(), at in any::<prop::sample::Index>()) {
            let bytes = encode(&value);
            prop_assert_eq!(decode::<Whole>(&bytes[..at.index(bytes.len())]), None);
            prop_assert_eq!(decode::<Whole>(&[&bytes[..], &[0]].concat()), None);
        }
    }
}
