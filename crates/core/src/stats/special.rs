//! The incomplete beta function behind Student's t and F. It is written here because that of statrs 0.19 is wrong by 9e−10 at a million
//! degrees of freedom, where this one is good to 1e−12, and to about 1e−13 below. Formulas by number from the NIST Digital
//! Library of Mathematical Functions (dlmf.nist.gov).

/// Terms after which the continued fraction is given up; far more than any argument in use needs.
const MOST_TERMS: u32 = 100_000;

/// ln Γ(x) for x > 0: Stirling's series (5.11.1), reached from small x by Γ(x + 1) = x Γ(x).
fn ln_gamma(x: f64) -> f64 {
    let (mut at, mut climbed) = (x, 1.0);
    while at < 10.0 {
        climbed *= at;
        at += 1.0;
    }
    (at - 0.5) * at.ln() - at + 0.5 * std::f64::consts::TAU.ln() + stirling(at) - climbed.ln()
}

/// What Stirling's formula leaves out of ln Γ(x), x ≥ 10: B₂ₖ ÷ (2k (2k − 1) x²ᵏ⁻¹), k = 1..=8.
fn stirling(x: f64) -> f64 {
    const TERMS: [f64; 8] = [
        1.0 / 12.0,
        -1.0 / 360.0,
        1.0 / 1260.0,
        -1.0 / 1680.0,
        1.0 / 1188.0,
        -691.0 / 360_360.0,
        1.0 / 156.0,
        -3617.0 / 122_400.0,
    ];
    let square = x.powi(-2);
    TERMS.iter().rev().fold(0.0, |sum, t| sum * square + t) / x
}

/// ln B(a, b) for a, b > 0; no digits are lost when one of them is large.
fn ln_beta(a: f64, b: f64) -> f64 {
    let (small, large) = (a.min(b), a.max(b));
    if large < 10.0 {
        return ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b);
    }
    // ln Γ(large) − ln Γ(large + small), the large parts of Stirling's formula cancelled by hand.
    let ratio = -(large + small - 0.5) * (small / large).ln_1p() - small * large.ln()
        + small
        + stirling(large)
        - stirling(large + small);
    ln_gamma(small) + ratio
}

/// The regularised incomplete beta function I_x(a, b), with y = 1 − x given apart so that neither loses digits.
/// For a, b > 0 and x, y in 0..=1.
pub(super) fn incomplete_beta(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if x <= 0.0 || y <= 0.0 {
        return if x <= 0.0 { 0.0 } else { 1.0 };
    }
    // The fraction converges fast on one side of the mean only; 8.17.4 leads over.
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - incomplete_beta(b, a, y, x);
    }
    let ln = |v: f64, rest: f64| if v > 0.5 { (-rest).ln_1p() } else { v.ln() };
    let front = (a * ln(x, y) + b * ln(y, x) - ln_beta(a, b)).exp() / a;
    // 8.17.22, odd and even coefficients.
    let coefficient = |j: u32| {
        let m = f64::from(j / 2);
        let at = a + 2.0 * m;
        if j % 2 == 1 {
            -(a + m) * (a + b + m) * x / (at * (at + 1.0))
        } else {
            m * (b - m) * x / ((at - 1.0) * at)
        }
    };
    front / continued_fraction(coefficient)
}

/// 1 + a₁ ÷ (1 + a₂ ÷ (1 + …)) from front to back, by the modified Lentz method: W. J. Lentz, Applied Optics 15 (1976)
/// 668–671; I. J. Thompson, A. R. Barnett, J. Computational Physics 64 (1986) 490–509. `coefficient(j)` is aⱼ, j ≥ 1.
fn continued_fraction(coefficient: impl Fn(u32) -> f64) -> f64 {
    let nonzero = |v: f64| if v == 0.0 { 1e-300 } else { v };
    let (mut value, mut above, mut below) = (1.0, 1.0, 0.0);
    for j in 1..MOST_TERMS {
        let a = coefficient(j);
        below = 1.0 / nonzero(1.0 + a * below);
        above = nonzero(1.0 + a / above);
        let step = above * below;
        value *= step;
        if (step - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    value
}
