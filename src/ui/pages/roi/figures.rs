//! What the screen computes from the open scenario, each once a change, in the frame of the change.

use crate::state::App;
use leptos::prelude::*;
use outturn_core::units::Currency;
use outturn_report::narrative::unit_of;
use outturn_scenario::{
    InputDescription, InputUnit, Outcome, Scenario, ScenarioError, TornadoBar, Valid, evaluate,
    inputs, tornado, validate,
};
use outturn_store::document::Document;
use outturn_store::scenarios::{open_index, open_of};

/// Another scenario and what it comes to; `None` where it cannot be computed.
pub type Neighbour = (usize, Scenario, Option<Outcome>);

/// The open scenario and all that follows from it.
#[derive(Clone, Copy)]
pub struct Figures {
    /// The page.
    pub app: App,
    /// The open scenario.
    pub scenario: Memo<Scenario>,
    /// Its currency.
    pub currency: Memo<Currency>,
    /// Every number of it.
    pub inputs: Memo<Vec<InputDescription>>,
    /// What it comes to, or all that keeps it from being computed.
    pub outcome: Memo<Result<Outcome, Vec<ScenarioError>>>,
    /// How far the tornado moves each number, as a ratio.
    pub swing: RwSignal<f64>,
    /// The tornado.
    pub bars: Memo<Vec<TornadoBar>>,
    /// The scenarios beside the open one, in their order.
    pub others: Memo<Vec<Neighbour>>,
}

impl Figures {
    /// Sets them up for the screen.
    pub fn provide(app: App) -> Self {
        let scenario = app.select(|d| open_of(d).cloned().unwrap_or_default());
        // Checked once for whatever is computed of it.
        let valid: Memo<Result<Valid, Vec<ScenarioError>>> =
            Memo::new(move |_| scenario.with(validate));
        let swing = RwSignal::new(0.2);
        let beside = app.select(beside);
        let figures = Self {
            app,
            scenario,
            currency: Memo::new(move |_| scenario.with(|s| s.currency)),
            inputs: Memo::new(move |_| scenario.with(inputs)),
            outcome: Memo::new(move |_| {
                valid.with(|valid| valid.as_ref().map(evaluate).map_err(Clone::clone))
            }),
            swing,
            bars: Memo::new(move |_| {
                let swing = swing.get();
                valid.with(|valid| match valid {
                    Ok(valid) => tornado(valid, swing),
                    Err(_) => Vec::new(),
                })
            }),
            others: Memo::new(move |_| {
                let outcome = |s: &Scenario| validate(s).ok().map(|valid| evaluate(&valid));
                beside.with(|all| {
                    all.iter()
                        .map(|(i, s)| (*i, s.clone(), outcome(s)))
                        .collect()
                })
            }),
        };
        provide_context(figures);
        figures
    }

    /// The screen's figures, from context.
    ///
    /// # Panics
    /// Outside the screen's component tree.
    #[allow(clippy::expect_used)] // A component outside its screen is a mistake of ours, caught by the first test that opens it.
    pub fn here() -> Self {
        use_context().expect("components are inside the screen")
    }

    /// A part of what the open scenario comes to; `None` while it cannot be computed.
    pub fn of_outcome<T: PartialEq + Clone + Send + Sync + 'static>(
        self,
        part: impl Fn(&Outcome) -> T + Send + Sync + 'static,
    ) -> Memo<Option<T>> {
        Memo::new(move |_| self.outcome.with(|o| o.as_ref().ok().map(&part)))
    }

    /// What follows from the open scenario and what it comes to; `None` while it cannot be computed.
    pub fn of_both<T>(self, of: impl Fn(&Scenario, &Outcome) -> T) -> Option<T> {
        let of = |scenario: &Scenario| {
            self.outcome
                .with(|o| o.as_ref().ok().map(|o| of(scenario, o)))
        };
        self.scenario.with(of)
    }

    /// The unit of the number that an error is about.
    pub fn unit_of(self, error: &ScenarioError) -> Option<InputUnit> {
        self.inputs.with(|all| unit_of(error, all))
    }
}

fn beside(document: &Document) -> Vec<(usize, Scenario)> {
    let open = open_index(document);
    let all = document.scenarios.iter().cloned().enumerate();
    all.filter(|(i, _)| *i != open).collect()
}

/// Tells what an action refused.
pub fn app_says<E: std::fmt::Display>(app: App, done: Result<(), E>) {
    if let Err(error) = done {
        app.warn(error.to_string());
    }
}
