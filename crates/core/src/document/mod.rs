//! JSON documents: one small reader and one small writer for all that people keep and send.
//!
//! `serde_json` reads from text and writes to anything, and its parser and its errors are compiled into the reader and writer of
//! every type anew. Documents are short: here the text becomes a tree first, writing cannot fail, and what remains is a third of the
//! program. What is written is the same to the byte, but for a last digit that can be
//! either and `1e16` instead of `1e+16`.

mod read;
mod write;

pub use read::from_json;
pub use write::{to_json, to_json_pretty};

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::{Deserialize, Serialize};
    use serde_json::Value;
    use std::collections::{BTreeMap, BTreeSet};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    enum Shape {
        Nothing,
        One(f64),
        Two(i64, String),
        Named { size: u32, label: Option<String> },
    }

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    struct Everything {
        yes: bool,
        whole: i64,
        #[serde(default)]
        lacking: Vec<u8>,
        shapes: Vec<Shape>,
        by_name: BTreeMap<String, (char, f64)>,
        names: BTreeSet<String>,
        free: Value,
    }

    fn shape() -> impl Strategy<Value = Shape> {
        let size = any::<u32>();
        prop_oneof![
            Just(Shape::Nothing),
            any::<i32>().prop_map(|n| Shape::One(f64::from(n) / 16.0)),
            (any::<i64>(), ".*").prop_map(|(n, text)| Shape::Two(n, text)),
            (size, any::<Option<String>>()).prop_map(|(size, label)| Shape::Named { size, label }),
        ]
    }

    fn everything() -> impl Strategy<Value = Everything> {
        let shapes = prop::collection::vec(shape(), 0..4);
        let by_name = prop::collection::btree_map(
            ".*",
            (any::<char>(), any::<i32>().prop_map(|n| f64::from(n) / 8.0)),
            0..4,
        );
        let names = prop::collection::btree_set(".*", 0..4);
        (
            any::<bool>(),
            any::<i64>(),
            any::<Vec<u8>>(),
            shapes,
            by_name,
            names,
        )
            .prop_map(|(yes, whole, lacking, shapes, by_name, names)| Everything {
                free: serde_json::json!({ "a": [whole, yes, null_or(yes)] }),
                yes,
                whole,
                lacking,
                shapes,
                by_name,
                names,
            })
    }

    fn null_or(yes: bool) -> Option<&'static str> {
        yes.then_some("text")
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(value in everything()) {
            prop_assert_eq!(from_json::<Everything>(&to_json(&value)).unwrap(), value);
        }

        /// `serde_json` is the reference, to the byte.
        #[test]
        fn what_is_written_is_what_the_reference_writes(value in everything()) {
            prop_assert_eq!(to_json(&value), serde_json::to_string(&value).unwrap());
            prop_assert_eq!(to_json_pretty(&value), serde_json::to_string_pretty(&value).unwrap());
        }

        #[test]
        fn numbers_are_as_short_as_the_reference_writes_them_and_come_back_to_the_last_bit(bits: u64, power in -7..18) {
            for number in [f64::from_bits(bits), 10_f64.powi(power) * (bits as f64 / u64::MAX as f64), 10_f64.powi(power)] {
                let reference = serde_json::to_string(&number).unwrap().replace("e+", "e");
                let text = to_json(&number);
                prop_assert_eq!(text.len(), reference.len(), "{} and {}", text, reference);
                if number.is_finite() {
                    prop_assert_eq!(from_json::<f64>(&text).unwrap().to_bits(), number.to_bits());
                }
            }
        }

        /// `serde_json` is the reference: what it cannot read is refused here too, and what both read is the same.
        #[test]
        fn a_cut_or_changed_text_is_read_as_by_the_reference(
            value in shape(), at in any::<prop::sample::Index>(), sign in "[\\]\\[{}:,0-9a-z\"-]",
        ) {
            let text = to_json(&value);
            let (at, old) = text.char_indices().nth(at.index(text.chars().count())).unwrap();
            let (before, after) = (&text[..at], &text[at + old.len_utf8()..]);
            for text in [before, &format!("{before}{sign}{after}")] {
                if let Ok(read) = from_json::<Shape>(text) {
                    prop_assert_eq!(Some(read), serde_json::from_str::<Shape>(text).ok());
                }
            }
        }
    }

    #[test]
    fn what_is_missing_or_wrong_is_said() {
        let said = |text: &str| from_json::<Everything>(text).unwrap_err().to_string();
        assert_eq!(said("{}"), "missing field `yes`");
        assert_eq!(
            said(r#"{"yes": 1}"#),
            "invalid type: integer `1`, expected a boolean"
        );
        assert!(
            said("[true, 1]").starts_with("invalid type: sequence, expected struct Everything")
        );
        assert!(said("{").ends_with("at line 1 column 1"), "{}", said("{"));
    }

    #[test]
    fn keys_that_are_numbers_become_text() {
        let by_number = BTreeMap::from([(-1, Shape::Nothing), (2, Shape::One(0.0))]);
        assert_eq!(
            to_json(&by_number),
            serde_json::to_string(&by_number).unwrap()
        );
    }

    #[test]
    fn a_list_that_is_too_long_is_refused() {
        assert!(from_json::<(u8, u8)>("[1, 2, 3]").is_err());
        assert_eq!(from_json::<(u8, u8)>("[1, 2]").unwrap(), (1, 2));
    }
}
