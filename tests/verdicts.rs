//! How much it takes for a verdict: cases enough, and a change that is more than chance.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // here a panic is the report

#[path = "common/tables.rs"]
mod tables;

use chrono::{Days, NaiveDate};
use outturn_core::calendar::{Grain, Period};
use outturn_format::Locale;
use outturn_metrics::scorecard::{
    Card, Choice, Composite, MetricSettings, Reading, Settings, Side, Status, When, card, cards,
    composite, default_weights,
};
use outturn_metrics::{Metric, Sources, Thresholds};
use outturn_report::charts::bullet;
use outturn_report::narrative::{
    against, headline, met_of, process_words, refused_target, rests_on_part, why_no_verdict,
};
use rstest::rstest;
use std::fmt::Write;
use tables::sources;

const EN: Locale = Locale::EN;

fn choice(when: When) -> Choice {
    Choice {
        grain: Grain::Month,
        when,
    }
}

fn march(sources: &Sources, id: &str, settings: &Settings) -> Card {
    let march = Period::containing_date("2026-03-01".parse().unwrap(), Grain::Month);
    let metric = Metric::find(id).unwrap();
    card(&metric, sources, choice(When::At(march)), settings, 25)
}

/// Incidents spread over February and March 2026, the last of each on its last day, each as many minutes long as told; with
/// deployments on every day, which show that both months have passed.
fn incidents(february: &[f64], march: &[f64]) -> Sources {
    let mut csv = "id,detected_at,resolved_at\n".to_owned();
    for (first, days, lengths) in [("2026-02-01", 28, february), ("2026-03-01", 31, march)] {
        let first: NaiveDate = first.parse().unwrap();
        for (i, minutes) in lengths.iter().enumerate() {
            let day = ((i + 1) * days / lengths.len()).saturating_sub(1);
            let at = (first + Days::new(day as u64))
                .and_hms_opt(8, 0, 0)
                .unwrap();
            let end = at + chrono::TimeDelta::seconds((minutes * 60.0) as i64);
            writeln!(
                csv,
                "i{first}-{i},{}Z,{}Z",
                at.format("%FT%T"),
                end.format("%FT%T")
            )
            .unwrap();
        }
    }
    let days = "2026-02-01"
        .parse::<NaiveDate>()
        .unwrap()
        .iter_days()
        .take(59);
    let deploys = days.fold(
        "id,environment,status,finished_at\n".to_owned(),
        |mut csv, d| {
            writeln!(csv, "d{d},production,success,{d}T09:00:00Z").unwrap();
            csv
        },
    );
    sources(&[("i.csv", csv.as_bytes()), ("d.csv", deploys.as_bytes())])
}

/// Requests all over February and March, of which some failed.
fn requests(february: (usize, usize), march: (usize, usize)) -> Sources {
    let mut csv = "timestamp,status\n".to_owned();
    for (month, days, (failed, n)) in [("2026-02", 28, february), ("2026-03", 31, march)] {
        for i in 0..n {
            let status = if i < failed { "error" } else { "ok" };
            let (day, minute) = (1 + i * days / n, i % 60);
            writeln!(
                csv,
                "{month}-{day:02}T{:02}:{minute:02}:00Z,{status}",
                23 * (i % 2)
            )
            .unwrap();
        }
    }
    let days = "2026-02-01"
        .parse::<NaiveDate>()
        .unwrap()
        .iter_days()
        .take(59);
    let deploys = days.fold(
        "id,environment,status,finished_at\n".to_owned(),
        |mut csv, d| {
            writeln!(csv, "d{d},production,success,{d}T09:00:00Z").unwrap();
            csv
        },
    );
    sources(&[("r.csv", csv.as_bytes()), ("d.csv", deploys.as_bytes())])
}

/// METRICS: durations need five events.
#[rstest]
#[case(2, Status::TooFew, "2 incidents: too few to judge. 5 are needed.")]
#[case(1, Status::TooFew, "1 incident: too few to judge. 5 are needed.")]
#[case(4, Status::TooFew, "4 incidents: too few to judge. 5 are needed.")]
#[case(5, Status::Met, "")]
fn too_few_incidents_are_not_judged(#[case] n: usize, #[case] status: Status, #[case] said: &str) {
    let sources = incidents(&[60.0; 6], &vec![30.0; n]);
    let mttr = march(&sources, "mttr", &Settings::default());
    assert_eq!((mttr.value, mttr.judged.status), (Some(1_800.0), status));
    assert_eq!(mttr.judged.score.is_some(), status == Status::Met);
    assert_eq!(why_no_verdict(&mttr, &EN), said);
}

#[test]
fn how_many_are_enough_is_the_users_to_say() {
    let sources = incidents(&[60.0; 6], &[30.0; 2]);
    let own = MetricSettings {
        least_n: Some(2),
        ..MetricSettings::default()
    };
    let mttr = march(&sources, "mttr", &[("mttr".to_owned(), own)].into());
    assert_eq!(mttr.judged.status, Status::Met);
}

/// METRICS: ratios need twenty in the denominator.
#[rstest]
#[case(19, Status::TooFew)]
#[case(20, Status::Missed)]
fn a_ratio_needs_a_denominator(#[case] n: usize, #[case] status: Status) {
    let sources = requests((1, 40), (2, n));
    assert_eq!(
        march(&sources, "error_rate", &Settings::default())
            .judged
            .status,
        status
    );
}

/// Newcombe's interval of 2 of 20 less 1 of 20 holds zero, that of 12 of 20 less 1 of 20 does not (statsmodels, method "newcomb").
#[rstest]
#[case(2, Reading::Unchanged)]
#[case(12, Reading::Changed)]
fn a_share_changes_by_more_than_chance(#[case] failed: usize, #[case] reading: Reading) {
    let sources = requests((1, 20), (failed, 20));
    let rate = march(&sources, "error_rate", &Settings::default());
    assert_eq!(rate.previous.unwrap().reading, reading);
}

/// Welch's test: p = 1e−10 and 0.63 (scipy, ttest_ind with equal_var=False).
#[rstest]
#[case(&[30.0, 33.0, 29.0, 31.0, 28.0, 32.0], Reading::Changed)]
#[case(&[60.0, 10.0, 200.0, 30.0, 90.0, 55.0], Reading::Unchanged)]
fn a_mean_changes_by_more_than_chance(#[case] minutes: &[f64], #[case] reading: Reading) {
    let sources = incidents(&[60.0, 62.0, 58.0, 61.0, 59.0, 60.0], minutes);
    let mttr = march(&sources, "mttr", &Settings::default());
    let (_, moved) = against(&mttr, outturn_format::period, &EN).unwrap();
    assert_eq!(mttr.previous.unwrap().reading, reading);
    // An hour was met; the mean of 74 minutes is not, and both may be chance.
    let said = match reading {
        Reading::Unchanged => "within chance (−94% to +142%)",
        _ => "−49%",
    };
    assert_eq!(moved, said);
}

/// 19 of 20 requests were right in both senses of a target of 6 %: 1 of 20 is under it, 2 of 20 are over. Newcombe's interval of the
/// difference is −14.96 to +25.52 points (statsmodels 0.14, method "newcomb"): what is missed now may be met by chance, and both are said.
#[test]
fn a_status_that_may_be_chance_says_so() {
    let sources = requests((1, 20), (2, 20));
    let own = MetricSettings {
        target: Some(Thresholds {
            met: 0.06,
            missed: 0.08,
        }),
        ..MetricSettings::default()
    };
    let rate = march(
        &sources,
        "error_rate",
        &[("error_rate".to_owned(), own)].into(),
    );
    assert_eq!(rate.judged.status, Status::Missed);
    assert_eq!(rate.previous.as_ref().unwrap().status, Status::Met);
    let (_, moved) = against(&rate, outturn_format::period, &EN).unwrap();
    assert_eq!(
        moved.replace('\u{a0}', " "),
        "within chance (−15.0 pt to +25.5 pt)"
    );
    // Where the status has not moved, that it is unchanged is enough, with the difference that is no more than chance gives.
    let rate = march(&sources, "error_rate", &Settings::default());
    assert_eq!(rate.judged.status, Status::Missed);
    let (_, moved) = against(&rate, outturn_format::period, &EN).unwrap();
    assert_eq!(
        moved.replace('\u{a0}', " "),
        "unchanged (+5.0 pt, within chance)"
    );
}

/// 2 incidents in the 31 days of March after 8 in the 28 of February: p = 0.078; 6 after 15: 0.046; 45 after 20: 0.009 (scipy, binom).
/// A count that is no more than chance away is not rising.
#[rstest]
#[case(8, 2, Reading::Unchanged, Status::Met)]
#[case(2, 8, Reading::Unchanged, Status::Met)]
#[case(15, 6, Reading::Changed, Status::Met)]
#[case(20, 45, Reading::Changed, Status::Missed)]
fn a_count_changes_by_more_than_chance(
    #[case] february: usize,
    #[case] in_march: usize,
    #[case] reading: Reading,
    #[case] status: Status,
) {
    let sources = incidents(&vec![60.0; february], &vec![60.0; in_march]);
    let count = march(&sources, "incident_count", &Settings::default());
    assert_eq!(count.value, Some(in_march as f64));
    let before = count.previous.unwrap();
    assert_eq!((before.value, before.reading), (february as f64, reading));
    assert_eq!(count.judged.status, status);
}

/// Experiments of a person and week, in the 4 weeks of February and the 31 days of March. Of two people 40 are no more than 20 of one: p = 0.80,
/// where weeks alone would say 0.04; 9 are fewer: 6e−5. 40 after 60 of one person are fewer, at 0.02, in the longer month, where as many days
/// would say 0.06 (scipy, binom).
#[rstest]
#[case((1, 20), (2, 40), Reading::Unchanged)]
#[case((1, 20), (2, 9), Reading::Changed)]
#[case((1, 60), (1, 40), Reading::Changed)]
fn a_rate_by_people_counts_the_weeks_of_each(
    #[case] february: (u32, u32),
    #[case] in_march: (u32, u32),
    #[case] reading: Reading,
) {
    let row = |month, (people, experiments)| format!("2026-{month}-01,{people},{experiments}\n");
    let csv = format!(
        "period,ml_team,experiments\n{}{}",
        row("02", february),
        row("03", in_march)
    );
    let sources = sources(&[("platform.csv", csv.as_bytes())]);
    let rate = march(&sources, "experiments_per_week", &Settings::default());
    let inputs: Vec<&str> = rate
        .receipt
        .inputs
        .iter()
        .map(|i| i.name.as_str())
        .collect();
    assert_eq!(inputs, ["experiments", "people in the team", "weeks"]);
    assert_eq!(rate.previous.unwrap().reading, reading);
}

/// From 60 to 30 minutes.
#[test]
fn a_change_is_a_share_of_the_value_before() {
    let sources = incidents(&[60.0; 6], &[30.0; 6]);
    let before = march(&sources, "mttr", &Settings::default())
        .previous
        .unwrap();
    assert_eq!(
        (before.value, before.change, before.change_ratio),
        (3_600.0, -1_800.0, Some(-0.5))
    );
}

/// After too few cases a value is compared with nothing: a target on the trend only informs.
#[test]
fn too_few_before_are_no_comparison() {
    let sources = incidents(&[60.0; 2], &[90.0; 9]);
    let mut own = Settings::default();
    own.insert("mttr".into(), MetricSettings::default());
    let mttr = march(&sources, "mttr", &own);
    assert_eq!(mttr.previous.as_ref().unwrap().reading, Reading::TooFew);
    assert_eq!(
        against(&mttr, outturn_format::period, &EN).unwrap().1,
        "too few"
    );
}

#[test]
fn the_headline_names_what_is_material_and_on_how_much_it_rests() {
    let sources = incidents(
        &[60.0, 62.0, 58.0, 61.0, 59.0, 60.0],
        &[30.0, 33.0, 29.0, 31.0, 28.0, 32.0],
    );
    let said = |sources: &Sources| {
        let all = cards(sources, choice(When::Latest), &Settings::default());
        let phrases = headline(&all, &composite(&all, &default_weights()), None, &EN);
        let text: String = phrases.iter().map(|p| p.text.as_str()).collect();
        text.replace('\u{a0}', " ")
    };
    let changed = said(&sources);
    assert!(
        changed.contains("Time to recover improved most, −49% against Feb 2026 (6 incidents)."),
        "{changed}"
    );
    // The same mean, by chance.
    let scattered = said(&incidents(
        &[60.0, 62.0, 58.0, 61.0, 59.0, 60.0],
        &[1.0, 2.0, 3.0, 4.0, 5.0, 171.0],
    ));
    assert!(!scattered.contains("improved"), "{scattered}");
    let few = said(&incidents(&[60.0; 6], &[30.0; 2]));
    assert!(
        few.contains("Not in the score: Time to recover, too few cases."),
        "{few}"
    );
}

/// To one decimal, as it is shown: less than half of that is no change.
#[rstest]
#[case(None, "Score 81.3 of 100.")]
#[case(Some(78.1), "Score 81.3 of 100, up 3.2.")]
#[case(Some(84.5), "Score 81.3 of 100, down 3.2.")]
#[case(Some(81.2), "Score 81.3 of 100, up 0.1.")]
#[case(Some(81.4), "Score 81.3 of 100, down 0.1.")]
#[case(Some(81.28), "Score 81.3 of 100, as before.")]
#[case(Some(81.32), "Score 81.3 of 100, as before.")]
fn a_score_stands_beside_the_one_before(#[case] previous: Option<f64>, #[case] expected: &str) {
    let sources = incidents(&[60.0; 6], &[30.0; 6]);
    let all = cards(&sources, choice(When::Latest), &Settings::default());
    let of = Composite {
        score: Some(81.3),
        ..Composite::default()
    };
    let phrases = headline(&all, &of, previous, &EN);
    assert_eq!(phrases[0].text.replace('\u{a0}', " "), expected);
}

#[test]
fn a_bucket_says_what_is_not_judged() {
    let sources = incidents(&[60.0; 6], &[30.0; 2]);
    let mttr = march(&sources, "mttr", &Settings::default());
    assert_eq!(met_of(&[mttr]), "1 too few to judge");
}

/// Setting when a target is met says nothing of when it is missed, whatever the value happens to be.
#[rstest]
#[case(None, Some(0.15), None, (0.15, 0.15))]
#[case(None, None, Some(0.2), (0.2, 0.2))]
#[case(Some((0.15, 0.15)), None, Some(0.2), (0.15, 0.2))]
#[case(Some((0.15, 0.15)), Some(0.1), None, (0.1, 0.1))]
#[case(Some((0.15, 0.2)), Some(0.1), None, (0.1, 0.2))]
fn one_bound_makes_up_no_other(
    #[case] now: Option<(f64, f64)>,
    #[case] met: Option<f64>,
    #[case] missed: Option<f64>,
    #[case] expected: (f64, f64),
) {
    let now = now.map(|(met, missed)| Thresholds { met, missed });
    let set = Thresholds::with(now, met, missed).unwrap();
    assert_eq!((set.met, set.missed), expected);
}

/// A share of errors is better low: met at 1 % and missed past 0.1 % would be met nowhere. The other way round it is a target.
#[test]
fn a_target_the_wrong_way_round_is_refused_with_a_reason() {
    let rate = march(
        &requests((1, 20), (2, 20)),
        "error_rate",
        &Settings::default(),
    );
    let (met, missed) = (0.01, 0.001);
    let said = refused_target(&rate, Thresholds { met, missed }, &EN).unwrap();
    assert_eq!(
        said,
        "Lower is better here, so what is met at 1% cannot be missed past 0.1%, which is below it. The target stays as it was."
    );
    let right = Thresholds {
        met: missed,
        missed: met,
    };
    assert_eq!(refused_target(&rate, right, &EN), None);
    let one = Thresholds { met, missed: met };
    assert_eq!(refused_target(&rate, one, &EN), None);
}

/// Without a verdict there is no picture of one.
#[rstest]
#[case(19, false)]
#[case(20, true)]
fn a_bullet_is_a_verdict(#[case] n: usize, #[case] drawn: bool) {
    let rate = march(
        &requests((1, 40), (2, n)),
        "error_rate",
        &Settings::default(),
    );
    assert_eq!(bullet(&rate, EN).is_some(), drawn, "{:?}", rate.judged);
}

/// Probes are a sample of the time, outages are all of it: six probes judge nothing, one outage of a covered month does. Probes at noon,
/// all up or all down; an outage of 7.44 h is 0.01 of 31 days.
#[rstest]
#[case::six_down(
    6,
    "false",
    0.0,
    Status::TooFew,
    "6 probes: too few to judge. 20 are needed."
)]
#[case::six_up(
    6,
    "true",
    1.0,
    Status::TooFew,
    "6 probes: too few to judge. 20 are needed."
)]
#[case::a_month_down(31, "false", 0.0, Status::Missed, "")]
fn a_few_probes_judge_nothing(
    #[case] probes: usize,
    #[case] up: &str,
    #[case] value: f64,
    #[case] status: Status,
    #[case] why: &str,
) {
    let day = |probe: usize| 1 + probe * 30 / (probes - 1);
    let rows = (0..probes).map(|probe| format!("2026-03-{:02}T12:00:00Z,{up}\n", day(probe)));
    let csv = format!("timestamp,up\n{}", rows.collect::<String>());
    let sources = sources(&[("probes.csv", csv.as_bytes())]);
    let settings = Settings::default();
    let metric = Metric::find("availability").unwrap();
    let all = card(&metric, &sources, choice(When::All), &settings, 25);
    assert_eq!((all.value, all.judged.status), (Some(value), status));
    assert_eq!(why_no_verdict(&all, &EN), why);
}

#[test]
fn one_outage_of_a_month_is_judged() {
    let csv = "started_at,ended_at\n2026-03-01T00:00:00Z,2026-03-01T01:00:00Z\n2026-03-31T17:33:36Z,2026-04-01T00:00:00Z\n";
    let sources = sources(&[("outages.csv", csv.as_bytes())]);
    let card = march(&sources, "availability", &Settings::default());
    // 7 h 26 min 24 s of 744 h.
    assert_eq!((card.value, card.cases), (Some(0.99), None));
    assert_eq!(card.judged.status, Status::Near);
}

/// A month's leavers of a team of eight: one is 150 % a year, and none is no proof of anything.
#[rstest]
#[case(8, 1, 1.5, Status::TooFew)]
#[case(8, 0, 0.0, Status::TooFew)]
#[case(24, 0, 0.0, Status::Met)]
fn attrition_of_a_small_team_is_not_judged(
    #[case] headcount: u32,
    #[case] leavers: u32,
    #[case] value: f64,
    #[case] status: Status,
) {
    let csv = format!("period,leavers,headcount\n2026-03-01,{leavers},{headcount}\n");
    let sources = sources(&[("platform.csv", csv.as_bytes())]);
    let card = march(&sources, "attrition_rate", &Settings::default());
    assert_eq!((card.value, card.judged.status), (Some(value), status));
}

/// Sixty requests in March, of which so many have a label, all of them right.
#[rstest]
#[case(60, None)]
#[case(45, Some("from 45 of 60 rows, the others lack what it needs"))]
fn a_verdict_on_a_part_of_the_rows_says_so(#[case] labelled: usize, #[case] said: Option<&str>) {
    let rows = (0..60).map(|i| {
        let actual = if (i * labelled) / 60 < ((i + 1) * labelled) / 60 {
            "1"
        } else {
            ""
        };
        format!("2026-03-{:02}T12:{:02}:00Z,1,{actual}\n", 1 + i / 2, i % 60)
    });
    let csv = format!("timestamp,predicted,actual\n{}", rows.collect::<String>());
    let sources = sources(&[("predictions.csv", csv.as_bytes())]);
    let metric = Metric::find("ground_truth_alignment").unwrap();
    let all = card(
        &metric,
        &sources,
        choice(When::All),
        &Settings::default(),
        25,
    );
    assert_eq!((all.value, all.judged.status), (Some(1.0), Status::Met));
    assert_eq!(rests_on_part(&all, &EN).as_deref(), said);
}

/// Half of group a is selected in both months, of b 35 and then 45 of 100, so many predictions each.
fn groups(of_each: u32) -> Sources {
    let mut csv = "timestamp,predicted,group,count\n".to_owned();
    for (month, last, selected_of_b) in [("02", 28, 35), ("03", 31, 45)] {
        for (group, selected) in [("a", 50), ("b", selected_of_b)] {
            for (predicted, hundredths) in [(1, selected), (0, 100 - selected)] {
                let count = f64::from(of_each * hundredths) / 200.0;
                for day in [1, last] {
                    writeln!(
                        csv,
                        "2026-{month}-{day:02}T12:00:00Z,{predicted},{group},{count}"
                    )
                    .unwrap();
                }
            }
        }
    }
    sources(&[("predictions.csv", csv.as_bytes())])
}

/// The gap falls by 0.1: with 100 predictions a group the interval
/// of that is −0.288 to 0.092, with 10,000 a group −0.119 to −0.081 (Wilson's intervals, combined as Newcombe's method 10 does, in Python).
#[rstest]
#[case(100, Reading::Unchanged, (-0.288_337_853_369_758_8, 0.091_841_148_825_407_98))]
#[case(10_000, Reading::Changed, (-0.119_331_409_407_567_58, -0.080_632_290_310_642_41))]
fn a_gap_between_groups_has_an_interval(
    #[case] of_each: u32,
    #[case] reading: Reading,
    #[case] interval: (f64, f64),
) {
    let sources = groups(of_each);
    let card = march(&sources, "demographic_parity_gap", &Settings::default());
    let before = card.previous.unwrap();
    assert_eq!(before.reading, reading);
    let (low, high) = before.interval.unwrap();
    assert!(
        (low - interval.0).abs() < 1e-12 && (high - interval.1).abs() < 1e-12,
        "{low} to {high}"
    );
}

/// A multiple of a mean is as uncertain as the mean, on its own scale: 4 promoters and 5 detractors of 12, then 6 and 3 of 12, are 33 points
/// more, with an interval of −41.5 to 108.1 points (Welch, scipy's `ttest_ind`, of values of 100, 0 and −100).
#[test]
fn an_interval_is_on_the_scale_of_its_metric() {
    let mut csv = "date,kind,score\n".to_owned();
    for (month, last, counts) in [("02", 28, [4, 3, 5]), ("03", 31, [6, 3, 3])] {
        let scores = [10, 7, 2].into_iter().zip(counts);
        let scores = scores.flat_map(|(score, n)| std::iter::repeat_n(score, n));
        for (nth, score) in scores.enumerate() {
            let day = 1 + nth * (last - 1) / 11;
            writeln!(csv, "2026-{month}-{day:02},nps,{score}").unwrap();
        }
    }
    let sources = sources(&[("survey.csv", csv.as_bytes())]);
    let before = march(&sources, "nps", &Settings::default())
        .previous
        .unwrap();
    let (low, high) = before.interval.unwrap();
    assert!((before.change - 100.0 / 3.0).abs() < 1e-9, "{before:?}");
    assert!(
        (low + 41.462_287_303_472_3).abs() < 1e-6 && (high - 108.128_953_970_138_98).abs() < 1e-6,
        "{low} to {high}"
    );
}

/// The same groups as shares of each other: 0.7, and then 0.9. With 100 predictions a group the interval of the difference is −0.308 to
/// 0.724, with 10,000 a group 0.151 to 0.249 (Wilson's intervals, of a ratio from the lower bound over the upper one to the other way
/// round, combined as Newcombe's method 10 does, in Python).
#[rstest]
#[case(100, Reading::Unchanged, (-0.307_993_291_781_963_8, 0.723_725_519_805_594_1))]
#[case(10_000, Reading::Changed, (0.150_762_348_281_645_84, 0.249_405_167_888_921_3))]
fn a_ratio_of_groups_has_an_interval(
    #[case] of_each: u32,
    #[case] reading: Reading,
    #[case] interval: (f64, f64),
) {
    let sources = groups(of_each);
    let card = march(&sources, "disparate_impact", &Settings::default());
    assert!(
        (card.value.unwrap() - 0.9).abs() < 1e-12,
        "{:?}",
        card.value
    );
    let before = card.previous.unwrap();
    assert_eq!(before.reading, reading);
    let (low, high) = before.interval.unwrap();
    assert!(
        (low - interval.0).abs() < 1e-12 && (high - interval.1).abs() < 1e-12,
        "{low} to {high}"
    );
}

/// A score of a single metric says that it is one.
#[test]
fn a_score_of_one_metric_says_so() {
    let series = |metrics: &[&str]| {
        let rows = metrics.iter().flat_map(|metric| {
            ["2026-02-01", "2026-03-01"].map(|month| format!("{month},{metric},0.05\n"))
        });
        let csv = format!("date,metric,value\n{}", rows.collect::<String>());
        let sources = sources(&[("figures.csv", csv.as_bytes())]);
        let all = cards(&sources, choice(When::Latest), &Settings::default());
        let composite = composite(&all, &default_weights());
        headline(&all, &composite, None, &EN)[0].text.clone()
    };
    assert_eq!(
        series(&["change_failure_rate"]),
        "Score 100.0 of 100 on one metric alone."
    );
    assert_eq!(
        series(&["mttr", "change_failure_rate"]),
        "Score 100.0 of 100."
    );
}

/// Satisfaction by month from January 2025, the last of them March 2026.
fn satisfaction(last: f64) -> Sources {
    let before = [
        4.1, 4.2, 4.0, 4.1, 4.3, 4.2, 4.1, 4.0, 4.2, 4.1, 4.2, 4.1, 4.0, 4.2,
    ];
    let mut csv = "date,metric,value\n".to_owned();
    for (month, value) in before.into_iter().chain([last]).enumerate() {
        writeln!(
            csv,
            "{}-{:02}-01,csat,{value}",
            2025 + month / 12,
            1 + month % 12
        )
        .unwrap();
    }
    sources(&[("satisfaction.csv", csv.as_bytes())])
}

/// Limits by hand and with Python: the mean 4.128571 of the 14 months before, ± 2.66 × their mean moving range of 0.130769.
#[rstest]
#[case::inside(4.4, None, "Routine variation")]
#[case::at_the_edge(4.47, None, "Routine variation")]
#[case::above(4.48, Some(Side::Above), "Signal")]
#[case::below(3.78, Some(Side::Below), "Signal")]
fn a_value_is_a_signal_outside_the_limits_of_the_periods_before(
    #[case] value: f64,
    #[case] outside: Option<Side>,
    #[case] word: &str,
) {
    let card = march(&satisfaction(value), "csat", &Settings::default());
    let process = card.process().expect("14 months are enough");
    assert!((process.limits.mean - 4.128_571_428_571).abs() < 1e-9);
    assert!((process.limits.lower - 3.780_725_274_725).abs() < 1e-9);
    assert!((process.limits.upper - 4.476_417_582_418).abs() < 1e-9);
    assert_eq!((process.periods, process.outside), (14, outside));
    assert_eq!(process_words(&card, &EN).unwrap().0, word);
}

#[test]
fn few_periods_do_not_say_what_is_routine() {
    let card = march(
        &incidents(&[60.0; 6], &[60.0; 6]),
        "mttr",
        &Settings::default(),
    );
    assert_eq!(card.process(), None);
}
