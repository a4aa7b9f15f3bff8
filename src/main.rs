//! The program. The page and the worker behind it run the same one, each its own part of it: what both need, they load once.

use outturn::browser::worker_scope;

fn main() {
    match worker_scope::here() {
        Some(worker) => worker_scope::serve(&worker),
        None => outturn::ui::mount(),
    }
}
