//! The program that speaks WebDriver for one browser: started on a port of its own, ended with its test.

use std::env;
use std::ffi::OsString;
use std::fs::{self, File};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long a driver may take until it listens.
const PATIENCE: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(20);
/// How often it is started where its port is taken before it has it.
const TIMES: usize = 5;

/// How the port becomes known.
pub enum Port {
    /// The driver chooses a free one, and writes it after these words.
    Written(&'static str),
    /// It was told to take this one.
    Given(u16),
}

/// A running driver.
pub struct Driver {
    process: Child,
    port: u16,
    output: PathBuf,
}

impl Driver {
    /// Starts what `command` gives, again where that ends without listening. What it writes, and its browser, is kept in `folder`.
    pub fn start(folder: &Path, command: impl Fn() -> (Command, Port)) -> Self {
        let output = folder.join("driver.log");
        for _ in 0..TIMES {
            let (mut command, port) = command();
            let file = File::create(&output).unwrap();
            let process = command
                .stdin(Stdio::null())
                .stderr(file.try_clone().unwrap())
                .stdout(file)
                .spawn();
            let program = command.get_program().display();
            let mut process = process.unwrap_or_else(|error| {
                panic!("{program} did not start ({error}); scripts/setup installs it")
            });
            if let Some(port) = listening(&mut process, &output, &port) {
                return Self {
                    process,
                    port,
                    output,
                };
            }
            end(&mut process);
        }
        let said = fs::read_to_string(&output).unwrap_or_default();
        panic!("no driver listens; the last one wrote: {said}");
    }

    /// Address of the driver.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What it and its browser have written so far.
    pub fn output(&self) -> String {
        String::from_utf8_lossy(&fs::read(&self.output).unwrap_or_default()).into_owned()
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        end(&mut self.process);
    }
}

/// A program by the environment variable that names it, else by its usual name.
pub fn program(variable: &str, usual: &str) -> OsString {
    env::var_os(variable).unwrap_or_else(|| usual.into())
}

/// A port that is free now.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap().port()
}

/// Ends a process and waits until it is gone.
pub fn end(process: &mut Child) {
    let _ = process.kill();
    let _ = process.wait();
}

/// The port once the driver listens there; nothing if it ends before.
fn listening(process: &mut Child, output: &Path, port: &Port) -> Option<u16> {
    let began = Instant::now();
    while began.elapsed() < PATIENCE && process.try_wait().ok()?.is_none() {
        let found = match port {
            Port::Written(after) => {
                number_after(after, &fs::read_to_string(output).unwrap_or_default())
            }
            Port::Given(port) => TcpStream::connect((Ipv4Addr::LOCALHOST, *port))
                .ok()
                .map(|_| *port),
        };
        if found.is_some() {
            return found;
        }
        thread::sleep(PAUSE);
    }
    None
}

/// The number that follows some words, once the line is complete.
fn number_after(words: &str, text: &str) -> Option<u16> {
    let (line, _) = text.split_once(words)?.1.split_once('\n')?;
    line.trim_end_matches(['.', '\r']).parse().ok()
}
