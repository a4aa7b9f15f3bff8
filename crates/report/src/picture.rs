//! The picture of a result on the first screen: what a sample's scorecard opens with, as an SVG file. It is drawn by a test, which also
//! holds the files in `style/pictures` to what the sample gives today.

use crate::charts::{line, sparkline};
use crate::narrative::{Phrase, target_words_of};
use outturn_chart::{Chart, Options, Rgb, Size, Theme, svg, text};
use outturn_format::{Locale, capitalised, value, whole};
use outturn_metrics::scorecard::Card;
use std::fmt::Write;

/// What it shows.
#[derive(Debug, Clone, Copy)]
pub struct Picture<'a> {
    /// What stands above everything: `The sample year, as it opens`.
    pub title: &'a str,
    /// The period of the figures.
    pub when: &'a str,
    /// The sentence on top.
    pub lead: &'a [Phrase],
    /// The metrics in a row.
    pub tiles: &'a [Card],
    /// The metric whose series and receipt are shown; none where there is no room for it.
    pub shown: Option<&'a Card>,
    /// As which the figures are written.
    pub locale: Locale,
}

/// Sizes of type, in pixels.
const QUIET: f64 = 12.0;
const LEAD: f64 = 20.0;
const VALUE: f64 = 28.0;
/// Heights of what stands one below the other.
const LEAD_LINE: f64 = 27.0;
const TILE: f64 = 118.0;
const SHOWN: f64 = 270.0;
/// How wide the receipt is, and how high a line of it.
const RECEIPT: f64 = 270.0;
const RECEIPT_LINE: f64 = 26.0;

impl Picture<'_> {
    /// The picture at this width, in so many columns of tiles.
    #[must_use]
    pub fn draw(&self, width: f64, columns: usize, theme: &Theme) -> String {
        let pad = if width < 500.0 { 16.0 } else { 24.0 };
        let inner = width - 2.0 * pad;
        let mut page = Page {
            body: String::new(),
            theme,
            locale: self.locale,
        };
        let lines = wrapped(self.lead, inner);
        page.words(pad, pad + 10.0, QUIET, theme.ink_3, false, self.title);
        page.right(width - pad, pad + 10.0, QUIET, theme.ink_3, self.when);
        let mut y = pad + 22.0;
        for line in &lines {
            y += LEAD_LINE;
            page.phrases(pad, y - 6.0, line);
        }
        y += 14.0;
        let rows = self.tiles.chunks(columns);
        for row in rows {
            page.rule(pad, y, width - pad);
            let each = inner / columns as f64;
            for (at, card) in row.iter().enumerate() {
                let x = pad + each * at as f64;
                if at > 0 {
                    page.upright(x, y, y + TILE);
                }
                let inset = if at > 0 { 16.0 } else { 0.0 };
                page.tile(x + inset, y, each - inset - 16.0, card);
            }
            y += TILE;
        }
        page.rule(pad, y, width - pad);
        if let Some(card) = self.shown {
            page.series(pad, y + 14.0, inner - RECEIPT - 32.0, card);
            page.receipt(width - pad - RECEIPT, y + 14.0, card);
            y += SHOWN;
        }
        let height = y + pad;
        format!(
            concat!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}" font-family="{font}" "#,
                r#"font-variant="tabular-nums">"#,
                "\n{body}</svg>\n"
            ),
            w = width,
            h = height,
            font = svg::escape(text::FONT_STACK),
            body = page.body
        )
    }
}

/// The sentence in lines that are no longer than this.
fn wrapped(lead: &[Phrase], longest: f64) -> Vec<Vec<Phrase>> {
    let (mut lines, mut used): (Vec<Vec<Phrase>>, f64) = (vec![Vec::new()], 0.0);
    let words = lead.iter().flat_map(|phrase| {
        let words = phrase.text.split_inclusive(' ');
        words.map(|word| Phrase {
            text: word.to_owned(),
            strong: phrase.strong,
        })
    });
    for word in words {
        let wide = text::width(&word.text, LEAD, word.strong);
        if used + text::width(word.text.trim_end(), LEAD, word.strong) > longest && used > 0.0 {
            lines.push(Vec::new());
            used = 0.0;
        }
        used += wide;
        if let Some(line) = lines.last_mut() {
            line.push(word);
        }
    }
    lines
}

/// What has been drawn so far.
struct Page<'a> {
    body: String,
    theme: &'a Theme,
    locale: Locale,
}

impl Page<'_> {
    fn words(&mut self, x: f64, y: f64, size: f64, ink: Rgb, strong: bool, words: &str) {
        let weight = if strong { r#" font-weight="600""# } else { "" };
        let (ink, words) = (ink.css(), svg::escape(words));
        let _ = writeln!(
            self.body,
            r#"<text x="{x:.1}" y="{y:.1}" font-size="{size}" fill="{ink}"{weight}>{words}</text>"#
        );
    }

    fn right(&mut self, x: f64, y: f64, size: f64, ink: Rgb, words: &str) {
        let (ink, words) = (ink.css(), svg::escape(words));
        let _ = writeln!(
            self.body,
            r#"<text x="{x:.1}" y="{y:.1}" font-size="{size}" fill="{ink}" text-anchor="end">{words}</text>"#
        );
    }

    /// A line of a sentence, with its figures in bold.
    fn phrases(&mut self, x: f64, y: f64, line: &[Phrase]) {
        let ink = self.theme.ink.css();
        let _ = write!(
            self.body,
            r#"<text x="{x:.1}" y="{y:.1}" font-size="{LEAD}" fill="{ink}" xml:space="preserve">"#
        );
        for phrase in line {
            let weight = if phrase.strong { "600" } else { "400" };
            let words = svg::escape(&phrase.text);
            let _ = write!(
                self.body,
                r#"<tspan font-weight="{weight}">{words}</tspan>"#
            );
        }
        self.body.push_str("</text>\n");
    }

    fn rule(&mut self, from: f64, y: f64, to: f64) {
        let ink = self.theme.rule.css();
        let _ = writeln!(
            self.body,
            r#"<path d="M{from:.1} {:.1}H{to:.1}" stroke="{ink}"/>"#,
            y.floor() + 0.5
        );
    }

    fn upright(&mut self, x: f64, from: f64, to: f64) {
        let ink = self.theme.rule.css();
        let _ = writeln!(
            self.body,
            r#"<path d="M{:.1} {from:.1}V{to:.1}" stroke="{ink}"/>"#,
            x.floor() + 0.5
        );
    }

    /// A chart inside the picture.
    fn chart(&mut self, x: f64, y: f64, size: Size, chart: &Chart) {
        let mut body = String::new();
        let surface = svg::SvgSurface::new(&mut body, size);
        if chart.draw(surface, self.theme, size, Options::BARE).is_ok() {
            let _ = writeln!(self.body, r#"<g transform="translate({x:.1} {y:.1})">"#);
            self.body.push_str(&body);
            self.body.push_str("</g>\n");
        }
    }

    /// Name, value, trend, verdict and target of a metric.
    fn tile(&mut self, x: f64, y: f64, width: f64, card: &Card) {
        let Some(number) = card.value else { return };
        let theme = self.theme;
        let shown = value(number, card.unit, card.currency, &self.locale);
        self.words(x, y + 24.0, QUIET, theme.ink_2, false, &card.label);
        self.words(x, y + 54.0, VALUE, theme.ink, true, &shown.figure);
        let beside = x + text::width(&shown.figure, VALUE, true) + 4.0;
        self.words(beside, y + 54.0, 13.0, theme.ink_2, false, &shown.unit);
        let size = Size::new(width, 30.0);
        self.chart(x, y + 62.0, size, &sparkline(card, self.locale));
        let status = card.judged.status;
        let ink = match status.name() {
            "met" => theme.met,
            "near" => theme.near,
            "missed" => theme.missed,
            _ => theme.none,
        };
        let said = format!("{} {}", status.shape(), status.word());
        self.words(x, y + 108.0, QUIET, ink, true, &said);
        // In so little room the target alone.
        let of = (card.unit, card.currency);
        let target = target_words_of(&card.target, card.good, of, &self.locale);
        self.right(x + width, y + 108.0, QUIET, theme.ink_3, &target);
    }

    /// The series of a metric with its target.
    fn series(&mut self, x: f64, y: f64, width: f64, card: &Card) {
        self.words(x, y + 12.0, 13.0, self.theme.ink, true, &card.label);
        let size = Size::new(width, SHOWN - 34.0);
        self.chart(x, y + 20.0, size, &line(card, self.locale));
    }

    /// Where its value comes from: formula, file, and the way from rows read to rows counted.
    fn receipt(&mut self, x: f64, y: f64, card: &Card) {
        let theme = self.theme;
        self.words(x, y + 12.0, 13.0, theme.ink, true, "Where it comes from");
        let receipt = &card.receipt;
        let mut y = y + 34.0;
        let formula = capitalised(&receipt.formula);
        for line in wrapped_plain(&formula, RECEIPT, QUIET) {
            self.words(x, y, QUIET, theme.ink_2, false, &line);
            y += 17.0;
        }
        y -= 4.0;
        let read: u64 = receipt.files.iter().map(|file| file.rows_read).sum();
        let files = receipt.files.iter().map(|file| file.file.as_str());
        let mut rows = vec![
            ("File".to_owned(), files.collect::<Vec<_>>().join(", ")),
            ("Rows read".to_owned(), whole(read, &self.locale)),
        ];
        let left_out = receipt.left_out.iter().map(|(reason, count)| {
            let count = format!("−{}", whole(*count, &self.locale));
            (capitalised(reason), count)
        });
        rows.extend(left_out);
        let out: u64 = receipt.left_out.iter().map(|(_, count)| count).sum();
        let elsewhere = read.saturating_sub(out + receipt.rows_used);
        if elsewhere > 0 {
            let count = format!("−{}", whole(elsewhere, &self.locale));
            rows.push(("In other periods".to_owned(), count));
        }
        let used = whole(receipt.rows_used, &self.locale);
        rows.push(("Rows counted".to_owned(), used));
        for (name, figure) in rows {
            y += RECEIPT_LINE;
            self.words(x, y - 9.0, QUIET, theme.ink_2, false, &name);
            self.right(x + RECEIPT, y - 9.0, QUIET, theme.ink, &figure);
            self.rule(x, y, x + RECEIPT);
        }
    }
}

/// Words in lines that are no longer than this.
fn wrapped_plain(words: &str, longest: f64, size: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in words.split(' ') {
        let Some(line) = lines.last_mut() else { break };
        let longer = format!("{line} {word}");
        if line.is_empty() {
            line.push_str(word);
        } else if text::width(&longer, size, false) <= longest {
            *line = longer;
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}
