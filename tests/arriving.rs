//! Values that come later than their rows: labels of predictions, resolutions of incidents, answers to surveys. A month that waits for
//! them is no month yet, whatever the few that are there say.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // here a panic is the report

#[path = "common/tables.rs"]
mod tables;

use chrono::NaiveDate;
use outturn_core::calendar::{Grain, Period};
use outturn_format::Locale;
use outturn_metrics::scorecard::{Card, Choice, Settings, Standing, Status, When, card};
use outturn_metrics::{Metric, Sources};
use outturn_report::narrative::{when_to_date, why_no_verdict};
use rstest::rstest;
use std::fmt::Write;
use tables::sources;

fn days(last: &str) -> impl Iterator<Item = NaiveDate> {
    let (first, last): (NaiveDate, NaiveDate) =
        ("2026-01-01".parse().unwrap(), last.parse().unwrap());
    first.iter_days().take_while(move |day| *day <= last)
}

fn of_month(sources: &Sources, id: &str, start: &str) -> Card {
    let month = Period::containing_date(start.parse().unwrap(), Grain::Month);
    one(sources, id, When::At(month))
}

fn one(sources: &Sources, id: &str, when: When) -> Card {
    let choice = Choice {
        grain: Grain::Month,
        when,
    };
    let metric = Metric::find(id).unwrap();
    card(&metric, sources, choice, &Settings::default(), 25)
}

/// Ten predictions a day from January to March, nine of them right. Their labels have come up to a day; after it one of ten has one, and
/// that one is wrong, as those are that are complained about.
fn labelled_to(last: &str) -> Sources {
    let last: NaiveDate = last.parse().unwrap();
    let mut csv = "timestamp,model,predicted,actual,status\n".to_owned();
    for day in days("2026-03-31") {
        for i in 0..10 {
            let actual = match (i, day <= last) {
                (0, _) => "0",
                (_, true) => "1",
                (_, false) => "",
            };
            writeln!(csv, "{day}T{:02}:00:00Z,churn,1,{actual},ok", 2 * i + 3).unwrap();
        }
    }
    sources(&[("predictions.csv", csv.as_bytes())])
}

/// 0.9 in January; of the 31 labels of March, 20 × 9 right of 20 × 10 + 11 where they have come up to the 20th, none of 31 where they
/// have come up to February.
#[rstest]
#[case("2026-03-31", "2026-03-01", Some(0.9), Standing::Whole, "Mar 2026")]
#[case("2026-03-20", "2026-03-01", Some(180.0 / 211.0), Standing::Part, "Mar 2026, to date")]
#[case(
    "2026-02-28",
    "2026-03-01",
    Some(0.0),
    Standing::Part,
    "Mar 2026, to date"
)]
#[case("2026-02-28", "2026-02-01", Some(0.9), Standing::Whole, "Feb 2026")]
fn a_month_without_its_labels_is_to_date(
    #[case] labels: &str,
    #[case] of: &str,
    #[case] value: Option<f64>,
    #[case] standing: Standing,
    #[case] said: &str,
) {
    let sources = labelled_to(labels);
    let accuracy = of_month(&sources, "model_accuracy", of);
    assert_eq!((accuracy.value, accuracy.standing), (value, standing));
    assert_eq!(when_to_date(&accuracy, &Locale::EN), said);
    let judged = standing == Standing::Whole;
    assert_eq!(
        accuracy.judged.score.is_some(),
        judged,
        "{:?}",
        accuracy.judged
    );
    // The requests themselves are all there.
    let errors = of_month(&sources, "error_rate", of);
    assert_eq!(errors.standing, Standing::Whole);
}

#[test]
fn what_is_waited_for_is_said() {
    let sources = labelled_to("2026-03-20");
    let march = of_month(&sources, "model_accuracy", "2026-03-01");
    assert_eq!(
        why_no_verdict(&march, &Locale::EN),
        "20 of 31 days; the rows after that still lack actual. No verdict on an unfinished period."
    );
    // March is what the requests are shown of.
    let latest = one(&sources, "model_accuracy", When::Latest);
    assert_eq!(latest.judged.status, Status::Stale);
    assert_eq!(
        why_no_verdict(&latest, &Locale::EN),
        "Complete to Feb 2026 only, for later rows still lack actual: neither scored nor in the headline."
    );
}

/// Three incidents a day; of the last ten days only the short ones are over.
#[test]
fn open_incidents_are_no_faster_repair() {
    let mut csv = "id,detected_at,resolved_at\n".to_owned();
    for day in days("2026-03-31") {
        let is_late = day > "2026-03-21".parse().unwrap();
        for (i, minutes) in [10, 300, 400].into_iter().enumerate() {
            let at = day.and_hms_opt(8 + i as u32, 0, 0).unwrap();
            let end = at + chrono::TimeDelta::minutes(minutes);
            let end = match is_late && minutes > 10 {
                true => String::new(),
                false => format!("{}Z", end.format("%FT%T")),
            };
            writeln!(csv, "i{day}-{i},{}Z,{end}", at.format("%FT%T")).unwrap();
        }
    }
    let sources = sources(&[("incidents.csv", csv.as_bytes())]);
    let mttr = of_month(&sources, "mttr", "2026-03-01");
    // (21 × 710 + 10 × 10) minutes ÷ 73.
    assert_eq!(mttr.value, Some((21.0 * 710.0 + 100.0) * 60.0 / 73.0));
    assert_eq!((mttr.standing, mttr.to_date), (Standing::Part, true));
    assert_eq!(mttr.judged.status, Status::Unfinished);
    let count = of_month(&sources, "incident_count", "2026-03-01");
    assert_eq!((count.value, count.standing), (Some(93.0), Standing::Whole));
}

/// One incident in eight is never closed: that is no end of the data.
#[test]
fn what_is_missing_here_and_there_ends_nothing() {
    let mut csv = "id,detected_at,resolved_at\n".to_owned();
    for (i, day) in days("2026-03-31").enumerate() {
        let end = match i % 8 {
            1 => String::new(),
            _ => format!("{day}T10:00:00Z"),
        };
        writeln!(csv, "i{i},{day}T08:00:00Z,{end}").unwrap();
    }
    let sources = sources(&[("incidents.csv", csv.as_bytes())]);
    let mttr = of_month(&sources, "mttr", "2026-03-01");
    assert_eq!(
        (mttr.value, mttr.standing),
        (Some(7_200.0), Standing::Whole)
    );
}

/// Sent every day, answered up to 10 March.
#[test]
fn surveys_count_by_their_answers() {
    let mut csv = "date,kind,score\n".to_owned();
    for day in days("2026-03-31") {
        let is_late = day > "2026-03-10".parse().unwrap();
        for score in [4, 5] {
            let score = if is_late {
                String::new()
            } else {
                score.to_string()
            };
            writeln!(csv, "{day},csat,{score}").unwrap();
        }
    }
    let sources = sources(&[("surveys.csv", csv.as_bytes())]);
    let csat = of_month(&sources, "csat", "2026-03-01");
    assert_eq!((csat.value, csat.standing), (Some(4.5), Standing::Part));
    assert_eq!(when_to_date(&csat, &Locale::EN), "Mar 2026, to date");
    let february = of_month(&sources, "csat", "2026-02-01");
    assert_eq!(february.standing, Standing::Whole);
}
