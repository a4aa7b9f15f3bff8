//! What experiments on users show: treatment against control.
//!
//! The variant that is the control is told by its name. All other variants of an experiment are its treatment. Of several experiments the
//! ratios of conversion are pooled as Mantel and Haenszel (1959) do, with the interval of Greenland and Robins (1985): an experiment
//! with more users weighs more, and users of one are never compared with those of another. Of one experiment that is its own ratio.

use super::Tally;
use crate::{Input, Observation, Scope, Unavailable};
use outturn_core::table::TableKind::AbTests;
use outturn_core::table::{Column, TextColumn};
use outturn_core::units::Unit;
use outturn_expr::{Custom, Read};
use rustc_hash::FxHashMap;

/// Names of the variant that is left as it was.
const CONTROL: [&str; 9] = [
    "control", "ctrl", "baseline", "a", "off", "holdout", "hold-out", "original", "0",
];
/// The 97.5th percentile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

const fn read(column: &'static str) -> Read {
    Read {
        table: AbTests,
        column,
        required: true,
    }
}

/// The relative lift of conversion.
pub const LIFT: Custom = Custom {
    words: "conversion of the treatment ÷ conversion of the control − 1, over experiments as Mantel and Haenszel pool ratios",
    noun: "users",
    sql: "SELECT sum(t.conversions * c.users / (t.users + c.users)) / sum(c.conversions * t.users / (t.users + c.users)) - 1 FROM … \
          treatment t JOIN control c USING (experiment)",
    reads: &[
        read("as_of"),
        read("experiment"),
        read("variant"),
        read("users"),
        read("conversions"),
    ],
    measure: |scope| compared(scope, "conversions", lift),
};

/// What the treatment brought beyond what as many users of the control did.
pub const INCREMENTAL_REVENUE: Custom = Custom {
    words: "revenue of the treatment − revenue of the control × users of the treatment ÷ users of the control, by experiment",
    noun: "users",
    sql: "SELECT sum(t.revenue - c.revenue * t.users / c.users) FROM … treatment t JOIN control c USING (experiment)",
    reads: &[
        read("as_of"),
        read("experiment"),
        read("variant"),
        read("users"),
        read("revenue"),
    ],
    measure: |scope| compared(scope, "revenue", incremental),
};

/// Users and what they did, of one side of an experiment.
#[derive(Debug, Clone, Copy, Default)]
struct Side {
    users: f64,
    gain: f64,
}

/// One experiment: control and treatment.
type Experiment = [Side; 2];

/// What some experiments come to, and what the receipt shows of it.
type Comparison = fn(&[Experiment]) -> (Option<f64>, Vec<Input>);

fn text<'a>(scope: &Scope<'a>, name: &str) -> Result<&'a TextColumn, Unavailable> {
    let lacking = || Unavailable::Column {
        table: AbTests,
        column: name.to_owned(),
    };
    let column: &Column = scope.column(AbTests, name)?;
    column.as_text().ok_or_else(lacking)
}

fn compared(
    scope: &Scope<'_>,
    gain: &str,
    of: Comparison,
) -> Result<Vec<Observation>, Unavailable> {
    let rows = scope.rows(AbTests)?;
    let (experiment, variant) = (text(scope, "experiment")?, text(scope, "variant")?);
    let (users, gain) = (
        scope.column(AbTests, "users")?,
        scope.column(AbTests, gain)?,
    );
    let is_control = |name: &str| CONTROL.contains(&name.trim().to_lowercase().as_str());
    let controls: Vec<bool> = variant.entries().map(is_control).collect();
    let mut slices =
        vec![(FxHashMap::<u32, Experiment>::default(), Tally::default()); scope.slices().len()];
    rows.for_each(|row, slice| {
        let (experiments, tally) = &mut slices[slice];
        let side = variant
            .code(row)
            .and_then(|code| controls.get(code as usize));
        let numbers = users.number(row).zip(gain.number(row));
        match (experiment.code(row), side, numbers) {
            (Some(experiment), Some(control), Some((users, gain))) if users >= 0.0 => {
                let side = &mut experiments.entry(experiment).or_default()[usize::from(!control)];
                side.users += users;
                side.gain += gain;
                tally.used += 1;
            }
            _ => tally.skipped += 1,
        }
    });
    let observe = |(experiments, tally): (FxHashMap<u32, Experiment>, Tally)| {
        let mut known: Vec<(u32, Experiment)> = experiments.into_iter().collect();
        // Sums do not depend on the order of a map.
        known.sort_unstable_by_key(|(experiment, _)| *experiment);
        let known = known.into_iter().map(|(_, sides)| sides);
        let both = known.filter(|sides| sides.iter().all(|side| side.users > 0.0));
        let both: Vec<Experiment> = both.collect();
        let (value, mut inputs) = of(&both);
        let users = |side: usize| both.iter().map(|sides| sides[side].users).sum();
        inputs.push(Input::count(
            "experiments with both sides",
            both.len() as f64,
        ));
        inputs.push(Input::count("users of the treatment", users(1)));
        inputs.push(Input::count("users of the control", users(0)));
        let mut observation = tally.observe(value);
        observation.inputs = inputs;
        observation
    };
    Ok(slices.into_iter().map(observe).collect())
}

fn lift(experiments: &[Experiment]) -> (Option<f64>, Vec<Input>) {
    let (mut above, mut below, mut spread) = (0.0, 0.0, 0.0);
    for [control, treatment] in experiments {
        let all = control.users + treatment.users;
        above += treatment.gain * control.users / all;
        below += control.gain * treatment.users / all;
        spread += (control.users * treatment.users * (control.gain + treatment.gain)
            - control.gain * treatment.gain * all)
            / (all * all);
    }
    if above <= 0.0 || below <= 0.0 {
        return (None, Vec::new());
    }
    let ratio = above / below;
    let error = (spread / (above * below)).max(0.0).sqrt();
    let end = |sign: f64| ratio * (sign * Z * error).exp() - 1.0;
    let inputs = vec![
        Input::new("95 % interval, from", end(-1.0), Unit::Ratio),
        Input::new("95 % interval, to", end(1.0), Unit::Ratio),
    ];
    (Some(ratio - 1.0), inputs)
}

fn incremental(experiments: &[Experiment]) -> (Option<f64>, Vec<Input>) {
    let each = experiments.iter().map(|[control, treatment]| {
        treatment.gain - control.gain * treatment.users / control.users
    });
    let value = (!experiments.is_empty()).then(|| each.sum());
    (value, Vec::new())
}
