//! A headless Chromium of our own for one test: started with ChromeDriver on a free port, with an empty profile and its own folder for
//! downloads, and ended with the test, also when that panics. Only what was started here is ever ended.

use std::cell::{OnceCell, RefCell};
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use std::{env, process, thread};

use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand, WindowHandle};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;

/// How long a browser may take to end by itself.
const FAREWELL: Duration = Duration::from_secs(10);

/// Name of Chromium's own log of all its network activity, in the profile's folder.
const NETWORK_LOG: &str = "network.json";

/// The running browser. Its verbs block, so tests need no `async`.
pub struct Browser {
    runtime: Runtime,
    client: Client,
    driver: Child,
    profile: PathBuf,
    downloads: PathBuf,
    errors: RefCell<Vec<String>>,
    /// The tab that commands go to.
    addressed: RefCell<WindowHandle>,
    desk: OnceCell<WindowHandle>,
    /// Scripts that run in each page before its own.
    preludes: RefCell<Vec<String>>,
}

impl Browser {
    /// Starts ChromeDriver and Chromium with the flags of `webdriver.json`. It finds no host but this machine.
    pub fn start() -> Self {
        static STARTED: AtomicU32 = AtomicU32::new(0);
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let profile = env::temp_dir().join(format!("outturn-test-{}-{number}", process::id()));
        let downloads = profile.join("downloads");
        fs::create_dir_all(&downloads).expect("a folder for the browser's profile");

        let (driver, port) = start_driver();
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let connecting = async {
            ClientBuilder::new(HttpConnector::new())
                .capabilities(capabilities(&profile, &downloads))
                .connect(&format!("http://127.0.0.1:{port}"))
                .await
        };
        let client = match runtime.block_on(connecting) {
            Ok(client) => client,
            Err(error) => {
                end_driver(driver);
                panic!("ChromeDriver did not start Chromium: {error}");
            }
        };
        let first = runtime.block_on(client.window()).expect("a first tab");
        let browser = Self {
            runtime,
            client,
            driver,
            profile,
            downloads,
            errors: RefCell::default(),
            addressed: RefCell::new(first),
            desk: OnceCell::new(),
            preludes: RefCell::default(),
        };
        let folder = browser.downloads.clone();
        browser.devtools(
            "Browser.setDownloadBehavior",
            json!({ "behavior": "allow", "downloadPath": folder }),
        );
        browser
    }

    /// Folder that downloads arrive in.
    pub fn downloads(&self) -> &Path {
        &self.downloads
    }

    /// The tab that commands go to.
    pub fn current_tab(&self) -> WindowHandle {
        self.addressed.borrow().clone()
    }

    /// Has commands go to a tab and shows it, as a click on it would. The others are hidden then.
    pub fn bring_to_front(&self, tab: &WindowHandle) {
        if self.address(tab) {
            self.devtools("Page.bringToFront", json!({}));
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

    /// Waits for what `act` asks of the WebDriver session.
    pub fn wait<T, E: std::fmt::Display>(
        &self,
        act: impl AsyncFnOnce(&Client) -> Result<T, E>,
    ) -> T {
        match self.runtime.block_on(act(&self.client)) {
            Ok(done) => done,
            Err(error) => panic!("the browser refused: {error}"),
        }
    }

    /// Sends a command of the Chrome DevTools protocol and returns its result.
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

    /// Value of a JavaScript expression in the page, awaited if it is a promise. The page's policy does not apply to it.
    pub fn evaluate(&self, expression: &str) -> Value {
        let mut answer = self.devtools(
            "Runtime.evaluate",
            json!({ "expression": expression, "awaitPromise": true, "returnByValue": true }),
        );
        if let Some(exception) = answer.get("exceptionDetails") {
            panic!("the expression {expression:.200} threw {exception}");
        }
        answer["result"]["value"].take()
    }

    /// Errors on the console since the start, refused content and failed requests among them.
    pub fn console_errors(&self) -> Vec<String> {
        let mut errors = self.errors.borrow_mut();
        let log = self.vendor("se/log", json!({ "type": "browser" }));
        let log = log.unwrap_or_else(|error| panic!("ChromeDriver gave no log: {error}"));
        for entry in log.as_array().map(Vec::as_slice).unwrap_or_default() {
            if entry["level"] == "SEVERE" {
                errors.push(entry["message"].as_str().unwrap_or_default().to_owned());
            }
        }
        errors.clone()
    }

    /// Everything that pages of `origin`, their workers or windows asked any network for, as far as Chromium has written its log. What
    /// the browser wants for itself has no such initiator. (DevTools' network events would leave out requests made inside a worker.)
    pub fn requested_by(&self, origin: &str) -> Vec<String> {
        let log = fs::read(self.profile.join(NETWORK_LOG)).unwrap_or_default();
        let events = log.split(|&byte| byte == b'\n').filter_map(|line| {
            let line = line.strip_suffix(b",").unwrap_or(line); // one event a line; the last one may be incomplete
            serde_json::from_slice::<Value>(line).ok()
        });
        let own = events.filter(|event| event["params"]["initiator"] == origin);
        own.filter_map(|event| event["params"]["url"].as_str().map(str::to_owned))
            .collect()
    }

    fn vendor(&self, path: &'static str, body: Value) -> Result<Value, String> {
        self.runtime
            .block_on(self.client.issue_cmd(Vendor { path, body }))
            .map_err(|error| error.to_string())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // ChromeDriver ends Chromium when its session is closed; ended first itself, it would leave Chromium behind.
        let _ = self
            .runtime
            .block_on(async { timeout(FAREWELL, self.client.clone().close()).await });
        let _ = self.driver.kill();
        let _ = self.driver.wait();
        let _ = fs::remove_dir_all(&self.profile);
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

/// Starts ChromeDriver and returns it with the port it chose. It ends where another program takes that port before it has it for both
/// versions of the internet protocol, and is started again.
fn start_driver() -> (Child, u16) {
    const TIMES: usize = 5;
    (0..TIMES)
        .find_map(|_| try_driver())
        .expect("ChromeDriver ended without naming its port")
}

fn try_driver() -> Option<(Child, u16)> {
    let program = env::var_os("CHROMEDRIVER").unwrap_or_else(|| "chromedriver".into());
    let mut driver = Command::new(&program)
        .arg("--port=0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| {
            panic!(
                "{} did not start ({error}); scripts/setup installs it",
                program.display()
            )
        });
    let mut lines = BufReader::new(driver.stdout.take().unwrap())
        .lines()
        .map_while(Result::ok);
    let port = lines.find_map(|line| {
        line.strip_suffix('.')?
            .rsplit_once("successfully on port ")?
            .1
            .parse()
            .ok()
    });
    let Some(port) = port else {
        end_driver(driver);
        return None;
    };
    thread::spawn(move || lines.for_each(drop)); // it must never wait for a reader
    Some((driver, port))
}

fn end_driver(mut driver: Child) {
    let _ = driver.kill();
    let _ = driver.wait();
}

fn capabilities(profile: &Path, downloads: &Path) -> Capabilities {
    let file = File::open(concat!(env!("CARGO_MANIFEST_DIR"), "/webdriver.json")).unwrap();
    let mut capabilities: Map<String, Value> = serde_json::from_reader(file).unwrap();
    let options = &mut capabilities["goog:chromeOptions"];
    let args = options["args"].as_array_mut().unwrap();
    args.push(json!(format!(
        "--user-data-dir={}",
        profile.join("profile").display()
    )));
    args.push(json!(format!(
        "--log-net-log={}",
        profile.join(NETWORK_LOG).display()
    )));
    args.push(json!(
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    ));
    if let Ok(program) = env::var("CHROME") {
        options["binary"] = json!(program);
    }
    options["prefs"] =
        json!({ "download.default_directory": downloads, "download.prompt_for_download": false });
    capabilities.insert("goog:loggingPrefs".into(), json!({ "browser": "ALL" }));
    capabilities
}
