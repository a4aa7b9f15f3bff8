//! Bytes → values.

use outturn_core::never::{Never, happened};
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};

/// Reads values one after the other. Past the end of the bytes it reads zeros, and [`is_done`](Self::is_done) says so in the end:
/// asking at every value would be most of the program.
pub(super) struct Reader<'a> {
    left: &'a [u8],
    ended_early: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self {
            left: bytes,
            ended_early: false,
        }
    }

    /// Whether all bytes were read, and none were lacking.
    pub(super) fn is_done(&self) -> bool {
        self.left.is_empty() && !self.ended_early
    }

    fn bytes(&mut self, count: usize) -> &'a [u8] {
        let Some((bytes, left)) = self.left.split_at_checked(count) else {
            self.left = &[];
            self.ended_early = true;
            return &[];
        };
        self.left = left;
        bytes
    }

    #[inline(never)]
    fn number(&mut self) -> u64 {
        let bytes = self.bytes(size_of::<u64>()).try_into();
        bytes.map_or(0, u64::from_le_bytes)
    }

    #[inline(never)]
    fn count(&mut self) -> u32 {
        let bytes = self.bytes(size_of::<u32>()).try_into();
        bytes.map_or(0, u32::from_le_bytes)
    }

    #[inline(never)]
    fn flag(&mut self) -> bool {
        self.bytes(1).first().is_some_and(|byte| *byte != 0)
    }

    #[inline(never)]
    fn text(&mut self) -> &'a str {
        let length = self.count() as usize;
        std::str::from_utf8(self.bytes(length)).unwrap_or_default()
    }
}

macro_rules! numbers {
    ($($method:ident: $visit:ident $type:ty),*) => {$(
        fn $method<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Never> {
            visitor.$visit(self.number() as $type)
        }
    )*};
}

impl<'a> Deserializer<'a> for &mut Reader<'a> {
    type Error = Never;

    numbers!(deserialize_i8: visit_i8 i8, deserialize_i16: visit_i16 i16);
    numbers!(deserialize_i32: visit_i32 i32, deserialize_i64: visit_i64 i64);
    numbers!(deserialize_u8: visit_u8 u8, deserialize_u16: visit_u16 u16);
    numbers!(deserialize_u32: visit_u32 u32, deserialize_u64: visit_u64 u64);

    fn is_human_readable(&self) -> bool {
        false
    }

    fn deserialize_any<V: Visitor<'a>>(self, _: V) -> Result<V::Value, Never> {
        happened(&"the bytes do not say what they are")
    }

    fn deserialize_ignored_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Never> {
        self.deserialize_any(visitor)
    }

    fn deserialize_identifier<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Never> {
        self.deserialize_any(visitor)
    }

    fn deserialize_bool<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_bool(self.flag())
    }

    fn deserialize_f32<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Never> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_f64(f64::from_bits(self.number()))
    }

    fn deserialize_char<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_char(char::from_u32(self.number() as u32).unwrap_or_default())
    }

    fn deserialize_str<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_borrowed_str(self.text())
    }

    fn deserialize_string<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_borrowed_str(self.text())
    }

    fn deserialize_bytes<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Never> {
        let length = self.count() as usize;
        visitor.visit_borrowed_bytes(self.bytes(length))
    }

    fn deserialize_byte_buf<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Never> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_option<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Never> {
        match self.flag() {
            true => visitor.visit_some(self),
            false => visitor.visit_none(),
        }
    }

    fn deserialize_unit<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'a>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'a>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Never> {
        let left = self.count();
        visitor.visit_seq(Counted { reader: self, left })
    }

    fn deserialize_tuple<V: Visitor<'a>>(self, _: usize, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_seq(Parts(self))
    }

    fn deserialize_tuple_struct<V: Visitor<'a>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_seq(Parts(self))
    }

    fn deserialize_map<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Never> {
        let left = self.count();
        visitor.visit_map(Counted { reader: self, left })
    }

    fn deserialize_struct<V: Visitor<'a>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_seq(Parts(self))
    }

    fn deserialize_enum<V: Visitor<'a>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_enum(self)
    }
}

/// The parts of a struct or tuple. Whoever asks knows how many there are, so there is always another one.
struct Parts<'r, 'a>(&'r mut Reader<'a>);

impl<'a> SeqAccess<'a> for Parts<'_, 'a> {
    type Error = Never;

    fn next_element_seed<T: DeserializeSeed<'a>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Never> {
        seed.deserialize(&mut *self.0).map(Some)
    }
}

/// The elements of a list or map.
struct Counted<'r, 'a> {
    reader: &'r mut Reader<'a>,
    left: u32,
}

impl<'r, 'a> Counted<'r, 'a> {
    fn next<T: DeserializeSeed<'a>>(&mut self, seed: T) -> Result<Option<T::Value>, Never> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        seed.deserialize(&mut *self.reader).map(Some)
    }
}

impl<'a> SeqAccess<'a> for Counted<'_, 'a> {
    type Error = Never;

    fn next_element_seed<T: DeserializeSeed<'a>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Never> {
        self.next(seed)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left as usize)
    }
}

impl<'a> MapAccess<'a> for Counted<'_, 'a> {
    type Error = Never;

    fn next_key_seed<T: DeserializeSeed<'a>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Never> {
        self.next(seed)
    }

    fn next_value_seed<T: DeserializeSeed<'a>>(&mut self, seed: T) -> Result<T::Value, Never> {
        seed.deserialize(&mut *self.reader)
    }
}

impl<'a> EnumAccess<'a> for &mut Reader<'a> {
    type Error = Never;
    type Variant = Self;

    fn variant_seed<T: DeserializeSeed<'a>>(self, seed: T) -> Result<(T::Value, Self), Never> {
        let variant = seed.deserialize(self.count().into_deserializer())?;
        Ok((variant, self))
    }
}

impl<'a> VariantAccess<'a> for &mut Reader<'a> {
    type Error = Never;

    fn unit_variant(self) -> Result<(), Never> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'a>>(self, seed: T) -> Result<T::Value, Never> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'a>>(self, _: usize, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_seq(Parts(self))
    }

    fn struct_variant<V: Visitor<'a>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_seq(Parts(self))
    }
}
