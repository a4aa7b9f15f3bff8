//! What is in the browser's storage, seen and changed behind the page's back.

use serde_json::{Value, json};

use super::app::App;

/// Opens the page's database for `act`, which is given it and a function to call with a result.
fn with_database(act: &str) -> String {
    format!(
        "new Promise((done, failed) => {{
            const opening = indexedDB.open('outturn');
            opening.onerror = () => failed(opening.error);
            opening.onsuccess = () => {{
                const database = opening.result;
                const finish = value => {{ database.close(); done(value); }};
                ({act})(database, finish);
            }};
        }})"
    )
}

impl App {
    /// The stored texts by key: `current` is the work.
    pub fn stored_documents(&self) -> Value {
        self.evaluate(&with_database(
            "(database, finish) => {
                const store = database.transaction('document').objectStore('document');
                const keys = store.getAllKeys(), texts = store.getAll();
                store.transaction.oncomplete = () => finish(Object.fromEntries(keys.result.map((key, n) => [key, texts.result[n]])));
            }",
        ))
    }

    /// Puts a text in place of the stored work.
    pub fn store_document(&self, text: &str) {
        let put = format!(
            "(database, finish) => {{
                const store = database.transaction('document', 'readwrite').objectStore('document');
                store.put({}, 'current');
                store.transaction.oncomplete = () => finish(null);
            }}",
            json!(text)
        );
        self.evaluate(&with_database(&put));
    }

    /// How many files are stored, and their bytes all together.
    pub fn stored_files(&self) -> (u64, u64) {
        let found = self.evaluate(&with_database(
            "(database, finish) => {
                const store = database.transaction('files').objectStore('files');
                const all = store.getAll();
                store.transaction.oncomplete = () => {
                    const sizes = all.result.map(value => value.size ?? value.byteLength ?? 0);
                    finish([sizes.length, sizes.reduce((sum, size) => sum + size, 0)]);
                };
            }",
        ));
        (
            found[0].as_u64().unwrap_or_default(),
            found[1].as_u64().unwrap_or_default(),
        )
    }

    /// Deletes the database, as a user does who clears the site's data.
    pub fn clear_storage(&self) {
        self.evaluate(
            "new Promise(done => {
                const deleting = indexedDB.deleteDatabase('outturn');
                deleting.onsuccess = () => done(null);
            })",
        );
    }

    /// Deletes all that the browser holds of the site: storage, service worker, caches.
    pub fn clear_site_data(&self) {
        let origin = self.evaluate("location.origin");
        self.browser().devtools(
            "Storage.clearDataForOrigin",
            json!({ "origin": origin, "storageTypes": "all" }),
        );
    }

    /// Has the browser's database fail at the call after so many from now on, counted over all that writes or begins to: `how` is the
    /// body of a function of the call's own function, `this` and arguments. To be given before the page starts.
    pub fn make_storage_fail(&self, how: &str) {
        self.before_it_starts(&format!(
            "(() => {{
                globalThis.outturnTestCalls = 0;
                globalThis.outturnTestFailsAt = Number(localStorage.getItem('outturn-test-fails-at') ?? Infinity);
                const fail = function (call, self, given) {{ {how} }};
                const watch = (prototype, name) => {{
                    const call = prototype[name];
                    prototype[name] = function (...given) {{
                        return outturnTestCalls++ === outturnTestFailsAt ? fail(call, this, given) : call.apply(this, given);
                    }};
                }};
                watch(IDBDatabase.prototype, 'transaction');
                for (const name of ['put', 'delete', 'get', 'getAll', 'getAllKeys']) watch(IDBObjectStore.prototype, name);
                watch(IDBTransaction.prototype, 'commit');
            }})()"
        ));
    }
}
