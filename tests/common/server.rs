//! A static file server on the loopback address, on the standard library alone: `scripts/serve` and the whole-app tests share it.
//!
//! It serves one folder under one path prefix, so the tests can prove that the page works from a sub-path, and it remembers what was
//! asked of it. It answers `GET` and `HEAD`, never leaves its folder, and sends the headers that docs/hosting.md asks of a host.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use std::{fs, io};

/// How long a silent connection is kept. Browsers open spare ones.
const PATIENCE: Duration = Duration::from_secs(20);
/// What docs/hosting.md asks a host to send with every file: what a page's `<meta>` cannot say.
const HEADERS: [(&str, &str); 7] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "frame-ancestors 'none'"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Embedder-Policy", "require-corp"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "no-referrer"),
    (
        "Permissions-Policy",
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];
/// Longest request head that is read.
const LONGEST_HEAD: u64 = 16 * 1024;

/// A running server. Its threads end with the process.
pub struct Server {
    address: SocketAddr,
    site: Arc<Site>,
    listening: Mutex<Option<JoinHandle<()>>>,
}

impl Server {
    /// Serves `folder` at `http://127.0.0.1:port` + `prefix`, for instance `/` or `/some/path/`; port 0 takes a free one.
    ///
    /// # Errors
    /// What the system says when the port cannot be had: [`io::ErrorKind::AddrInUse`] when it is taken.
    pub fn start(folder: &Path, prefix: &str, port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let server = Self {
            address: listener.local_addr()?,
            site: Arc::new(Site {
                folder: Mutex::new(folder.to_owned()),
                prefix: prefix.to_owned(),
                requests: Mutex::default(),
                connections: Mutex::new(Some(HashMap::new())),
            }),
            listening: Mutex::default(),
        };
        server.listen(listener);
        Ok(server)
    }

    fn listen(&self, listener: TcpListener) {
        let site = Arc::clone(&self.site);
        *lock(&self.listening) = Some(thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                if lock(&site.connections).is_none() {
                    break;
                }
                let Some(other_end) = site.take(&connection) else {
                    continue;
                };
                let site = Arc::clone(&site);
                thread::spawn(move || {
                    // A browser that hangs up in the middle is its own business.
                    let _ = site.converse(&connection);
                    site.let_go(other_end);
                });
            }
        }));
    }

    /// Cuts every connection and takes no more: to browsers, a host that is not there.
    pub fn stop(&self) {
        let Some(listening) = lock(&self.listening).take() else {
            return;
        };
        for connection in lock(&self.site.connections)
            .take()
            .unwrap_or_default()
            .values()
        {
            let _ = connection.shutdown(Shutdown::Both);
        }
        let _ = TcpStream::connect(self.address); // the listener looks up once more
        let _ = listening.join();
    }

    /// Serves again after [`Self::stop`], at the same address.
    ///
    /// # Errors
    /// [`io::ErrorKind::AddrInUse`] when another program has taken the port meanwhile.
    pub fn resume(&self) -> io::Result<()> {
        if lock(&self.listening).is_none() {
            let listener = TcpListener::bind(self.address)?;
            *lock(&self.site.connections) = Some(HashMap::new());
            self.listen(listener);
        }
        Ok(())
    }

    /// Serves another folder from now on, as a host does that is given a new build.
    pub fn serve_instead(&self, folder: &Path) {
        folder.clone_into(&mut lock(&self.site.folder));
    }

    /// Address of the page.
    pub fn url(&self) -> String {
        format!("{}{}", self.origin(), self.site.prefix)
    }

    /// Scheme, host and port, as a browser writes an origin.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Host and port.
    pub fn authority(&self) -> String {
        self.address.to_string()
    }

    /// Every path asked for so far, in the order of arrival; a whole address where a browser took this server for its proxy.
    pub fn requests(&self) -> Vec<String> {
        lock(&self.site.requests).clone()
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Site {
    folder: Mutex<PathBuf>,
    prefix: String,
    requests: Mutex<Vec<String>>,
    /// What is open now; nothing is taken while there is no list.
    connections: Mutex<Option<HashMap<SocketAddr, TcpStream>>>,
}

/// Status line, content type, lifetime and body of an answer.
struct Answer {
    status: &'static str,
    kind: &'static str,
    caching: &'static str,
    body: Vec<u8>,
}

impl Answer {
    fn plain(status: &'static str) -> Self {
        Self {
            status,
            kind: "text/plain; charset=utf-8",
            caching: ASK_AGAIN,
            body: format!("{status}\n").into_bytes(),
        }
    }
}

impl Site {
    /// Remembers a connection by who is at its other end; nothing when no more are taken.
    fn take(&self, connection: &TcpStream) -> Option<SocketAddr> {
        let other_end = connection.peer_addr().ok()?;
        let kept = connection.try_clone().ok()?;
        lock(&self.connections).as_mut()?.insert(other_end, kept);
        Some(other_end)
    }

    fn let_go(&self, other_end: SocketAddr) {
        if let Some(connections) = &mut *lock(&self.connections) {
            connections.remove(&other_end);
        }
    }

    /// Answers requests on one connection until the browser closes it.
    fn converse(&self, connection: &TcpStream) -> io::Result<()> {
        connection.set_read_timeout(Some(PATIENCE))?;
        connection.set_nodelay(true)?;
        let mut reader = BufReader::new(connection);
        while let Some(request_line) = read_head(&mut reader)? {
            let mut words = request_line.split(' ');
            let (method, target) = (
                words.next().unwrap_or_default(),
                words.next().unwrap_or_default(),
            );
            let answer = match method {
                "GET" | "HEAD" => self.answer(target),
                _ => {
                    lock(&self.requests).push(request_line.clone());
                    Answer::plain("405 Method Not Allowed")
                }
            };
            let mut message = format!(
                "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: {}\r\n",
                answer.status,
                answer.kind,
                answer.body.len(),
                answer.caching,
            );
            for (name, value) in HEADERS {
                message += &format!("{name}: {value}\r\n");
            }
            message += "\r\n";
            let mut message = message.into_bytes();
            if method != "HEAD" {
                message.extend_from_slice(&answer.body);
            }
            (&mut &*connection).write_all(&message)?;
            if !matches!(method, "GET" | "HEAD") {
                break; // its body, if any, was not read
            }
        }
        Ok(())
    }

    fn answer(&self, target: &str) -> Answer {
        let path = target.split(['?', '#']).next().unwrap_or_default();
        lock(&self.requests).push(path.to_owned());
        let Some(mut file) = path
            .strip_prefix(&self.prefix)
            .and_then(percent_decoded)
            .and_then(|inside| self.file(&inside))
        else {
            return Answer::plain("404 Not Found");
        };
        if file.is_dir() {
            file.push("index.html");
        }
        match fs::read(&file) {
            Ok(body) => Answer {
                status: "200 OK",
                kind: media_type(&file),
                caching: caching(&file),
                body,
            },
            Err(_) => Answer::plain("404 Not Found"),
        }
    }

    /// The file for a decoded path, or nothing if the path would leave the folder.
    fn file(&self, inside: &str) -> Option<PathBuf> {
        let inside = Path::new(inside);
        inside
            .components()
            .all(|part| matches!(part, Component::Normal(_)))
            .then(|| lock(&self.folder).join(inside))
    }
}

/// Reads one request's head; returns its first line, or nothing when the connection has ended.
fn read_head(reader: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut head = reader.take(LONGEST_HEAD);
    let mut first = String::new();
    if head.read_line(&mut first)? == 0 {
        return Ok(None);
    }
    let mut line = String::new();
    while head.read_line(&mut line)? > 0 && !line.trim_end().is_empty() {
        line.clear();
    }
    Ok(Some(first.trim_end().to_owned()))
}

fn percent_decoded(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte == b'%' {
            let digits = std::str::from_utf8(bytes.get(at + 1..at + 3)?).ok()?;
            decoded.push(u8::from_str_radix(digits, 16).ok()?);
            at += 3;
        } else {
            decoded.push(byte);
            at += 1;
        }
    }
    String::from_utf8(decoded).ok()
}

const ASK_AGAIN: &str = "no-cache";

/// A file that carries its content's hash in its name never changes; browsers ask again before they reuse any other.
fn caching(file: &Path) -> &'static str {
    let stem = file
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or_default();
    let hash = stem.rsplit('-').next().unwrap_or_default();
    if hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        "public, max-age=31536000, immutable"
    } else {
        ASK_AGAIN
    }
}

/// Media type by the file's extension. Browsers insist on the right one for scripts, styles and wasm.
fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("webmanifest") => "application/manifest+json",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("csv") => "text/csv; charset=utf-8",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}
