//! What the browser keeps between visits: the work as a document, and the files it is computed from.

use super::{BrowserError, thrown};
use js_sys::{Array, Function, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction, IdbTransactionMode};

const DATABASE: &str = "outturn";
const VERSION: u32 = 1;
const DOCUMENT: &str = "document";
const FILES: &str = "files";
const CURRENT: &str = "current";

/// The browser's own database of this page.
#[derive(Clone)]
pub struct Storage {
    database: IdbDatabase,
}

impl Storage {
    /// Opens the database, making it on the first visit.
    ///
    /// # Errors
    /// When the browser keeps nothing, as in some private windows.
    pub async fn open() -> Result<Self, BrowserError> {
        let database = open_database()
            .await
            .map_err(thrown("opening the browser's storage"))?;
        Ok(Self { database })
    }

    /// Keeps the work.
    ///
    /// # Errors
    /// When the browser has no room.
    pub async fn save_document(&self, json: &str) -> Result<(), BrowserError> {
        self.put(DOCUMENT, CURRENT, &JsValue::from_str(json)).await
    }

    /// The work kept last.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn load_document(&self) -> Result<Option<String>, BrowserError> {
        Ok(self
            .get(DOCUMENT, CURRENT)
            .await?
            .and_then(|v| v.as_string()))
    }

    /// Keeps a file.
    ///
    /// # Errors
    /// When the browser has no room.
    pub async fn save_file(&self, id: &str, file: &Blob) -> Result<(), BrowserError> {
        self.put(FILES, id, file).await
    }

    /// A file kept earlier.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn load_file(&self, id: &str) -> Result<Option<Blob>, BrowserError> {
        Ok(self.get(FILES, id).await?.and_then(|v| v.dyn_into().ok()))
    }

    /// Forgets every file but these.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_only_files(&self, ids: &[String]) -> Result<(), BrowserError> {
        self.forget_others(ids)
            .await
            .map_err(thrown("tidying the browser's storage"))
    }

    async fn forget_others(&self, ids: &[String]) -> Result<(), JsValue> {
        let (transaction, files) = self.store(FILES, IdbTransactionMode::Readwrite)?;
        let keys = answer(&files.get_all_keys()?).await?;
        for key in Array::from(&keys) {
            if !key.as_string().is_some_and(|key| ids.contains(&key)) {
                files.delete(&key)?;
            }
        }
        end(&transaction).await
    }

    #[expect(
        deprecated,
        reason = "the bindings follow an old draft; IndexedDB 3.0 has `commit`"
    )]
    async fn put(&self, store: &str, key: &str, value: &JsValue) -> Result<(), BrowserError> {
        const KEEPING: &str = "keeping your work in the browser";
        let (transaction, store) = self
            .store(store, IdbTransactionMode::Readwrite)
            .map_err(thrown(KEEPING))?;
        store
            .put_with_key(value, &JsValue::from_str(key))
            .map_err(thrown(KEEPING))?;
        // In the same breath: a page that is closed or reloaded takes with it what is not committed.
        transaction.commit().map_err(thrown(KEEPING))?;
        end(&transaction).await.map_err(thrown(KEEPING))
    }

    /// `None` where nothing is kept under the key.
    async fn get(&self, store: &str, key: &str) -> Result<Option<JsValue>, BrowserError> {
        const READING: &str = "reading your work from the browser";
        let (_, store) = self
            .store(store, IdbTransactionMode::Readonly)
            .map_err(thrown(READING))?;
        let request = store
            .get(&JsValue::from_str(key))
            .map_err(thrown(READING))?;
        let found = answer(&request).await.map_err(thrown(READING))?;
        Ok((!found.is_undefined()).then_some(found))
    }

    fn store(
        &self,
        name: &str,
        mode: IdbTransactionMode,
    ) -> Result<(IdbTransaction, IdbObjectStore), JsValue> {
        let transaction = self.database.transaction_with_str_and_mode(name, mode)?;
        let store = transaction.object_store(name)?;
        Ok((transaction, store))
    }
}

async fn open_database() -> Result<IdbDatabase, JsValue> {
    let window = web_sys::window().ok_or("there is no window")?;
    let factory = window
        .indexed_db()?
        .ok_or("this browser keeps nothing here")?;
    let request = factory.open_with_u32(DATABASE, VERSION)?;
    let first_visit = Closure::once_into_js({
        let request = request.clone();
        move || {
            let Ok(database) = request.result() else {
                return;
            };
            let database: IdbDatabase = database.unchecked_into();
            for store in [DOCUMENT, FILES] {
                // Refused only where the store is there already.
                let _ = database.create_object_store(store);
            }
        }
    });
    request.set_onupgradeneeded(Some(first_visit.unchecked_ref()));
    answer(&request).await.map(JsCast::unchecked_into)
}

/// What a request answers.
async fn answer(request: &IdbRequest) -> Result<JsValue, JsValue> {
    happened(|yes, no| {
        request.set_onsuccess(Some(yes));
        request.set_onerror(Some(no));
    })
    .await
    .map_err(|()| error(request.error().ok().flatten()))?;
    request.result()
}

/// Waits until all that a transaction was asked for is kept.
async fn end(transaction: &IdbTransaction) -> Result<(), JsValue> {
    happened(|yes, no| {
        transaction.set_oncomplete(Some(yes));
        transaction.set_onabort(Some(no)); // follows every error
    })
    .await
    .map_err(|()| error(transaction.error()))
}

/// Waits for one of two events; `listen` is given what to call for the good and for the bad one.
async fn happened(listen: impl Fn(&Function, &Function)) -> Result<(), ()> {
    let promise = Promise::new(&mut |yes, no| listen(&yes, &no));
    JsFuture::from(promise).await.map(drop).map_err(drop)
}

fn error(given: Option<web_sys::DomException>) -> JsValue {
    given.map_or_else(|| "the browser gives no reason".into(), JsValue::from)
}
