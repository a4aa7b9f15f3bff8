//! What is said around a ranking: of the outcome, of each leader and its verdict, of the method.

use super::Phrase;
use super::lead_lag::{chance, lead_lag_headline, steps};
use outturn_core::calendar::Grain;
use outturn_format::{Digits, Locale, number, percent, whole};
use outturn_leadlag::{
    Advice, CONFIDENCE, Evidence, Hindrance, LagUnit, Ranked, Ranking, Season, Transform, Verdict,
};

/// The sentence on top of the screen: what keeps the outcome itself from being compared comes before what the ranking found.
#[must_use]
pub fn lead_lag_lead(
    hindrance: Option<&Hindrance>,
    ranking: Option<&Ranking>,
    locale: &Locale,
) -> Vec<Phrase> {
    match (hindrance, ranking) {
        (Some(hindrance), _) => vec![Phrase::plain(hindrance.to_string())],
        (None, Some(ranking)) => lead_lag_headline(ranking, locale),
        (None, None) => vec![Phrase::plain(
            "The outcome has no value at this length of a step: choose another.",
        )],
    }
}

/// A verdict in a word or two.
#[must_use]
pub fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Supported => "supported",
        Verdict::MovesTogether => "moves together",
        Verdict::CannotTell(_) => "cannot tell",
        Verdict::ByConstruction => "by construction",
        Verdict::Undecided => "undecided",
        Verdict::NotSupported => "not supported",
        Verdict::TooLittleData { .. } => "too little data",
        Verdict::NotComparable => "not comparable",
    }
}

/// The same of a verdict by its name in files: `too_little_data`. One that this version does not know is said as it is written.
#[must_use]
pub fn verdict_word_of(name: &str) -> String {
    name.replace('_', " ")
}

/// How many leaders have which verdict: `3 supported · 2 undecided · 9 not supported`.
#[must_use]
pub fn verdict_tally(leaders: &[Ranked]) -> String {
    let mut counts: Vec<(&'static str, usize)> = Vec::new();
    for leader in leaders {
        let word = verdict_word(leader.verdict);
        match counts.iter_mut().find(|(w, _)| *w == word) {
            Some((_, n)) => *n += 1,
            None => counts.push((word, 1)),
        }
    }
    let counts = counts.iter().map(|(word, n)| format!("{n} {word}"));
    counts.collect::<Vec<_>>().join(" · ")
}

/// What stands in the place of a leader's figures, in a few words, where there are none or they would say something else than they seem
/// to; [`why_not_drawn`] says it in a sentence.
#[must_use]
pub fn lack(leader: &Ranked, hindrance: Option<&Hindrance>) -> String {
    match (hindrance, leader.verdict) {
        (None, Verdict::CannotTell(doubt)) => doubt.words(),
        (None, Verdict::ByConstruction) => leader
            .construction
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        (Some(Hindrance::LongerSteps { grain, .. }), _) => {
            format!("values by {} only", grain.word())
        }
        (Some(Hindrance::OtherTime { .. }), _) => "no time in common".to_owned(),
        (Some(Hindrance::NoWholeStep { grain, .. }), _) => format!("no whole {}", grain.word()),
        (None, Verdict::TooLittleData { have, need }) => {
            format!("{}; {need} needed", steps(have as u64, leader.sweep.unit))
        }
        (None, _) => "does not vary".to_owned(),
    }
}

/// Why there is nothing to draw of a leader.
#[must_use]
pub fn why_not_drawn(leader: &Ranked, hindrance: Option<&Hindrance>) -> String {
    let said = || match leader.construction {
        Some(_) => format!("{}.", leader.sentence),
        None => leader.sentence.clone(),
    };
    hindrance.map_or_else(said, ToString::to_string)
}

/// Why another way of comparing would say more of the outcome, and what to press for it.
#[must_use]
pub fn advice_words(advice: Advice, outcome: &str, locale: &Locale) -> (String, &'static str) {
    let two = |v: f64| number(v, Digits::Fixed(2), locale);
    match advice {
        Advice::CompareLevels { autocorrelation } => (
            format!(
                "{outcome} does not drift: its changes mostly undo each other (autocorrelation {}), which hides what leads it.",
                two(autocorrelation)
            ),
            "Compare levels",
        ),
        Advice::CompareDifferences { autocorrelation } => (
            format!(
                "{outcome} drifts (autocorrelation {}), and whatever else drifts looks related to it.",
                two(autocorrelation)
            ),
            "Compare differences",
        ),
    }
}

/// How a ranking was computed, in a few sentences.
#[must_use]
pub fn method(ranking: &Ranking, locale: &Locale) -> String {
    let options = &ranking.options;
    let compared = compared(options.transform, ranking.unit);
    let judged = ranking
        .leaders
        .iter()
        .filter(|l| l.evidence.is_some())
        .count();
    format!(
        "Pearson’s r at every lag up to {} either way, over {compared}. {}{} interval: Fisher’s, on the effective sample, which counts \
         {}s that resemble the one before for less and takes off what each pattern costs. p: adjusted by Holm over all {} correlations tried ({} {} at every lag). \
         Supported: adjusted p ≤ {} and the indicator comes before the outcome. To lead is not to cause.",
        steps(options.max_lag.into(), ranking.unit),
        calm(ranking),
        percent(CONFIDENCE, Digits::UpTo(0), locale),
        ranking.unit.word(),
        whole(ranking.tried as u64, locale),
        whole(judged as u64, locale),
        if judged == 1 { "leader" } else { "leaders" },
        number(options.significance, Digits::UpTo(6), locale),
    )
}

/// What of the values is compared: `changes from month to month`.
#[must_use]
pub fn compared(transform: Transform, by: impl Into<LagUnit>) -> String {
    let word = by.into().word();
    match (transform.differences, transform.log) {
        (true, false) => format!("changes from {word} to {word}"),
        (true, true) => {
            format!("relative changes (differences of logarithms) from {word} to {word}")
        }
        (false, false) => "the values as they are".to_owned(),
        (false, true) => "logarithms of the values".to_owned(),
    }
}

/// Which patterns of the calendar were taken out of how many of the series, in a sentence.
fn calm(ranking: &Ranking) -> String {
    let mut counts: Vec<(Season, usize)> = Vec::new();
    for season in ranking.leaders.iter().flat_map(|l| &l.sweep.without.0) {
        match counts.iter_mut().find(|(known, _)| known == season) {
            Some((_, n)) => *n += 1,
            None => counts.push((*season, 1)),
        }
    }
    let all = ranking.leaders.len();
    let by = |(season, n): &(Season, usize)| {
        format!(
            "by {} from the outcome and {n} of {all} leaders",
            season.parts()
        )
    };
    let said: Vec<String> = counts.iter().map(by).collect();
    match (ranking.unit, said.is_empty()) {
        // Years and steps have no pattern of the calendar.
        (LagUnit::Of(Grain::Year) | LagUnit::Step, _) => String::new(),
        (_, true) => "No pattern of the calendar shows (F-test). ".to_owned(),
        (_, false) => format!(
            "A pattern of the calendar that shows in either of two series (F-test) is taken out of both: {}. ",
            said.join("; ")
        ),
    }
}

/// What was taken out of a leader and its outcome, after the names of the two: `what they do by months of the year is taken out`.
#[must_use]
pub fn taken_out(
    without: &(Vec<Season>, Vec<Season>),
    leader: &str,
    outcome: &str,
) -> Option<String> {
    let list = |of: &[Season]| {
        let parts: Vec<&str> = of.iter().map(|season| season.parts()).collect();
        parts.join(" and ")
    };
    let own = |name: &str, of: &[Season]| {
        (!of.is_empty()).then(|| format!("{name} without its pattern by {}", list(of)))
    };
    let (of_leader, of_outcome) = without;
    if of_leader == of_outcome {
        return (!of_leader.is_empty())
            .then(|| format!("both without their pattern by {}", list(of_leader)));
    }
    let each = [own(leader, of_leader), own(outcome, of_outcome)];
    let said: Vec<String> = each.into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join(", "))
}

/// What was found of a leader on a page that shows no ranking; of the best one, what the ranking says. Never more than its verdict
/// allows.
#[must_use]
pub fn finding(ranking: &Ranking, leader: &Ranked, locale: &Locale) -> Vec<Phrase> {
    if ranking
        .leaders
        .first()
        .is_some_and(|best| best.id == leader.id)
    {
        return lead_lag_headline(ranking, locale);
    }
    let sentence = &leader.sentence;
    let said = match leader.verdict {
        Verdict::Supported => format!("{sentence}."),
        Verdict::MovesTogether => format!("{sentence}, which is no lead."),
        Verdict::CannotTell(_) | Verdict::ByConstruction => format!("{sentence}."),
        Verdict::Undecided => format!("Undecided: at best {sentence}, but that may be chance."),
        _ => format!("Not supported as a leader: {sentence}."),
    };
    vec![Phrase::plain(said)]
}

/// The evidence behind a finding, figure by figure.
#[must_use]
pub fn evidence_words(found: &Evidence, ranking: &Ranking, locale: &Locale) -> String {
    let fixed = |v: f64, digits| number(v, Digits::Fixed(digits), locale);
    format!(
        "r = {}, {} from {} to {}, on {} worth {} independent ones; p = {} after paying for the {} correlations tried",
        fixed(found.r, 2),
        percent(CONFIDENCE, Digits::UpTo(0), locale),
        fixed(found.r_low, 2),
        fixed(found.r_high, 2),
        steps(found.n as u64, ranking.unit),
        fixed(found.n_effective, 0),
        chance(found.p_adjusted, locale),
        fixed(ranking.tried as f64, 0),
    )
    .replace("= <", "<")
}
