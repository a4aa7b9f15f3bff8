//! What a ranking of leading indicators says, in words; its top line is the sentence on top of the screen.
//!
//! No sentence claims more than its verdict: what chance cannot be ruled out of is never said to lead.

use super::Phrase;
use outturn_format::{Digits, Locale, number, percent};
use outturn_leadlag::{CONFIDENCE, Evidence, LagUnit, Ranked, Ranking, Relation, Verdict};

/// The best leader with its evidence and how many others there are, where it is supported; else why there is none.
#[must_use]
pub fn lead_lag_headline(ranking: &Ranking, locale: &Locale) -> Vec<Phrase> {
    let outcome = in_sentence(&ranking.outcome, &ranking.outcome_label);
    let Some(best) = ranking.leaders.first() else {
        return vec![Phrase::plain(format!(
            "Every other series is left out: bring one back to hold it against {outcome}."
        ))];
    };
    let none = Phrase::strong(format!("No indicator is shown to lead {outcome}."));
    let seen = |evidence: &Evidence| figures(evidence, ranking.unit, locale);
    match (best.verdict, best.evidence) {
        (Verdict::Supported, Some(evidence)) => vec![
            Phrase::strong(claim(best, &evidence, &outcome, ranking.unit)),
            Phrase::plain(format!(" ({}).{}", seen(&evidence), others(ranking))),
        ],
        (Verdict::MovesTogether, Some(evidence)) => {
            let said = claim(best, &evidence, &outcome, ranking.unit);
            vec![
                none,
                Phrase::plain(format!(" {said} ({}).", seen(&evidence))),
            ]
        }
        (Verdict::Undecided, Some(evidence)) => vec![
            none,
            Phrase::plain(format!(
                " {} comes nearest, {} ({}), but that may be chance.",
                best.label,
                place(evidence.relation, ranking.unit),
                seen(&evidence)
            )),
        ],
        (Verdict::CannotTell(doubt), _) => vec![
            Phrase::strong(format!(
                "What leads {outcome} cannot be told from the calendar."
            )),
            Phrase::plain(format!(" {} and {outcome} {}.", best.label, doubt.words())),
        ],
        (Verdict::NotSupported, _) => vec![
            Phrase::strong(format!("No indicator here leads {outcome}.")),
            Phrase::plain(format!(" {}", not_leading(ranking, locale))),
        ],
        (Verdict::ByConstruction, _) => vec![
            Phrase::strong(format!("No indicator here leads {outcome}.")),
            Phrase::plain(format!(" {}.", best.sentence)),
        ],
        _ => vec![
            Phrase::strong(format!("Too little data to say what leads {outcome}.")),
            Phrase::plain(format!(" {}", what_would_do(ranking))),
        ],
    }
}

fn claim(leader: &Ranked, evidence: &Evidence, outcome: &str, by: LagUnit) -> String {
    let (label, opposite) = (&leader.label, evidence.r < 0.0);
    match evidence.relation {
        Relation::Together if opposite => format!(
            "{label} and {outcome} move in opposite directions, in the same {}",
            by.word()
        ),
        Relation::Together => format!(
            "{label} and {outcome} move together, in the same {}",
            by.word()
        ),
        Relation::Leads(n) if opposite => format!(
            "{label} leads {outcome} by {}, in the opposite direction",
            steps(n.into(), by)
        ),
        Relation::Leads(n) => format!("{label} leads {outcome} by {}", steps(n.into(), by)),
        Relation::Follows(n) => format!("{label} follows {outcome} by {}", steps(n.into(), by)),
    }
}

/// `r = 0.62, 95% 0.41 to 0.77, 31 effective months`; no line ends inside an equation or an interval.
fn figures(evidence: &Evidence, by: LagUnit, locale: &Locale) -> String {
    let two = |v: f64| number(v, Digits::Fixed(2), locale);
    format!(
        "r\u{a0}=\u{a0}{}, {} {}\u{a0}to\u{a0}{}, {} effective {}s",
        two(evidence.r),
        percent(CONFIDENCE, Digits::UpTo(0), locale),
        two(evidence.r_low),
        two(evidence.r_high),
        number(evidence.n_effective, Digits::Fixed(0), locale),
        by.word()
    )
}

fn others(ranking: &Ranking) -> String {
    let count = |verdict: Verdict| {
        ranking
            .leaders
            .iter()
            .filter(|l| l.verdict == verdict)
            .count()
    };
    let (supported, undecided) = (count(Verdict::Supported) - 1, count(Verdict::Undecided));
    match (supported, undecided) {
        (0, 0) if ranking.leaders.len() == 1 => String::new(),
        (0, 0) => " No other leader is supported.".to_owned(),
        (0, n) => format!(" {} undecided.", other_leaders(n)),
        (n, 0) => format!(" {} supported.", other_leaders(n)),
        (n, m) => format!(" {} supported, {} undecided.", other_leaders(n), words(m)),
    }
}

fn other_leaders(n: usize) -> String {
    let mut text = format!(
        "{} other {}",
        words(n),
        if n == 1 { "leader is" } else { "leaders are" }
    );
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

fn not_leading(ranking: &Ranking, locale: &Locale) -> String {
    let follower = ranking.leaders.iter().find_map(|leader| {
        let evidence = leader.evidence?;
        let follows = matches!(evidence.relation, Relation::Follows(_));
        (follows && evidence.p_adjusted <= ranking.options.significance)
            .then_some((leader, evidence))
    });
    match follower {
        Some((leader, evidence)) => format!(
            "{} moves with it, but {} ({}).",
            leader.label,
            place(evidence.relation, ranking.unit),
            figures(&evidence, ranking.unit, locale)
        ),
        None => "All that could be judged are linked to it too weakly to matter.".to_owned(),
    }
}

fn what_would_do(ranking: &Ranking) -> String {
    let short = ranking
        .leaders
        .iter()
        .filter_map(|leader| match leader.verdict {
            Verdict::TooLittleData { have, need } => Some((have, need)),
            _ => None,
        });
    let word = ranking.unit.word();
    match short.max() {
        None => ranking
            .leaders
            .first()
            .map(|l| l.sentence.clone())
            .unwrap_or_default(),
        Some((0, need)) => {
            format!(
                "No other series has values in the same {word}s; {} in common are needed.",
                steps(need as u64, ranking.unit)
            )
        }
        Some((have, need)) => {
            let more = steps(need.saturating_sub(have) as u64, ranking.unit);
            let have = steps(have as u64, ranking.unit);
            format!(
                "At most {have} can be compared and {need} are needed: {more} more would be enough for a first look."
            )
        }
    }
}

/// Where a leader stands in time, seen from the outcome: `2 months ahead`.
#[must_use]
pub fn place(relation: Relation, by: impl Into<LagUnit>) -> String {
    let by = by.into();
    match relation {
        Relation::Leads(n) => format!("{} ahead", steps(n.into(), by)),
        Relation::Together => format!("in the same {}", by.word()),
        Relation::Follows(n) => format!("{} behind", steps(n.into(), by)),
    }
}

/// By how long a leader comes first, for a table cell: `2 months`, `same month`, `1 month behind`.
#[must_use]
pub fn leads_by(relation: Relation, by: impl Into<LagUnit>) -> String {
    let by = by.into();
    match relation {
        Relation::Leads(n) => steps(n.into(), by),
        Relation::Together => format!("same {}", by.word()),
        Relation::Follows(_) => place(relation, by),
    }
}

/// `1 month`, `2 months`.
#[must_use]
pub fn steps(n: u64, by: impl Into<LagUnit>) -> String {
    by.into().count(n)
}

/// A probability: three decimals, `< 0.001` below them.
///
/// ```
/// use outturn_format::Locale;
/// use outturn_report::narrative::chance;
/// assert_eq!(chance(0.0473, &Locale::EN), "0.047");
/// assert_eq!(chance(1e-9, &Locale::EN), "< 0.001");
/// ```
#[must_use]
pub fn chance(p: f64, locale: &Locale) -> String {
    if p < 0.001 {
        return format!("< {}", number(0.001, Digits::Fixed(3), locale));
    }
    number(p, Digits::Fixed(3), locale)
}

/// A metric's label inside a sentence: `deployment frequency`, but `MTTR`, and names that people gave as they gave them.
///
/// ```
/// use outturn_report::narrative::in_sentence;
/// assert_eq!(in_sentence("spend", "Cloud spend"), "cloud spend");
/// assert_eq!(in_sentence("series:Berlin sales", "Berlin sales"), "Berlin sales");
/// assert_eq!(in_sentence("f1", "F1 score"), "F1 score");
/// ```
#[must_use]
pub fn in_sentence(id: &str, label: &str) -> String {
    let named_so = id
        .strip_prefix("series:")
        .is_some_and(|name| name.starts_with(char::is_uppercase));
    let mut letters = label.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !named_so && second.is_lowercase() => {
            std::iter::once(first.to_ascii_lowercase())
                .chain(letters)
                .collect()
        }
        _ => label.to_owned(),
    }
}

fn words(n: usize) -> String {
    const NAMES: [&str; 11] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    NAMES
        .get(n)
        .map_or_else(|| n.to_string(), |name| (*name).to_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)] // in a test a panic is the report
mod tests {
    use super::*;
    use outturn_core::calendar::{Grain, Period};
    use outturn_leadlag::{RankOptions, Series, Transform, rank};

    /// Unrelated values that are the same on every machine (Knuth's MMIX generator, upper bits).
    fn noise(seed: u64) -> Vec<f64> {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut next = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64 / (1_u64 << 53) as f64 - 0.5
        };
        (0..400).map(|_| next()).collect()
    }

    fn monthly(id: &str, label: &str, values: &[f64]) -> Series {
        let first = Period::containing_date("2020-01-01".parse().unwrap(), Grain::Month);
        let points = values
            .iter()
            .enumerate()
            .map(|(i, v)| (first.shifted(i as i32), Some(*v)));
        Series::new(id, label, Grain::Month, points).unwrap()
    }

    fn said(outcome: &Series, leaders: &[Series]) -> String {
        let options = RankOptions {
            transform: Transform::LEVELS,
            max_lag: 3,
            ..RankOptions::for_grain(Grain::Month)
        };
        let ranking = rank(outcome, leaders, &options);
        lead_lag_headline(&ranking, &Locale::EN)
            .into_iter()
            .map(|p| p.text.replace('\u{a0}', " "))
            .collect()
    }

    fn revenue(values: &[f64]) -> Series {
        monthly("series:revenue_protected", "Revenue protected", values)
    }

    #[test]
    fn a_supported_leader_is_named_with_its_evidence() {
        let values = noise(7);
        let (outcome, leader) = (
            revenue(&values[..60]),
            monthly("adoption", "Adoption", &values[2..62]),
        );
        let said = said(&outcome, &[leader]);
        assert!(
            said.starts_with(
                "Adoption leads revenue protected by 2 months (r = 1.00, 95% 1.00 to 1.00, "
            ),
            "{said}"
        );
        assert!(said.ends_with(" effective months)."), "{said}");
    }

    #[test]
    fn the_other_direction_is_said() {
        let values = noise(7);
        let against: Vec<f64> = values.iter().map(|v| -v).collect();
        let leader = monthly("mttr", "Time to recover", &against[1..61]);
        let said = said(&revenue(&values[..60]), &[leader]);
        assert!(said.starts_with("Time to recover leads revenue protected by 1 month, in the opposite direction (r = −1.00"), "{said}");
    }

    #[test]
    fn chance_is_never_called_a_lead() {
        let said = said(
            &revenue(&noise(1)[..24]),
            &[monthly("nps", "NPS", &noise(2)[..24])],
        );
        assert!(
            said.starts_with(
                "No indicator is shown to lead revenue protected. NPS comes nearest, "
            ),
            "{said}"
        );
        assert!(said.ends_with("but that may be chance."), "{said}");
    }

    #[test]
    fn what_comes_after_is_not_a_leader() {
        let values = noise(3);
        let said = said(
            &revenue(&values[2..62]),
            &[monthly("tickets", "Tickets", &values[..60])],
        );
        assert!(said.starts_with("No indicator here leads revenue protected. Tickets moves with it, but 2 months behind (r = 1.00"), "{said}");
    }

    #[test]
    fn too_little_says_what_would_be_enough() {
        let values = noise(3);
        assert_eq!(
            said(
                &revenue(&values[..9]),
                &[monthly("nps", "NPS", &values[20..29])]
            ),
            "Too little data to say what leads revenue protected. At most 9 months can be compared and 10 are needed: 1 month more \
             would be enough for a first look."
        );
    }

    #[test]
    fn nothing_left_to_try_says_so() {
        assert!(said(&revenue(&noise(1)[..24]), &[]).starts_with("Every other series is left out"));
    }

    #[test]
    fn the_others_are_counted_in_words() {
        let values = noise(7);
        let leader = |id: &str| monthly(id, id, &values[2..62]);
        let said = said(
            &revenue(&values[..60]),
            &[
                leader("a"),
                leader("b"),
                monthly("c", "c", &noise(90)[..60]),
            ],
        );
        assert!(said.contains("One other leader is supported"), "{said}");
    }
}
