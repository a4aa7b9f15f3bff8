//! What the worker answers, told as a user's afternoon: real files in, figures out, mappings changed and files taken away.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in a test a panic is the report

use outturn_core::calendar::{Grain, Period};
use outturn_core::table::TableKind;
use outturn_import::{self as import, Mapping, ReadOptions, RowRule, Source};
use outturn_leadlag::{Advice, Ranked, Transform, Verdict};
use outturn_metrics::scorecard::{Card, Choice, Detail, When, default_weights};
use outturn_protocol::{
    DoneOf, FileSummary, ForgetFile, GatherEverything, LeadLagAnswer, LeadLagQuestion, ListLeftOut,
    ListRows, Query, RemapFile, RowsView, ScorecardAnswer, ShowDetail, ShowScorecard, Treatment,
};
use outturn_session::{Answers, Begins, Failure, Job, Session};
use std::ops::ControlFlow;

const DESK: &str = "servicenow_incident_event_log_head.csv";
const BILL: &str = "focus_sample.csv";
const DEPLOYMENTS: &str = "devlake_github_cicd_deployment_commits.csv";
const MACRODATA: &str = "macrodata.csv";

const EVERYTHING: Choice = Choice {
    grain: Grain::Month,
    when: When::All,
};

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// Works on a question step by step: the answer, and how far the work had come after each step.
fn worked<Q: Query>(session: &Session, asked: &Q) -> (Q::Answer, Vec<DoneOf>)
where
    Session: Begins<Q>,
{
    let Job { mut steps, done } = session.begin(asked);
    let mut told = Vec::new();
    loop {
        match steps.step() {
            ControlFlow::Break(answer) => return (answer, told),
            ControlFlow::Continue(rest) => steps = rest,
        }
        told.push(done.get());
    }
}

/// Of how many the work tells at its end.
fn counted<Q: Query>(session: &Session, asked: &Q) -> usize
where
    Session: Begins<Q>,
{
    worked(session, asked).1.last().map_or(0, |done| done.of)
}

fn mapped_as(mapping: Option<Mapping>) -> Treatment {
    Treatment {
        mapping,
        ..Treatment::default()
    }
}

/// Loads a file under its own name, as the worker does once all pieces of it are there.
fn load_text(session: &mut Session, name: &str, bytes: &[u8]) -> FileSummary {
    let raw = outturn_workbook::read_all(name, bytes, &ReadOptions::default()).unwrap();
    // As a user who takes the likeliest answer to each open question.
    let recognition = import::recognise(&raw);
    let open = recognition
        .mapping
        .as_ref()
        .is_some_and(|m| !m.waiting.is_empty());
    let answered = recognition.guessed().filter(|_| open);
    session
        .load(&name.to_owned(), raw, &mapped_as(answered))
        .unwrap()
}

fn load(session: &mut Session, name: &str) -> FileSummary {
    load_text(session, name, &bytes(name))
}

fn afternoon() -> Session {
    let mut session = Session::default();
    for name in [DESK, BILL, DEPLOYMENTS, MACRODATA] {
        load(&mut session, name);
    }
    session
}

fn scorecard(session: &mut Session) -> ScorecardAnswer {
    let request = ShowScorecard {
        filters: outturn_metrics::scorecard::Filters::default(),
        choice: EVERYTHING,
        settings: Default::default(),
        weights: default_weights(),
    };
    session.answer(&request).unwrap()
}

fn card(session: &mut Session, id: &str) -> Card {
    let answer = scorecard(session);
    answer
        .cards
        .into_iter()
        .find(|c| c.id == id)
        .unwrap_or_else(|| panic!("no card {id}"))
}

fn detail(session: &mut Session, metric: &str) -> Result<Detail, Failure> {
    session.answer(&ShowDetail {
        filters: outturn_metrics::scorecard::Filters::default(),
        metric: metric.to_owned(),
        choice: EVERYTHING,
        settings: Default::default(),
    })
}

fn question(outcome: Option<&str>) -> LeadLagQuestion {
    LeadLagQuestion {
        outcome: outcome.map(str::to_owned),
        without: Vec::new(),
        grain: None,
        transform: None,
        max_lag: 8,
        overlay: None,
    }
}

fn lead_lag(session: &mut Session, question: &LeadLagQuestion) -> LeadLagAnswer {
    session.answer(question).unwrap()
}

fn leader<'a>(answer: &'a LeadLagAnswer, id: &str) -> &'a Ranked {
    let leaders = &answer.ranking.as_ref().unwrap().leaders;
    leaders
        .iter()
        .find(|l| l.id == id)
        .unwrap_or_else(|| panic!("no leader {id}"))
}

#[track_caller]
fn close(found: f64, expected: f64) {
    assert!(
        (found - expected).abs() <= 1e-11 * expected.abs(),
        "found {found}, expected {expected}"
    );
}

#[track_caller]
fn failed<A: std::fmt::Debug>(answer: Result<A, Failure>) -> String {
    let Failure(reason) = answer.unwrap_err();
    assert!(
        reason.ends_with('.') && reason.contains(' '),
        "not a sentence: {reason}"
    );
    reason
}

mod loading {
    use super::*;

    #[test]
    fn each_file_says_what_it_was_recognised_as() {
        let mut session = Session::default();
        let desk = load(&mut session, DESK);
        assert_eq!(
            (desk.kind, desk.rows_read, desk.rows_used),
            (Some(TableKind::Incidents), 5998, 890)
        );
        assert_eq!(load(&mut session, BILL).kind, Some(TableKind::Costs));
        assert_eq!(
            load(&mut session, DEPLOYMENTS).kind,
            Some(TableKind::Deployments)
        );
        let macrodata = load(&mut session, MACRODATA);
        assert_eq!(
            (macrodata.kind, macrodata.rows_read),
            (Some(TableKind::MetricSeries), 203)
        );
    }

    #[test]
    fn a_file_loaded_twice_counts_once() {
        let mut session = Session::default();
        load(&mut session, DESK);
        load(&mut session, DESK);
        assert_eq!(card(&mut session, "incident_count").value, Some(890.0));
    }
}

/// Expected: pandas, exact decimal sums and plain counts; see tests/data/README.md.
mod scorecards {
    use super::*;

    #[test]
    fn four_files_give_four_right_figures() {
        let mut session = afternoon();
        assert_eq!(card(&mut session, "incident_count").value, Some(890.0));
        close(
            card(&mut session, "mttr").value.unwrap(),
            315.866763453 * 3600.0,
        );
        let spend = card(&mut session, "spend");
        close(spend.value.unwrap(), 20.52022672899);
        assert_eq!(
            spend.currency.map(|c| c.to_string()).as_deref(),
            Some("USD")
        );
        close(
            card(&mut session, "change_failure_rate").value.unwrap(),
            0.03,
        );
    }

    /// Six incidents a month from January to March, an hour longer each month, and as many in the first half of April.
    fn months() -> Session {
        let row = |month: u32, day: u32| {
            let date = format!("2026-{month:02}-{day:02}");
            format!("{month}-{day},{date}T00:00Z,{date}T{:02}:00Z\n", month + 1)
        };
        let whole = (1..=3).flat_map(|month| [1, 6, 11, 16, 21, 28].map(|day| row(month, day)));
        let begun = [1, 3, 5, 7, 9, 12].map(|day| row(4, day));
        let rows: String = whole.chain(begun).collect();
        let text = format!("id,detected_at,resolved_at\n{rows}");
        let mut session = Session::default();
        load_text(&mut session, "log.csv", text.as_bytes());
        session
    }

    /// The score of a month stands beside that of the month before: of the same cards, each of one whole period.
    #[test]
    fn a_score_is_compared_with_the_period_before() {
        let mut session = months();
        let mut at = |when: When| {
            let request = ShowScorecard {
                filters: outturn_metrics::scorecard::Filters::default(),
                choice: Choice {
                    grain: Grain::Month,
                    when,
                },
                settings: Default::default(),
                weights: default_weights(),
            };
            let answer = session.answer(&request).unwrap();
            (answer.composite.score, answer.previous_score)
        };
        let month = |n: u32| {
            let day = format!("2026-{n:02}-01").parse().unwrap();
            When::At(Period::containing_date(day, Grain::Month))
        };
        let [january, february, march, april] = [1, 2, 3, 4].map(|n| at(month(n)));
        assert_eq!(january.1, None, "nothing was before");
        assert_eq!(february.1, None, "in January there was no trend to score");
        assert_ne!(february.0, march.0, "it took longer");
        assert_eq!(march.1, february.0);
        assert_eq!(april.1, None, "April is not over");
        assert_eq!(at(When::All).1, None, "of all months there is none before");
    }

    /// Incidents end in March, predictions in February: each card is of its own month, and there is no month before all of them.
    #[test]
    fn cards_of_different_periods_have_no_period_before() {
        let mut session = months();
        let row = |month: u32, day: u32| format!("2026-{month:02}-{day:02}T00:00Z,1,1\n");
        let rows: String = (1..=2)
            .flat_map(|month| (1..=28).map(move |day| row(month, day)))
            .collect();
        let log = format!("timestamp,predicted,actual\n{rows}");
        load_text(&mut session, "predictions.csv", log.as_bytes());
        let request = ShowScorecard {
            filters: outturn_metrics::scorecard::Filters::default(),
            choice: Choice {
                grain: Grain::Month,
                when: When::Own,
            },
            settings: Default::default(),
            weights: default_weights(),
        };
        let answer = session.answer(&request).unwrap();
        let scored = answer.cards.iter().filter(|c| c.judged.score.is_some());
        let mut months: Vec<_> = scored.map(|c| c.periods.unwrap().0.label()).collect();
        months.sort_unstable();
        months.dedup();
        assert_eq!(months, ["Feb 2026", "Mar 2026"]);
        assert_eq!(answer.previous_score, None);
    }

    #[test]
    fn a_receipt_names_the_file_and_its_fingerprint() {
        let mut session = Session::default();
        let summary = load(&mut session, DESK);
        let mttr = card(&mut session, "mttr");
        let file = mttr.receipt.files.first().unwrap();
        assert_eq!((file.file.as_str(), &file.sha256), (DESK, &summary.sha256));
        assert_eq!(mttr.n, 861);
    }

    #[test]
    fn recovery_times_open_to_their_priorities() {
        let found = detail(&mut afternoon(), "mttr").unwrap();
        let Detail { breakdowns, .. } = found;
        let severity = breakdowns.iter().find(|b| b.by == "severity").unwrap();
        let expected = [
            ("1 - Critical", 15, 511.007777778),
            ("2 - High", 33, 104.835858586),
            ("3 - Moderate", 729, 270.27953818),
            ("4 - Low", 84, 759.557142857),
        ];
        assert_eq!(severity.rows.len(), expected.len());
        for (row, (key, n, hours)) in severity.rows.iter().zip(expected) {
            assert_eq!((row.key.as_str(), row.n), (key, n));
            close(row.value.unwrap(), hours * 3600.0);
        }
    }
}

mod leading_and_lagging {
    use super::*;

    /// numpy `corrcoef` over the overlapping pairs, of first differences of natural logarithms, at the lag with the largest |r|.
    #[test]
    fn investment_and_product_move_together() {
        let asked = LeadLagQuestion {
            transform: Some(Transform::DIFFERENCES.with_log()),
            ..question(Some("series:realgdp"))
        };
        let answer = lead_lag(&mut afternoon(), &asked);
        for (id, r) in [
            ("series:realinv", 0.818_184_597_384),
            ("series:unemp", -0.687_743_735_139),
        ] {
            let leader = leader(&answer, id);
            let evidence = leader.evidence.unwrap();
            assert_eq!(
                (evidence.lag, evidence.n, leader.verdict),
                (0, 202, Verdict::MovesTogether),
                "{id}"
            );
            close(evidence.r, r);
        }
        assert_eq!(
            leader(&answer, "series:realinv").sentence,
            "realinv and realgdp move together"
        );
    }

    /// As above, without logarithms.
    #[test]
    fn interest_and_unemployment_move_against_each_other() {
        let answer = lead_lag(&mut afternoon(), &question(Some("series:unemp")));
        let evidence = leader(&answer, "series:tbilrate").evidence.unwrap();
        assert_eq!(evidence.lag, 0);
        close(evidence.r, -0.384_217_155_219);
    }

    #[test]
    fn quarterly_figures_are_ranked_by_quarter_whatever_else_is_loaded() {
        let answer = lead_lag(&mut afternoon(), &question(None));
        assert_eq!(answer.outcome.as_deref(), Some("series:realgdp"));
        assert_eq!(answer.grain, Some(Grain::Quarter));
        assert_eq!(
            answer
                .series
                .iter()
                .find(|s| s.id == "series:unemp")
                .unwrap()
                .n,
            203
        );
        assert_eq!(
            answer.picked.as_deref(),
            answer
                .ranking
                .as_ref()
                .unwrap()
                .leaders
                .first()
                .map(|l| l.id.as_str())
        );
        assert!(answer.overlay.is_some());
    }

    #[test]
    fn files_of_other_decades_say_so_and_lead_nothing() {
        let answer = lead_lag(&mut afternoon(), &question(Some("series:realgdp")));
        let mttr = answer.series.iter().find(|s| s.id == "mttr").unwrap();
        let why = mttr.hindrance.as_ref().unwrap().to_string();
        assert!(
            why.ends_with("“realgdp” from Q1 1959 to Q3 2009: the two have no time in common."),
            "{why}"
        );
        let ranked = leader(&answer, "mttr");
        assert_eq!(
            (ranked.verdict, ranked.evidence),
            (Verdict::TooLittleData { have: 0, need: 10 }, None)
        );
        let asked = LeadLagQuestion {
            overlay: Some("mttr".into()),
            ..question(Some("series:realgdp"))
        };
        let answer = lead_lag(&mut afternoon(), &asked);
        assert_eq!(
            (answer.picked.as_deref(), answer.overlay),
            (Some("mttr"), None)
        );
    }

    #[test]
    fn steps_too_short_for_the_figures_are_refused_with_the_right_ones() {
        let asked = LeadLagQuestion {
            grain: Some(Grain::Month),
            ..question(Some("series:realgdp"))
        };
        let answer = lead_lag(&mut afternoon(), &asked);
        assert_eq!(answer.grain, Some(Grain::Month));
        let gdp = answer
            .series
            .iter()
            .find(|s| s.id == "series:realgdp")
            .unwrap();
        assert_eq!(
            gdp.hindrance.as_ref().map(ToString::to_string).as_deref(),
            Some("“realgdp” has values by quarter only: choose steps of a quarter.")
        );
        assert!(
            answer
                .ranking
                .unwrap()
                .leaders
                .iter()
                .all(|l| l.evidence.is_none())
        );
    }

    #[test]
    fn a_leader_left_out_is_not_counted() {
        let mut session = afternoon();
        let with = lead_lag(&mut session, &question(Some("series:realgdp")))
            .ranking
            .unwrap();
        let asked = LeadLagQuestion {
            without: vec!["series:unemp".into()],
            ..question(Some("series:realgdp"))
        };
        let without = lead_lag(&mut session, &asked).ranking.unwrap();
        assert_eq!(with.tried - without.tried, 17);
        assert!(without.leaders.iter().all(|l| l.id != "series:unemp"));
    }

    #[test]
    fn daily_figures_beside_monthly_ones_are_ranked_by_month() {
        let mut daily = String::from("date,orders\n");
        let mut monthly = String::from("date,revenue\n");
        for day in 0..720_i64 {
            let date = chrono::NaiveDate::from_ymd_opt(2024, 1, 1).unwrap()
                + chrono::Days::new(day as u64);
            daily += &format!("{date},{}\n", day * day % 97);
            if chrono::Datelike::day(&date) == 1 {
                monthly += &format!("{date},{}\n", day * day % 89);
            }
        }
        let mut session = Session::default();
        load_text(&mut session, "orders.csv", daily.as_bytes());
        load_text(&mut session, "revenue.csv", monthly.as_bytes());
        let answer = lead_lag(&mut session, &question(None));
        assert_eq!(
            (answer.outcome.as_deref(), answer.grain),
            (Some("series:revenue"), Some(Grain::Month))
        );
        let answer = lead_lag(&mut session, &question(Some("series:orders")));
        assert_eq!(
            answer.grain,
            Some(Grain::Month),
            "revenue has no days to hold orders against"
        );
    }

    fn sample(id: &str) -> Session {
        let mut session = Session::default();
        for file in outturn_samples::by_id(id).unwrap().files() {
            load_text(&mut session, file.name, file.text.as_bytes());
        }
        session
    }

    /// Times to recover have a value on the few days on which an incident ended: ten pairs of neighbouring days must not become
    /// a finding.
    #[test]
    fn a_step_too_short_for_half_of_the_leaders_is_not_taken() {
        let mut session = sample("churn");
        let answer = lead_lag(&mut session, &question(None));
        assert_eq!(
            (answer.outcome.as_deref(), answer.grain),
            (Some("cost_per_prediction"), Some(Grain::Week))
        );
        let by_day = LeadLagQuestion {
            grain: Some(Grain::Day),
            ..question(None)
        };
        let answer = lead_lag(&mut session, &by_day);
        assert_eq!(leader(&answer, "mttr").evidence, None);
        assert!(leader(&answer, "latency_p95").evidence.is_some());
    }

    /// The sample's outcome has no memory: its differences would be mostly noise.
    #[test]
    fn what_does_not_drift_is_compared_by_levels() {
        let mut session = sample("leading");
        let answer = lead_lag(&mut session, &question(None));
        assert_eq!(answer.outcome.as_deref(), Some("series:revenue_protected"));
        let ranking = answer.ranking.as_ref().unwrap();
        assert_eq!(
            (ranking.options.transform, answer.advice),
            (Transform::LEVELS, None)
        );
        let lead = leader(&answer, "deployment_frequency");
        assert_eq!(lead.verdict, Verdict::Supported);
        assert_eq!(
            lead.sentence,
            "Deployment frequency leads Revenue protected by 2 months"
        );
        let own = LeadLagQuestion {
            transform: Some(Transform::DIFFERENCES),
            ..question(None)
        };
        let Some(Advice::CompareLevels { autocorrelation }) = lead_lag(&mut session, &own).advice
        else {
            panic!("no advice")
        };
        assert!((-0.7..-0.4).contains(&autocorrelation), "{autocorrelation}");
    }

    #[test]
    fn levels_of_what_drifts_are_advised_against() {
        let levels = LeadLagQuestion {
            transform: Some(Transform::LEVELS),
            ..question(Some("series:realgdp"))
        };
        let answer = lead_lag(&mut afternoon(), &levels);
        assert!(
            matches!(answer.advice, Some(Advice::CompareDifferences { autocorrelation }) if autocorrelation > 0.95)
        );
        let answer = lead_lag(&mut afternoon(), &question(Some("series:realgdp")));
        let compared = answer.ranking.unwrap().options.transform;
        assert_eq!((compared, answer.advice), (Transform::DIFFERENCES, None));
    }

    #[test]
    fn nothing_loaded_is_an_answer_too() {
        let answer = lead_lag(&mut Session::default(), &question(None));
        assert_eq!(
            (answer.series.len(), answer.outcome, answer.ranking),
            (0, None, None)
        );
    }

    /// Progress is counted in series; a lag from a link may be anything.
    #[test]
    fn as_many_steps_as_leaders_and_lags_as_far_as_asked() {
        let mut session = Session::default();
        load(&mut session, MACRODATA);
        let all = question(Some("series:realgdp"));
        let leaders = lead_lag(&mut session, &all).ranking.unwrap().leaders.len();
        assert!(leaders > 5, "{leaders}");
        assert_eq!(counted(&session, &all), leaders);
        let without = LeadLagQuestion {
            without: vec!["series:unemp".into()],
            ..all.clone()
        };
        assert_eq!(counted(&session, &without), leaders - 1);
        for (asked, looked) in [(5, 5), (500, 120)] {
            let question = LeadLagQuestion {
                max_lag: asked,
                ..all.clone()
            };
            let ranking = lead_lag(&mut session, &question).ranking.unwrap();
            assert_eq!(ranking.options.max_lag, looked);
        }
    }

    #[test]
    fn one_series_has_nothing_to_lead() {
        let mut session = Session::default();
        load_text(
            &mut session,
            "nps.csv",
            b"date,nps\n2026-01-01,31\n2026-02-01,33\n2026-03-01,30\n",
        );
        let answer = lead_lag(&mut session, &question(None));
        assert_eq!(answer.series.len(), 1);
        assert!(answer.ranking.unwrap().leaders.is_empty());
    }

    #[test]
    fn what_was_asked_before_does_not_outlive_its_file() {
        let mut session = afternoon();
        assert!(!lead_lag(&mut session, &question(None)).series.is_empty());
        let file = MACRODATA.into();
        session.answer(&ForgetFile { file }).unwrap();
        let answer = lead_lag(&mut session, &question(Some("series:realgdp")));
        assert!(
            answer.series.iter().all(|s| !s.id.starts_with("series:")),
            "{:?}",
            answer.series
        );
    }
}

mod changing_ones_mind {
    use super::*;

    /// Expected: pandas, once over the last row of each incident and once, wrongly on purpose, over all event rows.
    #[test]
    fn another_mapping_changes_the_figures_and_the_old_one_brings_them_back() {
        let mut session = Session::default();
        let recognised = load(&mut session, DESK).mapping.unwrap();
        let every_row = Mapping {
            rows: RowRule::Each,
            ..recognised
        };
        let mut remap = |mapping| {
            let question = RemapFile {
                file: DESK.into(),
                treatment: mapped_as(mapping),
            };
            let summary = session.answer(&question).unwrap();
            (summary.rows_used, card(&mut session, "mttr"))
        };
        let (rows, mttr) = remap(Some(every_row));
        assert_eq!((rows, mttr.n), (5998, 5939));
        close(mttr.value.unwrap(), 372.306597631 * 3600.0);
        let (rows, mttr) = remap(None);
        assert_eq!((rows, mttr.n), (890, 861));
        close(mttr.value.unwrap(), 315.866763453 * 3600.0);
    }

    #[test]
    fn a_mapping_that_does_not_fit_says_so_and_harms_no_other_file() {
        let mut session = afternoon();
        let mut wrong = load(&mut session, DESK).mapping.unwrap();
        wrong.bind("id", Source::column("no such column"));
        let summary = session
            .answer(&RemapFile {
                file: DESK.into(),
                treatment: mapped_as(Some(wrong)),
            })
            .unwrap();
        assert!(
            summary
                .problem
                .is_some_and(|p| p.contains("no such column"))
        );
        assert_eq!((summary.kind, summary.rows_used), (None, 0));
        assert_eq!(card(&mut session, "mttr").value, None);
        close(
            card(&mut session, "change_failure_rate").value.unwrap(),
            0.03,
        );
    }

    #[test]
    fn a_forgotten_file_takes_its_figures_along() {
        let mut session = afternoon();
        session.answer(&ForgetFile { file: DESK.into() }).unwrap();
        let mttr = card(&mut session, "mttr");
        assert_eq!(mttr.value, None);
        assert!(mttr.reason.is_some());
        close(card(&mut session, "spend").value.unwrap(), 20.52022672899);
        for name in [BILL, DEPLOYMENTS, MACRODATA] {
            session.answer(&ForgetFile { file: name.into() }).unwrap();
        }
        let empty = scorecard(&mut session);
        assert_eq!(empty.span, None);
        assert!(empty.cards.iter().all(|c| c.value.is_none()));
    }

    #[test]
    fn what_is_not_there_is_refused_in_a_sentence() {
        let mut session = afternoon();
        let gone = || "gone.csv".to_owned();
        failed(session.answer(&RemapFile {
            file: gone(),
            treatment: Treatment::default(),
        }));
        failed(session.answer(&ListRows {
            file: gone(),
            view: RowsView::default(),
            offset: 0,
            limit: 10,
        }));
        failed(session.answer(&ListLeftOut {
            file: gone(),
            offset: 0,
            limit: 10,
        }));
        assert!(failed(detail(&mut session, "no_such_metric")).contains("no_such_metric"));
        assert_eq!(session.answer(&ForgetFile { file: gone() }), Ok(()));
    }

    #[test]
    fn rows_are_shown_a_window_at_a_time() {
        let mut session = afternoon();
        let mut window = |offset, limit| {
            session
                .answer(&ListRows {
                    file: MACRODATA.into(),
                    view: RowsView::default(),
                    offset,
                    limit,
                })
                .unwrap()
        };
        let first = window(0, 2);
        assert_eq!(
            (first.rows.len(), first.total, first.header.len()),
            (2, 203, 14)
        );
        assert_eq!(first.rows[0][2].as_deref(), Some("2710.349"));
        assert_eq!(window(202, 50).rows.len(), 1);
        assert_eq!(window(usize::MAX, usize::MAX).rows.len(), 0);
    }
}

/// What an export is made of is gathered a metric a step, so that it can be called off between two.
#[test]
fn everything_is_gathered_a_metric_at_a_time() {
    let mut session = Session::default();
    load(&mut session, DESK);
    load(&mut session, BILL);
    let asked = GatherEverything {
        filters: outturn_metrics::scorecard::Filters::default(),
        choice: EVERYTHING,
        settings: Default::default(),
        weights: default_weights(),
        lead_lag: LeadLagQuestion {
            outcome: None,
            without: Vec::new(),
            grain: None,
            transform: None,
            max_lag: 6,
            overlay: None,
        },
    };
    let (gathered, told) = worked(&session, &asked);
    let metrics = gathered.details.len();
    assert!(metrics > 40, "{metrics}");
    assert!(told.windows(2).all(|pair| pair[1].done <= pair[0].done + 1));
    assert_eq!(told.iter().map(|done| done.done).max(), Some(metrics));
    assert!(told.iter().all(|done| done.of == metrics));
    assert_eq!(gathered, session.answer(&asked).unwrap());
}
