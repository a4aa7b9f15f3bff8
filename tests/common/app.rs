//! Outturn as its users meet it. Every verb finds things by role and accessible name, as a screen reader would, waits until they are
//! there, and then until the page says that no work is under way (`<html data-busy="false">`). What cannot be done fails the test with
//! what was there instead.
//!
//! Here is how the page is come to and gone from; `tabs`, `mishaps`, `acting`, `seeing`, `promises` and `finding` hold the other verbs.

use std::path::Path;
use std::rc::Rc;
use std::thread;
use std::time::Duration;

use fantoccini::Client;
use fantoccini::wd::WindowHandle;
use serde_json::json;

use super::browser::{Browser, Kind};
use super::server::Server;

/// How long a verb waits for what it needs.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);
/// How often it looks.
pub(super) const PAUSE: Duration = Duration::from_millis(40);
/// The page is served from a sub-path in all tests, because it must work from any.
pub(super) const SUB_PATH: &str = "/some/sub-path/";

/// A tab with the page. The first one of a test has a browser and a server of its own; tabs opened from it share both.
pub struct App {
    browser: Rc<Browser>,
    pub(super) server: Rc<Server>,
    tab: WindowHandle,
}

impl App {
    /// A first visit: empty profile, 1440 × 900, light. Waits until the page is ready for work.
    pub fn open() -> Self {
        Self::open_in(Kind::Chromium)
    }

    /// A first visit with another browser.
    pub fn open_in(kind: Kind) -> Self {
        let app = Self::load_in(kind, "");
        app.settle();
        app
    }

    /// A first visit through a link to a route.
    pub fn open_at(fragment: &str) -> Self {
        let app = Self::load_at(fragment);
        app.settle();
        app
    }

    /// A first visit that waits for the page's files only, for tests of the start itself.
    pub fn load() -> Self {
        Self::load_at("")
    }

    fn load_at(fragment: &str) -> Self {
        Self::load_in(Kind::Chromium, fragment)
    }

    fn load_in(kind: Kind, fragment: &str) -> Self {
        let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("dist");
        assert!(
            dist.join("index.html").is_file(),
            "dist/ is not built; run scripts/build"
        );
        let server = Server::start(&dist, SUB_PATH, 0).unwrap();
        let browser = Browser::start(kind, &server.authority());
        let app = Self {
            tab: browser.current_tab(),
            browser: Rc::new(browser),
            server: Rc::new(server),
        };
        app.resize(1440, 900);
        app.go_to(fragment);
        app
    }

    /// An empty tab of the same browser.
    pub(super) fn beside(&self) -> Self {
        Self {
            tab: self.browser.open_tab(),
            browser: Rc::clone(&self.browser),
            server: Rc::clone(&self.server),
        }
    }

    /// Closes this tab, as its user would.
    pub fn close(self) {
        self.browser.close_tab(&self.tab);
    }

    /// The browser, with this tab in front.
    pub(super) fn browser(&self) -> &Browser {
        self.browser.bring_to_front(&self.tab);
        &self.browser
    }

    /// Opens a route, for instance `#/roi`, as following a link from elsewhere would.
    pub fn go_to(&self, fragment: &str) {
        let url = format!("{}{fragment}", self.server.url());
        self.browser()
            .page_changes(async |client| client.goto(&url).await);
    }

    /// Leaves the page for an empty one.
    pub fn leave(&self) {
        self.browser()
            .wait(async |client| client.goto("about:blank").await);
    }

    /// Reloads the page and waits until it is ready again.
    pub fn reload(&self) {
        self.browser().page_changes(Client::refresh);
        self.settle();
    }

    /// The browser's Back button.
    pub fn back(&self) {
        self.browser().page_changes(Client::back);
        self.settle();
    }

    /// The browser's Forward button.
    pub fn forward(&self) {
        self.browser().page_changes(Client::forward);
        self.settle();
    }

    /// Waits until the page has been kept for use without a network.
    pub fn let_the_page_be_kept(&self) {
        self.until("the page to be kept", || {
            self.browser()
                .evaluate("document.documentElement.dataset.offline")
                == "ready"
        });
    }

    /// Waits until the page says that all of the work is in the browser's storage (`<html data-kept="true">`).
    pub fn let_it_be_kept(&self) {
        self.until("the work to be kept", || {
            self.browser()
                .evaluate("document.documentElement.dataset.kept")
                == "true"
        });
        self.settle();
    }

    /// Has a script run in the page before anything of its own, from the next load on: in this tab and in those opened afterwards.
    pub fn before_it_starts(&self, script: &str) {
        self.browser().before_each_page(script);
    }

    /// Size of the viewport in CSS pixels.
    pub fn resize(&self, width: u32, height: u32) {
        if !self.browser().is_chromium() {
            return self.browser().resize_window(width, height);
        }
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.browser()
            .devtools("Emulation.setDeviceMetricsOverride", size);
    }

    /// What the system says about the wish for a dark page.
    pub fn prefer_dark(&self, dark: bool) {
        let scheme = if dark { "dark" } else { "light" };
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.browser()
            .devtools("Emulation.setEmulatedMedia", features);
    }

    /// Waits until the page says that no work is under way and has drawn twice since.
    pub fn settle(&self) {
        const IDLE: &str = "document.readyState === 'complete' && document.documentElement.dataset.busy === 'false'";
        self.until("the page to be idle", || {
            self.browser().evaluate(IDLE) == true
        });
        self.browser().evaluate(
            "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))",
        );
        self.until("the page to be idle", || {
            self.browser().evaluate(IDLE) == true
        });
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
