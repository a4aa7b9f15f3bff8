//! The words of an exported picture: title and subtitle above, source below, margins, background.
//!
//! Words are wrapped, never cut. Where the picture is too low for all of them the subtitle goes first, then the source.

use super::geometry::{Point, Rect};
use super::model::Chart;
use super::scene::{Anchor, Scene, TextMark};
use super::text::{Role, Table, wrap};
use super::theme::Ink;
use crate::text::Measure;

const GAP: f64 = 8.0;
/// The least height a picture is left with.
const LEAST: f64 = 64.0;

struct Words {
    margin: f64,
    title: Vec<String>,
    /// Beside the title when there is room, else under it.
    beside: bool,
    subtitle: Vec<String>,
    source: Vec<String>,
}

impl Words {
    fn of(chart: &Chart, width: f64) -> Self {
        let margin = if width < 400.0 { 12.0 } else { 16.0 };
        let room = width - 2.0 * margin;
        let title = wrap(&chart.title, Role::Title, room);
        let subtitle = wrap(&chart.subtitle, Role::Subtitle, room);
        let beside = title.len() == 1
            && subtitle.len() == 1
            && Table.width(&title[0], Role::Title)
                + 12.0
                + Table.width(&subtitle[0], Role::Subtitle)
                <= room;
        let source = wrap(&chart.source, Role::Axis, room);
        Self {
            margin,
            title,
            beside,
            subtitle,
            source,
        }
    }

    fn above(&self) -> f64 {
        let under = if self.beside { 0 } else { self.subtitle.len() };
        let lines =
            self.title.len() as f64 * Role::Title.line() + under as f64 * Role::Subtitle.line();
        if lines > 0.0 { lines + GAP } else { 0.0 }
    }

    fn below(&self) -> f64 {
        if self.source.is_empty() {
            0.0
        } else {
            self.source.len() as f64 * Role::Axis.line() + GAP
        }
    }

    fn height(&self) -> f64 {
        2.0 * self.margin + self.above() + self.below()
    }

    fn fitted(mut self, height: f64) -> Self {
        if self.height() + LEAST > height {
            self.subtitle.clear();
        }
        if self.height() + LEAST > height {
            self.source.clear();
        }
        self
    }
}

/// Height of a framed picture whose chart has its natural height.
pub(super) fn height(chart: &Chart, width: f64) -> f64 {
    let words = Words::of(chart, width);
    words.height() + chart.natural_height(width - 2.0 * words.margin)
}

/// Draws the background and the words; gives the area left for the chart.
pub(super) fn lay_out(chart: &Chart, whole: Rect, scene: &mut Scene<'_>) -> Rect {
    scene.block(whole, Ink::Card);
    let words = Words::of(chart, whole.width()).fitted(whole.height());
    let left = whole.left + words.margin;
    let mut y = whole.top + words.margin;
    for line in &words.title {
        let middle = Point::new(left, y + Role::Title.line() / 2.0);
        scene.text(TextMark::new(
            line,
            middle,
            Anchor::Start,
            Role::Title,
            Ink::Ink,
        ));
        y += Role::Title.line();
    }
    if words.beside {
        let after = words
            .title
            .first()
            .map_or(0.0, |t| scene.width(t, Role::Title))
            + 12.0;
        // One pixel lower, so that both stand on one baseline.
        let middle = Point::new(left + after, y - Role::Title.line() / 2.0 + 1.0);
        for line in &words.subtitle {
            scene.text(TextMark::new(
                line,
                middle,
                Anchor::Start,
                Role::Subtitle,
                Ink::Ink3,
            ));
        }
    } else {
        for line in &words.subtitle {
            let middle = Point::new(left, y + Role::Subtitle.line() / 2.0);
            scene.text(TextMark::new(
                line,
                middle,
                Anchor::Start,
                Role::Subtitle,
                Ink::Ink3,
            ));
            y += Role::Subtitle.line();
        }
    }
    source(&words, whole, left, scene);
    let top = whole.top + words.margin + words.above();
    let bottom = (whole.bottom - words.margin - words.below()).max(top);
    Rect::new(left, top, (whole.right - words.margin).max(left), bottom)
}

fn source(words: &Words, whole: Rect, left: f64, scene: &mut Scene<'_>) {
    let line_height = Role::Axis.line();
    let first = whole.bottom - words.margin - words.source.len() as f64 * line_height;
    for (i, line) in words.source.iter().enumerate() {
        let middle = Point::new(left, first + (i as f64 + 0.5) * line_height);
        scene.text(TextMark::new(
            line,
            middle,
            Anchor::Start,
            Role::Axis,
            Ink::Ink3,
        ));
    }
}
