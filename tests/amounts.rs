//! Columns of amounts whose names say more than what they are: what they are counted in, in which language, since when.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)] // here a panic is the report

#[path = "common/reading.rs"]
mod reading;

use outturn_core::table::TableKind;
use outturn_import::{ReadOptions, RepairRule, Topic, apply, recognise};
use reading::*;
use rstest::rstest;

/// A bill of three months under this header, 12.5, 14 and 20.
fn bill(date: &str, cost: &str) -> File {
    text(&format!(
        "{date};service;\"{cost}\"\n2026-01-05;gpu;12.5\n2026-02-05;gpu;14\n2026-03-05;gpu;20\n"
    ))
}

/// The mapping that is proposed for a file of unknown columns, accepted.
fn accepted(file: &File) -> outturn_import::Mapped {
    let raw = read(file);
    let found = recognise(&raw);
    let question = asked(&found, Topic::Guess);
    let mapping = question.answer(None, question.guess.unwrap()).unwrap();
    apply(&raw, &mapping).unwrap()
}

mod scale {
    use super::*;

    #[rstest]
    #[case("cost (k USD)", 1e3, Some("USD"))]
    #[case("Cost in thousands", 1e3, None)]
    #[case("cost in '000", 1e3, None)]
    #[case("cost ($k)", 1e3, Some("USD"))]
    #[case("spend (€ 000s)", 1e3, Some("EUR"))]
    #[case("Kosten (TEUR)", 1e3, Some("EUR"))]
    #[case("cost_musd", 1e6, Some("USD"))]
    #[case("Cost [Mio. EUR]", 1e6, Some("EUR"))]
    #[case("Cost (EUR bn)", 1e9, Some("EUR"))]
    #[case("cost_usd", 1.0, Some("USD"))]
    #[case("cost_cents", 0.01, None)]
    fn of_the_name_counts(#[case] cost: &str, #[case] times: f64, #[case] currency: Option<&str>) {
        let (found, mapped) = proposed(&bill("date", cost));
        assert_eq!(found.kind, Some(TableKind::Costs));
        assert_eq!(found.questions, []);
        assert_eq!(
            numbers(&mapped, "cost"),
            [12.5, 14.0, 20.0].map(|cost| cost * times)
        );
        let column = mapped.table.column("currency");
        assert_eq!(column.and_then(|column| column.text(0)), currency);
    }

    /// Amounts of which nothing says that they are costs are proposed as such, in what their name says.
    #[rstest]
    #[case("amount (EUR m)", 1e6)]
    #[case("TEUR", 1e3)]
    #[case("T€", 1e3)]
    #[case("kEUR", 1e3)]
    #[case("Betrag (EUR)", 1.0)]
    fn of_an_amount_counts_once_it_is_accepted(#[case] amount: &str, #[case] times: f64) {
        let mapped = accepted(&bill("date", amount));
        assert_eq!(mapped.kind, TableKind::Costs);
        assert_eq!(
            numbers(&mapped, "cost"),
            [12.5, 14.0, 20.0].map(|cost| cost * times)
        );
    }

    #[test]
    fn is_a_repair_that_can_be_switched_off() {
        let file = bill("date", "cost (k USD)");
        let (_, mapped) = proposed(&file);
        let repair = mapped
            .repairs
            .iter()
            .find(|r| r.rule == RepairRule::HeaderScale);
        let repair = repair.map(|r| (r.count, r.example.as_str()));
        assert_eq!(repair, Some((3, "12.5 → 12500 in cost")));
        let options = ReadOptions {
            off: [RepairRule::HeaderScale].into(),
            ..ReadOptions::default()
        };
        let raw = read_as(&file, &options);
        // Whether the mapping is made anew or was kept.
        for mapping in [recognise(&raw).mapping, recognise(&read(&file)).mapping] {
            let mapped = apply(&raw, &mapping.unwrap()).unwrap();
            assert_eq!(numbers(&mapped, "cost"), [12.5, 14.0, 20.0]);
        }
    }

    /// 12,500 twice, in two spellings.
    #[test]
    fn is_asked_where_cells_say_it_too() {
        let file = text("date,cost (k USD)\n2026-01-05,12.5K\n2026-02-05,$12.5k\n");
        let (found, mapped) = proposed(&file);
        asked(&found, Topic::Unit);
        assert!(mapped.table.column("cost").is_none());
        assert_eq!(numbers(&answered(&file), "cost"), [12_500.0, 12_500.0]);
    }
}

mod languages {
    use super::*;

    #[rstest]
    #[case("Datum", "Kosten")]
    #[case("fecha", "costo")]
    #[case("date", "coût")]
    #[case("data", "koszt")]
    #[case("datum", "kostnad")]
    #[case("Rechnungsdatum", "Kosten")]
    #[case("Data", "Custo")]
    #[case("日付", "費用")]
    fn costs_are_costs(#[case] date: &str, #[case] cost: &str) {
        let (found, mapped) = proposed(&bill(date, cost));
        assert_eq!(found.kind, Some(TableKind::Costs));
        assert_eq!(numbers(&mapped, "cost"), [12.5, 14.0, 20.0]);
    }

    #[rstest]
    #[case("Datum", "Betrag")]
    #[case("data", "importe")]
    #[case("date", "montant")]
    #[case("Buchungsdatum", "Nettobetrag")]
    #[case("invoice_date", "amount")]
    fn amounts_are_proposed_as_costs(#[case] date: &str, #[case] amount: &str) {
        let mapped = accepted(&bill(date, amount));
        assert_eq!(mapped.kind, TableKind::Costs);
        assert_eq!(numbers(&mapped, "cost"), [12.5, 14.0, 20.0]);
    }

    /// A cell without a number costs itself, be the column known or not.
    #[rstest]
    fn one_cell_without_a_number_costs_its_row(
        #[values("n. v.", "k.A.", "n/d", "s.o.", "nicht verfügbar", "b.d.")] none: &str,
        #[values("Kosten", "Betrag")] cost: &str,
    ) {
        let file = text(&format!(
            "Datum;{cost}\n05.01.2026;12,5\n05.02.2026;{none}\n25.03.2026;20,25\n"
        ));
        let raw = read(&file);
        let found = recognise(&raw);
        let mapped = match found.mapping {
            Some(mapping) => apply(&raw, &mapping).unwrap(),
            None => accepted(&file),
        };
        assert_eq!(mapped.kind, TableKind::Costs);
        assert_eq!(numbers(&mapped, "cost"), [12.5, 20.25]);
        assert_eq!(left_out(&mapped)["not_a_number"], [none]);
    }
}
