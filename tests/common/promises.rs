//! What the page promises at all times: no errors, no requests to others, nothing in the way of anyone.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use super::app::{App, SUB_PATH};
use super::finding::as_text;

/// Query of a request that the tests themselves make.
const MARKER: &str = "?test-marker-";
impl App {
    /// Errors on the console since the start.
    pub fn console_errors(&self) -> Vec<String> {
        self.browser().console_errors()
    }

    /// Addresses that the page, its worker or its windows asked of any other host since the start. Nothing of it left the machine.
    pub fn foreign_requests(&self) -> Vec<String> {
        if !self.browser().is_chromium() {
            // Without a log of the browser's own, it came to our server, as to a proxy.
            let mut proxied = self.server.requests();
            proxied.retain(|target| !target.starts_with('/'));
            return proxied;
        }
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
            self.browser()
                .evaluate(&format!("fetch('{marker}').then(() => undefined)"));
            requested = self.browser().requested_by(&self.server.origin());
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

    /// What keeps the browser from installing the page as an app: faults of its manifest, and whatever else.
    pub fn faults_of_installing(&self) -> Vec<String> {
        let browser = self.browser();
        let none = || serde_json::json!({});
        let faults = browser.devtools("Page.getInstallabilityErrors", none());
        let manifest = browser.devtools("Page.getAppManifest", none());
        let lists = [&faults["installabilityErrors"], &manifest["errors"]];
        let lists = lists.into_iter().filter_map(serde_json::Value::as_array);
        lists.flatten().map(ToString::to_string).collect()
    }

    /// What axe-core objects to on the page as it is now, one line for each rule broken.
    pub fn accessibility_violations(&self) -> Vec<String> {
        let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules/axe-core/axe.min.js");
        let axe = fs::read_to_string(axe).expect("axe-core is not installed; run scripts/setup");
        let violations = self.browser().evaluate(&format!(
            "(() => {{ {axe}; return axe.run(document, {{ resultTypes: ['violations'] }}).then(found => found.violations) }})()"
        ));
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
