//! Chromium, by ChromeDriver and the DevTools protocol: its own accessibility tree, console and log of the network.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use serde_json::{Map, Value, json};

use super::browser::Browser;
use super::driver::{Driver, Port, program};
use super::finding::{Gone, as_text};

/// Name of Chromium's own log of all its network activity, in the test's folder.
const NETWORK_LOG: &str = "network.json";

/// Starts ChromeDriver.
pub fn driver(folder: &Path) -> Driver {
    Driver::start(folder, || {
        let mut command = Command::new(program("CHROMEDRIVER", "chromedriver"));
        command.arg("--port=0");
        (command, Port::Written("successfully on port "))
    })
}

/// The flags of `webdriver.json`, an empty profile, and no host but this machine.
pub fn capabilities(folder: &Path, downloads: &Path) -> Capabilities {
    let file = File::open(concat!(env!("CARGO_MANIFEST_DIR"), "/webdriver.json")).unwrap();
    let mut capabilities: Map<String, Value> = serde_json::from_reader(file).unwrap();
    let options = &mut capabilities["goog:chromeOptions"];
    let args = options["args"].as_array_mut().unwrap();
    args.push(json!(format!(
        "--user-data-dir={}",
        folder.join("profile").display()
    )));
    args.push(json!(format!(
        "--log-net-log={}",
        folder.join(NETWORK_LOG).display()
    )));
    args.push(json!(
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    ));
    if let Ok(program) = env::var("CHROME") {
        options["binary"] = json!(program);
    }
    options["prefs"] = json!({
        "download.default_directory": downloads,
        "download.prompt_for_download": false,
        // Figures are written as the languages of the browser want them.
        "intl.accept_languages": "en-US,en",
    });
    capabilities.insert("goog:loggingPrefs".into(), json!({ "browser": "ALL" }));
    capabilities
}

impl Browser {
    /// Sends a command of the DevTools protocol and returns its result.
    pub fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.try_devtools(command, parameters)
            .unwrap_or_else(|error| panic!("{command} failed: {error}"))
    }

    /// As [`Self::devtools`]; an error is for instance a node that a redraw has just removed.
    pub fn try_devtools(&self, command: &str, parameters: Value) -> Result<Value, String> {
        self.vendor(
            "goog/cdp/execute",
            json!({ "cmd": command, "params": parameters }),
        )
    }

    pub(super) fn evaluate_by_devtools(&self, expression: &str) -> Value {
        let mut answer = self.devtools(
            "Runtime.evaluate",
            json!({ "expression": expression, "awaitPromise": true, "returnByValue": true }),
        );
        if let Some(exception) = answer.get("exceptionDetails") {
            panic!("the expression {expression:.200} threw {exception}");
        }
        answer["result"]["value"].take()
    }

    /// Drops files from the desktop onto the middle of the page.
    pub(super) fn drop_by_devtools(&self, files: &[PathBuf]) {
        let middle = self.evaluate("[innerWidth / 2, innerHeight / 2]");
        let data = json!({ "items": [], "files": files, "dragOperationsMask": 1 });
        for kind in ["dragEnter", "dragOver", "drop"] {
            self.devtools(
                "Input.dispatchDragEvent",
                json!({ "type": kind, "x": middle[0], "y": middle[1], "data": data }),
            );
        }
    }

    /// Errors on the console since they were last asked for.
    pub(super) fn console_by_chromedriver(&self) -> Vec<String> {
        let log = self.vendor("se/log", json!({ "type": "browser" }));
        let log = log.unwrap_or_else(|error| panic!("ChromeDriver gave no log: {error}"));
        let entries = log.as_array().map(Vec::as_slice).unwrap_or_default();
        let severe = entries.iter().filter(|entry| entry["level"] == "SEVERE");
        severe
            .map(|entry| entry["message"].as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// Everything that pages of `origin`, their workers or windows asked any network for, as far as Chromium has written its log. What
    /// the browser wants for itself has no such initiator. (DevTools' network events would leave out requests made inside a worker.)
    pub fn requested_by(&self, origin: &str) -> Vec<String> {
        let log = fs::read(self.folder().join(NETWORK_LOG)).unwrap_or_default();
        let events = log.split(|&byte| byte == b'\n').filter_map(|line| {
            let line = line.strip_suffix(b",").unwrap_or(line); // one event a line; the last one may be incomplete
            serde_json::from_slice::<Value>(line).ok()
        });
        let own = events.filter(|event| event["params"]["initiator"] == origin);
        own.filter_map(|event| event["params"]["url"].as_str().map(str::to_owned))
            .collect()
    }

    /// Nodes of a role in the accessibility tree, as DevTools' ids and accessible names.
    pub(super) fn accessible_nodes(&self, role: &str, name: Option<&str>) -> Vec<(i64, String)> {
        let document = self.devtools("DOM.getDocument", json!({ "depth": 0 }));
        let mut query = json!({ "nodeId": document["root"]["nodeId"], "role": role });
        if let Some(name) = name {
            query["accessibleName"] = json!(name);
        }
        // An error is a page that is just being replaced: nothing is there yet.
        let tree = self
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

    /// Role and accessible name of what has the focus, as the accessibility tree has them.
    pub(super) fn focused_node(&self) -> (String, String) {
        let active = self.devtools(
            "Runtime.evaluate",
            json!({ "expression": "document.activeElement" }),
        );
        let object = json!({ "objectId": active["result"]["objectId"], "fetchRelatives": false });
        let tree = self.devtools("Accessibility.getPartialAXTree", object);
        let text = |what| as_text(&tree["nodes"][0][what]["value"]);
        (text("role"), text("name"))
    }

    /// Calls a JavaScript function with a node as `this`; nothing happens if a redraw has just removed it.
    pub(super) fn call_on_node(&self, node: i64, function: &str) -> Result<Value, Gone> {
        let object = self
            .try_devtools("DOM.resolveNode", json!({ "backendNodeId": node }))
            .map_err(|_| Gone)?;
        let call = json!({ "objectId": object["object"]["objectId"], "functionDeclaration": function, "returnByValue": true, "awaitPromise": true });
        let mut answer = self.devtools("Runtime.callFunctionOn", call);
        assert!(
            answer.get("exceptionDetails").is_none(),
            "{function} threw {}",
            answer["exceptionDetails"]
        );
        Ok(answer["result"]["value"].take())
    }

    fn vendor(&self, path: &'static str, body: Value) -> Result<Value, String> {
        self.attempt(async |client| client.issue_cmd(Vendor { path, body }).await)
            .map_err(|error| error.to_string())
    }
}

/// A command that ChromeDriver has beside the standard ones.
#[derive(Debug)]
struct Vendor {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Vendor {
    fn endpoint(
        &self,
        base_url: &url::Url,
        session_id: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base_url.join(&format!(
            "session/{}/{}",
            session_id.unwrap_or_default(),
            self.path
        ))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}
