//! What Firefox and WebKit are asked for by WebDriver alone: elements by the role and name that the browser itself computes for them, and
//! JavaScript.

use std::fs;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use fantoccini::Client;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value, json};

use super::browser::Browser;
use super::finding::Gone;

/// How long a window is given to take another size.
const PAUSE: Duration = Duration::from_millis(50);

/// Notes what goes wrong in the page from now on. Put there once the page's files are loaded, when its program is just starting. That
/// an observer of sizes hears of the next change a frame later is an event of this kind too, but no fault: no browser logs it.
const WATCH: &str = "(() => {
    const seen = window.outturnTestSeen = [];
    addEventListener('error', ({ message, target }) => {
        if (!message?.startsWith('ResizeObserver loop')) seen.push(`error: ${message ?? target.outerHTML}`);
    }, true);
    addEventListener('unhandledrejection', event => seen.push(`unhandled: ${event.reason}`));
    addEventListener('securitypolicyviolation', event => seen.push(`Content Security Policy: ${event.blockedURI}`));
    const say = console.error;
    console.error = (...words) => { seen.push(words.join(' ')); say.apply(console, words); };
})()";

/// Elements that may have a role, by the names that Chromium has for roles.
const CANDIDATES: [(&str, &str); 17] = [
    ("article", "article"),
    ("button", "button, [role=button]"),
    ("checkbox", "input[type=checkbox]"),
    ("combobox", "select"),
    ("dialog", "dialog, [role=dialog]"),
    ("DisclosureTriangle", "summary"),
    ("group", "fieldset, details, [role=group]"),
    ("heading", "h1, h2, h3, h4, h5, h6"),
    ("image", "img, [role=img]"),
    ("link", "a[href]"),
    ("progressbar", "progress, [role=progressbar]"),
    ("radio", "input[type=radio]"),
    (
        "region",
        "section[aria-label], section[aria-labelledby], [role=region]",
    ),
    ("row", "tr"),
    ("slider", "input[type=range]"),
    ("term", "dt"),
    ("textbox", "input:not([type]), input[type=text], textarea"),
];

impl Browser {
    /// Value of a JavaScript expression, awaited if it is a promise; `given` are its `arguments`.
    pub(super) fn execute(&self, expression: &str, given: Vec<Value>) -> Value {
        match self.try_execute(expression, given) {
            Ok(value) => value,
            Err(error) => panic!("the browser refused: {error}"),
        }
    }

    /// As [`Self::execute`]; an error is for instance an element among `given` that a redraw has just removed.
    fn try_execute(&self, expression: &str, mut given: Vec<Value>) -> Result<Value, CmdError> {
        let script = format!(
            "const answer = arguments[arguments.length - 1], given = [...arguments];
            (async () => ({expression}))().then(value => answer({{ value }}), error => answer({{ threw: String(error) }}))"
        );
        let mut answer = self.attempt(async |client| {
            client
                .execute_async(&script, std::mem::take(&mut given))
                .await
        })?;
        assert!(
            answer.get("threw").is_none(),
            "the expression {expression:.200} threw {}",
            answer["threw"]
        );
        Ok(answer["value"].take())
    }

    /// Calls a JavaScript function with an element as `this`; nothing happens if a redraw has just removed it.
    pub(super) fn call_on(&self, element: &Element, function: &str) -> Result<Value, Gone> {
        let given = serde_json::to_value(element).unwrap();
        let called = self.try_execute(&format!("({function}).call(given[0])"), vec![given]);
        Gone::or_panic(called)
    }

    /// Elements of a role that are not hidden, with their accessible names.
    pub(super) fn elements(&self, role: &str, name: Option<&str>) -> Vec<(Element, String)> {
        let candidates = CANDIDATES.iter().find(|(known, _)| *known == role);
        let (_, selector) =
            candidates.unwrap_or_else(|| panic!("{role:?} is not among CANDIDATES"));
        let shown = format!(
            "[...document.querySelectorAll({})].filter(element =>
                element.checkVisibility({{ visibilityProperty: true }}) && !element.closest('[aria-hidden=true], [inert]'))",
            json!(selector)
        );
        let shown = self.execute(&shown, vec![]);
        let elements = shown.as_array().map(Vec::as_slice).unwrap_or_default();
        let named = elements.iter().filter_map(|element| {
            let element = self.element(element);
            // Names by what an element contains are not for terms, says the standard; people read them all the same.
            let label = if role == "term" {
                let read = "function() { return this.textContent }";
                self.call_on(&element, read).ok()?
            } else {
                self.computed(&element, "computedlabel")?
            };
            Some((element, label.as_str()?.to_owned()))
        });
        named
            .filter(|(_, label)| name.is_none_or(|name| label == name))
            .collect()
    }

    /// Role and accessible name of what has the focus.
    pub(super) fn focused_element(&self) -> (String, String) {
        let element = self.wait(Client::active_element);
        let text = |what| {
            let computed = self.computed(&element, what).unwrap_or_default();
            computed.as_str().unwrap_or_default().to_owned()
        };
        (text("computedrole"), text("computedlabel"))
    }

    /// The element of a reference that a script has returned.
    pub(super) fn element(&self, reference: &Value) -> Element {
        let id = reference
            .as_object()
            .and_then(|entry| entry.values().next()?.as_str());
        let id = ElementRef::from(id.unwrap().to_owned());
        self.wait(async |client| Ok::<_, String>(Element::from_element_id(client.clone(), id)))
    }

    /// Types characters, each as its key.
    pub(super) fn type_keys(&self, text: &str) {
        let keys = text
            .chars()
            .flat_map(|value| [KeyAction::Down { value }, KeyAction::Up { value }]);
        let actions = keys.fold(KeyActions::new("keyboard".into()), InputSource::then);
        self.wait(async |client| client.perform_actions(actions).await);
    }

    /// Drops files onto the middle of the page: WebDriver has no drag from the desktop, so the events are made by a script.
    pub(super) fn drop_by_script(&self, files: &[PathBuf]) {
        let files = files.iter().map(|file| {
            let name = file.file_name().unwrap().to_string_lossy();
            json!([name, BASE64_STANDARD.encode(fs::read(file).unwrap())])
        });
        let drop = "(() => {
            const dataTransfer = new DataTransfer();
            for (const [name, bytes] of given[0])
                dataTransfer.items.add(new File([Uint8Array.from(atob(bytes), byte => byte.charCodeAt(0))], name));
            const middle = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
            for (const kind of ['dragenter', 'dragover', 'drop'])
                middle.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true, composed: true }));
        })()";
        self.execute(drop, vec![files.collect()]);
    }

    /// Sets the window so that the page has this size.
    pub(super) fn resize_window(&self, width: u32, height: u32) {
        let wanted = json!([width, height]);
        for _ in 0..20 {
            let inner: [u32; 2] =
                serde_json::from_value(self.evaluate("[innerWidth, innerHeight]")).unwrap();
            if json!(inner) == wanted {
                return;
            }
            // What surrounds the page stays as it is.
            let outer: [u32; 2] =
                serde_json::from_value(self.evaluate("[outerWidth, outerHeight]")).unwrap();
            let (width, height) = (
                (outer[0] + width).saturating_sub(inner[0]),
                (outer[1] + height).saturating_sub(inner[1]),
            );
            self.wait(async |client| client.set_window_size(width, height).await);
            thread::sleep(PAUSE); // the window manager, or its absence, takes its time
        }
        panic!("this browser has no window with a page of {width} × {height}");
    }

    /// From now on what goes wrong in the page is noted there.
    pub(super) fn watch(&self) {
        self.execute(WATCH, vec![]);
    }

    /// What has gone wrong in the page since last asked.
    pub(super) fn seen_by_watch(&self) -> Vec<String> {
        let seen = self.execute("window.outturnTestSeen?.splice(0) ?? []", vec![]);
        serde_json::from_value(seen).unwrap()
    }

    /// What the browser has computed about an element; nothing if that has gone meanwhile.
    fn computed(&self, element: &Element, what: &'static str) -> Option<Value> {
        let element = element.element_id().to_string();
        self.attempt(async |client| client.issue_cmd(Computed { element, what }).await)
            .ok()
    }
}

/// The standard's Get Computed Role and Get Computed Label.
#[derive(Debug)]
struct Computed {
    element: String,
    what: &'static str,
}

impl WebDriverCompatibleCommand for Computed {
    fn endpoint(
        &self,
        base_url: &url::Url,
        session_id: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        let session = session_id.unwrap_or_default();
        base_url.join(&format!(
            "session/{session}/element/{}/{}",
            self.element, self.what
        ))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::GET, None)
    }
}
