//! Series that come ready-made: under a known id they are that metric; one's own are what the user says they are.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)] // here a panic is the report

#[path = "common/tables.rs"]
mod tables;

use outturn_core::calendar::Grain;
use outturn_core::units::Unit;
use outturn_metrics::scorecard::{
    Card, Choice, MetricSettings, Settings, Status, TargetOrigin, When, card, cards,
};
use outturn_metrics::{
    Additivity, Adds, Direction, Metric, Sources, Target, Thresholds, all, catalogue, loaded_series,
};
use rstest::rstest;
use tables::sources;

const TOTALS: &[u8] = include_bytes!("data/cases/02-monthly-totals-by-quarter/monthly_totals.csv");

fn by(grain: Grain) -> Choice {
    Choice {
        grain,
        when: When::Latest,
    }
}

fn shown(sources: &Sources, id: &str, choice: Choice, settings: &Settings) -> Card {
    card(&Metric::find(id).unwrap(), sources, choice, settings, 30)
}

fn series(text: &str) -> Sources {
    sources(&[("m.csv", text.as_bytes())])
}

/// The sums of the six numbers in the file; of revenue, which is no known metric, the mean, said to be one: (1,300 + 1,400 + 1,500) ÷ 3.
#[rstest]
#[case("spend", 1_500.0, 2_100.0, "sum")]
#[case("incident_count", 21.0, 33.0, "sum")]
#[case("cost_savings", 150.0, 210.0, "sum")]
#[case("support_tickets", 33.0, 57.0, "sum")]
#[case("series:revenue", 1_400.0, 1_250.0, "mean")]
fn monthly_totals_by_quarter_and_year(
    #[case] id: &str,
    #[case] quarter: f64,
    #[case] year: f64,
    #[case] made: &str,
) {
    let loaded = sources(&[("monthly_totals.csv", TOTALS)]);
    let settings = Settings::default();
    let of = |choice| shown(&loaded, id, choice, &settings);
    let card = of(by(Grain::Quarter));
    assert_eq!(
        (card.value, of(by(Grain::Year)).value),
        (Some(quarter), Some(year))
    );
    let all = Choice {
        grain: Grain::Month,
        when: When::All,
    };
    assert_eq!(of(all).value, Some(year));
    // The receipt and the card say what was done, and where from.
    let done = format!("{made} of 3 months as supplied");
    assert_eq!(
        (card.receipt.formula.as_str(), card.made.as_deref()),
        (done.as_str(), Some(done.as_str()))
    );
    assert_eq!(card.receipt.source, "the file it came in");
    assert_eq!(card.receipt.files[0].file, "monthly_totals.csv");
    assert!(
        card.receipt.longer.contains(made),
        "{}",
        card.receipt.longer
    );
}

/// Unit, better side and the two thresholds, in base units, from the table of metrics: `id unit good met missed`. Where the default is
/// a trend or the user's own there are none.
const KNOWN: &str = "time_to_rollback s down 300 3600
sla_attainment ratio up
accuracy_change ratio stable -0.05 -0.10
robustness_pass_rate ratio up
robustness_drop ratio down
drift_score number down 0.1 0.3
prediction_drift number down 0.1 0.3
drift_detection_rate ratio up
prediction_confidence ratio stable
ground_truth_alignment ratio up 0.90 0.80
model_age s down 2592000 7776000
training_data_lag s down 86400 604800
feature_freshness s down 3600 86400
disparate_impact ratio up 0.8 0.7
equal_opportunity_gap ratio down 0.10 0.20
demographic_parity_gap ratio down 0.10 0.20
time_to_deploy_safe_change s down
time_to_production s down 1209600 5184000
training_time s down
experiments_per_week 1/week up 10 3
time_to_value s down
experiment_to_operations_rate ratio up
agent_workflow_success_rate ratio up
gpu_utilization ratio up
data_freshness s down
integration_health ratio up
fragmented_systems_index count down
customer_impact_uplift ratio up
revenue_attributed money up
cost_savings money up
roi ratio up
governance_compliance_rate ratio up 1 0
responsible_ai_score ratio up 1 0
compliance_automation_coverage ratio up
monitoring_cadence s down
alerts_triaged_rate ratio up
documentation_rate ratio up 1 0.80
approval_compliance ratio up 1 0.90
audit_findings count down
regulatory_violations count down 0 0
high_risk_coverage ratio up 1 0.80
security_incidents count down
data_lineage_rate ratio up 1 0.70
active_users_rate ratio up 0.80 0.50
models_on_platform ratio up 0.90 0.50
feature_store_usage ratio up 0.70 0
experiment_tracking ratio up 0.95 0
value_added_time ratio up 0.60 0.30
toil_ratio ratio down 0.10 0.40
support_tickets count down
attrition_rate ratio down 0.10 0.20
total_models count unset
raw_usage count unset";

#[test]
fn a_ready_made_series_is_judged_as_the_table_of_metrics_says() {
    for line in KNOWN.lines() {
        let mut words = line.split(' ');
        let mut next = || words.next().unwrap_or_default();
        let (id, unit, good) = (next(), next(), next());
        let thresholds = next().parse().ok().zip(next().parse().ok());
        let loaded = series(&format!(
            "date,metric,value\n2026-01-01,{id},0.5\n2026-02-01,{id},0.4\n"
        ));
        let card = shown(&loaded, id, by(Grain::Month), &Settings::default());
        let good = match good {
            "up" => Direction::Up,
            "down" => Direction::Down,
            "stable" => Direction::Stable,
            _ => Direction::Unset,
        };
        assert_eq!(
            (card.value, card.unit.symbol(), card.good),
            (Some(0.4), unit, good),
            "{id}"
        );
        if let Some((met, missed)) = thresholds {
            assert_eq!(
                card.target,
                Target::Fixed(Thresholds { met, missed }),
                "{id}"
            );
        }
    }
    // All that cannot be computed are among them.
    let is_known = |id: &str| {
        KNOWN
            .lines()
            .any(|line| line.starts_with(&format!("{id} ")))
    };
    assert!(catalogue::SUPPLIED.iter().all(|d| is_known(d.id)));
}

/// They stand on the scorecard only where there is a series of theirs: nobody needs fifty empty cards.
#[test]
fn what_is_only_supplied_is_shown_once_it_is() {
    let loaded = series(
        "date,metric,value\n2026-01-01,NPS,40\n2026-01-01,raw-usage,200\n2026-01-01,my own,1\n",
    );
    let names = loaded_series(&loaded);
    assert_eq!(names, ["raw_usage", "series:my own"]);
    let ids: Vec<String> = all(&names).iter().map(Metric::id).collect();
    let computed = catalogue::all().count();
    assert_eq!(ids[computed..], names);
    let cards = cards(&loaded, by(Grain::Month), &Settings::default());
    let with_value: Vec<&str> = cards
        .iter()
        .filter(|card| card.value.is_some())
        .map(|card| card.id.as_str())
        .collect();
    assert_eq!(with_value, ["nps", "raw_usage", "series:my own"]);
}

/// A name means a metric in any case, with any signs, by its label, and with the unit of its numbers behind it.
#[rstest]
#[case("NPS", "nps", 40.0, 40.0)]
#[case("nps", "nps", 40.0, 40.0)]
#[case("Training time (h)", "training_time", 2.5, 9_000.0)]
#[case("Training Time [min]", "training_time", 30.0, 1_800.0)]
#[case("training_time_seconds", "training_time", 30.0, 30.0)]
#[case("TrainingTime", "training_time", 30.0, 30.0)]
#[case("training time in days", "training_time", 2.0, 172_800.0)]
#[case("toil-ratio", "toil_ratio", 0.25, 0.25)]
#[case("Toil ratio (%)", "toil_ratio", 25.0, 0.25)]
#[case("Toil ratio %", "toil_ratio", 25.0, 0.25)]
#[case("MTTR hours", "mttr", 2.0, 7_200.0)]
#[case("Time to recover (min)", "mttr", 90.0, 5_400.0)]
#[case("latency_p95_ms", "latency_p95", 250.0, 0.25)]
#[case("CSAT", "csat", 4.2, 4.2)]
fn a_name_in_any_spelling(
    #[case] name: &str,
    #[case] id: &str,
    #[case] supplied: f64,
    #[case] expected: f64,
    #[values(true, false)] wide: bool,
) {
    let text = match wide {
        true => format!(
            "date,{name},something else\n2026-01-01,{supplied},1\n2026-02-01,{supplied},2\n"
        ),
        false => format!("date,metric,value\n2026-01-01,{name},{supplied}\n"),
    };
    let card = shown(&series(&text), id, by(Grain::Month), &Settings::default());
    let found = card.value.unwrap();
    assert!(
        (found - expected).abs() < 1e-9 * expected,
        "{found}, not {expected}"
    );
}

/// A unit that is none of the metric's, or other words in the name, make another series.
#[rstest]
#[case("Spend (h)")]
#[case("NPS (%)")]
#[case("nps of team A")]
#[case("my toil ratio")]
fn a_name_that_says_more_is_ones_own(#[case] name: &str) {
    let loaded = series(&format!("date,metric,value\n2026-01-01,{name},1\n"));
    assert_eq!(loaded_series(&loaded), [format!("series:{name}")]);
}

/// Under its id and under its label: the id counts, and the other stays a series of one's own.
#[test]
fn an_id_goes_before_a_label() {
    let loaded =
        series("date,metric,value\n2026-01-01,incident_count,3\n2026-01-01,Incidents,300\n");
    let card = shown(
        &loaded,
        "incident_count",
        by(Grain::Month),
        &Settings::default(),
    );
    assert_eq!(card.value, Some(3.0));
    assert_eq!(loaded_series(&loaded), ["series:Incidents"]);
}

/// A numbers of a share over 1 are in percent to all appearance: nothing is shown until that is said.
#[test]
fn a_share_over_one_says_what_to_do() {
    let loaded =
        series("date,metric,value\n2026-01-01,toil_ratio,12.2\n2026-02-01,toil_ratio,0.9\n");
    let card = shown(
        &loaded,
        "toil_ratio",
        by(Grain::Month),
        &Settings::default(),
    );
    assert_eq!((card.value, card.judged.status), (None, Status::NoData));
    let reason = card.reason.unwrap();
    assert!(reason.contains("toil_ratio (%)"), "{reason}");
    // A return may be over 1.
    let roi = series("date,metric,value\n2026-01-01,roi,4\n");
    assert_eq!(
        shown(&roi, "roi", by(Grain::Month), &Settings::default()).value,
        Some(4.0)
    );
}

/// Toil of 0.122 against a target column of 0.15: less toil is better, whatever the column might suggest. Missed is a tenth past it.
#[rstest]
#[case(0.122, Status::Met)]
#[case(0.16, Status::Near)]
#[case(0.2, Status::Missed)]
fn a_target_column_is_held_on_the_better_side_of_the_catalogue(
    #[case] toil: f64,
    #[case] status: Status,
) {
    let loaded = series(&format!(
        "date,metric,value,target\n2026-08-01,toil_ratio,0.3,0.2\n2026-09-01,toil_ratio,{toil},0.15\n"
    ));
    let card = shown(
        &loaded,
        "toil_ratio",
        by(Grain::Month),
        &Settings::default(),
    );
    assert_eq!(
        (card.judged.status, card.target_origin),
        (status, TargetOrigin::Column)
    );
    let Target::Fixed(thresholds) = card.target else {
        panic!("{:?}", card.target);
    };
    assert_eq!(thresholds.met, 0.15);
    assert!((thresholds.missed - 0.165).abs() < 1e-12);
}

/// A sign in front of the target says which side is better of a series that nothing else says it of, and of no known metric.
#[rstest]
#[case("churned", "≤ 15", "series:churned", Direction::Down, Status::Met)]
#[case("churned", ">=15", "series:churned", Direction::Up, Status::Missed)]
#[case(
    "churned",
    "15",
    "series:churned",
    Direction::Unset,
    Status::Informative
)]
#[case("nps", "<= 15", "nps", Direction::Up, Status::Missed)]
fn a_target_tells_the_better_side_only_where_nothing_else_does(
    #[case] name: &str,
    #[case] target: &str,
    #[case] id: &str,
    #[case] good: Direction,
    #[case] status: Status,
) {
    let loaded = series(&format!(
        "date,metric,value,target\n2026-01-01,{name},12,{target}\n2026-02-01,{name},10,{target}\n"
    ));
    let card = shown(&loaded, id, by(Grain::Month), &Settings::default());
    assert_eq!((card.good, card.judged.status), (good, status));
    assert_eq!(card.target_origin, TargetOrigin::Column);
}

/// The target of the latest row counts, in whatever order the rows stand; it is in the unit of the name like the values.
#[test]
fn the_latest_target_counts() {
    let loaded = series(
        "date,metric,value,target\n2026-03-01,Training time (h),2,3\n2026-02-01,Training time (h),2,2\n2026-01-01,Training time (h),2,1\n",
    );
    let card = shown(
        &loaded,
        "training_time",
        by(Grain::Quarter),
        &Settings::default(),
    );
    let Target::Fixed(thresholds) = card.target else {
        panic!("{:?}", card.target);
    };
    assert_eq!(
        (thresholds.met, card.judged.status),
        (10_800.0, Status::Met)
    );
}

const OWN: &str = "date,metric,value,target\n2026-01-01,churned,10,8\n2026-02-01,churned,12,8\n2026-03-01,churned,14,8\n";

fn said(change: impl FnOnce(&mut MetricSettings)) -> Settings {
    let mut said = MetricSettings::default();
    change(&mut said);
    [("series:churned".to_owned(), said)].into()
}

/// Nobody has said whether more churn is good: there is no verdict, with and without a target column.
#[test]
fn ones_own_series_has_no_verdict_until_its_better_side_is_set() {
    let loaded = series(OWN);
    let of = |settings: &Settings| shown(&loaded, "series:churned", by(Grain::Month), settings);
    let card = of(&Settings::default());
    assert_eq!(
        (card.good, card.judged.status),
        (Direction::Unset, Status::Informative)
    );
    assert_eq!(card.judged.score, None);
    let up = of(&said(|s| s.good = Some(Direction::Up)));
    assert_eq!(up.judged.status, Status::Met);
    let down = of(&said(|s| s.good = Some(Direction::Down)));
    assert_eq!(down.judged.status, Status::Missed);
    // Two thresholds of the user's own say it by their order.
    let own = said(|s| {
        s.target = Some(Thresholds {
            met: 8.0,
            missed: 16.0,
        });
    });
    assert_eq!(of(&own).judged.status, Status::Near);
}

#[rstest]
#[case(Adds::Sum, 36.0, "sum of 3 months as supplied")]
#[case(Adds::Mean, 12.0, "mean of 3 months as supplied")]
#[case(Adds::Latest, 14.0, "last of 3 months as supplied")]
fn ones_own_series_adds_up_as_the_user_says(
    #[case] adds: Adds,
    #[case] expected: f64,
    #[case] formula: &str,
) {
    let loaded = series(OWN);
    let settings = said(|s| {
        s.adds = Some(adds);
        s.unit = Some(Unit::Count);
    });
    let card = shown(&loaded, "series:churned", by(Grain::Quarter), &settings);
    assert_eq!((card.value, card.unit), (Some(expected), Unit::Count));
    assert_eq!(card.receipt.formula, formula);
}

/// Days that are neither every day nor one a week are days: the weeks that they fall into are nobody's.
#[rstest]
#[case::in_weeks_of_their_own(
    "2026-03-01 2026-03-02 2026-03-29 2026-03-30",
    "mean of 4 days as supplied"
)]
#[case::two_of_one_week(
    "2026-03-01 2026-03-02 2026-03-17 2026-03-18 2026-03-19",
    "mean of 5 days as supplied"
)]
#[case::weeks(
    "2026-03-02 2026-03-09 2026-03-16 2026-03-23",
    "mean of 4 weeks as supplied"
)]
fn a_mean_names_the_step_of_its_values(#[case] days: &str, #[case] made: &str) {
    let rows = days.split(' ').map(|day| format!("{day},churned,5\n"));
    let csv = format!("date,metric,value\n{}", rows.collect::<String>());
    let card = shown(
        &series(&csv),
        "series:churned",
        by(Grain::Month),
        &said(|_| ()),
    );
    assert_eq!(card.made.as_deref(), Some(made));
}

/// What was said of a series before its id was known goes on to count.
#[test]
fn a_target_set_under_the_former_id_still_counts() {
    let loaded =
        series("date,metric,value\n2026-01-01,toil_ratio,0.3\n2026-02-01,toil_ratio,0.2\n");
    let said = MetricSettings {
        target: Some(Thresholds {
            met: 0.25,
            missed: 0.3,
        }),
        ..MetricSettings::default()
    };
    let settings: Settings = [("series:toil_ratio".to_owned(), said)].into();
    let card = shown(&loaded, "toil_ratio", by(Grain::Month), &settings);
    assert_eq!(
        (card.target_origin, card.judged.status),
        (TargetOrigin::User, Status::Met)
    );
    assert_eq!(
        Metric::find("series:toil_ratio").unwrap().id(),
        "toil_ratio"
    );
}

/// A series without a value in a month between: the sum names it and does not take it for 0.
#[test]
fn a_missing_month_is_named() {
    let loaded =
        series("date,metric,value\n2026-01-01,cost_savings,10\n2026-03-01,cost_savings,20\n");
    let card = shown(
        &loaded,
        "cost_savings",
        by(Grain::Quarter),
        &Settings::default(),
    );
    assert_eq!(card.value, Some(30.0));
    assert!(
        card.receipt.formula.ends_with(", without Feb 2026"),
        "{}",
        card.receipt.formula
    );
}

#[test]
fn each_kind_of_value_rolls_up_by_its_rule() {
    for d in catalogue::SUPPLIED {
        let rule_fits = match d.additivity {
            Additivity::Sum => matches!(d.unit, Unit::Count | Unit::Money),
            Additivity::Duration => d.unit == Unit::Seconds,
            Additivity::Rate(per) => d.unit.per() == Some(per),
            Additivity::Quantile | Additivity::Answers => false,
            _ => d.unit != Unit::Money,
        };
        assert!(rule_fits, "{}: {:?}", d.id, d.additivity);
    }
}

/// Two metrics that are only supplied have nothing in common that is known: neither is made of the other.
#[test]
fn what_is_only_supplied_is_made_of_nothing_known() {
    let [age, usage, spend] =
        ["model_age", "raw_usage", "spend"].map(|id| Metric::find(id).unwrap());
    assert_eq!(age.shared_with(&usage), Vec::<String>::new());
    assert!(!spend.shared_with(&spend).is_empty());
}
