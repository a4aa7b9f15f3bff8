//! What a user does: clicks, keys, text, files.

use std::path::{Path, PathBuf};

use fantoccini::Locator;
use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use serde_json::json;

use super::app::App;
use super::browser::Kind;
use super::finding::Gone;
use super::keys;

impl App {
    /// Clicks the one element of this role and name.
    pub fn click(&self, role: &str, name: &str) {
        self.begin_to_click(role, name);
        self.settle();
    }

    /// The same, without waiting for what follows.
    pub fn begin_to_click(&self, role: &str, name: &str) {
        self.act_on(role, name, async |element| element.click().await);
    }

    /// Acts on the one element of this role and name, which is found again when a redraw has taken it away.
    fn act_on(&self, role: &str, name: &str, act: impl AsyncFn(&Element) -> Result<(), CmdError>) {
        self.while_it_stays(role, name, |node| {
            let element = self.element(node)?;
            let done = self.browser().attempt(async |_| act(&element).await);
            Gone::or_panic(done)
        });
    }

    /// Clicks it twice, as fast as the browser takes it.
    pub fn double_click(&self, role: &str, name: &str) {
        self.on(role, name, "function() { this.scrollIntoView() }");
        self.act_on(role, name, async |element| {
            let over = PointerAction::MoveToElement {
                element: element.clone(),
                duration: None,
                x: 0.0,
                y: 0.0,
            };
            let button = MOUSE_BUTTON_LEFT;
            let (down, up) = (PointerAction::Down { button }, PointerAction::Up { button });
            let twice = [over, down.clone(), up.clone(), down, up]
                .into_iter()
                .fold(MouseActions::new("mouse".into()), InputSource::then);
            element.clone().client().perform_actions(twice).await
        });
        self.settle();
    }

    /// Gives the keyboard to the one element of this role and name.
    pub fn focus(&self, role: &str, name: &str) {
        self.on(role, name, "function() { this.focus() }");
    }

    /// Replaces the text of a field and leaves it.
    pub fn fill(&self, role: &str, name: &str, text: &str) {
        self.begin_to_fill(role, name, text);
        self.press("Tab");
    }

    /// Replaces the text of a field and stays in it.
    pub fn begin_to_fill(&self, role: &str, name: &str, text: &str) {
        self.on(role, name, "function() { this.focus(); this.select() }");
        self.type_text(text);
    }

    /// Chooses an option of a list by its text.
    pub fn select(&self, name: &str, option: &str) {
        self.begin_to_select(name, option);
        self.settle();
    }

    /// The same, without waiting for what follows.
    pub fn begin_to_select(&self, name: &str, option: &str) {
        self.act_on("combobox", name, async |element| {
            element.select_by_label(option).await
        });
    }

    /// Presses a key or chord, such as `Tab` or `Control+Z`, on whatever has the focus.
    pub fn press(&self, chord: &str) {
        let actions = keys::chord(chord);
        self.browser()
            .wait(async |client| client.perform_actions(actions).await);
        self.settle();
    }

    /// Types characters into whatever has the focus.
    pub fn type_text(&self, text: &str) {
        match self.browser().kind() {
            Kind::Chromium => drop(
                self.browser()
                    .devtools("Input.insertText", json!({ "text": text })),
            ),
            Kind::Firefox | Kind::WebKit => self.browser().type_keys(text),
        }
        self.settle();
    }

    /// Chooses files through the page's one file input.
    pub fn choose_files<P: AsRef<Path>>(&self, files: &[P]) {
        let files: Vec<String> = absolute(files)
            .iter()
            .map(|file| file.display().to_string())
            .collect();
        self.browser().wait(async |client| {
            let input = client.find(Locator::Css("input[type=file]")).await?;
            input.send_keys(&files.join("\n")).await
        });
        self.settle();
    }

    /// Chooses a file that is made inside the browser, as none of its size is kept here: `head`, then `row` until it has that many
    /// megabytes. Does not wait until it is read.
    pub fn begin_large_file(&self, name: &str, head: &str, row: &str, megabytes: usize) {
        let rows = 1_000_000 / row.len();
        self.browser().evaluate(&format!(
            "void (() => {{
                const chunk = {row}.repeat({rows}), chosen = new DataTransfer();
                chosen.items.add(new File([{head}, ...Array({megabytes}).fill(chunk)], {name}));
                const input = document.querySelector('input[type=file]');
                input.files = chosen.files;
                input.dispatchEvent(new Event('change', {{ bubbles: true }}));
            }})()",
            row = json!(row),
            head = json!(head),
            name = json!(name),
        ));
    }

    /// Chooses files of these names and texts, made inside the browser, all at once. Does not wait until they are read.
    pub fn begin_files(&self, files: &[(String, String)]) {
        self.browser().evaluate(&format!(
            "void (() => {{
                const chosen = new DataTransfer();
                for (const [name, text] of {files}) chosen.items.add(new File([text], name));
                const input = document.querySelector('input[type=file]');
                input.files = chosen.files;
                setTimeout(() => input.dispatchEvent(new Event('change', {{ bubbles: true }})));
            }})()",
            files = json!(files),
        ));
    }

    /// Drops files and folders from the desktop onto the middle of the page.
    pub fn drop_files<P: AsRef<Path>>(&self, files: &[P]) {
        if self.browser().is_chromium() {
            self.browser().drop_by_devtools(&absolute(files));
        } else {
            self.browser().drop_by_script(&absolute(files));
        }
        self.settle();
    }
}

/// Paths from the repository's root, as the browser wants them.
fn absolute<P: AsRef<Path>>(files: &[P]) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    files
        .iter()
        .map(|file| root.join(file))
        .inspect(|file| assert!(file.exists(), "{} is missing", file.display()))
        .collect()
}
