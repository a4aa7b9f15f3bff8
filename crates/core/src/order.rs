//! Sorting lists of a screen's or a file's length. The standard library compiles a sort of its own for each kind of item, some
//! kilobytes each; these sort positions, by one program, and then move the items. All keep equal items in their first order.

use std::cmp::Ordering;

/// The positions 0 … `n` − 1 in the order that `compare` gives them.
///
/// ```
/// use outturn_core::order::positions;
/// let values = [2.5, 0.5, 2.5];
/// assert_eq!(positions(3, &mut |a, b| f64::total_cmp(&values[a], &values[b])), [1, 0, 2]);
/// ```
#[must_use]
pub fn positions(n: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|&a, &b| compare(a, b));
    order
}

/// Sorts as `compare` says.
pub fn sort_by<T>(items: &mut Vec<T>, mut compare: impl FnMut(&T, &T) -> Ordering) {
    let order = positions(items.len(), &mut |a, b| compare(&items[a], &items[b]));
    let mut taken: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(
        order
            .into_iter()
            .filter_map(|position| taken[position].take()),
    );
}

/// Sorts by what `key` gives, smallest first.
///
/// ```
/// let mut words = vec!["three", "one", "two"];
/// outturn_core::order::sort_by_key(&mut words, |word| word.len());
/// assert_eq!(words, ["one", "two", "three"]);
/// ```
pub fn sort_by_key<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

/// Sorts, smallest first.
pub fn sort<T: Ord>(items: &mut Vec<T>) {
    sort_by(items, T::cmp);
}

/// The positions of numbers, smallest number first; NaN last.
#[must_use]
pub fn ascending(values: &[f64]) -> Vec<usize> {
    positions(values.len(), &mut |a, b| values[a].total_cmp(&values[b]))
}
