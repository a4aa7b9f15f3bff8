//! Many tests at once.

/// Holm's adjustment: probabilities, in the same order, that may be held against one level for all tests together.
///
/// Among twenty unrelated pairs one is "significant" at 5 % by chance. After the adjustment, the chance that *any* unrelated
/// pair falls below the level is at most the level, whatever the tests have in common. The i-th smallest of m is multiplied
/// by m − i + 1, kept from falling below a smaller one's, and held to 1.
///
/// Source: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian J. of Statistics 6 (1979) 65–70.
///
/// ```
/// use outturn_core::stats::holm;
/// assert_eq!(holm(&[0.01, 0.5, 0.02]), [0.03, 0.5, 0.04]);
/// ```
#[must_use]
pub fn holm(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&a, &b| p_values[a].total_cmp(&p_values[b]));
    let mut adjusted = vec![1.0; p_values.len()];
    let mut floor = 0.0_f64;
    for (smaller, &place) in order.iter().enumerate() {
        floor = floor.max((p_values.len() - smaller) as f64 * p_values[place]);
        adjusted[place] = floor.min(1.0);
    }
    adjusted
}
