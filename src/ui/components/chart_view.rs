//! A chart on the page: drawn sharp, read by pointer and keys, shown as a table, saved as a picture.

use super::DataTableView;
use crate::actions::save::{PictureForm, save_picture};
use crate::browser::canvas::draw_to_canvas;
use crate::browser::document::pixel_ratio;
use crate::browser::resize::Watch;
use crate::state::App;
use leptos::prelude::*;
use outturn_chart::{Chart, Options, Reading, Size, Theme};

/// A chart in a panel, with heading, table and menu.
#[component]
pub fn ChartPanel(
    /// What is drawn.
    #[prop(into)]
    chart: Signal<Chart>,
    /// What stands between heading and picture, such as a choice that belongs to it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (as_table, set_as_table) = signal(false);
    let title = Memo::new(move |_| chart.with(|c| c.title.clone()));
    let table_label = move || {
        if as_table.get() {
            "Show chart"
        } else {
            "Show table"
        }
    };
    view! {
        <figure class="panel">
            <div class="head">
                <h2>{title}</h2>
                <span class="quiet">{move || chart.with(|c| c.subtitle.clone())}</span>
                <div class="tools-row">
                    <button
                        class="link"
                        aria-label=move || format!("{}: {}", table_label(), title.get())
                        on:click=move |_| set_as_table.update(|t| *t = !*t)
                    >
                        {table_label}
                    </button>
                    <PictureMenu chart=chart/>
                </div>
            </div>
            {children.map(|children| children())}
            {move || match as_table.get() {
                true => chart.with(|c| view! {
                    <div class="chart"><div class="table" tabindex="0" role="region" aria-label=c.title.clone()>
                        <DataTableView caption=c.title.clone() table=c.table()/>
                    </div></div>
                }).into_any(),
                false => view! { <ChartView chart=chart interactive=true/> }.into_any(),
            }}
        </figure>
    }
}

/// The ways to take a chart along.
#[component]
fn PictureMenu(
    /// What is saved.
    chart: Signal<Chart>,
) -> impl IntoView {
    let app = App::here();
    let menu = NodeRef::<leptos::html::Details>::new();
    let item = move |label: &'static str, form: PictureForm| {
        let choose = move |_| {
            if let Some(menu) = menu.get_untracked() {
                menu.set_open(false);
            }
            save_picture(app, chart.get_untracked(), form);
        };
        view! { <button type="button" on:click=choose>{label}</button> }
    };
    view! {
        <details class="menu" node_ref=menu>
            <summary aria-label=move || format!("Save picture: {}", chart.with(|c| c.title.clone()))>"Save picture"</summary>
            <div>
                {item("PNG", PictureForm::Png(1))}
                {item("PNG, 2×", PictureForm::Png(2))}
                {item("PNG, 3×", PictureForm::Png(3))}
                {item("Copy PNG", PictureForm::Clipboard)}
                {item("SVG", PictureForm::Svg)}
            </div>
        </details>
    }
}

/// Only the drawing; with `interactive` it is read by pointer and arrow keys.
#[component]
pub fn ChartView(
    /// What is drawn.
    #[prop(into)]
    chart: Signal<Chart>,
    /// Read by pointer and keys.
    #[prop(optional)]
    interactive: bool,
    /// Height in CSS pixels; else the one it is read best at.
    #[prop(optional)]
    height: Option<f64>,
) -> impl IntoView {
    let app = App::here();
    let plot = NodeRef::<leptos::html::Div>::new();
    let canvas = NodeRef::<leptos::html::Canvas>::new();
    let (width, set_width) = signal(0.0_f64);
    let watch = StoredValue::new_local(None::<Watch>);
    Effect::new(move |_| {
        if let Some(plot) = plot.get() {
            watch.set_value(Watch::width(&plot, move |w| set_width.set(w)));
        }
    });
    let size = Memo::new(move |_| {
        let width = width.get();
        (width > 0.0).then(|| {
            Size::new(
                width,
                height.unwrap_or_else(|| chart.with(|c| c.natural_height(width))),
            )
        })
    });
    let (reading, set_reading) = signal(None::<Reading>);
    let draw = move |chart: &Chart| {
        let (canvas, size) = canvas.get().zip(size.get())?;
        let theme = if app.dark.get() {
            Theme::DARK
        } else {
            Theme::LIGHT
        };
        let options = Options {
            crosshair: reading.with(|r| r.as_ref().map(|r| r.index)),
            ..Options::default()
        };
        draw_to_canvas(&canvas, chart, &theme, size, pixel_ratio(), options).err()
    };
    Effect::new(move |_| {
        // The chart before its size, which is computed from it.
        if let Some(error) = chart.with(draw) {
            app.warn(error.to_string());
        }
    });
    let label = move || chart.with(describe);
    let drawing = match interactive {
        false => view! { <canvas node_ref=canvas role="img" aria-label=label></canvas> }.into_any(),
        true => {
            let hover = move |event: leptos::ev::PointerEvent| {
                let at = (f64::from(event.offset_x()), f64::from(event.offset_y()));
                let read = size
                    .get_untracked()
                    .and_then(|size| chart.with_untracked(|c| c.hit(size, at.0, at.1)));
                set_reading.set(read);
            };
            let key = move |event: leptos::ev::KeyboardEvent| {
                let points = chart.with_untracked(Chart::points_len);
                let now = reading.with_untracked(|r| r.as_ref().map(|r| r.index));
                let Some(next) = step(&event.key(), now, points) else {
                    return;
                };
                event.prevent_default();
                let read = next
                    .zip(size.get_untracked())
                    .and_then(|(i, size)| chart.with_untracked(|c| c.step(size, i)));
                set_reading.set(read);
            };
            view! {
                <canvas
                    node_ref=canvas
                    role="img"
                    tabindex="0"
                    aria-label=move || format!("{} Arrow keys read the points.", label())
                    on:pointermove=hover
                    on:pointerleave=move |_| set_reading.set(None)
                    on:keydown=key
                    on:blur=move |_| set_reading.set(None)
                ></canvas>
                <Tip reading=reading width=width/>
            }
            .into_any()
        }
    };
    view! {
        <div class="chart">
            <div class="plot" node_ref=plot>{drawing}</div>
        </div>
    }
}

/// What a screen reader says of a chart.
fn describe(chart: &Chart) -> String {
    match chart.subtitle.is_empty() {
        true => format!("{}.", chart.title),
        false => format!("{}: {}.", chart.title, chart.subtitle),
    }
}

/// Where a key leads: `None` when it is not ours, `Some(None)` away from all points.
fn step(key: &str, now: Option<usize>, points: usize) -> Option<Option<usize>> {
    let last = points.checked_sub(1)?;
    Some(match (key, now) {
        ("ArrowRight" | "ArrowDown", Some(i)) => Some((i + 1).min(last)),
        ("ArrowRight" | "ArrowDown", None) | ("Home", _) => Some(0),
        ("ArrowLeft" | "ArrowUp", Some(i)) => Some(i.saturating_sub(1)),
        ("ArrowLeft" | "ArrowUp", None) | ("End", _) => Some(last),
        ("Escape", Some(_)) => None,
        _ => return None,
    })
}

/// What is read under the crosshair; the canvas draws the crosshair itself.
#[component]
fn Tip(reading: ReadSignal<Option<Reading>>, width: ReadSignal<f64>) -> impl IntoView {
    let px = |v: f64| format!("{v:.1}px");
    let shown = move || {
        reading.get().map(|reading| {
            let side = if reading.at.x > width.get() / 2.0 { "left" } else { "right" };
            let rows = reading.rows.iter().map(|(name, value)| view! { <dt>{name.clone()}</dt><dd>{value.clone()}</dd> });
            view! {
                <div class=format!("tip {side}") style:left=px(reading.at.x) style:top=px((reading.at.y - 24.0).max(0.0)) aria-hidden="true">
                    <b>{reading.heading.clone()}</b>
                    <dl>{rows.collect_view()}</dl>
                </div>
            }
        })
    };
    view! {
        {shown}
        <div class="visually-hidden" aria-live="polite">{move || reading.with(|r| r.as_ref().map(Reading::sentence))}</div>
    }
}
