//! Finding elements by role and accessible name, both as the browser itself computes them.

use std::thread;
use std::time::Instant;

use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use serde_json::Value;

use super::app::{App, PATIENCE, PAUSE};

/// Something on the page, as the browser's driver names it.
pub(super) enum Node {
    /// In Chromium's accessibility tree, by DevTools' id.
    Accessible(i64),
    /// In the document, by WebDriver.
    Element(Element),
}

/// A redraw took an element away after it was found.
pub(super) struct Gone;

impl Gone {
    /// Any other error is the end of the test.
    pub(super) fn or_panic<T>(done: Result<T, CmdError>) -> Result<T, Self> {
        done.map_err(|error| {
            // WebKit has an error of its own for it.
            let gone =
                error.is_stale_element_reference() || error.to_string().contains("was not found");
            assert!(gone, "the browser refused: {error}");
            Self
        })
    }
}

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

    /// What there is of a role, with accessible names.
    pub(super) fn nodes(&self, role: &str, name: Option<&str>) -> Vec<(Node, String)> {
        let browser = self.browser();
        if browser.is_chromium() {
            let nodes = browser.accessible_nodes(role, name).into_iter();
            nodes
                .map(|(id, name)| (Node::Accessible(id), name))
                .collect()
        } else {
            let elements = browser.elements(role, name).into_iter();
            elements
                .map(|(element, name)| (Node::Element(element), name))
                .collect()
        }
    }

    /// The one node of a role and name, waited for.
    fn node(&self, role: &str, name: &str) -> Node {
        let began = Instant::now();
        loop {
            let mut found = self.nodes(role, Some(name));
            if found.len() == 1 {
                return found.remove(0).0;
            }
            assert!(
                began.elapsed() < PATIENCE,
                "{} of role {role:?} are named {name:?}; names of that role: {:?}",
                found.len(),
                self.names(role)
            );
            thread::sleep(PAUSE);
        }
    }

    /// Calls a JavaScript function with the one element of a role and name as `this`.
    pub(super) fn on(&self, role: &str, name: &str, function: &str) -> Value {
        self.while_it_stays(role, name, |node| match node {
            Node::Accessible(id) => self.browser().call_on_node(id, function),
            Node::Element(element) => self.browser().call_on(&element, function),
        })
    }

    /// Calls a JavaScript function that gives a promise, with the one element of a role and name as `this`, and waits for its value.
    pub fn measure(&self, role: &str, name: &str, function: &str, times: usize) -> Value {
        let bound = format!("function() {{ return ({function}).call(this, {times}) }}");
        self.on(role, name, &bound)
    }

    /// The one element of a role and name as WebDriver knows it. WebDriver acts only on what a user could reach.
    pub(super) fn find(&self, role: &str, name: &str) -> Element {
        self.while_it_stays(role, name, |node| self.element(node))
    }

    /// A node as WebDriver knows it.
    pub(super) fn element(&self, node: Node) -> Result<Element, Gone> {
        let id = match node {
            Node::Element(element) => return Ok(element),
            Node::Accessible(id) => id,
        };
        let browser = self.browser();
        browser.call_on_node(id, "function() { window.outturnTestFound = this }")?;
        let found = browser.attempt(async |client| {
            let script = "return window.outturnTestFound";
            client.execute(script, vec![]).await
        });
        Ok(browser.element(&Gone::or_panic(found)?))
    }

    /// What `act` makes of the one node of a role and name, which is found again when a redraw has taken it away.
    pub(super) fn while_it_stays<T>(
        &self,
        role: &str,
        name: &str,
        act: impl Fn(Node) -> Result<T, Gone>,
    ) -> T {
        let began = Instant::now();
        loop {
            match act(self.node(role, name)) {
                Ok(done) => return done,
                Err(Gone) => assert!(
                    began.elapsed() < PATIENCE,
                    "{role} {name:?} is redrawn again and again"
                ),
            }
        }
    }
}

pub(super) fn as_text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
