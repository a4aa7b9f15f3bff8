//! Outturn as its users meet it. Every verb finds things by role and accessible name, as a screen reader would, waits until they are
//! there, and then until the page says that no work is under way (`<html data-busy="false">`). What cannot be done fails the test with
//! what was there instead.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use std::{fs, thread};

use fantoccini::Client;
use fantoccini::elements::{Element, ElementRef};
use serde_json::{Value, json};

use super::browser::Browser;
use super::keys;
use super::server::Server;

/// How long a verb waits for what it needs.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often it looks.
const PAUSE: Duration = Duration::from_millis(40);
/// The page is served from a sub-path in all tests, because it must work from any.
const SUB_PATH: &str = "/some/sub-path/";
/// Query of a request that the tests themselves make.
const MARKER: &str = "?test-marker-";

/// The page in a browser of its own.
pub struct App {
    browser: Browser,
    server: Server,
}

// ---- coming and going --------------------------------------------------------------------------------------------------------------
impl App {
    /// A first visit: empty profile, 1440 × 900, light. Waits until the page is ready for work.
    pub fn open() -> Self {
        let app = Self::load();
        app.settle();
        app
    }

    /// A first visit that waits for the page's files only, for tests of the start itself.
    pub fn load() -> Self {
        let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("dist");
        assert!(
            dist.join("index.html").is_file(),
            "dist/ is not built; run scripts/build"
        );
        let server = Server::start(&dist, SUB_PATH, 0).unwrap();
        let app = Self {
            browser: Browser::start(),
            server,
        };
        app.resize(1440, 900);
        app.go_to("");
        app
    }

    /// Opens a route, for instance `#/roi`, as following a link from elsewhere would.
    pub fn go_to(&self, fragment: &str) {
        let url = format!("{}{fragment}", self.server.url());
        self.browser.wait(async |client| client.goto(&url).await);
    }

    /// Reloads the page and waits until it is ready again.
    pub fn reload(&self) {
        self.browser.wait(Client::refresh);
        self.settle();
    }

    /// Size of the viewport in CSS pixels.
    pub fn resize(&self, width: u32, height: u32) {
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.browser
            .devtools("Emulation.setDeviceMetricsOverride", size);
    }

    /// What the system says about the wish for a dark page.
    pub fn prefer_dark(&self, dark: bool) {
        let scheme = if dark { "dark" } else { "light" };
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.browser
            .devtools("Emulation.setEmulatedMedia", features);
    }

    /// Waits until the page says that no work is under way and has drawn twice since.
    pub fn settle(&self) {
        const IDLE: &str = "document.readyState === 'complete' && document.documentElement.dataset.busy === 'false'";
        self.until("the page to be idle", || {
            self.browser.evaluate(IDLE) == true
        });
        self.browser.evaluate(
            "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))",
        );
        self.until("the page to be idle", || {
            self.browser.evaluate(IDLE) == true
        });
    }
}

// ---- acting --------------------------------------------------------------------------------------------------------------------------
impl App {
    /// Clicks the one element of this role and name.
    pub fn click(&self, role: &str, name: &str) {
        let element = self.find(role, name);
        self.browser.wait(async |_| element.click().await);
        self.settle();
    }

    /// Gives the keyboard to the one element of this role and name.
    pub fn focus(&self, role: &str, name: &str) {
        self.on(role, name, "function() { this.focus() }");
    }

    /// Replaces the text of a field and leaves it.
    pub fn fill(&self, role: &str, name: &str, text: &str) {
        self.on(role, name, "function() { this.focus(); this.select() }");
        self.type_text(text);
        self.press("Tab");
    }

    /// Chooses an option of a list by its text.
    pub fn select(&self, name: &str, option: &str) {
        let element = self.find("combobox", name);
        self.browser
            .wait(async |_| element.select_by_label(option).await);
        self.settle();
    }

    /// Presses a key or chord, such as `Tab` or `Control+Z`, on whatever has the focus.
    pub fn press(&self, chord: &str) {
        let actions = keys::chord(chord);
        self.browser
            .wait(async |client| client.perform_actions(actions).await);
        self.settle();
    }

    /// Types characters into whatever has the focus.
    pub fn type_text(&self, text: &str) {
        self.browser
            .devtools("Input.insertText", json!({ "text": text }));
        self.settle();
    }

    /// Chooses files through the page's one file input.
    pub fn choose_files<P: AsRef<Path>>(&self, files: &[P]) {
        let input = self.backend_node("document.querySelector('input[type=file]')");
        self.browser.devtools(
            "DOM.setFileInputFiles",
            json!({ "files": absolute(files), "backendNodeId": input }),
        );
        self.settle();
    }

    /// Drops files from the desktop onto the middle of the page.
    pub fn drop_files<P: AsRef<Path>>(&self, files: &[P]) {
        let middle = self.browser.evaluate("[innerWidth / 2, innerHeight / 2]");
        let data = json!({ "items": [], "files": absolute(files), "dragOperationsMask": 1 });
        for kind in ["dragEnter", "dragOver", "drop"] {
            self.browser.devtools(
                "Input.dispatchDragEvent",
                json!({ "type": kind, "x": middle[0], "y": middle[1], "data": data }),
            );
        }
        self.settle();
    }
}

// ---- seeing --------------------------------------------------------------------------------------------------------------------------
impl App {
    /// Text of the one element of this role and name, as drawn.
    pub fn text(&self, role: &str, name: &str) -> String {
        as_text(&self.on(
            role,
            name,
            "function() { return this.innerText ?? this.textContent }",
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
        as_text(&self.browser.evaluate("document.body.innerText"))
    }

    /// Title of the tab.
    pub fn title(&self) -> String {
        as_text(&self.browser.evaluate("document.title"))
    }

    /// Role and accessible name of what has the focus.
    pub fn focused(&self) -> (String, String) {
        let node = self.backend_node("document.activeElement");
        let tree = self.browser.devtools(
            "Accessibility.getPartialAXTree",
            json!({ "backendNodeId": node, "fetchRelatives": false }),
        );
        (
            as_text(&tree["nodes"][0]["role"]["value"]),
            as_text(&tree["nodes"][0]["name"]["value"]),
        )
    }

    /// Bytes of a finished download, waited for.
    pub fn download(&self, name: &str) -> Vec<u8> {
        let file = self.browser.downloads().join(name);
        self.until(&format!("the download {name:?}"), || file.is_file());
        fs::read(file).unwrap()
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

    /// Names of the files downloaded so far.
    pub fn downloads(&self) -> Vec<String> {
        let entries = fs::read_dir(self.browser.downloads()).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect()
    }

    /// Picture of the viewport, kept as `tests/out/NAME.png`.
    pub fn screenshot(&self, name: &str) -> PathBuf {
        let file = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/out")
            .join(format!("{name}.png"));
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, self.browser.wait(Client::screenshot)).unwrap();
        file
    }

    /// Value of a JavaScript expression in the page, for what no user can see.
    pub fn evaluate(&self, expression: &str) -> Value {
        self.browser.evaluate(expression)
    }
}

// ---- promises ------------------------------------------------------------------------------------------------------------------------
impl App {
    /// Errors on the console since the start.
    pub fn console_errors(&self) -> Vec<String> {
        self.browser.console_errors()
    }

    /// Addresses that the page, its worker or its windows asked of any other host since the start. Nothing of it left the machine.
    pub fn foreign_requests(&self) -> Vec<String> {
        let own = format!("{}/", self.server.origin());
        let mut requested = self.requests();
        requested.retain(|url| !url.starts_with(&own));
        requested
    }

    /// All addresses that the page, its worker or its windows asked for since the start. The browser writes its log late but in order, so once a last request of ours is in it, all before are.
    pub fn requests(&self) -> Vec<String> {
        static MARKERS: AtomicU32 = AtomicU32::new(0);
        let marker = format!(
            "{}{MARKER}{}",
            self.server.url(),
            MARKERS.fetch_add(1, Ordering::Relaxed)
        );
        let mut requested = Vec::new();
        self.until("the browser's network log", || {
            self.browser
                .evaluate(&format!("fetch('{marker}').then(() => undefined)"));
            requested = self.browser.requested_by(&self.server.origin());
            requested.contains(&marker)
        });
        requested.retain(|url| !url.contains(MARKER));
        requested
    }

    /// Paths that the page's own server was asked for, relative to the page.
    pub fn own_requests(&self) -> Vec<String> {
        let requests = self.server.requests();
        requests
            .iter()
            .map(|path| path.strip_prefix(SUB_PATH).unwrap_or(path).to_owned())
            .collect()
    }

    /// Fails if anything so far logged an error or asked another origin for anything.
    pub fn was_quiet(&self) {
        assert_eq!(
            self.console_errors(),
            Vec::<String>::new(),
            "errors on the console"
        );
        assert_eq!(
            self.foreign_requests(),
            Vec::<String>::new(),
            "requests to other origins"
        );
    }

    /// What axe-core objects to on the page as it is now, one line for each rule broken.
    pub fn accessibility_violations(&self) -> Vec<String> {
        let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules/axe-core/axe.min.js");
        let axe = fs::read_to_string(axe).expect("axe-core is not installed; run scripts/setup");
        self.browser.evaluate(&format!("{axe}; undefined"));
        let violations = self.browser.evaluate(
            "axe.run(document, { resultTypes: ['violations'] }).then(found => found.violations)",
        );
        let lines = violations.as_array().unwrap().iter().map(|violation| {
            let targets: Vec<String> = violation["nodes"]
                .as_array()
                .unwrap()
                .iter()
                .map(|node| node["target"].to_string())
                .collect();
            format!(
                "{}: {} at {}",
                as_text(&violation["id"]),
                as_text(&violation["help"]),
                targets.join(" ")
            )
        });
        lines.collect()
    }
}

// ---- finding -------------------------------------------------------------------------------------------------------------------------
impl App {
    /// Looks until `found` says yes.
    pub fn until(&self, what: &str, mut found: impl FnMut() -> bool) {
        let began = Instant::now();
        while !found() {
            assert!(
                began.elapsed() < PATIENCE,
                "waited {PATIENCE:?} for {what}; the page says:\n{}",
                self.page_text()
            );
            thread::sleep(PAUSE);
        }
    }

    /// Nodes of a role in the accessibility tree, as DevTools' ids and accessible names.
    fn nodes(&self, role: &str, name: Option<&str>) -> Vec<(i64, String)> {
        let document = self
            .browser
            .devtools("DOM.getDocument", json!({ "depth": 0 }));
        let mut query = json!({ "nodeId": document["root"]["nodeId"], "role": role });
        if let Some(name) = name {
            query["accessibleName"] = json!(name);
        }
        // An error is a page that is just being replaced: nothing is there yet.
        let tree = self
            .browser
            .try_devtools("Accessibility.queryAXTree", query)
            .unwrap_or_default();
        let nodes = tree["nodes"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        let shown = nodes.iter().filter(|node| node["ignored"] != true);
        shown
            .filter_map(|node| {
                Some((
                    node["backendDOMNodeId"].as_i64()?,
                    as_text(&node["name"]["value"]),
                ))
            })
            .collect()
    }

    /// The one node of a role and name, waited for.
    fn node(&self, role: &str, name: &str) -> i64 {
        let began = Instant::now();
        loop {
            match self.nodes(role, Some(name)).as_slice() {
                [(node, _)] => return *node,
                several if began.elapsed() > PATIENCE => {
                    panic!(
                        "{} of role {role:?} are named {name:?}; names of that role: {:?}",
                        several.len(),
                        self.names(role)
                    )
                }
                _ => thread::sleep(PAUSE),
            }
        }
    }

    /// Calls a JavaScript function with the one element of a role and name as `this`.
    fn on(&self, role: &str, name: &str, function: &str) -> Value {
        self.call(self.node(role, name), function)
    }

    fn call(&self, node: i64, function: &str) -> Value {
        let object = self
            .browser
            .devtools("DOM.resolveNode", json!({ "backendNodeId": node }));
        let call = json!({ "objectId": object["object"]["objectId"], "functionDeclaration": function, "returnByValue": true });
        let mut answer = self.browser.devtools("Runtime.callFunctionOn", call);
        assert!(
            answer.get("exceptionDetails").is_none(),
            "{function} threw {}",
            answer["exceptionDetails"]
        );
        answer["result"]["value"].take()
    }

    /// DevTools' id of the node that an expression gives.
    fn backend_node(&self, expression: &str) -> i64 {
        let found = self
            .browser
            .devtools("Runtime.evaluate", json!({ "expression": expression }));
        let node = self.browser.try_devtools(
            "DOM.describeNode",
            json!({ "objectId": found["result"]["objectId"] }),
        );
        node.ok()
            .and_then(|node| node["node"]["backendNodeId"].as_i64())
            .unwrap_or_else(|| panic!("{expression} is not on the page"))
    }

    /// The one element of a role and name as WebDriver knows it. WebDriver acts only on what a user could reach.
    fn find(&self, role: &str, name: &str) -> Element {
        self.on(role, name, "function() { window.outturnTestFound = this }");
        let found = self.browser.wait(async |client| {
            client
                .execute("return window.outturnTestFound", vec![])
                .await
        });
        let id = found
            .as_object()
            .and_then(|reference| reference.values().next()?.as_str())
            .unwrap()
            .to_owned();
        self.browser.wait(async |client| {
            Ok::<_, String>(Element::from_element_id(
                client.clone(),
                ElementRef::from(id),
            ))
        })
    }
}

impl Drop for App {
    /// A failed test leaves its last picture in `tests/out/`.
    fn drop(&mut self) {
        if thread::panicking() {
            let test = thread::current()
                .name()
                .unwrap_or("test")
                .replace("::", "-");
            let picture = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                self.screenshot(&format!("failed-{test}"))
            }));
            if let Ok(file) = picture {
                eprintln!("the page at that moment: {}", file.display());
            }
        }
    }
}

fn as_text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Paths from the repository's root, as the browser wants them.
fn absolute<P: AsRef<Path>>(files: &[P]) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    files
        .iter()
        .map(|file| root.join(file))
        .inspect(|file| assert!(file.is_file(), "{} is missing", file.display()))
        .collect()
}
