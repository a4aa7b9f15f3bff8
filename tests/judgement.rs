//! What a card is held against, and what it is compared with. The data is drawn: two years of incidents and releases, September 2024 to
//! August 2026; its figures were worked out in Python from the same rows.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)] // in helpers of tests too a panic is the report

#[path = "common/tables.rs"]
mod tables;

use outturn_core::calendar::{Calendar, Grain, Period, Span};
use outturn_core::units::Timestamp;
use outturn_format::{Locale, period_short};
use outturn_metrics::scorecard::{
    Against, Agreement, Card, Choice, Comparisons, Detail, Found, MetricSettings, NotComparable,
    Settings, Status, TargetFrom, TargetOrigin, When, With, card, cards, compare, composite,
    default_weights, detail, distinct,
};
use outturn_metrics::{
    BENCHMARKS, Benchmark, Direction, Edition, Metric, RIVALS, Sources, Target, Thresholds,
};
use outturn_report::model::definition;
use outturn_report::narrative::{
    agreed_words, beside, compared_rows, contributions, distance_to_target, moves, moves_words,
    origin_words, stability_words, target_words,
};
use outturn_report::snapshot::{SnapshotInput, snapshot};
use rstest::rstest;
use tables::sources;

const EN: Locale = Locale::EN;
const INCIDENTS: &[u8] = include_bytes!("data/judgement/incidents.csv");
const DEPLOYMENTS: &[u8] = include_bytes!("data/judgement/deployments.csv");

/// The recovery of August 2026 in seconds: mean, median, 90th percentile, and the mean of the working time.
const MEAN: f64 = 6_727.285_714_286;
const MEDIAN: f64 = 5_457.0;
const P90: f64 = 11_170.8;
const WORK: f64 = 1_043.285_714_286;

fn two_years() -> Sources {
    sources(&[
        ("incidents.csv", INCIDENTS),
        ("deployments.csv", DEPLOYMENTS),
    ])
}

fn with_series(csv: &str) -> Sources {
    sources(&[
        ("incidents.csv", INCIDENTS),
        ("deployments.csv", DEPLOYMENTS),
        ("plan.csv", csv.as_bytes()),
    ])
}

fn month(start: &str) -> Period {
    Period::containing_date(start.parse().unwrap(), Grain::Month)
}

fn at(when: When) -> Choice {
    Choice {
        grain: Grain::Month,
        when,
    }
}

fn august() -> Choice {
    at(When::At(month("2026-08-01")))
}

fn said(id: &str, change: impl FnOnce(&mut MetricSettings)) -> Settings {
    let mut settings = Settings::default();
    change(settings.entry(id.to_owned()).or_default());
    settings
}

fn shown(sources: &Sources, id: &str, choice: Choice, settings: &Settings) -> Card {
    card(&Metric::find(id).unwrap(), sources, choice, settings, 25)
}

fn opened(sources: &Sources, id: &str, settings: &Settings) -> Detail {
    detail(&Metric::find(id).unwrap(), sources, august(), settings)
}

fn days(start: &str, end: &str) -> Span {
    Span {
        start: start.parse().unwrap(),
        end: end.parse().unwrap(),
    }
}

fn everything(baseline: Option<Span>) -> Comparisons {
    Comparisons {
        shown: With::ALL.to_vec(),
        ago: Some(3),
        baseline,
    }
}

/// A card with what it is compared with.
fn compared(sources: &Sources, id: &str, choice: Choice, with: &Comparisons) -> Card {
    let settings = Settings::default();
    let mut card = shown(sources, id, choice, &settings);
    card.comparisons = compare(
        &card,
        &Metric::find(id).unwrap(),
        sources,
        (choice, &settings),
        with,
    );
    card
}

fn against(card: &Card, with: With) -> &Against {
    card.comparisons
        .iter()
        .find(|one| one.with == with)
        .unwrap()
}

fn then(card: &Card, with: With) -> f64 {
    match &against(card, with).found {
        Found::Then(then) => then.value,
        other => panic!("{other:?}"),
    }
}

fn why_not(card: &Card, with: With) -> NotComparable {
    match &against(card, with).found {
        Found::No(why) => *why,
        other => panic!("{other:?}"),
    }
}

fn close(a: f64, b: f64) {
    assert!((a - b).abs() <= 1e-9 * b.abs(), "{a} is not {b}");
}

mod comparisons {
    use super::*;

    #[test]
    fn a_month_is_compared_with_several_at_once() {
        let with = everything(Some(days("2026-01-01", "2026-04-01")));
        let mttr = compared(&two_years(), "mttr", august(), &with);
        close(mttr.value.unwrap(), MEAN);
        close(then(&mttr, With::Previous), 4_541.571_428_571_428);
        close(then(&mttr, With::LastYear), 18_576.428_571_428_572);
        close(then(&mttr, With::Ago), 13_766.714_285_714_286);
        close(then(&mttr, With::Baseline), 15_396.428_571_428_57);
        let band = &against(&mttr, With::Benchmark).found;
        assert!(
            matches!(band, Found::Band { edition: Edition::Dora2023, band, better: Some((name, 3_600.0)) }
                if band == "high" && name == "elite"),
            "{band:?}"
        );
    }

    /// The default is what cards showed before: the period before.
    #[test]
    fn a_card_shows_what_is_picked_and_nothing_twice() {
        let mut with = everything(Some(days("2026-01-01", "2026-04-01")));
        let mttr = compared(&two_years(), "mttr", august(), &with);
        let told = |with: &Comparisons| {
            let said = beside(&mttr, with, period_short, &EN);
            let said = said
                .into_iter()
                .map(|(with, moved)| format!("{with} {moved}"));
            said.map(|words| words.replace('\u{a0}', " "))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            told(&Comparisons::default()),
            ["vs Jul unchanged (+48%, within chance)"]
        );
        with.shown = vec![
            With::LastYear,
            With::Baseline,
            With::Benchmark,
            With::Target,
        ];
        assert_eq!(
            told(&with),
            [
                "vs Aug 2025 unchanged (−64%, within chance)",
                "vs baseline Q1 2026 unchanged (−56%, within chance)",
                "DORA 2023 high"
            ]
        );
        // The target stands on the card; how far it is stands beside it.
        assert_eq!(
            distance_to_target(&mttr, &with, &EN)
                .unwrap()
                .replace('\u{a0}', " "),
            "+52 min"
        );
    }

    /// Twelve months ago is the same month last year: one line.
    #[test]
    fn the_same_days_are_compared_with_once() {
        let with = Comparisons {
            ago: Some(12),
            ..everything(None)
        };
        let mttr = compared(&two_years(), "mttr", august(), &with);
        let kept: Vec<With> = distinct(&mttr.comparisons)
            .iter()
            .map(|one| one.with)
            .collect();
        let once = [
            With::Previous,
            With::LastYear,
            With::Target,
            With::Benchmark,
        ];
        assert_eq!(kept, once);
        let rows = compared_rows(&mttr, &with, &EN);
        let named: Vec<&str> = rows.iter().map(|row| row.with.as_str()).collect();
        assert_eq!(
            named,
            [
                "Jul 2026, the period before",
                "Aug 2025, a year before",
                "Target",
                "DORA 2023"
            ]
        );
    }

    /// The data begins in September 2024.
    #[test]
    fn what_the_data_does_not_cover_is_not_compared_and_says_since_when_there_is_data() {
        let first = at(When::At(month("2025-03-01")));
        let with = everything(None);
        let mttr = compared(&two_years(), "mttr", first, &with);
        assert!(matches!(
            why_not(&mttr, With::LastYear),
            NotComparable::NotCovered { .. }
        ));
        let rows = compared_rows(&mttr, &with, &EN);
        let last_year = rows.iter().find(|row| row.with.contains("a year")).unwrap();
        assert_eq!(
            last_year.reading,
            "not comparable: its data begins 1 Sep 2024"
        );
        assert!(!last_year.comparable);
        let said = beside(&mttr, &with, period_short, &EN);
        assert!(
            said.contains(&("vs Mar 2024".to_owned(), "no data".to_owned())),
            "{said:?}"
        );
    }

    #[rstest]
    // A sum of a month beside one of three.
    #[case("incident_count", "2026-01-01", "2026-04-01", Some(NotComparable::Lengths { now: 31, then: 90 }))]
    // A month beside a month.
    #[case("incident_count", "2026-02-01", "2026-03-01", None)]
    // A mean has no length.
    #[case("mttr", "2026-01-01", "2026-04-01", None)]
    #[case("mttr", "2026-07-15", "2026-08-15", Some(NotComparable::Overlaps))]
    fn a_baseline_is_like_what_it_is_held_against(
        #[case] id: &str,
        #[case] start: &str,
        #[case] end: &str,
        #[case] expected: Option<NotComparable>,
    ) {
        let with = everything(Some(days(start, end)));
        let card = compared(&two_years(), id, august(), &with);
        let found = match &against(&card, With::Baseline).found {
            Found::No(why) => Some(*why),
            _ => None,
        };
        assert_eq!(found, expected);
        // It is named, comparable or not.
        assert!(against(&card, With::Baseline).to.is_some());
    }

    /// Everything loaded has nothing before it, and holds every baseline.
    #[test]
    fn everything_is_compared_with_no_earlier_time() {
        let with = everything(Some(days("2026-01-01", "2026-04-01")));
        let mttr = compared(&two_years(), "mttr", at(When::All), &with);
        let why = [With::Previous, With::LastYear, With::Ago].map(|with| why_not(&mttr, with));
        assert_eq!(why, [NotComparable::Everything; 3]);
        assert_eq!(why_not(&mttr, With::Baseline), NotComparable::Overlaps);
    }

    /// Several months are compared with as many months: the three before, those of last year.
    #[test]
    fn a_quarter_of_months_is_compared_with_quarters() {
        let (june, august) = (month("2026-06-01"), month("2026-08-01"));
        let card = compared(
            &two_years(),
            "incident_count",
            at(When::Between(june, august)),
            &everything(None),
        );
        let to = |with| {
            let (first, last) = against(&card, with).to.unwrap();
            (first.label(), last.label())
        };
        let named = |first: &str, last: &str| (first.to_owned(), last.to_owned());
        assert_eq!(to(With::Previous), named("Mar 2026", "May 2026"));
        assert_eq!(to(With::LastYear), named("Jun 2025", "Aug 2025"));
        assert_eq!(to(With::Ago), named("Sep 2025", "Nov 2025"));
    }

    /// Of weeks the one of the same weekdays: 52 weeks before.
    #[test]
    fn a_week_is_compared_with_that_52_weeks_before() {
        let week = Calendar::default().period("2026-08-03".parse().unwrap(), Grain::Week);
        let choice = Choice {
            grain: Grain::Week,
            when: When::At(week),
        };
        let card = compared(&two_years(), "incident_count", choice, &everything(None));
        let (then, _) = against(&card, With::LastYear).to.unwrap();
        assert_eq!(then.start().to_string(), "2025-08-04");
    }
}

mod targets {
    use super::*;

    #[test]
    fn a_band_of_a_benchmark_is_a_target_with_the_next_band_as_tolerance() {
        let settings = said("change_failure_rate", |own| {
            own.target_from = TargetFrom::Band {
                edition: Edition::Dora2023,
                band: "high".to_owned(),
            };
        });
        let card = shown(&two_years(), "change_failure_rate", august(), &settings);
        let bounds = Thresholds {
            met: 0.10,
            missed: 0.15,
        };
        assert_eq!(card.target, Target::Fixed(bounds));
        assert_eq!(card.target_origin, TargetOrigin::Benchmark);
        assert_eq!(origin_words(&card), "the edge of DORA 2023, high");
        assert_eq!(card.judged.status, Status::Missed);
    }

    /// A plan by month: 30 % in July, 20 % in August, of which a tenth is the tolerance.
    #[test]
    fn a_series_is_a_target_by_period() {
        let plan = "date,metric,value\n2026-07-01,cfr plan,0.3\n2026-08-01,cfr plan,0.24\n";
        let sources = with_series(plan);
        let settings = said("change_failure_rate", |own| {
            own.target_from = TargetFrom::Series("series:cfr plan".to_owned());
        });
        let card = shown(&sources, "change_failure_rate", august(), &settings);
        let Target::Fixed(bounds) = card.target else {
            panic!("{:?}", card.target)
        };
        close(bounds.met, 0.24);
        close(bounds.missed, 0.264);
        assert_eq!(
            (card.target_origin, card.judged.status),
            (TargetOrigin::Series, Status::Near)
        );
        let july = at(When::At(month("2026-07-01")));
        let card = shown(&sources, "change_failure_rate", july, &settings);
        assert_eq!(target_words(&card, &EN).replace('\u{a0}', " "), "≤ 30%");
        // Where the plan says nothing there is no target, and it is said.
        let may = at(When::At(month("2026-05-01")));
        let card = shown(&sources, "change_failure_rate", may, &settings);
        assert_eq!(card.target, Target::None);
        assert_eq!(
            origin_words(&card),
            "the series cfr plan has no value in this period"
        );
    }

    #[test]
    fn a_series_is_no_target_of_itself() {
        let plan = "date,metric,value\n2026-08-01,plan,3\n";
        let settings = said("series:plan", |own| {
            own.target_from = TargetFrom::Series("series:plan".to_owned());
        });
        let card = shown(&with_series(plan), "series:plan", august(), &settings);
        assert_eq!(card.target, Target::None);
    }

    #[test]
    fn which_way_is_better_is_the_users_to_say() {
        let settings = said("deployment_frequency", |own| {
            own.good = Some(Direction::Down);
        });
        let card = shown(&two_years(), "deployment_frequency", august(), &settings);
        assert_eq!(card.good, Direction::Down);
        assert_eq!(target_words(&card, &EN), "not rising");
    }

    #[rstest]
    #[case(
        "Operations lead",
        "2026-01-14",
        Some("agreed by Operations lead, 14 Jan 2026")
    )]
    #[case("Operations lead", "", Some("agreed by Operations lead"))]
    #[case("", "2026-01-14", Some("agreed 14 Jan 2026"))]
    #[case("", "", None)]
    #[case("", "soon", None)]
    fn who_agreed_and_when_is_said(
        #[case] by: &str,
        #[case] on: &str,
        #[case] expected: Option<&str>,
    ) {
        let agreed = Agreement {
            by: by.to_owned(),
            on: on.to_owned(),
        };
        assert_eq!(agreed_words(&agreed, &EN).as_deref(), expected);
    }

    /// The receipt of the report says what was chosen, and nothing of what nobody chose.
    #[test]
    fn what_was_chosen_stands_in_the_report() {
        let settings = said("mttr", |own| {
            own.definition = Some("median".to_owned());
            own.target = Some(Thresholds {
                met: 3_600.0,
                missed: 7_200.0,
            });
            own.agreed.by = "Operations lead".to_owned();
        });
        let sources = two_years();
        let told = definition(&shown(&sources, "mttr", august(), &settings), &EN);
        let end =
            ". Defined by median, chosen among rivals. Target: yours, agreed by Operations lead.";
        assert!(told.ends_with(end), "{told}");
        let untouched = shown(&sources, "mttr", august(), &Settings::default());
        assert!(definition(&untouched, &EN).ends_with("7 rows used."));
    }

    /// Work of before has a target and no more.
    #[test]
    fn settings_of_older_work_go_on_to_count() {
        let old = r#"{"mttr": {"target": {"met": 1800.0, "missed": 3600.0}, "owner": "SRE"}}"#;
        let settings: Settings = serde_json::from_str(old).unwrap();
        let card = shown(&two_years(), "mttr", august(), &settings);
        assert_eq!(card.target_origin, TargetOrigin::User);
        assert_eq!(target_words(&card, &EN).replace('\u{a0}', " "), "≤ 30 min");
    }
}

mod benchmarks {
    use super::*;

    /// As DORA published them; the band is the best whose edge is reached.
    #[rstest]
    #[case("change_failure_rate", 0.05, "elite", "elite")]
    #[case("change_failure_rate", 0.12, "elite", "medium")]
    #[case("change_failure_rate", 0.16, "high, medium or low", "low")]
    #[case("change_failure_rate", 0.64, "high, medium or low", "low")]
    #[case("mttr", 3_000.0, "elite", "elite")]
    #[case("mttr", 40_000.0, "high", "high")]
    #[case("mttr", 200_000.0, "medium", "medium")]
    #[case("mttr", 900_000.0, "low", "low")]
    #[case("deployment_frequency", 10.0, "elite", "elite")]
    #[case("deployment_frequency", 2.0, "high", "high")]
    #[case("deployment_frequency", 0.5, "high", "medium")]
    #[case("deployment_frequency", 0.1, "medium", "low")]
    #[case("deployment_frequency", 0.03, "low", "low")]
    #[case("deployment_duration", 7_200.0, "high", "elite")]
    #[case("deployment_duration", 400_000.0, "high", "high")]
    #[case("deployment_duration", 2_000_000.0, "medium", "medium")]
    #[case("deployment_duration", 9_000_000.0, "medium", "low")]
    fn a_value_is_in_a_band(
        #[case] metric: &str,
        #[case] value: f64,
        #[case] of_2021: &str,
        #[case] of_2023: &str,
    ) {
        let good = Metric::find(metric).unwrap().good();
        let band = |edition| {
            Benchmark::of(metric, edition)
                .unwrap()
                .band_of(value, good)
                .name
        };
        assert_eq!(
            (band(Edition::Dora2021), band(Edition::Dora2023)),
            (of_2021, of_2023)
        );
    }

    #[test]
    fn bands_go_from_the_best_to_what_all_reach() {
        for benchmark in BENCHMARKS {
            let metric = Metric::find(benchmark.metric).unwrap();
            let edges: Vec<f64> = benchmark
                .bands
                .iter()
                .filter_map(|band| band.edge)
                .collect();
            let ordered = edges.windows(2).all(|pair| match metric.good() {
                Direction::Up => pair[0] > pair[1],
                _ => pair[0] < pair[1],
            });
            assert!(ordered, "{benchmark:?}");
            assert!(
                benchmark.bands.last().unwrap().edge.is_none(),
                "{benchmark:?}"
            );
        }
    }
}

mod rivals {
    use super::*;

    fn values(id: &str) -> Vec<(String, f64, bool)> {
        let rivals = opened(&two_years(), id, &Settings::default()).rivals;
        let each = rivals.into_iter();
        each.map(|rival| (rival.id, rival.value.unwrap(), rival.in_use))
            .collect()
    }

    /// The recovery of August, by four definitions; business hours counted second by second.
    #[test]
    fn four_definitions_stand_side_by_side_in_one_period() {
        let expected = [
            ("mean", MEAN, true),
            ("median", MEDIAN, false),
            ("p90", P90, false),
            ("working_hours", WORK, false),
        ];
        for ((id, value, in_use), (wanted, figure, used)) in values("mttr").iter().zip(expected) {
            assert_eq!((id.as_str(), *in_use), (wanted, used));
            close(*value, figure);
        }
    }

    /// Of twelve releases in August one was rolled back, and incidents name two others.
    #[test]
    fn a_failure_rate_by_deployment_and_by_incident_is_not_one() {
        let found = values("change_failure_rate");
        let figures: Vec<f64> = found.iter().map(|(_, value, _)| value * 12.0).collect();
        for (figure, expected) in figures.iter().zip([3.0, 1.0, 2.0]) {
            close(*figure, expected);
        }
    }

    #[test]
    fn the_definition_that_is_chosen_is_that_of_card_series_and_receipt() {
        let sources = two_years();
        let settings = said("mttr", |own| own.definition = Some("median".to_owned()));
        let card = shown(&sources, "mttr", august(), &settings);
        close(card.value.unwrap(), MEDIAN);
        assert_eq!(card.definition.as_deref(), Some("median"));
        assert_eq!(
            card.receipt.definition,
            "Time from the alert to the fix, of the middle incident."
        );
        assert!(
            card.receipt.formula.contains("median") || card.receipt.formula.contains("quantile"),
            "{}",
            card.receipt.formula
        );
        assert_eq!(card.series.last().unwrap().value, card.value);
        let rivals = opened(&sources, "mttr", &settings).rivals;
        let in_use: Vec<&str> = rivals
            .iter()
            .filter(|one| one.in_use)
            .map(|one| one.id.as_str())
            .collect();
        assert_eq!(in_use, ["median"]);
        // The catalogue's own is measured beside it, and not taken for it.
        let own = shown(&sources, "mttr", august(), &Settings::default());
        close(own.value.unwrap(), MEAN);
    }

    #[test]
    fn a_definition_that_nobody_knows_is_the_catalogues() {
        let settings = said("mttr", |own| own.definition = Some("mode".to_owned()));
        let card = shown(&two_years(), "mttr", august(), &settings);
        close(card.value.unwrap(), MEAN);
        assert_eq!(card.definition, None);
    }

    /// As it was supplied, whichever way that was.
    #[test]
    fn a_supplied_value_has_no_rivals() {
        let csv = "date,metric,value\n2026-08-01,mttr,3600\n";
        let sources = sources(&[("kpis.csv", csv.as_bytes())]);
        let settings = said("mttr", |own| own.definition = Some("median".to_owned()));
        let detail = opened(&sources, "mttr", &settings);
        assert_eq!((detail.rivals.len(), detail.card.definition), (0, None));
    }

    #[test]
    fn each_metric_has_its_catalogues_definition_first() {
        for rivals in RIVALS {
            let known = Metric::find(rivals.metric).unwrap();
            let first = rivals.all[0];
            assert!(first.is_catalogues(), "{}", rivals.metric);
            for rival in rivals.all {
                let own = Metric::Defined(rival.definition(rivals.metric).unwrap());
                assert_eq!(
                    (own.id(), own.unit()),
                    (known.id(), known.unit()),
                    "{}",
                    rival.id
                );
            }
        }
    }
}

mod score {
    use super::*;

    fn of_august() -> (Vec<Card>, outturn_metrics::scorecard::Composite) {
        let all = cards(&two_years(), august(), &Settings::default());
        let score = composite(&all, &default_weights());
        (all, score)
    }

    #[test]
    fn contributions_of_metrics_and_categories_add_up_to_the_score() {
        let (_, composite) = of_august();
        let total = composite.score.unwrap();
        close(
            composite.parts.iter().map(|part| part.contribution).sum(),
            total,
        );
        close(
            composite.metrics.iter().map(|part| part.contribution).sum(),
            total,
        );
        let cents = |text: &str| (text.parse::<f64>().unwrap() * 100.0).round() as i64;
        let rows = contributions(&composite, &EN);
        let (whole, parts) = rows.split_last().unwrap();
        let sum = |category: bool| -> i64 {
            let own = parts.iter().filter(|row| row.is_category == category);
            own.map(|row| cents(&row.contribution)).sum()
        };
        assert_eq!(
            (sum(true), sum(false)),
            (cents(&whole.contribution), cents(&whole.contribution))
        );
    }

    /// Doing what is said moves the score by what is said: the target is moved to where the value is.
    #[test]
    fn what_would_move_the_score_moves_it_by_so_much() {
        let (all, score) = of_august();
        let first = &score.moves[0];
        let gains: Vec<f64> = score.moves.iter().map(|one| one.gain).collect();
        assert!(
            gains.is_sorted_by(|a, b| a >= b) && gains[0] > 0.0,
            "{gains:?}"
        );
        let met: Vec<Card> = all
            .into_iter()
            .map(|mut card| {
                if card.id == first.id {
                    card.judged.score = Some(100.0);
                }
                card
            })
            .collect();
        let after = composite(&met, &default_weights());
        close(after.score.unwrap(), score.score.unwrap() + first.gain);
        // All of them together make it perfect.
        close(score.score.unwrap() + gains.iter().sum::<f64>(), 100.0);
        assert_eq!(moves(&score, &EN)[0].id, first.id);
        let said = moves_words(&score, &EN).unwrap();
        let start = "Most would come from Change failure rate at 5% instead of 25.0%, +12.5;";
        assert!(said.starts_with(start), "{said}");
    }

    /// The snapshot has what each metric adds, what would move the score, and how it stands with other weights; and why a value is not
    /// comparable.
    #[test]
    fn the_snapshot_says_what_the_score_rests_on() {
        let (_, composite) = of_august();
        let with = everything(Some(days("2026-07-15", "2026-08-15")));
        let mut mttr = opened(&two_years(), "mttr", &Settings::default());
        mttr.card.comparisons = compared(&two_years(), "mttr", august(), &with).comparisons;
        let known = SnapshotInput {
            composite: composite.clone(),
            details: vec![mttr],
            ..SnapshotInput::default()
        };
        let taken = snapshot(&known, august(), &[], Timestamp(0));
        let json: serde_json::Value = serde_json::from_str(&taken.to_json().unwrap()).unwrap();
        let score = &json["scorecard"];
        assert_eq!(score["moves"][0]["id"], "change_failure_rate");
        assert_eq!(score["stability"]["cases"], 4);
        let adds = score["metrics"].as_array().unwrap().iter();
        let adds: f64 = adds.map(|one| one["contribution"].as_f64().unwrap()).sum();
        close(adds, composite.score.unwrap());
        let mttr = &json["metrics"][0];
        assert_eq!(mttr["rivals"].as_array().unwrap().len(), 4);
        let compared = mttr["comparisons"].as_array().unwrap();
        let baseline = compared.iter().find(|one| one["to"] == "baseline").unwrap();
        assert_eq!(
            baseline["reason"],
            "not comparable: the baseline holds days of this period"
        );
        let band = compared
            .iter()
            .find(|one| one["to"] == "benchmark")
            .unwrap();
        assert_eq!(band["name"], "DORA 2023, high");
    }

    #[test]
    fn how_far_the_score_hangs_on_its_weights_is_said() {
        let (_, composite) = of_august();
        let said = stability_words(&composite, &EN).unwrap();
        assert!(said.starts_with("With each weight 20% lower or higher, in all 4 combinations, the score lies between"), "{said}");
    }
}
