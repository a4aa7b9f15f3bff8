//! What the user is told as it happens. What went wrong stays until it is dismissed; anything else leaves by itself once there was time to
//! read it, and all of it can be read again under Messages.

use crate::actions::navigate;
use crate::browser::document::after;
use crate::state::{App, Notice};
use leptos::ev;
use leptos::prelude::*;

/// How long a message stays at least, and so much longer a character, in milliseconds: people read about 20 characters a second.
const STAYS: i32 = 5_000;
const A_CHARACTER: i32 = 50;
/// How soon it is tried again while somebody points at it or has the keyboard in it, in milliseconds.
const AGAIN: i32 = 2_000;

/// What the user is told. Where there is little room, the newest; the others are behind it.
#[component]
pub fn Notices() -> impl IntoView {
    let app = App::here();
    let (all, show_all) = signal(false);
    let (held, set_held) = signal(false);
    let others = Memo::new(move |_| {
        app.notices
            .with(|notices| notices.iter().count())
            .saturating_sub(1)
    });
    let toggle = move || match (all.get(), others.get()) {
        (true, _) => "Only the newest".to_owned(),
        (false, 1) => "1 more message".to_owned(),
        (false, n) => format!("{n} more messages"),
    };
    let newest = Memo::new(move |_| {
        app.notices.with(|notices| {
            let newest = notices.iter().next().filter(|notice| !notice.is_error)?;
            let length = i32::try_from(newest.text().chars().count()).unwrap_or(0);
            Some((newest.number, STAYS + A_CHARACTER * length))
        })
    });
    Effect::new(move |_| {
        if let Some((number, stays)) = newest.get() {
            leave_after(app, held, number, stays);
        }
    });
    let each = move || {
        let notices = app.notices.get();
        let one = |notice: &Notice| view! { <OneNotice notice=notice.clone()/> };
        notices.iter().map(one).collect_view()
    };
    let hold = move |held: bool| move |_| set_held.set(held);
    view! {
        <div
            class="notices"
            class:all=all
            role="status"
            aria-live="polite"
            on:mouseenter=move |_: ev::MouseEvent| set_held.set(true)
            on:mouseleave=move |_: ev::MouseEvent| set_held.set(false)
            on:focusin=hold(true)
            on:focusout=hold(false)
        >
            {each}
            <Show when=move || { others.get() > 0 }>
                <button class="more" aria-expanded=move || all.get().to_string() on:click=move |_| show_all.update(|all| *all = !*all)>{toggle}</button>
            </Show>
        </div>
    }
}

fn leave_after(app: App, held: ReadSignal<bool>, number: u64, milliseconds: i32) {
    after(milliseconds, move || match held.get_untracked() {
        true => leave_after(app, held, number, AGAIN),
        false => app.notices.update(|all| all.dismiss(number)),
    });
}

#[component]
fn OneNotice(notice: Notice) -> impl IntoView {
    let app = App::here();
    let number = notice.number;
    let dismiss = move || app.notices.update(|all| all.dismiss(number));
    let undo = move |_| {
        dismiss();
        navigate::undo(app);
    };
    let text = notice.text();
    let named = format!("Undo: {text}");
    view! {
        <div class="notice" class:error=notice.is_error>
            <span>{text}</span>
            {notice.can_undo.then(|| view! { <button class="link" aria-label=named on:click=undo>"Undo"</button> })}
            <button class="link" on:click=move |_| dismiss()>"Dismiss"</button>
        </div>
    }
}
