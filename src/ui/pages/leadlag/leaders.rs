//! The table of leaders, in the order in which they deserve attention; those left out at its end.

use crate::actions::lead_lag;
use crate::browser::document;
use crate::state::App;
use leptos::prelude::*;
use outturn_format::{Digits, Locale, number, percent, whole};
use outturn_leadlag::{CONFIDENCE, Evidence, Hindrance, Ranked, Verdict};
use outturn_report::narrative::{chance, lack, leads_by, verdict_tally, verdict_word};

/// The table.
#[component]
pub fn Leaders() -> impl IntoView {
    let app = App::here();
    let confidence = percent(CONFIDENCE, Digits::UpTo(0), &app.locale());
    let ids = Memo::new(move |_| {
        app.lead_lag
            .with(|a| a.as_ref().map(row_ids).unwrap_or_default())
    });
    let verdicts = Memo::new(move |_| {
        app.lead_lag.with(|a| {
            a.as_ref()
                .and_then(|a| a.ranking.as_ref())
                .map(|r| verdict_tally(&r.leaders))
                .unwrap_or_default()
        })
    });
    // A row that moves takes the focus with it.
    let moved = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        ids.track();
        if let Some(id) = moved.get_untracked() {
            moved.set(None);
            document::after(0, move || document::focus(&id));
        }
    });
    view! {
        <div class="panel leaders">
            <div class="head"><h2>"Leaders, ranked"</h2><span class="quiet">{verdicts}</span></div>
            <table role="table">
                <caption class="visually-hidden">"Leaders, ranked"</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col"><span class="visually-hidden">"Tried"</span></th>
                        <th role="columnheader" scope="col">"Indicator"</th>
                        <th role="columnheader" scope="col">"Leads by"</th>
                        <th role="columnheader" scope="col" class="n">"r"</th>
                        <th role="columnheader" scope="col" class="n">{confidence}</th>
                        <th role="columnheader" scope="col" class="n">"n"</th>
                        <th role="columnheader" scope="col" class="n">"p, adj."</th>
                        <th role="columnheader" scope="col">"Verdict"</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    <For each=move || ids.get() key=String::clone let(id)>
                        <Row id=id moved=moved/>
                    </For>
                </tbody>
            </table>
        </div>
    }
}

/// Ids in the order of the rows: as ranked, then what was left out.
fn row_ids(answer: &outturn_protocol::LeadLagAnswer) -> Vec<String> {
    let mut ids: Vec<String> = answer
        .ranking
        .iter()
        .flat_map(|r| &r.leaders)
        .map(|l| l.id.clone())
        .collect();
    let others = answer
        .series
        .iter()
        .map(|s| &s.id)
        .filter(|id| Some(*id) != answer.outcome.as_ref());
    let left_out: Vec<String> = others.filter(|id| !ids.contains(id)).cloned().collect();
    ids.extend(left_out);
    ids
}

/// Class of the pill and shape of a verdict.
fn look(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Supported => ("met", "●"),
        Verdict::MovesTogether => ("informative", "–"),
        Verdict::Undecided | Verdict::CannotTell(_) => ("near", "▲"),
        Verdict::NotSupported
        | Verdict::ByConstruction
        | Verdict::TooLittleData { .. }
        | Verdict::NotComparable => ("no_data", "○"),
    }
}

/// One leader.
#[component]
fn Row(id: String, moved: RwSignal<Option<String>>) -> impl IntoView {
    let app = App::here();
    let id = StoredValue::new(id);
    let name = Memo::new(move |_| {
        app.lead_lag.with(|a| {
            let names = a.iter().flat_map(|a| &a.series);
            names
                .into_iter()
                .find(|s| id.with_value(|id| *id == s.id))
                .cloned()
        })
    });
    let label = move || name.with(|n| n.as_ref().map(|n| n.label.clone()).unwrap_or_default());
    let ranked = Memo::new(move |_| {
        app.lead_lag.with(|a| {
            let leaders = a
                .iter()
                .filter_map(|a| a.ranking.as_ref())
                .flat_map(|r| &r.leaders);
            leaders
                .into_iter()
                .find(|l| id.with_value(|id| *id == l.id))
                .cloned()
        })
    });
    let current = move || {
        let picked = app
            .lead_lag
            .with(|a| a.as_ref().and_then(|a| a.picked.clone()));
        id.with_value(|id| (picked.as_ref() == Some(id)).then_some("true"))
    };
    let tried = Memo::new(move |_| ranked.with(Option::is_some));
    let field = id.with_value(|id| format!("try-{id}"));
    let toggle = {
        let field = field.clone();
        move |event| {
            moved.set(Some(field.clone()));
            id.with_value(|id| lead_lag::try_leader(app, id, event_target_checked(&event)));
        }
    };
    view! {
        <tr role="row" aria-current=current>
            <td role="cell" class="try">
                <input type="checkbox" id=field aria-label=move || format!("Try {}", label()) prop:checked=tried on:change=toggle/>
            </td>
            <th role="rowheader" scope="row">
                <button class="pick" aria-current=current disabled=move || !tried.get() on:click=move |_| id.with_value(|id| lead_lag::pick(app, id))>
                    {label}
                </button>
            </th>
            {move || match ranked.get() {
                Some(leader) => cells(&leader, &app.locale(), name.with(|n| n.as_ref().and_then(|n| n.hindrance.clone())).as_ref()).into_any(),
                None => view! { <td role="cell" colspan="5" class="quiet lack">"left out of the ranking and its count"</td><td role="cell" class="verdict"></td> }.into_any(),
            }}
        </tr>
    }
}

fn cells(leader: &Ranked, locale: &Locale, hindrance: Option<&Hindrance>) -> impl IntoView + use<> {
    let (class, shape) = look(leader.verdict);
    let told = !matches!(leader.verdict, Verdict::CannotTell(_));
    let facts = match &leader.evidence {
        Some(evidence) if told => figures(evidence, leader, locale).into_any(),
        _ => {
            view! { <td role="cell" colspan="5" class="quiet lack">{lack(leader, hindrance)}</td> }
                .into_any()
        }
    };
    view! {
        {facts}
        <td role="cell" class="verdict"><span class=format!("status {class}")><span aria-hidden="true">{shape}</span>{verdict_word(leader.verdict)}</span></td>
    }
}

fn figures(evidence: &Evidence, leader: &Ranked, locale: &Locale) -> impl IntoView + use<> {
    let two = |v: f64| number(v, Digits::Fixed(2), locale);
    let effective = format!(
        "{} effective",
        number(evidence.n_effective, Digits::Fixed(1), locale)
    );
    view! {
        <td role="cell">{leads_by(evidence.relation, leader.sweep.unit)}</td>
        <td role="cell" class="n" data-name="r">{two(evidence.r)}</td>
        <td role="cell" class="n" data-name=percent(CONFIDENCE, Digits::UpTo(0), locale)>{format!("{} to {}", two(evidence.r_low), two(evidence.r_high))}</td>
        <td role="cell" class="n" data-name="n" title=effective>{whole(evidence.n as u64, locale)}</td>
        <td role="cell" class="n" data-name="p">{chance(evidence.p_adjusted, locale)}</td>
    }
}
