//! What the browser keeps between visits: the work as a document, and the files it is computed from.

use super::BrowserError;
use rexie::{ObjectStore, Rexie, TransactionMode};
use std::error::Error;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

const DATABASE: &str = "outturn";
const DOCUMENT: &str = "document";
const FILES: &str = "files";
const CURRENT: &str = "current";

/// The browser's own database of this page.
#[derive(Clone)]
pub struct Storage {
    database: std::rc::Rc<Rexie>,
}

fn refused(doing: &'static str) -> impl Fn(rexie::Error) -> BrowserError {
    move |error| BrowserError {
        doing,
        // What the browser said is one step down; above it stands only that there was an error.
        because: error
            .source()
            .map_or_else(|| error.to_string(), ToString::to_string),
    }
}

impl Storage {
    /// Opens the database, making it on the first visit.
    ///
    /// # Errors
    /// When the browser keeps nothing, as in some private windows.
    pub async fn open() -> Result<Self, BrowserError> {
        let database = Rexie::builder(DATABASE)
            .version(1)
            .add_object_store(ObjectStore::new(DOCUMENT))
            .add_object_store(ObjectStore::new(FILES))
            .build()
            .await
            .map_err(refused("opening the browser's storage"))?;
        Ok(Self {
            database: std::rc::Rc::new(database),
        })
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
        const TIDYING: &str = "tidying the browser's storage";
        let transaction = self
            .database
            .transaction(&[FILES], TransactionMode::ReadWrite)
            .map_err(refused(TIDYING))?;
        let store = transaction.store(FILES).map_err(refused(TIDYING))?;
        for key in store
            .get_all_keys(None, None)
            .await
            .map_err(refused(TIDYING))?
        {
            if !key.as_string().is_some_and(|key| ids.contains(&key)) {
                store.delete(key).await.map_err(refused(TIDYING))?;
            }
        }
        transaction.done().await.map(drop).map_err(refused(TIDYING))
    }

    async fn put(&self, store: &str, key: &str, value: &JsValue) -> Result<(), BrowserError> {
        const KEEPING: &str = "keeping your work in the browser";
        let transaction = self
            .database
            .transaction(&[store], TransactionMode::ReadWrite)
            .map_err(refused(KEEPING))?;
        let object_store = transaction.store(store).map_err(refused(KEEPING))?;
        let key = JsValue::from_str(key);
        let mut stored = pin!(object_store.put(value, Some(&key)));
        // Asked for and committed in one breath: a page that is closed or reloaded takes with it what is not committed.
        let asked = poll_fn(|task| Poll::Ready(stored.as_mut().poll(task))).await;
        let committed = transaction.commit().await;
        let stored = match asked {
            Poll::Ready(stored) => stored,
            Poll::Pending => stored.await,
        };
        stored.map_err(refused(KEEPING))?;
        committed.map_err(refused(KEEPING))
    }

    async fn get(&self, store: &str, key: &str) -> Result<Option<JsValue>, BrowserError> {
        const READING: &str = "reading your work from the browser";
        let transaction = self
            .database
            .transaction(&[store], TransactionMode::ReadOnly)
            .map_err(refused(READING))?;
        let object_store = transaction.store(store).map_err(refused(READING))?;
        object_store
            .get(JsValue::from_str(key))
            .await
            .map_err(refused(READING))
    }
}
