//! Work that was set aside in this browser.

use crate::actions::keep::recovery::{bring_back, delete_aside, save_as_stored};
use crate::state::App;
use leptos::prelude::*;
use outturn_format::{Locale, counted, date};
use outturn_store::{Aside, AsideReason};

/// The list of works set aside; nothing where there is none.
#[component]
pub fn Asides() -> impl IntoView {
    let app = App::here();
    let any = Memo::new(move |_| app.asides.with(|asides| !asides.is_empty()));
    let list = move || {
        let rows = app
            .asides
            .get()
            .into_iter()
            .map(|aside| view! { <Row aside=aside/> });
        rows.collect_view()
    };
    view! {
        <Show when=move || any.get()>
            <section>
                <div class="head">
                    <h2>"Set aside"</h2>
                    <span class="quiet">"earlier work in this browser, unchanged"</span>
                </div>
                <div class="files">{list}</div>
            </section>
        </Show>
    }
}

#[component]
fn Row(aside: Aside) -> impl IntoView {
    let app = App::here();
    let (sure, set_sure) = signal(false);
    let (text, files) = (aside.text.clone(), aside.files.clone());
    let save = move |_| save_as_stored(app, text.clone(), Some(files.clone()));
    let (open_key, delete_key) = (aside.key.clone(), aside.key.clone());
    let open = aside.readable.then(|| {
        view! { <button class="btn" on:click=move |_| bring_back(app, open_key.clone())>"Open"</button> }
    });
    let delete = move |_| {
        if sure.get_untracked() {
            delete_aside(app, delete_key.clone());
        }
        set_sure.set(true);
    };
    let label = move || {
        if sure.get() {
            "Delete for good"
        } else {
            "Delete"
        }
    };
    view! {
        <article class="panel file">
            <div class="title">
                <h3>{title(&aside)}</h3>
                <span class="quiet">{about(&aside, &app.locale())}</span>
                <div class="row">
                    {open}
                    <button class="btn" on:click=save>"Download"</button>
                    <button class="btn" on:click=delete on:blur=move |_| set_sure.set(false)>{label}</button>
                </div>
            </div>
        </article>
    }
}

fn title(aside: &Aside) -> &'static str {
    match aside.reason {
        AsideReason::StartedEmpty if aside.readable => "Work from before you started empty",
        AsideReason::StartedEmpty => "Work that this version cannot read",
        AsideReason::ClosedTab => "Last changes of a tab that was closed",
        AsideReason::Replaced => "Work from before other work was opened",
    }
}

fn about(aside: &Aside, locale: &Locale) -> String {
    let day = aside.at.get(..10).unwrap_or(&aside.at);
    let day = day
        .parse()
        .map_or(day.to_owned(), |parsed| date(parsed, locale));
    let files = counted(aside.files.len() as u64, "file", "files", locale);
    let by = aside.saved_by.as_deref();
    let by = by.map_or(String::new(), |by| format!(", saved by version {by}"));
    format!("set aside on {day}, {files}{by}")
}
