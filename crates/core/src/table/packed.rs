//! Values as bytes, for another thread: millions of them cross as they lie in memory, not one by one.

use serde::de::{Error, Visitor};
use serde::{Deserializer, Serializer};
use std::fmt;
use std::marker::PhantomData;

/// A type whose values all take the same few bytes.
pub trait Plain: Copy {
    /// The values' bytes, end to end, lowest first.
    fn pack(values: &[Self]) -> Vec<u8>;
    /// The values of such bytes; `None` where the last one is cut.
    fn unpack(bytes: &[u8]) -> Option<Vec<Self>>;
}

macro_rules! plain {
    ($($type:ty),*) => {$(
        impl Plain for $type {
            fn pack(values: &[Self]) -> Vec<u8> {
                let mut bytes = vec![0; size_of_val(values)];
                let (places, _) = bytes.as_chunks_mut();
                for (place, value) in places.iter_mut().zip(values) {
                    *place = value.to_le_bytes();
                }
                bytes
            }

            fn unpack(bytes: &[u8]) -> Option<Vec<Self>> {
                let (values, cut) = bytes.as_chunks();
                let values = values.iter().map(|value| Self::from_le_bytes(*value));
                cut.is_empty().then(|| values.collect())
            }
        }
    )*};
}
plain!(u8, i8, u32, i32, u64, i64, f64);

impl Plain for bool {
    fn pack(values: &[Self]) -> Vec<u8> {
        values.iter().map(|yes| u8::from(*yes)).collect()
    }

    fn unpack(bytes: &[u8]) -> Option<Vec<Self>> {
        Some(bytes.iter().map(|byte| *byte != 0).collect())
    }
}

/// For `#[serde(with)]`.
pub(super) fn serialize<T: Plain, S: Serializer>(values: &[T], to: S) -> Result<S::Ok, S::Error> {
    to.serialize_bytes(&T::pack(values))
}

/// For `#[serde(with)]`.
pub(super) fn deserialize<'a, T: Plain, D: Deserializer<'a>>(from: D) -> Result<Vec<T>, D::Error> {
    struct Bytes<T>(PhantomData<T>);

    impl<T: Plain> Visitor<'_> for Bytes<T> {
        type Value = Vec<T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("the bytes of whole values")
        }

        fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Self::Value, E> {
            T::unpack(bytes).ok_or_else(|| E::invalid_length(bytes.len(), &self))
        }
    }

    from.deserialize_bytes(Bytes(PhantomData))
}
