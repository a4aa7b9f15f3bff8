//! A metric by reference: one of the catalogue, or a series that the user brought.

use super::own::Own;
use super::series::{SampleKind, series_labels};
use super::{
    Additivity, Bucket, Covered, Definition, Direction, Kind, Observation, Rival, Rivals, Scope,
    Slices, Sources, Target, Unavailable, catalogue, ready_made, rival_of,
};
use crate::ready_made::counter;
use crate::scorecard::Settings;
use outturn_core::calendar::{Grain, Period, Span};
use outturn_core::table::{Dated, TableKind};
use outturn_core::units::Unit;
use outturn_expr::{Ingredient, Timed, Value};
use std::rc::Rc;

/// What ids of series begin with.
pub(crate) const SERIES_PREFIX: &str = "series:";

/// A metric: one of the catalogue, or a user's own series by its name.
#[derive(Debug, Clone, Copy)]
pub enum Metric<'a> {
    /// One of the catalogue.
    Defined(&'static Definition),
    /// A series that means none of them.
    Series(Own<'a>),
}

impl<'a> Metric<'a> {
    /// The metric of this id, such as `mttr` or `series:unemp`. A series of a known id, as `series:toil_ratio` once was, is that metric.
    #[must_use]
    pub fn find(id: &'a str) -> Option<Self> {
        let name = id.strip_prefix(SERIES_PREFIX);
        let own = name.map(|name| Self::Series(Own::named(name)));
        let known = catalogue::find(name.unwrap_or(id)).map(Self::Defined);
        known.or(own)
    }

    /// The same as it is read: by which of rival definitions, as the user says; how the values of one's own series add up, and their
    /// unit, as the user says, or its file.
    #[must_use]
    pub fn as_said(self, settings: &Settings, sources: &Sources) -> Self {
        match self {
            Self::Defined(d) => {
                let said = settings
                    .get(d.id)
                    .and_then(|said| said.definition.as_deref());
                let rival = said.zip(Rivals::of(d.id));
                let chosen = rival.and_then(|(id, all)| all.chosen(id).definition(d.id));
                Self::Defined(chosen.unwrap_or(d))
            }
            Self::Series(own) => {
                let own = own.as_supplied(sources);
                Self::Series(match settings.get(&self.id()) {
                    Some(said) => own.as_said(said),
                    None => own,
                })
            }
        }
    }

    /// The rival definition that it is; `None` for the catalogue's own, and for what has none.
    #[must_use]
    pub fn rival(&self) -> Option<&'static Rival> {
        match self {
            Self::Defined(d) => rival_of(d),
            Self::Series(_) => None,
        }
    }

    /// Stable name in files and links.
    #[must_use]
    pub fn id(&self) -> String {
        match self {
            Self::Defined(d) => d.id.to_owned(),
            Self::Series(own) => format!("{SERIES_PREFIX}{}", own.name),
        }
    }

    /// Name for people.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::Defined(d) => d.label.to_owned(),
            Self::Series(own) => own.label(),
        }
    }

    /// What it is, in one sentence.
    #[must_use]
    pub fn meaning(&self) -> String {
        match self {
            Self::Defined(d) => d.meaning.to_owned(),
            Self::Series(own) => format!("The series {} as it was supplied.", own.name),
        }
    }

    /// How it is computed.
    #[must_use]
    pub fn formula(&self) -> String {
        match self {
            Self::Defined(d) => d.value.words(),
            Self::Series(own) => own.additivity().supplied_words().to_owned(),
        }
    }

    /// How it is computed from what is loaded.
    #[must_use]
    pub fn formula_of(&self, sources: &Sources) -> String {
        match self {
            Self::Defined(d) => d.value.words_of(sources),
            Self::Series(_) => self.formula(),
        }
    }

    /// Base unit of the value.
    #[must_use]
    pub fn unit(&self) -> Unit {
        match self {
            Self::Defined(d) => d.unit,
            Self::Series(own) => own.unit(),
        }
    }

    /// Which way is better.
    #[must_use]
    pub fn good(&self) -> Direction {
        match self {
            Self::Defined(d) => d.good,
            Self::Series(_) => Direction::Unset,
        }
    }

    /// The default target.
    #[must_use]
    pub fn target(&self) -> Target {
        match self {
            Self::Defined(d) => d.target,
            Self::Series(_) => Target::None,
        }
    }

    /// Leading or lagging.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Defined(d) => d.kind,
            Self::Series(_) => Kind::Leading,
        }
    }

    /// Where it stands on the scorecard.
    #[must_use]
    pub fn bucket(&self) -> Bucket {
        match self {
            Self::Defined(d) => d.bucket,
            Self::Series(_) => Bucket::Series,
        }
    }

    /// Who defines it so.
    #[must_use]
    pub fn source(&self) -> &'static str {
        match self {
            Self::Defined(d) => d.source,
            Self::Series(_) => "the file it came in",
        }
    }

    /// What must be loaded for it.
    #[must_use]
    pub fn needs(&self) -> String {
        match self {
            Self::Defined(d) => d.value.needs(),
            Self::Series(_) => "metric series".to_owned(),
        }
    }

    /// How the value of a longer period comes about, in words.
    #[must_use]
    pub fn longer(&self) -> String {
        match self {
            Self::Defined(d) => d.additivity.words(),
            Self::Series(own) => own.longer().to_owned(),
        }
    }

    /// The same of values that were supplied ready-made.
    #[must_use]
    pub fn longer_as_supplied(&self, sources: &Sources) -> String {
        let scope = Scope::new(sources, Slices::Spans(Vec::new()));
        let kind = self.found(&scope).map(|series| series.sample_kind());
        match (kind, self) {
            (Ok(SampleKind::Counter), _) => counter::LONGER.to_owned(),
            (Ok(SampleKind::Bucket | SampleKind::BucketRate), Self::Series(_)) => {
                counter::LONGER_OF_BUCKETS.to_owned()
            }
            (_, Self::Defined(d)) => d.additivity.supplied_words().to_owned(),
            (_, Self::Series(own)) => own.longer().to_owned(),
        }
    }

    /// Whether the values of several labels add up to that of all.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        let additivity = match self {
            Self::Defined(d) => d.additivity,
            Self::Series(own) => own.additivity(),
        };
        additivity == Additivity::Sum
    }

    /// The table whose time column gives the periods.
    #[must_use]
    pub fn table(&self) -> TableKind {
        match self {
            Self::Defined(d) => d.table,
            Self::Series(_) => TableKind::MetricSeries,
        }
    }

    /// Every table it may read, for the receipt.
    #[must_use]
    pub fn tables(&self) -> Vec<TableKind> {
        match self {
            Self::Defined(d) => d.value.tables(),
            Self::Series(_) => vec![TableKind::MetricSeries],
        }
    }

    /// Those that it is computed from, of what is loaded.
    #[must_use]
    pub fn tables_of(&self, sources: &Sources) -> Vec<TableKind> {
        match self {
            Self::Defined(d) => d.value.tables_of(sources),
            Self::Series(_) => self.tables(),
        }
    }

    /// Whether it reads a column of a table.
    #[must_use]
    pub fn reads(&self, table: TableKind, column: &str) -> bool {
        match self {
            Self::Defined(d) => {
                let mut reads = d.value.reads().into_iter();
                reads.any(|read| read.table == table && read.column == column)
            }
            Self::Series(_) => table == TableKind::MetricSeries && is_needed(table, column),
        }
    }

    /// Whether it can be computed in several ways, each from columns of its own.
    #[must_use]
    pub fn has_other_ways(&self) -> bool {
        matches!(self, Self::Defined(d) if matches!(d.value, Value::Either(_)))
    }

    /// What its value is made of; nothing is known of what is only supplied.
    fn made_of(&self) -> Vec<Ingredient> {
        match self {
            Self::Defined(d) if d.table != TableKind::MetricSeries => d.value.made_of(),
            Self::Defined(_) | Self::Series(_) => Vec::new(),
        }
    }

    /// What both this one and another are made of, for people: `“cost” of costs`. The two cannot but move together where there is any.
    #[must_use]
    pub fn shared_with(&self, other: &Metric<'_>) -> Vec<String> {
        let others = other.made_of();
        let shared = |of: &Ingredient| others.iter().any(|other| of.meets(other));
        let mut words: Vec<String> = Vec::new();
        for of in self.made_of().iter().filter(|of| shared(of)) {
            let said = of.words();
            if !words.contains(&said) {
                words.push(said);
            }
        }
        words
    }

    /// Whether another is made of all that this one is made of and of more: spend goes into the cost of a prediction.
    #[must_use]
    pub fn goes_into(&self, other: &Metric<'_>) -> bool {
        let (own, others) = (self.made_of(), other.made_of());
        let in_it = |of: &Ingredient| others.iter().any(|other| of.meets(other));
        let more = others
            .iter()
            .any(|other| !own.iter().any(|of| of.meets(other)));
        !own.is_empty() && more && own.iter().all(in_it)
    }

    /// What it is about, as a number of events.
    #[must_use]
    pub fn events(&self) -> Option<Value> {
        match self {
            Self::Defined(d) => d.events,
            Self::Series(_) => None,
        }
    }

    /// The table that it is broken down in, and the columns by which it can be: its own, or that of the series in its place.
    #[must_use]
    pub fn breakdowns(&self, sources: &Sources) -> (TableKind, Vec<String>) {
        match self {
            Self::Defined(d) if !self.is_supplied(sources) => {
                (d.table, d.breakdowns().map(str::to_owned).collect())
            }
            Self::Defined(_) | Self::Series(_) => (TableKind::MetricSeries, series_labels(sources)),
        }
    }

    /// Its observation in each slice of the scope. A metric of the catalogue whose tables are not loaded is read from the series that
    /// means it, where there is one, and its values are put together as the metric adds up.
    ///
    /// # Errors
    /// What is lacking.
    pub fn measure(&self, scope: &Scope<'_>) -> Result<Vec<Observation>, Unavailable> {
        match self {
            Self::Defined(d) => d.value.evaluate(scope).or_else(|lack| {
                ready_made::measure(scope, d).map_err(|own| match own {
                    Unavailable::NotAShare { .. } => own,
                    _ => lack,
                })
            }),
            Self::Series(own) => own.measure(scope),
        }
    }

    /// Further statistics: label, unit and observations per slice, of those that can be computed.
    #[must_use]
    pub fn also(&self, scope: &Scope<'_>) -> Vec<(&'static str, Unit, Vec<Observation>)> {
        match self {
            Self::Defined(d) => d
                .also
                .iter()
                .filter_map(|also| Some((also.label, also.unit, also.value.evaluate(scope).ok()?)))
                .collect(),
            Self::Series(own) => own.also(scope),
        }
    }

    /// With fewer events there is no verdict.
    #[must_use]
    pub fn least_n(&self) -> u64 {
        match self {
            Self::Defined(d) => d.least_n,
            Self::Series(_) => 0,
        }
    }

    /// What its events are: `incidents`.
    #[must_use]
    pub fn noun(&self) -> &'static str {
        match self {
            Self::Defined(d) => d.value.noun().unwrap_or("rows"),
            Self::Series(_) => "values",
        }
    }

    /// The days of all its periods of a length together, as far as its data covers them.
    #[must_use]
    pub fn reach(&self, sources: &Sources, grain: Grain) -> Option<Span> {
        let span = self.span(sources)?;
        let reach = Covered::of(self, sources).reach((sources.calendar(), grain));
        Some(reach.map_or(span, |reach| span.joined(reach)))
    }

    /// The days that all its data covers together, to today where rows are dated ahead; where all are, those.
    #[must_use]
    pub fn span(&self, sources: &Sources) -> Option<Span> {
        let touched = self.touched(sources)?;
        let touched = sources.elapsed(touched).unwrap_or(touched);
        let covered = Covered::of(self, sources).days();
        Some(covered.map_or(touched, |covered| touched.joined(covered)))
    }

    /// The days in which there are rows that it could have a value from.
    fn touched(&self, sources: &Sources) -> Option<Span> {
        let own = self
            .tables()
            .iter()
            .filter_map(|&kind| match kind.schema().is_register() {
                true => sources.stands(kind),
                false => sources.span_of(kind),
            })
            .reduce(Span::joined);
        let series = sources.span_of(TableKind::MetricSeries);
        match self.is_supplied(sources) {
            true => series,
            false => own.or(series),
        }
    }

    /// Whether it tells how a register stands, or of the one day that a file without times is of: such a day is often that of the file,
    /// long after all else, and says nothing of which period is shown.
    #[must_use]
    pub fn stands(&self, sources: &Sources) -> bool {
        match self {
            Self::Defined(d) => {
                let timed = d.value.timed_by(sources);
                let is_of_a_day =
                    |kind| sources.span_of(kind).is_some_and(|days| days.days() <= 1.0);
                let stands = |timed: &Timed| match timed.table.schema().dated {
                    Dated::Register(_) => true,
                    Dated::ByFile => is_of_a_day(timed.table),
                    Dated::ByRow => false,
                };
                !self.is_supplied(sources) && !timed.is_empty() && timed.iter().all(stands)
            }
            Self::Series(_) => false,
        }
    }

    /// What its observations are kept under: of what the user says, all that they follow from.
    #[must_use]
    pub fn known_as(&self) -> String {
        match self {
            Self::Defined(d) if d.bucket == Bucket::Own => format!("{} {:?}", d.id, d.value),
            Self::Defined(d) => d.id.to_owned(),
            Self::Series(own) => own.known_as(),
        }
    }

    /// Its observation in each of some spans. It is computed once.
    fn observed(
        &self,
        sources: &Sources,
        spans: &[Span],
    ) -> Result<Rc<[Observation]>, Unavailable> {
        let name = match self.rival() {
            Some(rival) => format!("{} {}", self.known_as(), rival.id),
            None => self.known_as(),
        };
        sources.observed(&name, spans, |scope| self.measure(scope))
    }

    /// Its observation over some days.
    #[must_use]
    pub fn within(&self, sources: &Sources, span: Span) -> Option<Observation> {
        self.observed(sources, &[span]).ok()?.first().cloned()
    }

    /// Its observation over all that is loaded.
    #[must_use]
    pub fn overall(&self, sources: &Sources) -> Option<Observation> {
        let span = self.span(sources)?;
        self.observed(sources, &[span]).ok()?.first().cloned()
    }

    /// Its observations in all periods of a grain that the data touches, in order, gaps included.
    ///
    /// # Errors
    /// What is lacking.
    pub fn by_period(
        &self,
        sources: &Sources,
        grain: Grain,
    ) -> Result<Vec<(Period, Observation)>, Unavailable> {
        let Some(span) = self.touched(sources) else {
            // No row has a time: a table that is loaded may lack the column.
            let nothing = Scope::new(sources, Slices::Spans(Vec::new()));
            let lack = self.measure(&nothing).err();
            return Err(lack.unwrap_or(Unavailable::Table(self.table())));
        };
        let periods = sources.calendar().periods(span, grain);
        let spans: Vec<Span> = periods.iter().map(Period::span).collect();
        let observed = self.observed(sources, &spans)?;
        Ok(periods.into_iter().zip(observed.iter().cloned()).collect())
    }

    /// The same without a value where the data does not cover the whole period, or that lies ahead: what periods are compared by. A value
    /// that stands for a longer time than the period is in the one it is dated.
    ///
    /// # Errors
    /// What is lacking.
    pub fn by_whole_period(
        &self,
        sources: &Sources,
        grain: Grain,
    ) -> Result<Vec<(Period, Observation)>, Unavailable> {
        let covered = Covered::of(self, sources);
        let mut periods = self.by_period(sources, grain)?;
        for (period, observation) in &mut periods {
            let span = period.span();
            let is_ahead = sources.elapsed(span).is_none();
            if is_ahead || !covered.covers(span) && !covered.is_within_whole_step(span) {
                *observation = Observation::default();
            }
        }
        Ok(periods)
    }
}

/// Whether no row of a table can do without a column.
fn is_needed(table: TableKind, column: &str) -> bool {
    let column = table.schema().column(column);
    column.is_some_and(|column| column.required)
}
