//! What is compared until somebody chooses: the outcome, and the length of a step.

use super::rhythm::Rhythm;
use super::sweep::MIN_PAIRS;
use outturn_core::calendar::{DENSE, Grain};

/// Periods that are enough for [`MIN_PAIRS`] changes from one to the next.
const ENOUGH: usize = MIN_PAIRS + 1;

/// Names that outcomes go by, for a first choice among series that say nothing of their kind.
const OUTCOMES: [&str; 6] = ["revenue", "savings", "profit", "sales", "margin", "gdp"];

/// A series that could be outcome or leader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Stable id.
    pub id: String,
    /// Name for people.
    pub label: String,
    /// Whether it is known to measure a result, which comes after what brings it about.
    pub lagging: bool,
    /// Whether another candidate is made of it: what goes into a result is not the result.
    pub input: bool,
    /// When it has values.
    pub rhythm: Rhythm,
}

/// Which candidate is the outcome, by its place: the one asked for; else, of those long enough to say something, the first by the name
/// of an outcome that goes into no other, the first lagging one that goes into no other, the first lagging one, or the last; else the
/// first there is. `None` without any.
#[must_use]
pub fn choose_outcome(candidates: &[Candidate], wanted: Option<&str>) -> Option<usize> {
    let long = |c: &Candidate| c.rhythm.n >= ENOUGH;
    let named = |c: &Candidate| {
        let label = c.label.to_ascii_lowercase();
        OUTCOMES.iter().any(|word| label.contains(word))
    };
    let first = |is: &dyn Fn(&Candidate) -> bool| candidates.iter().position(is);
    first(&|c| Some(c.id.as_str()) == wanted)
        .or_else(|| first(&|c| long(c) && named(c) && !c.input))
        .or_else(|| first(&|c| long(c) && c.lagging && !c.input))
        .or_else(|| first(&|c| long(c) && c.lagging))
        .or_else(|| candidates.iter().rposition(long))
        .or_else(|| first(&|_| true))
}

/// The finest step, not finer than the outcome's own, at which nearly as many other candidates can be compared with it as at any.
#[must_use]
pub fn choose_step(outcome: &Candidate, candidates: &[Candidate]) -> Grain {
    let comparable = |grain: Grain| {
        let others = candidates.iter().filter(|c| c.id != outcome.id);
        let fit = |c: &&Candidate| {
            c.rhythm.natural <= grain && outcome.rhythm.shared(c.rhythm, grain) >= ENOUGH
        };
        others.filter(fit).count()
    };
    let steps: Vec<(Grain, usize)> = Grain::ALL
        .into_iter()
        .filter(|grain| *grain >= outcome.rhythm.natural)
        .map(|grain| (grain, comparable(grain)))
        .collect();
    let most = steps.iter().map(|(_, n)| *n).max().unwrap_or(0);
    let enough = |(_, n): &&(Grain, usize)| *n as f64 >= DENSE * most as f64;
    steps
        .iter()
        .find(enough)
        .map_or(outcome.rhythm.natural, |(grain, _)| *grain)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)] // in a test a panic is the report
mod tests {
    use super::super::series::Series;
    use super::*;
    use outturn_core::calendar::Period;
    use rstest::rstest;

    /// A candidate with a value in each of `n` periods from January 2020 on.
    fn by(grain: Grain, n: i32, label: &str) -> Candidate {
        let first = Period::containing_date("2020-01-01".parse().unwrap(), grain);
        let points = (0..n).map(|i| {
            let day = first.shifted(i).start();
            (Period::containing_date(day, Grain::Day), Some(1.0))
        });
        let days = Series::new(label, label, Grain::Day, points).unwrap();
        Candidate {
            id: label.to_lowercase(),
            label: label.to_owned(),
            lagging: false,
            input: false,
            rhythm: Rhythm::of(&days).unwrap(),
        }
    }

    fn months(n: i32, label: &str) -> Candidate {
        by(Grain::Month, n, label)
    }

    fn lagging(candidate: Candidate) -> Candidate {
        Candidate {
            lagging: true,
            ..candidate
        }
    }

    fn input(candidate: Candidate) -> Candidate {
        Candidate {
            input: true,
            ..candidate
        }
    }

    #[rstest]
    #[case::not_what_goes_into_another(&[input(lagging(months(24, "Spend"))), months(24, "NPS"), lagging(months(24, "Unit cost"))], None, Some("Unit cost"))]
    #[case::nothing_but_what_goes_into_another(&[months(24, "NPS"), input(lagging(months(24, "Spend")))], None, Some("Spend"))]
    #[case::asked_for(&[months(24, "Revenue"), months(24, "NPS")], Some("nps"), Some("NPS"))]
    #[case::asked_for_though_short(&[months(24, "Revenue"), months(3, "NPS")], Some("nps"), Some("NPS"))]
    #[case::asked_for_and_gone(&[months(24, "NPS"), months(24, "Gross margin")], Some("cost"), Some("Gross margin"))]
    #[case::by_its_name(&[lagging(months(24, "Churn")), months(24, "Net SALES")], None, Some("Net SALES"))]
    #[case::its_name_is_not_enough(&[lagging(months(24, "Churn")), months(10, "Sales")], None, Some("Churn"))]
    #[case::the_lagging_one(&[lagging(months(24, "Churn")), months(24, "NPS")], None, Some("Churn"))]
    #[case::the_last_long_one(&[months(24, "NPS"), months(11, "Adoption"), months(10, "Tickets")], None, Some("Adoption"))]
    #[case::nothing_long(&[months(10, "NPS"), lagging(months(5, "Churn"))], None, Some("NPS"))]
    #[case::nothing(&[], None, None)]
    fn the_outcome(
        #[case] candidates: &[Candidate],
        #[case] wanted: Option<&str>,
        #[case] expected: Option<&str>,
    ) {
        let chosen = choose_outcome(candidates, wanted).map(|i| candidates[i].label.as_str());
        assert_eq!(chosen, expected);
    }

    #[rstest]
    #[case::all_by_month(&[months(24, "NPS"), months(24, "Adoption")], Grain::Month)]
    #[case::one_of_three_is_coarser(&[months(36, "NPS"), months(36, "Adoption"), by(Grain::Quarter, 12, "Survey")], Grain::Month)]
    #[case::half_are_coarser(&[months(36, "NPS"), by(Grain::Quarter, 12, "Survey")], Grain::Quarter)]
    #[case::finer_ones_are_summed_up(&[by(Grain::Day, 800, "Deployments")], Grain::Month)]
    #[case::the_others_are_too_short(&[months(10, "NPS")], Grain::Month)]
    #[case::there_is_no_other(&[], Grain::Month)]
    fn the_step_of_an_outcome_by_month(#[case] others: &[Candidate], #[case] expected: Grain) {
        let outcome = months(36, "Revenue");
        let all: Vec<Candidate> = [outcome.clone()]
            .into_iter()
            .chain(others.to_vec())
            .collect();
        assert_eq!(choose_step(&outcome, &all), expected);
    }
}
