//! Whether values differ by the part of a cycle they fall into, and the values without that.
//!
//! **Missing values.** NaN stands for none and takes part in nothing. A part with a single value says nothing of what repeats: its value
//! becomes none when the pattern is taken out.

use outturn_core::stats::{
    autocorrelation_pairwise, correlation_p_value, f_upper_tail, mean, pearson,
};

/// The chance that is accepted of taking a pattern out of a series that has none, shared among the patterns that are tried. A mistake
/// costs a few independent values and no more.
const SIGNIFICANCE: f64 = 0.015;

/// The chance that is accepted of a correlation of one cycle with the next where nothing repeats.
const CHANCE_TO_RECUR: f64 = 0.05;

/// Parts that must have come round once to say that they do so alike.
const FEWEST_RETURNS: usize = 4;

/// A part of the cycle: places of its values, in order of time.
type Part = Vec<usize>;

/// How a pattern is taken out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Shape {
    /// The mean of each part.
    Means,
    /// One wave of so many steps: what is left to see of a slow coming and going that its single parts do not show.
    Wave(f64),
}

/// Whether the parts differ by more than chance: the F-test of their means beside a common trend against the trend alone. Values that
/// resemble the ones before are worth fewer, which both degrees of freedom allow for.
pub(super) fn shows(values: &[f64], parts: &[Part], tried: usize) -> bool {
    let fit = Fit::of(values, parts);
    fit.improves_on(&about_line(values, &fit.places()), fit.parts - 1.0, tried)
}

impl Shape {
    /// Whether a wave explains more than chance beside the trend, by the same test; of means see [`shows`].
    pub(super) fn shows(self, values: &[f64], tried: usize) -> bool {
        let Self::Wave(steps) = self else {
            return false;
        };
        let fit = Fit::wave(values, steps);
        fit.improves_on(&about_line(values, &fit.places()), 2.0, tried)
    }

    /// Takes the pattern out of the values, their level and trend stay; answers how many independent values that cost. Means that grow
    /// or fade with time are taken out as such, and the trend with them, where there are three cycles to see it in.
    pub(super) fn remove(self, values: &mut [f64], parts: &[Part]) -> usize {
        let fit = match self {
            Self::Wave(steps) => Fit::wave(values, steps),
            Self::Means => {
                let steady = Fit::of(values, parts);
                Fit::changing(values, parts)
                    .filter(|changing| changing.improves_on(&steady.rest, changing.parts - 1.0, 1))
                    .unwrap_or(steady)
            }
        };
        let trend = Line::through(known(values, &fit.places()));
        for (place, (value, rest)) in values.iter_mut().zip(&fit.rest).enumerate() {
            let trend = trend.as_ref().map_or(0.0, |trend| {
                trend.level + fit.slope * (place as f64 - trend.middle)
            });
            *value = rest + trend;
        }
        (fit.parameters as usize).saturating_sub(2)
    }
}

/// Whether parts that have come round did so alike: the correlation of their first values with their last, about the common trend.
pub(super) fn recurs(values: &[f64], parts: &[Part]) -> bool {
    let slope = common_slope(values, parts);
    let level = |(place, value): (usize, f64)| value - slope * place as f64;
    let ends = parts.iter().filter_map(|part| {
        let mut known = known(values, part).map(level);
        Some((known.next()?, known.last()?))
    });
    let (first, last): (Vec<f64>, Vec<f64>) = ends.unzip();
    let r = pearson(&first, &last).filter(|r| *r > 0.0);
    let p = r.and_then(|r| correlation_p_value(r, first.len() as f64));
    first.len() >= FEWEST_RETURNS && p.is_some_and(|p| p <= CHANCE_TO_RECUR)
}

fn known<'a>(values: &'a [f64], part: &'a Part) -> impl Iterator<Item = (usize, f64)> + 'a {
    let value = |&place: &usize| Some((place, *values.get(place)?));
    part.iter().filter_map(value).filter(|(_, v)| v.is_finite())
}

/// The values at these places less the straight line that fits them best; NaN elsewhere.
fn about_line(values: &[f64], places: &Part) -> Vec<f64> {
    let mut rest = vec![f64::NAN; values.len()];
    if let Some(line) = Line::through(known(values, places)) {
        for (place, value) in known(values, places) {
            if let Some(rest) = rest.get_mut(place) {
                *rest = value - line.at(place);
            }
        }
    }
    rest
}

/// The slope that fits best when each part has a level of its own.
fn common_slope(values: &[f64], parts: &[Part]) -> f64 {
    let sums = parts
        .iter()
        .filter_map(|part| Line::sums(known(values, part)));
    let (products, squares) = sums.fold((0.0, 0.0), |(products, squares), (_, _, p, s)| {
        (products + p, squares + s)
    });
    if squares > 0.0 {
        products / squares
    } else {
        0.0
    }
}

/// What a pattern leaves of the values.
struct Fit {
    /// NaN where a part has too few values.
    rest: Vec<f64>,
    /// The trend that all parts share, a step.
    slope: f64,
    /// Parts with a fit.
    parts: f64,
    /// Numbers that were fitted.
    parameters: f64,
}

impl Fit {
    /// A level for each part with two values or more, and a common slope.
    fn of(values: &[f64], parts: &[Part]) -> Self {
        let slope = common_slope(values, parts);
        let (rest, fitted) = about(values, parts, 2, |own| {
            let (middle, level, ..) = Line::sums(own.iter().copied())?;
            Some(Line {
                level,
                slope,
                middle,
            })
        });
        Self {
            rest,
            slope,
            parts: fitted,
            parameters: fitted + 1.0,
        }
    }

    /// A level and a slope for each part; `None` unless all that have two values have three.
    fn changing(values: &[f64], parts: &[Part]) -> Option<Self> {
        let steady = Self::of(values, parts);
        let (rest, fitted) = about(values, parts, 3, |own| Line::through(own.iter().copied()));
        // The parts share no trend that could stay.
        (fitted >= steady.parts).then_some(Self {
            rest,
            slope: 0.0,
            parts: fitted,
            parameters: 2.0 * fitted,
        })
    }

    /// A level, a slope and a wave: least squares by taking out one orthogonal column after the other.
    fn wave(values: &[f64], steps: f64) -> Self {
        let all: Part = (0..values.len()).collect();
        let places: Vec<f64> = known(values, &all).map(|(at, _)| at as f64).collect();
        let angle = |at: &f64| std::f64::consts::TAU * at / steps;
        let middle = mean(&places).unwrap_or(0.0);
        let columns = [
            vec![1.0; places.len()],
            places.iter().map(|at| at - middle).collect(),
            places.iter().map(|at| angle(at).cos()).collect(),
            places.iter().map(|at| angle(at).sin()).collect(),
        ];
        let mut rest: Vec<f64> = known(values, &all).map(|(_, v)| v).collect();
        let mut orthogonal: Vec<Vec<f64>> = Vec::new();
        for mut column in columns {
            for earlier in &orthogonal {
                take_out(&mut column, earlier);
            }
            take_out(&mut rest, &column);
            orthogonal.push(column);
        }
        let mut all_rest = vec![f64::NAN; values.len()];
        for ((place, _), rest) in known(values, &all).zip(rest) {
            if let Some(place) = all_rest.get_mut(place) {
                *place = rest;
            }
        }
        Self {
            slope: Line::through(known(values, &all)).map_or(0.0, |line| line.slope),
            rest: all_rest,
            parts: 2.0,
            parameters: 4.0,
        }
    }

    /// Where there is a rest.
    fn places(&self) -> Part {
        let places = self.rest.iter().enumerate();
        let known = places.filter(|(_, rest)| rest.is_finite());
        known.map(|(place, _)| place).collect()
    }

    /// Whether it explains more than chance of what a simpler fit, with so many numbers less, has left.
    fn improves_on(&self, simpler: &[f64], more: f64, tried: usize) -> bool {
        let squares = |rest: &[f64]| -> f64 {
            let known = rest.iter().filter(|v| v.is_finite());
            known.map(|v| v * v).sum()
        };
        let free = self.places().len() as f64 - self.parameters;
        if !(free > 0.0 && more > 0.0) {
            return false;
        }
        let left = squares(&self.rest);
        let f = ((squares(simpler) - left) / more) / (left / free);
        let worth = worth(&self.rest);
        f_upper_tail(f, more * worth, free * worth)
            .is_some_and(|p| p * tried as f64 <= SIGNIFICANCE)
    }
}

/// The values less the line of their part, and how many parts have one: those with enough values. NaN elsewhere.
fn about(
    values: &[f64],
    parts: &[Part],
    fewest: usize,
    line: impl Fn(&[(usize, f64)]) -> Option<Line>,
) -> (Vec<f64>, f64) {
    let mut rest = vec![f64::NAN; values.len()];
    let mut fitted = 0.0;
    for part in parts {
        let own: Vec<(usize, f64)> = known(values, part).collect();
        let Some(line) = (own.len() >= fewest).then(|| line(&own)).flatten() else {
            continue;
        };
        fitted += 1.0;
        for (place, value) in own {
            if let Some(rest) = rest.get_mut(place) {
                *rest = value - line.at(place);
            }
        }
    }
    (rest, fitted)
}

/// Takes out of values what of them follows a column.
fn take_out(values: &mut [f64], column: &[f64]) {
    let dot = |a: &[f64]| -> f64 { a.iter().zip(column).map(|(a, b)| a * b).sum() };
    let (along, squares) = (dot(values), dot(column));
    if squares > f64::EPSILON {
        for (value, of) in values.iter_mut().zip(column) {
            *value -= of * along / squares;
        }
    }
}

/// The share of values that is independent, (1 − ρ²) ÷ (1 + ρ²), of values that resemble the ones before.
fn worth(rest: &[f64]) -> f64 {
    let rest: Vec<Option<f64>> = rest.iter().map(|v| v.is_finite().then_some(*v)).collect();
    let memory = autocorrelation_pairwise(&rest)
        .unwrap_or(0.0)
        .max(0.0)
        .powi(2);
    ((1.0 - memory) / (1.0 + memory)).max(f64::EPSILON)
}

/// A straight line over places.
struct Line {
    level: f64,
    slope: f64,
    middle: f64,
}

impl Line {
    /// Means of places and values, and the sums of products and of squares about them; `None` without any.
    fn sums(points: impl Iterator<Item = (usize, f64)>) -> Option<(f64, f64, f64, f64)> {
        let (places, values): (Vec<f64>, Vec<f64>) = points.map(|(at, v)| (at as f64, v)).unzip();
        let (middle, level) = (mean(&places)?, mean(&values)?);
        let pairs = places.iter().zip(&values);
        let products: f64 = pairs.map(|(at, v)| (at - middle) * (v - level)).sum();
        let squares: f64 = places.iter().map(|at| (at - middle).powi(2)).sum();
        Some((middle, level, products, squares))
    }

    /// The one with the least squares; `None` for fewer than two places.
    fn through(points: impl Iterator<Item = (usize, f64)>) -> Option<Self> {
        let (middle, level, products, squares) = Self::sums(points)?;
        (squares > 0.0).then(|| Self {
            level,
            slope: products / squares,
            middle,
        })
    }

    fn at(&self, place: usize) -> f64 {
        self.level + self.slope * (place as f64 - self.middle)
    }
}
