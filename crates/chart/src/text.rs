//! Type: the font stack, the few text styles of a chart, and how wide text is.
//!
//! Where a plot begins and ends depends on the width of its labels. So that every backend, the pointer and the arrow keys
//! agree on it, gutters are reckoned from the table below: the advance widths of DejaVu Sans, the widest family of the
//! stack, so that no other family outgrows its gutter. Whether two labels collide is asked of the backend that draws them.

use plotters_backend::text_anchor::VPos;
use plotters_backend::{BackendTextStyle, FontStyle};

/// Families in the order they are tried; the same stack as `--font` in `style/tokens.css`.
pub const FONT_STACK: &str =
    r#"Inter, "Segoe UI", system-ui, -apple-system, "Helvetica Neue", "DejaVu Sans", sans-serif"#;

/// The text styles of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Numbers and dates on axes, units, notes: 11 px.
    Axis,
    /// Names on lines, marks: 12 px, 600.
    Label,
    /// Title of an exported picture: 15 px, 600.
    Title,
    /// Subtitle of an exported picture: 12 px.
    Subtitle,
}

impl Role {
    /// Font size in CSS pixels.
    #[must_use]
    pub const fn size(self) -> f64 {
        match self {
            Self::Axis => 11.0,
            Self::Label | Self::Subtitle => 12.0,
            Self::Title => 15.0,
        }
    }

    /// Whether it is set in weight 600 instead of 400.
    #[must_use]
    pub const fn strong(self) -> bool {
        matches!(self, Self::Label | Self::Title)
    }

    /// Height of one line of it, in CSS pixels.
    #[must_use]
    pub const fn line(self) -> f64 {
        match self {
            Self::Axis => 14.0,
            Self::Label | Self::Subtitle => 15.0,
            Self::Title => 20.0,
        }
    }
}

/// Who knows how wide text is: the backend that will draw it, or [`Table`].
pub trait Measure {
    /// Width of one line in CSS pixels.
    fn width(&self, text: &str, role: Role) -> f64;
}

/// Widths from the built-in table: needs no browser and no font file.
#[derive(Debug, Clone, Copy, Default)]
pub struct Table;

impl Measure for Table {
    fn width(&self, text: &str, role: Role) -> f64 {
        width(text, role.size(), role.strong())
    }
}

/// Width of one line in the unit of `size`, from the built-in table.
///
/// ```
/// // DejaVu Sans: four digits of 636 thousandths and a comma of 318.
/// assert!((outturn_chart::text::width("1,234", 10.0, false) - 28.62).abs() < 1e-9);
/// ```
#[must_use]
pub fn width(text: &str, size: f64, strong: bool) -> f64 {
    let thousandths: u32 = text.chars().map(|c| u32::from(advance(c, strong))).sum();
    f64::from(thousandths) * size / 1000.0
}

/// How far a baseline lies below the middle of the capitals, as a share of the font size.
const BASELINE_BELOW_MIDDLE: f64 = 0.364;

/// How far the baseline lies below the anchor, in the unit of the font size.
#[must_use]
pub fn baseline(anchor: VPos, size: f64) -> f64 {
    size * match anchor {
        VPos::Top => 0.93,
        VPos::Center => BASELINE_BELOW_MIDDLE,
        VPos::Bottom => -0.24,
    }
}

/// The weight that a backend sets text in: what plotters calls bold is 600.
#[must_use]
pub fn weight<T: BackendTextStyle>(style: &T) -> u16 {
    match style.style() {
        FontStyle::Bold => 600,
        _ => 400,
    }
}

/// Width of one line in the unit of the style's size, from the built-in table.
#[must_use]
pub fn reckoned<T: BackendTextStyle>(content: &str, style: &T) -> f64 {
    width(content, style.size(), weight(style) == 600)
}

/// Width and height that a backend tells plotters of a line of text that is so wide.
#[must_use]
pub fn bounds<T: BackendTextStyle>(width: f64, style: &T) -> (u32, u32) {
    (width.ceil() as u32, (style.size() * 1.2).ceil() as u32)
}

fn advance(c: char, strong: bool) -> u16 {
    let table = if strong { &STRONG } else { &REGULAR };
    if let Some(&w) = (c as usize).checked_sub(32).and_then(|i| table.get(i)) {
        return w;
    }
    match c {
        '\u{0}'..='\u{1f}' | '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200d}' => 0,
        '\u{2009}' | '\u{202f}' | '\u{a0}' | '·' | '’' | '‘' => table[0].max(380),
        '−' | '≤' | '≥' | '×' | '→' => 838,
        '–' => 500,
        '€' | '£' | '¥' => 696,
        // Accented Latin, Greek and Cyrillic small letters are about as wide as their plain ones; capitals rather wider.
        '\u{a1}'..='\u{24f}' | '\u{370}'..='\u{52f}' if c.is_lowercase() => 800,
        // Ideographs, emoji and all else: one em and a little.
        _ => 1_100,
    }
}

/// Advance widths of U+0020 to U+007E in DejaVu Sans 2.37, in thousandths of the font size.
const REGULAR: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
    575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685,
    611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579,
    278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];

/// The same for DejaVu Sans Bold, which stands in for weight 600.
const STRONG: [u16; 95] = [
    348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696, 696,
    696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830, 683,
    683, 821, 837, 372, 372, 775, 637, 995, 837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771,
    724, 725, 457, 365, 457, 838, 500, 500, 675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665,
    343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712, 365, 712, 838,
];

/// Breaks text into lines no wider than `room` CSS pixels: between words, and within a word only where it alone is too wide.
/// Nothing is left out; white space collapses. Empty text gives no line.
#[must_use]
pub fn wrap(text: &str, role: Role, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let joined = if line.is_empty() {
            word.to_owned()
        } else {
            format!("{line} {word}")
        };
        if Table.width(&joined, role) <= room {
            line = joined;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for c in word.chars() {
            line.push(c);
            if line.chars().count() > 1 && Table.width(&line, role) > room {
                line.pop();
                lines.push(std::mem::replace(&mut line, c.to_string()));
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapping_keeps_every_word_and_the_room() {
        let text = "Median time to recover, critical incidents of the churn model";
        let lines = wrap(text, Role::Title, 160.0);
        assert!(lines.len() > 2);
        assert!(lines.iter().all(|l| Table.width(l, Role::Title) <= 160.0));
        assert_eq!(lines.join(" "), text);
    }

    #[test]
    fn a_word_wider_than_the_room_is_broken_not_lost() {
        let lines = wrap("Donaudampfschifffahrt", Role::Axis, 40.0);
        assert!(lines.len() > 1 && lines.iter().all(|l| Table.width(l, Role::Axis) <= 40.0));
        assert_eq!(lines.concat(), "Donaudampfschifffahrt");
        assert_eq!(wrap("", Role::Axis, 40.0), Vec::<String>::new());
        assert_eq!(wrap("ab", Role::Axis, 0.0), ["a", "b"]);
    }

    #[test]
    fn weight_600_is_wider_and_unknown_letters_have_a_width() {
        assert!(width("Revenue", 12.0, true) > width("Revenue", 12.0, false));
        assert_eq!(width("界", 10.0, false), 11.0);
    }
}
