//! The first screen, while nothing is loaded: what this is, one look at a result, and two ways to begin.

use crate::actions::add_files::add_sample;
use crate::actions::choose_period::choose_grain;
use crate::actions::navigate::go;
use crate::browser::document;
use crate::state::{App, Route, Screen};
use crate::ui::components::FileInput;
use leptos::prelude::*;
use outturn_core::calendar::Grain;
use outturn_report::narrative::{READ_BESIDES, read_from};
use outturn_samples as samples;

const PROMISES: [(&str, &str); 3] = [
    (
        "Private.",
        "Files are read in this tab. Nothing is uploaded, and it works offline.",
    ),
    (
        "Accountable.",
        "Every figure opens to its formula, its file and the rows left out.",
    ),
    (
        "Right.",
        "Figures agree with Excel and SciPy. Where a file can be read two ways, it asks.",
    ),
];

/// How long after that the picture comes, in milliseconds.
const A_MOMENT: i32 = 20;

/// The sample that is shown first.
const FIRST: &samples::Sample = &samples::ALL[0];

/// The screen.
#[component]
pub fn StartPage() -> impl IntoView {
    view! {
        <div class="start">
            <div class="pitch">
                <h1>"Show what your machine learning returns, in figures finance can check."</h1>
                <p>
                    "Drop the exports you already have. Outturn turns them into a scorecard, the return on what you spend, and the early signs that really lead."
                </p>
                <SampleFirst/>
                <DropHere/>
            </div>
            <Picture/>
        </div>
        <Promises/>
        <ReadFrom/>
    }
}

/// A year of a sample, one click away from its scorecard.
#[component]
fn SampleFirst() -> impl IntoView {
    let app = App::here();
    let open = move |_| {
        add_sample(app, FIRST);
        // A quarter has enough incidents to judge by.
        choose_grain(app, Grain::Quarter);
        go(&Route::to(Screen::Scorecard));
    };
    view! {
        <button class="btn primary large" on:click=open>"See it with a sample year"</button>
        <p class="quiet">"A churn model, October 2025 to September 2026; invented data"</p>
    }
}

#[component]
fn DropHere() -> impl IntoView {
    view! {
        <section class="drop">
            <h2>"Drop files here"</h2>
            <p class="quiet">"CSV, JSON, Excel or OpenDocument, as many as you like"</p>
            <FileInput label="Choose files" class="btn"/>
        </section>
    }
}

/// What the sample opens with, drawn when the page is built. It comes once the page can be used, and nothing moves when it does.
#[component]
fn Picture() -> impl IntoView {
    let app = App::here();
    let (usable, set_usable) = signal(false);
    Effect::new(move |_| {
        if !app.busy() {
            document::after(A_MOMENT, move || {
                let _ = set_usable.try_set(true);
            });
        }
    });
    let address = move |name: &str| {
        let theme = if app.dark.get() { "dark" } else { "light" };
        document::meta(&format!("outturn-picture-{name}-{theme}"))
    };
    let alternative = "The scorecard of the sample year: its score and what moved most, four metrics with their trends and targets, \
        the time to recover by quarter, and the rows that it was computed from.";
    view! {
        <figure class="picture">
            <Show when=move || usable.get()>
                <picture>
                    <source media="(max-width: 760px)" srcset=move || address("narrow")/>
                    <img src=move || address("wide") alt=alternative/>
                </picture>
            </Show>
        </figure>
    }
}

#[component]
fn Promises() -> impl IntoView {
    let each = |(word, meaning): (&'static str, &'static str)| {
        view! { <p><b>{word}</b>" "{meaning}</p> }
    };
    view! { <section class="promises" aria-label="What it promises">{PROMISES.map(each).collect_view()}</section> }
}

#[component]
fn ReadFrom() -> impl IntoView {
    let each = |what: &'static str, from: String| {
        view! { <div><dt>{what}</dt><dd>{from}</dd></div> }
    };
    let (besides, examples) = READ_BESIDES;
    view! {
        <section class="read-from">
            <h2>"What it reads"</h2>
            <dl>
                {read_from().into_iter().map(|(what, from)| each(what, from.join(", "))).collect_view()}
                {each(besides, examples.to_owned())}
            </dl>
        </section>
    }
}
