//! Taking something along: a picture, the snapshot, the workspace.

use crate::browser::canvas::to_png_blob;
use crate::browser::{clipboard, file};
use crate::state::App;
use leptos::prelude::*;
use outturn_chart::svg::render_svg;
use outturn_chart::{Chart, Size, Theme};
use outturn_protocol::{Query, Unanswered};

/// In which form a picture is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureForm {
    /// PNG with so many pixels per CSS pixel.
    Png(u8),
    /// PNG at 2× on the clipboard.
    Clipboard,
    /// SVG with its text as text.
    Svg,
}

/// Width of a saved picture in CSS pixels: half a slide at 1×, a whole one at 2×.
const WIDTH: f64 = 960.0;

/// Saves a chart with title, legend and source line inside, light whatever the page's colours: it goes on paper and slides.
pub fn save_picture(app: App, chart: Chart, form: PictureForm) {
    app.working.update(|n| *n += 1);
    leptos::task::spawn_local(async move {
        match saved(&chart, form).await {
            Ok(said) => app.tell(said),
            Err(reason) => app.warn(reason),
        }
        app.working.update(|n| *n -= 1);
    });
}

/// Saves a text as a file.
pub fn save_text(app: App, name: &str, media_type: &str, text: &str) {
    match file::download_text(name, media_type, text) {
        Ok(()) => app.tell(format!("Saved {name}.")),
        Err(error) => app.warn(error.to_string()),
    }
}

/// Asks the worker for a table as CSV and saves it.
pub fn save_csv<Q: Query<Answer = String>>(app: App, question: &Q, name: String) {
    app.engine
        .get_value()
        .ask(question, None, move |answer| match answer {
            Ok(csv) => save_text(app, &name, "text/csv", &csv),
            Err(Unanswered::Failed(reason)) => app.warn(reason),
            Err(_) => {}
        });
}

async fn saved(chart: &Chart, form: PictureForm) -> Result<String, String> {
    let size = Size::new(WIDTH, chart.framed_height(WIDTH));
    let name = file_name(&chart.title);
    let png = async |ratio| {
        to_png_blob(chart, &Theme::LIGHT, size, ratio)
            .await
            .map_err(|e| e.to_string())
    };
    match form {
        PictureForm::Svg => {
            let svg = render_svg(chart, &Theme::LIGHT, size).map_err(|e| e.to_string())?;
            file::download_text(&format!("{name}.svg"), "image/svg+xml", &svg)
                .map_err(|e| e.to_string())?;
            Ok(format!("Saved {name}.svg."))
        }
        PictureForm::Png(ratio) => {
            let name = if ratio == 1 {
                format!("{name}.png")
            } else {
                format!("{name}@{ratio}x.png")
            };
            file::download(&name, &png(ratio).await?).map_err(|e| e.to_string())?;
            Ok(format!("Saved {name}."))
        }
        PictureForm::Clipboard => {
            clipboard::copy_png(&png(2).await?)
                .await
                .map_err(|e| e.to_string())?;
            Ok("The picture is on the clipboard.".to_owned())
        }
    }
}

/// A title as the name of a file: `Time to recover` → `time-to-recover`.
#[must_use]
pub fn file_name(title: &str) -> String {
    let words: Vec<String> = title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .take(8)
        .collect();
    if words.is_empty() {
        "picture".to_owned()
    } else {
        words.join("-")
    }
}
