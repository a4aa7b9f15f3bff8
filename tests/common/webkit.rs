//! WebKit, by the driver of its GTK port: MiniBrowser on a display that nobody sees.
//!
//! Its automated sessions keep everything in memory only, as Safari's private windows do: IndexedDB is there until the session ends, and
//! takes no Blob.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use fantoccini::wd::Capabilities;
use serde_json::json;

use super::browser::proxy;
use super::driver::{Driver, Port, end, free_port, program};

/// A virtual X display of this test's own.
pub struct Display {
    server: Child,
    name: String,
}

impl Display {
    /// Starts Xvfb on the first display that is free.
    pub fn start() -> Self {
        let program = program("XVFB", "Xvfb");
        let mut server = Command::new(&program)
            .args("-displayfd 1 -screen 0 1920x1400x24 -nolisten tcp".split(' '))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| {
                let program = program.display();
                panic!("{program} did not start ({error}); scripts/setup installs it")
            });
        let mut number = String::new();
        let output = server.stdout.take().unwrap();
        BufReader::new(output).read_line(&mut number).unwrap();
        let display = Self {
            server,
            name: format!(":{}", number.trim()),
        };
        assert_ne!(display.name, ":", "Xvfb found no free display");
        display
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        end(&mut self.server);
    }
}

/// Starts WebKitWebDriver with `folder` as the home of its user.
pub fn driver(folder: &Path, downloads: &Path, display: &Display) -> Driver {
    let settings = folder.join("config");
    fs::create_dir_all(&settings).unwrap();
    let downloads = format!("XDG_DOWNLOAD_DIR=\"{}\"\n", downloads.display());
    fs::write(settings.join("user-dirs.dirs"), downloads).unwrap();
    Driver::start(folder, || {
        let port = free_port();
        let mut command = Command::new(program("WEBKITWEBDRIVER", "WebKitWebDriver"));
        command
            .arg(format!("--port={port}"))
            .env("DISPLAY", &display.name)
            .env("GDK_BACKEND", "x11")
            .env("LC_ALL", "C.UTF-8") // English, whatever this machine speaks
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            // Its sandbox needs rights that build servers and containers do not give; it opens this repository's page alone.
            .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
            .env("HOME", folder)
            .env("XDG_CONFIG_HOME", &settings)
            .env("XDG_CACHE_HOME", folder.join("cache"))
            .env("XDG_DATA_HOME", folder.join("data"));
        (command, Port::Given(port))
    })
}

/// Every other host is asked for at the proxy.
pub fn capabilities(watch: &str) -> Capabilities {
    let program = program("MINIBROWSER", "MiniBrowser").into_string().unwrap();
    let capabilities = json!({
        "webkitgtk:browserOptions": { "binary": program, "args": ["--automation"] },
        "proxy": proxy(watch),
    });
    serde_json::from_value(capabilities).unwrap()
}
