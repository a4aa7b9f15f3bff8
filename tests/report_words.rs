//! The sentences about a card, its period and its files: of when a figure is, why it is not judged, against what it has moved, and what a
//! metric without data needs. The expected words are those of the product's writing, each figure counted by hand.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in helpers of tests too a panic is the report

#[path = "common/cards.rs"]
mod cards;

use cards::{availability, month};
use outturn_core::calendar::{Calendar, Grain, Period, Span};
use outturn_core::table::TableKind;
use outturn_format::Locale;
use outturn_metrics::scorecard::{
    Card, Choice, Comparison, Composite, Judged, Point, Reading, Shared, Standing, Status, When,
};
use outturn_metrics::{Bucket, Direction, Target, Thresholds, Unavailable};
use outturn_report::model::{self, CALENDAR_FIELDS, PeriodOption};
use outturn_report::narrative::{
    against, has_changed, headline, needs_words, refused_target, same_days, target_words,
    when_to_date, why_no_verdict,
};
use rstest::rstest;

const EN: Locale = Locale::EN;

/// With plain spaces where no line may end.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

fn days(start: &str, end: &str) -> Option<Span> {
    let (start, end) = (start.parse().unwrap(), end.parse().unwrap());
    Some(Span { start, end })
}

/// August of availability.
fn august() -> Card {
    Card {
        span: days("2026-08-01", "2026-09-01"),
        observed: days("2026-08-01", "2026-09-01"),
        ..availability()
    }
}

fn standing(status: Status) -> Card {
    Card {
        judged: Judged {
            status,
            score: None,
        },
        ..august()
    }
}

/// The first ten days of August, with July to compare them with.
fn begun() -> Card {
    Card {
        to_date: true,
        observed: days("2026-08-01", "2026-08-11"),
        ..standing(Status::Unfinished)
    }
}

fn late(columns: &[&str], card: Card) -> Card {
    let late = columns.iter().map(|name| (*name).to_owned()).collect();
    Card { late, ..card }
}

#[rstest]
#[case::whole(august(), "Aug 2026")]
#[case::begun_later(
    Card { observed: days("2026-08-12", "2026-09-01"), ..august() },
    "Aug 2026, from 12 Aug 2026"
)]
#[case::not_over(begun(), "Aug 2026, to date")]
#[case::of_its_middle(
    Card { observed: days("2026-08-12", "2026-08-20"), ..begun() },
    "Aug 2026, from 12 Aug 2026, to date"
)]
#[case::ahead(Card { planned: true, ..begun() }, "Aug 2026, planned")]
#[case::of_a_quarter(
    Card { stands_for: Some(Grain::Quarter), ..begun() },
    "Aug 2026, value of a quarter"
)]
fn a_figure_says_of_when_it_is(#[case] card: Card, #[case] said: &str) {
    assert_eq!(when_to_date(&card, &EN), said);
}

#[rstest]
#[case::stale_without_days(
    Card { observed: None, ..standing(Status::Stale) },
    "Its data ends in Aug 2026: neither scored nor in the headline."
)]
#[case::stale_of_one_day(
    {
        let day = Period::containing_date("2026-08-10".parse().unwrap(), Grain::Day);
        Card { periods: Some((day, day)), observed: None, ..standing(Status::Stale) }
    },
    "Its data ends on 10 Aug 2026: neither scored nor in the headline."
)]
#[case::stale_for_labels(
    late(&["actual", "group"], standing(Status::Stale)),
    "Complete to 31 Aug 2026 only, for later rows still lack actual and group: neither scored nor in the headline."
)]
#[case::of_a_longer_step(
    Card { stands_for: Some(Grain::Quarter), ..standing(Status::Stale) },
    "Each of its values is for a quarter: choose Quarter to have them judged."
)]
#[case::planned(
    Card { planned: true, ..begun() },
    "This period lies ahead: its rows are planned. No verdict."
)]
#[case::of_all_days_that_there_are(
    standing(Status::Unfinished),
    "The data does not cover all of this period: no verdict."
)]
#[case::not_over(begun(), "10 of 31 days: no verdict on an unfinished period.")]
#[case::labels_of_the_rest_are_to_come(
    late(&["actual"], begun()),
    "10 of 31 days; the rows after that still lack actual. No verdict on an unfinished period."
)]
#[case::labels_of_a_part_that_is_over(
    Card { to_date: false, ..late(&["actual"], begun()) },
    "10 of 31 days: no verdict on an unfinished period."
)]
#[case::nothing_before(
    Card { previous: None, ..begun() },
    "10 of 31 days, not comparable yet."
)]
#[case::no_label_at_all(
    Card { observed: None, ..late(&["actual"], begun()) },
    "Its rows still lack actual: no verdict on an unfinished period."
)]
#[case::no_day_at_all(
    Card { observed: None, ..begun() },
    "No verdict on an unfinished period."
)]
fn a_figure_without_a_verdict_says_why(#[case] card: Card, #[case] said: &str) {
    assert_eq!(why_no_verdict(&card, &EN), said);
}

fn compared(with: Comparison) -> Card {
    Card {
        previous: Some(with),
        ..august()
    }
}

fn july() -> Comparison {
    august().previous.unwrap()
}

/// 99.5 % against 99.0 %, as what the change is read as.
#[rstest]
#[case::a_month(july(), ("vs Jul 2026", "+0.5 pt"), true)]
#[case::two_months(
    Comparison { to: (month("2026-05-01"), month("2026-06-01")), ..july() },
    ("vs May 2026 – Jun 2026", "+0.5 pt"),
    true
)]
#[case::a_day_of_it(
    Comparison { part: days("2026-07-01", "2026-07-02"), ..july() },
    ("vs 1 Jul", "+0.5 pt"),
    true
)]
#[case::too_few(Comparison { reading: Reading::TooFew, ..july() }, ("vs Jul 2026", "too few"), false)]
#[case::shown_alike(
    Comparison { value: 0.994_999, ..july() },
    ("vs Jul 2026", "unchanged"),
    false
)]
#[case::by_chance(
    Comparison { reading: Reading::Unchanged, ..july() },
    ("vs Jul 2026", "unchanged (+0.5 pt, within chance)"),
    false
)]
// Past its target by chance: what the change may be is told in full.
#[case::past_its_target_by_chance(
    Comparison { reading: Reading::Unchanged, status: Status::Missed, interval: Some((-0.001, 0.011)), ..july() },
    ("vs Jul 2026", "within chance (−0.10 pt to +1.1 pt)"),
    false
)]
fn a_change_is_said_as_it_is_read(
    #[case] before: Comparison,
    #[case] said: (&str, &str),
    #[case] changed: bool,
) {
    let card = compared(before);
    let (with, moved) = against(&card, outturn_format::period, &EN).unwrap();
    assert_eq!((with.as_str(), plain(&moved).as_str()), said);
    assert_eq!(has_changed(&card, &EN), changed);
}

#[rstest]
#[case("2026-01-20", "2026-02-01", "20 Jan 2026 – 31 Jan 2026")]
#[case("2026-01-20", "2026-01-21", "20 Jan 2026")]
fn bills_of_the_same_days_say_which(#[case] start: &str, #[case] end: &str, #[case] said: &str) {
    let days = days(start, end).unwrap();
    assert_eq!(
        same_days(days, "feb.csv", &EN),
        format!(
            "feb.csv covers the same days ({said}): charges that are in both files count twice. Remove one of them."
        )
    );
}

#[test]
fn one_bound_of_what_has_no_better_side_is_no_target() {
    let card = Card {
        good: Direction::Unset,
        target: Target::Fixed(Thresholds {
            met: 0.9,
            missed: 0.9,
        }),
        ..august()
    };
    assert_eq!(
        target_words(&card, &EN),
        "90.0%; which way is better is not set"
    );
}

#[test]
fn more_is_not_met_below_where_it_is_missed() {
    let target = Thresholds {
        met: 0.9,
        missed: 0.95,
    };
    assert_eq!(
        refused_target(&august(), target, &EN).unwrap(),
        "Higher is better here, so what is met at 90% cannot be missed past 95%, which is above it. The target stays as it was."
    );
}

/// A metric that its table is missing for.
fn needing(table: TableKind) -> Card {
    Card {
        value: None,
        lack: Some(Unavailable::Table(table)),
        ..standing(Status::NoData)
    }
}

#[rstest]
#[case(&[TableKind::Incidents], false, "1 metric needs incidents")]
#[case(&[TableKind::Incidents], true, "1 more needs incidents")]
#[case(&[TableKind::Incidents, TableKind::Incidents], false, "2 metrics need incidents")]
#[case(&[TableKind::Incidents, TableKind::Costs, TableKind::Surveys], true, "3 more need incidents, costs and surveys")]
// One that is left is named like the others; of two it is said how many.
#[case(
    &[TableKind::Incidents, TableKind::Costs, TableKind::Surveys, TableKind::Cases, TableKind::Models],
    false,
    "5 metrics need incidents, costs, surveys, cases and models"
)]
#[case(
    &[TableKind::Incidents, TableKind::Costs, TableKind::Surveys, TableKind::Cases, TableKind::Models, TableKind::Findings],
    false,
    "6 metrics need incidents, costs, surveys, cases and 2 other tables"
)]
fn what_is_not_there_yet_says_what_it_needs(
    #[case] tables: &[TableKind],
    #[case] more: bool,
    #[case] said: &str,
) {
    let cards: Vec<Card> = tables.iter().map(|table| needing(*table)).collect();
    assert_eq!(needs_words(&cards, more), said);
}

/// A line is drawn from two values on.
#[rstest]
#[case(&[None, None], false)]
#[case(&[Some(0.9), None], false)]
#[case(&[Some(0.9), None, Some(0.9)], true)]
fn a_single_value_is_no_line(#[case] values: &[Option<f64>], #[case] line: bool) {
    let mut card = august();
    let point = card.series[0].clone();
    card.series = values
        .iter()
        .map(|value| Point {
            value: *value,
            ..point.clone()
        })
        .collect();
    assert_eq!(card.has_line(), line);
}

/// Nobody has to tell colours apart.
#[rstest]
#[case(Status::Met, "●", "Met", "met")]
#[case(Status::Near, "▲", "Near", "near")]
#[case(Status::Missed, "■", "Missed", "missed")]
#[case(Status::NoData, "○", "No data", "no_data")]
#[case(Status::TooFew, "○", "Too few", "informative")]
#[case(Status::Informative, "–", "Informs", "informative")]
fn a_status_has_a_shape_and_a_word(
    #[case] status: Status,
    #[case] shape: &str,
    #[case] word: &str,
    #[case] name: &str,
) {
    assert_eq!(
        (status.shape(), status.word(), status.name()),
        (shape, word, name)
    );
}

#[test]
fn buckets_begin_with_what_is_loaded_and_ones_own_series() {
    let of = |bucket, card| Card { bucket, ..card };
    let cards = [
        of(Bucket::Reliability, needing(TableKind::Incidents)),
        of(Bucket::Velocity, august()),
        of(Bucket::Velocity, needing(TableKind::TrainingRuns)),
        of(Bucket::Series, august()),
    ];
    let order = model::by_what_is_there(&cards);
    assert_eq!(order[..2], [Bucket::Series, Bucket::Velocity]);
    assert_eq!(order.len(), Bucket::ALL.len());
    let lacking = |bucket| model::lacking(&cards, bucket).len();
    let buckets = [Bucket::Reliability, Bucket::Velocity, Bucket::Series];
    assert_eq!(buckets.map(lacking), [1, 1, 0]);
}

/// What is older than the others is no period of the report, nor is that of a metric without a value.
#[test]
fn a_report_is_of_the_period_that_its_figures_share() {
    let july = (month("2026-07-01"), month("2026-07-01"));
    let older = Card {
        standing: Standing::Stale,
        periods: Some(july),
        ..standing(Status::Stale)
    };
    let empty = Card {
        value: None,
        periods: Some(july),
        ..standing(Status::NoData)
    };
    let made = "2026-09-03".parse().unwrap();
    assert_eq!(
        model::about(&[august(), older, empty], 1, false, made, &EN),
        "Aug 2026 · from 1 file · made 3 Sep 2026"
    );
}

mod the_headline {
    use super::*;

    fn of(label: &str, status: Status, score: Option<f64>) -> Card {
        Card {
            label: label.into(),
            judged: Judged { status, score },
            previous: None,
            ..august()
        }
    }

    fn said(cards: &[Card]) -> String {
        let composite = Composite {
            score: Some(50.0),
            ..Composite::default()
        };
        let phrases = headline(cards, &composite, None, &EN);
        plain(&phrases.iter().map(|p| p.text.as_str()).collect::<String>())
    }

    /// Two are missed, and the one that fell is told: from 99.0 to 90 %, with the cases that it rests on where it needs some.
    #[rstest]
    #[case::of_cases(Some(40), 20, "missed at 90.0% (40 probes).")]
    #[case::of_no_cases(Some(40), 0, "missed at 90.0%.")]
    #[case::of_unknown_cases(None, 20, "missed at 90.0%.")]
    fn of_the_targets_missed_the_worst_is_told(
        #[case] cases: Option<u64>,
        #[case] least_n: u64,
        #[case] end: &str,
    ) {
        let fell = Card {
            value: Some(0.9),
            previous: Some(Comparison {
                change: -0.09,
                change_ratio: Some(-0.09 / 0.99),
                ..july()
            }),
            cases,
            least_n,
            ..of("Availability", Status::Missed, Some(0.0))
        };
        let said = said(&[
            of("Uptime", Status::Missed, Some(0.0)),
            fell,
            of("Latency", Status::Met, Some(100.0)),
        ]);
        assert_eq!(
            said,
            format!("Score 50.0 of 100. The target for availability is {end}")
        );
    }

    #[rstest]
    #[case(&[("NPS", Status::Stale)], "NPS, stale")]
    #[case(&[("NPS", Status::Stale), ("CSAT", Status::Stale)], "NPS and CSAT, stale")]
    #[case(&[("NPS", Status::Stale), ("CSAT", Status::Stale), ("CES", Status::Stale)], "3 metrics, stale")]
    #[case(
        &[("NPS", Status::Unfinished), ("CSAT", Status::TooFew), ("CES", Status::Met)],
        "CSAT, too few cases; NPS, unfinished; CES, of another time"
    )]
    fn what_is_not_in_the_score_is_named_with_the_reason(
        #[case] left_out: &[(&str, Status)],
        #[case] expected: &str,
    ) {
        let mut cards = vec![
            of("Availability", Status::Met, Some(100.0)),
            of("Informing", Status::Informative, None),
        ];
        cards.extend(
            left_out
                .iter()
                .map(|(label, status)| of(label, *status, None)),
        );
        assert_eq!(
            said(&cards),
            format!("Score 50.0 of 100. Not in the score: {expected}.")
        );
    }
}

mod the_period_control {
    use super::*;

    fn quarter(date: &str) -> Period {
        Period::containing_date(date.parse().unwrap(), Grain::Quarter)
    }

    fn options(when: When) -> Vec<PeriodOption> {
        let choice = Choice {
            grain: Grain::Quarter,
            when,
        };
        let span = days("2026-01-05", "2026-09-11");
        model::period_options((choice, Calendar::default()), span, Shared::default(), &EN)
    }

    fn between(options: &[PeriodOption]) -> When {
        options.iter().find(|o| o.id == "between").unwrap().when
    }

    /// Until days are chosen, all of them are offered.
    #[test]
    fn chosen_days_stay_chosen() {
        let all = When::Between(quarter("2026-01-01"), quarter("2026-09-01"));
        assert_eq!(between(&options(When::Latest)), all);
        let two = When::Between(quarter("2026-01-01"), quarter("2026-04-01"));
        assert_eq!(between(&options(two)), two);
    }

    /// Of data that has gone since, or of more periods than are listed.
    #[rstest]
    #[case::of_the_data("2026-04-01", &["Q3 2026", "Q2 2026", "Q1 2026"])]
    #[case::of_before("2020-04-01", &["Q3 2026", "Q2 2026", "Q1 2026", "Q2 2020"])]
    fn a_chosen_period_is_among_them_once(#[case] chosen: &str, #[case] listed: &[&str]) {
        let found = options(When::At(quarter(chosen)));
        let at = found.iter().filter(|o| matches!(o.when, When::At(_)));
        let labels: Vec<&str> = at.map(|o| o.label.as_str()).collect();
        assert_eq!(labels, listed);
    }

    #[test]
    fn what_is_said_of_the_calendar_is_what_is_read_of_it() {
        let labels = CALENDAR_FIELDS.map(|field| field.label);
        assert_eq!(labels, ["Weeks begin on", "Years begin in", "Months are"]);
        let offered = CALENDAR_FIELDS.map(|field| field.options().len());
        assert_eq!(offered, [3, 12, 2]);
        for field in &CALENDAR_FIELDS {
            for (value, words) in field.options() {
                let mut calendar = Calendar::default();
                (field.write)(&mut calendar, *value);
                assert_eq!((field.read)(&calendar), *value, "{words}");
            }
        }
        let [_, years, months] = &CALENDAR_FIELDS;
        assert_eq!(years.options()[3], (4, "April"));
        let mut calendar = Calendar::default();
        (months.write)(&mut calendar, 1);
        assert!(calendar.weeks, "{:?}", months.options());
    }

    /// Newfoundland, London in winter, India and the Chatham Islands (IANA).
    #[rstest]
    #[case(-720, "UTC−12")]
    #[case(-210, "UTC−3:30")]
    #[case(0, "UTC")]
    #[case(330, "UTC+5:30")]
    #[case(765, "UTC+12:45")]
    #[case(840, "UTC+14")]
    fn days_begin_so_far_from_utc(#[case] minutes: i16, #[case] words: &str) {
        let all = model::distances_from_utc();
        let found = all.iter().find(|(of, _)| *of == minutes);
        assert_eq!(found.map(|(_, said)| said.as_str()), Some(words));
    }
}
