//! Finding elements by role and accessible name, in the browser's own accessibility tree.

use std::thread;
use std::time::Instant;

use fantoccini::elements::{Element, ElementRef};
use serde_json::{Value, json};

use super::app::{App, PATIENCE, PAUSE};
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
    pub(super) fn nodes(&self, role: &str, name: Option<&str>) -> Vec<(i64, String)> {
        let document = self
            .browser()
            .devtools("DOM.getDocument", json!({ "depth": 0 }));
        let mut query = json!({ "nodeId": document["root"]["nodeId"], "role": role });
        if let Some(name) = name {
            query["accessibleName"] = json!(name);
        }
        // An error is a page that is just being replaced: nothing is there yet.
        let tree = self
            .browser()
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
    pub(super) fn on(&self, role: &str, name: &str, function: &str) -> Value {
        self.call(self.node(role, name), function)
    }

    /// Calls a JavaScript function that gives a promise, with the one element of a role and name as `this`, and waits for its value.
    pub fn measure(&self, role: &str, name: &str, function: &str, times: usize) -> Value {
        let bound = format!("function() {{ return ({function}).call(this, {times}) }}");
        self.on(role, name, &bound)
    }

    fn call(&self, node: i64, function: &str) -> Value {
        let object = self
            .browser()
            .devtools("DOM.resolveNode", json!({ "backendNodeId": node }));
        let call = json!({ "objectId": object["object"]["objectId"], "functionDeclaration": function, "returnByValue": true, "awaitPromise": true });
        let mut answer = self.browser().devtools("Runtime.callFunctionOn", call);
        assert!(
            answer.get("exceptionDetails").is_none(),
            "{function} threw {}",
            answer["exceptionDetails"]
        );
        answer["result"]["value"].take()
    }

    /// DevTools' id of the node that an expression gives.
    pub(super) fn backend_node(&self, expression: &str) -> i64 {
        let found = self
            .browser()
            .devtools("Runtime.evaluate", json!({ "expression": expression }));
        let node = self.browser().try_devtools(
            "DOM.describeNode",
            json!({ "objectId": found["result"]["objectId"] }),
        );
        node.ok()
            .and_then(|node| node["node"]["backendNodeId"].as_i64())
            .unwrap_or_else(|| panic!("{expression} is not on the page"))
    }

    /// The one element of a role and name as WebDriver knows it. WebDriver acts only on what a user could reach.
    pub(super) fn find(&self, role: &str, name: &str) -> Element {
        self.on(role, name, "function() { window.outturnTestFound = this }");
        let found = self.browser().wait(async |client| {
            client
                .execute("return window.outturnTestFound", vec![])
                .await
        });
        let id = found
            .as_object()
            .and_then(|reference| reference.values().next()?.as_str())
            .unwrap()
            .to_owned();
        self.browser().wait(async |client| {
            Ok::<_, String>(Element::from_element_id(
                client.clone(),
                ElementRef::from(id),
            ))
        })
    }
}

pub(super) fn as_text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
