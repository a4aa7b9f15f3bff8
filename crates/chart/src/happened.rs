//! What happened while a line moved: ticks at the foot of the plot for moments, bars at its head for what lasted. Told apart by place and
//! shape, not by colour alone.

use super::geometry::{Point, Rect};
use super::plane::Plane;
use super::scene::Scene;
use super::theme::Ink;
use outturn_core::units::Timestamp;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// From when.
    pub from: Timestamp,
    /// To when; the same for a moment.
    pub to: Timestamp,
    /// What kind of thing it is, as in `release`.
    pub kind: String,
    /// Whether things of its kind last, and are drawn as bars.
    pub lasts: bool,
    /// What it is called.
    pub label: String,
}

/// Height of a tick and of a bar.
const TICK: f64 = 9.0;
const BAR: f64 = 5.0;
/// Things of one period that are named; of more it is said how many they are.
const NAMED: usize = 2;

/// Draws them over the days that a chart shows.
pub(super) fn draw(
    all: &[Happened],
    plane: &Plane,
    (first, last): (f64, f64),
    scene: &mut Scene<'_>,
) {
    let Rect {
        left,
        right,
        top,
        bottom,
    } = plane.plot;
    for one in all {
        let (from, to) = (one.from.0 as f64, one.to.0 as f64);
        if to < first || from > last {
            continue;
        }
        let place = |at: f64| {
            plane
                .x
                .at(at.clamp(first, last))
                .map(|x| x.clamp(left, right))
        };
        let (Some(from), Some(to)) = (place(from), place(to)) else {
            continue;
        };
        if one.lasts {
            let to = to.max(from + 2.0).min(right);
            let corners = [(from, top), (to, top), (to, top + BAR), (from, top + BAR)];
            let corners = corners.map(|(x, y)| Point::new(x, y));
            scene.area(corners.to_vec(), Ink::Missed, 0.6);
        } else {
            let (foot, head) = (Point::new(from, bottom), Point::new(from, bottom - TICK));
            scene.rule(foot, head, Ink::Ink2, 1.5);
        }
    }
}

/// Those that begin in a time, kind by kind: `release` and `3, the last v1.4`.
pub(super) fn told(
    all: &[Happened],
    from: Option<Timestamp>,
    to: Option<Timestamp>,
) -> Vec<(String, String)> {
    let is_in = |one: &&Happened| {
        from.is_some_and(|from| one.from >= from) && to.is_none_or(|to| one.from < to)
    };
    let mut kinds: Vec<(String, Vec<&str>)> = Vec::new();
    for one in all.iter().filter(is_in) {
        match kinds.iter_mut().find(|(kind, _)| *kind == one.kind) {
            Some((_, labels)) => labels.push(&one.label),
            None => kinds.push((one.kind.clone(), vec![&one.label])),
        }
    }
    let words = |(kind, labels): (String, Vec<&str>)| match labels.len() {
        1..=NAMED => (kind, labels.join("; ")),
        n => (kind, format!("{n} of them")),
    };
    kinds.into_iter().map(words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_are_named_and_many_counted() {
        let one = |hour: i64, kind: &str, label: &str| Happened {
            from: Timestamp(hour),
            to: Timestamp(hour),
            kind: kind.to_owned(),
            lasts: false,
            label: label.to_owned(),
        };
        let all = [
            one(1, "release", "v1"),
            one(2, "incident", "i1, high"),
            one(3, "release", "v2"),
            one(9, "release", "v3"),
        ];
        let said = |to| told(&all, Some(Timestamp(0)), to);
        let of = |kind: &str, words: &str| (kind.to_owned(), words.to_owned());
        assert_eq!(
            said(Some(Timestamp(5))),
            [of("release", "v1; v2"), of("incident", "i1, high")]
        );
        assert_eq!(
            said(None),
            [of("release", "3 of them"), of("incident", "i1, high")]
        );
        assert_eq!(told(&all, None, None), []);
    }
}
