//! What a series says of its unit stays with it: percent, currencies, and a column of units.
//!
//! Expected: the figures as the files have them, 36.8 % being 0.368.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // here a panic is the report

use outturn_core::calendar::Grain;
use outturn_core::units::{Currency, Unit};
use outturn_metrics::scorecard::{Card, Choice, When, default_weights};
use outturn_protocol::{ShowScorecard, Treatment};
use outturn_session::{Answers, Session};
use rstest::rstest;

/// The card of a metric in the last month of a file.
fn card(csv: &str, id: &str) -> Card {
    let raw = outturn_workbook::read_all("kpi.csv", csv.as_bytes(), &Default::default()).unwrap();
    let mut session = Session::default();
    session
        .load(&"kpi.csv".to_owned(), raw, &Treatment::default())
        .unwrap();
    let request = ShowScorecard {
        filters: Default::default(),
        choice: Choice {
            grain: Grain::Month,
            when: When::Latest,
        },
        settings: Default::default(),
        weights: default_weights(),
    };
    let cards = session.answer(&request).unwrap().cards;
    cards.into_iter().find(|card| card.id == id).unwrap()
}

#[rstest]
#[case::english(
    "Month,Margin,Visits\n2026-01,36.5%,10\n2026-02,36.8%,12\n",
    "Margin",
    0.368
)]
#[case::german(
    "Monat;Marge %;Besuche\n2026-01;36,5 %;10\n2026-02;36,8 %;12\n",
    "Marge %",
    0.368
)]
#[case::negative("Month,Variance %,Visits\n2026-01,−1.83%,10\n2026-02,−2.07%,12\n", "Variance %", -0.0207)]
#[case::japanese(
    "年月,解約率,件数\n2026年1月,2.4%,10\n2026年2月,2.3%,12\n",
    "解約率",
    0.023
)]
fn percent_cells_are_shares(#[case] csv: &str, #[case] name: &str, #[case] value: f64) {
    let card = card(csv, &format!("series:{name}"));
    assert_eq!((card.unit, card.currency), (Unit::Ratio, None));
    assert!(
        (card.value.unwrap() - value).abs() < 1e-12,
        "{:?}",
        card.value
    );
}

#[rstest]
#[case::dollars(
    "Month,Revenue,Users\n2026-01,$0.95M,890\n2026-02,$1.45M,930\n",
    "Revenue",
    "USD",
    1.45e6
)]
#[case::negative("Month,Profit,Users\nJan-26,\"$(950)\",3\nFeb-26,\"$(900)\",4\n", "Profit", "USD", -900.0)]
#[case::euros(
    "Monat;Umsatz;Nutzer\n2026-01;1.200,50 €;3\n2026-02;1.300,50 €;4\n",
    "Umsatz",
    "EUR",
    1300.5
)]
#[case::named(
    "Month,arr_usd,Users\n2026-01,10,3\n2026-02,20,4\n",
    "arr_usd",
    "USD",
    20.0
)]
fn amounts_keep_their_currency(
    #[case] csv: &str,
    #[case] name: &str,
    #[case] currency: &str,
    #[case] value: f64,
) {
    let card = card(csv, &format!("series:{name}"));
    assert_eq!(
        (card.unit, card.currency),
        (Unit::Money, Currency::parse(currency))
    );
    assert_eq!(card.value, Some(value));
}

const LONG: &str = "date,metric,value,unit\n\
    2026-01-01,Uptime ratio own,90.3,%\n2026-01-01,Inference bill,12090,USD\n2026-01-01,Queue time,237,ms\n2026-01-01,Visits,9,count\n\
    2026-02-01,Uptime ratio own,90.6,%\n2026-02-01,Inference bill,12180,USD\n2026-02-01,Queue time,234,ms\n2026-02-01,Visits,8,count\n";

#[rstest]
#[case("Uptime ratio own", Unit::Ratio, None, 0.906)]
#[case("Inference bill", Unit::Money, Some(Currency::USD), 12_180.0)]
#[case("Queue time", Unit::Seconds, None, 0.234)]
#[case("Visits", Unit::Number, None, 8.0)]
fn a_column_of_units_is_heeded(
    #[case] name: &str,
    #[case] unit: Unit,
    #[case] currency: Option<Currency>,
    #[case] value: f64,
) {
    let card = card(LONG, &format!("series:{name}"));
    assert_eq!((card.unit, card.currency), (unit, currency));
    assert!(
        (card.value.unwrap() - value).abs() < 1e-12,
        "{:?}",
        card.value
    );
}

/// A metric of the catalogue comes to its base unit by the same column.
#[test]
fn so_it_is_of_a_metric_that_is_known() {
    let csv = "date,metric,value,unit\n2026-01-01,Model accuracy,90.3,%\n2026-02-01,Model accuracy,90.6,%\n";
    let value = card(csv, "model_accuracy").value.unwrap();
    assert!((value - 0.906).abs() < 1e-12, "{value}");
}

/// Two currencies are never one figure.
#[test]
fn values_in_two_currencies_have_none() {
    let csv = "date,metric,value,unit\n2026-01-01,Bill,10,USD\n2026-02-01,Bill,20,EUR\n";
    let raw = outturn_import::read_all("kpi.csv", csv.as_bytes(), &Default::default()).unwrap();
    let found = outturn_import::recognise(&raw);
    assert!(
        found
            .questions
            .iter()
            .any(|q| q.topic == outturn_import::Topic::Unit),
        "{:?}",
        found.questions
    );
}
