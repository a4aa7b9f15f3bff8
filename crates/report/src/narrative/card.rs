//! What a card says beside its figure: when, against which target, and how many of a bucket are met.

use outturn_core::calendar::{Grain, Period, Span};
use outturn_core::units::{Currency, Unit};
use outturn_format::{
    Locale, as_set, capitalised, change, counted, date, day_and_month, period, periods, threshold,
    value, whole,
};
use outturn_metrics::scorecard::{Card, Comparison, Reading, Status};
use outturn_metrics::{Direction, Target, Thresholds};

/// The period of a card's value; empty without data.
#[must_use]
pub fn when(card: &Card, locale: &Locale) -> String {
    let of = |all| periods(&all, locale);
    card.periods.map(of).unwrap_or_default()
}

/// The same, saying so when the data does not cover all of it: `Aug 2026, to date`, `Oct 2025, from 12 Oct 2025`, `Jan 2027, planned`.
#[must_use]
pub fn when_to_date(card: &Card, locale: &Locale) -> String {
    let when = when(card, locale);
    if when.is_empty() {
        return when;
    }
    let begun = card.observed.zip(card.span);
    let begun = begun.filter(|(observed, span)| observed.start > span.start);
    let begun = begun.map(|(observed, _)| format!(", from {}", date(observed.start, locale)));
    if let Some(step) = card.stands_for {
        return format!("{when}, value of a {}", stands_for(card, step));
    }
    let how_far = match card.to_date {
        _ if card.planned => ", planned",
        true => ", to date",
        false => "",
    };
    format!("{when}{}{how_far}", begun.unwrap_or_default())
}

/// What each of a card's values is of, in a word.
fn stands_for(card: &Card, step: Grain) -> &'static str {
    match card.stands_for_half {
        true => "half-year",
        false => step.word(),
    }
}

/// Why a value has no verdict, in a sentence or two; empty where it has one, or nothing to be held against.
#[must_use]
pub fn why_no_verdict(card: &Card, locale: &Locale) -> String {
    match card.judged.status {
        Status::TooFew => {
            let cases = card.cases.unwrap_or(card.n);
            let noun = if cases == 1 {
                card.noun.trim_end_matches('s')
            } else {
                &card.noun
            };
            let (cases, least) = (whole(cases, locale), whole(card.least_n, locale));
            format!("{cases} {noun}: too few to judge. {least} are needed.")
        }
        Status::Stale | Status::Unfinished if card.stands_for.is_some() => {
            let step = card.stands_for.map_or("", Grain::word);
            format!(
                "Each of its values is for a {}: choose {} to have them judged.",
                card.stands_for.map_or("", |step| stands_for(card, step)),
                capitalised(step)
            )
        }
        Status::Stale => {
            // Of everything, the metric's own data may end before its last period does.
            let observed = card.observed.and_then(|days| days.end.pred_opt());
            let last_day = observed.map(|last| date(last, locale));
            let last_period = card.periods.map(|(_, last)| period(&last, locale));
            let is_a_day = card
                .periods
                .is_some_and(|(_, last)| last.grain() == Grain::Day);
            let on_or_in = match last_day.is_some() || is_a_day {
                true => "on",
                false => "in",
            };
            let ended = last_day.or(last_period).unwrap_or_default();
            match card.late.as_slice() {
                [] => {
                    format!("Its data ends {on_or_in} {ended}: neither scored nor in the headline.")
                }
                late => format!(
                    "Complete to {ended} only, for later rows still lack {}: neither scored nor in the headline.",
                    late.join(" and ")
                ),
            }
        }
        Status::Unfinished if card.planned => {
            "This period lies ahead: its rows are planned. No verdict.".to_owned()
        }
        Status::Unfinished => {
            let days = |span: Span| whole(span.days() as u64, locale);
            match card.observed.zip(card.span) {
                Some((observed, span)) if observed == span => {
                    "The data does not cover all of this period: no verdict.".to_owned()
                }
                Some((observed, span)) if card.to_date && !card.late.is_empty() => format!(
                    "{} of {} days; the rows after that still lack {}. No verdict on an unfinished period.",
                    days(observed),
                    days(span),
                    card.late.join(" and ")
                ),
                Some((observed, span)) if card.previous.is_none() => format!(
                    "{} of {} days, not comparable yet.",
                    days(observed),
                    days(span)
                ),
                Some((observed, span)) => format!(
                    "{} of {} days: no verdict on an unfinished period.",
                    days(observed),
                    days(span)
                ),
                None if !card.late.is_empty() => format!(
                    "Its rows still lack {}: no verdict on an unfinished period.",
                    card.late.join(" and ")
                ),
                None => "No verdict on an unfinished period.".to_owned(),
            }
        }
        _ => super::why_filter_forbids(card),
    }
}

/// Of how many of its rows a judged value is, where others of the period lack what it is made of: `from 150 of 180 rows, the others lack
/// what it needs`. `None` where as good as all have it, and where it is not judged.
#[must_use]
pub fn rests_on_part(card: &Card, locale: &Locale) -> Option<String> {
    /// What would be shown as 100 %.
    const AS_GOOD_AS_ALL: f64 = 0.995;
    let used = card.receipt.rows_used;
    let all = used + card.receipt.rows_left_out;
    if !card.judged.status.is_verdict() || used as f64 >= AS_GOOD_AS_ALL * all as f64 {
        return None;
    }
    let of = counted(all, "row", "rows", locale);
    let used = whole(used, locale);
    Some(format!(
        "from {used} of {of}, the others lack what it needs"
    ))
}

/// What a value is compared with, and how it has moved: `vs Q2` and `−41%`, `vs 1 Feb – 10 Feb` and `unchanged`. A difference that is
/// shown and may be chance stands beside the word: `unchanged (−41%, within chance)`; where it takes the value past its target, its
/// bounds do: `within chance (−3 pt to +1 pt)`. `None` without anything to compare with. `name` writes a whole period.
#[must_use]
pub fn against(
    card: &Card,
    name: fn(&Period, &Locale) -> String,
    locale: &Locale,
) -> Option<(String, String)> {
    let before = card.previous.as_ref()?;
    let with = match (before.part, before.to) {
        (Some(part), _) => days_of(part, locale),
        (None, (first, last)) if first == last => name(&first, locale),
        (None, (first, last)) => format!("{} – {}", name(&first, locale), name(&last, locale)),
    };
    Some((format!("vs {with}"), moved(card, before, locale)?))
}

/// How a value has moved from that of another time; `None` without a value.
pub(super) fn moved(card: &Card, before: &Comparison, locale: &Locale) -> Option<String> {
    let now = card.value?;
    let shown = |v: f64| value(v, card.unit, card.currency, locale).to_string();
    let by = || change(now, before.value, card.unit, card.currency, locale);
    Some(match before.reading {
        Reading::TooFew => "too few".to_owned(),
        Reading::Unchanged
            if card.judged.score.is_some() && before.status != card.judged.status =>
        {
            within_chance(card, now, before, locale)
        }
        _ if shown(now) == shown(before.value) => "unchanged".to_owned(),
        Reading::Unchanged => format!("unchanged ({}, within chance)", by()),
        Reading::Changed => by(),
    })
}

/// That a change may be chance, with the bounds that it lies in: 95 of 100 such intervals hold the true one.
fn within_chance(card: &Card, now: f64, before: &Comparison, locale: &Locale) -> String {
    let bound = |by: f64| {
        change(
            before.value + by,
            before.value,
            card.unit,
            card.currency,
            locale,
        )
    };
    match before.interval {
        Some((low, high)) => format!("within chance ({} to {})", bound(low), bound(high)),
        None => format!(
            "within chance ({})",
            change(now, before.value, card.unit, card.currency, locale)
        ),
    }
}

/// Whether a value has changed by more than chance gives and than what is shown.
#[must_use]
pub fn has_changed(card: &Card, locale: &Locale) -> bool {
    let changed = |before: &Comparison| before.reading == Reading::Changed;
    against(card, period, locale).is_some_and(|(_, moved)| moved != "unchanged")
        && card.previous.as_ref().is_some_and(changed)
}

/// `1 Feb – 10 Feb`; the day itself where it is one.
pub(super) fn days_of(span: Span, locale: &Locale) -> String {
    let last = span.end.pred_opt().unwrap_or(span.start);
    let day = |day| day_and_month(day, locale);
    match span.start == last {
        true => day(last),
        false => format!("{} – {}", day(span.start), day(last)),
    }
}

/// The target: `≥ 99.9%`, `not rising`, `none set`; of a value near it, how far that goes: `≤ 1 h, near to 24 h`.
#[must_use]
pub fn target_words(card: &Card, locale: &Locale) -> String {
    let met = target_words_of(&card.target, card.good, (card.unit, card.currency), locale);
    match card.target {
        Target::Fixed(t) if card.judged.status == Status::Near && t.missed != t.met => {
            let missed = threshold(t.missed, card.unit, card.currency, true, locale);
            let missed = missed.trim_start_matches(['≥', '\u{a0}']);
            format!("{met}, near to {missed}")
        }
        _ => met,
    }
}

/// What a value is put together from, where that is values as they were supplied: `mean of 4 quarters`. `None` for one that is computed
/// from rows, or supplied itself.
#[must_use]
pub fn put_together(card: &Card) -> Option<String> {
    let made = card.made.as_ref().filter(|_| card.value.is_some())?;
    let of = made.contains(SUPPLIED);
    of.then(|| made.replacen(SUPPLIED, "", 1))
}

/// How what is made of a card says that its values were.
const SUPPLIED: &str = " as supplied";

/// The same of a target by itself, in a unit and, of money, a currency.
#[must_use]
pub fn target_words_of(
    target: &Target,
    good: Direction,
    (unit, currency): (Unit, Option<Currency>),
    locale: &Locale,
) -> String {
    match target {
        Target::Fixed(t) if !t.has_side(good) => {
            let target = value(t.met, unit, currency, locale);
            format!("{target}; which way is better is not set")
        }
        Target::Fixed(t) => threshold(t.met, unit, currency, t.is_floor(good), locale),
        Target::Trend => match good {
            Direction::Up => "not falling".to_owned(),
            Direction::Down => "not rising".to_owned(),
            Direction::Stable => "steady".to_owned(),
            Direction::Unset => "none set".to_owned(),
        },
        Target::None => "none set".to_owned(),
    }
}

/// What metrics that are not there yet need: `9 more need incidents, deployments and surveys`. `more` where others are there.
#[must_use]
pub fn needs_words(lacking: &[Card], more: bool) -> String {
    const NAMED: usize = 4;
    let mut tables: Vec<String> = Vec::new();
    for table in lacking.iter().filter_map(Card::table_lacking) {
        let label = table.schema().plural.to_owned();
        if !tables.contains(&label) {
            tables.push(label);
        }
    }
    let others = tables.len().saturating_sub(NAMED);
    if others > 1 {
        tables.truncate(NAMED);
        tables.push(format!("{others} other tables"));
    }
    let of = match (more, lacking.len()) {
        (true, _) => "more",
        (false, 1) => "metric",
        (false, _) => "metrics",
    };
    let verb = if lacking.len() == 1 { "needs" } else { "need" };
    let listed = match tables.as_slice() {
        [before @ .., last] if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        tables => tables.concat(),
    };
    format!("{} {of} {verb} {listed}", lacking.len())
}

/// Why two bounds are no target of a metric; `None` where they are one.
#[must_use]
pub fn refused_target(card: &Card, target: Thresholds, locale: &Locale) -> Option<String> {
    if target.is_in_order(card.good) {
        return None;
    }
    let shown = |v: f64| as_set(v, card.unit, card.currency, locale);
    let (better, side) = match card.good {
        Direction::Up => ("Higher", "above"),
        _ => ("Lower", "below"),
    };
    let (met, missed) = (shown(target.met), shown(target.missed));
    Some(format!(
        "{better} is better here, so what is met at {met} cannot be missed past {missed}, which is {side} it. The target stays as it was."
    ))
}

/// How the cards of a bucket stand: `2 of 3 met, 1 near, 1 too few to judge, 1 stale, 1 without data`; empty when there is nothing
/// to say.
#[must_use]
pub fn met_of(cards: &[Card]) -> String {
    let of = |status| cards.iter().filter(|c| c.judged.status == status).count();
    let judged = of(Status::Met) + of(Status::Near) + of(Status::Missed);
    let mut said = Vec::new();
    if judged > 0 {
        said.push(format!("{} of {judged} met", of(Status::Met)));
    }
    let others = [
        (Status::TooFew, "too few to judge"),
        (Status::Unfinished, "unfinished"),
        (Status::Stale, "stale"),
        (Status::NotFiltered, "not filtered"),
        (Status::NoData, "without data"),
    ];
    let others = others
        .into_iter()
        .map(|(status, words)| (of(status), words));
    said.extend(
        others
            .filter(|(n, _)| *n > 0)
            .map(|(n, words)| format!("{n} {words}")),
    );
    said.join(", ")
}
