//! Firefox without a screen, by geckodriver.

use std::env;
use std::path::Path;
use std::process::Command;

use fantoccini::wd::Capabilities;
use serde_json::json;

use super::browser::proxy;
use super::driver::{Driver, Port, program};

/// Starts geckodriver, which makes the empty profile in `folder`.
pub fn driver(folder: &Path) -> Driver {
    Driver::start(folder, || {
        let mut command = Command::new(program("GECKODRIVER", "geckodriver"));
        command.args(["--port", "0"]);
        command.env("TMPDIR", folder).env("HOME", folder);
        command.env("MOZ_REMOTE_SETTINGS_DEVTOOLS", "1"); // has it heed the preference where it gets settings from
        (command, Port::Written("Listening on 127.0.0.1:"))
    })
}

/// What pages say on the console is written out, downloads need no answer, and every other host is asked for at the proxy.
pub fn capabilities(downloads: &Path, watch: &str) -> Capabilities {
    let mut options = json!({
        "args": ["-headless", "--width=1440", "--height=1000"],
        "prefs": {
            "devtools.console.stdout.content": true,
            "devtools.console.stdout.chrome": false,
            "browser.dom.window.dump.enabled": true,
            "services.settings.server": "data:,",
            "intl.accept_languages": "en-US,en",
            "browser.download.folderList": 2,
            "browser.download.dir": downloads,
            "browser.download.alwaysOpenPanel": false,
        },
    });
    if let Ok(program) = env::var("FIREFOX") {
        options["binary"] = json!(program);
    }
    let capabilities = json!({ "moz:firefoxOptions": options, "proxy": proxy(watch) });
    serde_json::from_value(capabilities).unwrap()
}

/// Errors that pages have caused or logged, among all that geckodriver and Firefox have written: `console.error: "…"` and
/// `JavaScript error: http://…, line …`. Firefox's own code names other addresses, and itself without quotes.
pub fn errors(output: &str) -> Vec<String> {
    const OF_A_PAGE: [&str; 3] = [
        "console.error: \"",
        "console.error: (",
        "JavaScript error: http",
    ];
    let lines = output.lines();
    lines
        .filter(|line| OF_A_PAGE.iter().any(|start| line.starts_with(start)))
        .map(str::to_owned)
        .collect()
}
