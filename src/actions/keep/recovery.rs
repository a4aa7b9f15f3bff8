//! Work that this version of the page cannot read, or that was set aside: it is left alone until the user decides.

use super::saving::save_soon;
use super::tabs::{self, bring_together};
use crate::actions::rescue::all_files;
use crate::actions::sync_files::sync_files;
use crate::actions::workspace::{Report, save_stored};
use crate::browser::document::now_as_text;
use crate::state::App;
use leptos::prelude::*;
use outturn_store::document::Document;
use outturn_store::{Opened, StoreError};

/// Saves work that this version cannot read, or that was set aside, as it is stored.
pub fn save_as_stored(app: App, text: String, files: Option<Vec<String>>) {
    app.working.update(|n| *n += 1);
    leptos::task::spawn_local(async move {
        let keep = app.keep.get_value();
        let ids = match files {
            Some(files) => Ok(files),
            None => all_files(&keep.keeper).await,
        };
        let saved = match ids {
            Ok(ids) => save_stored(&keep.keeper, &text, &ids).await,
            Err(reason) => Err(reason),
        };
        match saved {
            Ok(Report {
                said,
                complete: true,
            }) => app.tell(said),
            Ok(Report { said, .. }) => app.warn(said),
            Err(reason) => app.warn(reason),
        }
        app.working.update(|n| *n -= 1);
    });
}

/// Begins new work beside what cannot be read, which is set aside whole.
pub fn start_empty(app: App) {
    with_work(app, async move {
        let keep = app.keep.get_value();
        let asides = keep.keeper.set_aside(&now_as_text()).await?;
        app.asides.set(asides);
        app.role.set(tabs::role(app));
        tabs::say_saved(app);
        // What was added meanwhile is the new work.
        save_soon(app);
        tabs::take_over(app);
        Ok(())
    });
}

/// Opens work that was set aside, in place of the present one, which is set aside instead.
pub fn bring_back(app: App, key: String) {
    with_work(app, async move {
        let keep = app.keep.get_value();
        super::saving::save(app).await;
        let _comparing = keep.comparing.lock().await;
        let (opened, asides) = keep.keeper.bring_back(&key, &now_as_text()).await?;
        app.asides.set(asides);
        if let Opened::Work(document) = opened {
            app.adopt(*document, true);
            sync_files(app);
            tabs::say_saved(app);
        } else {
            bring_together(app, &Document::default(), opened);
        }
        Ok(())
    });
}

/// Deletes work that was set aside, with the files that nothing else needs.
pub fn delete_aside(app: App, key: String) {
    with_work(app, async move {
        let keep = app.keep.get_value();
        let held = app
            .document()
            .with_untracked(|d| d.files.iter().map(|f| f.id.clone()).collect());
        app.asides.set(keep.keeper.delete_aside(&key, &held).await?);
        Ok(())
    });
}

fn with_work(app: App, work: impl Future<Output = Result<(), StoreError>> + 'static) {
    app.working.update(|n| *n += 1);
    leptos::task::spawn_local(async move {
        if let Err(error) = work.await {
            app.warn(format!("That was not done: {error}. Nothing was changed."));
        }
        app.working.update(|n| *n -= 1);
    });
}
