//! Looking at a snapshot: what the page once wrote, opened beside the work.

use super::navigate::go;
use crate::browser::file::File;
use crate::browser::programs;
use crate::state::{App, OpenSnapshot, Route, Screen};
use leptos::prelude::*;
use outturn_protocol::ReadSnapshot;
use outturn_threads::blob::read_slice;
use std::sync::Arc;

/// What snapshot files end with.
pub const SNAPSHOT_ENDING: &str = ".outturn.json";

/// The longest snapshot that is read. One of a hundred metrics has a few megabytes.
const LONGEST: f64 = 256.0 * 1024.0 * 1024.0;

/// Opens a snapshot to be looked at; the work stays as it is.
pub fn open_snapshot(app: App, file: File) {
    app.working.update(|n| *n += 1);
    leptos::task::spawn_local(async move {
        let name = file.name();
        let read = match text_of(&file).await {
            Ok(text) => opened(app, text).await,
            Err(reason) => Err(reason),
        };
        match read {
            Ok((text, opened)) => {
                let screen = app.route.with_untracked(|route| route.screen);
                let before = app.snapshot.with_untracked(|s| s.as_ref().map(|s| s.back));
                let back = match screen {
                    Screen::Snapshot => before.unwrap_or_default(),
                    screen => screen,
                };
                app.snapshot.set(Some(OpenSnapshot {
                    name,
                    text,
                    locale: app.locale().tag,
                    back,
                    opened,
                }));
                go(&Route::to(Screen::Snapshot));
            }
            Err(reason) => app.warn(format!("{name} was not opened. {reason}")),
        }
        app.working.update(|n| *n -= 1);
    });
}

/// Writes the figures of the open snapshot as the user wants them now.
pub fn write_again(app: App) {
    let Some(open) = app.snapshot.get_untracked() else {
        return;
    };
    if open.locale == app.locale().tag {
        return;
    }
    app.working.update(|n| *n += 1);
    leptos::task::spawn_local(async move {
        let locale = app.locale().tag;
        match opened(app, open.text.clone()).await {
            Ok((_, opened)) => app.snapshot.set(Some(OpenSnapshot {
                locale,
                opened,
                ..open
            })),
            Err(reason) => app.warn(format!("{} was not written anew. {reason}", open.name)),
        }
        app.working.update(|n| *n -= 1);
    });
}

/// Goes back to the work.
pub fn back_to_work(app: App) {
    let back = app.snapshot.with_untracked(|s| s.as_ref().map(|s| s.back));
    go(&Route::to(back.unwrap_or_default()));
}

async fn text_of(file: &File) -> Result<Arc<str>, String> {
    let length = file.size();
    if length > LONGEST {
        return Err("It is longer than any snapshot.".to_owned());
    }
    let bytes = read_slice(file, 0.0, length).await;
    let bytes = bytes.map_err(|error| error.to_string())?;
    let text = String::from_utf8(bytes);
    let damaged = "This snapshot is damaged: it is not all text. Copy it again.";
    Ok(text.map_err(|_| damaged.to_owned())?.into())
}

async fn opened(
    app: App,
    text: Arc<str>,
) -> Result<(Arc<str>, Arc<outturn_report::opened::Opened>), String> {
    let question = ReadSnapshot {
        text: text.to_string(),
        locale: app.locale().tag.to_owned(),
    };
    let (opened, _) = programs::ask(&question, &[]).await?;
    Ok((text, Arc::new(*opened?)))
}
