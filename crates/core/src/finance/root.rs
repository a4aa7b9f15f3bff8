//! A root between two points where a function has opposite signs.

const MOST_STEPS: usize = 200;

/// Where `f`, continuous, crosses zero between `a` and `b`, to the last few digits of a double. Inverse quadratic
/// interpolation where it is safe, bisection where it is not (Chandrupatla 1997, *Advances in Engineering Software* 28,
/// 145–149), so it always arrives.
///
/// `None` unless `f(a)` and `f(b)` have opposite signs or one of them is zero.
pub fn bracketed_root(f: impl Fn(f64) -> f64, a: f64, b: f64) -> Option<f64> {
    let (mut x1, mut x2) = (a, b);
    let (mut f1, mut f2) = (f(a), f(b));
    if f1 == 0.0 {
        return Some(a);
    }
    if f2 == 0.0 {
        return Some(b);
    }
    if f1.is_nan() || f2.is_nan() || f1.is_sign_negative() == f2.is_sign_negative() {
        return None;
    }
    let mut share = 0.5;
    for _ in 0..MOST_STEPS {
        let x = x1 + share * (x2 - x1);
        let fx = f(x);
        let (x3, f3);
        if fx.is_sign_negative() == f1.is_sign_negative() {
            (x3, f3) = (x1, f1);
        } else {
            (x3, f3) = (x2, f2);
            (x2, f2) = (x1, f1);
        }
        (x1, f1) = (x, fx);
        let best = if f1.abs() < f2.abs() { x1 } else { x2 };
        let nearest_share = (f64::EPSILON * best.abs() + f64::MIN_POSITIVE) / (x2 - x1).abs();
        if f1 == 0.0 || f2 == 0.0 || nearest_share > 0.5 {
            return Some(best);
        }
        let xi = (x1 - x2) / (x3 - x2);
        let phi = (f1 - f2) / (f3 - f2);
        let interpolation_is_safe = phi * phi < xi && (1.0 - phi).powi(2) < 1.0 - xi;
        share = if interpolation_is_safe {
            f1 / (f2 - f1) * f3 / (f2 - f3)
                + (x3 - x1) / (x2 - x1) * f1 / (f3 - f1) * f2 / (f3 - f2)
        } else {
            0.5
        };
        share = share.clamp(nearest_share, 1.0 - nearest_share);
    }
    Some(if f1.abs() < f2.abs() { x1 } else { x2 })
}

#[cfg(test)]
mod tests {
    use super::bracketed_root;

    #[test]
    fn finds_the_crossing_to_the_last_digits() {
        let root = bracketed_root(|x| x * x - 2.0, 0.0, 2.0).unwrap();
        assert!((root - std::f64::consts::SQRT_2).abs() <= 4e-16, "{root}");
        let flat = bracketed_root(|x| (x - 0.3).powi(9), -5.0, 7.0).unwrap();
        assert!((flat - 0.3).abs() < 1e-15, "{flat}");
    }

    #[test]
    fn refuses_an_interval_without_a_change_of_sign() {
        assert_eq!(bracketed_root(|x| x * x + 1.0, -1.0, 1.0), None);
        assert_eq!(bracketed_root(|_| f64::NAN, -1.0, 1.0), None);
    }
}
