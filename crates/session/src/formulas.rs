//! Metrics of the user's own: kept as they are told, and read while they are typed.

use super::Session;
use outturn_metrics::language::{Mistake, Unsaid, complete, unsaid};
use outturn_metrics::scorecard::{Settings, card};
use outturn_metrics::{Metric, Typed, known, typed};
use outturn_protocol::{FormulaCandidate, FormulaMistake, FormulaRead, ReadFormula};

/// Characters of a formula that are shown around a mistake: what a narrow screen has room for.
const SHOWN: usize = 36;
/// Points of the line beside the value.
const POINTS: usize = 2;

impl Session {
    /// The metrics of the user's own.
    pub(super) fn own(&self) -> Vec<Metric<'static>> {
        typed(&self.typed, &self.sources)
    }

    /// The metric of an id, of the user's own too.
    pub(super) fn find<'a>(&self, id: &'a str) -> Option<Metric<'a>> {
        let own = || {
            let typed = self.typed.iter().find(|typed| typed.id == id)?;
            Some(Metric::Defined(typed.definition(&self.sources)))
        };
        Metric::find(id).or_else(own)
    }

    /// What a formula comes to so far.
    pub(super) fn read_formula(&self, asked: &ReadFormula) -> FormulaRead {
        let Typed { formula, table, .. } = &asked.typed;
        let known = known(*table, &self.sources);
        let completion = complete(formula, asked.at, &known);
        let candidates = completion.candidates.into_iter();
        let answer = FormulaRead {
            formula: formula.clone(),
            place: completion.place,
            wanted: completion.wanted,
            candidates: candidates
                .map(|one| FormulaCandidate {
                    label: one.label,
                    insert: one.insert,
                    says: one.says,
                })
                .collect(),
            ..FormulaRead::default()
        };
        match asked.typed.read(&self.sources) {
            Err(mistake) => FormulaRead {
                mistake: Some(told(&mistake, formula)),
                ..answer
            },
            Ok(reading) => {
                let metric = Metric::Defined(asked.typed.definition(&self.sources));
                let settings = Settings::default();
                let card = card(&metric, &self.sources, asked.choice, &settings, POINTS);
                FormulaRead {
                    words: reading.value.words(),
                    unit: Some(reading.unit),
                    table: reading.tables.first().copied(),
                    card: Some(card),
                    notes: unsaid(formula, &known).iter().map(said).collect(),
                    ..answer
                }
            }
        }
    }
}

fn told(mistake: &Mistake, formula: &str) -> FormulaMistake {
    FormulaMistake {
        place: mistake.place.clone(),
        sentence: mistake.to_string(),
        unfinished: mistake.place.start >= formula.trim_end().len(),
        pointed: mistake.pointed(formula, SHOWN),
    }
}

fn said(unsaid: &Unsaid) -> String {
    let Unsaid {
        table,
        column,
        word,
        said,
    } = unsaid;
    let rows = table.schema().plural;
    match said.is_empty() {
        true => format!("No {column} of the {rows} is “{word}”: none is given."),
        false => format!(
            "No {column} of the {rows} is “{word}”. There is “{}”.",
            said.join("”, “")
        ),
    }
}
