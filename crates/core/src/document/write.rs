//! Values → JSON.

use crate::never::Never;
use serde::Serialize;
use serde::ser::{
    SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use std::fmt::{self, Write};

/// A value on one line. Numbers that are none (NaN, ∞) become `null`.
///
/// ```
/// use outturn_core::document::to_json;
/// assert_eq!(to_json(&("a\"b", [0.1, f64::NAN], None::<bool>)), r#"["a\"b",[0.1,null],null]"#);
/// ```
#[must_use]
pub fn to_json<T: Serialize>(value: &T) -> String {
    write(value, None)
}

/// A value to be read by people: one key or element a line.
///
/// ```
/// use outturn_core::document::to_json_pretty;
/// assert_eq!(to_json_pretty(&[(1, 2)]), "[\n  [\n    1,\n    2\n  ]\n]");
/// ```
#[must_use]
pub fn to_json_pretty<T: Serialize>(value: &T) -> String {
    write(value, Some(0))
}

fn write<T: Serialize>(value: &T, depth: Option<usize>) -> String {
    let mut writer = Writer {
        text: String::new(),
        depth,
    };
    let Ok(()) = value.serialize(&mut writer);
    writer.text
}

struct Writer {
    text: String,
    /// How many objects and lists are open, where lines are indented.
    depth: Option<usize>,
}

impl Writer {
    fn plain(&mut self, value: fmt::Arguments<'_>) -> Result<(), Never> {
        let _ = self.text.write_fmt(value); // a String takes everything
        Ok(())
    }

    fn quoted(&mut self, value: &str) {
        self.text.push('"');
        for letter in value.chars() {
            match letter {
                '"' => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                '\n' => self.text.push_str("\\n"),
                '\r' => self.text.push_str("\\r"),
                '\t' => self.text.push_str("\\t"),
                '\u{8}' => self.text.push_str("\\b"),
                '\u{c}' => self.text.push_str("\\f"),
                control @ '\0'..'\u{20}' => {
                    let Ok(()) = self.plain(format_args!("\\u{:04x}", u32::from(control)));
                }
                other => self.text.push(other),
            }
        }
        self.text.push('"');
    }

    fn line(&mut self) {
        if let Some(depth) = self.depth {
            self.text.push('\n');
            self.text.extend(std::iter::repeat_n("  ", depth));
        }
    }

    fn open(&mut self, bracket: char) -> &mut Self {
        self.text.push(bracket);
        self.depth = self.depth.map(|depth| depth + 1);
        self
    }

    /// Before each element or key.
    fn next(&mut self) {
        if !self.is_empty() {
            self.text.push(',');
        }
        self.line();
    }

    fn key(&mut self, key: &str) {
        self.next();
        self.quoted(key);
        self.colon();
    }

    fn colon(&mut self) {
        self.text
            .push_str(if self.depth.is_some() { ": " } else { ":" });
    }

    fn close(&mut self, bracket: char) {
        self.depth = self.depth.map(|depth| depth - 1);
        if !self.is_empty() {
            self.line();
        }
        self.text.push(bracket);
    }

    /// Whether what was opened last has nothing in it: no other value ends like this.
    fn is_empty(&self) -> bool {
        self.text.ends_with(['[', '{'])
    }

    /// An object with the variant's name as its only key.
    fn variant(&mut self, name: &str) -> &mut Self {
        self.open('{').key(name);
        self
    }
}

macro_rules! whole_numbers {
    ($($method:ident: $type:ty),*) => {$(
        fn $method(self, value: $type) -> Result<(), Never> {
            self.plain(format_args!("{value}"))
        }
    )*};
}

impl<'a> Serializer for &'a mut Writer {
    type Ok = ();
    type Error = Never;
    type SerializeSeq = List<'a>;
    type SerializeTuple = List<'a>;
    type SerializeTupleStruct = List<'a>;
    type SerializeTupleVariant = VariantList<'a>;
    type SerializeMap = Object<'a>;
    type SerializeStruct = Object<'a>;
    type SerializeStructVariant = VariantObject<'a>;

    whole_numbers!(serialize_u64: u64, serialize_i64: i64);

    fn serialize_i8(self, value: i8) -> Result<(), Never> {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Result<(), Never> {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Result<(), Never> {
        self.serialize_i64(value.into())
    }

    fn serialize_u8(self, value: u8) -> Result<(), Never> {
        self.serialize_u64(value.into())
    }

    fn serialize_u16(self, value: u16) -> Result<(), Never> {
        self.serialize_u64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Result<(), Never> {
        self.serialize_u64(value.into())
    }

    fn serialize_bool(self, value: bool) -> Result<(), Never> {
        self.plain(format_args!("{value}"))
    }

    fn serialize_f32(self, value: f32) -> Result<(), Never> {
        self.serialize_f64(value.into())
    }

    /// The fewest digits that are read back as the same number; powers of ten only where the zeros would be many.
    fn serialize_f64(self, value: f64) -> Result<(), Never> {
        match value.abs() {
            size if !size.is_finite() => self.serialize_unit(),
            size if (1e-5..1e-4).contains(&size) => self.plain(format_args!("{value}")),
            _ => self.plain(format_args!("{value:?}")),
        }
    }

    fn serialize_char(self, value: char) -> Result<(), Never> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), Never> {
        self.quoted(value);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Never> {
        self.collect_seq(value)
    }

    fn serialize_none(self) -> Result<(), Never> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Never> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Never> {
        self.text.push_str("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Never> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
    ) -> Result<(), Never> {
        self.serialize_str(name)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Never> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        value: &T,
    ) -> Result<(), Never> {
        value.serialize(self.variant(name))?;
        self.close('}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List<'a>, Never> {
        Ok(List(self.open('[')))
    }

    fn serialize_tuple(self, _: usize) -> Result<List<'a>, Never> {
        Ok(List(self.open('[')))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<List<'a>, Never> {
        Ok(List(self.open('[')))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<VariantList<'a>, Never> {
        Ok(VariantList(self.variant(name).open('[')))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Object<'a>, Never> {
        Ok(Object(self.open('{')))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Object<'a>, Never> {
        Ok(Object(self.open('{')))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<VariantObject<'a>, Never> {
        Ok(VariantObject(self.variant(name).open('{')))
    }
}

struct List<'a>(&'a mut Writer);
struct Object<'a>(&'a mut Writer);
/// A list in the object that names its variant.
struct VariantList<'a>(&'a mut Writer);
/// An object in the one that names its variant.
struct VariantObject<'a>(&'a mut Writer);

macro_rules! elements {
    ($($trait:ident for $type:ident: $method:ident, $ends:literal);*) => {$(
        impl $trait for $type<'_> {
            type Ok = ();
            type Error = Never;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
                self.0.next();
                value.serialize(&mut *self.0)
            }

            fn end(self) -> Result<(), Never> {
                $ends.chars().for_each(|bracket| self.0.close(bracket));
                Ok(())
            }
        }
    )*};
}

elements!(SerializeSeq for List: serialize_element, "]"; SerializeTuple for List: serialize_element, "]");
elements!(SerializeTupleStruct for List: serialize_field, "]");
elements!(SerializeTupleVariant for VariantList: serialize_field, "]}");

macro_rules! fields {
    ($($trait:ident for $type:ident: $ends:literal),*) => {$(
        impl $trait for $type<'_> {
            type Ok = ();
            type Error = Never;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Never> {
                self.0.key(name);
                value.serialize(&mut *self.0)
            }

            fn end(self) -> Result<(), Never> {
                $ends.chars().for_each(|bracket| self.0.close(bracket));
                Ok(())
            }
        }
    )*};
}

fields!(SerializeStruct for Object: "}", SerializeStructVariant for VariantObject: "}}");

impl SerializeMap for Object<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Never> {
        self.0.next();
        let begins = self.0.text.len();
        key.serialize(&mut *self.0)?;
        // A number or a yes for a key becomes text.
        if !self.0.text[begins..].starts_with('"') {
            self.0.text.insert(begins, '"');
            self.0.text.push('"');
        }
        self.0.colon();
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        value.serialize(&mut *self.0)
    }

    fn end(self) -> Result<(), Never> {
        self.0.close('}');
        Ok(())
    }
}
