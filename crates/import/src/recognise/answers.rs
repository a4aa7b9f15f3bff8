//! Answers to a survey under the name of the score that is worked out of them: the mean of 0 to 10 is no net promoter score. Whole
//! numbers of the question's own scale may be either, so it is asked.

use super::super::map::{Mapping, RowFilter, Source, Topic, values_of};
use super::super::question::DecimalSign;
use super::names::{Names, fold};
use super::question::{Asked, examples};
use super::{Edit, MappingChoice, MappingQuestion};
use outturn_core::table::{Column, ColumnKind, TableKind};
use rustc_hash::FxHashMap;

/// What surveys ask, and the scale of the answers.
struct Survey {
    /// The word in the canonical column `kind`.
    kind: &'static str,
    /// What it is called, for people.
    label: &'static str,
    /// Names of columns of it, folded.
    names: &'static [&'static str],
    /// What else a name of it may contain: the question itself.
    asks: &'static [&'static str],
    from: f64,
    to: f64,
}

const SURVEYS: [Survey; 3] = [
    Survey {
        kind: "nps",
        label: "net promoter",
        names: &[
            "nps",
            "npsscore",
            "npsanswer",
            "npsrating",
            "netpromoter",
            "netpromoterscore",
            "ltr",
        ],
        asks: &["howlikely", "recommend", "weiterempf"],
        from: 0.0,
        to: 10.0,
    },
    Survey {
        kind: "csat",
        label: "satisfaction",
        names: &[
            "csat",
            "csatscore",
            "satisfaction",
            "satisfactionscore",
            "customersatisfaction",
            "zufriedenheit",
        ],
        asks: &["howsatisfied", "howhappy"],
        from: 1.0,
        to: 5.0,
    },
    Survey {
        kind: "effort",
        label: "ease of use",
        names: &[
            "effort",
            "effortscore",
            "ces",
            "cesscore",
            "customereffort",
            "customereffortscore",
            "easeofuse",
        ],
        asks: &["howeasy"],
        from: 1.0,
        to: 7.0,
    },
];

/// Names of answers that do not say what was asked.
const ANY: [&str; 4] = ["score", "rating", "answer", "response"];

/// The largest of the scale on which ease of use is measured.
const EASE: f64 = 5.0;

/// From so many on, whole numbers of the scale are hardly scores of one period each.
const MANY: usize = 8;

/// Numbers that may be answers.
struct Answers<'a> {
    survey: &'static Survey,
    values: Vec<f64>,
    source: Source,
    name: &'a str,
    /// The column of metrics and those of them that are surveys, where a row is a value of one of several.
    among: Option<(String, Vec<(String, &'static Survey)>)>,
}

impl Answers<'_> {
    /// The file as the answers, with each score on the scale of its metric: choices of one to seven come to one to five.
    fn mapping(&self, names: &Names<'_>, date: &Source, to: f64) -> Mapping {
        let mut mapping = Mapping::new(TableKind::Surveys);
        mapping
            .bind("date", date.clone())
            .bind("kind", Source::constant(self.survey.kind))
            .bind("score", self.source.clone());
        if let Some((metric, surveys)) = &self.among {
            mapping.bind("kind", Source::column(metric));
            for (name, survey) in surveys {
                mapping.translate("kind", name, survey.kind);
            }
            let words: Vec<&str> = surveys.iter().map(|(name, _)| name.as_str()).collect();
            mapping.filters.push(RowFilter::is(metric, &words));
            return mapping;
        }
        if self.survey.kind == "effort" && to > EASE {
            let sign = match names.raw.written.decimal {
                Some(DecimalSign::Comma) => ",",
                _ => ".",
            };
            for answer in 1..=to as u32 {
                let score = 1.0 + f64::from(answer - 1) * (EASE - 1.0) / (to - 1.0);
                let score = score.to_string().replace('.', sign);
                mapping.translate("score", &answer.to_string(), &score);
            }
        }
        mapping
    }

    /// The ways in which they may be answers.
    fn choices(&self, names: &Names<'_>, date: &Source) -> Vec<MappingChoice> {
        let Survey {
            kind, label, to, ..
        } = *self.survey;
        if let Some((_, surveys)) = &self.among {
            let words: Vec<&str> = surveys.iter().map(|(name, _)| name.as_str()).collect();
            let mapping = self.mapping(names, date, to);
            let label = format!(
                "{} are answers to surveys: only their rows count here",
                words.join(" and ")
            );
            return vec![MappingChoice::new(
                label,
                vec![Edit::Become(Box::new(mapping))],
            )];
        }
        let largest = self.values.iter().copied().fold(0.0, f64::max);
        let choice = |text: String, to| {
            let mapping = self.mapping(names, date, to);
            MappingChoice::new(text, vec![Edit::Become(Box::new(mapping))])
        };
        let scale = format!(
            "{} holds answers to a survey of {label}, {} to",
            self.name, self.survey.from
        );
        let on = |to: f64| {
            choice(
                format!("{scale} {to}: the score comes of all answers of a period"),
                to,
            )
        };
        match kind {
            "effort" => {
                let seven = format!(
                    "{scale} {to}, brought to 1 to {EASE}: the score is the mean of all answers of a period"
                );
                let five = (largest <= EASE).then(|| on(EASE));
                five.into_iter().chain([choice(seven, to)]).collect()
            }
            _ => vec![on(to)],
        }
    }
}

/// Asks of a series whether it is one, or what its scores would be worked out of.
pub(super) fn question(names: &Names<'_>, mapping: &Mapping) -> Option<Asked> {
    if mapping.kind != TableKind::MetricSeries || mapping.waits("date") {
        return None;
    }
    let date = mapping.binding("date")?;
    let mut waits: Vec<String> = mapping.metrics.clone();
    let mut all: Vec<Answers<'_>> = waits
        .iter()
        .filter_map(|name| of_column(names, &date.source, name))
        .collect();
    if mapping.metrics.is_empty() {
        waits = vec!["value".to_owned()];
        all.extend(of_rows(names, mapping, &date.source));
    } else {
        waits.retain(|name| all.iter().any(|answers| answers.name == name));
    }
    let first = all.first()?;
    let as_they_stand = MappingChoice::new("finished scores, as they stand", Vec::new());
    let named: Vec<&str> = all.iter().map(|answers| answers.name).collect();
    let choices = all
        .iter()
        .flat_map(|answers| answers.choices(names, &date.source));
    let question = MappingQuestion {
        topic: Topic::Answers,
        canonical: waits.first().cloned(),
        text: format!(
            "Are the numbers of {} answers to a survey, or finished scores?",
            named.join(", ")
        ),
        examples: match &first.source {
            Source::Column(name) => examples(names.raw.table.column(name)),
            _ => Vec::new(),
        },
        choices: choices.chain([as_they_stand]).collect(),
        guess: Some(0),
    };
    let also = waits.split_off(1);
    Some(Asked { question, also })
}

/// The file as answers, where a column of a moment and one of answers are all that it needs.
pub(super) fn guess(names: &Names<'_>, time: &str) -> Option<Mapping> {
    let date = Source::column(time);
    let mut columns = names.raw.table.columns().map(|(name, _)| name);
    let answers = columns.find_map(|name| of_column(names, &date, name))?;
    let largest = answers.values.iter().copied().fold(0.0, f64::max);
    let to = if largest > EASE {
        answers.survey.to
    } else {
        EASE
    };
    Some(answers.mapping(names, &date, to))
}

/// A column of its own that may hold answers.
fn of_column<'a>(names: &Names<'a>, date: &Source, name: &str) -> Option<Answers<'a>> {
    let (name, _) = names
        .raw
        .table
        .columns()
        .find(|(known, _)| *known == name)?;
    let (values, several) = whole(names, date, name, |_| true)?;
    Some(Answers {
        survey: survey(&fold(name), &values, several)?,
        values,
        source: Source::column(name),
        name,
        among: None,
    })
}

/// Rows of metrics that may be answers.
fn of_rows<'a>(names: &Names<'a>, mapping: &Mapping, date: &Source) -> Option<Answers<'a>> {
    let column = |canonical| match &mapping.binding(canonical)?.source {
        Source::Column(name) if !mapping.waits(canonical) => {
            names.raw.table.columns().find(|(known, _)| known == name)
        }
        _ => None,
    };
    let (name, _) = column("value")?;
    let of = |metric: &str, keeps: &dyn Fn(usize) -> bool| {
        let (values, several) = whole(names, date, name, keeps)?;
        Some((survey(&fold(metric), &values, several)?, values))
    };
    let answers = |(survey, values)| Answers {
        survey,
        values,
        source: Source::column(name),
        name,
        among: None,
    };
    if let Some(Source::Constant(metric)) = mapping.binding("metric").map(|b| &b.source) {
        return of(metric, &|_| true).map(answers);
    }
    let (metric, text) = column("metric")?;
    let text = text.as_text()?;
    let each = text.entries().zip(0..).filter_map(|(entry, code)| {
        Some((
            entry.to_owned(),
            of(entry, &|row| text.code(row) == Some(code))?,
        ))
    });
    let mut each: Vec<(String, (&'static Survey, Vec<f64>))> = each.collect();
    if text.distinct() == 1 {
        return each.pop().map(|(_, found)| answers(found));
    }
    // Beside answers on other scales those of ease of use stay on the one of their metric.
    each.retain(|(_, (survey, values))| {
        survey.kind != "effort" || values.iter().all(|value| *value <= EASE)
    });
    let among: Vec<_> = each
        .iter()
        .map(|(entry, (survey, _))| (entry.clone(), *survey))
        .collect();
    let (_, first) = each.into_iter().next()?;
    Some(Answers {
        among: Some((metric.to_owned(), among)),
        ..answers(first)
    })
}

/// The numbers of some rows, where all are whole, and whether there are several of one day.
fn whole(
    names: &Names<'_>,
    date: &Source,
    name: &str,
    keeps: impl Fn(usize) -> bool,
) -> Option<(Vec<f64>, bool)> {
    let Source::Column(date) = date else {
        return None;
    };
    if names.raw.is_open(name)
        || !matches!(
            names.raw.table.column(name)?,
            Column::I64(_) | Column::F64(_)
        )
    {
        return None;
    }
    let times = values_of(names.raw, date, ColumnKind::Timestamp, None)?;
    let column = names.raw.table.column(name)?;
    let mut days: FxHashMap<i64, usize> = FxHashMap::default();
    let mut values = Vec::new();
    for row in (0..column.len()).filter(|row| keeps(*row)) {
        let Some(value) = column.number(row) else {
            continue;
        };
        if value.fract() != 0.0 {
            return None;
        }
        values.push(value);
        if let Some(at) = times.timestamp(row) {
            *days.entry(at.0.div_euclid(86_400_000_000)).or_default() += 1;
        }
    }
    Some((values, days.values().any(|rows| *rows > 1)))
}

/// The survey that numbers under a name may be answers to.
fn survey(folded: &str, values: &[f64], several: bool) -> Option<&'static Survey> {
    let on_scale = |survey: &&Survey| {
        values
            .iter()
            .all(|value| (survey.from..=survey.to).contains(value))
    };
    let named = SURVEYS.iter().find(|survey| {
        survey.names.contains(&folded) || survey.asks.iter().any(|words| folded.contains(words))
    });
    match named {
        Some(_) => named
            .filter(|_| several || values.len() >= MANY)
            .filter(on_scale),
        // From 1 to 5 most ask for satisfaction.
        None if ANY.contains(&folded) && several => {
            [&SURVEYS[1], &SURVEYS[0]].into_iter().find(on_scale)
        }
        None => None,
    }
}
