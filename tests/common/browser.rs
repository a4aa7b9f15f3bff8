//! A browser of our own for one test: started by its driver on a free port, with an empty profile and its own folder for downloads, and
//! ended with the test, also when that panics. Only what was started here is ever ended.
//!
//! Here is what all browsers have in common; `chromium`, `firefox` and `webkit` start them, `standard` does by WebDriver alone what
//! Chromium does better by DevTools.

use std::cell::{OnceCell, RefCell};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use fantoccini::wd::WindowHandle;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;

use super::driver::Driver;
use super::scratch::Scratch;
use super::webkit::Display;
use super::{chromium, firefox, webkit};

/// How long a browser may take to start, and how often it is tried.
const START: Duration = Duration::from_secs(30);
const TIMES: usize = 3;
/// How long a browser may take to answer a command.
const PATIENCE: Duration = Duration::from_secs(120);
/// How long a browser may take to end by itself.
const FAREWELL: Duration = Duration::from_secs(10);

/// The three engines there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Chromium, Chrome or Edge.
    Chromium,
    /// Firefox.
    Firefox,
    /// The engine of Safari, in its GTK port.
    WebKit,
}

/// The running browser. Its verbs block, so tests need no `async`.
pub struct Browser {
    kind: Kind,
    runtime: Runtime,
    client: Client,
    driver: Driver,
    errors: RefCell<Vec<String>>,
    /// The tab that commands go to.
    addressed: RefCell<WindowHandle>,
    desk: OnceCell<WindowHandle>,
    /// Scripts that run in each page before its own.
    preludes: RefCell<Vec<String>>,
    downloads: PathBuf,
    _display: Option<Display>,
    folder: Scratch, // last: it goes when all that writes to it has ended
}

impl Browser {
    /// Starts a browser that reaches no host but this machine. Where the browser has no log of its own of what is asked of other hosts,
    /// it asks for it at `watch`, an address and port.
    pub fn start(kind: Kind, watch: &str) -> Self {
        let folder = Scratch::new();
        let downloads = folder.path().join("downloads");
        fs::create_dir_all(&downloads).expect("a folder for downloads");
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let Session {
            client,
            driver,
            display,
        } = (0..TIMES)
            .find_map(|_| runtime.block_on(open(kind, folder.path(), &downloads, watch)))
            .unwrap_or_else(|| panic!("{kind:?} did not start, {TIMES} times"));
        let first = runtime.block_on(client.window()).expect("a first tab");
        let browser = Self {
            kind,
            runtime,
            client,
            driver,
            errors: RefCell::default(),
            addressed: RefCell::new(first),
            desk: OnceCell::new(),
            preludes: RefCell::default(),
            downloads,
            _display: display,
            folder,
        };
        if kind == Kind::Chromium {
            let allow = json!({ "behavior": "allow", "downloadPath": browser.downloads });
            browser.devtools("Browser.setDownloadBehavior", allow);
        }
        browser
    }

    /// Which browser it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Whether it is Chromium, which DevTools can be asked of.
    pub fn is_chromium(&self) -> bool {
        self.kind == Kind::Chromium
    }

    /// Folder that downloads arrive in.
    pub fn downloads(&self) -> &Path {
        &self.downloads
    }

    /// Folder of everything that the browser writes.
    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Waits for what `act` asks of the WebDriver session.
    pub fn wait<T, E: std::fmt::Display>(
        &self,
        act: impl AsyncFnOnce(&Client) -> Result<T, E>,
    ) -> T {
        match self.attempt(act) {
            Ok(done) => done,
            Err(error) => panic!("the browser refused: {error}"),
        }
    }

    /// As [`Self::wait`]; an error is for instance an element that a redraw has just removed.
    pub fn attempt<T, E>(&self, act: impl AsyncFnOnce(&Client) -> Result<T, E>) -> Result<T, E> {
        let answer = async { timeout(PATIENCE, act(&self.client)).await };
        let answer = self.runtime.block_on(answer);
        answer.unwrap_or_else(|_| panic!("{:?} has not answered for {PATIENCE:?}", self.kind))
    }

    /// Value of a JavaScript expression in the page, awaited if it is a promise. The page's policy does not apply to it.
    pub fn evaluate(&self, expression: &str) -> Value {
        match self.kind {
            Kind::Chromium => self.evaluate_by_devtools(expression),
            Kind::Firefox | Kind::WebKit => self.execute(expression, vec![]),
        }
    }

    /// Errors on the console since the start; in Chromium also refused content and failed requests, in Firefox refused content.
    pub fn console_errors(&self) -> Vec<String> {
        let mut errors = self.errors.borrow_mut();
        match self.kind {
            Kind::Chromium => errors.extend(self.console_by_chromedriver()),
            Kind::Firefox => {
                errors.extend(self.seen_by_watch());
                return [errors.clone(), firefox::errors(&self.driver.output())].concat();
            }
            Kind::WebKit => errors.extend(self.seen_by_watch()),
        }
        errors.clone()
    }

    /// To be called before the page goes and when another has come.
    pub fn page_changes(
        &self,
        change: impl AsyncFnOnce(&Client) -> Result<(), fantoccini::error::CmdError>,
    ) {
        if self.is_chromium() {
            return self.wait(change);
        }
        let seen = self.seen_by_watch();
        self.errors.borrow_mut().extend(seen);
        self.wait(change);
        self.watch();
    }
}

/// Several tabs.
impl Browser {
    /// The tab that commands go to.
    pub fn current_tab(&self) -> WindowHandle {
        self.addressed.borrow().clone()
    }

    /// Has commands go to a tab and shows it, as a click on it would. The others are hidden then.
    pub fn bring_to_front(&self, tab: &WindowHandle) {
        if self.address(tab) && self.is_chromium() {
            self.devtools("Page.bringToFront", json!({})); // other drivers do it by themselves
        }
    }

    /// Whether commands went to another tab before.
    fn address(&self, tab: &WindowHandle) -> bool {
        let other = self.addressed.replace(tab.clone()) != *tab;
        if other {
            self.wait(async |client| client.switch_to_window(tab.clone()).await);
        }
        other
    }

    /// An empty tab that no test has: the driver opens tabs only from one that lives.
    fn desk(&self) -> &WindowHandle {
        self.desk.get_or_init(|| {
            self.wait(async |client| client.new_window(true).await)
                .handle
        })
    }

    /// Opens an empty tab and brings it to the front.
    pub fn open_tab(&self) -> WindowHandle {
        self.address(self.desk());
        let tab = self
            .wait(async |client| client.new_window(true).await)
            .handle;
        self.bring_to_front(&tab);
        for script in self.preludes.borrow().iter() {
            self.add_prelude(script);
        }
        tab
    }

    /// Closes a tab, also one that has crashed.
    pub fn close_tab(&self, tab: &WindowHandle) {
        let desk = self.desk();
        self.address(tab);
        self.wait(Client::close_window);
        self.address(desk);
    }

    /// Ends the process of the tab that commands go to. It takes no command any more.
    pub fn crash_tab(&self) {
        let desk = self.desk();
        let answer = self.try_devtools("Page.crash", json!({}));
        assert!(answer.is_err(), "the tab lives: {answer:?}");
        self.address(desk);
    }

    /// Has a script run in each page of the tab in front, and of tabs opened later, before anything of the page's own.
    pub fn before_each_page(&self, script: &str) {
        self.add_prelude(script);
        self.preludes.borrow_mut().push(script.to_owned());
    }

    fn add_prelude(&self, script: &str) {
        self.devtools(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": script }),
        );
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // A driver ends its browser when the session is closed; ended first itself, it would leave the browser behind.
        let _ = self
            .runtime
            .block_on(async { timeout(FAREWELL, self.client.clone().close()).await });
    }
}

/// As a capability: every host but this machine is asked for at `watch`.
pub(super) fn proxy(watch: &str) -> Value {
    json!({ "proxyType": "manual", "httpProxy": watch, "sslProxy": watch, "noProxy": ["127.0.0.1"] })
}

/// A browser that has just started.
struct Session {
    client: Client,
    driver: Driver,
    display: Option<Display>,
}

/// Starts a browser by its driver. Nothing when it does not come: MiniBrowser now and then ends while it starts, and its driver waits on.
async fn open(kind: Kind, folder: &Path, downloads: &Path, watch: &str) -> Option<Session> {
    let display = (kind == Kind::WebKit).then(Display::start);
    let (driver, capabilities) = match &display {
        Some(display) => (
            webkit::driver(folder, downloads, display),
            webkit::capabilities(watch),
        ),
        None if kind == Kind::Firefox => (
            firefox::driver(folder),
            firefox::capabilities(downloads, watch),
        ),
        None => (
            chromium::driver(folder),
            chromium::capabilities(folder, downloads),
        ),
    };
    let mut builder = ClientBuilder::new(HttpConnector::new());
    let url = driver.url();
    let connecting = builder.capabilities(capabilities).connect(&url);
    match timeout(START, connecting).await {
        Ok(Ok(client)) => Some(Session {
            client,
            driver,
            display,
        }),
        Ok(Err(error)) => {
            eprintln!("{kind:?} did not start: {error}");
            None
        }
        Err(_) => {
            eprintln!("{kind:?} did not start within {START:?}");
            None
        }
    }
}
