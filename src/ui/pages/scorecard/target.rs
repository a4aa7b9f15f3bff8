//! What the user says about a metric: its target with its tolerance, where that comes from, who agreed to it, which way is better.

use crate::actions::tune_metric::{set_target, tune};
use crate::state::App;
use crate::ui::components::{NumberField, Select, plain};
use leptos::prelude::*;
use outturn_format::{Accepts, as_set, whole};
use outturn_metrics::scorecard::{Bound, Card, Detail, TargetOrigin};
use outturn_metrics::{Direction, Target, Thresholds};
use outturn_report::model::target_choices;
use outturn_report::narrative::{agreed_words, origin_words, refused_target, target_words};

/// The panel.
#[component]
pub fn TargetPanel(
    /// Of which metric.
    id: String,
    /// How it stands.
    card: Memo<Option<Card>>,
) -> impl IntoView {
    let app = App::here();
    let locale = app.locale();
    let words = move || {
        card.with(|card| {
            let card = card.as_ref()?;
            let agreed = agreed_words(&card.agreed, &locale);
            let parts = [
                Some(target_words(card, &locale)),
                Some(origin_words(card)),
                agreed,
            ];
            Some(parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
        })
    };
    let problem = RwSignal::new(String::new());
    let is_own = Memo::new(move |_| {
        let own = [
            TargetOrigin::User,
            TargetOrigin::Series,
            TargetOrigin::Benchmark,
        ];
        card.with(|card| {
            card.as_ref()
                .is_some_and(|c| own.contains(&c.target_origin))
        })
    });
    let accepted = move || accepts(card).accepted(&locale);
    let reset = {
        let id = id.clone();
        move |_| set_target(app, &id, None)
    };
    view! {
        <div class="panel">
            <div class="head"><h3>"Target"</h3><span class="quiet">{words}</span></div>
            <TargetSource id=id.clone() card/>
            <BoundField id=id.clone() card bound=Bound::Met problem/>
            <BoundField id=id.clone() card bound=Bound::Missed problem/>
            <p class="quiet" id="target-accepted">{accepted}</p>
            <p class="problem" id="target-problem" role="alert">{move || problem.get()}</p>
            <Better id=id.clone()/>
            <Agreed id=id.clone() card/>
            <Rest id card/>
            <Show when=move || is_own.get()>
                <div class="row"><button class="btn small" on:click=reset.clone()>"Back to the default target"</button></div>
            </Show>
        </div>
    }
}

/// What is taken for a value of the metric. A duration without a unit is in that of the value on show; without one in that of the target.
fn accepts(card: Memo<Option<Card>>) -> Accepts {
    card.with(|card| {
        let met = |card: &Card| bounds(card).map(|target| target.met);
        Accepts {
            unit: card
                .as_ref()
                .map_or(outturn_core::units::Unit::Number, |c| c.unit),
            currency: card.as_ref().and_then(|c| c.currency),
            shown: card.as_ref().and_then(|c| c.value.or_else(|| met(c))),
        }
    })
}

fn bounds(card: &Card) -> Option<Thresholds> {
    match card.target {
        Target::Fixed(thresholds) => Some(thresholds),
        Target::Trend | Target::None => None,
    }
}

/// One bound. Setting it leaves the other as it is; cleared, there is none.
#[component]
fn BoundField(
    id: String,
    card: Memo<Option<Card>>,
    bound: Bound,
    problem: RwSignal<String>,
) -> impl IntoView {
    let app = App::here();
    let locale = app.locale();
    let (name, field) = match bound {
        Bound::Met => ("Target", "target-met"),
        Bound::Missed => ("Tolerance", "target-missed"),
    };
    let text = move || {
        card.with(|card| {
            let card = card.as_ref()?;
            let bounds = bounds(card)?;
            let value = match bound {
                Bound::Met => Some(bounds.met),
                Bound::Missed => bounds.missed_apart(),
            };
            Some(as_set(value?, card.unit, card.currency, &locale))
        })
        .unwrap_or_default()
    };
    let invalid = RwSignal::new(false);
    let version = RwSignal::new(0_u32);
    let refuse = move |why: String, unreadable: bool| {
        problem.set(why);
        invalid.set(unreadable);
        if !unreadable {
            version.update(|version| *version += 1);
        }
    };
    let entered = move |event| {
        let typed = event_target_value(&event);
        let typed = typed.trim();
        let accepts = untrack(|| accepts(card));
        let value = match typed {
            "" => None,
            typed => match accepts.read(typed, &locale) {
                Ok(value) => Some(value),
                Err(why) => return refuse(accepts.refusal(typed, &why, &locale), true),
            },
        };
        let now = card.with_untracked(|card| card.as_ref().and_then(bounds));
        let Ok(target) = bound.set(now, value) else {
            let why = "Set the target first: a tolerance is how far past it a value may go.";
            return refuse(why.to_owned(), false);
        };
        let refused = card.with_untracked(|card| {
            let (card, target) = card.as_ref().zip(target)?;
            refused_target(card, target, &locale)
        });
        match refused {
            Some(why) => refuse(why, false),
            None => {
                set_target(app, &id, target);
                refuse(String::new(), false);
            }
        }
    };
    // A value that comes from elsewhere takes the place of what could not be read.
    let shown = Memo::new(move |_| text());
    Effect::new(move |_| {
        shown.track();
        invalid.set(false);
    });
    view! {
        <div class="field">
            <label for=field>{name}</label>
            <input
                id=field
                type="text"
                autocomplete="off"
                aria-label=name
                aria-invalid=move || invalid.get().to_string()
                aria-describedby="target-problem target-accepted"
                prop:value=move || { version.track(); shown.get() }
                on:change=entered
            />
        </div>
    }
}

/// A number, a band of a benchmark, or a series.
#[component]
fn TargetSource(id: String, card: Memo<Option<Card>>) -> impl IntoView {
    let app = App::here();
    let locale = app.locale();
    let choices = Memo::new(move |_| {
        let cards = app
            .scorecard
            .with(|answer| answer.as_ref().map(|a| a.cards.clone()));
        card.with(|card| {
            card.as_ref()
                .map(|card| target_choices(card, &cards.unwrap_or_default(), &locale))
        })
        .unwrap_or_default()
    });
    let from = {
        let id = id.clone();
        app.select(move |d| {
            d.settings
                .get(&id)
                .map(|own| own.target_from.clone())
                .unwrap_or_default()
        })
    };
    let options = Signal::derive(move || {
        let named = |(at, (_, name)): (usize, &(_, String))| (at.to_string(), name.clone());
        choices.with(|all| all.iter().enumerate().map(named).collect::<Vec<_>>())
    });
    let chosen = Signal::derive(move || {
        let at = choices.with(|all| all.iter().position(|(one, _)| *one == from.get()));
        at.unwrap_or(0).to_string()
    });
    let choose = move |at: String| {
        let at = at.parse::<usize>().ok();
        let chosen = at
            .and_then(|at| choices.with_untracked(|all| all.get(at).map(|(from, _)| from.clone())));
        if let Some(chosen) = chosen {
            tune(app, &id, |settings| settings.target_from = chosen);
        }
    };
    view! {
        <Show when=move || choices.with(|all| all.len() > 1)>
            <div class="field halves">
                <span>"Taken from"</span>
                <Select label="Target taken from" options value=chosen on_choose=choose.clone()/>
            </div>
        </Show>
    }
}

/// Which way is better: the catalogue's, or the user's.
#[component]
fn Better(id: String) -> impl IntoView {
    const WAYS: [(Direction, &str); 3] = [
        (Direction::Up, "higher"),
        (Direction::Down, "lower"),
        (Direction::Stable, "steady"),
    ];
    let app = App::here();
    let usually = |detail: &Option<Detail>| detail.as_ref().map(|detail| detail.usually_good);
    let catalogues = app
        .detail
        .with_untracked(usually)
        .unwrap_or(Direction::Unset);
    let known = WAYS.iter().find(|(way, _)| *way == catalogues);
    let unset = known.map_or("not set".to_owned(), |(_, name)| {
        format!("{name} (catalogue)")
    });
    let options: Vec<(String, String)> = std::iter::once((String::new(), unset))
        .chain(
            WAYS.iter()
                .map(|(_, name)| ((*name).to_owned(), (*name).to_owned())),
        )
        .collect();
    let said = {
        let id = id.clone();
        app.select(move |d| d.settings.get(&id).and_then(|own| own.good))
    };
    let chosen = move || {
        let way = said
            .get()
            .and_then(|said| WAYS.iter().find(|(way, _)| *way == said));
        way.map_or_else(String::new, |(_, name)| (*name).to_owned())
    };
    let choose = move |name: String| {
        let way = WAYS
            .iter()
            .find(|(_, known)| *known == name)
            .map(|(way, _)| *way);
        tune(app, &id, |settings| settings.good = way);
    };
    view! {
        <div class="field halves">
            <span>"Better is"</span>
            <Select label="Better is" options=Signal::stored(options) value=Signal::derive(chosen) on_choose=choose/>
        </div>
    }
}

/// Who agreed to the target, and when.
#[component]
fn Agreed(id: String, card: Memo<Option<Card>>) -> impl IntoView {
    let app = App::here();
    let agreed = Memo::new(move |_| {
        card.with(|card| card.as_ref().map(|c| c.agreed.clone()).unwrap_or_default())
    });
    let day_id = id.clone();
    view! {
        <div class="field halves">
            <label for="agreed-by">"Agreed by"</label>
            <input id="agreed-by" type="text" autocomplete="off" prop:value=move || agreed.get().by on:change=move |event| tune(app, &id, |s| event_target_value(&event).trim().clone_into(&mut s.agreed.by))/>
        </div>
        <div class="field halves">
            <label for="agreed-on">"Agreed on"</label>
            <input id="agreed-on" type="date" prop:value=move || agreed.get().on on:change=move |event| tune(app, &day_id, |s| s.agreed.on = event_target_value(&event))/>
        </div>
    }
}

/// Fewest cases, owner, North Star.
#[component]
fn Rest(id: String, card: Memo<Option<Card>>) -> impl IntoView {
    let app = App::here();
    let locale = app.locale();
    let (least_id, owner_id) = (id.clone(), id.clone());
    let least_n = move || {
        card.with(|card| {
            card.as_ref()
                .map_or_else(String::new, |c| whole(c.least_n, &locale))
        })
    };
    let read_n = move |typed: &str| plain(typed, &locale).filter(|n| (0.0..=1e9).contains(n));
    let owner =
        move || card.with(|card| card.as_ref().map_or_else(String::new, |c| c.owner.clone()));
    let star = Memo::new(move |_| card.with(|card| card.as_ref().is_some_and(|c| c.north_star)));
    view! {
        <div class="field">
            <label for="least-n">"Fewest cases for a verdict"</label>
            <NumberField id="least-n" label="Fewest cases for a verdict" text=Signal::derive(least_n) read=Box::new(read_n) on_enter=Box::new(move |n| tune(app, &least_id, |s| s.least_n = Some(n.round() as u64)))/>
        </div>
        <div class="field halves">
            <label for="owner">"Owner"</label>
            <input id="owner" type="text" prop:value=owner on:change=move |event| tune(app, &owner_id, |s| event_target_value(&event).trim().clone_into(&mut s.owner))/>
        </div>
        <div class="row">
            <button class="btn small" aria-pressed=move || star.get().to_string() on:click=move |_| tune(app, &id, |s| s.north_star = !star.get_untracked())>
                {move || if star.get() { "★ North Star" } else { "☆ Mark as North Star" }}
            </button>
        </div>
    }
}
