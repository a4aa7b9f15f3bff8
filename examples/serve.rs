//! Serves a folder on this machine until it is stopped: `serve FOLDER PORT`. `scripts/serve` builds it and calls it.

use std::path::PathBuf;
use std::process::ExitCode;
use std::{env, io, thread};

#[path = "../tests/common/server.rs"]
#[allow(dead_code)] // the tests also ask it what was requested
mod server;

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let (Some(folder), Some(Ok(port)), None) = (
        arguments.next(),
        arguments.next().map(|port| port.parse::<u16>()),
        arguments.next(),
    ) else {
        eprintln!("usage: serve FOLDER PORT (PORT from 0 to 65535; 0 takes a free one)");
        return ExitCode::from(2);
    };
    match server::Server::start(&PathBuf::from(folder), "/", port) {
        Ok(server) => {
            println!("Outturn is at {}  (Ctrl+C stops it)", server.url());
            loop {
                thread::park();
            }
        }
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            eprintln!(
                "Port {port} on 127.0.0.1 is taken by another program. Choose another one: scripts/serve --port {}",
                other_port(port)
            );
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!(
                "Cannot listen on 127.0.0.1:{port}: {error}. Choose another port: scripts/serve --port {}",
                other_port(port)
            );
            ExitCode::FAILURE
        }
    }
}

/// A port worth trying instead: the next one that is not the system's own.
fn other_port(port: u16) -> u16 {
    port.checked_add(1)
        .filter(|&next| next >= 1024)
        .unwrap_or(8081)
}
