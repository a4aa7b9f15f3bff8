//! A snapshot, as it was written: its cards, receipts, scenarios and leads. Nothing here changes anything.

mod cards;
mod parts;

use crate::actions::open_snapshot::{back_to_work, write_again};
use crate::state::{App, OpenSnapshot};
use cards::{Groups, OpenReceipt};
use leptos::prelude::*;
use outturn_report::opened::{Opened, OpenedScenario};
use parts::{Facts, TableView};
use std::sync::Arc;

/// The screen.
#[component]
pub fn SnapshotPage() -> impl IntoView {
    let app = App::here();
    // The screen is made anew when figures are to be written otherwise.
    write_again(app);
    move || {
        match app.snapshot.get() {
        Some(open) => view! { <Shown open/> }.into_any(),
        None => view! {
            <div class="empty">
                <h1>"No snapshot is open"</h1>
                <p>"A snapshot is looked at, never kept: add its file again to see it. Your own work is as it was."</p>
                <div class="row"><a class="btn primary" href="#/data">"Go to your work"</a></div>
            </div>
        }
        .into_any(),
    }
    }
}

#[component]
fn Shown(open: OpenSnapshot) -> impl IntoView {
    let opened = open.opened;
    view! {
        <h1 class="visually-hidden">{format!("Snapshot {}", open.name)}</h1>
        <Banner name=open.name opened=opened.clone()/>
        <OpenReceipt opened=opened.clone()/>
        <Score opened=opened.clone()/>
        <Groups opened=opened.clone()/>
        {opened.scenarios.iter().cloned().map(|scenario| view! { <Scenario scenario/> }).collect_view()}
        {opened.leads.clone().map(|table| view! {
            <section>
                <div class="head"><h2>"Leading → lagging"</h2><span class="quiet">{table.caption.clone()}</span></div>
                <TableView table/>
            </section>
        })}
        <section>
            <div class="head"><h2>"Files"</h2><span class="quiet">"as they were then"</span></div>
            <Facts facts=opened.files.clone()/>
        </section>
    }
}

/// What is looked at, and the way back.
#[component]
fn Banner(name: String, opened: Arc<Opened>) -> impl IntoView {
    let app = App::here();
    view! {
        <section class="panel snapshot-banner" aria-label="Snapshot, read-only" data-testid="snapshot">
            <div>
                <p><b>{format!("Snapshot {name}")}</b>" · read-only. Your own work is as you left it."</p>
                <p class="quiet">{opened.about.join(" · ")}</p>
                {opened.changed.clone().map(|said| view! { <p class="problem" role="alert">{said}</p> })}
            </div>
            <button class="btn primary" on:click=move |_| back_to_work(app)>"Back to your work"</button>
        </section>
    }
}

#[component]
fn Score(opened: Arc<Opened>) -> impl IntoView {
    view! {
        <section>
            <div class="head"><h2>"Composite score"</h2></div>
            <Facts facts=opened.score.clone()/>
        </section>
    }
}

#[component]
fn Scenario(scenario: OpenedScenario) -> impl IntoView {
    let figures = scenario.figures.iter().map(|figure| {
        view! { <div><dt>{figure.term.clone()}</dt><dd><b>{figure.lines.join(", ")}</b></dd></div> }
    });
    let ledger = (!scenario.ledger.rows.is_empty()).then(|| scenario.ledger.clone());
    view! {
        <section>
            <div class="head"><h2>{format!("Return: {}", scenario.name)}</h2></div>
            <dl class="kpis">{figures.collect_view()}</dl>
            {scenario.reason.clone().map(|reason| view! { <p class="quiet">{reason}</p> })}
            {ledger.map(|table| view! { <TableView table/> })}
            <TableView table=scenario.inputs.clone()/>
        </section>
    }
}
