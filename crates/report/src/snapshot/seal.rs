//! A checksum over what a snapshot says, so that one that was changed by hand is known by it.
//!
//! It is of the content, not of the text: spaces, line breaks and the order of keys may be another program's. It keeps mistakes from
//! going unnoticed; who wants to deceive can compute it anew.

use super::document::Snapshot;
use outturn_import::Fingerprint;
use serde_json::Value;

const KEY: &str = "checksum";

impl Snapshot {
    /// Writes the checksum of what it says now.
    pub fn seal(&mut self) {
        self.checksum = None;
        // What cannot be JSON cannot be written either.
        let value = serde_json::to_value(&*self);
        self.checksum = value.ok().as_ref().and_then(checksum);
    }
}

/// Whether a snapshot as it was read is another than its checksum says; not where it has none.
pub(super) fn is_changed(value: &Value) -> bool {
    let known = value.get(KEY).and_then(Value::as_str);
    known.is_some_and(|known| checksum(value).is_none_or(|own| own != known))
}

/// SHA-256, in hexadecimal, of all keys but the checksum itself, with the keys of each object in order and no spaces.
fn checksum(value: &Value) -> Option<String> {
    let mut fields = value.as_object()?.clone();
    fields.remove(KEY);
    let mut text = String::new();
    write(&Value::Object(fields), &mut text);
    let mut fingerprint = Fingerprint::default();
    fingerprint.push(text.as_bytes());
    Some(fingerprint.finish())
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_unstable_by_key(|(key, _)| *key);
            text.push('{');
            for (key, value) in fields {
                text.push_str(&Value::String(key.clone()).to_string());
                text.push(':');
                write(value, text);
                text.push(',');
            }
            text.push('}');
        }
        Value::Array(items) => {
            text.push('[');
            for item in items {
                write(item, text);
                text.push(',');
            }
            text.push(']');
        }
        // 12 and 12.0 are one number.
        Value::Number(number) => match number.as_f64() {
            Some(float) if float.fract() == 0.0 && float.abs() < WHOLE => {
                text.push_str(&(float as i64).to_string());
            }
            _ => text.push_str(&number.to_string()),
        },
        plain => text.push_str(&plain.to_string()),
    }
}

/// Whole numbers below this are told apart as floating point.
const WHOLE: f64 = 9_007_199_254_740_992.0;
