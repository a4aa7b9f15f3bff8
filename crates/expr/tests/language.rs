//! The language of formulas: what each says, what is wrong with it and where, what can follow, and that what is printed reads the same.
#![allow(clippy::unwrap_used)] // in a test a panic is the report

use outturn_core::table::{Column, Quantity, Table, TableKind};
use outturn_core::units::Unit;
use outturn_expr::language::{
    Expression, How, Known, MAKES, Measure, Node, Of, Only, Operator, Reading, Simple, What,
    complete, parse, parts_of, read,
};
use outturn_expr::{Events, SourceFile, SourcePart, Sources};
use proptest::prelude::*;
use rstest::rstest;

fn rows(table: TableKind) -> Events {
    Events::of(table, table.schema().plural)
}

fn reading(text: &str) -> Reading {
    let sources = Sources::default();
    let known = Known {
        rows,
        table: None,
        sources: &sources,
    };
    read(text, &known).unwrap_or_else(|mistake| panic!("{text}: {mistake} {:?}", mistake.place))
}

#[rstest]
#[case("count(incidents)", "number of incidents", Unit::Count)]
#[case(
    "count(status = \"error\") / count()",
    "predictions whose status is error ÷ predictions",
    Unit::Ratio
)]
#[case(
    "share(status = 'error')",
    "predictions whose status is error ÷ predictions",
    Unit::Ratio
)]
#[case(
    "median(resolved_at - detected_at) where severity = \"high\"",
    "median of resolved_at − detected_at of incidents whose severity is high",
    Unit::Seconds
)]
#[case(
    "mean(acknowledged_at − detected_at where incidents.service = “API”)",
    "mean of acknowledged_at − detected_at of incidents whose service is api",
    Unit::Seconds
)]
#[case(
    "p95(latency_ms)",
    "exact 0.95 quantile of latency_ms ÷ 1000",
    Unit::Seconds
)]
#[case(
    "quantile(latency_ms, 75 %)",
    "exact 0.75 quantile of latency_ms ÷ 1000",
    Unit::Seconds
)]
#[case(
    "share(latency_ms <= 300 ms)",
    "predictions whose latency_ms ÷ 1000 is 0.3 or less ÷ predictions",
    Unit::Ratio
)]
#[case(
    "share(resolved_at - detected_at > 1 h)",
    "incidents whose resolved_at − detected_at is more than 1 h ÷ incidents",
    Unit::Ratio
)]
#[case(
    "count(incidents) / weeks()",
    "number of incidents ÷ weeks of the days covered by the incidents",
    Unit::PerWeek
)]
#[case(
    "count(incidents) / count(deployments)",
    "number of incidents ÷ number of deployments, over the time that both cover",
    Unit::Ratio
)]
#[case(
    "sum(costs.cost where category = \"inference\") / sum(volumes.predictions)",
    "sum of cost of costs whose category is inference ÷ sum of predictions, over the time that both cover",
    Unit::Money
)]
#[case("sum(costs.cost) / 12", "sum of cost ÷ 12", Unit::Money)]
#[case(
    "mean(costs.cost)",
    "sum of cost ÷ number of costs whose cost is given",
    Unit::Money
)]
#[case("distinct(training_runs.user)", "number of distinct user", Unit::Count)]
#[case(
    "max(as_of - last_retrained_at) where in_production",
    "largest of as_of − last_retrained_at of models whose in_production is yes, as of the end of the period",
    Unit::Seconds
)]
#[case(
    "share(predicted = actual)",
    "predictions whose predicted is as actual ÷ predictions",
    Unit::Ratio
)]
#[case(
    "sum(hours where repetitive) / sum(hours)",
    "sum of hours × 3600 of time logs whose repetitive is yes ÷ sum of hours × 3600",
    Unit::Ratio
)]
#[case("sum(hours) / 1 h", "sum of hours × 3600 ÷ 3600", Unit::Number)]
#[case(
    "1 - share(rescued)",
    "1 − workflow runs whose rescued is yes ÷ workflow runs",
    Unit::Ratio
)]
#[case(
    "share(surveys.score between 9 and 10) * 100",
    "surveys whose score is 9 to 10 ÷ surveys × 100",
    Unit::Number
)]
#[case(
    "count(severity in (\"high\", \"critical\")) where resolved_at is missing",
    "number of incidents whose resolved_at is not given and severity is high or severity is critical",
    Unit::Count
)]
fn a_formula_says_what_its_words_say(#[case] text: &str, #[case] words: &str, #[case] unit: Unit) {
    let reading = reading(text);
    assert_eq!(
        (reading.value.words().as_str(), reading.unit),
        (words, unit)
    );
    // What is printed says the same.
    assert_eq!(self::reading(&reading.text).value, reading.value);
}

#[rstest]
#[case(
    "",
    "",
    "Type a formula, such as count(incidents) or median(resolved_at - detected_at)."
)]
#[case(
    "count(statu = \"error\")",
    "statu",
    "There is no column statu. Did you mean status?"
)]
#[case(
    "mena(latency_ms)",
    "mena",
    "There is no function mena. Did you mean mean?"
)]
#[case(
    "count(severity = \"high\")",
    "severity",
    "severity is a column of incidents, drift_events and findings. Write incidents.severity, drift_events.severity or findings.severity."
)]
#[case(
    "count(incident.severity = \"high\")",
    "incident.severity",
    "There is no table incident. Did you mean incidents?"
)]
#[case(
    "count()",
    "count()",
    "It is not said of which table. Write count(incidents), or the name of another table."
)]
#[case(
    "count(incidents where status = \"x\")",
    "status",
    "There is no column status in incidents."
)]
#[case(
    "count(latency_ms > 500)",
    "latency_ms > 500",
    "This is a duration and that is a number: only like can be added, taken away or compared. Write a length of time with its unit: 500 ms, 30 s, 5 min, 2 h or 3 days."
)]
#[case(
    "sum(costs.cost) + mean(latency_ms)",
    "sum(costs.cost) + mean(latency_ms)",
    "This is an amount of money and that is a duration: only like can be added, taken away or compared."
)]
#[case(
    "latency_ms",
    "latency_ms",
    "latency_ms is of each single row. Say what becomes of all of them, such as mean(latency_ms) or count(… where …)."
)]
#[case(
    "mean(sum(cost))",
    "sum(cost)",
    "sum(…) is of all rows, and here each single row is meant. One function cannot stand in another."
)]
#[case(
    "count(incidents.severity = high)",
    "high",
    "There is no column high. Did you mean \"high\"?"
)]
#[case(
    "count(predictions.status = ok)",
    "ok",
    "There is no column ok. Did you mean \"ok\"?"
)]
#[case(
    "count(predictions.status = 1)",
    "predictions.status = 1",
    "text cannot be compared so with a number. Put it in quotes: \"1\"."
)]
#[case("count(incidents", "", "“)” is missing at the end.")]
#[case(
    "count(status = \"error) / count()",
    "\"error) / count()",
    "The text that begins here has no end: put \" behind it."
)]
#[case(
    "count(incidents) count(incidents)",
    "count",
    "“count” is not expected here. Is an operator missing before it, such as +, /, = or and?"
)]
#[case(
    "1,000 * count(incidents)",
    "1,000",
    "A number is written without commas, as 1000. A list has a space behind each comma."
)]
#[case(
    "median(costs.cost)",
    "median(costs.cost)",
    "Amounts of costs may be in several currencies, which are never mixed: they can be summed and averaged, each by itself, as sum(cost)."
)]
#[case(
    "distinct(latency_ms)",
    "latency_ms",
    "distinct counts different words, and latency_ms is a number."
)]
#[case(
    "mean(resolved_at)",
    "resolved_at",
    "This is a time, and a number is wanted here."
)]
#[case(
    "quantile(latency_ms)",
    "quantile(latency_ms)",
    "quantile is written quantile(column, 0.75)."
)]
#[case(
    "quantile(latency_ms, 95)",
    "95",
    "Which quantile is a number from 0 to 1, such as 0.9."
)]
#[case(
    "sum(latency_ms - resolved_at)",
    "resolved_at",
    "No table has all of these columns: latency_ms, resolved_at. What one function is of is of one table."
)]
#[case(
    "count(1 < latency_ms < 2)",
    "<",
    "Two comparisons in a row: write “a < b and b < c”, or “b between a and c”."
)]
#[case(
    "count(incidents) where severity",
    "severity",
    "This is text and no condition. A condition compares, such as severity = \"…\"."
)]
#[case(
    "5",
    "5",
    "Type a formula, such as count(incidents) or median(resolved_at - detected_at)."
)]
#[case(
    "count(incidents) > 5",
    "count(incidents) > 5",
    "A condition is no number. Count the rows that meet it, count(…), or put it behind where."
)]
#[case(
    "count(incidents) & 1",
    "&",
    "“&” means nothing in a formula. Words go in quotes, names with other signs in them in backquotes: `&`."
)]
fn a_mistake_says_what_is_wrong_and_where(
    #[case] text: &str,
    #[case] place: &str,
    #[case] sentence: &str,
) {
    let sources = Sources::default();
    let known = Known {
        rows,
        table: None,
        sources: &sources,
    };
    let mistake = read(text, &known).unwrap_err();
    assert_eq!(mistake.to_string(), sentence);
    assert_eq!(&text[mistake.place], place);
}

#[test]
fn the_chosen_table_is_meant_where_the_columns_are_in_several() {
    let sources = Sources::default();
    let known = |table| Known {
        rows,
        table,
        sources: &sources,
    };
    let text = "count(severity = \"high\")";
    let chosen = read(text, &known(Some(TableKind::Findings))).unwrap();
    assert_eq!(chosen.tables, [TableKind::Findings]);
    // One that lacks the column is not.
    assert!(read(text, &known(Some(TableKind::Costs))).is_err());
    // Where it is said, or follows, the choice does not count.
    let said = read(
        "count(resolved_at is given)",
        &known(Some(TableKind::Findings)),
    )
    .unwrap();
    assert_eq!(said.tables, [TableKind::Incidents]);
}

#[test]
fn brackets_without_end_and_long_texts_are_refused_and_end_nothing() {
    for text in [
        "(".repeat(1_500),
        "not ".repeat(400),
        "-".repeat(1_900),
        format!("{}1{}", "(".repeat(500), ")".repeat(500)),
        "1+".repeat(900) + "1",
        "x".repeat(10_000),
        "count(".repeat(300),
    ] {
        assert!(parse(&text).is_err() || parse(&text).unwrap().to_string().len() >= text.len());
    }
}

/// Incidents of which two severities are known, and a column of the file's own.
fn incidents() -> Sources {
    let mut table = Table::new(2);
    table.push("detected_at", Column::from_timestamps(vec![None, None]));
    table.push(
        "severity",
        Column::from_texts([Some("SEV-1"), Some("SEV-2")]),
    );
    table.push("region", Column::from_texts([Some("EU"), Some("US")]));
    let mut sources = Sources::default();
    let part = SourcePart::new(TableKind::Incidents, table.into(), SourceFile::default());
    sources.add(TableKind::Incidents, part);
    sources
}

#[rstest]
#[case("", &["count(", "share(", "sum("])]
#[case("me", &["mean(", "median("])]
#[case("count(sever|ity = \"x\")", &["incidents.severity"])]
#[case("median(resolv", &["resolved_at"])]
#[case("count(incidents where ", &["id", "service", "model"])]
#[case("count(incidents where sev", &["severity"])]
#[case("count(incidents where severity ", &["= ", "!= "])]
#[case("count(incidents where severity = ", &["\"SEV-1\"", "\"SEV-2\""])]
#[case("count(incidents where severity = \"sev-2", &["\"SEV-2\""])]
#[case("count(incidents where severity in (\"SEV-1\", ", &["\"SEV-1\"", "\"SEV-2\""])]
#[case("count(incidents) ", &["/ ", "* "])]
#[case("count(findings.sev", &["severity"])]
#[case("count(incid", &["incidents"])]
#[case("count(incidents where reg", &["region"])]
#[case("count(predictions.status = ", &["\"ok\"", "\"error\""])]
fn what_can_follow_is_offered(#[case] text: &str, #[case] first: &[&str]) {
    let sources = incidents();
    let known = Known {
        rows,
        table: None,
        sources: &sources,
    };
    let at = text.find('|').unwrap_or(text.len());
    let completion = complete(&text.replace('|', ""), at, &known);
    let offered: Vec<&str> = completion
        .candidates
        .iter()
        .map(|c| c.insert.as_str())
        .collect();
    assert_eq!(
        offered.iter().take(first.len()).collect::<Vec<_>>(),
        first.iter().collect::<Vec<_>>(),
        "{offered:?}"
    );
    assert!(completion.candidates.iter().all(|one| !one.says.is_empty()));
}

#[test]
fn a_candidate_takes_the_place_of_the_whole_word() {
    let sources = Sources::default();
    let known = Known {
        rows,
        table: None,
        sources: &sources,
    };
    let completion = complete("median(resolv_at - detected_at)", 11, &known);
    assert_eq!(completion.place, 7..16);
}

fn name() -> impl Strategy<Value = Expression> {
    let names = [
        "status",
        "latency_ms",
        "where",
        "not plain",
        "a`b",
        "ünit",
        "1st",
    ];
    let table = prop::option::of(prop::sample::select(vec!["incidents", "in"]));
    (table, prop::sample::select(names.to_vec())).prop_map(|(table, name)| match table {
        Some(table) => Expression::column(table, name),
        None => Expression::name(name),
    })
}

fn expression() -> impl Strategy<Value = Expression> {
    let measure = prop::sample::select(vec![
        Measure::Plain,
        Measure::Percent,
        Measure::Time("ms"),
        Measure::Time("hours"),
    ]);
    let number = prop_oneof![(0.0..1e12_f64), (0_u32..1000).prop_map(f64::from)];
    let leaf = prop_oneof![
        (number, measure).prop_map(|(n, measure)| Expression::new(Node::Number(n, measure))),
        "[a-z\" “é]{0,6}".prop_map(|text| Expression::new(Node::Text(text))),
        any::<bool>().prop_map(|truth| Expression::new(Node::Truth(truth))),
        name(),
    ];
    leaf.prop_recursive(5, 40, 3, |inner| {
        let operator = prop::sample::select(Operator::ALL.map(|(operator, _)| operator).to_vec());
        let one = || inner.clone().prop_map(Box::new);
        let call = (
            prop::sample::select(vec!["count", "p95", "quantile"]),
            prop::collection::vec(inner.clone(), 0..3),
        );
        prop_oneof![
            (operator, inner.clone(), inner.clone()).prop_map(|(o, a, b)| Expression::two(o, a, b)),
            one().prop_map(|of| Expression::new(Node::Negative(of))),
            one().prop_map(|of| Expression::new(Node::Not(of))),
            one().prop_map(|of| Expression::new(Node::Given(of))),
            (one(), prop::collection::vec(inner.clone(), 1..3))
                .prop_map(|(of, list)| Expression::new(Node::In(of, list))),
            (one(), one(), one())
                .prop_map(|(of, from, to)| Expression::new(Node::Between(of, from, to))),
            (inner.clone(), inner.clone()).prop_map(|(of, only)| of.only_where(only)),
            call.prop_map(|(function, arguments)| Expression::call(function, arguments)),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_printed_is_the_same_formula(formula in expression()) {
        let text = formula.to_string();
        prop_assume!(text.chars().count() <= outturn_expr::language::LONGEST);
        match parse(&text) {
            Ok(parsed) => prop_assert_eq!(parsed, formula, "{}", text),
            Err(mistake) => prop_assert!(false, "{}: {}", text, mistake),
        }
    }

    #[test]
    fn no_text_ends_the_reader(text in "[ -~“”−×÷≤\n]{0,60}", at in 0..60_usize) {
        let sources = incidents();
        let known = Known { rows, table: None, sources: &sources };
        if let Err(mistake) = read(&text, &known) {
            prop_assert!(text.get(mistake.place.clone()).is_some(), "{:?}", mistake);
            let [above, below] = mistake.pointed(&text, 40);
            prop_assert!(below.chars().count() <= above.chars().count() + 1);
        }
        let completion = complete(&text, at, &known);
        prop_assert!(text.get(completion.place.clone()).is_some(), "{:?}", completion);
    }

    #[test]
    fn no_words_of_the_language_end_the_reader(words in prop::collection::vec(prop::sample::select(vec![
        "count", "(", ")", "where", "status", "=", "\"x\"", "not", "in", ",", "-", "/", "incidents", ".", "severity", "1", "h", "is",
        "given", "between", "and", "median", "resolved_at", "detected_at", "cost", "\"",
    ]), 0..20), at in 0..80_usize) {
        let text = words.join(" ");
        let sources = incidents();
        let known = Known { rows, table: None, sources: &sources };
        if let Err(mistake) = read(&text, &known) {
            prop_assert!(text.get(mistake.place.clone()).is_some(), "{:?}", mistake);
        }
        let completion = complete(&text, at, &known);
        prop_assert!(text.get(completion.place.clone()).is_some(), "{:?}", completion);
    }
}

#[test]
fn whatever_the_form_offers_is_a_formula_that_can_be_read() {
    let sources = Sources::default();
    let known = Known {
        rows,
        table: None,
        sources: &sources,
    };
    for schema in outturn_core::table::schema::ALL {
        let columns = schema.columns.iter();
        let conditions = columns.flat_map(|column| {
            let fitting = How::ALL.iter().filter(|(how, _)| how.fits(column.kind));
            fitting.map(|(how, _)| {
                Some(Only {
                    column: column.name.to_owned(),
                    how: *how,
                    value: match column.quantity {
                        Quantity::Milliseconds
                        | Quantity::Seconds
                        | Quantity::Minutes
                        | Quantity::Hours => "5 min".to_owned(),
                        _ => "5".to_owned(),
                    },
                })
            })
        });
        let conditions: Vec<Option<Only>> = conditions.chain([None]).collect();
        for (makes, _, of) in MAKES {
            let parts = match of {
                Of::Rows => vec![String::new()],
                of => parts_of(schema.kind, of)
                    .into_iter()
                    .map(|(part, _)| part)
                    .collect(),
            };
            for (of, only) in parts
                .iter()
                .flat_map(|of| conditions.iter().map(move |c| (of, c)))
            {
                let simple = Simple {
                    table: schema.kind,
                    makes,
                    of: of.clone(),
                    only: only.clone(),
                };
                let formula = simple.formula();
                match read(&formula, &known) {
                    Ok(reading) => assert_eq!(reading.tables, [schema.kind], "{formula}"),
                    // What amounts of several currencies cannot be made.
                    Err(mistake) => {
                        assert!(
                            matches!(mistake.what, What::Currencies(..)),
                            "{formula}: {mistake}"
                        );
                    }
                }
            }
        }
    }
}
