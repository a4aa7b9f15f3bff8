//! The colours of the page as values. Names and values are those of `style/tokens.css`; a chart has no other colours.

/// A colour: red, green, blue, 0 to 255 each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    const fn hex(rgb: u32) -> Self {
        Self((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
    }

    /// As CSS writes it: `#1d4f91`.
    #[must_use]
    pub fn css(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// What a stroke, fill or text means; a [`Theme`] says which colour that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ink {
    /// The page behind everything.
    Paper,
    /// The card a chart stands on.
    Card,
    /// The unfilled part of a bar.
    Sunken,
    /// Main text.
    Ink,
    /// Second text.
    Ink2,
    /// Quiet text: axes, notes.
    Ink3,
    /// Hairlines.
    Rule,
    /// The zero line and other lines that carry meaning.
    RuleStrong,
    /// Focus and selection.
    Accent,
    /// Status met.
    Met,
    /// Status met, as a surface.
    MetSoft,
    /// Status near.
    Near,
    /// Status near, as a surface.
    NearSoft,
    /// Status missed.
    Missed,
    /// Status missed, as a surface.
    MissedSoft,
    /// Without status.
    None,
    /// Without status, as a surface: the band of chance.
    NoneSoft,
    /// Data series, counted from 0; those after the sixth share its colour.
    Series(usize),
}

/// One set of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// `--paper`
    pub paper: Rgb,
    /// `--card`
    pub card: Rgb,
    /// `--sunken`
    pub sunken: Rgb,
    /// `--ink`
    pub ink: Rgb,
    /// `--ink-2`
    pub ink_2: Rgb,
    /// `--ink-3`
    pub ink_3: Rgb,
    /// `--rule`
    pub rule: Rgb,
    /// `--rule-strong`
    pub rule_strong: Rgb,
    /// `--accent`
    pub accent: Rgb,
    /// `--met`
    pub met: Rgb,
    /// `--met-soft`
    pub met_soft: Rgb,
    /// `--near`
    pub near: Rgb,
    /// `--near-soft`
    pub near_soft: Rgb,
    /// `--missed`
    pub missed: Rgb,
    /// `--missed-soft`
    pub missed_soft: Rgb,
    /// `--none`
    pub none: Rgb,
    /// `--none-soft`
    pub none_soft: Rgb,
    /// `--series-1` to `--series-6`
    pub series: [Rgb; 6],
}

impl Theme {
    /// Dark ink on white cards.
    pub const LIGHT: Self = Self {
        paper: Rgb::hex(0xfaf9f6),
        card: Rgb::hex(0xffffff),
        sunken: Rgb::hex(0xf1efe9),
        ink: Rgb::hex(0x1a1d21),
        ink_2: Rgb::hex(0x4d545e),
        ink_3: Rgb::hex(0x6b727c),
        rule: Rgb::hex(0xdedad1),
        rule_strong: Rgb::hex(0xb9b4a8),
        accent: Rgb::hex(0x1d4f91),
        met: Rgb::hex(0x0b6e4f),
        met_soft: Rgb::hex(0xdff0e8),
        near: Rgb::hex(0x8a5a00),
        near_soft: Rgb::hex(0xf8ecd3),
        missed: Rgb::hex(0xa8201a),
        missed_soft: Rgb::hex(0xf9e1de),
        none: Rgb::hex(0x6b727c),
        none_soft: Rgb::hex(0xecebe7),
        series: [
            Rgb::hex(0x1d4f91),
            Rgb::hex(0xc4572b),
            Rgb::hex(0x2a8c82),
            Rgb::hex(0x8a5a9e),
            Rgb::hex(0x9a7b16),
            Rgb::hex(0x5b6570),
        ],
    };

    /// Light ink on dark cards.
    pub const DARK: Self = Self {
        paper: Rgb::hex(0x14161a),
        card: Rgb::hex(0x1b1e23),
        sunken: Rgb::hex(0x101215),
        ink: Rgb::hex(0xecebe6),
        ink_2: Rgb::hex(0xb9bcc2),
        ink_3: Rgb::hex(0x9096a0),
        rule: Rgb::hex(0x2d3138),
        rule_strong: Rgb::hex(0x4a505a),
        accent: Rgb::hex(0x8ab4f0),
        met: Rgb::hex(0x5cc79c),
        met_soft: Rgb::hex(0x14312a),
        near: Rgb::hex(0xe0aa4e),
        near_soft: Rgb::hex(0x35290f),
        missed: Rgb::hex(0xf08a80),
        missed_soft: Rgb::hex(0x3b1c1a),
        none: Rgb::hex(0x9096a0),
        none_soft: Rgb::hex(0x24272c),
        series: [
            Rgb::hex(0x8ab4f0),
            Rgb::hex(0xf0956b),
            Rgb::hex(0x62c4b8),
            Rgb::hex(0xc79ddb),
            Rgb::hex(0xd6b653),
            Rgb::hex(0xa3abb5),
        ],
    };

    /// The colour of a meaning.
    ///
    /// ```
    /// use outturn_chart::{Ink, Theme};
    /// assert_eq!(Theme::LIGHT.colour(Ink::Series(0)).css(), "#1d4f91");
    /// ```
    #[must_use]
    pub fn colour(&self, ink: Ink) -> Rgb {
        match ink {
            Ink::Paper => self.paper,
            Ink::Card => self.card,
            Ink::Sunken => self.sunken,
            Ink::Ink => self.ink,
            Ink::Ink2 => self.ink_2,
            Ink::Ink3 => self.ink_3,
            Ink::Rule => self.rule,
            Ink::RuleStrong => self.rule_strong,
            Ink::Accent => self.accent,
            Ink::Met => self.met,
            Ink::MetSoft => self.met_soft,
            Ink::Near => self.near,
            Ink::NearSoft => self.near_soft,
            Ink::Missed => self.missed,
            Ink::MissedSoft => self.missed_soft,
            Ink::None => self.none,
            Ink::NoneSoft => self.none_soft,
            Ink::Series(i) => self.series[i.min(self.series.len() - 1)],
        }
    }

    /// Every colour with the name it has in the style sheet, without the leading dashes.
    #[must_use]
    pub fn tokens(&self) -> [(&'static str, Rgb); 23] {
        let s = &self.series;
        [
            ("paper", self.paper),
            ("card", self.card),
            ("sunken", self.sunken),
            ("ink", self.ink),
            ("ink-2", self.ink_2),
            ("ink-3", self.ink_3),
            ("rule", self.rule),
            ("rule-strong", self.rule_strong),
            ("accent", self.accent),
            ("met", self.met),
            ("met-soft", self.met_soft),
            ("near", self.near),
            ("near-soft", self.near_soft),
            ("missed", self.missed),
            ("missed-soft", self.missed_soft),
            ("none", self.none),
            ("none-soft", self.none_soft),
            ("series-1", s[0]),
            ("series-2", s[1]),
            ("series-3", s[2]),
            ("series-4", s[3]),
            ("series-5", s[4]),
            ("series-6", s[5]),
        ]
    }
}
