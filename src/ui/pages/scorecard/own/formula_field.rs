//! The field that a formula is typed into, with what can follow and what is wrong.

use super::dialog::Writing;
use crate::browser::document::after;
use leptos::ev::KeyboardEvent;
use leptos::html::Input;
use leptos::prelude::*;
use outturn_protocol::{FormulaCandidate, FormulaMistake, byte_at, units_at};

const FIELD: &str = "own-formula";
const LIST: &str = "own-formula-list";
const MISTAKE: &str = "own-formula-mistake";

fn option_id(at: usize) -> String {
    format!("{LIST}-{at}")
}

/// The field's own state.
#[derive(Clone, Copy)]
struct Field {
    writing: Writing,
    input: NodeRef<Input>,
    /// Whether what can follow is shown, where something has to.
    listed: RwSignal<bool>,
    /// Whether it is shown because it was asked for.
    asked: RwSignal<bool>,
    /// Which of it is picked.
    picked: RwSignal<Option<usize>>,
}

impl Field {
    /// What can follow what is typed now; nothing while it is not known.
    fn candidates(self) -> Vec<FormulaCandidate> {
        let formula = self.writing.draft.with(|d| d.typed.formula.clone());
        self.writing.read.with(|read| match read {
            Some(read) if read.formula == formula => read.candidates.clone(),
            _ => Vec::new(),
        })
    }

    fn is_open(self) -> bool {
        let is_wanted = || {
            self.writing
                .read
                .with(|read| read.as_ref().is_some_and(|r| r.wanted))
        };
        let shown = self.asked.get() || self.listed.get() && is_wanted();
        shown && !self.candidates().is_empty()
    }

    fn close(self) {
        self.listed.set(false);
        self.asked.set(false);
        self.picked.set(None);
    }

    /// Takes over what is typed, and where the cursor is.
    fn follow(self, text: String) {
        self.writing.draft.update(|d| d.typed.formula = text);
        self.close();
        self.listed.set(true);
        self.follow_cursor();
    }

    fn follow_cursor(self) {
        let Some(input) = self.input.get_untracked() else {
            return;
        };
        let units = input.selection_start().ok().flatten().unwrap_or_default();
        let text = self
            .writing
            .draft
            .with_untracked(|d| d.typed.formula.clone());
        let at = byte_at(&text, units as usize);
        if self.writing.at.get_untracked() != at {
            self.writing.at.set(at);
        }
    }

    /// Puts a candidate into the formula, and the cursor behind it.
    fn take(self, candidate: usize) {
        let taken = |read: &Option<_>| {
            let read: &outturn_protocol::FormulaRead = read.as_ref()?;
            read.completed(candidate)
        };
        let Some((text, at)) = self.writing.read.with_untracked(taken) else {
            return;
        };
        let units = units_at(&text, at) as u32;
        self.writing.draft.update(|d| d.typed.formula = text);
        self.writing.at.set(at);
        self.close();
        self.listed.set(true);
        let input = self.input;
        // Once the field shows the text.
        after(0, move || {
            if let Some(input) = input.try_get_untracked().flatten() {
                let _ = input.focus();
                let _ = input.set_selection_range(units, units);
            }
        });
    }

    fn move_by(self, by: isize) {
        let n = self.candidates().len() as isize;
        if !self.is_open() || n == 0 {
            self.asked.set(true);
        }
        if n == 0 {
            return;
        }
        self.picked.update(|picked| {
            let now = picked.map_or(if by > 0 { -1 } else { n }, |at| at as isize);
            *picked = Some((now + by).rem_euclid(n) as usize);
        });
    }

    fn key(self, event: &KeyboardEvent) {
        let picked = self.picked.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => self.move_by(1),
            "ArrowUp" => self.move_by(-1),
            "Enter" | "Tab" if self.is_open() && picked.is_some() => {
                picked.into_iter().for_each(|at| self.take(at));
            }
            "Escape" if self.is_open() => {
                self.close();
            }
            _ => return,
        }
        event.prevent_default();
    }
}

/// The field.
#[component]
pub fn FormulaField(writing: Writing) -> impl IntoView {
    let field = Field {
        writing,
        input: NodeRef::new(),
        listed: RwSignal::new(false),
        asked: RwSignal::new(false),
        picked: RwSignal::new(None),
    };
    let mistake = Memo::new(move |_| writing.read.with(|read| read.as_ref()?.mistake.clone()));
    let is_wrong = move || mistake.with(|mistake| mistake.as_ref().is_some_and(|m| !m.unfinished));
    let text = move || writing.draft.with(|d| d.typed.formula.clone());
    let open = Memo::new(move |_| field.is_open());
    view! {
        <div class="formula">
            <label for=FIELD>"Formula"</label>
            <input type="text" id=FIELD class="mono" node_ref=field.input autofocus autocomplete="off" autocapitalize="off" spellcheck="false"
                role="combobox" aria-autocomplete="list" aria-controls=LIST
                aria-expanded=move || open.get().to_string()
                aria-activedescendant=move || field.picked.get().filter(|_| open.get()).map(option_id)
                aria-invalid=move || is_wrong().to_string() aria-describedby=MISTAKE
                placeholder="count(status = \"error\") / count()"
                prop:value=text
                on:input=move |event| field.follow(event_target_value(&event))
                on:keydown=move |event| field.key(&event)
                on:keyup=move |_| field.follow_cursor()
                on:click=move |_| field.follow_cursor()
                on:blur=move |_| field.close()/>
            <div id=MISTAKE class="mistake" aria-live="polite">{move || mistake.get().map(pointed)}</div>
            <ul id=LIST role="listbox" aria-label="What can follow" class="follows" hidden=move || !open.get()>
                {move || candidates(field)}
            </ul>
        </div>
    }
}

fn candidates(field: Field) -> impl IntoView + use<> {
    let all = field.candidates().into_iter().enumerate();
    let each = all.map(|(at, candidate)| {
        let is_picked = move || field.picked.get() == Some(at);
        // The field keeps the focus.
        let press = |event: leptos::ev::MouseEvent| event.prevent_default();
        view! {
            <li role="option" id=option_id(at) aria-selected=move || is_picked().to_string() on:mousedown=press on:click=move |_| field.take(at)>
                <code>{candidate.label}</code><span>{candidate.says}</span>
            </li>
        }
    });
    each.collect_view()
}

/// A mistake with a line that points at it. What is not finished yet is no mistake.
fn pointed(mistake: FormulaMistake) -> impl IntoView {
    let FormulaMistake {
        sentence,
        unfinished,
        pointed: [above, below],
        ..
    } = mistake;
    let line =
        (!unfinished).then(|| view! { <pre aria-hidden="true">{above}"\n"<b>{below}</b></pre> });
    view! { {line}<p class:quiet=unfinished>{sentence}</p> }
}
