//! What a user sees and hears: texts, values, names, downloads.

use std::fs;
use std::path::{Path, PathBuf};

use fantoccini::Client;
use serde_json::{Value, json};

use super::app::App;
use super::browser::Kind;
use super::finding::as_text;
impl App {
    /// Text of the one element of this role and name, as drawn.
    pub fn text(&self, role: &str, name: &str) -> String {
        as_text(&self.on(
            role,
            name,
            "function() { return this.innerText ?? this.textContent }",
        ))
    }

    /// What the scorecard shows of a metric: its card or, of one without data, `No data` and what it needs.
    pub fn metric(&self, name: &str) -> String {
        let lacking = format!(
            "[...document.querySelectorAll('.lacking li')].find(item => item.querySelector('b').textContent === {})?.textContent ?? ''",
            Value::from(name)
        );
        let needs = self.evaluate(&lacking);
        match needs.as_str().filter(|needs| !needs.is_empty()) {
            Some(needs) => format!("No data\n{needs}"),
            None => self.text("article", name),
        }
    }

    /// What a list of terms says of one of them, such as a figure by its name.
    pub fn definition(&self, term: &str) -> String {
        as_text(&self.on(
            "term",
            term,
            "function() { return this.nextElementSibling.innerText }",
        ))
    }

    /// What screen readers were last told without asking.
    pub fn heard(&self) -> String {
        as_text(&self.browser().evaluate(
            "[...document.querySelectorAll('[aria-live]')].map(region => region.textContent).join(' ')",
        ))
    }

    /// Value of the one field of this role and name.
    pub fn value(&self, role: &str, name: &str) -> String {
        as_text(&self.on(role, name, "function() { return String(this.value) }"))
    }

    /// An attribute of the one element of this role and name.
    pub fn attribute(&self, role: &str, name: &str, attribute: &str) -> Option<String> {
        let declaration = format!(
            "function() {{ return this.getAttribute({}) }}",
            json!(attribute)
        );
        self.on(role, name, &declaration)
            .as_str()
            .map(str::to_owned)
    }

    /// Accessible names of all elements of a role, in the order of the page.
    pub fn names(&self, role: &str) -> Vec<String> {
        self.nodes(role, None)
            .into_iter()
            .map(|(_, name)| name)
            .collect()
    }

    /// Whether an element of this role and name is there now.
    pub fn has(&self, role: &str, name: &str) -> bool {
        !self.nodes(role, Some(name)).is_empty()
    }

    /// Waits until the page shows this text somewhere.
    pub fn sees(&self, text: &str) {
        self.until(&format!("the text {text:?}"), || {
            self.page_text().contains(text)
        });
    }

    /// All text on the page, as drawn.
    pub fn page_text(&self) -> String {
        as_text(&self.browser().evaluate("document.body.innerText"))
    }

    /// Title of the tab.
    pub fn title(&self) -> String {
        as_text(&self.browser().evaluate("document.title"))
    }

    /// Role and accessible name of what has the focus.
    pub fn focused(&self) -> (String, String) {
        match self.browser().kind() {
            Kind::Chromium => self.browser().focused_node(),
            Kind::Firefox | Kind::WebKit => self.browser().focused_element(),
        }
    }

    /// Bytes of a finished download, waited for.
    pub fn download(&self, name: &str) -> Vec<u8> {
        self.until(&format!("the download {name:?}"), || {
            self.downloads().iter().any(|finished| finished == name)
        });
        fs::read(self.browser().downloads().join(name)).unwrap()
    }

    /// Name of the first download that ends so, waited for.
    pub fn downloads_eventually(&self, ending: &str) -> String {
        let mut found = None;
        self.until(&format!("a download ending in {ending:?}"), || {
            found = self
                .downloads()
                .into_iter()
                .find(|name| name.ends_with(ending));
            found.is_some()
        });
        found.unwrap_or_default()
    }

    /// Lets pages of this server use the clipboard, as a user would who is asked.
    pub fn allow_clipboard(&self) {
        self.browser().devtools(
            "Browser.grantPermissions",
            json!({ "origin": self.server.origin(), "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] }),
        );
    }

    /// What is on the clipboard as PNG, waited for.
    pub fn clipboard_png(&self) -> Vec<u8> {
        let read = "navigator.clipboard.read()
            .then(items => items[0].getType('image/png'))
            .then(blob => blob.arrayBuffer())
            .then(buffer => [...new Uint8Array(buffer)])";
        let bytes = self.browser().evaluate(read);
        serde_json::from_value(bytes).unwrap()
    }

    /// Names of the files downloaded so far. While one arrives there is a second one beside it with an ending of the browser's own,
    /// and nothing in it yet.
    pub fn downloads(&self) -> Vec<String> {
        const ARRIVING: [&str; 3] = [".crdownload", ".part", ".wkdownload"];
        let files = fs::read_dir(self.browser().downloads()).unwrap();
        let files: Vec<_> = files.map(Result::unwrap).collect();
        let names = || {
            files
                .iter()
                .map(|file| file.file_name().to_string_lossy().into_owned())
        };
        if names().any(|name| ARRIVING.iter().any(|ending| name.ends_with(ending))) {
            return Vec::new();
        }
        let whole = files
            .iter()
            .map(|file| file.metadata().is_ok_and(|data| data.len() > 0));
        names()
            .zip(whole)
            .filter_map(|(name, whole)| whole.then_some(name))
            .collect()
    }

    /// Picture of the viewport, kept as `tests/out/NAME.png`.
    pub fn screenshot(&self, name: &str) -> PathBuf {
        let file = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/out")
            .join(format!("{name}.png"));
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, self.browser().wait(Client::screenshot)).unwrap();
        file
    }

    /// Value of a JavaScript expression in the page, for what no user can see.
    pub fn evaluate(&self, expression: &str) -> Value {
        self.browser().evaluate(expression)
    }
}
