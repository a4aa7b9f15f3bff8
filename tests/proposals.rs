//! Files whose columns say only half of what they are: what is proposed or asked, and the figures once that is accepted.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in a test a panic is the report

use outturn_core::calendar::Grain;
use outturn_import::{Mapping, MappingQuestion, Topic};
use outturn_metrics::scorecard::{Choice, When, default_weights};
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
