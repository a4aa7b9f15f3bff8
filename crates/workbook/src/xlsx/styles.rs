//! Which cells of a workbook are dates: their style says it, and nothing else does.

use crate::serial::Style;
use crate::xml::{Event, Xml, attribute};
use crate::zip::bad;
use outturn_import::Fault;
use rustc_hash::FxHashMap;

/// Most styles of cells, and formats of their own: Excel itself stops at 65,490.
const MOST: usize = 1 << 16;

/// The styles of cells, by their index.
pub(super) fn read(mut xml: Xml<'_>) -> Result<Vec<Style>, Fault> {
    let mut own: FxHashMap<u32, Style> = FxHashMap::default();
    let mut styles = Vec::new();
    let mut in_cells = false;
    while let Some(event) = xml.next()? {
        match event {
            Event::Open(tag) if tag.local_name().as_ref() == "cellXfs" => in_cells = true,
            Event::Open(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "numFmt" => {
                    let id = attribute(&tag, "numFmtId").and_then(|id| id.parse().ok());
                    if let (Some(id), Some(code)) = (id, attribute(&tag, "formatCode")) {
                        own.entry(id).or_insert_with(|| of_code(&code));
                    }
                }
                "xf" if in_cells => {
                    let id = attribute(&tag, "numFmtId")
                        .and_then(|id| id.parse().ok())
                        .unwrap_or(0);
                    let style = own.get(&id).copied();
                    styles.push(style.unwrap_or_else(|| built_in(id)));
                }
                _ => {}
            },
            Event::Close(tag) if tag.local_name().as_ref() == "cellXfs" => in_cells = false,
            _ => {}
        }
        if own.len().max(styles.len()) > MOST {
            return Err(bad("it has more styles than a workbook can have"));
        }
    }
    Ok(styles)
}

/// Formats without a code of their own. Source: ECMA-376-1, 18.8.30.
fn built_in(id: u32) -> Style {
    match id {
        14..=22 | 27..=36 | 50..=58 => Style::Date,
        45..=47 => Style::Elapsed,
        _ => Style::Number,
    }
}

/// A format's code: letters of dates outside quotes and brackets make it one.
fn of_code(code: &str) -> Style {
    let first = code.split(';').next().unwrap_or_default();
    let mut chars = first.chars();
    let mut date = false;
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                chars.by_ref().find(|&c| c == '"');
            }
            '\\' | '_' | '*' => {
                chars.next();
            }
            '[' => {
                let inner: String = chars.by_ref().take_while(|&c| c != ']').collect();
                if !inner.is_empty()
                    && inner
                        .chars()
                        .all(|c| matches!(c, 'h' | 'H' | 'm' | 'M' | 's' | 'S'))
                {
                    return Style::Elapsed;
                }
            }
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => date = true,
            _ => {}
        }
    }
    if date { Style::Date } else { Style::Number }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_dates_are_told_from_those_of_numbers() {
        for (code, style) in [
            ("yyyy\\-mm\\-dd", Style::Date),
            ("[$-409]d\\-mmm\\-yy;@", Style::Date),
            ("h:mm AM/PM", Style::Date),
            ("[h]:mm:ss", Style::Elapsed),
            ("General", Style::Number),
            ("#,##0.00\\ \"dollars\"", Style::Number),
            ("[Red]0.00", Style::Number),
            ("0.00E+00", Style::Number),
            ("_(* #,##0_);_(* \\(#,##0\\)", Style::Number),
        ] {
            assert_eq!(of_code(code), style, "{code}");
        }
    }
}
