//! Which scenario is open, and what it stands on: horizon, start, discount rate, timing, currency.

use super::figures::Figures;
use super::share::Share;
use crate::actions::scenario::{
    LONGEST_NAME, add_copy, add_suggested, add_variant, check_input, delete, open_scenario, rename,
    set_currency, set_input, set_start, set_timing,
};
use crate::ui::components::{NumberField, SampleMark, Segmented};
use chrono::Datelike;
use leptos::prelude::*;
use outturn_core::finance::Timing;
use outturn_core::units::Currency;
use outturn_format::{input_value, parse_input};
use outturn_report::narrative::explain;
use outturn_scenario::{InputUnit, Stance};
use outturn_store::scenarios::{base_of, open_index};

/// The bar.
#[component]
pub fn Bar() -> impl IntoView {
    let problem = RwSignal::new(None::<String>);
    view! {
        <div class="roi-bar">
            <Scenarios/>
            <div class="row">
                <Own path="horizon_months" label="Horizon" unit=InputUnit::Months problem=problem/>
                <Start/>
                <Own path="discount_rate_per_year" label="Discount rate (annual)" unit=InputUnit::Ratio problem=problem/>
                <TimingChoice/>
                <CurrencyField problem=problem/>
                <Share/>
            </div>
            <p class="problem" id="roi-bar-problem" role="alert">{move || problem.get()}</p>
        </div>
    }
}

/// The scenarios, and the ways to more of them.
#[component]
fn Scenarios() -> impl IntoView {
    let Figures { app, scenario, .. } = Figures::here();
    let names = app.select(|d| {
        d.scenarios
            .iter()
            .map(|s| s.name.clone())
            .collect::<Vec<_>>()
    });
    let open = app.select(open_index);
    let name = Memo::new(move |_| scenario.with(|s| s.name.clone()));
    let tabs = move || {
        let options = names.get().into_iter().enumerate().collect();
        view! { <Segmented label="Scenario" options=options value=open on_choose=move |i| open_scenario(app, i)/> }
    };
    let has_data = Memo::new(move |_| app.measured.with(|m| !m.is_empty()));
    let base = app.select(|d| base_of(d).map(|s| s.name.clone()).unwrap_or_default());
    let variant = move |stance: Stance| {
        let label = stance.label().to_ascii_lowercase();
        let title = move || format!("of “{}”: {}", base.get(), stance.rule());
        // Which scenario it is of is said where that could be another than the one in front.
        let of = move || match base.with(|base| name.with(|name| base == name)) {
            true => String::new(),
            false => format!(" of {}", base.get()),
        };
        view! {
            <button class="btn small" aria-label=format!("Add {label} variant") title=title on:click=move |_| add_variant(app, stance)>
                {format!("+ {}", stance.label())}{of}
            </button>
        }
    };
    view! {
        <div class="row">
            <div class="scenarios">{tabs}</div>
            <SampleMark/>
            <button class="btn small" title="adds a copy of the open one" on:click=move |_| add_copy(app)>"Copy scenario"</button>
            {variant(Stance::Cautious)}
            {variant(Stance::Ambitious)}
            <Show when=move || has_data.get()>
                <button class="btn small" title="adds a scenario of what is measured now" on:click=move |_| add_suggested(app)>"Scenario from data"</button>
            </Show>
            <div class="spacer"></div>
            <label class="chip">
                "Name "
                <input type="text" class="name" aria-label="Scenario name" maxlength=LONGEST_NAME.to_string() autocomplete="off"
                    prop:value=name on:change=move |event| rename(app, &event_target_value(&event))/>
            </label>
            <button class="btn small" aria-label="Delete scenario" on:click=move |_| delete(app)>"Delete"</button>
        </div>
    }
}

/// One of the scenario's own numbers as a chip.
#[component]
fn Own(
    path: &'static str,
    label: &'static str,
    unit: InputUnit,
    problem: RwSignal<Option<String>>,
) -> impl IntoView {
    let figures = Figures::here();
    let app = figures.app;
    let locale = app.locale();
    let text = Memo::new(move |_| {
        let value = figures.inputs.with(|all| {
            all.iter()
                .find(|i| i.path == path)
                .map_or(f64::NAN, |i| i.value)
        });
        input_value(value, unit, figures.currency.get(), &locale)
    });
    let read = move |typed: &str| {
        let currency = figures.currency.get_untracked();
        let value = parse_input(typed, unit, &locale);
        let checked = value.map(|v| check_input(app, path, v));
        problem.set(match checked {
            None => Some(format!(
                "{label}: “{}” is not a number that can be read.",
                typed.trim()
            )),
            Some(Err(error)) => Some(format!(
                "{}.",
                explain(&error, currency, Some(unit), &locale)
            )),
            Some(Ok(())) => None,
        });
        value.filter(|_| problem.with_untracked(Option::is_none))
    };
    // `read` has refused whatever `set_input` would.
    let enter = move |value| {
        problem.set(
            set_input(app, path, value, None)
                .err()
                .map(|e| e.to_string()),
        );
    };
    view! {
        <label class="chip">
            {format!("{label} ")}
            <NumberField label=label text=text read=Box::new(read) on_enter=Box::new(enter) described_by="roi-bar-problem"/>
        </label>
    }
}

/// The month of the first flow, when it matters.
#[component]
fn Start() -> impl IntoView {
    let Figures { app, scenario, .. } = Figures::here();
    let month = Memo::new(move |_| {
        scenario.with(|s| {
            s.start
                .map(|p| format!("{:04}-{:02}", p.start().year(), p.start().month()))
                .unwrap_or_default()
        })
    });
    view! {
        <label class="chip">
            "from "
            <input type="month" aria-label="Start month" prop:value=month on:change=move |event| set_start(app, &event_target_value(&event))/>
        </label>
    }
}

#[component]
fn TimingChoice() -> impl IntoView {
    let Figures { app, scenario, .. } = Figures::here();
    let timing = Memo::new(move |_| scenario.with(|s| s.timing));
    let words = |timing: Timing| match timing {
        Timing::FirstFlowNow => "now",
        Timing::AfterOnePeriod => "after one period, as Excel's NPV",
    };
    let chosen = move |event| {
        let chosen = event_target_value(&event);
        if let Some(timing) = Timing::ALL.into_iter().find(|t| words(*t) == chosen) {
            set_timing(app, timing);
        }
    };
    view! {
        <label class="chip">
            "first flow "
            <select aria-label="Timing of the first flow" on:change=chosen prop:value=move || words(timing.get())>
                {Timing::ALL.map(|t| view! { <option value=words(t) selected=t == timing.get_untracked()>{words(t)}</option> }).collect_view()}
            </select>
        </label>
    }
}

/// The currency of all amounts: any three-letter code.
#[component]
fn CurrencyField(problem: RwSignal<Option<String>>) -> impl IntoView {
    let Figures { app, currency, .. } = Figures::here();
    let invalid = RwSignal::new(false);
    let entered = move |event| {
        let typed = event_target_value(&event);
        let parsed = Currency::parse(&typed);
        invalid.set(parsed.is_none());
        problem.set(parsed.is_none().then(|| {
            format!(
                "“{}” is not a currency: give its three letters, such as EUR.",
                typed.trim()
            )
        }));
        if let Some(new) = parsed.filter(|c| *c != currency.get_untracked()) {
            set_currency(app, new);
            app.tell(format!(
                "Amounts are now in {new}. They keep their figures: nothing was converted."
            ));
        }
    };
    view! {
        <label class="chip">
            "in "
            <input type="text" class="currency" aria-label="Currency" maxlength="3" autocomplete="off" spellcheck="false"
                aria-invalid=move || invalid.get().to_string() aria-describedby="roi-bar-problem"
                prop:value=move || currency.get().to_string() on:change=entered/>
        </label>
    }
}
