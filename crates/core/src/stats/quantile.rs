//! Exact quantiles by linear interpolation between order statistics. Missing values: see [`super`].
//!
//! The definition is type 7 of R. J. Hyndman, Y. Fan, "Sample quantiles in statistical packages", The American Statistician 50
//! (1996) 361–365: the default of R, numpy (`linear`), pandas and Excel (`PERCENTILE.INC`).

use super::known;

/// The middle value, or the mean of the two middle ones: `quantile(values, 0.5)`. Reorders the values.
///
/// ```
/// use outturn_core::stats::median;
/// assert_eq!(median(&mut [9.0, 1.0, 2.0]), Some(2.0));
/// assert_eq!(median(&mut [9.0, 1.0, 2.0, 4.0]), Some(3.0));
/// ```
#[must_use]
pub fn median(values: &mut [f64]) -> Option<f64> {
    quantile(values, 0.5)
}

/// The value below which the share `q` (0..=1) of the values lies, type 7. Reorders the values; time grows with their number
/// only, as nothing is sorted.
///
/// `None` without values, for a NaN among them, and for a `q` outside 0..=1.
///
/// ```
/// use outturn_core::stats::quantile;
/// let mut seconds = [40.0, 10.0, 30.0, 20.0];
/// assert_eq!(quantile(&mut seconds, 0.25), Some(17.5));
/// assert_eq!(quantile(&mut seconds, 1.0), Some(40.0));
/// assert_eq!(quantile(&mut [], 0.5), None);
/// ```
#[must_use]
pub fn quantile(values: &mut [f64], q: f64) -> Option<f64> {
    if values.iter().any(|v| v.is_nan()) {
        return None;
    }
    let place = Place::of(values.len(), q)?;
    known(select(values, 0, &place))
}

/// Several [`quantile`]s at once, in the order asked for; faster than one after the other. `None` where any of them is `None`.
///
/// ```
/// use outturn_core::stats::quantiles;
/// let mut seconds: Vec<f64> = (0..=100).rev().map(f64::from).collect();
/// assert_eq!(quantiles(&mut seconds, &[0.99, 0.5]), Some(vec![99.0, 50.0]));
/// ```
#[must_use]
pub fn quantiles(values: &mut [f64], qs: &[f64]) -> Option<Vec<f64>> {
    if values.iter().any(|v| v.is_nan()) {
        return None;
    }
    let places: Vec<Place> = qs
        .iter()
        .map(|&q| Place::of(values.len(), q))
        .collect::<Option<_>>()?;
    let mut ascending: Vec<usize> = (0..places.len()).collect();
    ascending.sort_by_key(|&i| places[i].below);

    // What is left of a selected place is below it for good, so the next selection looks only at the rest.
    let (mut answers, mut settled) = (vec![f64::NAN; qs.len()], 0);
    for i in ascending {
        answers[i] = known(select(values, settled, &places[i]))?;
        settled = places[i].below;
    }
    Some(answers)
}

/// [`quantile`] of values that are in ascending order already (unchecked), in constant time.
///
/// ```
/// use outturn_core::stats::quantile_sorted;
/// assert_eq!(quantile_sorted(&[1.0, 2.0, 3.0, 5.0], 0.75), Some(3.5));
/// ```
#[must_use]
pub fn quantile_sorted(ascending: &[f64], q: f64) -> Option<f64> {
    let place = Place::of(ascending.len(), q)?;
    let below = ascending[place.below];
    let above = ascending.get(place.below + 1).copied();
    known(interpolated(below, above.unwrap_or(below), place.share))
}

/// Where a quantile lies among the order statistics: at `below`, and by `share` (0..1) of the way to the next.
struct Place {
    below: usize,
    share: f64,
}

impl Place {
    fn of(n: usize, q: f64) -> Option<Self> {
        if n == 0 || !(0.0..=1.0).contains(&q) {
            return None;
        }
        let exact = (n - 1) as f64 * q;
        let below = (exact.floor() as usize).min(n - 1);
        Some(Self {
            below,
            share: exact - below as f64,
        })
    }
}

/// The quantile at `place`, when all values before `settled` are known to be no larger than those after it.
fn select(values: &mut [f64], settled: usize, place: &Place) -> f64 {
    let (_, &mut below, rest) =
        values[settled..].select_nth_unstable_by(place.below - settled, f64::total_cmp);
    if place.share == 0.0 {
        return below;
    }
    let above = rest.iter().copied().min_by(f64::total_cmp);
    interpolated(below, above.unwrap_or(below), place.share)
}

/// What lies by `share` (0..1) of the way from one value to the next: numpy's interpolation, counted from the nearer end, so that it
/// never leaves the two and rises with `share`.
///
/// ```
/// use outturn_core::stats::interpolated;
/// assert_eq!(interpolated(1.0, 5.0, 0.75), 4.0);
/// ```
#[must_use]
pub fn interpolated(below: f64, above: f64, share: f64) -> f64 {
    if below == above || share == 0.0 {
        below
    } else if share < 0.5 {
        below + (above - below) * share
    } else {
        above - (above - below) * (1.0 - share)
    }
}
