//! A metric by reference: one of the catalogue, or a series that the user brought.

use super::series::{ALSO, Statistic, measure_series, series_labels, series_names};
use super::{
    Bucket, Covered, Definition, Direction, Kind, Observation, Scope, Sources, Target, Unavailable,
    catalogue, ready_made,
};
use outturn_core::calendar::{Grain, Period, Span};
use outturn_core::table::TableKind;
use outturn_core::units::Unit;
use outturn_expr::{Ingredient, Value};
use std::rc::Rc;

/// What ids of series begin with.
const SERIES_PREFIX: &str = "series:";

/// A metric: one of the catalogue, or a user's own series by its name.
#[derive(Debug, Clone, Copy)]
pub enum Metric<'a> {
    /// One of the catalogue.
    Defined(&'static Definition),
    /// A series of that name.
    Series(&'a str),
}

impl<'a> Metric<'a> {
    /// The metric of this id, such as `mttr` or `series:unemp`.
    #[must_use]
    pub fn find(id: &'a str) -> Option<Self> {
        match id.strip_prefix(SERIES_PREFIX) {
            Some(name) => Some(Self::Series(name)),
            None => catalogue::find(id).map(Self::Defined),
        }
    }

    /// Stable name in files and links.
    #[must_use]
    pub fn id(&self) -> String {
        match self {
            Self::Defined(d) => d.id.to_owned(),
            Self::Series(name) => format!("{SERIES_PREFIX}{name}"),
        }
    }

    /// The name of the series that it is read from where it is ready-made.
    #[must_use]
    pub fn series_name(&self) -> &'a str {
        match self {
            Self::Defined(d) => d.id,
            Self::Series(name) => name,
        }
    }

    /// Name for people.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::Defined(d) => d.label.to_owned(),
            Self::Series(name) => readable(name),
        }
    }

    /// What it is, in one sentence.
    #[must_use]
    pub fn meaning(&self) -> String {
        match self {
            Self::Defined(d) => d.meaning.to_owned(),
            Self::Series(name) => format!("The series {name} as it was supplied."),
        }
    }

    /// How it is computed.
    #[must_use]
    pub fn formula(&self) -> String {
        match self {
            Self::Defined(d) => d.value.words(),
            Self::Series(_) => "mean of the values that fall into the period".to_owned(),
        }
    }

    /// Base unit of the value.
    #[must_use]
    pub fn unit(&self) -> Unit {
        match self {
            Self::Defined(d) => d.unit,
            Self::Series(_) => Unit::Number,
        }
    }

    /// Which way is better.
    #[must_use]
    pub fn good(&self) -> Direction {
        match self {
            Self::Defined(d) => d.good,
            Self::Series(_) => Direction::Up,
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
            Self::Series(_) => "the mean of all values in them".to_owned(),
        }
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

    /// What its value is made of; nothing is known of a series that came ready-made under a name of its own.
    fn made_of(&self) -> Vec<Ingredient> {
        match self {
            Self::Defined(d) => d.value.made_of(),
            Self::Series(_) => Vec::new(),
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
            Self::Defined(d) if sources.get(d.table).is_some() => {
                (d.table, d.breakdowns().map(str::to_owned).collect())
            }
            Self::Defined(_) | Self::Series(_) => (TableKind::MetricSeries, series_labels(sources)),
        }
    }

    /// Its observation in each slice of the scope. A metric of the catalogue whose tables are not loaded is read from a series of
    /// its id, where there is one, and its values are put together as the metric adds up.
    ///
    /// # Errors
    /// What is lacking.
    pub fn measure(&self, scope: &Scope<'_>) -> Result<Vec<Observation>, Unavailable> {
        match self {
            Self::Defined(d) => d
                .value
                .evaluate(scope)
                .or_else(|lack| ready_made::measure(scope, d).map_err(|_| lack)),
            Self::Series(name) => measure_series(scope, name, Statistic::Mean),
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
            Self::Series(name) => ALSO
                .iter()
                .filter_map(|(label, statistic)| {
                    Some((
                        *label,
                        Unit::Number,
                        measure_series(scope, name, *statistic).ok()?,
                    ))
                })
                .collect(),
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

    /// The days that all its data covers together.
    #[must_use]
    pub fn span(&self, sources: &Sources) -> Option<Span> {
        let touched = self.touched(sources)?;
        let covered = Covered::of(self, sources).days();
        Some(covered.map_or(touched, |covered| touched.joined(covered)))
    }

    /// The days in which there are rows that it could have a value from.
    fn touched(&self, sources: &Sources) -> Option<Span> {
        let own = self
            .tables()
            .iter()
            .filter_map(|&kind| sources.span_of(kind))
            .reduce(Span::joined);
        own.or_else(|| sources.span_of(TableKind::MetricSeries))
    }

    /// Its observation in each of some spans. It is computed once.
    fn observed(
        &self,
        sources: &Sources,
        spans: &[Span],
    ) -> Result<Rc<[Observation]>, Unavailable> {
        sources.observed(&self.id(), spans, |scope| self.measure(scope))
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
            return Err(Unavailable::Table(self.table()));
        };
        let last = outturn_core::units::Timestamp(span.end_moment().0 - 1);
        let periods = Period::range(span.start_moment(), last, grain);
        let spans: Vec<Span> = periods.iter().map(Period::span).collect();
        let observed = self.observed(sources, &spans)?;
        Ok(periods.into_iter().zip(observed.iter().cloned()).collect())
    }

    /// The same without a value where the data does not cover the whole period: what periods are compared by.
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
            if !covered.covers(period.span()) {
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

/// A column name such as `revenue_protected` as people write it, `Revenue protected`; any other name as it is.
fn readable(name: &str) -> String {
    let is_code = name.contains('_') && name.chars().all(|c| c == '_' || c.is_alphanumeric());
    let words: Vec<&str> = name.split('_').filter(|w| !w.is_empty()).collect();
    if !is_code || words.is_empty() {
        return name.to_owned();
    }
    let mut label = words.join(" ");
    if let Some(first) = label.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    label
}

/// Every metric there is: the catalogue, then the loaded series whose name is not in the catalogue. `names` holds the series' names.
#[must_use]
pub fn all(names: &[String]) -> Vec<Metric<'_>> {
    let own = names.iter().filter(|name| catalogue::find(name).is_none());
    catalogue::all()
        .map(Metric::Defined)
        .chain(own.map(|name| Metric::Series(name)))
        .collect()
}

/// Names of the loaded series, to be given to [`all`].
#[must_use]
pub fn loaded_series(sources: &Sources) -> Vec<String> {
    series_names(sources)
}
