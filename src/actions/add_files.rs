//! Adding files: dropped, chosen, or a sample.

use super::open_snapshot::SNAPSHOT_ENDING;
use super::saved_mapping::MAPPING_ENDING;
use super::share::SCENARIO_ENDING;
use super::sync_files::sync_files;
use crate::browser::document::unique_name;
use crate::browser::entries::{FileSystemEntry, all_files};
use crate::browser::file::{File, file_from_text};
use crate::browser::programs;
use crate::state::{App, Role};
use leptos::prelude::*;
use outturn_protocol::WriteSample;
use outturn_samples::Sample;
use outturn_store::document::DocumentFile;

/// What workspace files end with.
pub const WORKSPACE_ENDING: &str = ".outturn.tar";

/// Adds files to the work; a workspace file among them is opened instead, scenario files become scenarios, and mappings are given
/// to the files they were made for.
pub fn add_files(app: App, files: Vec<File>) {
    if app
        .role
        .with_untracked(|role| matches!(role, Role::Unreadable(_)))
    {
        return app.warn("Nothing was added. Decide first what becomes of the work that this version cannot read.");
    }
    let (mut workspaces, files): (Vec<File>, Vec<File>) = files
        .into_iter()
        .partition(|f| ends_with(f, WORKSPACE_ENDING));
    let Some(workspace) = workspaces.pop() else {
        return add_to_work(app, files);
    };
    if let Some(other) = workspaces.first() {
        return app.warn(format!(
            "Nothing was opened or added: {} and {} are both workspaces, and one takes the place of the other. Drop only the one you want.",
            other.name(),
            workspace.name()
        ));
    }
    app.working.update(|n| *n += 1);
    leptos::task::spawn_local(async move {
        // What came with it is added to it, not replaced by it.
        super::workspace::open_workspace(app, workspace).await;
        add_to_work(app, files);
        app.working.update(|n| *n -= 1);
    });
}

fn ends_with(file: &File, ending: &str) -> bool {
    file.name().to_ascii_lowercase().ends_with(ending)
}

fn add_to_work(app: App, files: Vec<File>) {
    let (snapshots, files): (Vec<File>, Vec<File>) = files
        .into_iter()
        .partition(|f| ends_with(f, SNAPSHOT_ENDING));
    open_snapshots(app, snapshots);
    let (scenarios, files): (Vec<File>, Vec<File>) = files
        .into_iter()
        .partition(|f| ends_with(f, SCENARIO_ENDING));
    if !scenarios.is_empty() {
        super::share::open_scenario_files(app, scenarios);
    }
    let (mappings, files): (Vec<File>, Vec<File>) = files
        .into_iter()
        .partition(|f| ends_with(f, MAPPING_ENDING));
    for file in mappings {
        super::saved_mapping::open_mapping(app, file);
    }
    if !files.is_empty() {
        add(app, files, false);
    }
}

/// Shows the last one; there is one view of a snapshot.
fn open_snapshots(app: App, mut snapshots: Vec<File>) {
    let Some(shown) = snapshots.pop() else { return };
    if !snapshots.is_empty() {
        app.tell(format!("Of several snapshots {} is shown.", shown.name()));
    }
    super::open_snapshot::open_snapshot(app, shown);
}

/// Adds the files of dropped folders, and says what of them is not added.
pub fn add_dropped(app: App, dropped: Vec<FileSystemEntry>) {
    app.working.update(|n| *n += 1);
    leptos::task::spawn_local(async move {
        let (files, left_out) = all_files(dropped).await;
        let added = files.len();
        if added > 0 {
            add_files(app, files);
        }
        if let Some(said) = left_out.sentence(added) {
            app.tell(said);
        }
        app.working.update(|n| *n -= 1);
    });
}

/// Adds the files of a sample, marked as such. Files of samples that are there already are replaced, not doubled.
pub fn add_sample(app: App, sample: &Sample) {
    let question = WriteSample {
        id: sample.id.to_owned(),
    };
    app.working.update(|n| *n += 1);
    leptos::task::spawn_local(async move {
        match written(&question).await {
            Ok(files) => add(app, files, true),
            Err(reason) => app.warn(reason),
        }
        app.working.update(|n| *n -= 1);
    });
}

async fn written(question: &WriteSample) -> Result<Vec<File>, String> {
    let (files, _) = programs::ask(question, &[]).await?;
    let files = files.iter().map(|(name, text)| file_from_text(name, text));
    files
        .collect::<Result<_, _>>()
        .map_err(|error| error.to_string())
}

fn add(app: App, files: Vec<File>, sample: bool) {
    let named: Vec<(String, File)> = files
        .into_iter()
        .map(|file| (unique_name(), file))
        .collect();
    app.originals.update_value(|originals| {
        for (id, file) in &named {
            originals.insert(id.clone(), file.clone().into());
        }
    });
    app.blobs.update_value(|blobs| {
        for (id, file) in &named {
            blobs.insert(id.clone(), file.clone().into());
        }
    });
    app.change(|document| {
        let mut names: Vec<String> = named.iter().map(|(_, file)| file.name()).collect();
        if sample {
            document
                .files
                .retain(|file| !(file.sample && names.contains(&file.name)));
        } else {
            names = document.names_for(names);
        }
        let files = named.iter().zip(&names);
        document
            .files
            .extend(files.map(|((id, file), name)| DocumentFile {
                bytes: file.size() as u64,
                saved_at: (!sample).then(|| file.last_modified() as i64),
                ..DocumentFile::new(id, name, sample)
            }));
    });
    sync_files(app);
    for (id, _) in &named {
        app.files.update(id, |file| file.fresh = true);
    }
}
