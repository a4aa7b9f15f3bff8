//! The browser's own database of this page (IndexedDB): documents, and the files they are computed from.
//!
//! | store | key | value |
//! |---|---|---|
//! | `document` | as [`store`](outturn_store) says | text |
//! | `files` | the file's name | the file as a `Blob`; or, where the browser stores no blobs, the number of its parts |
//! | `files` | name `/` number | a part of such a file, as bytes |
//!
//! The version of the database stays what it is: what a document is made of is said by the document's own version, which older builds can read
//! without opening anything they would have to change.

use super::document::within;
use js_sys::{Array, Function, Promise, Uint8Array};
use outturn_store::{Contents, Database, StoreError, Write};
use outturn_threads::BrowserError;
use outturn_threads::blob::{Part, blob_of, read_slice};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;
use web_sys::{
    DomException, IdbDatabase, IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction,
    IdbTransactionMode,
};

const DATABASE: &str = "outturn";
const VERSION: u32 = 1;
const DOCUMENT: &str = "document";
const FILES: &str = "files";

/// How long the database may take for a small thing, in milliseconds: long past what a slow disk needs.
const PATIENCE: f64 = 10_000.0;
/// How long it may take to open. Until then the page shows no work.
const OPENING: f64 = 5_000.0;
/// Bytes a millisecond that the slowest disk writes.
const SLOWEST: f64 = 2_000.0;
/// Bytes of a part of a file, where files are stored as bytes.
const PART: f64 = 16_777_216.0;

type Connection = RefCell<Option<IdbDatabase>>;
type Told = Rc<dyn Fn()>;

/// The browser's database. A connection that is lost is opened anew with the next call.
#[derive(Clone, Default)]
pub struct Storage {
    connection: Rc<Connection>,
    /// Whether the browser stores blobs; `None` until it was tried.
    stores_blobs: Rc<Cell<Option<bool>>>,
    /// Called when the browser ends the connection.
    lost: Rc<RefCell<Option<Told>>>,
}

impl Storage {
    /// Calls `told` whenever the browser has ended the connection: the user has cleared the site's data, or a later version of the page
    /// changes the database.
    pub fn when_lost(&self, told: impl Fn() + 'static) {
        self.lost.replace(Some(Rc::new(told)));
    }

    async fn database(&self) -> Result<IdbDatabase, StoreError> {
        if let Some(database) = self.connection.borrow().as_ref() {
            return Ok(database.clone());
        }
        let opened = within(OPENING, open_database()).await;
        let database = opened.ok_or(StoreError::Silent)??;
        // Both end the connection: the user clears the data, or a later version of the page changes the database.
        let lost: Told = {
            let connection = Rc::downgrade(&self.connection);
            let told = Rc::clone(&self.lost);
            Rc::new(move || {
                let database = connection.upgrade().and_then(|c| c.borrow_mut().take());
                if let Some(database) = database {
                    database.close();
                    let told = told.borrow().clone();
                    if let Some(told) = told {
                        told();
                    }
                }
            })
        };
        let listener = Closure::<dyn Fn()>::new(move || lost()).into_js_value();
        database.set_onclose(Some(listener.unchecked_ref()));
        database.set_onversionchange(Some(listener.unchecked_ref()));
        self.connection.replace(Some(database.clone()));
        Ok(database)
    }

    async fn store(
        &self,
        names: &[&str],
        mode: IdbTransactionMode,
    ) -> Result<IdbTransaction, StoreError> {
        let names: Array = names.iter().map(|name| JsValue::from_str(name)).collect();
        let begin =
            |database: &IdbDatabase| database.transaction_with_str_sequence_and_mode(&names, mode);
        if let Ok(transaction) = begin(&self.database().await?) {
            return Ok(transaction);
        }
        // A connection that the browser has closed says so only here.
        self.connection.replace(None);
        begin(&self.database().await?).map_err(|thrown| refused(&thrown))
    }

    /// Stores values of so many bytes under keys, in one transaction.
    async fn put(&self, values: &[(&str, &JsValue)], bytes: f64) -> Result<(), StoreError> {
        let transaction = self.store(&[FILES], IdbTransactionMode::Readwrite).await?;
        let put = || {
            let store = transaction.object_store(FILES)?;
            for (key, value) in values {
                store.put_with_key(value, &JsValue::from_str(key))?;
            }
            commit(&transaction)
        };
        put().map_err(|thrown| refused(&thrown))?;
        let ended = within(PATIENCE + bytes / SLOWEST, end(&transaction)).await;
        ended.ok_or(StoreError::Silent)?
    }

    async fn put_blobs(&self, files: &[(String, Blob)]) -> Result<(), StoreError> {
        let values: Vec<(&str, &JsValue)> = files
            .iter()
            .map(|(id, file)| (id.as_str(), file.as_ref()))
            .collect();
        let bytes = files.iter().map(|(_, file)| file.size()).sum();
        self.put(&values, bytes).await
    }

    /// Whether what is stored under a key is a blob.
    async fn is_blob(&self, key: &str) -> Result<bool, StoreError> {
        let found = self.get(&[key.to_owned()]).await?;
        Ok(found.iter().all(JsCast::is_instance_of::<Blob>))
    }

    async fn put_bytes(&self, id: &str, file: &Blob) -> Result<(), StoreError> {
        let (mut at, mut parts) = (0.0, 0_u32);
        while at < file.size() {
            let end = (at + PART).min(file.size());
            let bytes = read_slice(file, at, end).await.map_err(unreadable)?;
            let value = Uint8Array::from(bytes.as_slice());
            self.put(&[(&format!("{id}/{parts}"), &value)], end - at)
                .await?;
            (at, parts) = (end, parts + 1);
        }
        // Last: a file of which only some parts are stored is none.
        self.put(&[(id, &f64::from(parts).into())], 0.0).await
    }

    async fn get(&self, keys: &[String]) -> Result<Vec<JsValue>, StoreError> {
        let transaction = self.store(&[FILES], IdbTransactionMode::Readonly).await?;
        let get = || {
            let store = transaction.object_store(FILES)?;
            let asked = keys.iter().map(|key| store.get(&JsValue::from_str(key)));
            asked.collect::<Result<Vec<IdbRequest>, JsValue>>()
        };
        let requests = get().map_err(|thrown| refused(&thrown))?;
        let work = async {
            let mut found = Vec::with_capacity(requests.len());
            // They are answered in this order.
            for request in &requests {
                found.push(answer(request).await?);
            }
            Ok(found)
        };
        within(PATIENCE, work).await.ok_or(StoreError::Silent)?
    }

    /// A file that is stored as so many parts; `None` where one of them is missing.
    async fn joined(&self, id: &str, parts: u32) -> Result<Option<Blob>, StoreError> {
        let mut all = Vec::new();
        for part in 0..parts {
            let found = self.get(&[format!("{id}/{part}")]).await?.pop();
            match found.map(JsCast::dyn_into::<Uint8Array>) {
                Some(Ok(bytes)) => all.push(bytes),
                _ => return Ok(None),
            }
        }
        let parts: Vec<Part<'_>> = all.iter().map(Part::Array).collect();
        blob_of(&parts, "").map(Some).map_err(unreadable)
    }
}

impl Database for Storage {
    type Blob = Blob;

    async fn transact<T>(
        &self,
        decide: impl FnOnce(&Contents) -> (Vec<Write>, T),
    ) -> Result<T, StoreError> {
        let transaction = self
            .store(&[DOCUMENT, FILES], IdbTransactionMode::Readwrite)
            .await?;
        let work = async {
            let store = |name| {
                let store = transaction.object_store(name);
                store.map_err(|thrown| refused(&thrown))
            };
            let (documents, files) = (store(DOCUMENT)?, store(FILES)?);
            let contents = contents(&documents, &files).await?;
            let (writes, value) = decide(&contents);
            for write in &writes {
                perform(write, &documents, &files).map_err(|thrown| refused(&thrown))?;
            }
            commit(&transaction).map_err(|thrown| refused(&thrown))?;
            end(&transaction).await?;
            Ok(value)
        };
        within(PATIENCE, work).await.ok_or(StoreError::Silent)?
    }

    fn put_at_once(&self, key: &str, text: &str) {
        let connection = self.connection.borrow();
        let Some(database) = connection.as_ref() else {
            return;
        };
        let put = || {
            let transaction =
                database.transaction_with_str_and_mode(DOCUMENT, IdbTransactionMode::Readwrite)?;
            let store = transaction.object_store(DOCUMENT)?;
            store.put_with_key(&JsValue::from_str(text), &JsValue::from_str(key))?;
            // In the same breath: a page that is closed or reloaded takes with it what is not committed.
            commit(&transaction)
        };
        // Nobody is there any more to be told.
        let _: Result<(), JsValue> = put();
    }

    async fn put_files(&self, files: &[(String, Blob)]) -> Result<(), StoreError> {
        let Some((first, _)) = files.first() else {
            return Ok(());
        };
        if self.stores_blobs.get() != Some(false) {
            match self.put_blobs(files).await {
                Ok(()) if self.stores_blobs.get().is_some() => return Ok(()),
                // Some private windows refuse a blob, others say that they have it and do not.
                Ok(()) if self.is_blob(first).await? => {
                    self.stores_blobs.set(Some(true));
                    return Ok(());
                }
                Err(error @ (StoreError::Full | StoreError::Silent)) => return Err(error),
                Ok(()) | Err(_) => {}
            }
        }
        for (id, file) in files {
            self.put_bytes(id, file).await?;
        }
        if self.stores_blobs.get().is_none() {
            self.stores_blobs.set(Some(false));
        }
        Ok(())
    }

    async fn files(&self, ids: &[String]) -> Result<Vec<Option<Blob>>, StoreError> {
        let mut files = Vec::with_capacity(ids.len());
        for (id, found) in ids.iter().zip(self.get(ids).await?) {
            files.push(match found.as_f64() {
                Some(parts) => self.joined(id, parts as u32).await?,
                None => found.dyn_into().ok(),
            });
        }
        Ok(files)
    }
}

async fn contents(
    documents: &IdbObjectStore,
    files: &IdbObjectStore,
) -> Result<Contents, StoreError> {
    let asked = || {
        Ok((
            documents.get_all_keys()?,
            documents.get_all()?,
            files.get_all_keys()?,
        ))
    };
    let (keys, texts, names) = asked().map_err(|thrown: JsValue| refused(&thrown))?;
    let keys = Array::from(&answer(&keys).await?);
    let texts = Array::from(&answer(&texts).await?);
    let names = Array::from(&answer(&names).await?);
    let text = |value: JsValue| value.as_string().unwrap_or_default();
    let id = |key: String| key.split('/').next().unwrap_or_default().to_owned();
    Ok(Contents {
        documents: keys.iter().map(text).zip(texts.iter().map(text)).collect(),
        files: names.iter().map(text).map(id).collect(),
    })
}

fn perform(
    write: &Write,
    documents: &IdbObjectStore,
    files: &IdbObjectStore,
) -> Result<(), JsValue> {
    match write {
        Write::Document { key, text } => {
            documents.put_with_key(&JsValue::from_str(text), &JsValue::from_str(key))?;
        }
        Write::NoDocument { key } => {
            documents.delete(&JsValue::from_str(key))?;
        }
        Write::NoFile { id } => {
            files.delete(&JsValue::from_str(id))?;
            // Its parts: `0` is the sign after `/`.
            let (first, past) = (format!("{id}/"), format!("{id}0"));
            let parts = IdbKeyRange::bound_with_lower_open_and_upper_open(
                &JsValue::from_str(&first),
                &JsValue::from_str(&past),
                false,
                true,
            )?;
            files.delete(&parts)?;
        }
    }
    Ok(())
}

async fn open_database() -> Result<IdbDatabase, StoreError> {
    let unavailable = |thrown: JsValue| {
        StoreError::Unavailable(BrowserError::new("opening the browser's storage", &thrown).because)
    };
    let request = open_request().map_err(unavailable)?;
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
    match happened(|yes, no| {
        request.set_onsuccess(Some(yes));
        request.set_onerror(Some(no));
    })
    .await
    {
        Ok(()) => request
            .result()
            .map(JsCast::unchecked_into)
            .map_err(unavailable),
        Err(()) => {
            let error = request.error().ok().flatten();
            match error {
                Some(error) if error.name() == "VersionError" => Err(StoreError::Newer),
                Some(error) => Err(unavailable(error.into())),
                None => Err(StoreError::Unavailable("no reason given".to_owned())),
            }
        }
    }
}

fn open_request() -> Result<web_sys::IdbOpenDbRequest, JsValue> {
    let window = web_sys::window().ok_or("there is no window")?;
    let factory = window
        .indexed_db()?
        .ok_or("this browser keeps nothing here")?;
    factory.open_with_u32(DATABASE, VERSION)
}

/// What a request answers.
async fn answer(request: &IdbRequest) -> Result<JsValue, StoreError> {
    happened(|yes, no| {
        request.set_onsuccess(Some(yes));
        request.set_onerror(Some(no));
    })
    .await
    .map_err(|()| failed(request.error().ok().flatten()))?;
    request.result().map_err(|thrown| refused(&thrown))
}

#[expect(
    deprecated,
    reason = "the bindings follow an old draft; IndexedDB 3.0 has `commit`"
)]
fn commit(transaction: &IdbTransaction) -> Result<(), JsValue> {
    transaction.commit()
}

/// Waits until all that a transaction was asked for is stored.
async fn end(transaction: &IdbTransaction) -> Result<(), StoreError> {
    happened(|yes, no| {
        transaction.set_oncomplete(Some(yes));
        transaction.set_onabort(Some(no)); // follows every error
    })
    .await
    .map_err(|()| failed(transaction.error()))
}

/// Waits for one of two events; `listen` is given what to call for the good and for the bad one.
async fn happened(listen: impl Fn(&Function, &Function)) -> Result<(), ()> {
    let promise = Promise::new(&mut |yes, no| listen(&yes, &no));
    JsFuture::from(promise).await.map(drop).map_err(drop)
}

fn failed(error: Option<DomException>) -> StoreError {
    match error {
        Some(error) if error.name() == "QuotaExceededError" => StoreError::Full,
        Some(error) => refused(&error),
        None => StoreError::Refused("no reason given".to_owned()),
    }
}

fn refused(thrown: &JsValue) -> StoreError {
    let name = thrown.dyn_ref::<DomException>().map(DomException::name);
    if name.as_deref() == Some("QuotaExceededError") {
        return StoreError::Full;
    }
    StoreError::Refused(BrowserError::new("storing", thrown).because)
}

fn unreadable(error: BrowserError) -> StoreError {
    StoreError::Refused(error.because)
}
