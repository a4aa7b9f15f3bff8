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

mod so_far {
    use super::*;

    /// 1 to 31 January and 1 to 10 February, 10 a day of gpu and 3 of db, each row what was spent of it so far.
    fn daily(cost: &str, restarts: bool) -> File {
        let days = (1..=31)
            .map(|day| (1, day))
            .chain((1..=10).map(|day| (2, day)));
        let rows = days.map(|(month, day)| {
            let days = if restarts {
                day
            } else {
                day + 31 * (month - 1)
            };
            format!(
                "2026-{month:02}-{day:02},gpu,{}\n2026-{month:02}-{day:02},db,{}\n",
                10 * days,
                3 * days
            )
        });
        let rows: String = rows.collect();
        text(&format!("date,service,{cost}\n{rows}"))
    }

    fn by_month(mapped: &outturn_import::Mapped) -> [f64; 2] {
        let (dates, costs) = (moments(mapped, "date"), numbers(mapped, "cost"));
        ["2026-01", "2026-02"].map(|month| {
            let of_month = dates.iter().zip(&costs);
            of_month
                .filter(|(date, _)| date.starts_with(month))
                .map(|(_, cost)| cost)
                .sum()
        })
    }

    /// 13 a day: 403 in January and 130 until 10 February. Of what began nobody knows when the first row says nothing, which is 13.
    #[rstest]
    #[case("cost_mtd", true, [403.0, 130.0])]
    #[case("month_to_date", true, [403.0, 130.0])]
    #[case("MTD cost (USD)", true, [403.0, 130.0])]
    #[case("cost_ytd", false, [403.0, 130.0])]
    #[case("spend year to date", false, [403.0, 130.0])]
    #[case("cumulative_cost", false, [390.0, 130.0])]
    #[case("running_total", false, [390.0, 130.0])]
    #[case("Kosten kumuliert", false, [390.0, 130.0])]
    // It starts anew with each month after all.
    #[case("cumulative_cost", true, [403.0, 130.0])]
    fn totals_are_proposed_as_what_they_rose_by(
        #[case] cost: &str,
        #[case] restarts: bool,
        #[case] spent: [f64; 2],
    ) {
        let mapped = accepted(&daily(cost, restarts));
        assert_eq!(mapped.kind, TableKind::Costs);
        assert_eq!(by_month(&mapped), spent);
    }

    /// Nothing but how it runs tells that `cost` is such a total: asked, and no figure until then.
    #[test]
    fn totals_by_how_they_run_are_asked_about() {
        let file = daily("cost", true);
        let (found, mapped) = proposed(&file);
        asked(&found, Topic::Totals);
        assert_eq!(mapped.rows_used, 0);
        assert_eq!(by_month(&answered(&file)), [403.0, 130.0]);
    }

    /// 100, 40 more, 5 back, and 30 of the new month: a credit is no new beginning. The order of the rows does not matter.
    #[test]
    fn a_credit_is_taken_off() {
        let file =
            text("date,cost_mtd\n2026-02-01,30\n2026-01-03,135\n2026-01-01,100\n2026-01-02,140\n");
        assert_eq!(numbers(&accepted(&file), "cost"), [30.0, -5.0, 100.0, 40.0]);
    }

    /// What was spent before 15 January is of no day that is known, and said so.
    #[test]
    fn what_a_file_does_not_see_is_left_out() {
        let file = text("date,cost_mtd\n2026-01-15,150\n2026-01-16,160\n2026-02-01,10\n");
        let mapped = accepted(&file);
        assert_eq!(numbers(&mapped, "cost"), [10.0, 10.0]);
        assert_eq!(left_out(&mapped)["first_of_total"], ["150"]);
    }

    /// Somebody who fills costs from such a column by hand is told.
    #[test]
    fn totals_that_are_added_all_the_same_are_told_of() {
        let file = daily("cost_mtd", true);
        let mut mapping = outturn_import::Mapping::new(TableKind::Costs);
        let column = outturn_import::Source::column;
        mapping
            .bind("date", column("date"))
            .bind("cost", column("cost_mtd"));
        let mapped = apply(&read(&file), &mapping).unwrap();
        let told = mapped
            .notes
            .iter()
            .any(|note| note.contains("a total so far"));
        assert!(told, "{:?}", mapped.notes);
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

/// What a FOCUS bill says of a charge is kept where nothing else says how often it is paid.
#[rstest]
#[case("", "", true)]
#[case(",ChargeFrequency", ",Usage-Based", false)]
fn a_charge_s_description_is_read(#[case] column: &str, #[case] cell: &str, #[case] kept: bool) {
    let file = text(&format!(
        "BilledCost,BillingCurrency,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ChargeDescription,ServiceName{column}\n\
         5,USD,2026-01-05T00:00:00Z,2026-01-06T00:00:00Z,Usage,Setup fee,Compute{cell}\n"
    ));
    let (found, mapped) = proposed(&file);
    assert_eq!(found.vendor, "FOCUS bill");
    let description = mapped.table.column("description");
    let expected = kept.then_some("Setup fee");
    assert_eq!(description.and_then(|column| column.text(0)), expected);
}
