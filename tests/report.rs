//! Charts, sentences and tables of the report: which figures stand in them, under which words.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in helpers of tests too a panic is the report

use outturn_chart::{AxisUnit, Better, Chart, Kind as Picture};
use outturn_core::calendar::{Calendar, Grain, Period, Span};
use outturn_core::units::{Currency, Unit};
use outturn_format::Locale;
use outturn_metrics::scorecard::{
    Breakdown, BreakdownRow, Card, Comparison, Composite, Judged, Part, Point, Reading, Receipt,
    Standing, Status, TargetOrigin,
};
use outturn_metrics::{Bucket, Direction, Kind, SourceFile, Target, Thresholds};
use outturn_report::charts;
use outturn_report::model::{self, Footnotes};
use outturn_report::narrative::{against, met_of, target_words, when_to_date, why_no_verdict};
use rstest::rstest;

const EN: Locale = Locale::EN;

fn month(date: &str) -> Period {
    Period::containing_date(date.parse().unwrap(), Grain::Month)
}

fn file(name: &str, sha256: &str) -> SourceFile {
    SourceFile {
        file: name.into(),
        sha256: sha256.into(),
        bytes: 2_048,
        rows_read: 10,
        rows_used: 8,
        left_out: vec![("without a date".into(), 2)],
        caveats: Vec::new(),
    }
}

/// Availability of August: 99.5 % after 99.0 %, held against 99.9 % and 99.0 %.
fn availability() -> Card {
    let (july, august) = (month("2026-07-01"), month("2026-08-01"));
    let point = |period, value| Point {
        period,
        value,
        n: 10,
        whole: true,
    };
    Card {
        id: "availability".into(),
        label: "Availability".into(),
        bucket: Bucket::Reliability,
        kind: Kind::Leading,
        unit: Unit::Ratio,
        currency: None,
        periods: Some((august, august)),
        span: None,
        standing: Standing::Whole,
        observed: None,
        late: Vec::new(),
        stands_for: None,
        stands_for_half: false,
        to_date: false,
        planned: false,
        value: Some(0.995),
        n: 10,
        cases: None,
        noun: "probes".into(),
        least_n: 0,
        judged: Judged {
            status: Status::Near,
            score: Some(55.0),
        },
        reason: None,
        lack: None,
        target: Target::Fixed(Thresholds {
            met: 0.999,
            missed: 0.99,
        }),
        target_origin: TargetOrigin::Default,
        good: Direction::Up,
        previous: Some(Comparison {
            to: (july, july),
            value: 0.99,
            change: 0.005,
            change_ratio: Some(0.005 / 0.99),
            part: None,
            reading: Reading::Changed,
            interval: None,
            status: Status::Near,
        }),
        series: vec![
            point(july.shifted(-1), None),
            point(july, Some(0.99)),
            point(august, Some(0.995)),
        ],
        made: None,
        owner: String::new(),
        north_star: false,
        receipt: Receipt {
            definition: "Share of time without an outage".into(),
            formula: "time without outage ÷ time".into(),
            longer: String::new(),
            source: "SRE book".into(),
            inputs: Vec::new(),
            files: vec![file("incidents.csv", "0123456789abcdef")],
            rows_used: 1_234,
            rows_left_out: 2,
            left_out: vec![("without a value".into(), 2)],
        },
    }
}

fn named(id: &str, status: Status) -> Card {
    Card {
        id: id.into(),
        judged: Judged {
            status,
            score: None,
        },
        ..availability()
    }
}

fn without_data(id: &str) -> Card {
    Card {
        value: None,
        periods: None,
        series: Vec::new(),
        ..named(id, Status::NoData)
    }
}

/// With plain spaces where no line may end.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

/// What stands around a picture.
fn words(chart: &Chart) -> [&str; 3] {
    [&chart.title, &chart.subtitle, &chart.source]
}

mod charts_of_a_card {
    use super::*;

    #[test]
    fn a_line_has_every_period_with_gaps_and_the_target() {
        let chart = charts::line(&availability(), EN);
        assert_eq!(
            words(&chart),
            [
                "Availability",
                "by month",
                "time without outage ÷ time. Source: incidents.csv (0123456789ab)"
            ]
        );
        let Picture::Line(line) = chart.kind else {
            panic!("{:?}", chart.kind)
        };
        assert_eq!((line.unit, line.grain), (AxisUnit::Ratio, Grain::Month));
        assert_eq!(line.series.len(), 1);
        assert_eq!(line.series[0].values, [None, Some(0.99), Some(0.995)]);
        let target = line.target.unwrap();
        assert_eq!(
            (target.value, target.near, target.better),
            (0.999, Some(0.99), Better::Higher)
        );
    }

    #[test]
    fn a_sparkline_reads_its_periods() {
        let chart = charts::sparkline(&availability(), EN);
        assert_eq!(words(&chart), ["Availability, trend", "", ""]);
        let Picture::Sparkline(sparkline) = chart.kind else {
            panic!("{:?}", chart.kind)
        };
        assert_eq!(sparkline.labels, ["Jun 2026", "Jul 2026", "Aug 2026"]);
        assert_eq!(sparkline.values, [None, Some(0.99), Some(0.995)]);
    }

    /// Met, missed, which way is better; then the target line, the near line, the better side.
    #[rstest]
    #[case::higher(0.999, 0.99, Direction::Up, Some((0.999, Some(0.99), Better::Higher)))]
    #[case::lower(1.0, 2.0, Direction::Down, Some((1.0, Some(2.0), Better::Lower)))]
    #[case::no_room_for_near(5.0, 5.0, Direction::Down, Some((5.0, None, Better::Lower)))]
    #[case::either_by_its_order_up(5.0, 4.0, Direction::Stable, Some((5.0, Some(4.0), Better::Higher)))]
    #[case::either_by_its_order_down(4.0, 5.0, Direction::Stable, Some((4.0, Some(5.0), Better::Lower)))]
    fn a_bullet_stands_between_missed_and_met(
        #[case] met: f64,
        #[case] missed: f64,
        #[case] good: Direction,
        #[case] expected: Option<(f64, Option<f64>, Better)>,
    ) {
        let target = Target::Fixed(Thresholds { met, missed });
        let card = Card {
            target,
            good,
            ..availability()
        };
        let drawn = charts::bullet(&card, EN).map(|chart| match chart.kind {
            Picture::Bullet(b) => (b.target.value, b.target.near, b.target.better),
            other => panic!("{other:?}"),
        });
        assert_eq!(drawn, expected);
    }

    #[rstest]
    #[case(Target::Trend)]
    #[case(Target::None)]
    fn without_a_fixed_target_there_is_no_bullet(#[case] target: Target) {
        let card = Card {
            target,
            ..availability()
        };
        assert_eq!(charts::bullet(&card, EN), None);
    }

    #[test]
    fn bars_are_the_rows_of_a_breakdown() {
        let row = |key: &str, value| BreakdownRow {
            key: key.into(),
            value,
            n: 3,
            also: Vec::new(),
        };
        let breakdown = Breakdown {
            by: "team".into(),
            rows: vec![row("ingest", Some(0.98)), row("search", None)],
        };
        let chart = charts::bars(&availability(), &breakdown, EN);
        assert_eq!(words(&chart)[..2], ["Availability by team", "Aug 2026"]);
        let Picture::Bars(bars) = chart.kind else {
            panic!("{:?}", chart.kind)
        };
        assert_eq!(bars.category, "team");
        let drawn: Vec<_> = bars
            .bars
            .iter()
            .map(|b| (b.name.as_str(), b.value))
            .collect();
        assert_eq!(drawn, [("ingest", Some(0.98)), ("search", None)]);
    }

    #[test]
    fn figures_are_written_as_the_reader_does() {
        let euros = Card {
            unit: Unit::Money,
            currency: Some(Currency::parse("EUR").unwrap()),
            ..availability()
        };
        let chart = charts::line(&euros, Locale::from_tag("de"));
        assert_eq!(chart.locale, Locale::from_tag("de"));
        assert!(
            matches!(chart.kind, Picture::Line(line) if line.unit == AxisUnit::Money(euros.currency.unwrap()))
        );
    }
}

mod composite {
    use super::*;

    fn composite(missing: &[Bucket]) -> Composite {
        let part = |bucket, weight, score| Part {
            bucket,
            weight,
            score,
            contribution: weight * score,
            metrics: 2,
        };
        Composite {
            score: Some(81.25),
            parts: vec![
                part(Bucket::Reliability, 0.25, 85.0),
                part(Bucket::Quality, 0.75, 80.0),
            ],
            missing: missing.to_vec(),
        }
    }

    #[test]
    fn the_chart_has_the_parts_that_count() {
        let chart = charts::composite(&composite(&[]), EN);
        assert_eq!(
            words(&chart),
            [
                "Composite",
                "81.3 of 100, the weighted mean of the buckets' scores",
                "Score of a metric: 100 at or past met, 0 past missed, straight between"
            ]
        );
        let Picture::Composite(drawn) = chart.kind else {
            panic!("{:?}", chart.kind)
        };
        let parts: Vec<_> = drawn
            .parts
            .iter()
            .map(|p| (p.name.as_str(), p.weight, p.score))
            .collect();
        let expected = [
            (Bucket::Reliability.label(), 0.25, Some(85.0)),
            (Bucket::Quality.label(), 0.75, Some(80.0)),
        ];
        assert_eq!(parts, expected);
    }

    #[test]
    fn what_does_not_count_is_said_under_the_picture() {
        let without_two = composite(&[Bucket::Velocity, Bucket::Value]);
        let said = format!(
            "Without a scored metric, and not counted: {}, {}.",
            Bucket::Velocity.label(),
            Bucket::Value.label()
        );
        assert_eq!(
            charts::uncounted(&without_two).as_deref(),
            Some(said.as_str())
        );
        assert!(charts::composite(&without_two, EN).source.ends_with(&said));
        assert_eq!(charts::uncounted(&composite(&[])), None);
    }
}

mod cards_in_words {
    use super::*;

    #[rstest]
    #[case(Target::Fixed(Thresholds { met: 0.999, missed: 0.99 }), Direction::Up, "≥ 99.9%")]
    #[case(Target::Fixed(Thresholds { met: 0.05, missed: 0.1 }), Direction::Down, "≤ 5%")]
    #[case(Target::Fixed(Thresholds { met: 0.05, missed: 0.1 }), Direction::Stable, "≤ 5%")]
    #[case(Target::Trend, Direction::Up, "not falling")]
    #[case(Target::Trend, Direction::Down, "not rising")]
    #[case(Target::Trend, Direction::Stable, "steady")]
    #[case(Target::None, Direction::Up, "none set")]
    fn targets(#[case] target: Target, #[case] good: Direction, #[case] expected: &str) {
        let card = Card {
            target,
            good,
            ..availability()
        };
        assert_eq!(plain(&target_words(&card, &EN)), expected);
    }

    /// July began on the 12th, and is not drawn between June and August: it is no fall.
    #[test]
    fn a_part_of_a_period_is_not_drawn_among_whole_ones() {
        let mut card = availability();
        card.series[0].value = Some(0.992);
        card.series[1].whole = false;
        let Picture::Sparkline(line) = charts::sparkline(&card, EN).kind else {
            panic!("no sparkline")
        };
        assert_eq!(line.values, [Some(0.992), None, Some(0.995)]);
    }

    #[rstest]
    #[case(Status::TooFew, "2 incidents: too few to judge. 5 are needed.")]
    #[case(
        Status::Stale,
        "Its data ends on 10 Aug 2026: neither scored nor in the headline."
    )]
    #[case(
        Status::Unfinished,
        "10 of 31 days: no verdict on an unfinished period."
    )]
    #[case(Status::Met, "")]
    fn a_value_without_a_verdict_says_why(#[case] status: Status, #[case] said: &str) {
        let august = month("2026-08-01").span();
        let card = Card {
            cases: Some(2),
            noun: "incidents".into(),
            least_n: 5,
            span: Some(august),
            observed: Some(Span {
                end: "2026-08-11".parse().unwrap(),
                ..august
            }),
            ..named("mttr", status)
        };
        assert_eq!(why_no_verdict(&card, &EN), said);
    }

    #[test]
    fn what_a_part_is_compared_with_is_said() {
        let mut card = availability();
        let july = month("2026-07-01").span();
        let before = card.previous.as_mut().unwrap();
        before.part = Some(Span {
            end: "2026-07-11".parse().unwrap(),
            ..july
        });
        let (with, moved) = against(&card, outturn_format::period_short, &EN).unwrap();
        assert_eq!(
            (with.as_str(), plain(&moved).as_str()),
            ("vs 1 Jul – 10 Jul", "+0.5 pt")
        );
        card.previous.as_mut().unwrap().reading = Reading::Unchanged;
        let said = against(&card, outturn_format::period_short, &EN).unwrap();
        assert_eq!(plain(&said.1), "unchanged (+0.5 pt, within chance)");
    }

    #[test]
    fn a_period_that_is_not_over_says_so() {
        let whole = availability();
        let begun = Card {
            to_date: true,
            ..availability()
        };
        let said = [whole, begun, without_data("mttr")].map(|c| when_to_date(&c, &EN));
        assert_eq!(said, ["Aug 2026", "Aug 2026, to date", ""]);
    }

    #[rstest]
    #[case(&[], "")]
    #[case(&[Status::Informative], "")]
    #[case(&[Status::NoData, Status::NoData], "2 without data")]
    #[case(&[Status::Met, Status::Near, Status::Missed, Status::Informative], "1 of 3 met")]
    #[case(&[Status::Met, Status::NoData], "1 of 1 met, 1 without data")]
    fn a_bucket_counts_what_is_met(#[case] statuses: &[Status], #[case] expected: &str) {
        let cards: Vec<Card> = statuses.iter().map(|s| named("m", *s)).collect();
        assert_eq!(met_of(&cards), expected);
    }
}

mod the_page {
    use super::*;

    fn ids(cards: &[Card]) -> Vec<&str> {
        cards.iter().map(|c| c.id.as_str()).collect()
    }

    #[test]
    fn it_is_about_what_is_judged_marked_or_drawn() {
        let star = Card {
            north_star: true,
            ..named("star", Status::Informative)
        };
        let cards = [
            named("told", Status::Informative),
            named("met", Status::Met),
            without_data("absent"),
            star,
            named("drawn", Status::Informative),
            named("missed", Status::Missed),
        ];
        let charted = ["drawn".to_owned(), "met".to_owned()];
        let key = model::key_cards(&cards, &charted);
        assert_eq!(ids(&key), ["met", "star", "drawn", "missed"]);
        assert_eq!(ids(&model::charted(&cards, &charted)), ["met", "drawn"]);
    }

    #[test]
    fn a_bucket_begins_with_its_north_star_and_ends_with_what_lacks_data() {
        let star = Card {
            north_star: true,
            ..named("star", Status::Met)
        };
        let elsewhere = Card {
            bucket: Bucket::Value,
            ..named("elsewhere", Status::Met)
        };
        let cards = [
            without_data("absent"),
            named("first", Status::Met),
            elsewhere,
            star,
        ];
        let here = model::in_bucket(&cards, Bucket::Reliability);
        assert_eq!(ids(&here), ["star", "first", "absent"]);
    }

    #[test]
    fn a_metric_is_a_row() {
        let card = Card {
            north_star: true,
            ..availability()
        };
        let notes = Footnotes::of(std::slice::from_ref(&card));
        let row = model::metric_row(&card, &notes, &EN);
        assert_eq!(
            [
                row.label,
                row.marks,
                row.value,
                plain(&row.target),
                row.when
            ],
            ["★ Availability", "1", "99.5%", "≥ 99.9%", "Aug 2026"]
        );
        let (by, against) = row.change.unwrap();
        assert_eq!(
            (plain(&by).as_str(), against.as_str()),
            ("+0.5 pt", "vs Jul 2026")
        );
    }

    #[test]
    fn a_metric_without_data_is_a_row_of_dashes() {
        let card = Card {
            previous: None,
            ..without_data("mttr")
        };
        let row = model::metric_row(&card, &Footnotes::of(&[]), &EN);
        assert_eq!(
            (row.value.as_str(), row.when.as_str(), row.change),
            ("—", "—", None)
        );
    }

    #[test]
    fn footnotes_number_each_file_once_as_the_cards_name_them() {
        let behind = |names: &[&str]| Card {
            receipt: Receipt {
                files: names.iter().map(|n| file(n, n)).collect(),
                ..availability().receipt
            },
            ..availability()
        };
        let cards = [behind(&["b.csv"]), behind(&["a.csv", "b.csv"]), behind(&[])];
        let notes = Footnotes::of(&cards);
        let names: Vec<_> = notes.files().iter().map(|f| f.file.as_str()).collect();
        assert_eq!(names, ["b.csv", "a.csv"]);
        assert_eq!(cards.map(|c| notes.marks(&c)), ["1", "1, 2", ""]);
    }

    #[test]
    fn a_footnote_says_what_was_left_out_and_why() {
        let some = file("a.csv", "");
        let none = SourceFile {
            rows_read: 1,
            rows_used: 1,
            left_out: Vec::new(),
            ..some.clone()
        };
        assert_eq!(
            [&some, &none].map(|f| model::file_words(f, &EN)),
            [
                "8 of 10 rows used; left out: 2 without a date",
                "1 of 1 row used"
            ]
        );
        assert_eq!(
            model::definition(&availability(), &EN),
            "Time without outage ÷ time. Source: SRE book; 1,234 rows used, 2 without a value."
        );
    }

    #[test]
    fn its_first_line_says_of_when_and_from_what() {
        let day = "2026-09-03".parse().unwrap();
        let july = Card {
            periods: Some((month("2026-07-01"), month("2026-07-01"))),
            ..availability()
        };
        let about = |cards: &[Card], files, samples| model::about(cards, files, samples, day, &EN);
        assert_eq!(
            about(&[availability(), without_data("mttr")], 1, false),
            "Aug 2026 · from 1 file · made 3 Sep 2026"
        );
        assert_eq!(
            about(&[availability(), july], 2, true),
            "each metric in its last period · from 2 files · with invented sample data · made 3 Sep 2026"
        );
        assert_eq!(about(&[], 0, false), "from 0 files · made 3 Sep 2026");
    }

    #[test]
    fn a_headline_is_proposed_once_there_is_a_figure() {
        let proposed = |cards: &[Card]| {
            let phrases = model::proposed_headline(cards, &Composite::default(), None, &EN);
            phrases.iter().map(|p| p.text.as_str()).collect::<String>()
        };
        assert_eq!(proposed(&[without_data("mttr")]), "");
        assert!(
            proposed(&[availability()])
                .starts_with("1 metric has a value; none counts in the score.")
        );
    }
}

mod the_period_control {
    use super::*;
    use outturn_metrics::scorecard::{Choice, Shared, When};

    fn labels(when: When, calendar: Calendar) -> Vec<String> {
        let choice = Choice {
            grain: Grain::Quarter,
            when,
        };
        let span = Span {
            start: "2026-01-05".parse().unwrap(),
            end: "2026-09-11".parse().unwrap(),
        };
        let quarter = |day: &str| Some(calendar.period(day.parse().unwrap(), Grain::Quarter));
        let shared = Shared {
            complete: quarter("2026-04-01"),
            running: quarter("2026-09-01"),
        };
        let options = model::period_options((choice, calendar), Some(span), shared, &EN);
        options.into_iter().map(|option| option.label).collect()
    }

    #[test]
    fn every_period_of_the_data_can_be_chosen() {
        assert_eq!(
            labels(When::Latest, Calendar::default()),
            [
                "Last complete: Q2 2026",
                "To date: Q3 2026",
                "Each metric's own last",
                "Everything loaded",
                "From … to …",
                "Q3 2026",
                "Q2 2026",
                "Q1 2026"
            ]
        );
    }

    #[test]
    fn periods_are_those_of_the_calendar() {
        let from_july = Calendar {
            year_begins: 7,
            ..Calendar::default()
        };
        assert_eq!(
            labels(When::All, from_july)[5..],
            ["Q1 FY2027", "Q4 FY2026", "Q3 FY2026"]
        );
    }
}
