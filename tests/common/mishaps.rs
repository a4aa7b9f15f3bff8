//! What goes wrong around the page: its process ends, its worker ends, its server is not to be reached.

use std::path::Path;

use serde_json::json;

use super::app::App;

/// Keeps the page's workers in sight, so that they can be ended. The page starts them in a frame, which has a `Worker` of its own.
const WATCHED_WORKERS: &str = "(() => {
    const page = window.top;
    page.outturnTestWorkers ??= [];
    Worker = class extends Worker {
        constructor(...given) { super(...given); page.outturnTestWorkers.push(this); }
        terminate() { super.terminate(); page.outturnTestWorkers = page.outturnTestWorkers.filter(worker => worker !== this); }
    };
})()";

impl App {
    /// Ends the tab's process, as the system does that has no memory left. This tab answers nothing more; [`App::open_tab`] opens
    /// another one of the same browser.
    pub fn crash(&self) {
        self.browser().crash_tab();
    }

    /// Loads the page anew with its workers in sight of [`App::break_workers`] and [`App::silence_workers`].
    pub fn watch_workers(&self) {
        self.before_it_starts(WATCHED_WORKERS);
        self.reload();
    }

    /// Breaks the workers that the page has now: each stops with an error, as one without memory would. Fails if there is none.
    pub fn break_workers(&self) {
        self.to_workers("worker.postMessage(null)"); // nothing that the page would ever say
    }

    /// Has the workers say what is no answer. Fails if there is none.
    pub fn garble_answers(&self) {
        self.to_workers(
            "worker.dispatchEvent(new MessageEvent('message', { data: new Uint8Array([255]) }))",
        );
    }

    /// Has the page ask its workers what is no question. Fails if there is no worker.
    pub fn garble_questions(&self) {
        self.to_workers("worker.postMessage([new Uint8Array([255]), null])");
    }

    /// Ends the workers that the page has now without a word to the page. Fails if there is none.
    pub fn silence_workers(&self) {
        self.to_workers(
            "Object.getPrototypeOf(worker.constructor).prototype.terminate.call(worker)",
        );
    }

    fn to_workers(&self, act: &str) {
        let count = self.evaluate(&format!(
            "(() => {{ for (const worker of outturnTestWorkers) {act}; return outturnTestWorkers.length }})()"
        ));
        assert_ne!(count, json!(0), "the page has no worker");
    }

    /// From now on the page's server cannot be reached; connections that are open are cut.
    pub fn stop_server(&self) {
        self.server.stop();
    }

    /// The host is given another build, in `folder`.
    pub fn publish(&self, folder: &Path) {
        self.server.serve_instead(folder);
    }

    /// The server can be reached again, at the same address.
    pub fn start_server(&self) {
        self.server.resume().expect("the server's port");
    }
}
