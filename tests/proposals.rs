//! Files whose columns say only half of what they are: what is proposed or asked, and the figures once that is accepted.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in a test a panic is the report

use outturn_core::calendar::{Grain, Period};
use outturn_import::{Mapping, MappingQuestion, Topic};
use outturn_metrics::scorecard::{Choice, When, default_weights, grain_for};
use outturn_protocol::{FileSummary, RemapFile, ShowScorecard, Treatment};
use outturn_session::{Answers, Session};
use rstest::rstest;

fn load(session: &mut Session, csv: &str) -> FileSummary {
    let treatment = Treatment::default();
    let raw = outturn_workbook::read_all("x.csv", csv.as_bytes(), &treatment.options).unwrap();
    session.load(&"x.csv".to_owned(), raw, &treatment).unwrap()
}

fn value(session: &mut Session, id: &str) -> Option<f64> {
    let request = ShowScorecard {
        filters: outturn_metrics::scorecard::Filters::default(),
        choice: Choice {
            grain: Grain::Month,
            when: When::All,
        },
        settings: Default::default(),
        weights: default_weights(),
    };
    let answer = session.answer(&request).unwrap();
    answer.cards.into_iter().find(|c| c.id == id)?.value
}

fn asked(summary: &FileSummary, topic: Topic) -> Option<&MappingQuestion> {
    summary.asks.iter().find(|q| q.topic == topic)
}

/// A figure after a question has this answer.
fn after(
    session: &mut Session,
    summary: &FileSummary,
    topic: Topic,
    choice: usize,
    id: &str,
) -> Option<f64> {
    let question = asked(summary, topic).unwrap();
    let mapping: Option<Mapping> = question.answer(summary.mapping.as_ref(), choice);
    let treatment = Treatment {
        mapping,
        ..Treatment::default()
    };
    let file = summary.file.clone();
    session.answer(&RemapFile { file, treatment }).unwrap();
    value(session, id)
}

mod answers_to_surveys {
    use super::*;

    /// Sixteen answers, four a day: nine promoters and four detractors.
    const LIKELY: [u32; 16] = [10, 9, 8, 3, 10, 10, 7, 6, 9, 9, 2, 10, 5, 9, 8, 10];
    /// Twelve, four a day: their sum is 46.
    const SATISFIED: [u32; 12] = [5, 4, 5, 3, 2, 5, 4, 4, 5, 5, 1, 3];

    fn four_a_day(header: &str, answers: &[u32], beside: &str) -> String {
        let rows = answers.iter().zip(0..);
        let rows = rows.map(|(answer, n)| format!("2026-01-{:02},{beside}{answer}\n", 1 + n / 4));
        format!("{header}\n{}", rows.collect::<String>())
    }

    /// 100 × (9 − 4) ÷ 16, and 46 ÷ 12.
    #[rstest]
    #[case(four_a_day("date,nps", &LIKELY, ""), "nps", 31.25)]
    #[case(four_a_day("date,How likely are you to recommend us?", &LIKELY, ""), "nps", 31.25)]
    #[case(four_a_day("date,score", &LIKELY, ""), "nps", 31.25)]
    #[case(four_a_day("date,metric,value", &LIKELY, "nps,"), "nps", 31.25)]
    #[case(four_a_day("date,csat", &SATISFIED, ""), "csat", 46.0 / 12.0)]
    #[case(four_a_day("date,rating", &SATISFIED, ""), "csat", 46.0 / 12.0)]
    #[case(four_a_day("date,effort_score", &SATISFIED, ""), "effort_score", 46.0 / 12.0)]
    fn under_the_name_of_a_score_are_asked_about(
        #[case] csv: String,
        #[case] id: &str,
        #[case] expected: f64,
    ) {
        let mut session = Session::default();
        let summary = load(&mut session, &csv);
        assert_eq!(value(&mut session, id), None);
        let answered = after(&mut session, &summary, Topic::Answers, 0, id).unwrap();
        assert!((answered - expected).abs() < 1e-9, "{answered}");
    }

    /// One to seven comes to one to five: (7 + 4 + 1) ÷ 3 = 4 becomes 1 + 3 × 4 ÷ 6 = 3, and so does each answer.
    #[rstest]
    #[case("date,ces\n2026-01-01,7\n2026-01-01,4\n2026-01-02,1\n")]
    #[case("date;ces;wait\n2026-01-01;7;1,5\n2026-01-01;4;2,25\n2026-01-02;1;3,5\n")]
    fn of_seven_points_come_to_the_scale_of_five(#[case] csv: &str) {
        let mut session = Session::default();
        let summary = load(&mut session, csv);
        let answered = after(&mut session, &summary, Topic::Answers, 0, "effort_score").unwrap();
        assert!((answered - 3.0).abs() < 1e-9, "{answered}");
    }

    /// The last answer says that they are scores: the mean of 5, 5, 6 and 7.
    #[test]
    fn may_be_finished_scores_after_all() {
        let csv = "date,nps\n2026-01-01,5\n2026-01-01,5\n2026-01-02,6\n2026-01-03,7\n";
        let mut session = Session::default();
        let summary = load(&mut session, csv);
        let last = asked(&summary, Topic::Answers).unwrap().choices.len() - 1;
        assert_eq!(
            after(&mut session, &summary, Topic::Answers, last, "nps"),
            Some(5.75)
        );
    }

    /// One promoter and one detractor of three, in a file that has other metrics as well.
    #[test]
    fn are_told_from_other_metrics() {
        let csv = "date,metric,value\n2026-01-01,nps,10\n2026-01-01,nps,8\n2026-01-02,nps,3\n2026-01-01,signups,41\n2026-01-02,signups,40\n";
        let mut session = Session::default();
        let summary = load(&mut session, csv);
        assert_eq!(
            after(&mut session, &summary, Topic::Answers, 0, "nps"),
            Some(0.0)
        );
    }

    /// With words beside them nobody takes them for a series: they are proposed as answers.
    #[test]
    fn with_comments_are_proposed_as_answers() {
        let csv = "date,region,nps\n2026-01-01,eu,10\n2026-01-01,us,9\n2026-01-02,eu,8\n2026-01-02,us,3\n";
        let mut session = Session::default();
        let summary = load(&mut session, csv);
        assert_eq!(
            after(&mut session, &summary, Topic::Guess, 0, "nps"),
            Some(25.0)
        );
    }

    #[rstest]
    #[case::scores_of_days("date,nps\n2026-01-01,42\n2026-01-01,38\n2026-01-02,40\n")]
    #[case::fractions("date,csat\n2026-01-01,4.5\n2026-01-01,4\n2026-01-02,5\n")]
    #[case::a_few_scores("month,nps\n2026-01,5\n2026-02,7\n2026-03,6\n")]
    #[case::something_else("date,score\n2026-01-01,5\n2026-01-02,7\n2026-01-03,6\n")]
    fn are_not_asked_about_where_it_is_plain(#[case] csv: &str) {
        let summary = load(&mut Session::default(), csv);
        assert_eq!(asked(&summary, Topic::Answers), None);
    }
}

mod things_that_last {
    use super::*;

    /// Two hours, one and three: two in the mean.
    #[rstest]
    #[case("opened", "closed", "severity")]
    #[case("created", "resolved", "priority")]
    #[case("start", "end", "type")]
    #[case("reported", "fixed", "severity")]
    #[case("date_opened", "date_closed", "Prio")]
    #[case("from", "to", "Impact")]
    #[case("eröffnet", "geschlossen", "Schweregrad")]
    // Nothing says that it is one: the best guess all the same.
    #[case("opened", "closed", "remark")]
    fn are_proposed_as_incidents(#[case] begins: &str, #[case] ends: &str, #[case] beside: &str) {
        let csv = format!(
            "ref,{begins},{ends},{beside}\nI-1,2026-01-05 10:00,2026-01-05 12:00,P1\nI-2,2026-01-06 10:00,2026-01-06 11:00,P2\n\
             I-3,2026-01-07 10:00,2026-01-07 13:00,P2\n"
        );
        let mut session = Session::default();
        let summary = load(&mut session, &csv);
        assert_eq!(value(&mut session, "incident_count"), None);
        let count = after(&mut session, &summary, Topic::Guess, 0, "incident_count");
        assert_eq!(count, Some(3.0));
        assert_eq!(value(&mut session, "mttr"), Some(7200.0));
    }

    /// Two of one time may be two or one: nothing is proposed, and it is said why.
    #[test]
    fn without_anything_that_tells_them_apart_are_not_guessed_at() {
        let csv = "opened,closed,severity\n2026-01-01,2026-01-02,P1\n2026-01-01,2026-01-02,P1\n";
        let summary = load(&mut Session::default(), csv);
        assert_eq!(asked(&summary, Topic::Guess), None);
        let told = |note: &String| note.ends_with("no column tells one from another.");
        assert!(summary.notes.iter().any(told), "{:?}", summary.notes);
    }
}

/// With which length of period a page opens that has nothing but this file: no shorter than what a date of it stands for.
#[rstest]
#[case::five_months("2026-01-01 2026-02-01 2026-03-01 2026-04-01 2026-05-01", Grain::Month)]
#[case::ends_of_months("2026-01-31 2026-02-28 2026-03-31", Grain::Month)]
#[case::one_month("2026-03-01", Grain::Month)]
#[case::three_weeks("2026-01-05 2026-01-12 2026-01-19", Grain::Week)]
#[case::four_quarters("2025-01-01 2025-04-01 2025-07-01 2025-10-01", Grain::Quarter)]
#[case::three_years("2023-01-01 2024-01-01 2025-01-01", Grain::Year)]
#[case::five_days("2026-01-05 2026-01-06 2026-01-07 2026-01-08 2026-01-09", Grain::Day)]
#[case::days_far_apart("2026-01-05 2026-01-09 2026-02-16 2026-02-17 2026-03-04", Grain::Week)]
fn a_short_series_opens_by_its_own_steps(#[case] days: &str, #[case] grain: Grain) {
    let rows = days.split(' ').map(|day| format!("{day},signups,4.5\n"));
    let csv = format!("date,metric,value\n{}", rows.collect::<String>());
    let summary = load(&mut Session::default(), &csv);
    assert_eq!(grain_for(summary.span.unwrap(), summary.step), grain);
}

/// Incidents are of their moments, however few there are.
#[test]
fn a_log_opens_by_how_far_it_reaches() {
    let csv =
        "id,detected_at\n1,2026-01-01T08:00:00Z\n2,2026-02-01T08:00:00Z\n3,2026-03-01T08:00:00Z\n";
    let summary = load(&mut Session::default(), csv);
    assert_eq!(summary.step, None);
    assert_eq!(grain_for(summary.span.unwrap(), summary.step), Grain::Week);
}

mod series_of_several_columns {
    use super::*;

    /// A column of words beside the numbers: a series with labels once somebody says so. Until somebody says that its metrics add up, a
    /// month has the mean of its values: 50 and 60 in January.
    const WIDE: &str = "when,region,signups,visits\n2026-01-05,north,5,50\n2026-01-05,south,6,60\n2026-02-05,north,7,\n2026-02-05,south,n. v.,80\n";

    #[test]
    fn are_taken_as_they_were_accepted() {
        let mut session = Session::default();
        let summary = load(&mut session, WIDE);
        assert_eq!(value(&mut session, "series:signups"), None);
        let question = asked(&summary, Topic::Guess).unwrap();
        let label = &question.choices[question.guess.unwrap()].label;
        assert_eq!(
            label,
            "Metric series: date from when; a metric each: signups, visits"
        );
        let treatment = Treatment {
            mapping: question.answer(None, question.guess.unwrap()),
            ..Treatment::default()
        };
        let file = summary.file.clone();
        let summary = session.answer(&RemapFile { file, treatment }).unwrap();
        // A cell without a number costs its value, not its row.
        assert_eq!(summary.rows_used, 4);
        let month = |session: &mut Session, month: &str, id: &str| {
            let request = ShowScorecard {
                filters: outturn_metrics::scorecard::Filters::default(),
                choice: Choice {
                    grain: Grain::Month,
                    when: When::At(Period::containing_date(
                        month.parse().unwrap(),
                        Grain::Month,
                    )),
                },
                settings: Default::default(),
                weights: default_weights(),
            };
            let cards = session.answer(&request).unwrap().cards;
            cards.into_iter().find(|c| c.id == id).unwrap().value
        };
        assert_eq!(
            month(&mut session, "2026-01-01", "series:visits"),
            Some(55.0)
        );
        assert_eq!(
            month(&mut session, "2026-02-01", "series:signups"),
            Some(7.0)
        );
    }
}
