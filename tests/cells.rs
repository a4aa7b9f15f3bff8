//! What a cell means: each that can be read under its column's reading is read, the others are left out, counted and shown.
//!
//! The files of `tests/data/cases` have their right figures from pandas and by hand, as written beside each.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)] // here a panic is the report

#[path = "common/reading.rs"]
mod reading;

use outturn_import::{ReadOptions, RepairRule, Subject, apply, recognise};
use reading::*;
use rstest::rstest;
use std::collections::BTreeMap;

fn mean(values: &[f64]) -> f64 {
    outturn_core::stats::sum(values.iter().copied()) / values.len() as f64
}

mod one_word_in_a_column {
    use super::*;

    /// pandas: thousands signs removed, the word set aside: 1,200 + 950 + 3,400.
    #[test]
    fn amounts_beside_it_are_all_counted() {
        let (raw, mapped) = unanswered(&case("03-one-word-in-a-column/tbd.csv"));
        assert_eq!(raw.questions, []);
        assert_eq!(numbers(&mapped, "cost"), [1200.0, 950.0, 3400.0]);
        assert_eq!(
            left_out(&mapped),
            BTreeMap::from([("not_a_number", vec!["TBD"])])
        );
    }

    /// pandas: linear quantiles of 1,200, 950, 3,400, 80, 90.
    #[test]
    fn latencies_beside_it_are_all_counted() {
        let mapped = answered(&case("03-one-word-in-a-column/tbd_latency.csv"));
        let mut found = numbers(&mapped, "latency_ms");
        let quantile = outturn_core::stats::quantile(&mut found, 0.5);
        assert_eq!((found.len(), quantile), (5, Some(950.0)));
        let note =
            "latency_ms: 1 values are missing because they are not a number (first in row 3).";
        assert!(mapped.notes.iter().any(|n| n == note), "{:?}", mapped.notes);
    }

    #[rstest]
    #[case::currency(&["$1,200.00", "pending", "$3.50"], &[1200.0, 3.5])]
    #[case::parentheses(&["(12.50)", "3,000", "k.A."], &[-12.5, 3000.0])]
    #[case::comma(&["1.234,50", "n/v", "0,35", "7,00"], &[1234.5, 0.35, 7.0])]
    #[case::percent(&["12%", "timeout", "95%"], &[0.12, 0.95])]
    #[case::minus(&["\u{2212}5.5", "see note", "7.25"], &[-5.5, 7.25])]
    #[case::more_than(&["1,000.5", ">30000", "2,000.5"], &[1000.5, 2000.5])]
    #[case::second_header(&["(EUR)", "1,000.50", "2,000.50", "3"], &[1000.5, 2000.5, 3.0])]
    fn any_word_beside_any_sign_costs_its_own_row_only(
        #[case] cells: &[&str],
        #[case] values: &[f64],
    ) {
        let (raw, mapped) = unanswered(&costs(cells));
        assert_eq!(raw.questions, []);
        assert_eq!(numbers(&mapped, "cost"), values);
        assert_eq!(mapped.rows_read - mapped.rows_used, 1);
        assert_eq!(mapped.left_out[0].reason.code(), "not_a_number");
    }

    /// What was done to the cells that were read is counted as in columns that were mended whole.
    #[test]
    fn repairs_of_the_others_are_counted() {
        let (_, mapped) = unanswered(&case("03-one-word-in-a-column/tbd.csv"));
        let repair = &mapped.repairs[0];
        assert_eq!(
            (repair.count, repair.example.as_str()),
            (2, "1,200.00 → 1200 in cost")
        );
    }

    #[test]
    fn a_column_of_epochs_keeps_its_moments() {
        let text = "id,detected_at,severity\na,1767225600,x\nb,pending,x\nc,1767312000,x\n";
        let (_, mapped) = unanswered(&("log.csv".to_owned(), text.into()));
        assert_eq!(
            moments(&mapped, "detected_at"),
            ["2026-01-01", "2026-01-02"]
        );
        assert_eq!(
            left_out(&mapped),
            BTreeMap::from([("not_a_date", vec!["pending"])])
        );
    }

    /// A column of words stays one, whatever a few of its cells look like.
    #[test]
    fn words_among_which_a_number_is_are_asked_nothing() {
        let text = "date,metric,value,note\n2026-01-01,a,1,\"1,234\"\n2026-01-02,a,2,good\n2026-01-03,a,3,bad\n";
        let (raw, mapped) = unanswered(&("s.csv".to_owned(), text.into()));
        assert_eq!(raw.questions, []);
        let notes = mapped.table.column("note").unwrap();
        assert_eq!(notes.text(0), Some("1,234"));
    }

    /// Labels are what they are, though most of them could be numbers.
    #[test]
    fn labels_of_sizes_stay_labels() {
        let text = "date,model,cost\n2026-01-01,7B,1.5\n2026-01-02,70B,2.5\n2026-01-03,8K,3.5\n";
        let (_, mapped) = unanswered(&("s.csv".to_owned(), text.into()));
        let model = mapped.table.column("model").unwrap();
        let shown: Vec<_> = (0..3).map(|row| model.text(row)).collect();
        assert_eq!(shown, [Some("7B"), Some("70B"), Some("8K")]);
    }
}

mod spellings {
    use super::*;

    /// By hand: −5 + 2,000 − 1,200 + 10.
    #[test]
    fn a_minus_behind_is_a_minus() {
        let (_, mapped) = unanswered(&case("04-trailing-minus/trailing_minus_costs.csv"));
        assert_eq!(numbers(&mapped, "cost"), [-5.0, 2000.0, -1200.0, 10.0]);
        assert_eq!(mapped.left_out, []);
    }

    #[rstest]
    #[case::credit(&["100.00 CR", "250.00 DR", "10.00"], &[-100.0, 250.0, 10.0])]
    #[case::dashes(&["\u{2013}5.00", "\u{2212}(5.00)", "10.00"], &[-5.0, -5.0, 10.0])]
    #[case::sap(&["1.234,56-", "10,00", "5,00-"], &[-1234.56, 10.0, -5.0])]
    #[case::lakhs(&["\u{20B9}12,34,567.50", "\u{20B9}1,00,000", "\u{20B9}950"], &[1_234_567.5, 100_000.0, 950.0])]
    #[case::billions(&["$1.2B", "$950M", "$3.4bn"], &[1.2e9, 950e6, 3.4e9])]
    #[case::rupees(&["Rs. 1,20,000.50", "Rs. 95,000.00", "Rs 3,000.00"], &[120_000.5, 95_000.0, 3000.0])]
    #[case::pesos(&["₱1,200.50", "₱950", "₱3"], &[1200.5, 950.0, 3.0])]
    #[case::german(&["1,2 Mio. €", "3,45 Mrd. €", "950 €"], &[1.2e6, 3.45e9, 950.0])]
    fn numbers_are_read_as_people_spell_them(#[case] cells: &[&str], #[case] values: &[f64]) {
        let (raw, mapped) = unanswered(&costs(cells));
        assert_eq!(raw.questions, []);
        assert_eq!(numbers(&mapped, "cost"), values);
    }

    /// A dash behind the decimal sign stands for no cents, in Switzerland and in Germany; behind digits it is a minus. By hand.
    #[rstest]
    #[case::german(&["1.200,-", "45,50", "300,-", "2.000,00"], &[1200.0, 45.5, 300.0, 2000.0])]
    #[case::swiss(&["120.-", "45.50", "1'300.-"], &[120.0, 45.5, 1300.0])]
    #[case::of_typography(&["1.200,\u{2013}", "45,50", "80,\u{2014}"], &[1200.0, 45.5, 80.0])]
    #[case::in_front(&["1.200,-", "300,--", "-,50", "450,25"], &[1200.0, 300.0, 0.5, 450.25])]
    #[case::of_a_currency(&["Fr. 120.-", "CHF 1'300.\u{2013}", "45.50 CHF"], &[120.0, 1300.0, 45.5])]
    #[case::negative(&["-120,-", "(80,-)", "45,50"], &[-120.0, -80.0, 45.5])]
    #[case::beside_a_minus_behind(&["120,-", "5,00-", "45,50"], &[120.0, -5.0, 45.5])]
    #[case::nothing_but_even(&["120.-", "80.-"], &[120.0, 80.0])]
    #[case::a_minus_in_front_without_any(&["-,50", "45,50", "1,25"], &[-0.5, 45.5, 1.25])]
    #[case::beside_a_word(&["120.-", "offen", "-.50", "1'300.-"], &[120.0, 0.5, 1300.0])]
    fn a_dash_for_no_cents_is_no_minus(#[case] cells: &[&str], #[case] values: &[f64]) {
        let (raw, mapped) = unanswered(&costs(cells));
        assert_eq!(raw.questions, []);
        assert_eq!(numbers(&mapped, "cost"), values);
    }

    /// By hand: 1,200 + 45.50 + 300 + 2,000.
    #[test]
    fn so_it_is_in_a_ledger_of_semicolons() {
        let ledger = "date;cost;currency\n2026-01-01;1.200,-;EUR\n2026-01-02;45,50;EUR\n2026-01-03;300,-;EUR\n2026-01-04;2.000,00;EUR\n";
        let (raw, mapped) = unanswered(&("costs.csv".to_owned(), ledger.into()));
        assert_eq!(numbers(&mapped, "cost").iter().sum::<f64>(), 3545.5);
        let dashes = raw.repairs.iter().find(|r| r.rule == RepairRule::Dash);
        assert_eq!(dashes.map(|r| r.count), Some(2));
    }

    /// K is 10^3, M and Mil 10^6; MiB and GiB are powers of 1,024.
    #[rstest]
    #[case("15-short-numbers/suffix.csv", &[1200.0, 950.0, 3_400_000.0])]
    #[case("15-short-numbers/Traffic-data-2026-03-05 10_00_00.csv", &[950.0, 1200.0, 2_500_000.0])]
    #[case("15-short-numbers/Bytes-data-2026-03-05 10_00_00.csv", &[950.0 * 1_048_576.0, 1.2 * 1_073_741_824.0, 1.5 * 1_073_741_824.0])]
    fn words_behind_numbers_count(#[case] path: &str, #[case] values: &[f64]) {
        let (_, mapped) = unanswered(&case(path));
        assert_eq!(numbers(&mapped, "value"), values);
    }

    /// `B` is bytes where others of its column are, and billions beside millions.
    #[test]
    fn a_letter_of_two_meanings_is_what_its_column_says() {
        let series = |cells: [&str; 3]| {
            let rows = cells.iter().zip(1..);
            let rows = rows.map(|(cell, day)| format!("2026-01-{day:02},m,{cell}\n"));
            let text = format!("date,metric,value\n{}", rows.collect::<String>());
            let (_, mapped) = unanswered(&("s.csv".to_owned(), text.into()));
            numbers(&mapped, "value")
        };
        assert_eq!(
            series(["512 B", "1.5 KiB", "2 MiB"]),
            [512.0, 1536.0, 2_097_152.0]
        );
        assert_eq!(series(["5.1B", "1.5M", "2K"]), [5.1e9, 1.5e6, 2000.0]);
    }

    /// 26 h 15 min and 27 h 30 s.
    #[rstest]
    #[case("26:15:00", "27:00:30")]
    #[case("1d 2h 15m", "1d 3h 30s")]
    #[case("1 day, 2:15:00", "1 day, 3:00:30")]
    #[case("PT26H15M", "P1DT3H30S")]
    fn lengths_past_a_day_are_lengths(#[case] first: &str, #[case] second: &str) {
        let text = format!(
            "date,metric,value\n2026-01-01,t,\"{first}\"\n2026-01-02,t,\"{second}\"\n2026-01-03,t,open\n"
        );
        let (_, mapped) = unanswered(&("s.csv".to_owned(), text.into()));
        assert_eq!(numbers(&mapped, "value"), [94_500.0, 97_230.0]);
        assert_eq!(
            left_out(&mapped),
            BTreeMap::from([("not_a_number", vec!["open"])])
        );
    }

    /// 90 min, 45 min and 2 h, however they are spelled.
    #[rstest]
    #[case(&["1,5 h", "0,75 h", "2 h"])]
    #[case(&["1h30", "45min", "2h"])]
    #[case(&["1,5 Std.", "45 Min.", "2 Std."])]
    #[case(&["1 heure 30", "45 minutes", "2 heures"])]
    fn lengths_are_read_as_people_spell_them(#[case] cells: &[&str]) {
        let rows = cells.iter().zip(1..);
        let rows = rows.map(|(cell, day)| format!("2026-01-{day:02},t,\"{cell}\"\n"));
        let text = format!("date,metric,value\n{}", rows.collect::<String>());
        let (_, mapped) = unanswered(&("s.csv".to_owned(), text.into()));
        assert_eq!(numbers(&mapped, "value"), [5400.0, 2700.0, 7200.0]);
    }

    /// Formatted panels: a word among their values costs its row only.
    #[rstest]
    #[case("950 ms", "1.20 s", "No data", &[0.95, 1.2])]
    #[case("45.2%", "50%", "No data", &[0.452, 0.5])]
    #[case("1.2 MB/s", "950 kB/s", "N/D", &[1_200_000.0, 950_000.0])]
    fn panels_keep_their_numbers(
        #[case] first: &str,
        #[case] second: &str,
        #[case] word: &str,
        #[case] values: &[f64],
    ) {
        let text = format!(
            "Time,panel\n2026-03-01 00:00:00,{first}\n2026-03-01 01:00:00,{second}\n2026-03-01 02:00:00,{word}\n"
        );
        let (_, mapped) = unanswered(&("s.csv".to_owned(), text.into()));
        assert_eq!(numbers(&mapped, "value"), values);
        assert_eq!(
            left_out(&mapped),
            BTreeMap::from([("not_a_number", vec![word])])
        );
    }

    /// (1,000 + 0 − 200 + 500) ÷ 4.
    #[rstest]
    #[case("dash_plain.csv")]
    #[case("accounting_dash.csv")]
    #[case("accounting_dash2.csv")]
    fn an_accountant_s_dash_is_zero(#[case] name: &str) {
        let (raw, mapped) = unanswered(&case(&format!("23-accounting-dash/{name}")));
        assert_eq!(raw.questions, []);
        let values = numbers(&mapped, "value");
        assert_eq!((values.len(), mean(&values)), (4, 325.0));
    }

    #[rstest]
    #[case::euro(&["1.000,50 €", "-   €", "2.000,00 €"], &[1000.5, 0.0, 2000.0])]
    #[case::first(&["-", "$5.00", "$6.00"], &[0.0, 5.0, 6.0])]
    #[case::dash(&["(5.00)", "\u{2013}", "6.00"], &[-5.0, 0.0, 6.0])]
    #[case::two(&["--", "$5.00"], &[0.0, 5.0])]
    fn dashes_in_the_column_s_style_are_zero(#[case] cells: &[&str], #[case] values: &[f64]) {
        assert_eq!(numbers(&unanswered(&costs(cells)).1, "cost"), values);
    }

    /// Two decimals everywhere may be money, whose dash is zero, or measurements, whose dash is none.
    #[test]
    fn a_dash_beside_two_decimals_is_asked_about() {
        let file = costs(&["100.00", "-", "50.25"]);
        assert_eq!(unanswered(&file).0.questions[0].subject, Subject::Dash);
        assert_eq!(numbers(&answered(&file), "cost"), [100.0, 0.0, 50.25]);
        let unquoted = "date,cost\n2026-01-01,10.00\n2026-01-02,-\n2026-01-03,12.50\n";
        assert_eq!(
            unanswered(&text(unquoted)).0.questions[0].subject,
            Subject::Dash
        );
        let file = costs(&["1,000.00", "-", "500.00"]);
        let (raw, mapped) = unanswered(&file);
        assert_eq!(
            (raw.questions[0].subject, mapped.rows_used),
            (Subject::Dash, 0)
        );
        assert_eq!(numbers(&answered(&file), "cost"), [1000.0, 0.0, 500.0]);
        let mut options = ReadOptions::default();
        options.answer(&raw.questions[0], &raw.questions[0].choices[1]);
        let raw = read_as(&file, &options);
        let mapped = apply(&raw, &recognise(&raw).mapping.unwrap()).unwrap();
        assert_eq!(numbers(&mapped, "cost"), [1000.0, 500.0]);
    }

    /// Numbers of one to three decimals are measurements.
    #[test]
    fn a_dash_beside_measurements_is_no_value() {
        let (raw, mapped) = unanswered(&costs(&["1.5", "-", "50.25", "3.125"]));
        assert_eq!(raw.questions, []);
        assert_eq!(numbers(&mapped, "cost"), [1.5, 50.25, 3.125]);
    }

    #[test]
    fn a_dash_among_words_or_plain_numbers_is_no_value() {
        let text = "date,metric,value,team\n2026-01-01,a,5,-\n2026-01-02,a,-,x\n2026-01-03,a,7,y\n";
        let (raw, mapped) = unanswered(&("s.csv".to_owned(), text.into()));
        assert_eq!(raw.questions, []);
        assert_eq!(numbers(&mapped, "value"), [5.0, 7.0]);
        assert_eq!(raw.table.column("team").unwrap().present(), 2);
        assert_eq!(raw.repairs[0].count, 2);
    }
}
