//! A line below the header that says how the work is kept, where that is not as usual.

use crate::actions::keep::tabs::{open_again, take_over};
use crate::actions::worker_lost::give_up_on_worker;
use crate::actions::workspace::save_workspace;
use crate::state::{App, Role};
use leptos::prelude::*;

/// What the line says.
#[derive(Clone, PartialEq)]
enum Line {
    Nothing,
    Follows,
    Unkept(String),
    Silent,
}

/// The line; nothing while this tab saves the work.
#[component]
pub fn Standing() -> impl IntoView {
    let app = App::here();
    let line = Memo::new(move |_| {
        let no_files = app.files.order().with(Vec::is_empty);
        let silent = app.worker_silent.get();
        app.role.with(|role| match role {
            _ if silent => Line::Silent,
            Role::Follower => Line::Follows,
            // Once there is something to lose.
            Role::Unkept(reason) if !no_files => Line::Unkept(reason.clone()),
            _ => Line::Nothing,
        })
    });
    view! {
        <div role="status">
            {move || match line.get() {
                Line::Nothing => ().into_any(),
                Line::Follows => view! {
                    <div class="standing">
                        <span>"Another tab saves this work; this one shows it as it is saved. If you change something here, this tab takes over."</span>
                        <button class="btn small" on:click=move |_| take_over(app)>"Work here"</button>
                    </div>
                }
                .into_any(),
                Line::Silent => view! {
                    <div class="standing">
                        <span>"The worker has not answered for a while. You can wait, or start another one: the file that it is reading then stays unread, all others are read again."</span>
                        <button class="btn small" on:click=move |_| give_up_on_worker(app)>"Start another worker"</button>
                    </div>
                }
                .into_any(),
                Line::Unkept(reason) => view! {
                    <div class="standing">
                        <span>{format!("Your work is not kept between visits: {reason}. Save a workspace file before you leave.")}</span>
                        <button class="btn small" on:click=move |_| save_workspace(app)>"Save workspace"</button>
                        <button class="btn small" on:click=move |_| open_again(app)>"Try again"</button>
                    </div>
                }
                .into_any(),
            }}
        </div>
    }
}
