//! The worker behind the page.

fn main() {
    outturn::browser::worker_scope::serve();
}
